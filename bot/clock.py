"""The time that the bot goes by. The local workspace puts it forward, so that tomorrow's digest can be seen today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """Read the machine's clock."""
    return datetime.now(UTC)


class Clock:
    """The time (aware) of a source, plus what it was put forward. It never goes back: messages are in its order."""

    def __init__(self, source: Callable[[], datetime] = utc_now) -> None:
        self._source = source
        self._ahead = timedelta()
        self._listeners: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        """Give the time now."""
        return self._source() + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far it was put forward."""
        return self._ahead

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call a listener whenever the clock was put forward, on the thread of whoever did it."""
        self._listeners.append(listener)

    def put_forward(self, by: timedelta) -> None:
        """Put the clock forward.

        Raises: ValueError for a step back.
        """
        if by < timedelta():
            raise ValueError("time does not go back")
        self._ahead += by
        for listener in self._listeners:
            listener()
