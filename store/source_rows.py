"""Rows of the sources that we read by address: where they are, how they are, and what people do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlite_utils import Database

from store.audiences import OPEN_TO, WORKSPACE, asker_values
from store.db import as_utc
from store.model import Asker, AudienceKind, Language
from store.text import outlet_key

Reads = Literal["feed", "page"]
State = Literal["ok", "waiting", "failing", "paused", "ended", "silent", "covered"]

PAGE_KEY = "page "
"""How the keys of the issues begin that a page was read as; an entry of a feed has a row of its own."""

_IS_COVERED = """
(s.audience_id <> 1 AND EXISTS (
  SELECT 1 FROM sources w
  WHERE w.feed_url = s.feed_url AND w.audience_id = 1 AND w.reads IS NOT NULL AND w.paused_at IS NULL
    AND w.removed_at IS NULL AND w.ended_at IS NULL))
"""
"""Whether a source for fewer people has an address that is read for everybody: its stories would come twice."""

READ_BY_ITSELF = f"""
s.reads IS NOT NULL AND s.paused_at IS NULL AND s.removed_at IS NULL AND s.ended_at IS NULL AND NOT {_IS_COVERED}
"""
"""That a source (`s`) is read when it is due."""

_SOURCES = f"""
SELECT s.id, s.name, s.feed_url, s.home_url, s.reads, s.language, s.audience_id, u.kind AS audience,
       (SELECT coalesce('#' || c.name, c.slack_id) FROM channels c WHERE c.id = u.channel_id) AS channel, s.added_by,
       s.added_at, s.paused_at, s.paused_why, s.removed_at, s.ended_at, s.silent_at, s.told_at, s.next_due_at, s.etag,
       s.last_modified, s.body_digest, s.failures, s.failing_since, s.baseline_at, s.last_ok_at, s.last_new_at,
       s.moved_to, s.moved_at, s.moved_polls, {_IS_COVERED} AS is_covered,
       (SELECT count(*) FROM issues i JOIN stories t ON t.issue_id = i.id
        WHERE i.source_id = s.id AND t.audience_id = s.audience_id) AS stories,
       (SELECT a.kind FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS kind,
       (SELECT a.status FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS status,
       (SELECT a.what FROM attempts a WHERE a.source_id = s.id ORDER BY a.id DESC LIMIT 1) AS why
FROM sources s JOIN audiences u ON u.id = s.audience_id
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that we read, with its health.

    `reads` is what stands at `feed_url`; `kind`, `status` (of HTTP) and `why` tell what the last attempt came to,
    where it failed. `paused_why` is null for one that nobody paused. `channel` names the one that it is for, by Slack's
    id where its name is not known. `stories` are those for its audience; one `is_covered` where the same address is
    read for everybody.
    """

    id: int
    name: str
    feed_url: str
    home_url: str | None
    reads: Reads
    language: Language | None
    audience_id: int
    audience: AudienceKind
    channel: str | None
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
    is_covered: int
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
        if self.is_covered:
            return "covered"
        if self.failures:
            return "failing"
        if self.last_ok_at is None:
            return "waiting"
        return "silent" if self.silent_at else "ok"

    @property
    def next_reading_at(self) -> str | None:
        """When it is read again by itself, which one that is paused, covered or has ended is not."""
        return None if self.state in ("paused", "ended", "covered") else self.next_due_at

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


def addresses(db: Database, asker: Asker | None = None) -> list[tuple[int, str]]:
    """Give the row id and address of every source that `list_sources` gives, those for everybody first."""
    whose = f"s.audience_id IN {OPEN_TO}" if asker else "TRUE"
    rows = db.execute(
        f"""SELECT s.id, s.feed_url FROM sources s
            WHERE s.reads IS NOT NULL AND s.removed_at IS NULL AND {whose} ORDER BY s.audience_id <> 1, s.id""",
        {**asker_values(asker)} if asker else {},
    )
    return [(int(source_id), str(url)) for source_id, url in rows.fetchall()]


def source(db: Database, source_id: int) -> Source | None:
    """Give a source that we read, removed or not, by its row id."""
    return next(iter(list_where(db, "s.id = :id", {"id": source_id})), None)


def key_of(name: str, audience_id: int) -> str:
    """Give the key that one source alone has of those for the same people.

    What only documents name is found by the key of a source for everybody.
    """
    key = outlet_key(name)
    return key if audience_id == WORKSPACE else f"{key} for {audience_id}"


def add_source(
    db: Database, *, name: str, url: str, home_url: str | None, reads: Reads, language: Language | None,
    by: int | None, now: datetime, audience_id: int = WORKSPACE,
) -> int:  # fmt: skip
    """Add a source to be read at once, or take up an old row: removed at this address, or known by documents alone.

    Only a row for the same people is taken up: its stories stay theirs. Gives its row id. Raises:
    sqlite3.IntegrityError where another source that is read for them has the name or the address.
    """
    values = {
        "name": name, "key": key_of(name, audience_id), "url": url, "home": home_url, "reads": reads,
        "language": language, "by": by, "now": as_utc(now), "audience": audience_id,
    }  # fmt: skip
    row = db.execute(
        """
        SELECT id FROM sources
        WHERE (feed_url = :url AND audience_id = :audience AND removed_at IS NOT NULL)
           OR (key = :key AND reads IS NULL)
        ORDER BY feed_url IS NULL, id DESC LIMIT 1
        """,
        values,
    ).fetchone()
    if row:
        _give_way(db, key_of(name, audience_id), int(row[0]))
        _take_up(db, values | {"id": row[0]})
        return int(row[0])
    cursor = db.execute(
        """
        INSERT INTO sources (name, key, feed_url, home_url, reads, language, audience_id, added_by, added_at,
          next_due_at)
        VALUES (:name, :key, :url, :home, :reads, :language, :audience, :by, :now, :now)
        """,
        values,
    )
    return int(cursor.lastrowid or 0)


def _take_up(db: Database, values: dict[str, object]) -> None:
    """Read an old row's source anew, as if nothing had been noted of its reading."""
    db.execute(
        """
        UPDATE sources SET name = :name, key = :key, feed_url = :url, home_url = :home, reads = :reads,
          language = :language, added_by = :by, added_at = :now, next_due_at = :now,
          removed_at = NULL,
          paused_at = NULL, paused_why = NULL, ended_at = NULL, silent_at = NULL, told_at = NULL, failures = 0,
          failing_since = NULL,
          etag = NULL, last_modified = NULL, body_digest = NULL, claimed_at = NULL, last_ok_at = NULL,
          moved_to = NULL, moved_at = NULL, moved_polls = 0, baseline_at = NULL
        WHERE id = :id
        """,
        values,
    )


def _give_way(db: Database, key: str, to: int) -> None:
    """Free a key that documents alone have named: what they bring from now on belongs to the source that takes it."""
    db.execute(
        "UPDATE sources SET key = key || ' ' || id WHERE key = :key AND id <> :id AND reads IS NULL",
        {"key": key, "id": to},
    )


def owner_of_key(db: Database, key: str) -> tuple[int, bool] | None:
    """Give the source that a name's key belongs to, and whether it is read by address; None where it is free."""
    row = db.execute("SELECT id, reads IS NOT NULL FROM sources WHERE key = :key", {"key": key}).fetchone()
    return (int(row[0]), bool(row[1])) if row else None


def edit_source(db: Database, source_id: int, *, name: str, language: Language | None, audience_id: int) -> None:
    """Give a source a name, a language and an audience; its stories are moved by `moving_rows`.

    Raises: sqlite3.IntegrityError where another that is read for the same people has the name or the address.
    """
    key = key_of(name, audience_id)
    _give_way(db, key, source_id)
    db.execute(
        "UPDATE sources SET name = :name, key = :key, language = :language, audience_id = :audience WHERE id = :id",
        {"id": source_id, "name": name, "key": key, "language": language, "audience": audience_id},
    )


def read_for(db: Database, url: str, audience_id: int) -> str | None:
    """Give the name of the source that is read at an address for an audience."""
    row = db.execute(
        "SELECT name FROM sources WHERE feed_url = :url AND audience_id = :audience AND removed_at IS NULL",
        {"url": url, "audience": audience_id},
    ).fetchone()
    return str(row[0]) if row else None


def audience_of(db: Database, source_id: int) -> int:
    """Give the row id of the audience that a source is for now."""
    return int(db.execute("SELECT audience_id FROM sources WHERE id = :id", {"id": source_id}).fetchone()[0])


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
    counts: dict[State, int] = dict.fromkeys(get_args(State), 0)
    for one in sources:
        counts[one.state] += 1
    return counts
