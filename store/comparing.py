"""Compare the reports of each storyline, as a step of its own after clustering, and tell where they disagree.

Storylines that changed wait on a list that triggers keep, so that the step resumes where a crash left it and never
looks at what is as it was. The rules are `store.disagreements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from store.db import Store
from store.disagreement_rows import Row, has_uncompared, open_for, open_in, reports_of, save_findings, take_uncompared
from store.disagreements import find_disagreements
from store.figure_rows import stated_by
from store.figures import as_json as figure_json
from store.model import Asker, Disagreement, Figure
from store.stories import stories_by_ids

BATCH = 500
"""Storylines compared in one transaction, so that a long catch-up never holds the write lock for long."""

MOST = 200
"""Open disagreements that are listed at once."""


def compare(store: Store, now: datetime) -> int:
    """Compare the reports of every storyline that changed since it last was. Gives how many did."""
    compared = 0
    while has_uncompared(store.db):
        with store.transaction() as db:
            waiting = take_uncompared(db, BATCH)
            reports = reports_of(db, waiting)
            for storyline in waiting:
                save_findings(db, storyline, find_disagreements(reports.get(storyline, [])), now)
        compared += len(waiting)
    return compared


def disagreements_in(db: Database, storylines: Sequence[int]) -> tuple[Disagreement, ...]:
    """Give what is disagreed on in some storylines, in their order; the same two values are told once."""
    return _told(db, open_in(db, storylines))


def open_disagreements(db: Database, asker: Asker, entity_id: str | None = None) -> tuple[Disagreement, ...]:
    """Give what an asker may see disagreed on, of one entity or of all, the newest first; the same two values once."""
    return _told(db, open_for(db, asker, MOST, entity_id))


def _told(db: Database, rows: Sequence[Row]) -> tuple[Disagreement, ...]:
    ids = sorted({story for row in rows for story in (row.story, row.other_story)})
    stories = {story.id: story for story in stories_by_ids(db, ids)}
    figures = {figure_id: figure for stated in stated_by(db, ids).values() for figure_id, figure in stated}
    told = [
        Disagreement(
            id=row.id,
            storyline=row.storyline,
            figure=figures[row.figure],
            story=stories[row.story],
            other=figures[row.other],
            other_story=stories[row.other_story],
            cause=row.cause,
            found_at=row.found_at,
        )
        for row in rows
    ]
    return tuple({values_of(each): each for each in reversed(told)}.values())[::-1]


def values_of(told: Disagreement) -> str:
    """Write which two values disagree, whoever states them: a report and the line that sums it up are one."""
    return "/".join(sorted(_value(figure) for figure in (told.figure, told.other)))


def _value(figure: Figure) -> str:
    return f"{figure.kind} {figure.unit} {figure.low}..{figure.high}"


def as_json(told: Iterable[Disagreement]) -> list[dict[str, object]]:
    """Write disagreements as the command line's documents hold them."""
    return [
        {
            "storyline": each.storyline,
            "cause": each.cause,
            "found_at": each.found_at,
            "figures": [
                figure_json(figure)
                | {"story": story.id, "headline": story.headline, "outlet": story.outlet, "url": story.url}
                for figure, story in ((each.figure, each.story), (each.other, each.other_story))
            ],
        }
        for each in told
    ]
