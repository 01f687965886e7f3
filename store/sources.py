"""Rows of sources and their issues."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

from store.model import Issue
from store.text import headline_key, link_key, outlet_key

UNNAMED = "Unnamed source"
"""What a document that names no publisher is filed under."""


def note_source(db: Database, issue: Issue, now: str) -> int:
    """Find the source that an issue names, or add it. Gives its row id."""
    name = issue.source or UNNAMED
    db.execute(
        """
        INSERT INTO sources (name, key, language, added_at) VALUES (:name, :key, :language, :now)
        ON CONFLICT (key) DO NOTHING
        """,
        {"name": name, "key": outlet_key(name) or name, "language": issue.language, "now": now},
    )
    row = db.execute("SELECT id FROM sources WHERE key = :key", {"key": outlet_key(name) or name}).fetchone()
    return int(row[0])


def issue_key(issue: Issue) -> str:
    """Say what makes an issue the same issue again: its link, else its title with its date or period.

    An issue with none of these is known by its items' headlines, so that two undated notes of one title stay two.
    """
    if issue.url and (key := link_key(issue.url)):
        return key
    days = issue.published_at or (issue.period and "/".join(issue.period))
    if days:
        return f"{headline_key(issue.title)} {days}"
    headlines = "\n".join(headline_key(item.headline) for item in issue.items[:1])
    return f"{headline_key(issue.title)} {hashlib.sha256(headlines.encode()).hexdigest()[:16]}"


def save_issue(db: Database, issue: Issue, text: str, source_id: int, audience_id: int, now: str) -> int:
    """Add an issue with its references and exact text, or bring the stored one up to date. Gives its row id."""
    period_from, period_to = issue.period or (None, None)
    values = {
        "source": source_id,
        "audience": audience_id,
        "key": issue_key(issue),
        "title": issue.title,
        "url": issue.url,
        "language": issue.language,
        "published_at": issue.published_at,
        "period_from": period_from,
        "period_to": period_to,
        "layout": issue.layout,
        "text": text,
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
        WHERE text <> :text OR layout <> :layout
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
