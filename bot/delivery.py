"""Claim what is due, and have what is claimed posted by a few threads at once, in due order.

Which message comes next is asked of the ledger each time, so that a restart, a second process and a claim made just now
are all alike. How one message is posted exactly once is `posting`'s matter, how fast `pace`'s.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime

from slack_sdk import WebClient

from bot.blocks.corrections import corrections_answer
from bot.blocks.roundups import messages_of
from bot.pace import Pace
from bot.posting import POST_SECONDS, SETTLED, Posting
from bot.refusals import RefusedTokenError
from store import channels, editions
from store.correcting import Correction, claim_corrections
from store.db import Store
from store.digest import claim, claim_manual
from store.due import find_due
from store.editions import Message
from store.lookup import newest_id
from store.model import Digest, Edition, Language

logger = logging.getLogger(__name__)

POSTERS = 6
"""Threads that post. At 300 messages a minute they keep up with a Slack that takes a second for each; one that waits
for an answer that never comes holds up none of the others."""

BREATH_SECONDS = 0.05
"""How long it rests at most after composing an edition, as long as that took: whoever asks something then is answered
in between, and it is still twice as fast as messages may go out."""

LOOK_SECONDS = 1.0
"""How often it looks for what was claimed meanwhile while every message under way is slow."""


class Delivery:
    """Claims what is due and posts what is claimed, for one workspace. Any thread may call."""

    def __init__(
        self, store: Store, client: WebClient, clock: Callable[[], datetime], team: str, pace: Pace | None = None
    ) -> None:
        self.team = team
        self._store = store
        self._clock = clock
        self._pace = pace or Pace()
        self._stopping = threading.Event()
        self._posting = Posting(store, client, clock, team, self._pace, self._stopping)
        self._quiet: dict[int, tuple[object, ...]] = {}
        self._one_at_a_time = threading.Lock()
        self._pool = ThreadPoolExecutor(POSTERS, "posting")  # the same threads for good: each has its own connection

    def run_due(self, now: datetime, on_claimed: Callable[[], None] = lambda: None) -> int:
        """Claim every edition that is due at `now`, and record the missed ones. Gives how many were claimed.

        `on_claimed` is called after each, so that the first is posted while the last is still composed.
        """
        claimed = 0
        for digest in channels.active_digests(self._store.db, self.team):
            for due in find_due(digest, now):
                known = editions.has_edition(self._store.db, digest.channel_id, digest.product, due.period)
                if known or self._stopping.is_set() or self._is_quiet(digest):
                    continue
                begun = time.monotonic()
                edition = claim(self._store, digest, due, now, render)
                self._stopping.wait(min(time.monotonic() - begun, BREATH_SECONDS))
                said = "claimed" if edition else "not now"
                logger.info("The %s of %s in %s: %s", digest.product, due.period, digest.channel, said)
                if edition:
                    claimed += 1
                    on_claimed()
                elif digest.product == "alert":
                    self._quiet[digest.id] = self._ground(digest)
        if corrected := claim_corrections(self._store, self.team, now, render_corrections):
            logger.info("Corrections to %d editions are to be told", corrected)
            on_claimed()
        return claimed

    def _is_quiet(self, digest: Digest) -> bool:
        """Tell whether an alert had nothing to tell when it was last composed, and nothing came in since."""
        return digest.id in self._quiet and self._quiet[digest.id] == self._ground(digest)

    def _ground(self, digest: Digest) -> tuple[object, ...]:
        return (digest.last_at, digest.favour, newest_id(self._store.db))

    def post_now(self, *, channel: str, person: str, language: Language, zone: str) -> Edition | None:
        """Claim an edition for a channel right now, or None when there is nothing new. `deliver_unfinished` posts it.

        Raises: EditionUnderWayError while another edition of the channel is not posted yet.
        """
        return claim_manual(
            self._store,
            team=self.team,
            channel=channel,
            person=person,
            now=self._clock(),
            render=render,
            language=language,
            zone=zone,
        )

    def deliver_unfinished(self) -> datetime | None:
        """Post what can be posted. Gives when the next try may be made, or None when all is done.

        Raises: RefusedTokenError when Slack refuses the bot itself, so that nothing can be posted any more.
        """
        with self._one_at_a_time:
            return self._deliver()

    def stop(self, seconds: float = POST_SECONDS) -> None:
        """Post no further message. Returns when those under way have their outcome, or after some seconds.

        One that is left then has an unknown outcome: the next start looks for it.
        """
        self._stopping.set()
        if self._one_at_a_time.acquire(timeout=seconds):
            self._one_at_a_time.release()
        self._pool.shutdown(wait=False)

    def _deliver(self) -> datetime | None:
        """Hand messages to the posters in due order until none is ready, one of each edition at a time."""
        under_way: dict[Future[None], int] = {}
        troubled: set[int] = set()
        refused: RefusedTokenError | None = None
        while True:
            is_over = refused is not None or self._stopping.is_set()
            pending = [] if is_over else editions.unfinished(self._store.db, self.team)
            pending = [each for each in pending if each.edition_id not in {*under_way.values(), *troubled}]
            ready = [each for each in pending if self._posting.ready_at(each) <= self._clock()]
            free = [each for each in ready if not self._pace.free_in(each.channel)]
            for each in free[: POSTERS - len(under_way)]:
                under_way[self._pool.submit(self._posting.bring_forward, each)] = each.edition_id
            if not under_way and not ready:
                break
            # A channel that had its post a moment ago takes its thread a second later.
            pause = min((self._pace.free_in(each.channel) for each in ready if each not in free), default=LOOK_SECONDS)
            if not under_way:
                self._stopping.wait(pause)
            for done in wait(under_way, pause, FIRST_COMPLETED).done:
                refused = self._outcome(done, under_way.pop(done), troubled) or refused
        if refused:
            raise refused
        nexts = [self._posting.ready_at(each) for each in pending] + [self._clock() + SETTLED] * bool(troubled)
        return min(nexts, default=None)

    def _outcome(self, done: Future[None], edition_id: int, troubled: set[int]) -> RefusedTokenError | None:
        """See what came of a try. A bug in one edition is logged and holds up none of the others."""
        error = done.exception()
        if isinstance(error, RefusedTokenError):
            return error
        if error:
            logger.error("Delivering edition %d failed; it is tried again", edition_id, exc_info=error)
            troubled.add(edition_id)
        return None


def render_corrections(corrections: Sequence[Correction], language: Language) -> Message:
    """Write what an edition's thread is told as the message that the ledger freezes."""
    answer = corrections_answer(corrections, language)
    return {"text": answer.text, "blocks": answer.blocks}


def render(edition: Edition) -> list[Message]:
    """Write an edition as the messages that the ledger freezes."""
    return [{"text": answer.text, "blocks": answer.blocks} for answer in messages_of(edition)]
