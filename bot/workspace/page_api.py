"""The page's own routes: its files, what it shows, what one does on it, and a stream of changes.

What people do goes by the same `Acting` that tests call; nothing here decides anything. Time that is put forward runs
fast rather than leaps: hour by hour, waiting while the app is at work, so that a digest comes when it is due.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.acting import Acting
from bot.workspace.envelopes import Envelope
from bot.workspace.hub import Hub
from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import Json, RefusedError
from bot.workspace.page_stream import Streams
from bot.workspace.page_view import see
from bot.workspace.revising import Revising
from bot.workspace.suggesting import ask_in_message, ask_in_view

FILES = Path(__file__).with_name("page")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Only this server's own scripts and styles may run or load, and no text can become HTML, whatever a story says."""

HOUR = timedelta(hours=1)
FURTHEST = timedelta(days=7)
HOUR_SECONDS = 0.15
"""How long an hour takes. A digest may be six hours late, so the app has close to a second to begin with one."""

QUIET_SECONDS, BUSY_SECONDS = 1.5, 30.0
"""Time stands still until the app was quiet for so long (it posts a message a second), but no longer than that."""


class Page:
    """Answers the page of one workspace."""

    def __init__(self, hub: Hub, acting: Acting) -> None:
        self._hub = hub
        self._acting = acting
        self._revising = Revising(hub)
        self.streams = Streams()
        hub.state.subscribe(lambda change: self.streams.tell(change.kind))
        hub.traffic.subscribe(lambda: self.streams.tell("traffic"))

    def routes(self) -> list[BaseRoute]:
        """Give the page's routes."""
        acts = {
            "say": self._say, "edit": self._edit, "delete": self._delete, "react": self._react,
            "shortcut": self._shortcut, "click": self._click, "use": self._use, "suggest": self._suggest,
            "submit": self._submit, "close": self._close, "home": self._home, "clock": self._clock,
        }  # fmt: skip
        return [
            Route("/", self._index),
            Route("/page/view", self._view),
            Route("/page/traffic", self._traffic),
            Route("/page/changes", self._changes),
            *(Route(f"/page/{name}", doing(act), methods=["POST"]) for name, act in acts.items()),
            Mount("/page", _Files(directory=FILES)),
        ]

    async def _index(self, _: Request) -> Response:
        return FileResponse(FILES / "index.html", headers=HEADERS)

    async def _changes(self, _: Request) -> Response:
        return StreamingResponse(self.streams.follow(), media_type="text/event-stream", headers=HEADERS)

    async def _view(self, request: Request) -> Response:
        return JSONResponse(see(self._hub, request.query_params), headers=HEADERS)

    async def _traffic(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        found = self._hub.traffic.since(int(after) if after.isdecimal() else 0)
        return JSONResponse([exchange.to_json() for exchange in found], headers=HEADERS)

    async def _say(self, done: Json) -> Json:
        """Post what was typed, or run it where it begins with a slash."""
        text, thread_ts = str(done["text"]).strip(), done.get("thread_ts")
        if not text.startswith("/"):
            return {"ts": self._acting.post(done["as"], done["channel"], text, thread_ts)}
        if thread_ts:
            raise WorkspaceError("Commands do not work in threads; type it in the channel.")
        command, _, rest = text.partition(" ")
        self._acting.command(done["as"], done["channel"], command, rest)
        return {}

    async def _edit(self, done: Json) -> Json:
        self._revising.edit(done["as"], done["channel"], done["ts"], done["text"])
        return {}

    async def _delete(self, done: Json) -> Json:
        self._revising.delete(done["as"], done["channel"], done["ts"])
        return {}

    async def _react(self, done: Json) -> Json:
        self._revising.react(done["as"], done["channel"], done["ts"], done["name"])
        return {}

    async def _shortcut(self, done: Json) -> Json:
        self._acting.shortcut(done["as"], done["channel"], done["ts"], done["callback_id"])
        return {}

    async def _click(self, done: Json) -> Json:
        place = (done["as"], done["channel"], done["ts"], done["action_id"])
        self._acting.click(*place, done.get("value"), done.get("block_id"), done.get("values"))
        return {}

    async def _use(self, done: Json) -> Json:
        place = (done["as"], done["view_id"], done["action_id"])
        self._acting.use_in_view(*place, done.get("value"), done.get("values"))
        return {}

    async def _suggest(self, done: Json) -> Json:
        """Ask the app what an external select offers for what was typed."""
        asked = (done["action_id"], done["value"])
        if "view_id" in done:
            envelope = ask_in_view(self._hub, done["as"], done["view_id"], *asked)
        else:
            envelope = ask_in_message(self._hub, done["as"], done["channel"], done["ts"], *asked)
        answer, _ = await _outcome(envelope)
        return {name: answer[name] for name in ("options", "option_groups") if name in answer}

    async def _submit(self, done: Json) -> Json:
        """Submit a modal, and say once the app has answered whether it did."""
        _, reason = await _outcome(self._acting.submit(done["as"], done["view_id"], done["values"]))
        return {"failed": reason} if reason else {}

    async def _close(self, done: Json) -> Json:
        self._acting.close_view(done["as"], done["view_id"], everything=bool(done.get("everything")))
        return {}

    async def _home(self, done: Json) -> Json:
        self._acting.open_home(done["as"])
        return {}

    async def _clock(self, done: Json) -> Json:
        """Put the clock forward by some seconds."""
        left = timedelta(seconds=float(done["seconds"]))
        if not timedelta() < left <= FURTHEST:
            raise WorkspaceError(f"Time can be put forward by up to {FURTHEST.days} days at once, and not back.")
        while left > timedelta():
            noted = self._hub.traffic.count
            self._hub.clock.put_forward(min(left, HOUR))
            left -= min(left, HOUR)
            self.streams.tell("clock")
            await self._until_quiet(noted)
        return {}

    async def _until_quiet(self, noted: int) -> None:
        """Wait a moment, and while the app is at work on what the hour brought: `noted` is the traffic before it."""
        await asyncio.sleep(HOUR_SECONDS)
        waits = BUSY_SECONDS / QUIET_SECONDS
        while self._hub.traffic.count != noted and waits > 0:
            noted = self._hub.traffic.count
            await asyncio.sleep(QUIET_SECONDS)
            waits -= 1


def doing(act: Callable[[Json], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
    """Make a route of something that a person does; what goes wrong is said in one sentence."""

    async def _route(request: Request) -> Response:
        try:
            return JSONResponse(await act(await request.json()), headers=HEADERS)
        except WorkspaceError as error:
            return JSONResponse({"error": str(error)}, status_code=400, headers=HEADERS)
        except (RefusedError, KeyError, ValueError) as error:
            return JSONResponse({"error": f"That did not work: {error}"}, status_code=400, headers=HEADERS)

    return _route


async def _outcome(envelope: Envelope) -> tuple[Json, str | None]:
    """Wait until an envelope is acked or given up: what it was answered, and why not where it was given up.

    To be called on the server's loop, right after the envelope was sent: it cannot have left yet.
    """
    done: asyncio.Future[tuple[Json, str | None]] = asyncio.get_running_loop().create_future()
    on_ack, on_failure = envelope.on_ack, envelope.on_failure

    def _acked(answer: Json) -> None:
        try:
            on_ack(answer)
        finally:
            done.set_result((answer, None))

    def _failed(reason: str) -> None:
        try:
            on_failure(reason)
        finally:
            done.set_result(({}, reason))

    envelope.on_ack, envelope.on_failure = _acked, _failed
    return await done


class _Files(StaticFiles):
    """The page's scripts and styles, under the same headers."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Answer with a file."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(HEADERS)
        return response
