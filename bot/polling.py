"""Read the sources that are due in the background, and tell people once when one has given out.

APScheduler rings every minute, a change of the sources at once; a ring only sets a flag. One thread of our own then
reads what is due, a few sources at a time, until nothing is. What a person waits for (looking at an address, reading a
source now) has threads of its own, so that it never queues behind five hundred sources, nor holds a listener. When a
source is due is `store.rhythm`; what reading it does is `store.polling`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor as AlarmThreads
from apscheduler.schedulers.background import BackgroundScheduler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.asking import language_for, zone_for
from bot.blocks.sources import troubles_answer
from bot.refusals import read_refusal
from store import reading_rows
from store.db import Store
from store.fetch import Fetched
from store.intake import join_stories
from store.looking import Fetcher, Finding, look
from store.names import Names
from store.people import Person, editors, person_by_key
from store.polling import Polled, due, poll
from store.source_rows import Source

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 60
THREADS = 4
"""Sources read at once. They mostly wait for the network, and parsing holds one core however many there are."""

ASKED_THREADS = 2
STOP_SECONDS = 2.0
"""The longest that stopping waits for a reading. One that is cut off is begun anew; a post under way needs the time."""

BATCH = 40
"""Sources read between two looks at what else is due."""


class Polling:
    """The reader of one workspace's sources. `fetch` is how it reaches the network."""

    def __init__(
        self, store: Store, names: Names, client: WebClient, clock: Callable[[], datetime], team: str, fetch: Fetcher
    ) -> None:
        self._store, self._names, self._client, self._clock, self._team = store, names, client, clock, team
        self._fetch = fetch
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._work, name="polling", daemon=True)
        self._readers = ThreadPoolExecutor(THREADS, thread_name_prefix="polling")
        self._asked = ThreadPoolExecutor(ASKED_THREADS, thread_name_prefix="polling-asked")
        self._alarms = BackgroundScheduler(
            executors={"default": AlarmThreads(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
            timezone=ZoneInfo("UTC"),
        )

    def start(self) -> None:
        """Start ringing, and read what came due while nothing ran."""
        self._alarms.add_job(self.wake, "interval", seconds=SWEEP_SECONDS, id="sweep")
        self._alarms.start()
        self._worker.start()
        self.wake()

    def stop(self, seconds: float) -> None:
        """Stop ringing and begin nothing new; wait a little for what is under way. The next run goes on."""
        until = time.monotonic() + min(seconds, STOP_SECONDS)
        self._stopping.set()
        if self._alarms.running:
            self._alarms.shutdown(wait=False)
        self._awake.set()
        for pool in (self._readers, self._asked):
            pool.shutdown(wait=False, cancel_futures=True)
        if self._worker.is_alive():
            self._worker.join(max(0.0, until - time.monotonic()))

    @property
    def is_alive(self) -> bool:
        """Whether it still rings, and somebody answers the bell."""
        return bool(self._alarms.running) and self._worker.is_alive()

    def wake(self) -> None:
        """Have the worker look now for what is due. Returns at once."""
        self._awake.set()

    def fetch(self, address: str) -> Fetched:
        """Read an address as it stands. Takes seconds. Raises: FetchError."""
        return self._fetch(address)

    def look(self, address: str, *, as_page: bool = False) -> Finding:
        """Find out what stands at an address, with `as_page` without its feed. Takes seconds. Raises: TidingsError."""
        return look(self._fetch, address, as_page=as_page)

    def read_now(self, source_id: int) -> Polled | None:
        """Read one source now, due or not; None where it is being read already. Takes seconds."""
        polled = poll(self._store, self._names, source_id, self._fetch, self._clock())
        self.wake()  # what came waits for its storylines, and there may be somebody to be told
        return polled

    def in_background(self, work: Callable[[], None]) -> None:
        """Do what a person waits for, off the thread that asks for it. `work` deals with its own errors."""
        if not self._stopping.is_set():
            self._asked.submit(work)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._awake.wait()
            self._awake.clear()
            try:
                self._read_due()
                self._tell()
            except Exception:  # the next ring tries again; a dead thread would end every source in silence
                if not self._stopping.is_set():
                    logger.exception("Reading sources failed; it goes on in %d s", SWEEP_SECONDS)

    def _read_due(self) -> None:
        """Read until nothing is due, then give what came in its storylines, all at once."""
        while not self._stopping.is_set() and (batch := due(self._store, self._clock(), BATCH)):
            if not any([*self._readers.map(self._read, batch)]):
                break  # as on a full disk, where all stays due: the next ring tries again
        if not self._stopping.is_set():
            join_stories(self._store, self._clock())

    def _read(self, source_id: int) -> bool:
        """Read a source; tell whether what came of it could be written down."""
        if self._stopping.is_set():
            return False
        try:
            polled = poll(self._store, self._names, source_id, self._fetch, self._clock())
        except Exception:  # noted with the source, which backs off; the others go on
            if not self._stopping.is_set():
                logger.exception("Reading source %d failed", source_id)
            return False
        _log(polled)
        return True

    def _tell(self) -> None:
        """Tell everybody whom a trouble concerns, each in one message of all that are new to them."""
        troubles = reading_rows.untold_troubles(self._store.db)
        concerned = {source.id: self._people(source) for source in troubles}
        for one in {person.id: person for people in concerned.values() for person in people}.values():
            new = [source for source in troubles if one in concerned[source.id] and not self._knows(one, source)]
            if self._stopping.is_set() or (new and not self._told(new, one)):
                return
        for source in troubles:
            if concerned[source.id]:
                self._mark(source, None)

    def _people(self, source: Source) -> list[Person]:
        """Give who is to be told of a source's trouble, each once: who added it, and the editors of one for all."""
        adder = person_by_key(self._store.db, source.added_by) if source.added_by else None
        overseers = editors(self._store.db, self._team) if source.audience == "workspace" else []
        found = [*([adder] if adder and adder.team == self._team else []), *overseers]
        return list({one.id: one for one in found}.values())

    def _knows(self, one: Person, source: Source) -> bool:
        return one.id in reading_rows.told_people(self._store.db, source.id, source.trouble_at or "")

    def _told(self, sources: Sequence[Source], one: Person) -> bool:
        """Write to one person; tell whether there is nothing left to try."""
        answer = troubles_answer(sources, language_for(one, sources[0].name), zone_for(one))
        try:
            self._client.chat_postMessage(
                channel=one.slack_id, text=answer.text, blocks=answer.blocks, unfurl_links=False, unfurl_media=False
            )
        except SlackApiError as error:
            refusal = read_refusal(error)
            logger.warning("%s could not be told of sources: %s", one.slack_id, refusal.code)
            if refusal.meaning in ("later", "unknown", "token"):
                return False
        except (SlackClientError, OSError) as error:
            logger.warning("%s could not be told of sources: %s", one.slack_id, error)
            return False
        for source in sources:
            self._mark(source, one.id)
        return True

    def _mark(self, source: Source, person_id: int | None) -> None:
        with self._store.transaction() as db:
            reading_rows.mark_told(db, source.id, source.trouble_at or "", person_id, self._clock())


def _log(polled: Polled | None) -> None:
    if polled is None:
        return
    if polled.error:
        logger.warning("Source %d was not read: %s", polled.source.id, polled.error)
    elif polled.brought.new or polled.brought.changed:
        logger.info(
            "Source %d was read: %d new stories, %d changed",
            polled.source.id,
            polled.brought.new,
            polled.brought.changed,
        )
