"""One call of a Web API method: its arguments, whoever they came from, and what every method asks first."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.workspace.hub import Hub
from bot.workspace.model import BOT_USER, Channel, Json, RefusedError

T = TypeVar("T")
JOINING = {"public": "not_in_channel", "private": "channel_not_found", "im": "channel_not_found"}
"""What a method says of a channel that the bot is not in: a private one does not exist for it."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments of a form or a JSON body, read alike. `problem` is Slack's code where they could not be read.

    `token` is one that stood in a form; one in JSON or in the address counts for nothing, as in Slack.
    """

    values: Json
    token: str = ""
    problem: str | None = None

    def text(self, name: str, default: str = "") -> str:
        """Give an argument as text."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Give an argument as yes or no."""
        return self.text(name).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        """Give an argument as a whole number between 1 and `most`.

        Raises: RefusedError `invalid_limit`.
        """
        text = self.text(name) or str(default)
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise RefusedError("invalid_limit")
        return int(text)

    def blocks(self) -> list[Json]:
        """Give the `blocks`.

        Raises: RefusedError `invalid_blocks_format`.
        """
        found = self._parsed("blocks", "invalid_blocks_format")
        if not isinstance(found, list | None) or not all(isinstance(block, dict) for block in found or []):
            raise RefusedError("invalid_blocks_format")
        return found or []

    def data(self, name: str, error: str = "invalid_arguments") -> Json | None:
        """Give an argument that is a JSON object, or None where there is none.

        Raises: RefusedError with the code given.
        """
        found = self._parsed(name, error)
        if not isinstance(found, dict | None):
            raise RefusedError(error)
        return found

    def _parsed(self, name: str, error: str) -> object:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as problem:
            raise RefusedError(error) from problem


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a method by name, its arguments, and the workspace that it works on."""

    hub: Hub
    arguments: Arguments
    method: str = ""

    def need(self, scope: str) -> None:
        """Ask for a scope of the manifest.

        Raises: RefusedError `missing_scope`.
        """
        provided = self.hub.manifest.scopes
        if scope not in provided:
            raise RefusedError("missing_scope", needed=scope, provided=",".join(sorted(provided)))

    def channel(self, purpose: str | None = None) -> Channel:
        """Give the `channel` by its id; with a purpose (`history`, `read`) ask for the scope of its kind.

        Raises: RefusedError `channel_not_found` or `missing_scope`.
        """
        channel = self.hub.state.channels.get(self.arguments.text("channel"))
        if channel is None or (channel.kind != "public" and BOT_USER not in channel.members):
            raise RefusedError("channel_not_found")
        if purpose:
            self.need(f"{channel.scope_kind}:{purpose}")
        return channel

    def joined_channel(self, purpose: str | None = None) -> Channel:
        """Give the `channel`, of which the bot must be a member.

        Raises: RefusedError `not_in_channel`, or as `channel`.
        """
        channel = self.channel(purpose)
        if BOT_USER not in channel.members:
            raise RefusedError(JOINING[channel.kind])
        return channel

    def page(self, items: Sequence[T], default: int, most: int = 999) -> tuple[list[T], str]:
        """Cut the page that `cursor` and `limit` ask for; the next cursor is empty at the end.

        A cursor is good for the method that gave it. Raises: RefusedError `invalid_limit` or `invalid_cursor`.
        """
        limit, given = self.arguments.number("limit", default, most), self.arguments.text("cursor")
        start = _offset(given, self.method) if given else 0
        more = start + limit < len(items)
        following = base64.b64encode(f"{self.method}:{start + limit}".encode()).decode() if more else ""
        return list(items[start : start + limit]), following


def _offset(cursor: str, method: str) -> int:
    try:
        name, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
        if name == method:
            return int(offset)
    except ValueError as error:
        raise RefusedError("invalid_cursor") from error
    raise RefusedError("invalid_cursor")


@dataclass(frozen=True, slots=True)
class Method:
    """What answers a Web API method, its rate limit tier where it has one of Slack's four, and the scope it needs."""

    answer: Callable[[Call], Json]
    tier: int | None
    scope: str | None = None
