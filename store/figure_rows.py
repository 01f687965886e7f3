"""Rows of figures: what a story states. Places count from the start of its headline, one line above its summary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from store.audiences import asker_values
from store.model import Asker, Figure
from store.stories import VISIBLE


def set_figures(db: Database, story_id: int, figures: Sequence[Figure]) -> None:
    """Put these figures in place of a story's. One that stands where it stood keeps its row, so that what refers to it
    holds; one that is gone takes its disagreements with it.
    """
    rows = db.execute("SELECT start, words, id FROM figures WHERE story_id = :story", {"story": story_id}).fetchall()
    kept = {(start, words): figure_id for start, words, figure_id in rows}
    for figure in figures:
        _save(db, kept.pop((figure.start, figure.words), None), story_id, figure)
    for figure_id in kept.values():
        db.execute("DELETE FROM disagreements WHERE :id IN (figure_id, other_id)", {"id": figure_id})
        db.execute("DELETE FROM figures WHERE id = :id", {"id": figure_id})


def _save(db: Database, figure_id: int | None, story_id: int, figure: Figure) -> None:
    db.execute(
        """
        INSERT INTO figures (id, story_id, words, start, kind, unit, low, high, bound, of, entity_id, as_of,
                             is_former, is_expected)
        VALUES (:id, :story, :words, :start, :kind, :unit, :low, :high, :bound, :of,
                (SELECT id FROM entities WHERE slug = :slug), :as_of, :former, :expected)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, unit = excluded.unit, low = excluded.low,
          high = excluded.high, bound = excluded.bound, of = excluded.of, entity_id = excluded.entity_id,
          as_of = excluded.as_of, is_former = excluded.is_former, is_expected = excluded.is_expected
        """,
        {
            "id": figure_id,
            "story": story_id,
            "words": figure.words,
            "start": figure.start,
            "kind": figure.kind,
            "unit": figure.unit,
            "low": None if figure.low is None else float(figure.low),
            "high": None if figure.high is None else float(figure.high),
            "bound": figure.bound,
            "of": figure.of,
            "slug": figure.entity_id,
            "as_of": figure.as_of,
            "former": figure.is_former,
            "expected": figure.is_expected,
        },
    )


def figures_of(db: Database, story_ids: Sequence[int]) -> dict[int, tuple[Figure, ...]]:
    """Give the figures of stories by story, in the order of their words; a story without any is left out."""
    stated = stated_by(db, story_ids)
    return {story_id: tuple(figure for _, figure in figures) for story_id, figures in stated.items()}


def stated_by(db: Database, story_ids: Sequence[int]) -> dict[int, list[tuple[int, Figure]]]:
    """Give the figures of stories by story, each with its row's id, in the order of their words."""
    rows = db.query(
        f"""{_FIGURES} WHERE f.story_id IN (SELECT value FROM json_each(:ids))
            ORDER BY f.story_id, f.start, f.id""",
        {"ids": json.dumps(list(story_ids))},
    )
    found: dict[int, list[tuple[int, Figure]]] = {}
    for row in rows:
        story_id, figure_id, figure = _read(row)
        found.setdefault(story_id, []).append((figure_id, figure))
    return found


def figures_about(db: Database, slug: str, asker: Asker, limit: int) -> list[tuple[int, Figure]]:
    """Give the figures of an entity of which it is known what they are of, with the story, the newest first.

    What reports disagree on is left out.
    """
    rows = db.query(
        f"""{_FIGURES} JOIN stories s ON s.id = f.story_id
            WHERE e.slug = :slug AND f.of IS NOT NULL AND {VISIBLE} AND NOT EXISTS (
              SELECT 1 FROM disagreements d WHERE d.settled_at IS NULL AND f.id IN (d.figure_id, d.other_id))
            ORDER BY s.effective_at DESC, s.id DESC, f.start LIMIT :limit""",
        {"slug": slug, "limit": limit, **asker_values(asker)},
    )
    return [(story_id, figure) for story_id, _, figure in map(_read, rows)]


_FIGURES = """
SELECT f.story_id, f.id, f.words, f.start, f.kind, f.unit, f.low, f.high, f.bound, f.of, e.slug AS entity_id, f.as_of,
       f.is_former, f.is_expected
FROM figures f LEFT JOIN entities e ON e.id = f.entity_id
"""


def _read(row: dict[str, Any]) -> tuple[int, int, Figure]:
    """Read a row of `_FIGURES`: its story, its id and the figure."""
    ends = {"low": _whole(row["low"]), "high": _whole(row["high"])}
    marks = {mark: bool(row[mark]) for mark in ("is_former", "is_expected")}
    story_id, figure_id = row.pop("story_id"), row.pop("id")
    return story_id, figure_id, Figure(**row | ends | marks)


def _whole(value: float | None) -> int | float | None:
    """Give a stored value as it was read: a whole number where it is one, by its shortest digits (1e26 is 10 ** 26)."""
    return int(Decimal(repr(value))) if value is not None and value.is_integer() else value
