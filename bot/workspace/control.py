"""What tests in other processes ask of a workspace that runs alone: `POST /control/{deed}` with the printed token.

A deed takes a JSON object of its arguments and answers with JSON; `GET /control` lists the deeds.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.envelopes import Envelope
from bot.workspace.faults import Fault, Faults
from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import Json, RefusedError

if TYPE_CHECKING:
    from bot.workspace import LocalWorkspace

Deed = Callable[..., object]


def control_routes(workspace: LocalWorkspace, token: str) -> list[BaseRoute]:
    """Give the routes by which a process that knows the token controls a workspace."""
    deeds = deeds_of(workspace)

    async def _answer(request: Request) -> Response:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not secrets.compare_digest(given.encode(), token.encode()):
            return JSONResponse({"error": "That is not the token that this workspace printed."}, 401)
        if request.method == "GET":
            return JSONResponse(sorted(deeds))
        deed = deeds.get(request.path_params["deed"])
        if deed is None:
            return JSONResponse({"error": f"There is no such deed; there are {', '.join(sorted(deeds))}."}, 404)
        try:
            # Not on the loop: a deed may wait for it.
            return JSONResponse(await run_in_threadpool(deed, **await request.json()))
        except (WorkspaceError, RefusedError, TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return [
        Route("/control", _answer, methods=["GET"]),
        Route("/control/{deed}", _answer, methods=["POST"]),
    ]


def deeds_of(workspace: LocalWorkspace) -> dict[str, Deed]:
    """Name what can be asked of a workspace from outside."""
    faults = workspace.faults
    return {
        **_faults(faults),
        "disconnect": faults.disconnect,
        "cut": faults.cut,
        "freeze": faults.freeze,
        "begin_outage": faults.begin_outage,
        "end_outage": faults.end_outage,
        "revoke": workspace.revoke,
        "change_channel_id": workspace.change_channel_id,
        "archive": workspace.archive,
        "kick": workspace.kick,
        "invite": workspace.invite,
        "post": workspace.post,
        "command": lambda **asked: _told(workspace.command(**asked)),
        "click": lambda **asked: _told(workspace.click(**asked)),
        "shortcut": lambda **asked: _told(workspace.shortcut(**asked)),
        "messages": workspace.messages,
        "thread": workspace.thread,
        "sockets": lambda: workspace.sockets,
        "use_request_url": workspace.use_request_url,
    }


def _faults(faults: Faults) -> dict[str, Deed]:
    """Name the faults of calls and deliveries, each written as a JSON object of `Fault`."""

    def _add(target: str, fault: Json, **how: int | Json) -> None:
        faults.add(target, Fault(**fault), **how)  # type: ignore[arg-type]

    def _at_rate(target: str, fault: Json, rate: float, **how: int | Json) -> None:
        faults.at_rate(target, Fault(**fault), rate, **how)  # type: ignore[arg-type]

    def _script(target: str, steps: list[Json | None], **how: Json) -> None:
        faults.script(target, [Fault(**step) if step else None for step in steps], **how)

    return {"add": _add, "at_rate": _at_rate, "script": _script, "clear": faults.clear}


def _told(envelope: Envelope) -> Json:
    """Say what the app is told, without waiting for its ack."""
    return envelope.payload
