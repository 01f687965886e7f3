"""When editions are due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.due import find_due, moment_of, next_due
from tests.digest.conftest import some_digest

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "UTC"]


def utc(text: str) -> datetime:
    """Read a UTC time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30"),  # skipped: 03:30 summer time
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),  # twice: the first, in summer time
        ("Europe/Berlin", "2026-03-29", "08:30", "2026-03-29T06:30"),
        ("America/New_York", "2026-03-08", "02:15", "2026-03-08T07:15"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45"),  # a gap of half an hour
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30"),  # the clock goes back for Ramadan
        ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:30"),  # and forward after it
        ("America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:30"),  # midnight itself is skipped
        ("Europe/Berlin", "2028-02-29", "08:30", "2028-02-29T07:30"),
    ],
)
def test_moment_of(zone: str, day: str, at: str, expected: str) -> None:
    """An hour that is skipped moves forward by what is skipped; of an hour that comes twice the first counts."""
    assert moment_of(date.fromisoformat(day), at, zone) == utc(expected)


def test_a_date_that_does_not_exist_has_no_edition() -> None:
    """Samoa went from 29 to 31 December 2011."""
    assert moment_of(date(2011, 12, 30), "08:30", "Pacific/Apia") is None
    digest = some_digest(zone="Pacific/Apia")
    assert next_due(digest, utc("2011-12-29T20:00")).period == "2011-12-31"


@pytest.mark.parametrize(
    ("now", "changes", "expected"),
    [
        ("2026-04-14T06:29", {}, [("2026-04-13", True)]),
        ("2026-04-14T06:30", {}, [("2026-04-14", False)]),
        ("2026-04-14T12:30", {}, [("2026-04-14", False)]),  # exactly the grace window
        ("2026-04-14T12:31", {}, [("2026-04-14", True)]),
        ("2026-04-14T06:30", {"weekdays": "134567"}, []),  # a Tuesday, and Monday's is a day old
        ("2026-04-14T08:00", {"set_at": "2026-04-14T08:00:00Z"}, []),  # set at 10:00 for 08:30
        ("2026-04-14T06:30", {"set_at": "2026-04-14T06:30:00Z"}, []),
        ("2026-04-14T06:30", {"set_at": "2026-04-14T06:29:59Z"}, [("2026-04-14", False)]),
        ("2026-03-29T06:31", {}, [("2026-03-28", True), ("2026-03-29", False)]),  # yesterday was 23 hours ago
    ],
)
def test_find_due(now: str, changes: dict[str, object], expected: list[tuple[str, bool]]) -> None:
    """Due is what came after the settings were made, within a day; older than the grace window it was missed."""
    found = find_due(some_digest(**changes), utc(now))
    assert [(due.period, due.missed) for due in found] == expected


@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)),
    minute=st.integers(0, 24 * 60 - 1),
    weekdays=st.sets(st.sampled_from("1234567"), min_size=1),
)
def test_every_chosen_date_is_due_once(zone: str, start: datetime, minute: int, weekdays: set[str]) -> None:
    """Looking every quarter of an hour for five days meets each chosen local date exactly once, and no other."""
    at = f"{minute // 60:02}:{minute % 60:02}"
    digest = some_digest(zone=zone, at=at, weekdays="".join(sorted(weekdays)))
    begin = start.replace(tzinfo=UTC)
    now, seen, met = begin, set(), []
    while now < begin + timedelta(days=5):
        for due in find_due(digest, now):
            if due.due_at > begin and due.period not in seen:
                assert not due.missed
                seen.add(due.period)
                met.append(due)
        now += timedelta(minutes=15)
    days = [(begin - timedelta(days=1) + timedelta(days=n)).date() for n in range(8)]
    expected = [d for d in days if str(d.isoweekday()) in weekdays and begin < _due(d, at, zone) <= now - _QUARTER]
    assert [due.period for due in met] == [day.isoformat() for day in expected]


_QUARTER = timedelta(minutes=15)


def _due(day: date, at: str, zone: str) -> datetime:
    moment = moment_of(day, at, zone)
    assert moment is not None
    return moment


@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)),
    minute=st.integers(0, 24 * 60 - 1),
    weekdays=st.sets(st.sampled_from("1234567"), min_size=1),
)
def test_next_due_is_the_first_to_come(zone: str, start: datetime, minute: int, weekdays: set[str]) -> None:
    """The next edition lies ahead, on a chosen weekday of its zone, and is due at its own moment."""
    digest = some_digest(zone=zone, at=f"{minute // 60:02}:{minute % 60:02}", weekdays="".join(sorted(weekdays)))
    now = start.replace(tzinfo=UTC)
    due = next_due(digest, now)
    assert now < due.due_at <= now + timedelta(days=8)
    assert due.due_at.astimezone(ZoneInfo(zone)).date().isoformat() == due.period
    assert str(date.fromisoformat(due.period).isoweekday()) in weekdays
    assert find_due(digest, due.due_at)[-1] == due
