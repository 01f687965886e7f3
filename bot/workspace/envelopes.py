"""What the workspace tells the app: one envelope for each event, command and interaction, whatever carries it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.workspace.model import Json

Kind = Literal["slash_commands", "events_api", "interactive"]
RetryReason = Literal["http_timeout", "http_error", "connection_failed", "timeout"]


@dataclass(slots=True)
class Envelope:
    """One thing to tell the app. Times are seconds of `time.monotonic`; `attempts` counts the times it was sent."""

    kind: Kind
    payload: Json
    on_ack: Callable[[Json], None] = lambda _: None
    on_failure: Callable[[str], None] = lambda _: None
    sent_at: float | None = None
    acked_at: float | None = None
    attempts: int = 0

    @property
    def name(self) -> str:
        """What people call it: the command, the event, or the kind of interaction."""
        payload = self.payload
        return str(payload.get("command") or payload.get("event", payload).get("type", self.kind))


@dataclass(frozen=True, slots=True)
class Retry:
    """The how-manieth repetition of an event this is, and what went wrong with the attempt before."""

    number: int
    reason: RetryReason


class NotAckedError(Exception):
    """An attempt that the app did not ack: `shown` is what a person reads, `reason` what the next attempt says.

    `may_repeat` is false where the app asked not to be told again.
    """

    def __init__(self, shown: str, reason: RetryReason, *, may_repeat: bool = True) -> None:
        super().__init__(shown)
        self.shown = shown
        self.reason: RetryReason = reason
        self.may_repeat = may_repeat
