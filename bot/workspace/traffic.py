"""What went between the app and the workspace, both ways, for people to look at. It keeps the last of it only.

Secrets are masked before anything is kept: tokens, tickets, `trigger_id`s and the keys of `response_url`s.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.workspace.model import Json

KEPT = 300
"""How many exchanges are remembered: enough for an hour of trying things."""

MASK = "•••"
_SECRET_KEYS = frozenset({"token", "trigger_id"})
_SECRETS = re.compile(r"(xox[a-z]+-|xapp-|/respond/|[?&]ticket=)[\w-]+")
_FORM_JSON = frozenset({"attachments", "blocks", "metadata", "view"})
"""Arguments that a form carries as JSON text (Slack: "Using the Web API"); people want to read it."""

Way = Literal["from_app", "to_app"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing sent and what came back. `problem` says why it failed, where it did; `seconds` is how long it took."""

    number: int
    at: datetime
    way: Way
    road: str
    name: str
    sent: object
    answer: object
    problem: str | None
    seconds: float

    def to_json(self) -> Json:
        """Write the exchange for the page."""
        return {
            "number": self.number,
            "at": self.at.timestamp(),
            "way": self.way,
            "road": self.road,
            "name": self.name,
            "sent": self.sent,
            "answer": self.answer,
            "problem": self.problem,
            "milliseconds": round(self.seconds * 1000, 1),
        }


class Traffic:
    """The last exchanges. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: deque[Exchange] = deque(maxlen=KEPT)
        self._count = 0
        self._listeners: list[Callable[[], None]] = []

    @property
    def count(self) -> int:
        """How many exchanges there were."""
        return self._count

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call a listener after every exchange; it must be quick."""
        self._listeners.append(listener)

    def note(
        self,
        way: Way,
        road: str,
        name: str,
        sent: object,
        answer: object = None,
        *,
        problem: str | None = None,
        seconds: float = 0.0,
    ) -> None:
        """Keep one exchange, with its secrets masked."""
        with self._lock:
            self._count += 1
            found = Exchange(
                self._count, self._clock(), way, road, name, masked(sent), masked(answer), problem, seconds
            )
            self._kept.append(found)
        for listener in self._listeners:
            listener()

    def since(self, number: int) -> list[Exchange]:
        """Give the exchanges after one number, oldest first."""
        with self._lock:
            return [exchange for exchange in self._kept if exchange.number > number]

    def watch(
        self, road: str, answer: Callable[[Request], Awaitable[Response]], read: Callable[[Request], Awaitable[Json]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Make a route note what it is asked and what it answers. `read` gives a request's arguments."""

        async def _watched(request: Request) -> Response:
            started, name = time.monotonic(), request.path_params.get("method", "")
            sent = readable(await read(request))
            try:
                response = await answer(request)
            except ClientDisconnect:
                cut, seconds = "the connection was cut", time.monotonic() - started
                self.note("from_app", road, name, sent, problem=cut, seconds=seconds)
                raise
            found, problem = read_response(response)
            seconds = time.monotonic() - started
            self.note("from_app", road, name, sent, found, problem=problem, seconds=seconds)
            return response

        return _watched


def read_response(response: Response) -> tuple[object, str | None]:
    """Give what a response says, and its error where it is one."""
    text = bytes(response.body).decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except ValueError:
        return text, f"HTTP {response.status_code}"
    error = found.get("error") if isinstance(found, dict) and not found.get("ok", True) else None
    return found, error


def readable(arguments: Json) -> Json:
    """Read the arguments of a form that are JSON text."""
    return {name: _read_json(value) if name in _FORM_JSON else value for name, value in arguments.items()}


def _read_json(value: object) -> object:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def masked(value: object) -> object:
    """Copy a JSON value with everything secret masked."""
    if isinstance(value, dict):
        return {key: MASK if key in _SECRET_KEYS and found else masked(found) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return [masked(each) for each in value]
    return _SECRETS.sub(rf"\1{MASK}", value) if isinstance(value, str) else value
