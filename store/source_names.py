"""Names of sources: tidied, kept apart among those for the same people, and why something cannot be done to a source.

A name is taken by a source for everybody, which all see, or by one for the same people. One that is for others stands
in nobody's way: a refusal would tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlite_utils import Database

from store.audiences import WORKSPACE
from store.errors import TidingsError
from store.source_rows import key_of, owner_of_key
from store.text import collapse, host_of, outlet_key

LONGEST_NAME = 80

Reason = Literal[
    "known",
    "by_feed",
    "kept",
    "gone",
    "name_taken",
    "no_name",
    "guest",
    "not_yours",
    "unknown",
    "near",
    "unsure",
    "not_wider",
    "nobody",
]

SENTENCES: dict[Reason, str] = {
    "known": "{name} is read already, and this address leads to it.",
    "by_feed": "{name} is read already, by the feed of this site; give --page to read the page itself too.",
    "kept": "{name} is read already, for fewer people; `tidings sources audience` changes who may see it.",
    "name_taken": "There is a source called {name} already; give this one another name.",
    "no_name": "Give the source a name that has letters or digits.",
    "guest": "Guests read only; ask a member of your team.",
    "not_yours": "{name} was added by somebody else; ask them or an editor.",
    "unknown": "There is no source {name}; `tidings sources` lists them.",
    "gone": "There is no such source any more; `tidings sources` lists them.",
    "near": "There is no source {name}; the nearest: {likely}.",
    "unsure": "{name} could be several sources: {likely}; give the whole name or the address.",
    "not_wider": "Only whoever added {name} may let others see it, or keep it to themselves.",
    "nobody": "{name} was added from the command line, so there is nobody to keep it for.",
}


class SourceRefusedError(TidingsError):
    """Something that cannot be done to a source, for a `reason`; `name` and `likely` fill its sentence."""

    def __init__(self, reason: Reason, name: str = "", likely: Iterable[str] = ()) -> None:
        self.reason, self.name, self.likely = reason, name, tuple(likely)
        super().__init__(SENTENCES[reason].format(name=name, likely=", ".join(self.likely)))


def tidy_name(name: str) -> str:
    """Clean a name that somebody gave. Raises: SourceRefusedError for one that says nothing."""
    tidy = collapse("".join(character if character.isprintable() else " " for character in name))[:LONGEST_NAME].strip()
    if not outlet_key(tidy):
        raise SourceRefusedError("no_name")
    return tidy


def check_name(db: Database, name: str, audience_id: int, but: int = 0) -> None:
    """Check that no other source has a name that those of an audience see. Raises: SourceRefusedError."""
    if _is_taken(db, name, audience_id, but):
        raise SourceRefusedError("name_taken", name)


def free_name(db: Database, title: str | None, url: str, audience_id: int) -> str:
    """Give a new source its own title, with its host where another has that name, and a number where need be.

    Raises: SourceRefusedError where a hundred have it.
    """
    host = host_of(url)
    try:
        own = tidy_name(title or host)
    except SourceRefusedError:
        own = host
    names = [own, f"{own} ({host})", *(f"{own} ({host}) {n}" for n in range(2, 100))]
    free = next((name for name in names if not _is_taken(db, name, audience_id)), None)
    if free is None:
        raise SourceRefusedError("name_taken", own)
    return free


def _is_taken(db: Database, name: str, audience_id: int, but: int = 0) -> bool:
    """Tell whether a source that is read has a name; one that only documents name gives way."""
    owners = (owner_of_key(db, key_of(name, audience)) for audience in {WORKSPACE, audience_id})
    return any(owner is not None and owner[0] != but and owner[1] for owner in owners)
