"""Say why the reports of a storyline stand together: each with the report that it was most surely joined to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from store.cluster.gates import Gate
from store.cluster.partition import Edge
from store.model import Asker, Story
from store.stories import stories_by_ids, visible_in
from store.storylines import heir_of, joins_of


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports of one storyline, the gate that joined them, and the evidence: shared names (entity ids), pairs of
    figures as each writes them, and how near they are in meaning (cosine), where that was measured.
    """

    story: Story
    other: Story
    gate: Gate
    names: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    similarity: float | None


def why_together(db: Database, storyline: int, asker: Asker) -> tuple[Tie, ...]:
    """Give the ties of a storyline's reports that an asker may see, the surest first: as many as hold it together."""
    ids = visible_in(db, heir_of(db, storyline), asker)
    stories = {story.id: story for story in stories_by_ids(db, ids)}
    edges = [edge for edge in joins_of(db, ids) if {edge.one, edge.other} <= stories.keys()]
    return tuple(_tie(stories, edge) for edge in _spanning(sorted(edges, key=lambda edge: -edge.join.strength)))


def _spanning(edges: Sequence[Edge]) -> list[Edge]:
    """Keep of some edges, in their order, those that join what was apart (Kruskal 1956)."""
    group: dict[int, int] = {}
    kept = []
    for edge in edges:
        one, other = _root(group, edge.one), _root(group, edge.other)
        if one != other:
            group[other] = one
            kept.append(edge)
    return kept


def _root(group: dict[int, int], story: int) -> int:
    while group.get(story, story) != story:
        story = group[story]
    return story


def _tie(stories: dict[int, Story], edge: Edge) -> Tie:
    join = edge.join
    return Tie(
        story=stories[edge.one],
        other=stories[edge.other],
        gate=join.gate,
        names=join.names,
        figures=join.figures,
        similarity=join.similarity,
    )
