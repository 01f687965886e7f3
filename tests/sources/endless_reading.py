"""Reads a feed that grows, over and over, until it is killed. `python -m tests.sources.endless_reading PATH RUN`."""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from store.db import Store
from store.looking import look
from store.names import Names
from store.polling import poll
from store.reading_rows import CLAIM
from store.source_rows import list_sources
from store.sourcing import add
from tests.sources.web import Post, Web, feed

FEED = "https://harbour.example/feed"


def growing(turn: int, run: int) -> str:
    """Write the feed of a turn: its 120 newest entries, of which 40 are new in each turn."""
    from tests.sources.conftest import NOW

    first = (run * 1000 + turn) * 40
    return feed([Post(f"Crane {n} lifts again", NOW, f"g{n}") for n in range(first, first + 120)])


def main(path: Path, run: int) -> None:
    """Add the source in the first run, then read it with an hour between."""
    from tests.sources.conftest import NOW

    store, web = Store(path), Web()
    names, now = Names(store), NOW + run * CLAIM * 1000
    web.put(FEED, growing(0, run))
    known = list_sources(store.db)
    source_id = known[0].id if known else add(store, look(web, FEED), person=None, now=now).id
    names.mentions_in("")
    print("ready", flush=True)
    for turn in count():
        web.put(FEED, growing(turn, run), etag=f'"{turn}"')
        poll(store, names, source_id, web, now + timedelta(hours=turn))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
