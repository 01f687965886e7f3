"""The page's own routes: its files, what it shows, what one does on it, and a stream of changes.

A person's own messages and the bot's answers go by the same `Acting` that tests call; nothing here decides anything.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.acting import Acting
from bot.workspace.cast import ACTORS
from bot.workspace.hub import Hub
from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import BOT_USER, TEAM_NAME, Channel, Json, Message, Person, RefusedError
from bot.workspace.state import Change

FILES = Path(__file__).with_name("page")
HEARTBEAT_SECONDS = 15.0
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Nothing but this server's own scripts and styles may run or load, whatever a story says."""


class Streams:
    """The pages that listen for changes. `hear` may be called from any thread; the rest runs on the loop."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def hear(self, change: Change) -> None:
        """Tell every page of a change."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, json.dumps({"channel": change.channel, "kind": change.kind}))

    def close(self) -> None:
        """End every stream, so that the server can stop. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, None)

    async def follow(self) -> AsyncIterator[str]:
        """Give changes as Server-Sent Events until the server stops."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield ": hello\n\n"
            while (line := await _next_line(queue)) is not None:
                yield line
        finally:
            self._queues.discard(queue)

    def _tell(self, line: str | None) -> None:
        for queue in self._queues:
            queue.put_nowait(line)


async def _next_line(queue: asyncio.Queue[str | None]) -> str | None:
    try:
        data = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return ": still here\n\n"
    return None if data is None else f"data: {data}\n\n"


class Page:
    """Answers the page of one workspace."""

    def __init__(self, hub: Hub, acting: Acting) -> None:
        self._hub = hub
        self._acting = acting
        self.streams = Streams()
        hub.state.subscribe(self.streams.hear)

    def routes(self) -> list[BaseRoute]:
        """Give the page's routes."""
        return [
            Route("/", self._index),
            Route("/page/view", self._view),
            Route("/page/changes", self._changes),
            Route("/page/say", self._doing(self._say), methods=["POST"]),
            Route("/page/click", self._doing(self._click), methods=["POST"]),
            Mount("/page", _Files(directory=FILES)),
        ]

    async def _index(self, _: Request) -> Response:
        return FileResponse(FILES / "index.html", headers=HEADERS)

    async def _changes(self, _: Request) -> Response:
        return StreamingResponse(self.streams.follow(), media_type="text/event-stream", headers=HEADERS)

    async def _view(self, request: Request) -> Response:
        """Give everything that the page draws for one person in one channel and thread."""
        asked = request.query_params
        state = self._hub.state
        with state.changed:
            who = self._actor(asked.get("as", ""))
            channel = self._channel(who, asked.get("channel", ""))
            shown = [message for message in state.messages(channel.id, who.id) if not message.is_reply]
            view = {
                "team": TEAM_NAME,
                "me": who.to_json(with_locale=True),
                "actors": [actor.to_json() for actor in ACTORS],
                "bot": {"id": BOT_USER, "name": self._hub.manifest.bot_name, "online": self._hub.sockets.count > 0},
                "people": {person.id: person.to_json() for person in state.people.values()},
                "commands": [asdict(command) for command in self._hub.manifest.commands],
                "channels": [self._describe(who, other) for other in self._channels_of(who)],
                "channel": self._describe(who, channel),
                "messages": [state.write(message, who.id) for message in shown],
                "thread": self._thread(who, channel, asked.get("thread", "")),
            }
        return JSONResponse(view, headers=HEADERS)

    def _doing(self, act: Callable[[Json], Json]) -> Callable[[Request], object]:
        """Make a route of something that a person does; what goes wrong is said in one sentence."""

        async def route(request: Request) -> Response:
            try:
                return JSONResponse(act(await request.json()), headers=HEADERS)
            except WorkspaceError as error:
                return JSONResponse({"error": str(error)}, status_code=400, headers=HEADERS)
            except (RefusedError, KeyError, ValueError) as error:
                return JSONResponse({"error": f"That did not work: {error}"}, status_code=400, headers=HEADERS)

        return route

    def _say(self, done: Json) -> Json:
        """Post what was typed, or run it where it begins with a slash."""
        text, thread_ts = str(done["text"]).strip(), done.get("thread_ts")
        if not text.startswith("/"):
            return {"ts": self._acting.post(done["as"], done["channel"], text, thread_ts)}
        if thread_ts:
            raise WorkspaceError("Commands do not work in threads; type it in the channel.")
        command, _, rest = text.partition(" ")
        self._acting.command(done["as"], done["channel"], command, rest)
        return {}

    def _click(self, done: Json) -> Json:
        self._acting.click(
            done["as"], done["channel"], done["ts"], done["action_id"], done.get("value"), done.get("block_id")
        )
        return {}

    def _actor(self, name: str) -> Person:
        return next((actor for actor in ACTORS if name in (actor.id, actor.name)), ACTORS[0])

    def _channels_of(self, who: Person) -> list[Channel]:
        return [channel for channel in self._hub.state.channels.values() if who.id in channel.members]

    def _channel(self, who: Person, name: str) -> Channel:
        channels = self._channels_of(who)
        named = (c for c in channels if name in (c.id, "im" if c.kind == "im" else c.name))
        return next(named, channels[0])

    def _describe(self, who: Person, channel: Channel) -> Json:
        """Describe a channel for the sidebar; `latest` is the newest thing in it that someone else said."""
        said = [m.ts for m in self._hub.state.messages(channel.id, who.id) if m.user != who.id]
        return {
            "id": channel.id,
            "kind": channel.kind,
            "name": self._hub.manifest.bot_name if channel.kind == "im" else channel.name,
            "purpose": channel.purpose,
            "archived": channel.is_archived,
            "members": len(channel.members),
            "has_bot": BOT_USER in channel.members,
            "latest": said[-1] if said else "",
        }

    def _thread(self, who: Person, channel: Channel, ts: str) -> list[Json]:
        try:
            found: list[Message] = self._hub.state.thread(channel.id, ts, who.id) if ts else []
        except RefusedError:
            return []
        return [self._hub.state.write(message, who.id) for message in found]


class _Files(StaticFiles):
    """The page's scripts and styles, under the same headers."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(HEADERS)
        return response
