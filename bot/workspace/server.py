"""What the HTTP and websocket server answers, on 127.0.0.1 only.

Every request must name this server as its host (against DNS rebinding), and whatever comes from a browser must come
from this server's own page.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from bot.workspace.hub import Hub
from bot.workspace.model import Json, RefusedError
from bot.workspace.replies import use_response_url
from bot.workspace.suffering import answer_or_suffer, refuse_link
from bot.workspace.web_api import WebApi, read_arguments

HOST = "127.0.0.1"
APP_PATHS = ("/api/", "/respond/", "/link/")
"""Where the app calls; the rest is for people."""


class Guard:
    """The outermost layer: refuses foreign hosts and origins, and lets faults cut a connection.

    ASGI has no word for cutting a connection, so the transport is taken from uvicorn's own `send`.
    """

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self._app = app
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one connection on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if not self._is_ours(scope):
            refusal = PlainTextResponse("This server answers only to its own address.", status_code=403)
            await refusal(scope, receive, send)
            return
        scope["tidings.transport"] = transport = getattr(getattr(send, "__self__", None), "transport", None)
        if self._hub.sockets.is_out and transport is not None and scope["path"].startswith(APP_PATHS):
            transport.abort()
            return
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            await _until_disconnected(receive)

    def _is_ours(self, scope: Scope) -> bool:
        headers = dict(scope["headers"])
        names = {f"{name}:{self._hub.port}".encode() for name in (HOST, "localhost")}
        # slack_sdk's socket client sends the host without its port.
        hosts = names | {HOST.encode(), b"localhost"} if scope["type"] == "websocket" else names
        origin = headers.get(b"origin")
        return headers.get(b"host") in hosts and (origin is None or origin in {b"http://" + name for name in names})


async def _until_disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def make_app(hub: Hub, page_routes: list[BaseRoute]) -> ASGIApp:
    """Build the application: Web API, sockets, response addresses and the page."""

    async def _respond(request: Request) -> Response:
        arguments = await read_arguments(request)

        def _answer() -> Response:
            try:
                use_response_url(hub, request.path_params["key"], arguments.values)
            except RefusedError as refused:
                return JSONResponse(refused.to_json(), status_code=404 if refused.error.endswith("_url") else 200)
            return JSONResponse({"ok": True})

        fault = hub.faults.take("call", ("response_url",), arguments.values)
        return await answer_or_suffer(fault, request, _answer)

    async def _link(websocket: WebSocket) -> None:
        fault = hub.faults.take("link", ("link",), {})
        if fault is not None and fault.kind != "mute":
            await refuse_link(websocket, fault)
        elif hub.passes.use_ticket(websocket.query_params.get("ticket", "")):
            is_disabled = hub.request_url.address is not None
            await hub.sockets.serve(websocket, is_mute=fault is not None, is_disabled=is_disabled)
        else:
            await websocket.close(1008)

    async def _read(request: Request) -> Json:
        return (await read_arguments(request)).values

    def _watch(road: str, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        return hub.traffic.watch(road, answer, _read)

    @asynccontextmanager
    async def _lifespan(_: Starlette) -> AsyncIterator[None]:
        hub.outbox.attach(asyncio.get_running_loop())
        hub.sockets.attach(asyncio.get_running_loop())
        yield
        hub.outbox.close()

    routes = [
        Route("/api/{method}", _watch("Web API", WebApi(hub).handle), methods=["GET", "POST"]),
        Route("/respond/{key}", _watch("response_url", _respond), methods=["POST"]),
        WebSocketRoute("/link/", _link),
        *page_routes,
    ]
    return Guard(Starlette(routes=routes, lifespan=_lifespan), hub)
