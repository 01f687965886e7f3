"""Rows of the sources that we read by address: where, how they are, what every attempt brought, and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from store.db import as_utc, from_utc
from store.model import Language

Reads = Literal["feed", "page"]
Outcome = Literal["new", "same", "failed", "ended"]
State = Literal["ok", "waiting", "failing", "paused", "ended", "silent"]

CLAIM = timedelta(minutes=5)
"""How long a reading may take before another may begin it anew, as after a crash: twenty times the limit of a fetch."""

ATTEMPTS_KEPT = 100
"""Attempts kept for each source: at the slowest rhythm a quarter of a year, at the quickest a day."""

TIMES = 40
"""How many of the last items tell a source's rhythm."""

_SOURCES = """
SELECT s.id, s.name, s.feed_url, s.home_url, s.reads, s.language, s.audience_id, s.added_by, s.added_at, s.paused_at,
       s.paused_why, s.removed_at, s.ended_at, s.silent_at, s.told_at, s.next_due_at, s.etag, s.last_modified,
       s.body_digest, s.failures, s.failing_since, s.baseline_at, s.last_ok_at, s.last_new_at, s.moved_to, s.moved_at,
       s.moved_polls,
       (SELECT count(*) FROM issues i JOIN stories t ON t.issue_id = i.id WHERE i.source_id = s.id) AS stories,
       (SELECT a.kind FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS kind,
       (SELECT a.status FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS status,
       (SELECT a.what FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS why
FROM sources s
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that we read, with its health.

    `reads` is what stands at `feed_url`; `kind`, `status` (of HTTP) and `why` tell what the last attempt came to,
    where it failed.
    `paused_why` is null for one that nobody paused.
    """

    id: int
    name: str
    feed_url: str
    home_url: str | None
    reads: Reads
    language: Language | None
    audience_id: int
    added_by: int | None
    added_at: str
    paused_at: str | None
    paused_why: str | None
    removed_at: str | None
    ended_at: str | None
    silent_at: str | None
    told_at: str | None
    next_due_at: str | None
    etag: str | None
    last_modified: str | None
    body_digest: str | None
    failures: int
    failing_since: str | None
    baseline_at: str | None
    last_ok_at: str | None
    last_new_at: str | None
    moved_to: str | None
    moved_at: str | None
    moved_polls: int
    stories: int
    kind: str | None
    status: int | None
    why: str | None

    @property
    def state(self) -> State:
        """How it is, the gravest first."""
        if self.ended_at:
            return "ended"
        if self.paused_at:
            return "paused"
        if self.failures:
            return "failing"
        if self.last_ok_at is None:
            return "waiting"
        return "silent" if self.silent_at else "ok"

    @property
    def trouble_at(self) -> str | None:
        """Since when it has had a trouble that people are to be told of: ended, paused by ourselves, or silent."""
        if self.state == "paused" and self.paused_why == BY_PERSON:
            return None
        return {"ended": self.ended_at, "paused": self.paused_at, "silent": self.silent_at}.get(self.state)


BY_PERSON = "person"
"""`paused_why` of a source that a person paused; otherwise it is the kind of failure that did."""


def list_sources(db: Database) -> list[Source]:
    """Give every source that we read and that is not removed, by name."""
    rows = db.query(
        f"{_SOURCES} WHERE s.reads IS NOT NULL AND s.removed_at IS NULL ORDER BY s.name COLLATE NOCASE, s.id"
    )
    return [Source(**row) for row in rows]


def addresses(db: Database) -> list[tuple[int, str]]:
    """Give the row id and address of every source that is read and not removed."""
    rows = db.execute("SELECT id, feed_url FROM sources WHERE reads IS NOT NULL AND removed_at IS NULL")
    return [(int(source_id), str(url)) for source_id, url in rows.fetchall()]


def source(db: Database, source_id: int) -> Source | None:
    """Give a source that we read, removed or not, by its row id."""
    return _one(db, "s.id = :id", {"id": source_id})


def _one(db: Database, where: str, values: dict[str, object]) -> Source | None:
    rows = db.query(f"{_SOURCES} WHERE s.reads IS NOT NULL AND {where}", values)
    return next((Source(**row) for row in rows), None)


