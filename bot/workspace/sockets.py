"""Socket Mode: the websockets of the app. Each envelope goes to exactly one of them, in turn, and waits for its ack.

Everything here runs on the server's event loop, but for what faults ask from other threads.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.envelopes import Envelope, NotAckedError, Retry
from bot.workspace.model import APP_ID, Json

ACK_SECONDS = 3.0
MAX_SOCKETS = 10
"""Slack: "Using Socket Mode", up to ten connections at the same time."""
CALL_SECONDS = 5.0

DisconnectReason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass(slots=True, eq=False)
class _Socket:
    websocket: WebSocket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    is_frozen: bool = False

    async def tell(self, message: Json) -> None:
        """Send a message, which a frozen socket swallows."""
        if not self.is_frozen:
            await self.websocket.send_text(json.dumps(message))

    def freeze(self) -> None:
        """Read nothing more, so that neither messages nor pings are answered."""
        self.is_frozen = True
        self.websocket.scope["tidings.transport"].pause_reading()

    def cut(self) -> None:
        """Cut the connection without a word."""
        self.websocket.scope["tidings.transport"].abort()


class Sockets:
    """The app's open websockets. While `is_out` is set the server cuts every connection of the app."""

    def __init__(self, ack_seconds: float = ACK_SECONDS) -> None:
        self.is_out = False
        self._ack_seconds = ack_seconds
        self._open: list[_Socket] = []
        self._arrival = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def count(self) -> int:
        """How many websockets are open."""
        return len(self._open)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Name the event loop that everything runs on."""
        self._loop = loop

    async def serve(self, websocket: WebSocket, *, is_mute: bool = False, is_disabled: bool = False) -> None:
        """Greet one websocket and read its acks until it closes. A mute one hears nothing, ever."""
        await websocket.accept()
        if is_disabled or len(self._open) >= MAX_SOCKETS:
            await websocket.send_text(json.dumps(goodbye("link_disabled" if is_disabled else "too_many_websockets")))
            await websocket.close()
            return
        socket = _Socket(websocket, is_frozen=is_mute)
        self._open.append(socket)
        try:
            await socket.tell(self._hello())
            self._arrival.set()
            while True:
                self._take_ack(socket, await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._drop(socket)

    def disconnect(self, reason: DisconnectReason) -> None:
        """Announce to every socket that it will be closed, and close it unless it was only warned. From any thread."""

        async def _leave(socket: _Socket) -> None:
            await socket.tell(goodbye(reason))
            if reason != "warning":
                await socket.websocket.close()

        self._with_each(_leave)

    def cut(self) -> None:
        """Cut every socket. From any thread."""

        async def _end(socket: _Socket) -> None:
            socket.cut()

        self._with_each(_end)

    def freeze(self) -> None:
        """Leave every socket half open. From any thread."""

        async def _stop(socket: _Socket) -> None:
            socket.freeze()

        self._with_each(_stop)

    def cut_frozen(self) -> None:
        """Cut the sockets that are half open, which would never close by themselves. From any thread."""

        async def _end(socket: _Socket) -> None:
            if socket.is_frozen:
                socket.cut()

        self._with_each(_end)

    def _with_each(self, act: Callable[[_Socket], Awaitable[None]]) -> None:
        """Do something to every socket that is open now, and wait until it is done."""

        async def _every() -> None:
            for socket in list(self._open):
                await act(socket)

        if self._loop is not None and self._loop.is_running():
            asyncio.run_coroutine_threadsafe(_every(), self._loop).result(CALL_SECONDS)

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

    async def carry(self, envelope: Envelope, retry: Retry | None) -> Json:
        """Send an envelope to one socket, and give what its ack carries.

        Raises: NotAckedError.
        """
        socket = await self._next_socket()
        if socket is None:
            raise NotAckedError("dispatch_failed", "timeout")
        envelope_id = str(uuid.uuid4())
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = future
        envelope.sent_at = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_seconds):
                await socket.tell(written(envelope, envelope_id, retry))
                return await future
        except (TimeoutError, ConnectionError, WebSocketDisconnect, RuntimeError) as error:
            # RuntimeError is how starlette says that it was to send after a close.
            raise NotAckedError("operation_timeout", "timeout") from error
        finally:
            socket.waiting.pop(envelope_id, None)

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


def goodbye(reason: DisconnectReason) -> Json:
    """Write the message by which Slack announces that a socket will be closed."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}}


def written(envelope: Envelope, envelope_id: str, retry: Retry | None) -> Json:
    """Write an envelope as a socket carries it."""
    body: Json = {"envelope_id": envelope_id, "type": envelope.kind, "payload": envelope.payload}
    body["accepts_response_payload"] = envelope.kind != "events_api"
    return body | {"retry_attempt": retry.number, "retry_reason": retry.reason} if retry else body
