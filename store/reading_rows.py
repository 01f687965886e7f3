"""Rows of readings: what each attempt came to, what it left behind for the next, and who was told of a trouble."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from store.audiences import OPEN_TO, asker_values
from store.db import as_utc, from_utc
from store.model import Asker
from store.source_rows import BY_PERSON, READ_BY_ITSELF, Source, list_where, source

Outcome = Literal["new", "same", "failed", "ended"]

ATTEMPTS_KEPT = 100
"""Attempts kept for each source: at the slowest rhythm a quarter of a year, at the quickest a day."""

TIMES = 40
"""How many of the last items tell a source's rhythm."""


CLAIM = timedelta(minutes=5)
"""How long a reading may take before another may begin it anew, as after a crash: twenty times the limit of a fetch."""


def due_sources(db: Database, now: datetime, limit: int) -> list[int]:
    """Give up to `limit` row ids of sources that are due and that nobody is reading now, the longest due first."""
    rows = db.execute(
        f"""
        SELECT s.id FROM sources s
        WHERE {READ_BY_ITSELF} AND s.next_due_at <= :now AND (s.claimed_at IS NULL OR s.claimed_at <= :stale)
        ORDER BY s.next_due_at, s.id LIMIT :limit
        """,
        {"now": as_utc(now), "stale": as_utc(now - CLAIM), "limit": limit},
    )
    return [int(row[0]) for row in rows.fetchall()]


def claim_source(db: Database, source_id: int, now: datetime) -> Source | None:
    """Take the right to read a source, or give None where somebody else is reading it or it is removed."""
    cursor = db.execute(
        """
        UPDATE sources SET claimed_at = :now
        WHERE id = :id AND reads IS NOT NULL AND removed_at IS NULL AND (claimed_at IS NULL OR claimed_at <= :stale)
        """,
        {"id": source_id, "now": as_utc(now), "stale": as_utc(now - CLAIM)},
    )
    return source(db, source_id) if cursor.rowcount == 1 else None


def make_all_due(db: Database, now: datetime, rested_since: datetime, asker: Asker | None = None) -> int:
    """Let every source be due that is read by itself, and was last tried before a time. Gives how many they are.

    Of these an asker has theirs read; the operator, all.
    """
    whose = f"s.audience_id IN {OPEN_TO}" if asker else "TRUE"
    cursor = db.execute(
        f"""
        UPDATE sources AS s SET next_due_at = :now
        WHERE {READ_BY_ITSELF} AND {whose}
          AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.source_id = s.id AND a.at > :rested)
        """,
        {"now": as_utc(now), "rested": as_utc(rested_since), **(asker_values(asker) if asker else {})},
    )
    return cursor.rowcount


