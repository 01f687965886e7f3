"""One edition for each local day: through clock changes, leap days, clocks that jump and settings that move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import editions
from store.digest import claim
from store.digest_settings import digest_of, set_digest
from store.due import GRACE, find_due, moment_of
from store.model import Digest
from tests.digest.conftest import Newsroom, some_digest

LOOK = timedelta(minutes=10)
CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2026, 4, 5)),
    "Africa/Casablanca": (date(2026, 3, 22), date(2026, 2, 15)),
}
"""The day on which each zone loses time, and the one on which it gains some (tzdata 2026)."""

HOURS = ("00:00", "00:30", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "08:30", "23:59")
DAYS = [day for days in CHANGES.values() for day in days]


class Ledger:
    """Which editions exist, and when each was claimed or missed."""

    def __init__(self) -> None:
        self.claimed: dict[str, datetime] = {}
        self.missed: set[str] = set()

    def look(self, digest: Digest, now: datetime) -> None:
        """Claim what is due, as the bot does."""
        for due in find_due(digest, now):
            if due.period in self.claimed or due.period in self.missed:
                continue
            if due.missed:
                self.missed.add(due.period)
            else:
                self.claimed[due.period] = now


def looks(start: datetime, end: datetime) -> Iterator[datetime]:
    """Give the moments at which the bot looks."""
    while start < end:
        yield start
        start += LOOK


@pytest.mark.parametrize("at", HOURS)
@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, days in CHANGES.items() for day in days])
def test_a_day_of_a_clock_change_has_one_edition(zone: str, day: date, at: str) -> None:
    """The day before, the day itself and the day after have one each, on time; so has the week its roundup."""
    ledgers = {"daily": Ledger(), "roundup": Ledger(), "personal": Ledger()}
    first, last = day - timedelta(days=1), day + timedelta(days=1)
    begin = datetime.combine(first, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC) - LOOK
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    for now in looks(begin, end + LOOK):
        for product, ledger in ledgers.items():
            weekdays = str(day.isoweekday()) if product == "roundup" else "1234567"
            usual: dict[str, Any] = {"zone": zone, "at": at, "weekdays": weekdays, "product": product}
            ledger.look(some_digest(**usual, set_at=begin.isoformat()), now)
    days = [(first + timedelta(days=n)).isoformat() for n in range(3)]
    for product in ("daily", "personal"):
        assert [period for period in ledgers[product].claimed if period in days] == days
        for period in days:
            due = moment_of(date.fromisoformat(period), at, zone)
            assert due
            assert timedelta(0) <= ledgers[product].claimed[period] - due < LOOK
    week = day.isocalendar()
    assert list(ledgers["roundup"].claimed) == [f"{week.year}-W{week.week:02}"]
    assert not any(ledger.missed for ledger in ledgers.values())


@pytest.mark.parametrize("zone", CHANGES)
def test_a_leap_day_is_a_day(zone: str) -> None:
    """29 February has an edition of its own, and the years turn without losing or doubling one."""
    for begin in (datetime(2028, 2, 27, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC)):
        ledger, digest = Ledger(), some_digest(zone=zone, set_at=begin.isoformat())
        for now in looks(begin, begin + timedelta(days=5)):
            ledger.look(digest, now)
        periods = sorted(ledger.claimed)
        assert len(periods) == 5
        assert date.fromisoformat(periods[-1]) - date.fromisoformat(periods[0]) == timedelta(days=4)


@given(
    zone=st.sampled_from(sorted(CHANGES)),
    day=st.sampled_from(DAYS),
    minute=st.integers(0, 24 * 60 - 1),
    jumps=st.lists(st.integers(-180, 300), min_size=20, max_size=60),
)
@settings(max_examples=80)
def test_a_clock_that_jumps_neither_doubles_nor_loses(zone: str, day: date, minute: int, jumps: list[int]) -> None:
    """Whatever the clock does between two looks, no day has two; none is lost that was seen within its grace."""
    begin = datetime.combine(day, datetime.min.time(), UTC) - timedelta(days=1)
    digest = some_digest(zone=zone, at=f"{minute // 60:02}:{minute % 60:02}", set_at=begin.isoformat())
    now, seen, claimed, missed = begin, [], [], set()
    for jump in jumps:
        now = max(begin, now + timedelta(minutes=jump))
        seen.append(now)
        for due in find_due(digest, now):
            if due.period in missed or due.period in claimed:
                continue
            if due.missed:
                missed.add(due.period)
            else:
                claimed.append(due.period)
    assert len(claimed) == len(set(claimed))
    for step in range(-1, 9):
        period = (day + timedelta(days=step)).isoformat()
        due_at = moment_of(day + timedelta(days=step), digest.at, zone)
        if due_at and due_at > begin and any(due_at <= now <= due_at + GRACE for now in seen):
            assert period in claimed or period in missed
            first = next(now for now in seen if due_at <= now < due_at + timedelta(days=1))
            assert (period in claimed) == (first <= due_at + GRACE)


@given(
    zone=st.sampled_from(sorted(CHANGES)),
    day=st.sampled_from(DAYS),
    first=st.integers(0, 24 * 60 - 1),
    second=st.integers(0, 24 * 60 - 1),
    changed=st.integers(0, 24 * 60 - 1),
)
@settings(max_examples=25)
def test_settings_that_move_cost_no_day_its_edition(
    tmp_path_factory: pytest.TempPathFactory, zone: str, day: date, first: int, second: int, changed: int
) -> None:
    """Moved at any minute to any other, a day has one edition, never more and never skipped."""
    newsroom = Newsroom(_blank(tmp_path_factory))
    who: dict[str, Any] = {"team": "T1", "channel": "C1", "person": "U1"}
    begin = datetime.combine(day, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(days=1)
    set_digest(newsroom.store, **who, now=begin, at=_hour(first), zone=zone)
    when = begin + timedelta(days=1, minutes=changed)
    is_changed = False
    for now in looks(begin, begin + timedelta(days=3)):
        if now >= when and not is_changed:
            set_digest(newsroom.store, **who, now=now, at=_hour(second))
            is_changed = True
        _claim_due(newsroom, now)
    rows = newsroom.rows("SELECT period, state FROM editions WHERE period = :day", day=day.isoformat())
    assert rows == [(day.isoformat(), "done")], "not one edition"
    newsroom.store.close()


def _blank(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("calendar") / "tidings.db"


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _claim_due(newsroom: Newsroom, now: datetime) -> None:
    """Claim what is due and have it posted, as far as the ledger goes."""
    digest = digest_of(newsroom.store, "T1", "C1")
    assert digest
    for due in find_due(digest, now):
        if not editions.has_edition(newsroom.store.db, digest.channel_id, "daily", due.period):
            claim(newsroom.store, digest, due, now, lambda edition: [])
