"""How fast messages may go out: so many a minute in the workspace, one a second in a channel. By real time.

The workspace's limit is a bucket that holds a tenth of a minute's messages and refills evenly. It is kept that small on
purpose: Slack's own allowance for a burst stays for those who ask something while hundreds of digests go out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

POSTS_A_MINUTE = 300
"""What "several hundred messages per minute" is taken for, of a whole workspace (docs: Rate limits, posting)."""

A_CHANNEL_SECONDS = 1.0
"""Slack takes about one message a second for each channel (docs: Rate limits, posting)."""

BURST_SECONDS = 6.0
"""How much of a minute's messages may go out at once."""


class Pace:
    """Gives each message its moment. Safe to use from any thread.

    A virtual schedule (GCRA, the leaky bucket as a meter; ITU-T I.371): `_ideal` is when the bucket would be full
    again, and a message may come up to `BURST_SECONDS` before that.
    """

    def __init__(self, a_minute: int = POSTS_A_MINUTE, now: Callable[[], float] = time.monotonic) -> None:
        self._interval = 60 / a_minute
        self._now = now
        self._lock = threading.Lock()
        self._ideal = 0.0
        self._free_at: dict[str, float] = {}

    def free_in(self, channel: str) -> float:
        """Give the seconds until a channel can take another message, 0 for now."""
        with self._lock:
            return max(0.0, self._free_at.get(channel, 0.0) - self._now())

    def reserve(self, channel: str) -> float:
        """Take the next moment for a message to a channel, and give the seconds until then."""
        with self._lock:
            now = self._now()
            at = max(now, self._ideal - BURST_SECONDS, self._free_at.get(channel, 0.0))
            self._ideal = max(self._ideal, at) + self._interval
            self._free_at[channel] = at + A_CHANNEL_SECONDS
            return at - now

    def answered(self, channel: str) -> None:
        """Count a channel's second from Slack's answer on: when exactly the message arrived is not known."""
        with self._lock:
            self._free_at[channel] = self._now() + A_CHANNEL_SECONDS
