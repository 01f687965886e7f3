"""Takes a long feed in until it is killed, and says after each lot how far it is.

`python -m tests.formats.endless_feed PATH`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from store.feeds import keep_feed
from store.parse.documents import read_document
from store.parse.entries import Feed
from tests.formats.conftest import Desk
from tests.formats.test_faults import ENTRIES, long_feed
from tests.store.conftest import NOW

desk = Desk(Path(sys.argv[1]))
desk.names.mentions_in("")
feed = read_document(long_feed(ENTRIES).encode())
assert isinstance(feed, Feed)
keep_feed(desk.store, desk.names, feed, now=NOW, progress=lambda done: print(done, flush=True))
