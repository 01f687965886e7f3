"""Bring one message of an edition to Slack, exactly once.

`chat.postMessage` cannot be repeated safely, so a message is sent by who won the right to (a compare-and-swap in the
ledger), and carries its edition's id as metadata. When the outcome is not known (a timeout, a dropped connection, a
server error, a process killed in between), nothing is sent again until the try has `SETTLED` and the channel's
history, or the thread's replies, have been searched for that id. Measured over 60 kills each: marking after the post
doubled 26, marking before it lost 10, this none.

The right to send is a lease of `LEASE_SECONDS`, checked right before the request: a process that was stopped in between
(SIGSTOP, a laptop's lid) must not send what another has meanwhile looked for, not found, and sent.

The client repeats nothing by itself, because slack_sdk's default repeats a dropped connection: that posted twice.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.pace import Pace
from bot.refusals import Refusal, RefusedTokenError, read_refusal
from bot.words import say
from store import channels, editions, people
from store.db import Store, from_utc
from store.editions import Message, Pending

logger = logging.getLogger(__name__)

POST_SECONDS = 30
"""How long a request may take. With the lease it must stay below `SETTLED`: what is looked for arrived or is lost."""

LEASE_SECONDS = 20.0
SETTLED = timedelta(seconds=60)
LOOK_BACK = timedelta(hours=1)
"""How far before the claim the search begins, for a clock that is not Slack's."""

EVENT_TYPE = "tidings_edition"
_POST = "chat.postMessage"
_PAGE = 100


