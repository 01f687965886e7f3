"""Wake the delivery when something may be due. It decides nothing: settings, the clock and the ledger do.

APScheduler rings at each digest's hour in its zone, and every `SWEEP_SECONDS` besides, for whatever was missed or is
unfinished; start-up and a reconnection ring too. A ring only sets a flag: threads of our own do the work, one that
claims and one that posts, so that neither the scheduler nor a listener ever waits for Slack, the first edition is
posted while the last is still composed, and rings that come meanwhile are one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.delivery import Delivery
from bot.posting import POST_SECONDS
from store import channels
from store.db import Store
from store.errors import TidingsError
from store.model import Digest

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 30
"""How often it looks without being told to; at most this long after a try of unknown outcome has settled."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Schedule:
    """The alarm clock of one workspace's digests. `on_failure` is told the error that ended all posting."""

    def __init__(
        self,
        store: Store,
        delivery: Delivery,
        clock: Callable[[], datetime],
        on_failure: Callable[[TidingsError], None] = lambda error: None,
    ) -> None:
        self._store = store
        self._delivery = delivery
        self._clock = clock
        self._on_failure = on_failure
        self._claiming = _Worker("claiming", self._claim, self._fail)
        self._posting = _Worker("delivery", self._post, self._fail)
        # A late wake-up must still come, once: by default one that is a second late is dropped (measured).
        self._alarms = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
            timezone=ZoneInfo("UTC"),
        )

    def start(self) -> None:
        """Start ringing, and catch up with what was missed while nothing ran."""
        self._alarms.add_job(self.wake, "interval", seconds=SWEEP_SECONDS, id="sweep")
        self.refresh()
        self._alarms.start()
        self._claiming.start()
        self._posting.start()
        self.wake()

    def stop(self, seconds: float = POST_SECONDS) -> None:
        """Stop ringing. Returns when the message under way has its outcome, or after some seconds."""
        until = time.monotonic() + seconds
        self._alarms.shutdown(wait=False)
        workers = (self._claiming, self._posting)
        for worker in workers:
            worker.stop()
        self._delivery.stop(seconds)
        for worker in workers:
            worker.join(max(0.0, until - time.monotonic()))

    @property
    def is_alive(self) -> bool:
        """Whether it still rings, and somebody answers the bell."""
        return bool(self._alarms.running) and self._claiming.is_alive and self._posting.is_alive

    def wake(self) -> None:
        """Have it looked now for what is due and what is unfinished. Returns at once."""
        self._claiming.ring()
        self._posting.ring()

    def refresh(self) -> None:
        """Bring the alarms up to date with the digests that are set up."""
        digests = {f"digest-{digest.id}": digest for digest in self._digests() if digest.product != "alert"}
        for job in self._alarms.get_jobs():
            if job.id.startswith("digest-") and job.id not in digests:
                job.remove()
        for name, digest in digests.items():
            self._alarms.add_job(self.wake, _trigger(digest), id=name, replace_existing=True)

    def _digests(self) -> list[Digest]:
        return channels.active_digests(self._store.db, self._delivery.team)

    def _fail(self, error: TidingsError) -> None:
        self._on_failure(error)

    def _claim(self) -> None:
        self._delivery.run_due(self._clock(), on_claimed=self._posting.ring)

    def _post(self) -> float | None:
        """Post what can be. Gives the seconds until the next try, or None when nothing waits."""
        next_at = self._delivery.deliver_unfinished()
        return max(0.0, (next_at - self._clock()).total_seconds()) if next_at else None


class _Worker:
    """A thread that does one job whenever it is rung for, or when the job itself said: so many seconds from now."""

    def __init__(self, name: str, job: Callable[[], float | None], on_failure: Callable[[TidingsError], None]) -> None:
        self._job = job
        self._on_failure = on_failure
        self._rung = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self.start, self.join = self._thread.start, self._thread.join

    @property
    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def ring(self) -> None:
        """Let the job be done as soon as may be."""
        self._rung.set()

    def stop(self) -> None:
        """Let the thread end after the job in hand."""
        self._stopping.set()
        self._rung.set()

    def _work(self) -> None:
        wait: float | None = None
        while True:
            self._rung.wait(wait)
            self._rung.clear()
            if self._stopping.is_set():
                return
            try:
                wait = self._job()
            except TidingsError as error:
                self._on_failure(error)
                return
            except Exception:  # the next sweep tries again; a dead thread would end every digest in silence
                logger.exception("Delivering failed; the next sweep tries again")
                wait = None


def _trigger(digest: Digest) -> CronTrigger:
    hour, minute = digest.at.split(":")
    days = ",".join(_WEEKDAYS[int(day) - 1] for day in digest.weekdays)
    return CronTrigger(day_of_week=days, hour=int(hour), minute=int(minute), timezone=ZoneInfo(digest.zone))
