"""What a person has of their own: whom they follow, an edition by direct message, and alerts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from store import channels, keeps, people
from store.db import Store
from store.digest_settings import EVERY_DAY, set_digest, turn_off
from store.errors import TidingsError
from store.model import Digest, Language

MOST_FOLLOWED = 100
"""Names that a person may follow; a menu of Slack's holds no more (docs: multi-select menu)."""


class TooManyFollowedError(TidingsError):
    """Somebody follows as many names as they may."""


def follow(store: Store, *, team: str, person: str, slugs: Iterable[str], now: datetime) -> list[str]:
    """Let a person follow entities. Gives those that they did not follow before.

    Raises: TooManyFollowedError, and then nothing is kept.
    """
    with store.transaction() as db:
        person_id = people.person_key(db, team, person)
        new = [slug for slug in slugs if keeps.set_follow(db, person_id, slug, True, now)]
        if len(keeps.follows_of(db, team, person)) > MOST_FOLLOWED:
            raise TooManyFollowedError(f"At most {MOST_FOLLOWED} names can be followed.")
    return new


def unfollow(store: Store, *, team: str, person: str, slugs: Iterable[str], now: datetime) -> list[str]:
    """Let a person follow entities no longer. Gives those that they followed."""
    with store.transaction() as db:
        person_id = people.person_key(db, team, person)
        return [slug for slug in slugs if keeps.set_follow(db, person_id, slug, False, now)]


def personal_of(store: Store, team: str, person: str) -> tuple[Digest | None, Digest | None]:
    """Give a person's edition and their alerts, each null where they have none."""
    found = {digest.product: digest for digest in channels.digests_by(store.db, team, person)}
    return found.get("personal"), found.get("alert")


def set_edition(
    store: Store,
    *,
    team: str,
    person: str,
    direct: str,
    now: datetime,
    at: str | None = None,
    zone: str | None = None,
    weekdays: str | None = None,
    language: Language | None = None,
    stories: int | None = None,
) -> Digest:
    """Set a person's edition up in their direct messages (`direct`, Slack's id), or change what is given.

    Raises: TidingsError when a first one has no time.
    """
    _note_direct(store, team, direct)
    wishes: dict[str, Any] = {"at": at, "zone": zone, "weekdays": weekdays, "language": language, "stories": stories}
    who: dict[str, Any] = {"team": team, "channel": direct, "person": person, "now": now}
    return set_digest(store, **who, **wishes, product="personal", on_empty="nothing")


def set_alerts(
    store: Store, *, team: str, person: str, direct: str, now: datetime, every_hours: int, zone: str, language: Language
) -> Digest:
    """Alert a person of what they follow, at most once in so many hours; `direct` is Slack's id of their messages."""
    _note_direct(store, team, direct)
    who: dict[str, Any] = {"team": team, "channel": direct, "person": person, "now": now}
    how: dict[str, Any] = {"at": "00:00", "weekdays": EVERY_DAY, "zone": zone, "language": language}
    return set_digest(store, **who, **how, product="alert", on_empty="nothing", every_hours=every_hours)


def end_personal(store: Store, *, team: str, person: str, now: datetime, edition: bool, alerts: bool) -> bool:
    """Turn a person's edition off, or their alerts, or both. Gives whether there was anything to turn off."""
    ended = False
    for digest in personal_of(store, team, person):
        if digest and (edition if digest.product == "personal" else alerts):
            ended |= turn_off(store, team=team, channel=digest.channel, person=person, now=now, product=digest.product)
    return ended


def _note_direct(store: Store, team: str, direct: str) -> None:
    with store.transaction() as db:
        channels.note_channel(db, team, direct, kind="direct")
