"""Rows of disagreements, and of the storylines whose reports are to be compared again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store.audiences import asker_values
from store.db import as_utc
from store.disagreements import Finding, Report, Stated
from store.figure_rows import stated_by
from store.model import Asker, Cause
from store.stories import VISIBLE

MOST_FIGURES = 200
"""Figures of a report that are compared, its first ones; the other reports find their numbers in its whole text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A disagreement as stored: both figures and the stories that state them by their ids."""

    id: int
    storyline: int
    figure: int
    story: int
    other: int
    other_story: int
    cause: Cause | None
    found_at: str


def has_uncompared(db: Database) -> bool:
    """Tell whether any storyline waits to be compared."""
    return db.execute("SELECT 1 FROM uncompared LIMIT 1").fetchone() is not None


def take_uncompared(db: Database, limit: int) -> list[int]:
    """Take up to `limit` storylines off the list of those whose reports or figures changed since they were compared."""
    rows = db.execute("SELECT storyline_id FROM uncompared LIMIT :limit", {"limit": limit}).fetchall()
    ids = [row[0] for row in rows]
    db.execute(
        "DELETE FROM uncompared WHERE storyline_id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(ids)}
    )
    return ids


def reports_of(db: Database, storylines: Sequence[int]) -> dict[int, list[Report]]:
    """Give the reports of storylines that have several and are no secret of an editor's, originals and older first."""
    rows = db.execute(
        """
        SELECT s.storyline_id, s.id, coalesce(s.translation_of, s.id), s.language,
               s.headline || char(10) || s.summary, substr(s.effective_at, 1, 10)
        FROM stories s
        WHERE s.storyline_id IN (SELECT value FROM json_each(:ids)) AND s.hidden_at IS NULL AND s.vanished_at IS NULL
          AND EXISTS (SELECT 1 FROM stories o WHERE o.storyline_id = s.storyline_id AND o.id <> s.id)
        ORDER BY s.storyline_id, s.translation_of IS NOT NULL, s.effective_at, s.id
        """,
        {"ids": json.dumps(list(storylines))},
    ).fetchall()
    figures = stated_by(db, [row[1] for row in rows])
    reports: dict[int, list[Report]] = {}
    for storyline, story, original, language, text, day in rows:
        stated = tuple(Stated(figure_id, figure) for figure_id, figure in figures.get(story, [])[:MOST_FIGURES])
        reports.setdefault(storyline, []).append(Report(story, original, language, text, day, stated))
    return reports


def save_findings(db: Database, storyline: int, findings: Iterable[Finding], now: datetime) -> None:
    """Record what disagrees in a storyline now; what did before and no longer does is settled."""
    values = [{"figure": found.figure, "other": found.other, "cause": found.cause} for found in findings]
    db.execute(
        """
        UPDATE disagreements SET settled_at = :now
        WHERE storyline_id = :storyline AND settled_at IS NULL
          AND (figure_id, other_id) NOT IN (SELECT value ->> 'figure', value ->> 'other' FROM json_each(:found))
        """,
        {"storyline": storyline, "now": as_utc(now), "found": json.dumps(values)},
    )
    for value in values:
        db.execute(
            """
            INSERT INTO disagreements (storyline_id, figure_id, other_id, cause, found_at)
            VALUES (:storyline, :figure, :other, :cause, :now)
            ON CONFLICT (figure_id, other_id) DO UPDATE SET storyline_id = :storyline, cause = :cause,
              settled_at = NULL, found_at = iif(settled_at IS NULL, found_at, :now)
            """,
            value | {"storyline": storyline, "now": as_utc(now)},
        )


_OPEN = """
SELECT d.id, d.storyline_id AS storyline, d.figure_id AS figure, f.story_id AS story, d.other_id AS other,
       o.story_id AS other_story, d.cause, d.found_at
FROM disagreements d
JOIN figures f ON f.id = d.figure_id
JOIN figures o ON o.id = d.other_id
JOIN stories s ON s.id = f.story_id
JOIN stories t ON t.id = o.story_id
WHERE d.settled_at IS NULL AND s.hidden_at IS NULL AND s.vanished_at IS NULL AND t.hidden_at IS NULL
  AND t.vanished_at IS NULL AND s.audience_id = t.audience_id
  AND s.storyline_id = d.storyline_id AND t.storyline_id = d.storyline_id
"""
"""What is open and may be told, whether or not it was compared again since a story was hidden or left its storyline."""


def open_in(db: Database, storylines: Sequence[int]) -> list[Row]:
    """Give the unsettled disagreements of storylines, in the order that they are given, then as found."""
    rows = db.query(
        f"{_OPEN} AND d.storyline_id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id",
        {"ids": json.dumps(list(storylines))},
    )
    places = {storyline: place for place, storyline in reversed(list(enumerate(storylines)))}
    return sorted((Row(**row) for row in rows), key=lambda row: places[row.storyline])


def open_for(db: Database, asker: Asker, limit: int, slug: str | None = None) -> list[Row]:
    """Give the unsettled disagreements that an asker may see, of one entity or of all, the newest first."""
    rows = db.query(
        f"""{_OPEN} AND {VISIBLE} AND (:slug IS NULL
              OR (SELECT id FROM entities WHERE slug = :slug) IN (f.entity_id, o.entity_id))
            ORDER BY d.found_at DESC, d.id DESC LIMIT :limit""",
        asker_values(asker) | {"limit": limit, "slug": slug},
    )
    return [Row(**row) for row in rows]
