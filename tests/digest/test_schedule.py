"""What wakes the delivery, and what the person in the channel is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from slack_sdk import WebClient

from bot.delivery import Delivery
from bot.schedule import Schedule
from bot.workspace import LocalWorkspace
from store.digest_settings import set_digest, turn_off
from store.errors import TidingsError
from tests.digest.conftest import START, Clock, Newsroom, item
from tests.digest.test_delivery import CHANNEL, MANIFEST, OWNER


class Office:
    """A workspace with a schedule, not started yet, by any clock."""

    def __init__(self, newsroom: Newsroom, clock: Any) -> None:
        self.newsroom = newsroom
        self.workspace = LocalWorkspace(MANIFEST, clock=clock)
        self.workspace.start()
        client = WebClient(self.workspace.bot_token, self.workspace.api_url)
        self.who: dict[str, Any] = {"team": self.workspace.team_id, "channel": CHANNEL, "person": OWNER}
        self.delivery = Delivery(newsroom.store, client, clock, self.workspace.team_id)
        self.failures: list[TidingsError] = []
        self.failed = threading.Event()
        self.schedule = Schedule(newsroom.store, self.delivery, clock, self._fail)

    def _fail(self, error: TidingsError) -> None:
        self.failures.append(error)
        self.failed.set()

    def set_up(self, now: datetime, at: str = "08:30", zone: str = "Europe/Berlin", **changes: Any) -> None:
        """Set a digest up."""
        set_digest(self.newsroom.store, **self.who, now=now, at=at, zone=zone, **changes)

    def posts(self) -> list[str]:
        """Give the editions in the channel."""
        return [m["text"] for m in self.workspace.messages(CHANNEL) if m.get("metadata")]

    def wait_for_post(self) -> None:
        """Wait until an edition is in the channel."""
        self.workspace.wait_for(self.posts, timeout=10)

    def close(self) -> None:
        """Stop everything."""
        self.schedule.stop()
        self.workspace.stop()


@pytest.fixture
def office(newsroom: Newsroom, clock: Clock) -> Iterator[Office]:
    """An office with one story, whose clock stands."""
    newsroom.add(item("One"))
    office = Office(newsroom, clock)
    yield office
    office.close()


def test_start_up_catches_up(office: Office, clock: Clock) -> None:
    """What became due while nothing ran is posted at the start."""
    office.set_up(clock())
    clock.pass_by(hours=2)
    office.schedule.start()
    office.wait_for_post()
    assert len(office.posts()) == 1


def test_waking_looks_again(office: Office, clock: Clock) -> None:
    """A reconnection wakes it, and only what is due is posted."""
    office.set_up(clock())
    office.schedule.start()
    office.schedule.wake()
    assert office.posts() == []
    clock.pass_by(minutes=30)
    office.schedule.wake()
    office.wait_for_post()


def test_a_refused_token_ends_it_in_one_line(office: Office, clock: Clock) -> None:
    """The error reaches whoever started it."""
    office.set_up(clock())
    clock.pass_by(minutes=30)
    office.workspace.faults.refuse("chat.postMessage", "token_revoked")
    office.schedule.start()
    assert office.failed.wait(5)
    assert "token_revoked" in str(office.failures[0])


def test_a_bug_does_not_end_it(office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an unexpected error the next wake-up tries again."""
    office.set_up(clock())
    clock.pass_by(minutes=30)
    run_due, calls = office.delivery.run_due, []

    def fail_once(now: datetime, **others: Any) -> int:
        calls.append(now)
        if len(calls) == 1:
            office.schedule.wake()
            raise ZeroDivisionError
        return run_due(now, **others)

    monkeypatch.setattr(office.delivery, "run_due", fail_once)
    office.schedule.start()
    office.wait_for_post()


def test_alarms_follow_the_settings(office: Office, clock: Clock) -> None:
    """Each digest has one alarm, in its zone and on its days; a digest that is off has none."""
    office.schedule.start()
    alarms = office.schedule._alarms
    assert [job.id for job in alarms.get_jobs()] == ["sweep"]
    office.set_up(clock(), weekdays="12345")
    office.schedule.refresh()
    office.set_up(clock(), at="09:15", zone="America/New_York", weekdays="67")
    office.schedule.refresh()
    [alarm] = [job for job in alarms.get_jobs() if job.id != "sweep"]
    following = alarm.trigger.get_next_fire_time(None, START)
    assert following.astimezone(UTC) == datetime(2026, 4, 18, 13, 15, tzinfo=UTC)  # a Saturday
    turn_off(office.newsroom.store, **office.who, now=clock())
    office.schedule.refresh()
    assert [job.id for job in alarms.get_jobs()] == ["sweep"]


def test_it_rings_at_the_hour(newsroom: Newsroom) -> None:
    """The scheduler posts at the due time, to the second, without a sweep."""
    newsroom.add(item("One"), now=START)
    due = datetime(2026, 4, 14, 6, 30, tzinfo=UTC)
    with time_machine.travel(due - timedelta(seconds=0.7), tick=True):
        office = Office(newsroom, lambda: datetime.now(UTC))
        office.set_up(START)
        office.schedule.start()
        assert office.posts() == []
        office.wait_for_post()
        late = datetime.now(UTC) - due
        office.close()
    assert timedelta(0) <= late < timedelta(seconds=2)
