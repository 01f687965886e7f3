"""What is told of the bot's health: each fault in words, and figures that Prometheus can read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.health import Health
from bot.logs import ErrorCount
from store.channels import note_channel, pause_channel
from store.db import Store
from tests.bot.conftest import Office

FIGURE = re.compile(r'tidings_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+(\.\d+)?')


class Broken:
    """A database that cannot be read any more."""

    def execute(self, _sql: str) -> None:
        raise sqlite3.DatabaseError("disk image is malformed")


@pytest.fixture
def health(office: Office) -> Health:
    """The health of an office whose schedule rings."""
    worker: Any = SimpleNamespace(is_alive=True)
    office.desk.schedule._claiming = office.desk.schedule._posting = worker
    office.desk.schedule._alarms = SimpleNamespace(running=True)
    moment = datetime(2026, 6, 8, tzinfo=UTC)
    return Health(office.store, office.link, office.desk.schedule, office.reception, ErrorCount(), moment)


@contextmanager
def broken(store: Store) -> Iterator[None]:
    """Let a store's database fail in this thread."""
    local: Any = store._local
    kept, local.db = store.db, Broken()
    yield
    local.db = kept


def test_nothing_is_wrong(health: Health) -> None:
    """While all is well there is nothing to say."""
    assert health.faults() == []


def test_every_fault_is_said(health: Health, office: Office) -> None:
    """A lost connection, a schedule that stopped and a database that cannot be read are each a sentence."""
    office.desk.schedule._alarms.running = False
    office.link.fault = lambda: "Not connected to Slack: nothing was heard for 9 s."  # type: ignore[method-assign]
    with broken(office.store):
        faults = health.faults()
        assert "tidings_connected 0" in health.figures()
    del office.link.fault
    assert faults == [
        "Not connected to Slack: nothing was heard for 9 s.",
        "The schedule has stopped: no digest will be posted.",
        "The database cannot be read (disk image is malformed).",
    ]


def test_the_figures_are_prometheus_s(health: Health, office: Office) -> None:
    """Every figure has its help and type before it, once, and names nobody."""
    office.types("Ada", "/company nvidia")
    with office.store.transaction() as db:
        pause_channel(db, note_channel(db, "T1", "C1"), "is_archived", datetime.now(UTC))
    lines = health.figures().splitlines()
    figures = [line for line in lines if not line.startswith("#")]
    assert all(FIGURE.fullmatch(line) for line in figures)
    told = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(told) == len(set(told))
    assert {re.split(r"[ {]", line)[0] for line in figures} <= set(told)
    wanted = {
        *("last_event_timestamp_seconds", "last_intake_timestamp_seconds", "listeners_busy", "deliveries_total"),
        *("editions_due", "editions_done_total", "editions_failed_total", "store_bytes", "errors_total"),
    }
    assert {f"tidings_{name}" for name in wanted} <= set(told)
    assert "tidings_channels_paused 1" in figures
    assert "U0ADA00001" not in health.figures()
