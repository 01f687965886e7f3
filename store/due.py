"""When editions are due: pure arithmetic over a digest's settings and `now`.

The period of an edition is its local date, and a roundup's the ISO week of that date (2026-W16), so whatever a clock
change does, a date has one edition at most and a week one roundup:

- an hour that a clock change skips is moved forward by what was skipped (02:30 becomes 03:30);
- of an hour that comes twice the first counts;
- a date that does not exist at all (Samoa skipped 30 December 2011) has none.

An alert is due whenever its hours have passed since the last one, and it is composed only where there is something to
tell: its period is when the last one was due, so that nobody has two between.

An edition is due if its moment came after the settings were made. One that was still to come when its hour was moved
back to one that is over is owed: it is due when it was moved, however long its new hour is over. One that is older
than the grace window was missed, and one that is older than a day is nobody's business any more. Which editions exist
already is the ledger's question, not this module's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.model import Digest

GRACE = timedelta(hours=6)
"""How late an edition may still be posted."""

DAY = timedelta(days=1)

_LOOK_AHEAD = 15
"""Days within which every set of weekdays comes round, even across a date that does not exist."""


@dataclass(frozen=True, slots=True)
class Due:
    """An edition that ought to exist: its period, when it was due (UTC), and whether it is too late to post it."""

    period: str
    due_at: datetime
    missed: bool = False


def find_due(digest: Digest, now: datetime, grace: timedelta = GRACE) -> list[Due]:
    """Find what is due at `now`, oldest first: at most the last day's."""
    if digest.product == "alert":
        return _find_alert(digest, now)
    set_at = datetime.fromisoformat(digest.set_at)
    owed = [Due(digest.owed, set_at)] if digest.owed else []
    found = [*owed, *(due for due in _around(digest, now) if set_at < due.due_at)]
    return [
        Due(due.period, due.due_at, missed=now - due.due_at > grace)
        for due in found
        if due.due_at <= now and now - due.due_at < DAY
    ]


def find_over(digest: Digest, now: datetime) -> set[str]:
    """Find the periods whose moment is over for less than a day, whenever the settings were made."""
    return {due.period for due in _around(digest, now) if due.due_at <= now and now - due.due_at < DAY}


def _around(digest: Digest, now: datetime) -> Iterator[Due]:
    return _dues(digest, now.astimezone(ZoneInfo(digest.zone)).date() - 2 * DAY, 4)


def _find_alert(digest: Digest, now: datetime) -> list[Due]:
    last = digest.last_at or digest.set_at
    wait = timedelta(hours=digest.every_hours or 1) if digest.last_at else timedelta()
    return [Due(last, now)] if datetime.fromisoformat(last) + wait <= now else []


def next_due(digest: Digest, now: datetime) -> Due:
    """Find the first edition that comes after `now`."""
    today = now.astimezone(ZoneInfo(digest.zone)).date()
    return next(due for due in _dues(digest, today - DAY, _LOOK_AHEAD) if due.due_at > now)


def _dues(digest: Digest, first: date, days: int) -> Iterator[Due]:
    for step in range(days):
        day = first + step * DAY
        if str(day.isoweekday()) in digest.weekdays and (moment := moment_of(day, digest.at, digest.zone)):
            yield Due(_period(digest, day), moment)


def _period(digest: Digest, day: date) -> str:
    week = day.isocalendar()
    return f"{week.year}-W{week.week:02}" if digest.product == "roundup" else day.isoformat()


def moment_of(day: date, at: str, zone: str) -> datetime | None:
    """Give the moment (UTC) at which a local date reaches `HH:MM`, or None for a date that its zone skipped.

    `fold=0` is what does it (PEP 495): in an overlap it means the first time, and in a gap the offset before the gap,
    which lands as far behind the gap as the time stood inside it.
    """
    place = ZoneInfo(zone)
    wanted = datetime.combine(day, time.fromisoformat(at))
    moment = wanted.replace(tzinfo=place, fold=0).astimezone(UTC)
    moved = moment.astimezone(place).replace(tzinfo=None) - wanted
    return None if moved >= DAY else moment
