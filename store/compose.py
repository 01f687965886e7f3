"""Compose an edition from what its window holds: choose the slots, then read the stories that fill them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from store.comparing import disagreements_in
from store.db import as_utc
from store.figure_rows import figures_of
from store.model import Digest, Edition, Figure, Product, Slot, Story
from store.rank import Candidate, Pick, choose_slots, count_storylines
from store.stories import stories_by_ids
from store.text import outlet_key
from store.window import Window


def compose(
    db: Database,
    digest: Digest,
    candidates: Sequence[Candidate],
    window: Window,
    *,
    product: Product,
    period: str,
    due_at: datetime,
    now: datetime,
) -> Edition:
    """Compose an edition by a digest's settings. A digest without row id is none: the edition says no next time."""
    picks = choose_slots(candidates, language=digest.language, top=digest.stories, now=now)
    figures = figures_of(db, [pick.stories[0] for pick in picks])
    told = {story.id: story for story in stories_by_ids(db, [story for pick in picks for story in pick.stories])}
    return Edition(
        uid=uuid.uuid4().hex,
        channel=digest.channel or None,
        product=product,
        period=period,
        due_at=as_utc(due_at),
        language=digest.language,
        zone=digest.zone,
        since_at=window.since_at,
        until_at=window.until_at,
        slots=tuple(
            _slot(pick, [told[story_id] for story_id in pick.stories], figures.get(pick.stories[0], ()))
            for pick in picks
        ),
        at=digest.at if digest.id else None,
        weekdays=digest.weekdays if digest.id else None,
        left_out=count_storylines(candidates) - len(picks),
        disagreements=disagreements_in(db, [told[pick.stories[0]].storyline or 0 for pick in picks]),
    )


def _slot(pick: Pick, reports: list[Story], figures: tuple[Figure, ...]) -> Slot:
    return Slot(
        n=pick.n,
        part=pick.part,
        lead=reports[0],
        outlets=name_outlets(reports),
        stories=pick.stories,
        score=pick.score,
        why=pick.why,
        figures=figures,
    )


def name_outlets(reports: list[Story]) -> tuple[str, ...]:
    """Name each outlet once, as the first report writes it; where none is credited, the source.

    A story and its translation credit one outlet, whatever each calls it.
    """
    told: set[int] = set()
    names: dict[str, str] = {}
    for report in reports:
        original = report.translation_of or report.id
        if original not in told and report.outlet:
            names.setdefault(outlet_key(report.outlet), report.outlet)
        told.add(original)
    return tuple(names.values()) or (reports[0].source,)
