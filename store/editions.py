"""Rows of the ledger: editions, their slots and their deliveries. What is written here decides what is posted.

An edition is unique by (channel, product, period). Its life: `claimed` with its messages frozen, `posted` once the
first message has its `ts`, `done` once the last one has; else `skipped` (never posted, because it was too late) or
`failed`. A failed edition with a `posted_at` reached the channel, but not all of its thread did.

A delivery is one message: `waiting`, `posting` from just before the request until its outcome is known, `posted`,
`failed`. `tries` is the token of the compare-and-swap: who raised it may send, nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store.db import as_utc
from store.model import Digest, Edition, Product, Slot
from store.window import Window

Message = dict[str, object]
"""A frozen message: `text`, and `blocks` where it has any."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The next message of an unfinished edition, without its words. `channel` is Slack's id, `post_ts` the post's."""

    id: int
    edition_id: int
    uid: str
    channel_id: int
    channel: str
    part: int
    state: str
    tries: int
    tried_at: str | None
    retry_at: str | None
    claimed_at: str
    give_up_at: str
    post_ts: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger, as `/digest status` shows it."""

    product: Product
    period: str
    due_at: str
    state: str
    why: str | None
    posted_at: str | None


def has_edition(db: Database, channel_id: int, product: Product, period: str) -> bool:
    """Tell whether the ledger holds an edition already, in whatever state."""
    return bool(
        db.execute(
            "SELECT 1 FROM editions WHERE channel_id = :channel AND product = :product AND period = :period",
            {"channel": channel_id, "product": product, "period": period},
        ).fetchone()
    )


def is_unposted(db: Database, channel_id: int) -> bool:
    """Tell whether an edition of a channel is claimed and not posted yet.

    A second one must wait for it: should the first fail, its stories would lie below the second's cut-off.
    """
    return bool(
        db.execute("SELECT 1 FROM editions WHERE channel_id = :id AND state = 'claimed'", {"id": channel_id}).fetchone()
    )


def add_edition(
    db: Database,
    edition: Edition,
    messages: Sequence[Message],
    window: Window,
    *,
    channel_id: int,
    claimed_at: datetime,
    give_up_at: datetime,
) -> None:
    """Claim an edition for a channel (row id): its row, slots and messages as posted. With no message it is done."""
    edition_id = db.execute(
        """
        INSERT INTO editions (uid, channel_id, product, period, due_at, give_up_at, language, since_at, until_at,
                              since_story, until_story, state, why, claimed_at, ended_at, choice)
        VALUES (:uid, :channel, :product, :period, :due_at, :give_up_at, :language, :since_at, :until_at,
                :since_story, :until_story, :state, :why, :claimed_at, :ended_at, :choice)
        """,
        {
            "uid": edition.uid,
            "channel": channel_id,
            "product": edition.product,
            "period": edition.period,
            "due_at": edition.due_at,
            "give_up_at": as_utc(give_up_at),
            "language": edition.language,
            "since_at": window.since_at,
            "until_at": window.until_at,
            "since_story": window.since_story,
            "until_story": window.until_story,
            "state": "claimed" if messages else "done",
            "why": None if messages else "nothing new",
            "claimed_at": as_utc(claimed_at),
            "ended_at": None if messages else as_utc(claimed_at),
            "choice": json.dumps([_choice(slot) for slot in edition.slots]),
        },
    ).lastrowid
    _add_slots(db, edition_id or 0, edition.slots)
    for part, message in enumerate(messages):
        db.execute(
            "INSERT INTO deliveries (edition_id, part, payload) VALUES (:edition, :part, :payload)",
            {"edition": edition_id, "part": part, "payload": json.dumps(message, ensure_ascii=False)},
        )


def _choice(slot: Slot) -> dict[str, object]:
    chosen = {"part": slot.part, "n": slot.n, "stories": slot.stories, "score": slot.score, "why": slot.why}
    return chosen | {"favoured": [entity.id for entity in slot.favoured]}


def _add_slots(db: Database, edition_id: int, slots: Sequence[Slot]) -> None:
    for slot in slots:
        db.execute(
            """
            INSERT INTO slots (edition_id, n, part, storyline_id, story_id, score)
            VALUES (:edition, :n, :part, :storyline, :story, :score)
            """,
            {
                "edition": edition_id,
                "n": slot.n,
                "part": slot.part,
                "storyline": slot.lead.storyline,
                "story": slot.lead.id,
                "score": slot.score,
            },
        )
    _add_repeats(db, edition_id, slots)


def _add_repeats(db: Database, edition_id: int, slots: Sequence[Slot]) -> None:
    """Note as told, behind the rest, what was not shown because a slot says the same."""
    last = sum(slot.part == "rest" for slot in slots)
    for n, story in enumerate((story for slot in slots for story in slot.repeats), start=last + 1):
        db.execute(
            """
            INSERT INTO slots (edition_id, n, part, storyline_id, story_id)
            SELECT :edition, :n, 'rest', storyline_id, id FROM stories WHERE id = :story
            """,
            {"edition": edition_id, "n": n, "story": story},
        )


def add_missed(db: Database, digest: Digest, *, uid: str, period: str, due_at: datetime, now: datetime) -> None:
    """Record that an edition was missed. It moves no cut-off: its stories come with the next one."""
    db.execute(
        """
        INSERT INTO editions (uid, channel_id, product, period, due_at, give_up_at, language, state, why, claimed_at,
                              ended_at)
        VALUES (:uid, :channel, :product, :period, :due_at, :due_at, :language, 'skipped', 'missed', :now, :now)
        """,
        {
            "uid": uid,
            "channel": digest.channel_id,
            "product": digest.product,
            "period": period,
            "language": digest.language,
            "due_at": as_utc(due_at),
            "now": as_utc(now),
        },
    )


def unfinished(db: Database, team: str) -> list[Pending]:
    """Give the next message of each unfinished edition of a workspace, the longest due first.

    Of editions that are due at one moment every post comes before any thread: no channel waits for another's thread.
    """
    rows = db.query(
        """
        SELECT d.id, d.edition_id, e.uid, e.channel_id, c.slack_id AS channel, d.part, d.state, d.tries,
               d.tried_at, d.retry_at, e.claimed_at, e.give_up_at,
               (SELECT ts FROM deliveries WHERE edition_id = e.id AND part = 0) AS post_ts
        FROM editions e
        JOIN channels c ON c.id = e.channel_id
        JOIN deliveries d ON d.edition_id = e.id
        WHERE e.state IN ('claimed', 'posted') AND c.team = :team
          AND d.part = (SELECT min(part) FROM deliveries WHERE edition_id = e.id AND state IN ('waiting', 'posting'))
        ORDER BY e.due_at, d.part, e.id
        """,
        {"team": team},
    )
    return [Pending(**row) for row in rows]


def start_posting(db: Database, pending: Pending, now: datetime) -> Message | None:
    """Take the right to send a message, and give it. None when another process took it, or the edition ended."""
    row = db.execute(
        """
        UPDATE deliveries SET state = 'posting', tries = tries + 1, tried_at = :now, retry_at = NULL
        WHERE id = :id AND tries = :tries AND state IN ('waiting', 'posting')
        RETURNING payload
        """,
        {"id": pending.id, "tries": pending.tries, "now": as_utc(now)},
    ).fetchone()
    message: Message | None = json.loads(row[0]) if row else None
    return message


def is_ours(db: Database, pending: Pending) -> bool:
    """Tell whether the right that we took to send a message has not passed to somebody else since."""
    values = {"id": pending.id, "tries": pending.tries + 1}
    query = "SELECT 1 FROM deliveries WHERE id = :id AND state = 'posting' AND tries = :tries"
    return db.execute(query, values).fetchone() is not None


def put_back(db: Database, pending: Pending, retry_at: datetime, why: str) -> None:
    """Let a message that we sent and Slack certainly did not take wait for another try."""
    db.execute(
        """
        UPDATE deliveries SET state = 'waiting', retry_at = :retry_at, why = :why
        WHERE id = :id AND state = 'posting' AND tries = :tries + 1
        """,
        {"id": pending.id, "retry_at": as_utc(retry_at), "why": why, "tries": pending.tries},
    )


def put_off(db: Database, pending: Pending, retry_at: datetime, why: str) -> None:
    """Leave a message of unknown outcome to be looked for from `retry_at` on."""
    db.execute(
        "UPDATE deliveries SET retry_at = :retry_at, why = :why WHERE id = :id AND state = 'posting'",
        {"id": pending.id, "retry_at": as_utc(retry_at), "why": why},
    )


def record_posted(db: Database, pending: Pending, ts: str, now: datetime) -> None:
    """Record a message's `ts`. The first makes its edition posted, the last makes it done."""
    values = {"id": pending.id, "edition": pending.edition_id, "ts": ts, "now": as_utc(now)}
    db.execute("UPDATE deliveries SET state = 'posted', ts = :ts, why = NULL WHERE id = :id", values)
    db.execute(
        "UPDATE editions SET state = 'posted', posted_at = :now WHERE id = :edition AND state = 'claimed'", values
    )
    db.execute(
        """
        UPDATE editions SET state = 'done', ended_at = :now
        WHERE id = :edition AND state = 'posted'
          AND NOT EXISTS (SELECT 1 FROM deliveries WHERE edition_id = :edition AND state <> 'posted')
        """,
        values,
    )