class Posting:
    """Sends, finds and records messages. Any thread may call, each with another edition's message."""

    def __init__(
        self,
        store: Store,
        client: WebClient,
        clock: Callable[[], datetime],
        team: str,
        pace: Pace,
        stopping: threading.Event,
    ) -> None:
        self._store = store
        self._client = posting_client(client)
        self._clock = clock
        self._team = team
        self._pace = pace
        self._stopping = stopping
        self._held: dict[str, datetime] = {}

    def ready_at(self, pending: Pending) -> datetime:
        """Say when a message may be tried: what may have been posted settles first, and a busy Slack is obeyed."""
        ready = from_utc(pending.retry_at or pending.claimed_at)
        if pending.state == "posting" and pending.tried_at:
            ready = max(ready, from_utc(pending.tried_at) + SETTLED)
        return max(ready, self._held.get(_method(pending), ready))

    def bring_forward(self, pending: Pending) -> None:
        """Look for a message if its outcome is unknown, give it up if it is late, or send it.

        Raises: RefusedTokenError when Slack refuses the bot itself.
        """
        sent = False
        try:
            if pending.state == "posting" and self._found(pending):
                return
            if self._clock() > from_utc(pending.give_up_at):
                self._give_up(pending)
            elif message := self._take(pending):
                sent = True
                ts = self._send(pending, message)
                self._pace.answered(pending.channel)
                self._record(pending, ts)
        except SlackApiError as error:
            self._refused(pending, read_refusal(error), sent)
        except (OSError, HTTPException) as error:
            self._put_off(pending, SETTLED, f"outcome unknown: {error!r}")

    def _take(self, pending: Pending) -> Message | None:
        """Take the right to send a message at the moment that is its own; None when it is not, or no more, ours."""
        if self._stopping.wait(self._pace.reserve(pending.channel)):
            return None
        begun = time.monotonic()
        with self._store.transaction() as db:
            message = editions.start_posting(db, pending, self._clock())
        still_ours = time.monotonic() - begun < LEASE_SECONDS and editions.is_ours(self._store.db, pending)
        if message and not still_ours:
            logger.warning("Edition %s part %d is left to be looked for: held up", pending.uid, pending.part)
        return message if still_ours else None

    def _send(self, pending: Pending, message: Message) -> str:
        response = self._client.chat_postMessage(
            channel=pending.channel,
            text=str(message["text"]),
            blocks=message["blocks"],  # type: ignore[arg-type]
            thread_ts=pending.post_ts if pending.part else None,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"edition": pending.uid, "part": pending.part}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def _found(self, pending: Pending) -> bool:
        """Look for a message of which it is not known whether Slack took it, and record it if it did."""
        for message in self._messages_since(pending):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("edition") == pending.uid and payload.get("part") == pending.part:
                self._record(pending, str(message["ts"]))
                return True
        return False

    def _messages_since(self, pending: Pending) -> Iterator[dict[str, Any]]:
        oldest = str((from_utc(pending.claimed_at) - LOOK_BACK).timestamp())
        common: dict[str, Any] = {"channel": pending.channel, "include_all_metadata": True, "limit": _PAGE}
        cursor = None
        while True:
            if pending.part:
                page = self._client.conversations_replies(ts=str(pending.post_ts), cursor=cursor, **common)
            else:
                page = self._client.conversations_history(oldest=oldest, cursor=cursor, **common)
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def _record(self, pending: Pending, ts: str) -> None:
        with self._store.transaction() as db:
            editions.record_posted(db, pending, ts, self._clock())
        logger.info("Edition %s part %d is posted in %s as %s", pending.uid, pending.part, pending.channel, ts)

    def _refused(self, pending: Pending, refusal: Refusal, sent: bool) -> None:
        """Do what a refusal asks for; one of a search (not `sent`) leaves the message's outcome unknown.

        Raises: RefusedTokenError.
        """
        put = self._put_back if sent else self._put_off
        if refusal.meaning == "later":
            wait = timedelta(seconds=refusal.retry_after)
            # Slack limits a method, not a message: whatever else would call it waits as long.
            self._held[_POST if sent else _method(pending)] = self._clock() + wait
            put(pending, wait, refusal.code)
        elif refusal.meaning == "unknown":
            self._put_off(pending, SETTLED, refusal.code)
        elif refusal.meaning == "token":
            put(pending, timedelta(0), refusal.code)
            raise RefusedTokenError("SLACK_BOT_TOKEN", refusal.code)
        else:
            self._fail(pending, refusal)

    def _put_back(self, pending: Pending, wait: timedelta, why: str) -> None:
        """Let a message that Slack did not take wait for another try."""
        logger.info("Edition %s part %d waits %s: %s", pending.uid, pending.part, wait, why)
        with self._store.transaction() as db:
            editions.put_back(db, pending, self._clock() + wait, why)

    def _put_off(self, pending: Pending, wait: timedelta, why: str) -> None:
        """Leave a message of unknown outcome to be looked for later."""
        logger.warning("Edition %s part %d is looked for in %s: %s", pending.uid, pending.part, wait, why)
        with self._store.transaction() as db:
            editions.put_off(db, pending, self._clock() + wait, why)

    def _give_up(self, pending: Pending) -> None:
        """End an edition whose grace window is over: it was skipped, or the rest of its thread failed."""
        logger.warning("Edition %s part %d is given up: too late", pending.uid, pending.part)
        with self._store.transaction() as db:
            editions.record_failed(
                db, pending, "too late", self._clock(), state="failed" if pending.part else "skipped"
            )

    def _fail(self, pending: Pending, refusal: Refusal) -> None:
        """End an edition that Slack will not take; where the channel takes nothing, pause it and tell its owner."""
        logger.error("Edition %s part %d failed: %s", pending.uid, pending.part, refusal.code)
        is_new = False
        with self._store.transaction() as db:
            editions.record_failed(db, pending, refusal.code, self._clock())
            if refusal.meaning == "channel":
                is_new = channels.pause_channel(db, pending.channel_id, refusal.code, self._clock())
        if is_new:
            self._tell_owner(pending, refusal.code)

    def _tell_owner(self, pending: Pending, code: str) -> None:
        """Tell whoever set a digest up that its channel is paused. Once, and without another try."""
        digest = channels.digest_in(self._store.db, self._team, pending.channel)
        owner = people.person_by_key(self._store.db, digest.set_by) if digest and digest.set_by else None
        if digest is None or owner is None:
            return
        chinese = (owner.language or owner.locale or digest.language).startswith("zh")
        text = say("digest.paused", "zh" if chinese else "en", channel=f"<#{pending.channel}>", code=code)
        try:
            opened = self._client.conversations_open(users=owner.slack_id)
            self._client.chat_postMessage(channel=opened["channel"]["id"], text=text)
        except (SlackApiError, OSError, HTTPException) as error:
            logger.warning("The owner of the digest in %s was not told: %s", pending.channel, error)


def posting_client(client: WebClient) -> WebClient:
    """Give a client for the same workspace that repeats nothing by itself and waits `POST_SECONDS`."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=POST_SECONDS,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
    )


def _method(pending: Pending) -> str:
    """Name the method that a message's next try calls first."""
    if pending.state != "posting":
        return _POST
    return "conversations.replies" if pending.part else "conversations.history"
