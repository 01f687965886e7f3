"""Give the figures of an entity as tracks over time, from what an asker may see."""

from __future__ import annotations

from store.db import Store
from store.figure_rows import figures_about
from store.model import Asker
from store.stories import stories_by_ids
from store.timeline import Track, draw_tracks

MOST = 500
"""Figures that are looked at, the newest first."""


def tracks_of(store: Store, entity_id: str, asker: Asker) -> tuple[Track, ...]:
    """Give the tracks of an entity's figures."""
    told = figures_about(store.db, entity_id, asker, MOST)
    stories = {story.id: story for story in stories_by_ids(store.db, sorted({story for story, _ in told}))}
    return draw_tracks((figure, stories[story]) for story, figure in told)