def record_failed(db: Database, pending: Pending, why: str, now: datetime, *, state: str = "failed") -> None:
    """End an edition with what it could not post. `state` is `failed`, or `skipped` where nothing was ever posted."""
    values = {"edition": pending.edition_id, "why": why, "now": as_utc(now), "state": state}
    db.execute(
        """
        UPDATE deliveries SET state = 'failed', why = :why
        WHERE edition_id = :edition AND state IN ('waiting', 'posting')
        """,
        values,
    )
    db.execute(
        """
        UPDATE editions SET state = :state, why = :why, ended_at = :now
        WHERE id = :edition AND state IN ('claimed', 'posted')
        """,
        values,
    )


def choice_of(db: Database, team: str, channel: str, uid: str) -> str | None:
    """Give what was chosen for an edition of a channel (Slack's id), as JSON, or None where there is no such one."""
    row = db.execute(
        """
        SELECT e.choice FROM editions e JOIN channels c ON c.id = e.channel_id
        WHERE e.uid = :uid AND c.team = :team AND c.slack_id = :channel
        """,
        {"uid": uid, "team": team, "channel": channel},
    ).fetchone()
    return row[0] if row else None


def last_entries(db: Database, channel_id: int, limit: int = 3) -> list[Entry]:
    """Give the newest lines of a channel's ledger."""
    rows = db.query(
        """
        SELECT product, period, due_at, state, why, posted_at FROM editions
        WHERE channel_id = :channel ORDER BY due_at DESC, id DESC LIMIT :limit
        """,
        {"channel": channel_id, "limit": limit},
    )
    return [Entry(**row) for row in rows]
