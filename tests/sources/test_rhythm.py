"""When a source is read again: bounds, backoff, politeness, silence and moves, for any history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import rhythm

NOW = datetime(2026, 6, 8, 6, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

ages = st.lists(st.integers(0, 400 * 86_400), max_size=40).map(lambda s: [NOW - timedelta(seconds=n) for n in s])
waits = st.integers(-60, 10**9).map(lambda seconds: timedelta(seconds=seconds))


def every(gap: timedelta, number: int = 20, last: timedelta | None = None) -> list[datetime]:
    """Give the times of items that came at a steady pace, the last one a gap ago."""
    return [NOW - (gap if last is None else last) - gap * n for n in range(number)]


@settings(max_examples=150)
@given(ages, st.integers(1, 10**6))
def test_a_healthy_source_is_read_between_a_quarter_of_an_hour_and_a_day(times: list[datetime], source: int) -> None:
    """Whatever its history."""
    wait = rhythm.next_due(source, rhythm.interval(times, NOW), NOW) - NOW
    assert rhythm.SHORTEST <= wait <= rhythm.LONGEST


@settings(max_examples=100)
@given(ages, waits)
def test_a_publisher_s_wish_is_kept_up_to_a_week(times: list[datetime], asked: timedelta) -> None:
    """Never read sooner than asked; never later than a week or the rhythm, whichever is longer."""
    wait = rhythm.next_due(7, rhythm.interval(times, NOW), NOW, asked=asked) - NOW
    assert wait >= min(asked, rhythm.MOST_PATIENT)
    assert wait <= max(rhythm.LONGEST, min(asked, rhythm.MOST_PATIENT))


@settings(max_examples=100)
@given(st.integers(1, 500), st.integers(1, 10**6), waits)
def test_backoff_grows_and_is_bounded(failures: int, source: int, asked: timedelta) -> None:
    """Each failure waits at least as long as the one before, but for jitter, and a day at most unless asked."""
    wait = rhythm.next_try(source, failures, NOW) - NOW
    later = rhythm.next_try(source, failures + 1, NOW) - NOW
    assert rhythm.SHORTEST <= wait <= rhythm.LONGEST
    assert later >= wait
    assert rhythm.next_try(source, failures, NOW, asked=asked) - NOW >= min(asked, rhythm.MOST_PATIENT)


@pytest.mark.parametrize(
    ("times", "wait"),
    [
        ([], HOUR),
        (every(DAY, 2), HOUR),  # not known yet
        (every(HOUR), rhythm.SHORTEST),
        (every(DAY), 6 * HOUR),
        (every(7 * DAY), DAY),
        (every(HOUR, last=4 * DAY), 12 * HOUR),  # quiet for longer than usual
        (every(HOUR, last=90 * DAY), DAY),
        ([NOW] * 30, HOUR),  # all of one moment, as an undated feed's first reading
    ],
    ids=["nothing", "two", "hourly", "daily", "weekly", "quiet", "dead", "one moment"],
)
def test_rhythm_follows_the_items(times: list[datetime], wait: timedelta) -> None:
    """Four readings a gap, within the bounds."""
    assert rhythm.interval(times, NOW) == wait


def test_jitter_spreads_and_repeats() -> None:
    """Five hundred sources of one rhythm come due over a fifth of it; asked again, at the same moments."""
    due = [rhythm.next_due(n, 6 * HOUR, NOW) for n in range(500)]
    assert due == [rhythm.next_due(n, 6 * HOUR, NOW) for n in range(500)]
    assert max(due) - min(due) > HOUR
    assert all(5.4 * HOUR <= moment - NOW <= 6.6 * HOUR for moment in due)


@pytest.mark.parametrize(
    ("failures", "days", "is_sure", "given_up"),
    [(7, 30, False, False), (8, 2, False, False), (8, 3, False, True), (3, 30, True, False), (4, 1, True, True),
     (4, 0.5, True, False), (4, 30, False, False)],
)  # fmt: skip
def test_a_source_is_given_up_after_many_failures_over_days(
    failures: int, days: float, is_sure: bool, given_up: bool
) -> None:
    """Neither a bad hour nor two far apart are enough; what the server says for sure counts sooner."""
    assert rhythm.is_given_up(failures, NOW - timedelta(days=days), NOW, is_sure=is_sure) is given_up


def test_backoff_alone_reaches_the_pause_within_a_week() -> None:
    """A dead source is not tried for ever: the eighth failure falls on the third to seventh day."""
    moment, failures = NOW, 0
    while not rhythm.is_given_up(failures, NOW, moment, is_sure=False):
        failures += 1
        moment = rhythm.next_try(3, failures, moment)
    assert 3 * DAY <= moment - NOW <= 7 * DAY


@pytest.mark.parametrize(
    ("times", "silent"),
    [
        (every(DAY, last=2 * DAY), False),
        (every(DAY, last=5 * DAY), False),
        (every(DAY, last=7 * DAY), True),
        (every(HOUR, last=2 * DAY), False),  # under three days is a weekend
        (every(HOUR, last=4 * DAY), True),
        (every(7 * DAY, last=30 * DAY), False),
        (every(7 * DAY, last=43 * DAY), True),
        (every(DAY, 5, last=300 * DAY), False),  # too few items to say
        ([*every(DAY, 8, last=7 * DAY), NOW - 90 * DAY], True),  # one long holiday does not count
        ([*every(DAY, 8, last=7 * DAY), NOW - 90 * DAY, NOW - 180 * DAY], False),  # two are its way
    ],
)
def test_silence_is_against_its_own_rhythm(times: list[datetime], silent: bool) -> None:
    """Six usual gaps, twice the longest but one, and three days."""
    assert rhythm.is_silent(times, NOW) is silent


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("http://a.example/feed", "https://a.example/rss", True),
        ("https://a.example/feed", "https://www.a.example/feed", True),
        ("https://a.example/feed", "http://a.example/feed", False),
        ("https://a.example/feed", "https://b.example/feed", False),
        ("https://a.example/feed", "https://a.example.evil.example/feed", False),
    ],
)
def test_a_move_on_one_host(old: str, new: str, same: bool) -> None:
    """`www.` and a step to https are the same host; a step back is not."""
    assert rhythm.is_same_host(old, new) is same


@pytest.mark.parametrize(("polls", "hours", "believed"), [(3, 23, False), (2, 99, False), (3, 24, True)])
def test_another_host_is_believed_after_a_day(polls: int, hours: int, believed: bool) -> None:
    """Three readings over at least a day."""
    assert rhythm.is_believed(polls, NOW - hours * HOUR, NOW) is believed
