"""Socket Mode: the websockets of the app, and envelopes that each go to exactly one of them until it acks.

Everything here runs on the server's event loop; `send` may be called from any thread. An event that nobody acked is
sent again, with a new envelope and its `retry_attempt`; a command or click is not, as in Slack.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.model import APP_ID, Json

ACK_SECONDS = 3.0
RETRY_SECONDS = (0.0, 60.0, 300.0)
"""Slack redelivers an event at once, after a minute and after five (Events API, "Retries")."""

Kind = Literal["slash_commands", "events_api", "interactive"]


@dataclass(slots=True)
class Envelope:
    """One thing to tell the app. Times are seconds of `time.monotonic`."""

    kind: Kind
    payload: Json
    on_ack: Callable[[Json], None] = lambda _: None
    on_failure: Callable[[str], None] = lambda _: None
    sent_at: float | None = None
    acked_at: float | None = None


@dataclass(slots=True, eq=False)
class _Socket:
    websocket: WebSocket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class Sockets:
    """The app's open websockets."""

    def __init__(self, ack_seconds: float = ACK_SECONDS, retry_seconds: tuple[float, ...] = RETRY_SECONDS) -> None:
        self._ack_seconds = ack_seconds
        self._retry_seconds = retry_seconds
        self._open: list[_Socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrival = asyncio.Event()

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Name the event loop that everything runs on."""
        self._loop = loop

    @property
    def count(self) -> int:
        """How many websockets are open."""
        return len(self._open)

    def send(self, envelope: Envelope) -> None:
        """Start to deliver an envelope. Returns at once; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._start, envelope)

    def close(self) -> None:
        """Give up all deliveries. To be called on the loop."""
        for task in self._tasks:
            task.cancel()

    async def serve(self, websocket: WebSocket) -> None:
        """Greet one websocket and read its acks until it closes."""
        await websocket.accept()
        socket = _Socket(websocket)
        self._open.append(socket)
        try:
            await websocket.send_text(json.dumps(self._hello()))
            self._arrival.set()
            while True:
                self._take_ack(socket, await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._drop(socket)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "local", "approximate_connection_time": 18060},
        }

    def _drop(self, socket: _Socket) -> None:
        self._open.remove(socket)
        if not self._open:
            self._arrival.clear()
        for future in socket.waiting.values():
            future.set_exception(ConnectionError("the socket closed before the ack"))

    @staticmethod
    def _take_ack(socket: _Socket, text: str) -> None:
        ack = json.loads(text)
        future = socket.waiting.pop(ack.get("envelope_id", ""), None)
        if future is not None and not future.done():
            future.set_result(ack.get("payload") or {})

    def _start(self, envelope: Envelope) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(envelope))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, envelope: Envelope) -> None:
        reason = await self._attempt(envelope, {})
        if envelope.kind == "events_api":
            for number, pause in enumerate(self._retry_seconds, start=1):
                if reason is None:
                    return
                await asyncio.sleep(pause)
                reason = await self._attempt(envelope, {"retry_attempt": number, "retry_reason": "timeout"})
        if reason is not None:
            envelope.on_failure(reason)

    async def _attempt(self, envelope: Envelope, retry: Json) -> str | None:
        """Send an envelope to one socket and wait for its ack; the reason where there was none."""
        socket = await self._next_socket()
        if socket is None:
            return "dispatch_failed"
        envelope_id = str(uuid.uuid4())
        future = socket.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        body = {"envelope_id": envelope_id, "type": envelope.kind, "payload": envelope.payload, **retry}
        body["accepts_response_payload"] = envelope.kind != "events_api"
        envelope.sent_at = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_seconds):
                await socket.websocket.send_text(json.dumps(body))
                answer = await future
        except (TimeoutError, ConnectionError, WebSocketDisconnect, RuntimeError):  # starlette: sending after a close
            return "operation_timeout"
        finally:
            socket.waiting.pop(envelope_id, None)
        envelope.acked_at = time.monotonic()
        envelope.on_ack(answer)
        return None

    async def _next_socket(self) -> _Socket | None:
        """Take the sockets in turn; a bot that is just reconnecting has as long as an ack may take."""
        try:
            await asyncio.wait_for(self._arrival.wait(), self._ack_seconds)
        except TimeoutError:
            return None
        if not self._open:
            return None
        socket = self._open.pop(0)
        self._open.append(socket)
        return socket
