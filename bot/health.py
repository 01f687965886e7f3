"""How the bot is: `GET /healthz` in words for whoever restarts it, `GET /metrics` in figures for Prometheus.

Nothing here names a person, a channel or a story. Everything is answered on the server's one thread, so that it holds
one connection to the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import LISTENER_THREADS
from bot.logs import ErrorCount
from bot.polling import Polling
from bot.reception import Reception
from bot.schedule import Schedule
from bot.serving import Server
from bot.settings import Settings
from store.counts import count
from store.db import Store, from_utc

_TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus: "Exposition formats"."""


class Connection(Protocol):
    """The way to Slack, whichever it is."""

    reconnections: int

    def open(self) -> None:
        """Connect."""

    def close(self) -> None:
        """Close it for good."""

    def fault(self) -> str | None:
        """Say in words why nothing can be heard from Slack at the moment, or None."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is looked at."""

    store: Store
    connection: Connection
    schedule: Schedule
    reception: Reception
    errors: ErrorCount
    started_at: datetime
    polling: Polling | None = None

    def faults(self) -> list[str]:
        """Say in words what is wrong; nothing where all is well."""
        found = [self.connection.fault()]
        if not self.schedule.is_alive:
            found.append("The schedule has stopped: no digest will be posted.")
        if self.polling and not self.polling.is_alive:
            found.append("The reading of sources has stopped: nothing new will come in.")
        try:
            self.store.check()
        except sqlite3.Error as error:
            found.append(f"The database cannot be read ({error}).")
        return [fault for fault in found if fault]

    def figures(self) -> str:
        """Write every figure in Prometheus's text format."""
        try:
            store = [*self._store()]
        except sqlite3.Error:  # which /healthz tells of in words
            store = []
        return "\n".join([*self._process(), *store, ""])

    def _process(self) -> Iterator[str]:
        reception = self.reception
        yield from _gauge("connected", "Whether Slack can be heard.", int(self.connection.fault() is None))
        yield from _counter("reconnections", "Connections after the first.", self.connection.reconnections)
        yield from _gauge("start_timestamp_seconds", "When the process started.", _stamp(self.started_at))
        yield from _gauge("last_event_timestamp_seconds", "When Slack last told anything.", _stamp(reception.last_at))
        yield from _gauge("listeners_busy", "Answers under way.", reception.busy)
        yield from _gauge("listener_threads", "Answers that can be under way at once.", LISTENER_THREADS)
        outcomes = {f'{{kind="{kind}",outcome="{outcome}"}}': n for (kind, outcome), n in reception.outcomes.items()}
        yield from _metric("deliveries_total", "What was asked, and what came of it.", "counter", outcomes)
        yield from _counter("answer_seconds", "Seconds that answers took, summed up.", round(reception.seconds, 3))
        yield from _counter("errors", "Errors in the log.", self.errors.total)
        yield from _gauge("schedule_alive", "Whether digests are looked after.", int(self.schedule.is_alive))

    def _store(self) -> Iterator[str]:
        counts = count(self.store.db)
        last_intake = from_utc(counts.last_intake) if counts.last_intake else None
        yield from _gauge("last_intake_timestamp_seconds", "When an issue was last taken in.", _stamp(last_intake))
        yield from _gauge("sources", "Sources known.", counts.sources)
        states = {f'{{state="{state}"}}': n for state, n in counts.source_states.items()}
        yield from _metric("sources_read", "Sources read by address, by how they are.", "gauge", states)
        yield from _gauge("issues", "Issues taken in.", counts.issues)
        yield from _gauge("stories", "Stories held.", counts.stories)
        yield from _gauge("digests", "Channels with a digest.", counts.digests)
        yield from _gauge("channels_paused", "Channels that take nothing until somebody acts.", counts.paused_channels)
        yield from _gauge("editions_due", "Editions claimed and not all posted.", counts.editions["due"])
        for state, words in (("done", "posted"), ("skipped", "skipped, being too late"), ("failed", "failed")):
            yield from _counter(f"editions_{state}", f"Editions {words}.", counts.editions[state])
        yield from _gauge("store_bytes", "Size of the database file.", _size(self.store.path))
        yield from _gauge("store_wal_bytes", "Size of its write-ahead log.", _size(wal_path(self.store.path)))


def serve_health(health: Health, settings: Settings) -> Server:
    """Serve a health page at TIDINGS_HEALTH_HOST and TIDINGS_HEALTH_PORT.

    Raises: PortTakenError.
    """

    async def _healthz(request: Request) -> Response:
        faults = health.faults()
        return PlainTextResponse("\n".join([*faults, ""]) if faults else "ok\n", 503 if faults else 200)

    async def _metrics(request: Request) -> Response:
        return Response(health.figures(), media_type=_TEXT_FORMAT)

    routes = [Route("/healthz", _healthz), Route("/metrics", _metrics)]
    server = Server(Starlette(routes=routes), settings.health_host, settings.health_port or 0, "health")
    server.start()
    return server


def wal_path(database: Path) -> Path:
    """Give the write-ahead log beside a database (SQLite: "Write-Ahead Logging")."""
    return database.with_name(database.name + "-wal")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _stamp(moment: datetime | None) -> float:
    """Give a time in seconds since 1970; 0 for one that never was, as Prometheus advises."""
    return moment.timestamp() if moment else 0


def _gauge(name: str, words: str, value: float) -> Iterator[str]:
    return _metric(name, words, "gauge", {"": value})


def _counter(name: str, words: str, value: float) -> Iterator[str]:
    return _metric(f"{name}_total", words, "counter", {"": value})


def _metric(name: str, words: str, kind: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP tidings_{name} {words}"
    yield f"# TYPE tidings_{name} {kind}"
    for labels, value in values.items():
        yield f"tidings_{name}{labels} {value}"
