"""Slack's rate limits, kept when switched on: so many calls a minute of each method, one post a second a channel.

Slack documents what it grants at least, and tolerates bursts beyond without promise; here the promise is all there is
(docs.slack.dev/apis/web-api/rate-limits). They are kept by real time, as the seconds of `Retry-After` are.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute of one method, by the tier that Slack gives it."""

POSTS_A_MINUTE = 300
"""chat.postMessage in a whole workspace: "several hundred messages per minute"."""


@dataclass(slots=True)
class _Bucket:
    left: float
    seen_at: float


class Rates:
    """How often each thing was called lately. Does nothing until `is_on` is set."""

    def __init__(self, is_on: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self.is_on = is_on
        self._now = now
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def wait(self, method: str, tier: int | None, channel: str) -> int:
        """Give how many seconds a call comes too early, 0 where it is in time. Only a call in time is counted."""
        if not self.is_on:
            return 0
        limits: dict[tuple[str, ...], tuple[float, float]] = {}
        if tier is not None:
            limits[method,] = (TIERS[tier], TIERS[tier] / 60)
        elif method == "chat.postMessage":
            limits = {(method, channel): (1, 1), (method,): (POSTS_A_MINUTE, POSTS_A_MINUTE / 60)}
        with self._lock:
            waits = [self._missing(key, most, refill) for key, (most, refill) in limits.items()]
            if not any(waits):
                for key in limits:
                    self._buckets[key].left -= 1
        return max(waits, default=0)

    def _missing(self, key: tuple[str, ...], most: float, refill: float) -> int:
        """Refill a bucket, and give the seconds until it holds one more call."""
        now = self._now()
        bucket = self._buckets.setdefault(key, _Bucket(most, now))
        bucket.left = min(most, bucket.left + (now - bucket.seen_at) * refill)
        bucket.seen_at = now
        return 0 if bucket.left >= 1 else max(1, math.ceil((1 - bucket.left) / refill))
