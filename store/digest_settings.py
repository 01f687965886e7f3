"""What a channel, or a person in their direct messages, chose: setting it up, changing it, turning it off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from sqlite_utils import Database

from store import channels, editions, people
from store.db import Store, as_utc
from store.due import find_due, find_over, next_due
from store.errors import TidingsError
from store.model import Digest, DigestProduct, EmptyDay, Language

TOP_STORIES = 5
EVERY_DAY = "1234567"


def digest_of(store: Store, team: str, channel: str, product: DigestProduct = "daily") -> Digest | None:
    """Give the digest of a product set up in a channel (Slack's id), paused or not, or None."""
    return channels.digest_in(store.db, team, channel, product)


class Wishes(TypedDict, total=False):
    """What somebody sets of a digest; what is left out, or None, stays as it was.

    `at` is `HH:MM`, `zone` an IANA name, `weekdays` ISO digits, tastes and sources as `Digest` has them, where an empty
    tuple takes away what was set; alerts come at most `every_hours`.
    """

    at: str | None
    zone: str | None
    weekdays: str | None
    language: Language | None
    stories: int | None
    on_empty: EmptyDay | None
    favour: tuple[str, ...] | None
    leave_out: tuple[str, ...] | None
    outlets_out: tuple[str, ...] | None
    sources: tuple[int, ...] | None
    every_hours: int | None


def set_digest(
    store: Store,
    *,
    team: str,
    channel: str,
    person: str,
    now: datetime,
    product: DigestProduct = "daily",
    **wishes: Unpack[Wishes],
) -> Digest:
    """Set a channel's digest up, or change what is wished and keep the rest; a paused channel goes on.

    Channel and person are Slack's ids. A roundup comes on Mondays unless other weekdays are given.
    Raises: TidingsError when a first digest has no time.
    """
    given = {name: wish for name, wish in wishes.items() if wish or isinstance(wish, tuple)}
    with store.transaction() as db:
        old = channels.digest_in(db, team, channel, product)
        if old is None and "at" not in given:
            raise TidingsError("A first digest needs a time, such as 08:30.")
        zone, language = wishes.get("zone") or "UTC", wishes.get("language") or "en"
        base = replace(old or default_digest(team, channel, zone, language, now, product), **given)  # type: ignore[arg-type]
        channel_id, set_by = channels.note_channel(db, team, channel), people.person_key(db, team, person)
        new = as_set(db, old, replace(base, channel_id=channel_id, set_by=set_by), now)
        channels.save_digest(db, new)
        channels.unpause_channel(db, new.channel_id)
        people.record_audit(db, new.set_by, "digest.set", _in_words(new), now, channel_id=new.channel_id)
        saved = channels.digest_in(db, team, channel, product)
    assert saved is not None
    return saved


def _in_words(digest: Digest) -> str:
    """Write settings as the audit log keeps them."""
    tastes = [
        f"{sign}{name}"
        for sign, names in (("+", digest.favour), ("-", digest.leave_out), ("-from:", digest.outlets_out))
        for name in names
    ]
    return " ".join(
        (
            *(digest.product, digest.at, digest.zone, digest.weekdays, digest.language),
            *(str(digest.stories), digest.on_empty, *tastes),
            *([f"sources {','.join(map(str, digest.sources))}"] if digest.sources else []),
            *([f"every {digest.every_hours} h"] if digest.every_hours else []),
        )
    )


def as_set(db: Database, old: Digest | None, new: Digest, now: datetime) -> Digest:
    """Give settings with the time from which they count, so that nothing fires for a time before they were made.

    They count from before where the hour did not change. Else the edition that is due and not claimed yet, or else the
    next to come, is owed at once where its new hour is over already: a moved hour costs no day its edition.
    """
    if old is None or old.paused_why is not None:
        return replace(new, set_at=as_utc(now), owed=None)
    if (old.at, old.zone, old.weekdays) == (new.at, new.zone, new.weekdays):
        return replace(new, set_at=old.set_at, owed=old.owed)
    awaited = [*(due.period for due in find_due(old, now) if not due.missed), next_due(old, now).period]
    over = find_over(new, now)
    owed = [period for period in awaited
            if period in over and not editions.has_edition(db, old.channel_id, old.product, period)]  # fmt: skip
    return replace(new, set_at=as_utc(now), owed=next(iter(owed), None))


def turn_off(
    store: Store, *, team: str, channel: str, person: str, now: datetime, product: DigestProduct = "daily"
) -> bool:
    """Turn a channel's digest of a product off. Gives whether there was one."""
    with store.transaction() as db:
        digest = channels.digest_in(db, team, channel, product)
        if digest is None:
            return False
        channels.end_digest(db, digest.channel_id, now, product)
        person_id = people.person_key(db, team, person)
        people.record_audit(db, person_id, "digest.off", _in_words(digest), now, channel_id=digest.channel_id)
    return True


def default_digest(
    team: str, channel: str, zone: str, language: Language, now: datetime, product: DigestProduct = "daily"
) -> Digest:
    """Give the settings of a channel that made none. Row ids are 0."""
    return Digest(
        id=0,
        channel_id=0,
        team=team,
        channel=channel,
        at="08:30",
        zone=zone,
        weekdays="1" if product == "roundup" else EVERY_DAY,
        language=language,
        stories=TOP_STORIES,
        on_empty="line",
        sources=(),
        set_by=None,
        set_at=as_utc(now),
        product=product,
    )
