"""Explain storylines: which reports were joined with which, by which gate, and on what evidence. It words nothing."""

from __future__ import annotations

from dataclasses import dataclass

from store import storylines
from store.cluster.choice import choose_edges, holds
from store.cluster.gates import Gate
from store.cluster.partition import Edge
from store.db import Store
from store.errors import NothingFoundError
from store.evidence_rows import evidence_of
from store.model import Asker, Entity, Story
from store.stories import stories_by_ids


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two reports are one event. `names` are entities, or words that the catalogue does not know.

    `figures` are the same figure in the words of either; `similarity` is how near they are in meaning, 0 to 1.
    """

    gate: Gate
    story: Story
    other: Story
    names: tuple[Entity | str, ...]
    figures: tuple[tuple[str, str], ...]
    similarity: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A storyline: its reports, the lead first, and why they are joined, the strongest first."""

    storyline: int
    reports: tuple[Story, ...]
    reasons: tuple[Reason, ...]


def explain(store: Store, story_id: int, *, asker: Asker) -> Explanation:
    """Explain how a story came to its storyline: each of its pairs with a report that the asker may see.

    Raises: NothingFoundError where the asker sees no story of that id.
    """
    storyline = storylines.storylines_of(store.db, [story_id]).get(story_id)
    found = _explain(store, storyline, asker) if storyline else None
    if found is None or all(report.id != story_id for report in found.reports):
        raise NothingFoundError(f"There is no story {story_id}, or clustering has not reached it yet.")
    reasons = (reason for reason in found.reasons if story_id in (reason.story.id, reason.other.id))
    return Explanation(found.storyline, found.reports, tuple(reasons))


def why_together(store: Store, storyline: int, *, asker: Asker) -> Explanation:
    """Explain why the reports of a storyline, or of what it was merged into, are together.

    Each report but the first comes in with its strongest reason: as many reasons as hold it together.
    """
    found = _explain(store, storylines.heir_of(store.db, storyline), asker)
    head = {report.id: report.id for report in found.reports}
    kept = []
    for reason in found.reasons:
        one, other = head[reason.story.id], head[reason.other.id]
        if one != other:
            kept.append(reason)
            head = {report: one if top == other else top for report, top in head.items()}
    return Explanation(found.storyline, found.reports, tuple(kept))


def _explain(store: Store, storyline: int, asker: Asker) -> Explanation:
    db = store.db
    ids = storylines.visible_members(db, storyline, asker)
    members = {story.id: story for story in stories_by_ids(db, ids)}
    pairs = [Edge(*pair, storylines.TRANSLATION) for pair in storylines.kin_of(db, ids)]
    pairs = [*{(min(e.one, e.other), max(e.one, e.other)): e for e in (*pairs, *storylines.joins_of(db, ids))}.values()]
    evidence = evidence_of(db, {end for pair in pairs for end in (pair.one, pair.other)})
    chosen = choose_edges({story: report for story, (report, _) in evidence.items()}, pairs)
    inside = [edge for edge in chosen if edge.one in members and edge.other in members and holds(edge)]
    known = storylines.entities_named(db, {name for edge in inside for name in edge.join.names})
    reasons = [
        Reason(
            edge.join.gate,
            members[edge.one],
            members[edge.other],
            tuple(known.get(name, name.removeprefix("?")) for name in edge.join.names),
            edge.join.figures,
            edge.join.similarity,
        )
        for edge in sorted(inside, key=lambda edge: (-edge.join.strength, edge.one, edge.other))
    ]
    return Explanation(storyline, tuple(members[story] for story in ids), tuple(reasons))
