"""Tag past stories again in the background after a name has changed, and tell whoever changed it when it is done.

A change and a start only set a flag: one thread of our own does the work, so that no listener waits for it. It looks
by itself now and then, for what the command line left unfinished. What it does in the store is `store.tagging`. After
an upgrade it also reads past stories again by the new rules (`store.rereading`), slowly: nobody waits for that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.asking import language_for
from bot.blocks.names import told_answer
from bot.refusals import read_refusal
from store import retags
from store.db import Store
from store.names import Names
from store.people import person
from store.rereading import behind, reread_batch
from store.retags import Retag
from store.tagging import tag_batch

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 60
REREAD_SECONDS = 3
"""Between two batches of stories that are read again: 100,000 take two hours, and a twentieth of a core (measured)."""


class Retagging:
    """The worker that keeps past stories up to the names. `team` is the workspace whose people it tells."""

    def __init__(self, store: Store, names: Names, client: WebClient, clock: Callable[[], datetime], team: str) -> None:
        self._store, self._names, self._client, self._clock, self._team = store, names, client, clock, team
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._work, name="retagging", daemon=True)

    def start(self) -> None:
        """Start with what an earlier run left unfinished."""
        self._worker.start()
        self.wake()

    def stop(self, seconds: float) -> None:
        """Stop after the batch under way; what is left goes on at the next start."""
        self._stopping.set()
        self._awake.set()
        self._worker.join(seconds)

    def wake(self) -> None:
        """Have the worker look now. Returns at once."""
        self._awake.set()

    def _work(self) -> None:
        is_behind = False
        while not self._stopping.is_set():
            self._awake.wait(REREAD_SECONDS if is_behind else SWEEP_SECONDS)
            self._awake.clear()
            try:
                self._tag()
                self._tell()
                is_behind = self._reread(was_behind=is_behind)
            except Exception:  # the next sweep tries again; a dead thread would leave past stories as they were
                logger.exception("Tagging past stories failed; it goes on in %d s", SWEEP_SECONDS)

    def _tag(self) -> None:
        while not self._stopping.is_set() and (done := tag_batch(self._store, self._names, self._clock())):
            if done.is_over:
                logger.info("Looked at %d past stories for %s: %d tagged, %d untagged",
                            done.looked, done.slug, done.tagged, done.untagged)  # fmt: skip

    def _reread(self, *, was_behind: bool) -> bool:
        """Read a few past stories again by the rules of this version; tell whether any were left."""
        is_behind = not self._stopping.is_set() and reread_batch(self._store, self._names) > 0
        if is_behind and not was_behind:
            logger.info("Reading %d past stories again, by the rules of this version", behind(self._store).left)
        elif was_behind and not is_behind and not self._stopping.is_set():
            logger.info("All past stories are read by the rules of this version")
        return is_behind

    def _tell(self) -> None:
        for done in retags.untold(self._store.db, self._team):
            if self._stopping.is_set() or not self._told(done):
                return
            with self._store.transaction() as db:
                retags.mark_told(db, done.id, self._clock())

    def _told(self, done: Retag) -> bool:
        """Write to whoever asked; tell whether there is nothing left to try."""
        asked_by = done.asked_by or ""
        language = language_for(person(self._store.db, self._team, asked_by), "")
        answer = told_answer(done, self._names.entity(done.slug), language)
        try:
            self._client.chat_postMessage(channel=asked_by, text=answer.text, blocks=answer.blocks)
        except SlackApiError as error:
            refusal = read_refusal(error)
            logger.warning("%s could not be told that past stories are tagged: %s", asked_by, refusal.code)
            return refusal.meaning not in ("later", "token")
        return True
