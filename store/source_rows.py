"""Rows of the sources that we read by address: where they are, how they are, and what people do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from store.audiences import OPEN_TO, WORKSPACE, asker_values
from store.db import as_utc
from store.model import Asker, AudienceKind, Language

Reads = Literal["feed", "page"]
State = Literal["ok", "waiting", "failing", "paused", "ended", "silent"]

CLAIM = timedelta(minutes=5)
"""How long a reading may take before another may begin it anew, as after a crash: twenty times the limit of a fetch."""

_SOURCES = """
SELECT s.id, s.name, s.feed_url, s.home_url, s.reads, s.language, s.audience_id, u.kind AS audience, s.added_by,
       s.added_at, s.paused_at, s.paused_why, s.removed_at, s.ended_at, s.silent_at, s.told_at, s.next_due_at, s.etag,
       s.last_modified, s.body_digest, s.failures, s.failing_since, s.baseline_at, s.last_ok_at, s.last_new_at,
       s.moved_to, s.moved_at, s.moved_polls,
       (SELECT count(*) FROM issues i JOIN stories t ON t.issue_id = i.id WHERE i.source_id = s.id) AS stories,
       (SELECT a.kind FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS kind,
       (SELECT a.status FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS status,
       (SELECT a.what FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS why
FROM sources s JOIN audiences u ON u.id = s.audience_id
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that we read, with its health.

    `reads` is what stands at `feed_url`; `kind`, `status` (of HTTP) and `why` tell what the last attempt came to,
    where it failed. `paused_why` is null for one that nobody paused.
    """

    id: int
    name: str
    feed_url: str
    home_url: str | None
    reads: Reads
    language: Language | None
    audience_id: int
    audience: AudienceKind
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
    def next_reading_at(self) -> str | None:
        """When it is read again by itself, which one that is paused or has ended is not."""
        return None if self.state in ("paused", "ended") else self.next_due_at

    @property
    def trouble_at(self) -> str | None:
        """Since when it has had a trouble that people are to be told of: ended, paused by ourselves, or silent."""
        if self.state == "paused" and self.paused_why == BY_PERSON:
            return None
        return {"ended": self.ended_at, "paused": self.paused_at, "silent": self.silent_at}.get(self.state)


BY_PERSON = "person"
"""`paused_why` of a source that a person paused; otherwise it is the kind of failure that did."""


def list_sources(db: Database, asker: Asker | None = None) -> list[Source]:
    """Give the sources that we read and that are not removed, by name: those for an asker, or all for the operator."""
    whose = f"s.audience_id IN {OPEN_TO}" if asker else "TRUE"
    values: dict[str, object] = {**asker_values(asker)} if asker else {}
    return list_where(db, f"s.removed_at IS NULL AND {whose} ORDER BY s.name COLLATE NOCASE, s.id", values)


def list_where(db: Database, where: str, values: dict[str, object] | None = None) -> list[Source]:
    """Give the sources that we read for which a condition of ours holds; `s` are their rows."""
    return [Source(**row) for row in db.query(f"{_SOURCES} WHERE s.reads IS NOT NULL AND {where}", values or {})]


def addresses(db: Database) -> list[tuple[int, str]]:
    """Give the row id and address of every source that is read and not removed."""
    rows = db.execute("SELECT id, feed_url FROM sources WHERE reads IS NOT NULL AND removed_at IS NULL")
    return [(int(source_id), str(url)) for source_id, url in rows.fetchall()]


def source(db: Database, source_id: int) -> Source | None:
    """Give a source that we read, removed or not, by its row id."""
    return next(iter(list_where(db, "s.id = :id", {"id": source_id})), None)


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
    by: int | None, now: datetime, audience_id: int = WORKSPACE,
) -> int:  # fmt: skip
    """Add a source to be read at once, or take up an old row: removed at this address, or known by documents alone.

    Gives its row id. Raises: sqlite3.IntegrityError where another source that is read has the key or the address.
    """
    values = {
        "name": name, "key": key, "url": url, "home": home_url, "reads": reads, "language": language, "by": by,
        "now": as_utc(now), "audience": audience_id,
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
            INSERT INTO sources (name, key, feed_url, home_url, reads, language, audience_id, added_by, added_at,
              next_due_at)
            VALUES (:name, :key, :url, :home, :reads, :language, :audience, :by, :now, :now)
            """,
            values,
        )
        return int(cursor.lastrowid or 0)
    found = values | {"id": row[0]}
    # What documents alone have named gives way; what they bring from now on belongs to this source.
    db.execute("UPDATE sources SET key = key || ' ' || id WHERE key = :key AND id <> :id AND reads IS NULL", found)
    db.execute(
        """
        UPDATE sources SET name = :name, key = :key, feed_url = :url, home_url = :home, reads = :reads,
          language = :language, audience_id = :audience, added_by = :by, added_at = :now, next_due_at = :now,
          removed_at = NULL,
          paused_at = NULL, paused_why = NULL, ended_at = NULL, silent_at = NULL, told_at = NULL, failures = 0,
          failing_since = NULL,
          etag = NULL, last_modified = NULL, body_digest = NULL, claimed_at = NULL, last_ok_at = NULL,
          moved_to = NULL, moved_at = NULL, moved_polls = 0, baseline_at = NULL
        WHERE id = :id
        """,
        found,
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


def count_states(sources: Sequence[Source]) -> dict[State, int]:
    """Count sources by how they are."""
    counts: dict[State, int] = dict.fromkeys(("ok", "waiting", "failing", "paused", "ended", "silent"), 0)
    for one in sources:
        counts[one.state] += 1
    return counts
