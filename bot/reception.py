"""What comes in from Slack: let in or turned away, counted, and told in the log, one line each.

The line says what was asked, where, by whom, what came of it and how long it took; never what anybody wrote. A listener
that failed is logged with the reference that the person reads. It answers nobody itself.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse
from slack_bolt.listener.listener_completion_handler import CustomListenerCompletionHandler
from slack_bolt.listener.listener_start_handler import CustomListenerStartHandler

_ACKED_WITH_CONTENT = frozenset({"view_submission", "block_suggestion"})
_SINCE, _LEFT, _TOLD = "tidings_since", "tidings_left", "tidings_told"

logger = logging.getLogger(__name__)

Body = dict[str, Any]


class Reception:
    """The one door that every delivery comes through, whatever carried it. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._is_closed = False
        self._inside = 0
        self.busy = 0
        self.last_at: datetime | None = None
        self.seconds = 0.0
        self._outcomes: Counter[tuple[str, str]] = Counter()

    @property
    def outcomes(self) -> dict[tuple[str, str], int]:
        """How many deliveries of each kind came to each outcome."""
        with self._changed:
            return dict(self._outcomes)

    def attend(self, app: App) -> None:
        """Stand at an app's door. To be called before its listeners are registered."""
        app.use(self._let_in)
        runner = app.listener_runner
        runner.listener_start_handler = CustomListenerStartHandler(app.logger, self._started)
        runner.listener_completion_handler = CustomListenerCompletionHandler(app.logger, self._ended)

    @contextmanager
    def delivery(self) -> Iterator[None]:
        """Mark one delivery as under way until its ack is sent."""
        with self._changed:
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def close(self, seconds: float) -> None:
        """Let nothing more in, and wait at most `seconds` until all that is inside is acked.

        What is turned away is not acked: Slack tells it to the next bot, or to the person.
        """
        with self._changed:
            self._is_closed = True
            self._changed.wait_for(lambda: self._inside == 0, seconds)

    def tell(self, body: Body, context: BoltContext, outcome: str, words: str, error: Exception | None = None) -> None:
        """Log what came of a delivery: an outcome to count it by, and words for it. A bug comes with its traceback."""
        context[_TOLD] = True
        seconds = time.monotonic() - context.get(_SINCE, time.monotonic())
        kind, what = describe(body)
        with self._changed:
            self._outcomes[kind, outcome] += 1
            self.seconds += seconds
        channel, person = place_of(body)
        level = logging.ERROR if error else logging.WARNING if outcome == "failed" else logging.INFO
        logger.log(level, "%s in %s by %s: %s in %d ms", what, channel, person, words, seconds * 1000, exc_info=error)

    def _let_in(self, ack: Ack, body: Body, context: BoltContext, next_: Callable[[], None]) -> BoltResponse | None:
        """Ack before a listener thread is even asked for: busy threads delay an answer, never the ack.

        Modals and menus are acked with content, which only their listeners know.
        """
        if self._is_closed:
            return BoltResponse(status=503)
        context[_SINCE] = time.monotonic()
        self.last_at = self._clock()
        if body.get("type") not in _ACKED_WITH_CONTENT:
            ack()
        next_()
        return None

    def _started(self) -> None:
        with self._changed:
            self.busy += 1

    def _ended(self, body: Body, context: BoltContext) -> None:
        with self._changed:
            self.busy -= 1
        if why := context.get(_LEFT):
            self.tell(body, context, "left", f"left unanswered, {why},")
        elif _TOLD not in context:
            self.tell(body, context, "answered", "answered")


def leave(context: BoltContext, why: str) -> None:
    """Note that nobody is to be answered, and in a few words why."""
    context[_LEFT] = why


def describe(body: Body) -> tuple[str, str]:
    """Give the kind of a delivery, to count it by, and what it is in the log, without anyone's words."""
    event = body.get("event") or {}
    if body.get("command"):
        return "command", str(body["command"])
    if event:
        kind = (
            "message"
            if event.get("type") == "message"
            else "mention"
            if event.get("type") == "app_mention"
            else "event"
        )
        return kind, str(event.get("type"))
    if body.get("actions"):
        return "action", str(body["actions"][0].get("action_id"))
    callback = (body.get("view") or {}).get("callback_id") or body.get("callback_id")
    kind = str(body.get("type") or "something")
    return kind, f"{kind} {callback}" if callback else kind


def place_of(body: Body) -> tuple[str, str]:
    """Give Slack's ids of the channel (or `-`) and the person, which each kind of payload has in a place of its own."""
    event = body.get("event") or {}
    channel = body.get("channel_id") or event.get("channel") or (body.get("channel") or {}).get("id")
    person = body.get("user_id") or event.get("user") or (body.get("user") or {}).get("id")
    return str(channel or "-"), str(person or "-")
