"""Short-lived permissions: tokens, socket tickets, `trigger_id`s and `response_url`s, each with Slack's own limits."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workspace.model import RefusedError

RESPONSE_URL_USES = 5
RESPONSE_URL_LIFE = timedelta(minutes=30)
TRIGGER_LIFE = timedelta(seconds=3)
"""Slack: "Handling user interaction" (five uses within 30 minutes; a trigger once, within three seconds)."""


@dataclass(slots=True)
class ResponseUrl:
    """Where a command or click may be answered, and what it was about: a message for a click, none for a command."""

    channel: str
    person: str
    expires_at: datetime
    message_ts: str | None = None
    uses: int = 0


@dataclass(slots=True)
class _Trigger:
    person: str
    expires_at: datetime
    is_used: bool = False


class Passes:
    """The permissions given out so far. Safe to use from any thread.

    `revoked` holds the tokens that count no more, each with the error that its use is answered with.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.bot_token = f"xoxb-local-{secrets.token_hex(12)}"
        self.app_token = f"xapp-local-{secrets.token_hex(12)}"
        self.revoked: dict[str, str] = {}
        self._clock = clock
        self._lock = threading.Lock()
        self._tickets: set[str] = set()
        self._triggers: dict[str, _Trigger] = {}
        self._responses: dict[str, ResponseUrl] = {}

    def new_ticket(self) -> str:
        """Give out a ticket that opens one socket."""
        with self._lock:
            ticket = secrets.token_hex(12)
            self._tickets.add(ticket)
            return ticket

    def use_ticket(self, ticket: str) -> bool:
        """Tell whether a ticket opens a socket, and use it up."""
        with self._lock:
            known = ticket in self._tickets
            self._tickets.discard(ticket)
            return known

    def new_trigger(self, person: str) -> str:
        """Give out a `trigger_id` for what a person just did."""
        with self._lock:
            trigger = f"{secrets.randbelow(10**12)}.{secrets.token_hex(8)}"
            self._triggers[trigger] = _Trigger(person, self._clock() + TRIGGER_LIFE)
            return trigger

    def use_trigger(self, trigger: str) -> str:
        """Give the person behind a `trigger_id`, and use it up.

        Raises: RefusedError `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        with self._lock:
            found = self._triggers.get(trigger)
            if found is None:
                raise RefusedError("invalid_trigger_id")
            if found.is_used:
                raise RefusedError("exchanged_trigger_id")
            if self._clock() > found.expires_at:
                raise RefusedError("expired_trigger_id")
            found.is_used = True
            return found.person

    def new_response(self, channel: str, person: str, message_ts: str | None = None) -> str:
        """Give out the secret part of a `response_url`."""
        with self._lock:
            key = secrets.token_hex(12)
            self._responses[key] = ResponseUrl(channel, person, self._clock() + RESPONSE_URL_LIFE, message_ts)
            return key

    def use_response(self, key: str) -> ResponseUrl:
        """Give what a `response_url` is about, and count the use.

        Raises: RefusedError `invalid_url`, `expired_url` or `used_url`.
        """
        with self._lock:
            found = self._responses.get(key)
            if found is None:
                raise RefusedError("invalid_url")
            if self._clock() > found.expires_at:
                raise RefusedError("expired_url")
            if found.uses >= RESPONSE_URL_USES:
                raise RefusedError("used_url")
            found.uses += 1
            return found
