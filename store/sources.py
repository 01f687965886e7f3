"""Rows of sources and their issues."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from sqlite_utils import Database

from store.audiences import OPEN_TO, WORKSPACE, asker_values
from store.model import Asker, Issue
from store.stories import VISIBLE
from store.text import headline_key, link_key, outlet_key, series_name


def note_source(db: Database, issue: Issue, now: str) -> int:
    """Find the source that an issue names, else the series its title belongs to, or add it. Gives its row id."""
    return source_named(db, issue.source or series_name(issue.title), issue.language, now)


def source_named(db: Database, name: str, language: str | None, now: str) -> int:
    """Find the source of a name, or add it. Gives its row id."""
    key = outlet_key(name) or name
    db.execute(
        """
        INSERT INTO sources (name, key, language, added_at) VALUES (:name, :key, :language, :now)
        ON CONFLICT (key) DO NOTHING
        """,
        {"name": name, "key": key, "language": language, "now": now},
    )
    return int(db.execute("SELECT id FROM sources WHERE key = :key", {"key": key}).fetchone()[0])


def sources_seen(db: Database, asker: Asker, limit: int, *, text: str = "", ids: Iterable[int] = ()) -> dict[int, str]:
    """Give up to `limit` sources' names by row id, in order of name.

    They are of sources of which an asker sees stories, or that are read for them. `text` is what stands in their names,
    `ids` are those that are asked for; empty, each asks for nothing.
    """
    rows = db.execute(
        f"""
        SELECT i.id, i.name FROM sources i
        WHERE (:ids = '[]' OR i.id IN (SELECT value FROM json_each(:ids)))
          AND instr(lower(i.name), lower(:text)) > 0
          AND ((i.reads IS NOT NULL AND i.removed_at IS NULL AND i.audience_id IN {OPEN_TO})
            OR EXISTS (SELECT 1 FROM issues n JOIN stories s ON s.issue_id = n.id
                       WHERE n.source_id = i.id AND {VISIBLE}))
        ORDER BY i.name COLLATE NOCASE, i.id LIMIT :limit
        """,
        {**asker_values(asker), "text": text.strip(), "ids": json.dumps(list(ids)), "limit": limit},
    )
    return {int(source): str(name) for source, name in rows.fetchall() if name}


def source_at(db: Database, urls: Iterable[str | None]) -> int | None:
    """Find the source for everybody, removed or not, whose feed stands at one of these addresses."""
    where = f"feed_url = :url AND audience_id = {WORKSPACE} ORDER BY removed_at IS NOT NULL, id DESC"
    for url in urls:
        row = db.execute(f"SELECT id FROM sources WHERE {where}", {"url": url}).fetchone() if url else None
        if row:
            return int(row[0])
    return None


def issue_key(db: Database, issue: Issue, source_id: int, audience_id: int) -> str:
    """Say what makes an issue the same issue again: its link, else its title with its date or period.

    Without either it is the undated issue of that title with which it shares most headlines, if it shares a third of
    its own; so an edited note stays itself and two notes of one title stay two.
    """
    if issue.url and (key := link_key(issue.url)):
        return key
    title = headline_key(issue.title)
    if days := issue.published_at or (issue.period and "/".join(issue.period)):
        return f"{title} {days}"
    headlines = [headline_key(item.headline) for item in issue.items]
    likest = db.execute(
        """
        SELECT i.key, count(*) AS shared FROM issues i JOIN stories s ON s.issue_id = i.id
        WHERE i.source_id = :source AND i.audience_id = :audience AND substr(i.key, 1, length(:title)) = :title
          AND i.published_at IS NULL AND i.period_from IS NULL
          AND s.headline_key IN (SELECT value FROM json_each(:headlines))
        GROUP BY i.id ORDER BY shared DESC, i.id LIMIT 1
        """,
        {"source": source_id, "audience": audience_id, "title": f"{title} ", "headlines": json.dumps(headlines)},
    ).fetchone()
    if likest and likest[1] * 3 >= len(headlines):
        return str(likest[0])
    return f"{title} {hashlib.sha256(chr(10).join(headlines).encode()).hexdigest()[:16]}"


def key_of(db: Database, issue_id: int) -> str:
    """Give the key under which an issue is stored."""
    return str(db.execute("SELECT key FROM issues WHERE id = :id", {"id": issue_id}).fetchone()[0])


def has_key(db: Database, key: str, source_id: int, audience_id: int) -> bool:
    """Tell whether a source has an issue of that key."""
    values = {"key": key, "source": source_id, "audience": audience_id}
    where = "source_id = :source AND audience_id = :audience AND key = :key"
    return db.execute(f"SELECT 1 FROM issues WHERE {where}", values).fetchone() is not None


def save_issue(db: Database, issue: Issue, source_id: int, audience_id: int, now: str, *, key: str) -> int:
    """Add an issue with its references and exact text, or bring the stored one up to date. Gives its row id.

    `key` says which issue of its source it is: `issue_key`, where that is not known otherwise.
    """
    period_from, period_to = issue.period or (None, None)
    values = {
        "source": source_id,
        "audience": audience_id,
        "key": key,
        "title": issue.title,
        "url": issue.url,
        "language": issue.language,
        "published_at": issue.published_at,
        "period_from": period_from,
        "period_to": period_to,
        "layout": issue.layout,
        "text": issue.text,
        "now": now,
    }
    db.execute(
        """
        INSERT INTO issues (source_id, audience_id, key, title, url, language, published_at, period_from, period_to,
                            layout, text, taken_at)
        VALUES (:source, :audience, :key, :title, :url, :language, :published_at, :period_from, :period_to,
                :layout, :text, :now)
        ON CONFLICT (source_id, audience_id, key) DO UPDATE SET
          title = :title, url = :url, language = :language, published_at = :published_at, period_from = :period_from,
          period_to = :period_to, layout = :layout, text = :text
        WHERE text <> :text OR layout <> :layout OR published_at IS NOT :published_at
        """,
        values,
    )
    row = db.execute(
        "SELECT id FROM issues WHERE source_id = :source AND audience_id = :audience AND key = :key", values
    ).fetchone()
    issue_id = int(row[0])
    _save_references(db, issue_id, issue)
    return issue_id


def _save_references(db: Database, issue_id: int, issue: Issue) -> None:
    db.execute("DELETE FROM issue_references WHERE issue_id = :issue", {"issue": issue_id})
    for reference in issue.references:
        db.execute(
            """
            INSERT OR REPLACE INTO issue_references (issue_id, n, outlet, published_at, title, url)
            VALUES (:issue, :n, :outlet, :published_at, :title, :url)
            """,
            {
                "issue": issue_id,
                "n": reference.n,
                "outlet": reference.outlet,
                "published_at": reference.published_at,
                "title": reference.title,
                "url": reference.url,
            },
        )
