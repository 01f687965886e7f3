"""Rows: which stories fit a filter, counted and in pages. What a filter means is decided in `search`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store.audiences import asker_values
from store.db import as_utc
from store.model import Asker, Language
from store.stories import VISIBLE


@dataclass(frozen=True, slots=True)
class Filter:
    """What stories must fit; an empty field asks for nothing.

    `match` is an FTS5 query. `slugs` are sets of entities: a story must mention one of each of at least `named` sets.
    `since` and `until` are days, both included; `newest` is the last story id that counts.
    """

    asker: Asker
    newest: int
    match: str = ""
    slugs: tuple[tuple[str, ...], ...] = ()
    named: int = 0
    outlet_keys: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    language: Language | None = None


def newest_id(db: Database) -> int:
    """Give the id of the story that came in last, 0 in an empty store."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM stories").fetchone()[0])


def count_stories(db: Database, wanted: Filter) -> tuple[int, int]:
    """Count the stories that fit, and the storylines they belong to; one without it counts with its translation."""
    where, values = _where(wanted)
    row = db.execute(
        f"""
        SELECT count(*), count(DISTINCT coalesce(s.storyline_id, -coalesce(s.translation_of, s.id)))
        FROM stories s WHERE {where}
        """,
        values,
    ).fetchone()
    return int(row[0]), int(row[1])


def list_stories(db: Database, wanted: Filter, limit: int, offset: int) -> list[int]:
    """Give a page of ids: newest day first, and within it reports before the lines that sum them up."""
    where, values = _where(wanted)
    rows = db.execute(
        f"""
        SELECT s.id FROM stories s WHERE {where}
        ORDER BY s.effective_at DESC,
          CASE s.kind WHEN 'story' THEN 0 WHEN 'analysis' THEN 0 WHEN 'quick_hit' THEN 1 WHEN 'watch' THEN 2
            WHEN 'takeaway' THEN 3 ELSE 4 END,
          s.position, s.id
        LIMIT :limit OFFSET :offset
        """,
        {**values, "limit": limit, "offset": offset},
    ).fetchall()
    return [row[0] for row in rows]


def list_texts(db: Database, asker: Asker, since: str) -> list[tuple[int, int, str, str]]:
    """Give what the stories of an asker say since a time: id, issue, headline and summary."""
    return db.execute(
        f"SELECT s.id, s.issue_id, s.headline, s.summary FROM stories s WHERE {VISIBLE} AND s.effective_at >= :since",
        {**asker_values(asker), "since": since},
    ).fetchall()


_CLAUSES = {
    "match": "s.id IN (SELECT rowid FROM story_search WHERE story_search MATCH :match)",
    "slugs": """s.id IN (
      SELECT m.story_id FROM json_each(:slugs) wanted
      JOIN json_each(wanted.value) slug
      JOIN entities e ON e.slug = slug.value
      JOIN mentions m ON m.entity_id = e.id
      GROUP BY m.story_id HAVING count(DISTINCT wanted.key) >= :named)""",
    "outlet_keys": "s.outlet_key IN (SELECT value FROM json_each(:outlet_keys))",
    "since": "s.effective_at >= :since",
    "until": "substr(s.effective_at, 1, 10) <= :until",
    "language": "s.language = :language",
}


def _where(wanted: Filter) -> tuple[str, dict[str, object]]:
    clauses = [VISIBLE, "s.id <= :newest"]
    values: dict[str, object] = {**asker_values(wanted.asker), "newest": wanted.newest, "named": wanted.named}
    for field, clause in _CLAUSES.items():
        value = getattr(wanted, field)
        if value or (field == "outlet_keys" and value is not None):
            clauses.append(clause)
            values[field] = json.dumps(value) if isinstance(value, tuple) else value
    return " AND ".join(clauses), values


def outlets_like(db: Database, key: str, asker: Asker, since: datetime, limit: int) -> list[str]:
    """Give at most `limit` outlets whose key begins with `key`, those most credited since a time in visible stories."""
    rows = db.execute(
        f"""
        SELECT s.outlet, count(*) AS told FROM stories s
        WHERE {VISIBLE} AND s.effective_at >= :since AND s.outlet_key >= :key AND s.outlet_key < :key || char(1114111)
        GROUP BY s.outlet_key ORDER BY told DESC, s.outlet_key LIMIT :limit
        """,
        {**asker_values(asker), "since": as_utc(since), "key": key, "limit": limit},
    )
    return [str(outlet) for outlet, _ in rows.fetchall()]