def due_sources(db: Database, now: datetime, limit: int) -> list[int]:
    """Give the sources that are due and that nobody is reading just now, the longest due first."""
    rows = db.execute(
        """
        SELECT id FROM sources
        WHERE reads IS NOT NULL AND paused_at IS NULL AND removed_at IS NULL AND ended_at IS NULL
          AND next_due_at <= :now AND (claimed_at IS NULL OR claimed_at <= :stale)
        ORDER BY next_due_at, id LIMIT :limit
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


def add_source(
    db: Database, *, name: str, key: str, url: str, home_url: str | None, reads: Reads, language: Language | None,
    by: int | None, now: datetime,
) -> int:  # fmt: skip
    """Add a source to be read at once, or take up an old row: removed at this address, or known by documents alone.

    Gives its row id. Raises: sqlite3.IntegrityError where another source that is read has the key or the address.
    """
    values = {
        "name": name, "key": key, "url": url, "home": home_url, "reads": reads, "language": language, "by": by,
        "now": as_utc(now),
    }  # fmt: skip
    row = db.execute(
        """
        SELECT id FROM sources WHERE (feed_url = :url AND removed_at IS NOT NULL) OR (key = :key AND reads IS NULL)
        ORDER BY feed_url IS NULL LIMIT 1
        """,
        values,
    ).fetchone()
    if row is None:
        cursor = db.execute(
            """
            INSERT INTO sources (name, key, feed_url, home_url, reads, language, added_by, added_at, next_due_at)
            VALUES (:name, :key, :url, :home, :reads, :language, :by, :now, :now)
            """,
            values,
        )
        return int(cursor.lastrowid or 0)
    db.execute(
        """
        UPDATE sources SET name = :name, key = :key, feed_url = :url, home_url = :home, reads = :reads,
          language = :language, added_by = :by, added_at = :now, next_due_at = :now, removed_at = NULL,
          paused_at = NULL, paused_why = NULL, ended_at = NULL, silent_at = NULL, told_at = NULL, failures = 0,
          failing_since = NULL,
          etag = NULL, last_modified = NULL, body_digest = NULL, claimed_at = NULL, last_ok_at = NULL,
          moved_to = NULL, moved_at = NULL, moved_polls = 0, baseline_at = NULL
        WHERE id = :id
        """,
        values | {"id": row[0]},
    )
    return int(row[0])


def owner_of_key(db: Database, key: str) -> tuple[int, bool] | None:
    """Give the source that a name's key belongs to, and whether it is read by address; None where it is free."""
    row = db.execute("SELECT id, reads IS NOT NULL FROM sources WHERE key = :key", {"key": key}).fetchone()
    return (int(row[0]), bool(row[1])) if row else None


def rename_source(db: Database, source_id: int, name: str, key: str, language: Language | None) -> None:
    """Give a source another name and language. Raises: sqlite3.IntegrityError where another has the name."""
    db.execute(
        "UPDATE sources SET name = :name, key = :key, language = :language WHERE id = :id",
        {"id": source_id, "name": name, "key": key, "language": language},
    )


def make_all_due(db: Database, now: datetime, rested_since: datetime) -> int:
    """Let every source be due that is read by itself, and was last tried before a time. Gives how many they are."""
    cursor = db.execute(
        """
        UPDATE sources SET next_due_at = :now
        WHERE reads IS NOT NULL AND paused_at IS NULL AND removed_at IS NULL AND ended_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.source_id = sources.id AND a.at > :rested)
        """,
        {"now": as_utc(now), "rested": as_utc(rested_since)},
    )
    return cursor.rowcount


def pause_source(db: Database, source_id: int, why: str, now: datetime) -> bool:
    """Read a source no more until somebody resumes it. Gives whether it was not paused before."""
    cursor = db.execute(
        "UPDATE sources SET paused_at = :now, paused_why = :why WHERE id = :id AND paused_at IS NULL",
        {"id": source_id, "why": why, "now": as_utc(now)},
    )
    return cursor.rowcount == 1


def resume_source(db: Database, source_id: int, now: datetime) -> None:
    """Read a source again, from now on and with a clean record: paused, ended or failing before."""
    db.execute(
        """
        UPDATE sources SET paused_at = NULL, paused_why = NULL, ended_at = NULL, told_at = NULL, failures = 0,
          failing_since = NULL, next_due_at = :now
        WHERE id = :id
        """,
        {"id": source_id, "now": as_utc(now)},
    )


def remove_source(db: Database, source_id: int, now: datetime) -> None:
    """Read a source no more for good; its stories stay, its name is free for another."""
    db.execute(
        """
        UPDATE sources SET removed_at = :now, claimed_at = NULL, key = key || ' ' || id
        WHERE id = :id AND removed_at IS NULL
        """,
        {"id": source_id, "now": as_utc(now)},
    )


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
    """What a reading that went well leaves behind for the next one."""

    next_due: datetime
    every: timedelta
    etag: str | None
    last_modified: str | None
    body_digest: str | None
    is_silent: bool
    has_new: bool


def record_read(db: Database, source_id: int, read: Read, now: datetime) -> None:
    """Let a source be well. The first reading ends its baseline; one that a person paused stays paused."""
    db.execute(
        """
        UPDATE sources SET claimed_at = NULL, failures = 0, failing_since = NULL, ended_at = NULL,
          paused_at = CASE WHEN paused_why = :person THEN paused_at END,
          paused_why = CASE WHEN paused_why = :person THEN paused_why END, last_ok_at = :now,
          baseline_at = coalesce(baseline_at, :now), next_due_at = :next_due,
          every_seconds = :every, etag = :etag, last_modified = :last_modified, body_digest = :body_digest,
          last_new_at = CASE WHEN :has_new THEN :now ELSE last_new_at END,
          told_at = CASE WHEN :is_silent THEN told_at END,
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
            "has_new": int(read.has_new),
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
    rows = db.query(
        f"""{_SOURCES} WHERE s.reads IS NOT NULL AND s.removed_at IS NULL AND s.told_at IS NULL
              AND (s.ended_at IS NOT NULL OR s.silent_at IS NOT NULL OR s.paused_why <> :person)
            ORDER BY s.id""",
        {"person": BY_PERSON},
    )
    return [found for row in rows if (found := Source(**row)).trouble_at]


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


def count_states(sources: Sequence[Source]) -> dict[State, int]:
    """Count sources by how they are."""
    counts: dict[State, int] = dict.fromkeys(("ok", "waiting", "failing", "paused", "ended", "silent"), 0)
    for one in sources:
        counts[one.state] += 1
    return counts
