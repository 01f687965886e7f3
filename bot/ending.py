"""When and why a run ends, and how long what is under way may take to finish then."""

from __future__ import annotations

import logging
import math
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import FrameType

import click
from slack_bolt import App

from store.errors import TidingsError

FINISH_SECONDS = 10.0
"""How long what is under way may take to finish when the bot is stopped."""
ACK_SECONDS = 3.0
"""How long of that is kept for acks: after it Slack waits for none (docs: Handling user interaction)."""
LOOK_SECONDS = 1.0
"""How often the main thread, which alone handles signals, looks up from its wait for one."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)

logger = logging.getLogger(__name__)


class Ending:
    """When the run is to end, and why: a signal, or a failure that nothing can be done about.

    A queue of this kind alone may be put into by a signal handler, which interrupts the very thread that waits: an
    event was seen to lock the process up for good (Python: "queue", SimpleQueue is reentrant).
    """

    def __init__(self, finish_seconds: float = FINISH_SECONDS) -> None:
        self.failure: TidingsError | None = None
        self._finish_seconds = finish_seconds
        self._reasons: SimpleQueue[TidingsError | None] = SimpleQueue()
        self._until = 0.0

    def give_up(self, error: TidingsError) -> None:
        """End the run with a failure; the first reason is what counts."""
        self._reasons.put(error)

    def stop(self) -> None:
        """End the run."""
        self._reasons.put(None)

    def wait(self) -> None:
        """Return when the run is to end; from then on time runs out for what is under way.

        It looks up now and then: a signal that comes just before the wait begins does not interrupt it, and Python
        would run the handler only after the next.
        """
        reasons: list[TidingsError | None] = []
        while not reasons:
            with suppress(Empty):
                reasons.append(self._reasons.get(timeout=LOOK_SECONDS))
        self.failure = reasons[0]
        self._until = time.monotonic() + self._finish_seconds

    def left(self) -> float:
        """Give the seconds that are left to finish in."""
        return max(0.0, self._until - time.monotonic())

    def hurry(self, close: Callable[[float], object], most: float = math.inf) -> None:
        """Close something in the seconds that are left, of which it gets no more than `most`."""
        close(min(most, self.left()))


def stop_on_signals(ending: Ending) -> None:
    """End the run at a first SIGINT or SIGTERM; a second one ends the process as it always does."""

    def _stop(_number: int, _frame: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        ending.stop()

    for number in _SIGNALS:
        signal.signal(number, _stop)


def finish_listeners(app: App, seconds: float) -> None:
    """Let the listeners in flight finish, but not for longer than some seconds."""
    executor = app.listener_runner.listener_executor
    waiting = threading.Thread(target=executor.shutdown, daemon=True)
    waiting.start()
    waiting.join(seconds)
    if waiting.is_alive():
        logger.warning("Some answers were not finished in time")


def are_listeners_left() -> bool:
    """Tell whether a listener, a delivery or a poll is still under way."""
    names = ("listener", "posting", "polling")
    return any(thread.name.startswith(names) and thread.is_alive() for thread in threading.enumerate())


def exit_without_them(failure: TidingsError | None) -> None:
    """End the process: the interpreter would wait for listeners, however long their calls take."""
    if failure:
        click.echo(f"Error: {failure}", err=True)
    logging.shutdown()
    os._exit(1 if failure else 0)
