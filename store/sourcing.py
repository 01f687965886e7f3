"""Sources as people keep them: looked at, added, named, paused, resumed, removed, listed, and carried as OPML.

Looking saves nothing. Members who are no guests add; editors and whoever added a source pause, resume, rename and
remove it; the operator may do all of it (`person` is then None). A removed source's stories stay, and adding its
address again takes the old row up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlite_utils import Database

from store import source_rows as rows
from store.audiences import audience_key
from store.channels import note_channel
from store.db import Store
from store.errors import TidingsError
from store.looking import Finding
from store.model import Asker, AudienceKind, Language
from store.opml import Outline, write_opml
from store.people import Person, record_audit
from store.source_rows import BY_PERSON, Source
from store.text import collapse, host_of, link_key, outlet_key

LONGEST_NAME = 80
_SIMILAR = 5
_NEAREST, _ALIKE = 2, 0.6
"""How many sources a mistyped name may mean, and how much of the longer key must be alike."""
TITLE = "Sources of Tidings"

Reason = Literal["known", "kept", "name_taken", "no_name", "guest", "not_yours", "unknown", "near", "unsure"]

SENTENCES: dict[Reason, str] = {
    "known": "{name} is read already, and this address leads to it.",
    "kept": "This address is read already, for fewer people; ask whoever runs Tidings to open it to more.",
    "name_taken": "There is a source called {name} already; give this one another name.",
    "no_name": "Give the source a name that has letters or digits.",
    "guest": "Guests read only; ask a member of your team.",
    "not_yours": "{name} was added by somebody else; ask them or an editor.",
    "unknown": "There is no source {name}; `tidings sources` lists them.",
    "near": "There is no source {name}; the nearest: {likely}.",
    "unsure": "{name} could be several sources: {likely}; give the whole name.",
}


class SourceRefusedError(TidingsError):
    """Something that cannot be done to a source, for a `reason`; `name` and `likely` fill its sentence."""

    def __init__(self, reason: Reason, name: str = "", likely: Iterable[str] = ()) -> None:
        self.reason, self.name, self.likely = reason, name, tuple(likely)
        super().__init__(SENTENCES[reason].format(name=name, likely=", ".join(self.likely)))


def known_at(db: Database, url: str) -> Source | None:
    """Give the source that is read at an address already, however it is written: http or https, with www or without."""
    key = link_key(url)
    found = next((source_id for source_id, known in rows.addresses(db) if link_key(known) == key), None)
    return rows.source(db, found) if found else None


def check_new(db: Database, url: str, asker: Asker | None) -> None:
    """Check that an address is not read yet. Of a source for others no more is said. Raises: SourceRefusedError."""
    known = known_at(db, url)
    if known is None:
        return
    is_theirs = any(one.id == known.id for one in rows.list_sources(db, asker))
    raise SourceRefusedError("known", known.name) if is_theirs else SourceRefusedError("kept")


def add(
    store: Store,
    finding: Finding,
    *,
    name: str | None = None,
    language: Language | None = None,
    person: Person | None,
    now: datetime,
    audience: AudienceKind = "workspace",
    asker: Asker | None = None,
) -> Source:
    """Add what was found as a source, to be read at once. Without a name it gets its own, made unlike all others.

    Its stories are for an `audience`: everybody, the channel in which `asker` asks, or `person` alone; the operator
    adds for everybody. Raises: SourceRefusedError.
    """
    _check_member(person)
    with store.transaction() as db:
        check_new(db, finding.url, asker)
        name = _tidy(name) if name is not None else None
        chosen = _free_name(db, finding) if name is None else name
        if name is not None and _is_taken(db, chosen):
            raise SourceRefusedError("name_taken", chosen)
        source_id = rows.add_source(
            db,
            name=chosen,
            key=outlet_key(chosen),
            url=finding.url,
            home_url=finding.home_url,
            reads=finding.reads,
            language=language or finding.language,
            by=person.id if person else None,
            now=now,
            audience_id=_audience(db, audience, asker, person),
        )
        _record(db, person, "sources.add", f"{chosen}: {finding.url}", now)
    return get(store, source_id)


def _audience(db: Database, kind: AudienceKind, asker: Asker | None, person: Person | None) -> int:
    """Give the audience of a kind that is made by where an asker asks, or by who they are."""
    in_channel = kind == "channel" and asker is not None and asker.team and asker.channel
    channel_id = note_channel(db, str(asker.team), str(asker.channel)) if asker and in_channel else 0
    return audience_key(db, kind, channel_id=channel_id, person_id=person.id if person else 0)


def get(store: Store, source_id: int) -> Source:
    """Give a source by its row id. Raises: SourceRefusedError for one that is not there or was removed."""
    found = rows.source(store.db, source_id)
    if found is None or found.removed_at:
        raise SourceRefusedError("unknown", str(source_id))
    return found


def find(store: Store, text: str, asker: Asker | None = None) -> Source:
    """Give the source that an asker, or the operator, means by a name, a part of one, an address or a row id.

    Raises: SourceRefusedError where that is none, or several.
    """
    wanted, known = collapse(text), rows.list_sources(store.db, asker)
    by_address = link_key(wanted) if "://" in wanted else None
    tests: tuple[Callable[[Source], bool], ...] = (
        lambda one: one.name == wanted or (by_address is not None and link_key(one.feed_url) == by_address),
        lambda one: outlet_key(one.name) == outlet_key(wanted),
        lambda one: str(one.id) == wanted,
        lambda one: bool(outlet_key(wanted)) and outlet_key(wanted) in outlet_key(one.name),
    )
    for test in tests:
        if found := [one for one in known if test(one)]:
            if len(found) > 1:
                raise SourceRefusedError("unsure", wanted, [one.name for one in found[:_SIMILAR]])
            return found[0]
    if near := _near(wanted, [one.name for one in known]):
        raise SourceRefusedError("near", wanted, near)
    raise SourceRefusedError("unknown", wanted)


def _near(wanted: str, names: list[str]) -> list[str]:
    """Give the names that a mistyped one is near to, the nearest first."""
    found = process.extract(
        wanted, names, scorer=OSA.normalized_similarity, processor=outlet_key, limit=_NEAREST, score_cutoff=_ALIKE
    )
    return [name for name, _, _ in found]


def may_change(source: Source, person: Person | None) -> bool:
    """Tell whether a person may pause, rename or remove a source: editors may, and who added it; the operator too."""
    return person is None or person.may_edit or (source.added_by == person.id and not person.is_guest)


def rename(
    store: Store,
    source_id: int,
    name: str,
    *,
    language: Language | None = None,
    person: Person | None,
    now: datetime,
) -> Source:
    """Give a source another name, and another language where one is given. Raises: SourceRefusedError."""
    name = _tidy(name)
    with store.transaction() as db:
        old = _changeable(db, source_id, person)
        if _is_taken(db, name, but=source_id):
            raise SourceRefusedError("name_taken", name)
        rows.rename_source(db, source_id, name, outlet_key(name), language or old.language)
        _record(db, person, "sources.rename", f"{old.name}: {name}", now)
    return get(store, source_id)


def pause(store: Store, source_id: int, *, person: Person | None, now: datetime) -> Source:
    """Read a source no more until it is resumed. Raises: SourceRefusedError."""
    with store.transaction() as db:
        found = _changeable(db, source_id, person)
        if rows.pause_source(db, source_id, BY_PERSON, now):
            _record(db, person, "sources.pause", found.name, now)
    return get(store, source_id)


def resume(store: Store, source_id: int, *, person: Person | None, now: datetime) -> Source:
    """Read a source again, at once, whoever or whatever paused it. Raises: SourceRefusedError."""
    with store.transaction() as db:
        found = _changeable(db, source_id, person)
        if found.state in ("paused", "ended"):
            _record(db, person, "sources.resume", found.name, now)
        rows.resume_source(db, source_id, now)
    return get(store, source_id)


def remove(store: Store, source_id: int, *, person: Person | None, now: datetime) -> Source:
    """Read a source no more for good; its stories stay. Gives it as it was. Raises: SourceRefusedError."""
    with store.transaction() as db:
        found = _changeable(db, source_id, person)
        rows.remove_source(db, source_id, now)
        _record(db, person, "sources.remove", f"{found.name}: {found.feed_url}", now)
    return found


def make_all_due(store: Store, now: datetime, *, rest: timedelta = timedelta()) -> int:
    """Let every source that is neither paused nor ended be read now, but for those tried within `rest`.

    Gives how many they are.
    """
    with store.transaction() as db:
        return rows.make_all_due(db, now, now - rest)


def check_change(source: Source, person: Person | None) -> None:
    """Check that a person may change a source. Raises: SourceRefusedError."""
    _check_member(person)
    if not may_change(source, person):
        raise SourceRefusedError("not_yours", source.name)


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
    listed = rows.list_sources(store.db, asker)
    return [Outline(one.name, one.feed_url, one.home_url, one.language, one.reads == "page") for one in listed]


def as_json(source: Source) -> dict[str, object]:
    """Write a source as `tidings sources --json` prints it. Keys are stable."""
    return {
        "id": source.id,
        "name": source.name,
        "url": source.feed_url,
        "home": source.home_url,
        "reads": source.reads,
        "language": source.language,
        "audience": source.audience,
        "state": source.state,
        "why": source.why if source.state in ("failing", "paused", "ended") else None,
        "stories": source.stories,
        "added_at": source.added_at,
        "last_ok_at": source.last_ok_at,
        "last_new_at": source.last_new_at,
        "next_due_at": source.next_reading_at,
    }


def _changeable(db: Database, source_id: int, person: Person | None) -> Source:
    found = rows.source(db, source_id)
    if found is None or found.removed_at:
        raise SourceRefusedError("unknown", str(source_id))
    check_change(found, person)
    return found


def _check_member(person: Person | None) -> None:
    if person and person.is_guest:
        raise SourceRefusedError("guest")


def _tidy(name: str) -> str:
    """Clean a name that somebody gave. Raises: SourceRefusedError for one that says nothing."""
    tidy = collapse("".join(character if character.isprintable() else " " for character in name))[:LONGEST_NAME].strip()
    if not outlet_key(tidy):
        raise SourceRefusedError("no_name")
    return tidy


def _is_taken(db: Database, name: str, but: int = 0) -> bool:
    """Tell whether a name is another source's; for a new source one that only documents name is free to be taken up."""
    owner = rows.owner_of_key(db, outlet_key(name))
    return owner is not None and owner[0] != but and (owner[1] or but != 0)


def _free_name(db: Database, finding: Finding) -> str:
    """Give a source its own name, with its host where another has that name, and a number where that is not enough."""
    host = host_of(finding.url)
    try:
        own = _tidy(finding.title or host)
    except SourceRefusedError:
        own = host
    names = [own, f"{own} ({host})", *(f"{own} ({host}) {n}" for n in range(2, 100))]
    free = next((name for name in names if not _is_taken(db, name)), None)
    if free is None:
        raise SourceRefusedError("name_taken", own)
    return free


def _record(db: Database, person: Person | None, action: str, what: str, now: datetime) -> None:
    record_audit(db, person.id if person else None, action, what, now)
