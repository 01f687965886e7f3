"""Read past stories again when the rules or names that come with Tidings have changed since they were read.

What a story is kept with (whom it names, which figures it states and how, what clustering compares) was read by the
rules of that day. A new version reads better, so it reads all stories again: newest first, a batch at a time, each one
short transaction that notes how far it came, so that a crash loses nothing and answers never wait. Their storylines
follow as those of any changed story do. By which rules stories were read is told by a mark of the very files that hold
rules and names: nobody has to remember to count a version up.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from store import reread_rows
from store.db import Store
from store.figure_rows import set_figures
from store.names import Names
from store.stories import set_mentions

BATCH = 50
"""Stories in one transaction, which takes 0.1 s (measured)."""
_RULES = ("catalogue", "cluster", "figures", "match", "mentions.py", "names.py", "text.py")
_ENDINGS = (".py", ".toml", ".txt")


@dataclass(frozen=True, slots=True)
class Behind:
    """How many stories are still as older rules read them, of how many in all."""

    left: int
    total: int


@cache
def rules_mark() -> str:
    """Give what changes whenever a rule or a name that comes with Tidings does (takes 10 ms)."""
    mark = hashlib.sha256()
    for name in _RULES:
        _add(mark, resources.files("store").joinpath(name))
    return mark.hexdigest()[:16]


def _add(mark: hashlib._Hash, place: Traversable) -> None:
    if place.is_dir():
        for inside in sorted(place.iterdir(), key=lambda one: one.name):
            _add(mark, inside)
    elif place.name.endswith(_ENDINGS):
        mark.update(place.name.encode() + b"\0" + place.read_bytes().replace(b"\r\n", b"\n"))


def note_rules(store: Store) -> None:
    """Say of a new database that its stories are read by the rules of this version. To be called at each start."""
    if reread_rows.is_new(store.db):
        with store.transaction() as db:
            reread_rows.note_first(db, rules_mark())


def behind(store: Store) -> Behind:
    """Tell how many stories are still as older rules read them."""
    left, total = reread_rows.count_below(store.db, reread_rows.lowest_read(store.db, rules_mark()))
    return Behind(left, total)


def reread_batch(store: Store, names: Names) -> int:
    """Read the next stories again that older rules read. Gives how many; 0 when none is left.

    They wait for `intake.join_stories` then.
    """
    if not reread_rows.lowest_read(store.db, rules_mark()):
        return 0
    names.mentions_in("")  # whatever has to be built for the names is built before the write lock is taken
    with store.transaction() as db:
        stories = reread_rows.stories_below(db, reread_rows.lowest_read(db, rules_mark()), BATCH)
        for story_id, headline, summary in stories:
            text = f"{headline}\n{summary}"
            set_mentions(db, story_id, names.mentions_in(text))
            set_figures(db, story_id, names.figures_in(text))
        reread_rows.unsettle(db, [story_id for story_id, _, _ in stories])
        if len(stories) < BATCH:
            reread_rows.note_all_read(db, rules_mark())
        else:
            reread_rows.note_read(db, rules_mark(), stories[-1][0])
        return len(stories)
