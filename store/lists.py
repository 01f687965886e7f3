"""Lists of sources, in and out: OPML is written of what is read, and a list that somebody has is taken in.

Each of its addresses is looked at, a few at a time, and what is there is added under the list's names. What is read
already is left as it is. What cannot be read for the moment (its site is down, slow, or asks to be left alone) is added
all the same, and tried again by its rhythm; what is refused for good is named with the reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from store import polling, sourcing
from store.db import Store
from store.errors import AddressRefusedError, FetchError, TidingsError
from store.looking import Finding, Look, complete
from store.model import Asker, AudienceKind, Language
from store.opml import Outline, write_opml
from store.people import Person
from store.source_names import SourceRefusedError
from store.source_rows import Reads, Source, list_sources

TITLE = "Sources of Tidings"
LOOKS_AT_ONCE = 8
_LATER = frozenset(("busy", "trouble", "no_answer", "slow", "torn", "certificate"))
"""Why an address was not read that may be read tomorrow; a host that does not exist is gone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of a list: the sources that were added, how many were known, and what failed with the reason.

    `waiting` were added too, though they could not be read yet.
    """

    added: tuple[Source, ...]
    known: int
    failed: tuple[tuple[Outline, TidingsError], ...]
    waiting: tuple[tuple[Source, TidingsError], ...] = ()


def add_list(
    store: Store,
    look_at: Look,
    outlines: Sequence[Outline],
    *,
    person: Person | None,
    now: datetime,
    audience: AudienceKind = "workspace",
    asker: Asker | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Listed:
    """Add the sources of a list that can be read, for an `audience` as `sourcing.add` does it.

    `person` is null for the operator. `look_at` finds out what stands at an address, or raises a TidingsError; it is
    called from several threads. `progress` hears after each address how many are looked at, and of how many.
    """
    new = [outline for outline in outlines if not sourcing.known_at(store.db, outline.url, asker)]
    looks = partial(_look, look_at)
    added: list[Source] = []
    waiting: list[tuple[Source, TidingsError]] = []
    failed: list[tuple[Outline, TidingsError]] = []

    with ThreadPoolExecutor(LOOKS_AT_ONCE, thread_name_prefix="list") as pool:
        for done, (outline, found) in enumerate(zip(new, pool.map(looks, new), strict=True), start=1):
            try:
                named = _named(outline, found)
                source = sourcing.add(store, named, person=person, now=now, audience=audience, asker=asker)
                if isinstance(found, TidingsError):
                    waiting.append((polling.note_failure(store, source, found, now).source, found))
                else:
                    added.append(source)
            except TidingsError as error:
                failed.append((outline, error))
            if progress:
                progress(done, len(new))
    left = tuple((outline, error) for outline, error in failed if not _is_known(error))
    known = len(outlines) - len(new) + len(failed) - len(left)
    return Listed(tuple(added), known, left, tuple(waiting))


def _look(look_at: Look, outline: Outline) -> Finding | TidingsError:
    try:
        return look_at(outline.url, as_page=outline.is_page)
    except TidingsError as error:
        return error


def _is_known(error: TidingsError) -> bool:
    """Tell whether an address was refused because it is read already, as one that stands in the list twice."""
    return isinstance(error, SourceRefusedError) and error.reason in ("known", "kept")


def _named(outline: Outline, found: Finding | TidingsError) -> Finding:
    """Give what an outline led to, or will once it can be read, under the outline's name. Raises: TidingsError."""
    if isinstance(found, TidingsError):
        if not _may_be_read_later(found):
            raise found
        reads: Reads = "page" if outline.is_page else "feed"
        found = Finding(complete(outline.url), reads, outline.name, outline.home_url, _language(outline), (), 0)
    return replace(found, title=outline.name or found.title, home_url=found.home_url or outline.home_url)


def _may_be_read_later(error: TidingsError) -> bool:
    """Tell whether an address failed for the moment, rather than for good."""
    return isinstance(error, FetchError) and not isinstance(error, AddressRefusedError) and error.key in _LATER


def _language(outline: Outline) -> Language | None:
    languages: tuple[Language, ...] = ("en", "zh")
    return next((one for one in languages if (outline.language or "").lower().startswith(one)), None)


def export_opml(store: Store) -> str:
    """Write every source that we read as OPML, paused ones too."""
    return write_opml(_outlines(store), TITLE)


def export_parts(store: Store, fits: Callable[[str], bool], asker: Asker) -> list[tuple[str, int]]:
    """Write an asker's sources as OPML documents that each fit, with how many stand in each; none for none."""
    outlines = _outlines(store, asker)
    return _parts(outlines, fits) if outlines else []


def _parts(outlines: Sequence[Outline], fits: Callable[[str], bool]) -> list[tuple[str, int]]:
    document, half = write_opml(outlines, TITLE), len(outlines) // 2
    if not half or fits(document):
        return [(document, len(outlines))]
    return [*_parts(outlines[:half], fits), *_parts(outlines[half:], fits)]


def _outlines(store: Store, asker: Asker | None = None) -> list[Outline]:
    listed = list_sources(store.db, asker)
    return [Outline(one.name, one.feed_url, one.home_url, one.language, one.reads == "page") for one in listed]
