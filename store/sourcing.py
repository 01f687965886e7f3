"""Sources as people keep them: added, found, edited, paused, resumed, removed, and given to another audience.

Who may do what is told in `source_rights`; the operator's `person` is None. A removed source's stories stay, and adding
its address again for the same people takes the old row up. Of a source that is for others nobody learns here, nor by a
refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlite_utils import Database

from store import reading_rows
from store import source_rows as rows
from store.audiences import audience_key
from store.channels import note_channel
from store.db import Store
from store.looking import Finding
from store.model import Asker, AudienceKind, Language
from store.moving_rows import move_stories
from store.people import Person, record_audit
from store.source_names import SourceRefusedError, check_name, free_name, tidy_name
from store.source_rights import audiences_for, check_change, check_member
from store.source_rows import BY_PERSON, Source
from store.text import collapse, link_key, outlet_key

_SIMILAR = 5
_NEAREST, _ALIKE = 2, 0.6
"""How many sources a mistyped name may mean, and how much of the longer key must be alike."""


def known_at(db: Database, url: str, asker: Asker | None = None) -> Source | None:
    """Give the source that is read at an address already for whoever asks; of one that is for others nothing is told.

    It is found however the address is written, http or https, with www or without. One for everybody comes first.
    """
    key = link_key(url)
    found = next((source_id for source_id, known in rows.addresses(db, asker) if link_key(known) == key), None)
    return rows.source(db, found) if found else None


def check_new(db: Database, finding: Finding, asker: Asker | None) -> None:
    """Check that what was found is not read yet for whoever asks. Raises: SourceRefusedError.

    A page whose feed is read may still be read itself: it is then looked at `as_page`.
    """
    if known := known_at(db, finding.url, asker):
        if known.audience != "workspace":
            raise SourceRefusedError("kept", known.name)
        raise SourceRefusedError("by_feed" if finding.page_url else "known", known.name)


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
    check_member(person)
    with store.transaction() as db:
        check_new(db, finding, asker)
        audience_id = _audience(db, audience, asker, person.id if person else 0)
        chosen = tidy_name(name) if name is not None else free_name(db, finding.title, finding.url, audience_id)
        check_name(db, chosen, audience_id)
        source_id = rows.add_source(
            db,
            name=chosen,
            url=finding.url,
            home_url=finding.home_url,
            reads=finding.reads,
            language=language or finding.language,
            by=person.id if person else None,
            now=now,
            audience_id=audience_id,
        )
        _record(db, person, "sources.add", f"{chosen}: {finding.url}", now)
    return get(store, source_id)


def _audience(db: Database, kind: AudienceKind, asker: Asker | None, person_id: int) -> int:
    """Give the audience of a kind that is made by where an asker asks, or by a person (their row's id)."""
    in_channel = kind == "channel" and asker is not None and asker.team and asker.channel
    channel_id = note_channel(db, str(asker.team), str(asker.channel)) if asker and in_channel else 0
    return audience_key(db, kind, channel_id=channel_id, person_id=person_id)


def get(store: Store, source_id: int) -> Source:
    """Give a source by its row id. Raises: SourceRefusedError for one that is not there or was removed."""
    found = rows.source(store.db, source_id)
    if found is None or found.removed_at:
        raise SourceRefusedError("gone")
    return found


def get_for(store: Store, source_id: int, asker: Asker, person: Person | None) -> Source:
    """Give a source by its row id to somebody whom it is for, or who added it, wherever they ask.

    Raises: SourceRefusedError.
    """
    found = get(store, source_id)
    is_theirs = person is not None and found.added_by == person.id
    if not is_theirs and source_id not in dict(rows.addresses(store.db, asker)):
        raise SourceRefusedError("gone")
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
                raise SourceRefusedError("unsure", wanted, _apart(found[:_SIMILAR]))
            return found[0]
    if near := _near(wanted, [one.name for one in known]):
        raise SourceRefusedError("near", wanted, near)
    raise SourceRefusedError("unknown", wanted)


def _apart(sources: Sequence[Source]) -> list[str]:
    """Give what tells sources apart: their names, or for those of one name their addresses."""
    names = [one.name for one in sources]
    return [one.name if names.count(one.name) == 1 else one.feed_url for one in sources]


def _near(wanted: str, names: list[str]) -> list[str]:
    """Give the names that a mistyped one is near to, the nearest first."""
    found = process.extract(
        wanted, names, scorer=OSA.normalized_similarity, processor=outlet_key, limit=_NEAREST, score_cutoff=_ALIKE
    )
    return [name for name, _, _ in found]


def edit(
    store: Store,
    source_id: int,
    *,
    name: str | None = None,
    language: Language | None = None,
    audience: AudienceKind | None = None,
    asker: Asker | None = None,
    person: Person | None,
    now: datetime,
) -> tuple[Source, int | None]:
    """Give a source another name, language or audience, as far as they are given.

    Gives with it how many stories went along, None where its audience stays.

    An `audience` is everybody, the channel of `asker`, or whoever added it. What reading the source brought goes along;
    what was posted stays, and so does what people saved. `intake.join_stories` comes after it.
    Raises: SourceRefusedError, and then nothing is changed.
    """
    with store.transaction() as db:
        old = _changeable(db, source_id, person)
        if audience == "person" and old.added_by is None:
            raise SourceRefusedError("nobody", old.name)
        new = old.audience_id if audience is None else _audience(db, audience, asker, old.added_by or 0)
        chosen = old.name if name is None else tidy_name(name)
        check_name(db, chosen, new, but=source_id)
        if new != old.audience_id:
            _check_audience(db, old, audience or old.audience, new, person)
            _record(db, person, "sources.audience", f"{old.name}: {audience}", now)
        if chosen != old.name:
            _record(db, person, "sources.rename", f"{old.name}: {chosen}", now)
        rows.edit_source(db, source_id, name=chosen, language=language or old.language, audience_id=new)
        moved = move_stories(db, source_id, old.audience_id, new, now) if new != old.audience_id else None
    return get(store, source_id), moved


def _check_audience(db: Database, source: Source, kind: AudienceKind, audience_id: int, person: Person | None) -> None:
    """Check that a person may give a source to another audience. Raises: SourceRefusedError."""
    wider = audiences_for(source, person)
    if kind not in wider or (kind == source.audience and "workspace" not in wider):  # from one channel to another
        raise SourceRefusedError("not_wider", source.name)
    if other := rows.read_for(db, source.feed_url, audience_id):
        raise SourceRefusedError("known", other)


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


def make_all_due(store: Store, now: datetime, *, rest: timedelta = timedelta(), asker: Asker | None = None) -> int:
    """Let every source of an asker, or of the operator, that is neither paused nor ended be read now.

    Those tried within `rest` are left alone. Gives how many are read.
    """
    with store.transaction() as db:
        return reading_rows.make_all_due(db, now, now - rest, asker)


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
        "channel": source.channel,
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
        raise SourceRefusedError("gone")
    check_change(found, person)
    return found


def _record(db: Database, person: Person | None, action: str, what: str, now: datetime) -> None:
    record_audit(db, person.id if person else None, action, what, now)
