"""Takes a long feed in until it is killed, and says after each lot how far it is.

`python -m tests.formats.endless_feed PATH`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.formats.conftest import Desk
from tests.formats.test_faults import ENTRIES, long_feed

desk = Desk(Path(sys.argv[1]))
desk.names.mentions_in("")
desk.feed(long_feed(ENTRIES), progress=lambda done: print(done, flush=True))