def record_attempt(
    db: Database, source_id: int, outcome: Outcome, now: datetime, *, status: int | None = None,
    kind: str | None = None, what: str | None = None, stories: int = 0,
) -> None:  # fmt: skip
    """Write down what an attempt came to, and forget the oldest. `kind` names a failure, `what` says it in words."""
    values = {"id": source_id, "at": as_utc(now), "outcome": outcome, "status": status, "kind": kind, "what": what,
              "stories": stories, "kept": ATTEMPTS_KEPT}  # fmt: skip
    db.execute(
        """
        INSERT INTO attempts (source_id, at, outcome, status, kind, what, stories)
        VALUES (:id, :at, :outcome, :status, :kind, :what, :stories)
        """,
        values,
    )
    db.execute(
        """
        DELETE FROM attempts WHERE source_id = :id AND id <= (
          SELECT id FROM attempts WHERE source_id = :id ORDER BY id DESC LIMIT 1 OFFSET :kept)
        """,
        values,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading that went well leaves behind for the next one. `newest_at` is when its newest item came."""

    next_due: datetime
    every: timedelta
    etag: str | None
    last_modified: str | None
    body_digest: str | None
    is_silent: bool
    newest_at: datetime | None


def record_read(db: Database, source_id: int, read: Read, now: datetime) -> None:
    """Let a source be well. The first reading ends its baseline; one that a person paused stays paused.

    Who adds a source that is silent already saw how old its items are, so nobody is told of that.
    """
    db.execute(
        """
        UPDATE sources SET claimed_at = NULL, failures = 0, failing_since = NULL, ended_at = NULL,
          paused_at = CASE WHEN paused_why = :person THEN paused_at END,
          paused_why = CASE WHEN paused_why = :person THEN paused_why END, last_ok_at = :now,
          baseline_at = coalesce(baseline_at, :now), next_due_at = :next_due,
          every_seconds = :every, etag = :etag, last_modified = :last_modified, body_digest = :body_digest,
          last_new_at = coalesce(:newest_at, last_new_at),
          told_at = CASE WHEN :is_silent THEN coalesce(told_at, CASE WHEN baseline_at IS NULL THEN :now END) END,
          silent_at = CASE WHEN :is_silent THEN coalesce(silent_at, :now) END
        WHERE id = :id
        """,
        {
            "id": source_id,
            "now": as_utc(now),
            "person": BY_PERSON,
            "next_due": as_utc(read.next_due),
            "every": int(read.every.total_seconds()),
            "etag": read.etag,
            "last_modified": read.last_modified,
            "body_digest": read.body_digest,
            "is_silent": int(read.is_silent),
            "newest_at": as_utc(read.newest_at) if read.newest_at else None,
        },
    )


def record_failure(
    db: Database, source_id: int, next_due: datetime, now: datetime, *, pause_for: str | None, is_ended: bool
) -> None:
    """Count a failure; with `pause_for`, the kind of it, pause the source as well, with `is_ended` read it no more."""
    db.execute(
        """
        UPDATE sources SET claimed_at = NULL, failures = failures + 1,
          failing_since = coalesce(failing_since, :now), next_due_at = :next_due,
          ended_at = CASE WHEN :is_ended THEN coalesce(ended_at, :now) ELSE ended_at END,
          paused_why = CASE WHEN :why IS NULL OR paused_at IS NOT NULL THEN paused_why ELSE :why END,
          paused_at = CASE WHEN :why IS NULL THEN paused_at ELSE coalesce(paused_at, :now) END
        WHERE id = :id
        """,
        {
            "id": source_id,
            "now": as_utc(now),
            "next_due": as_utc(next_due),
            "why": pause_for,
            "is_ended": int(is_ended),
        },
    )


def others_are_read(db: Database, source_id: int, since: datetime) -> bool:
    """Tell whether another source was read well since a time, or there is no other."""
    others, last = db.execute(
        """
        SELECT count(*), max(last_ok_at) FROM sources
        WHERE id <> :id AND reads IS NOT NULL AND removed_at IS NULL AND paused_at IS NULL AND ended_at IS NULL
        """,
        {"id": source_id},
    ).fetchone()
    return not others or (last is not None and from_utc(last) >= since)


def see_move(db: Database, source_id: int, url: str | None, now: datetime) -> tuple[int, datetime]:
    """Note that a reading was led to another address, or to none. Gives how often in a row, and since when."""
    row = db.execute(
        """
        UPDATE sources SET
          moved_polls = CASE WHEN :url IS NULL THEN 0 WHEN moved_to IS :url THEN moved_polls + 1 ELSE 1 END,
          moved_at = CASE WHEN :url IS NULL THEN NULL WHEN moved_to IS :url THEN moved_at ELSE :now END,
          moved_to = :url
        WHERE id = :id RETURNING moved_polls, coalesce(moved_at, :now)
        """,
        {"id": source_id, "url": url, "now": as_utc(now)},
    ).fetchone()
    return int(row[0]), from_utc(row[1])


def move_source(db: Database, source_id: int, url: str) -> bool:
    """Read a source at another address from now on. False where another source has that address already."""
    db.execute("UPDATE sources SET feed_url = NULL WHERE feed_url = :url AND removed_at IS NOT NULL", {"url": url})
    cursor = db.execute(
        """
        UPDATE OR IGNORE sources SET feed_url = :url, moved_to = NULL, moved_at = NULL, moved_polls = 0 WHERE id = :id
        """,
        {"id": source_id, "url": url},
    )
    return cursor.rowcount == 1


def item_times(db: Database, source_id: int, now: datetime) -> list[datetime]:
    """Give when a source's last items came: by their dates where it dates them, else when they were first seen."""
    values = {"id": source_id, "now": as_utc(now), "limit": TIMES}
    dated = db.execute(
        """
        SELECT DISTINCT published_at FROM issues
        WHERE source_id = :id AND published_at IS NOT NULL AND published_at <= :now
        ORDER BY published_at DESC LIMIT :limit
        """,
        values,
    ).fetchall()
    seen = db.execute(
        "SELECT DISTINCT at FROM attempts WHERE source_id = :id AND stories > 0 ORDER BY at DESC LIMIT :limit", values
    ).fetchall()
    return [from_utc(row[0]) for row in max(dated, seen, key=len)]


def untold_troubles(db: Database) -> list[Source]:
    """Give the sources with a trouble that not everybody has been told of."""
    found = list_where(
        db,
        """s.removed_at IS NULL AND s.told_at IS NULL
              AND (s.ended_at IS NOT NULL OR s.silent_at IS NOT NULL OR s.paused_why <> :person)
            ORDER BY s.id""",
        {"person": BY_PERSON},
    )
    return [one for one in found if one.trouble_at]


def told_people(db: Database, source_id: int, since: str) -> set[int]:
    """Give who was told already of the trouble that a source has had since a time."""
    rows = db.execute(
        "SELECT person_id FROM source_tellings WHERE source_id = :id AND since = :since",
        {"id": source_id, "since": since},
    )
    return {int(row[0]) for row in rows.fetchall()}


def mark_told(db: Database, source_id: int, since: str, person_id: int | None, now: datetime) -> None:
    """Record that a person was told of a trouble, or with None that everybody was who is to be."""
    values = {"id": source_id, "since": since, "person": person_id, "now": as_utc(now)}
    if person_id is None:
        db.execute("UPDATE sources SET told_at = :now WHERE id = :id", values)
    else:
        db.execute(
            """
            INSERT OR IGNORE INTO source_tellings (source_id, person_id, since, at)
            VALUES (:id, :person, :since, :now)
            """,
            values,
        )
