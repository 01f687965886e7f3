"""The digest: setting it up, previewing it, and claiming editions for posting. It posts nothing itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from store import channels, editions, people
from store.cluster import settle
from store.compose import compose
from store.db import Store, as_utc
from store.due import GRACE, Due, find_due
from store.editions import Message
from store.errors import EditionUnderWayError, TidingsError
from store.figures import as_json as figure_json
from store.model import Asker, Digest, Edition, EmptyDay, Language, Product, Slot
from store.stories import story_json
from store.window import candidates_dated, candidates_in, next_window

TOP_STORIES = 5
EVERY_DAY = "1234567"

Render = Callable[[Edition], Sequence[Message]]
"""Writes an edition as its messages, the post first. Must be pure: it runs inside the claim's transaction."""


def digest_of(store: Store, team: str, channel: str) -> Digest | None:
    """Give the digest set up in a channel (Slack's id), paused or not, or None."""
    return channels.digest_in(store.db, team, channel)


def set_digest(
    store: Store,
    *,
    team: str,
    channel: str,
    person: str,
    now: datetime,
    at: str | None = None,
    zone: str | None = None,
    weekdays: str | None = None,
    language: Language | None = None,
    stories: int | None = None,
    on_empty: EmptyDay | None = None,
) -> Digest:
    """Set a channel's digest up, or change what is given and keep the rest; a paused channel goes on.

    Channel and person are Slack's ids; `at` is `HH:MM`, `zone` an IANA name, `weekdays` ISO digits.
    Raises: TidingsError when a first digest has no time.
    """
    with store.transaction() as db:
        old = channels.digest_in(db, team, channel)
        if old is None and at is None:
            raise TidingsError("A first digest needs a time, such as 08:30.")
        base = old or _default_digest(team, channel, zone or "UTC", language or "en", now)
        new = replace(
            base,
            channel_id=channels.note_channel(db, team, channel),
            at=at or base.at,
            zone=zone or base.zone,
            weekdays=weekdays or base.weekdays,
            language=language or base.language,
            stories=stories or base.stories,
            on_empty=on_empty or base.on_empty,
            set_by=people.person_key(db, team, person),
        )
        new = replace(new, set_at=_set_at(db, old, new, now))
        channels.save_digest(db, new)
        channels.unpause_channel(db, new.channel_id)
        what = f"{new.at} {new.zone} {new.weekdays} {new.language} {new.stories} {new.on_empty}"
        people.record_audit(db, new.set_by, "digest.set", what, now, channel_id=new.channel_id)
        saved = channels.digest_in(db, team, channel)
    assert saved is not None
    return saved


def _set_at(db: Database, old: Digest | None, new: Digest, now: datetime) -> str:
    """Say from when the settings count, so that nothing fires for a time before they were made.

    They count from before where the hour did not change, or where an edition is due and not claimed yet: a change made
    in the very minute must not cost the day its edition.
    """
    if old is None or old.paused_why is not None:
        return as_utc(now)
    same_hour = (old.at, old.zone, old.weekdays) == (new.at, new.zone, new.weekdays)
    outstanding = any(
        not due.missed and not editions.has_edition(db, old.channel_id, "daily", due.period)
        for due in find_due(old, now)
    )
    return old.set_at if same_hour or outstanding else as_utc(now)


def turn_off(store: Store, *, team: str, channel: str, person: str, now: datetime) -> bool:
    """Turn a channel's digest off. Gives whether there was one."""
    with store.transaction() as db:
        digest = channels.digest_in(db, team, channel)
        if digest is None:
            return False
        channels.end_digest(db, digest.channel_id, now)
        person_id = people.person_key(db, team, person)
        people.record_audit(db, person_id, "digest.off", digest.at, now, channel_id=digest.channel_id)
    return True


def preview(
    store: Store,
    *,
    asker: Asker,
    now: datetime,
    language: Language | None = None,
    zone: str = "UTC",
    stories: int | None = None,
) -> Edition:
    """Compose an edition without claiming it: what the asker's channel would get at `now`.

    Without a channel it has default settings and the stories dated in the seven days before `now`. `zone` stands in
    where no digest is set up; a given language or number of top stories always wins.
    """
    settle(store, now)
    team, channel = asker.team or "", asker.channel or ""
    digest = channels.digest_in(store.db, team, channel) or _default_digest(team, channel, zone, "en", now)
    digest = replace(
        digest,
        channel_id=channels.channel_key(store.db, team, channel) or 0,
        language=language or digest.language,
        stories=stories or digest.stories,
    )
    window = next_window(store.db, digest.channel_id, now)
    find = candidates_in if asker.channel else candidates_dated
    found = find(store.db, digest, window, now)
    return compose(store.db, digest, found, window, product="manual", period="preview", due_at=now, now=now)


