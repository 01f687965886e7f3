"""How a call, or a socket being opened, suffers a fault: answered with an error, late, or never."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from bot.workspace.faults import Fault

POLL_SECONDS = 0.02


async def answer_or_suffer(fault: Fault | None, request: Request, answer: Callable[[], Response]) -> Response:
    """Answer a call, unless its fault says otherwise.

    Raises: ClientDisconnect once the connection is cut.
    """
    if fault is None:
        return answer()
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return answer()
    if fault.when == "after":
        answer()
    if fault.kind == "hang":
        await _until_gone(request, fault.seconds)
    if fault.kind in ("hang", "drop"):
        cut(request)
    return _broken(fault)


async def refuse_link(websocket: WebSocket, fault: Fault) -> None:
    """Let a socket not open: refused with a status, cut, or left without an answer and cut then."""
    transport = websocket.scope["tidings.transport"]
    if fault.kind == "fail":
        await websocket.send_denial_response(Response("Server Error", fault.status))
        return
    deadline = time.monotonic() + (fault.seconds if fault.kind == "hang" else 0)
    while time.monotonic() < deadline and not transport.is_closing():
        await asyncio.sleep(POLL_SECONDS)
    transport.abort()


def cut(request: Request) -> None:
    """Cut the connection of a call.

    Raises: ClientDisconnect, always.
    """
    request.scope["tidings.transport"].abort()
    raise ClientDisconnect


def too_many(seconds: int) -> Response:
    """Answer 429 as Slack does ("Rate limits")."""
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})


def _broken(fault: Fault) -> Response:
    if fault.kind == "rate_limit":
        return too_many(int(fault.seconds))
    if fault.kind == "refuse":
        return JSONResponse({"ok": False, "error": fault.error})
    return Response("Internal Server Error", fault.status, media_type="text/html")


async def _until_gone(request: Request, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not await request.is_disconnected():
        await asyncio.sleep(POLL_SECONDS)
