"""Give the figures of an entity as tracks over time, from what an asker may see."""

from __future__ import annotations

from store.db import Store
from store.figure_rows import figures_about
from store.model import Asker, Language
from store.stories import stories_by_ids, told_in
from store.timeline import Track, draw_tracks

MOST = 500
"""Figures that are looked at, the newest first."""


def tracks_of(store: Store, entity_id: str, asker: Asker, language: Language = "en") -> tuple[Track, ...]:
    """Give the tracks of an entity's figures, each told by the report in a language if it is told in both."""
    told = figures_about(store.db, entity_id, asker, MOST)
    others = told_in(store.db, sorted({story for story, _ in told}), language, asker)
    told = [(others.get(story, story), figure) for story, figure in told]
    stories = {story.id: story for story in stories_by_ids(store.db, sorted({story for story, _ in told}))}
    return draw_tracks((figure, stories[story]) for story, figure in told)
