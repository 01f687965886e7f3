"""Say why a story stood in an edition: the slot as it was chosen, read back from the ledger."""

from __future__ import annotations

import json

from store.compose import name_outlets
from store.db import Store
from store.editions import choice_of
from store.figure_rows import figures_of
from store.model import Slot
from store.rank.sizes import notability
from store.readings import entities_by_slugs
from store.stories import stories_by_ids


def explain(store: Store, *, team: str, channel: str, edition: str, story: int) -> Slot | None:
    """Give the slot that a story led in an edition (its uid) of a channel (Slack's id), or None where it led none."""
    choice = choice_of(store.db, team, channel, edition)
    chosen = next((each for each in json.loads(choice or "[]") if each["stories"][:1] == [story]), None)
    reports = stories_by_ids(store.db, chosen["stories"]) if chosen else []
    if chosen is None or not reports or reports[0].id != story:
        return None
    figures = figures_of(store.db, [story]).get(story, ())
    return Slot(
        n=chosen["n"],
        part=chosen["part"],
        lead=reports[0],
        outlets=name_outlets(reports),
        stories=tuple(chosen["stories"]),
        score=chosen["score"],
        why=chosen["why"],
        figures=tuple(sorted(figures, key=lambda figure: -notability(figure))),
        favoured=tuple(entities_by_slugs(store.db, chosen.get("favoured", ())).values()),
    )
