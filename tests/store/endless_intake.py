"""Takes in one numbered letter after another until it is killed. `python -m tests.store.endless_intake PATH`."""

from __future__ import annotations

import re
import sys
from itertools import count
from pathlib import Path

from tests.store.conftest import Shelf
from tests.store.weekly import ENGLISH

shelf = Shelf(Path(sys.argv[1]))
known = int(str(shelf.rows("SELECT count(*) FROM issues")[0][0]))
shelf.names.mentions_in("")
print("ready", flush=True)
for number in count(known):
    letter = ENGLISH.replace("number 12", f"number {number} of the series")
    shelf.take_in(re.sub(r"\.(?=\s)", f" ({number}).", letter))
