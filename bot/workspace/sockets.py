"""Socket Mode: the websockets of the app. Each envelope goes to exactly one of them, in turn, and waits for its ack.

Everything here runs on the server's event loop.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.envelopes import Envelope, NotAckedError, Retry
from bot.workspace.model import APP_ID, Json

ACK_SECONDS = 3.0


@dataclass(slots=True, eq=False)
class _Socket:
    websocket: WebSocket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class Sockets:
    """The app's open websockets."""

    def __init__(self, ack_seconds: float = ACK_SECONDS) -> None:
        self._ack_seconds = ack_seconds
        self._open: list[_Socket] = []
        self._arrival = asyncio.Event()

    @property
    def count(self) -> int:
        """How many websockets are open."""
        return len(self._open)

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
                await socket.websocket.send_text(json.dumps(written(envelope, envelope_id, retry)))
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


def written(envelope: Envelope, envelope_id: str, retry: Retry | None) -> Json:
    """Write an envelope as a socket carries it."""
    body: Json = {"envelope_id": envelope_id, "type": envelope.kind, "payload": envelope.payload}
    body["accepts_response_payload"] = envelope.kind != "events_api"
    return body | {"retry_attempt": retry.number, "retry_reason": retry.reason} if retry else body
