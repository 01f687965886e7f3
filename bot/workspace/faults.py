"""Bad days on demand: the next calls of a Web API method fail in a chosen way."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Literal

When = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failing call. `drop` cuts the connection without an answer, before or after the call had its effect."""

    status: int | None = None
    retry_after: int | None = None
    error: str | None = None
    drop: When | None = None


class Faults:
    """The faults that wait for their calls. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Fault]] = {}

    def rate_limit(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next calls with 429 and `Retry-After` in seconds, without effect."""
        self._add(method, Fault(status=429, retry_after=retry_after, error="ratelimited"), times)

    def fail(self, method: str, *, status: int = 500, times: int = 1) -> None:
        """Answer the next calls with a server error, without effect."""
        self._add(method, Fault(status=status), times)

    def refuse(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer the next calls with `{"ok": false, "error": …}`, without effect."""
        self._add(method, Fault(status=200, error=error), times)

    def drop(self, method: str, *, when: When, times: int = 1) -> None:
        """Cut the connection of the next calls, before or after their effect."""
        self._add(method, Fault(drop=when), times)

    def take(self, method: str) -> Fault | None:
        """Give the fault that this call of a method is to suffer, if any, and use it up."""
        with self._lock:
            waiting = self._waiting.get(method)
            return waiting.popleft() if waiting else None

    def _add(self, method: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting.setdefault(method, deque()).extend([fault] * times)