def claim(store: Store, digest: Digest, due: Due, now: datetime, render: Render) -> Edition | None:
    """Claim a due daily edition with its messages frozen, in one transaction; a missed one is recorded as skipped.

    Gives None where there is nothing to post: it is claimed already, another of the channel is still unposted, the
    settings changed meanwhile, or it was missed.
    """
    settle(store, now)
    with store.transaction() as db:
        current = channels.digest_in(db, digest.team, digest.channel)
        if current is None or current.paused_why is not None or due not in find_due(current, now):
            return None
        if editions.has_edition(db, current.channel_id, "daily", due.period):
            return None
        if due.missed:
            editions.add_missed(db, current, uid=uuid.uuid4().hex, period=due.period, due_at=due.due_at, now=now)
            return None
        if editions.is_unposted(db, current.channel_id):
            return None
        return _claim(db, current, render, product="daily", period=due.period, due_at=due.due_at, now=now)


def claim_manual(
    store: Store,
    *,
    team: str,
    channel: str,
    person: str,
    now: datetime,
    render: Render,
    language: Language = "en",
    zone: str = "UTC",
) -> Edition | None:
    """Claim an edition that somebody asked for now; it moves the cut-off. Gives None when there is nothing new.

    `language` and `zone` stand in where no digest is set up. Raises: EditionUnderWayError while another edition of the
    channel is not posted yet.
    """
    settle(store, now)
    with store.transaction() as db:
        channel_id = channels.note_channel(db, team, channel)
        if editions.is_unposted(db, channel_id):
            raise EditionUnderWayError("An edition for this channel is being posted just now.")
        digest = channels.digest_in(db, team, channel) or _default_digest(team, channel, zone, language, now)
        # Who asked sees the answer, so an empty edition is none, whatever the channel chose for empty days.
        digest = replace(digest, channel_id=channel_id)
        window = next_window(db, channel_id, now)
        if not candidates_in(db, digest, window, now):
            return None
        edition = _claim(db, digest, render, product="manual", period=uuid.uuid4().hex, due_at=now, now=now)
        channels.unpause_channel(db, channel_id)
        person_id = people.person_key(db, team, person)
        people.record_audit(db, person_id, "digest.now", edition.uid, now, channel_id=channel_id)
    return edition


def _claim(
    db: Database, digest: Digest, render: Render, *, product: Product, period: str, due_at: datetime, now: datetime
) -> Edition:
    window = next_window(db, digest.channel_id, now)
    found = candidates_in(db, digest, window, now)
    edition = compose(db, digest, found, window, product=product, period=period, due_at=due_at, now=now)
    messages = render(edition) if edition.slots or digest.on_empty == "line" else []
    editions.add_edition(
        db, edition, messages, window, channel_id=digest.channel_id, claimed_at=now, give_up_at=due_at + GRACE
    )
    return edition


def _default_digest(team: str, channel: str, zone: str, language: Language, now: datetime) -> Digest:
    """Give the settings of a channel that made none. Row ids are 0."""
    return Digest(
        id=0,
        channel_id=0,
        team=team,
        channel=channel,
        at="08:30",
        zone=zone,
        weekdays=EVERY_DAY,
        language=language,
        stories=TOP_STORIES,
        on_empty="line",
        sources=(),
        set_by=None,
        set_at=as_utc(now),
    )


def as_json(edition: Edition, *, blocks: Sequence[object] = (), text: str = "") -> dict[str, object]:
    """Write an edition as the `digest` document of the command line; `blocks` and `text` are its first message's."""
    return {
        "channel": edition.channel,
        "due_at": edition.due_at,
        "language": edition.language,
        "since": edition.since_at,
        "until": edition.until_at,
        "slots": [_slot_json(slot) for slot in edition.part("top")],
        "quick_hits": [_slot_json(slot) for slot in edition.part("quick_hit")],
        "watch": [_slot_json(slot) for slot in edition.part("watch")],
        "rest": [_slot_json(slot) for slot in edition.part("rest")],
        "disagreements": [],
        "blocks": list(blocks),
        "text": text,
    }


def _slot_json(slot: Slot) -> dict[str, object]:
    lead = story_json(slot.lead)
    return {
        "n": slot.n,
        "storyline": slot.lead.storyline,
        **{key: lead[key] for key in ("headline", "summary", "url", "published_at", "language", "section")},
        "outlets": list(slot.outlets),
        "stories": list(slot.stories),
        "entities": lead["entities"],
        "figures": [figure_json(figure) for figure in slot.figures],
        "score": slot.score,
        "why": slot.why,
    }
