"""Say why a story stood in an edition, as the ledger has it, and what a channel taught us to like."""

from __future__ import annotations

import json
from datetime import datetime

from store.cluster.outlets import name_outlets
from store.db import Store
from store.editions import choice_of
from store.figure_rows import figures_of
from store.model import Entity, Slot
from store.rank.leanings import learn
from store.rank.sizes import notability
from store.readings import entities_by_slugs
from store.stories import stories_by_ids
from store.votes import votes_in

LEARNED = 0.2
"""How far a name must lean for it to be said: one vote moves it by a third, and less with the weeks."""

MOST_LEARNED = 5


def learned(store: Store, channel_id: int, now: datetime) -> tuple[list[Entity], list[Entity]]:
    """Give the names that a channel (our row's id) is told more of, and less, for what its people said; most first."""
    leanings = learn(votes_in(store.db, channel_id, now), now)
    names = entities_by_slugs(store.db, leanings)
    ranked = sorted(leanings, key=lambda slug: (-abs(leanings[slug]), slug))
    more = [names[slug] for slug in ranked if leanings[slug] >= LEARNED and slug in names]
    less = [names[slug] for slug in ranked if leanings[slug] <= -LEARNED and slug in names]
    return more[:MOST_LEARNED], less[:MOST_LEARNED]


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
