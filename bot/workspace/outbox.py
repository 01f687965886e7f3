"""What is on its way to the app: every envelope goes by the app's request URL where it has one, else by a socket.

An event that nobody acked is sent again; a command or click is not, as in Slack. Everything here runs on the
server's event loop; `send` may be called from any thread.
"""

from __future__ import annotations

import asyncio
import time

from bot.workspace.composer import escape_plain
from bot.workspace.envelopes import Envelope, NotAckedError, Retry
from bot.workspace.faults import Faults
from bot.workspace.model import Json
from bot.workspace.request_url import RequestUrl
from bot.workspace.sockets import Sockets
from bot.workspace.traffic import Traffic

RETRY_SECONDS = (0.0, 60.0, 300.0)
"""Slack redelivers an event at once, after a minute and after five (Events API, "Retries")."""


class Outbox:
    """Delivers envelopes, each until it is acked or given up."""

    def __init__(
        self,
        sockets: Sockets,
        request_url: RequestUrl,
        traffic: Traffic,
        faults: Faults,
        ack_seconds: float,
        retry_seconds: tuple[float, ...],
    ) -> None:
        self._sockets = sockets
        self._request_url = request_url
        self._traffic = traffic
        self._faults = faults
        self._ack_seconds = ack_seconds
        self._retry_seconds = retry_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the app can be told anything now."""
        return self._request_url.address is not None or self._sockets.count > 0

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Name the event loop that everything runs on."""
        self._loop = loop

    def send(self, envelope: Envelope) -> None:
        """Start to deliver an envelope. Returns at once; may be called from any thread."""
        envelope.payload = escape_plain(envelope.payload)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._start, envelope)

    def close(self) -> None:
        """Give up all deliveries. To be called on the loop."""
        for task in self._tasks:
            task.cancel()

    def _start(self, envelope: Envelope) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(envelope))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, envelope: Envelope) -> None:
        failure = await self._attempt(envelope, None)
        if envelope.kind == "events_api":
            for number, pause in enumerate(self._retry_seconds, start=1):
                if failure is None or not failure.may_repeat:
                    break
                await asyncio.sleep(pause)
                failure = await self._attempt(envelope, Retry(number, failure.reason))
        if failure is not None:
            envelope.on_failure(failure.shown)

    async def _attempt(self, envelope: Envelope, retry: Retry | None) -> NotAckedError | None:
        envelope.attempts += 1
        try:
            answer = await self._carry(envelope, retry)
        except NotAckedError as failure:
            self._note(envelope, None, failure.shown)
            return failure
        envelope.acked_at = time.monotonic()
        self._note(envelope, answer, None)
        envelope.on_ack(answer)
        return None

    async def _carry(self, envelope: Envelope, retry: Retry | None) -> Json:
        """Send an envelope and give what its ack carries, unless a fault befalls it on the way.

        Raises: NotAckedError.
        """
        carrier = self._request_url if self._request_url.address is not None else self._sockets
        fault = self._faults.take("envelope", (envelope.kind, f"{envelope.kind}/{envelope.name}"), envelope.payload)
        if fault is None:
            return await carrier.carry(envelope, retry)
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        times = {"lose": 0, "duplicate": 2}.get(fault.kind, 1)
        answers = await asyncio.gather(*(carrier.carry(envelope, retry) for _ in range(times)))
        if fault.kind in ("lose", "lose_ack"):
            await asyncio.sleep(self._ack_seconds)
            raise NotAckedError("operation_timeout", "timeout")
        return answers[0]

    def _note(self, envelope: Envelope, answer: Json | None, problem: str | None) -> None:
        road = "Request URL" if self._request_url.address is not None else "Socket Mode"
        seconds = time.monotonic() - (envelope.sent_at or time.monotonic())
        self._traffic.note("to_app", road, envelope.name, envelope.payload, answer, problem=problem, seconds=seconds)
