"""Part reports into storylines anew where something changed, and keep the parts.

A change may touch whatever its stories are connected with, by pairs that may hold or by storylines as they are. That
can be half of a window, and of the next stories it is mostly the same half: so what was read of it, and which reports
cannot be of one event, is kept from one change to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlite_utils import Database

from store import evidence_rows, storylines
from store.cluster.blocks import block
from store.cluster.choice import choose_edges, holds, reach_from
from store.cluster.gates import UNBLOCKED, Report, shared_figures
from store.cluster.heirs import find_heirs
from store.cluster.leads import choose_lead
from store.cluster.partition import Edge, part


def blocked(one: Report, other: Report) -> bool:
    """Tell whether two reports hold what cannot be of one event."""
    return block(one.facts, other.facts, list(shared_figures(one.facts, other.facts)))


class Web:
    """Reports and the pairs between them, as they are read, good for as long as nobody else writes."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._reports: dict[int, Report] = {}
        self._pairs: dict[int, dict[int, Edge]] = {}
        """By story, of those of which all are known, and by the other end."""
        self._blocked: dict[tuple[int, int], bool] = {}

    def hold(self, report: Report) -> None:
        """Note what a report is now."""
        known = self._reports.get(report.id)
        if known is not None and known.facts != report.facts:
            self._blocked.clear()
        self._reports[report.id] = report

    def read_again(self, story_ids: Collection[int]) -> None:
        """Read stories again that changed; one that takes no part any more is no report."""
        found = evidence_rows.evidence_of(self._db, story_ids)
        for story_id in story_ids:
            if story_id in found:
                self.hold(found[story_id][0])
            else:
                self._reports.pop(story_id, None)

    def replace_pairs(self, story_ids: Collection[int], edges: Collection[Edge]) -> set[int]:
        """Put these judged pairs in place of all pairs of some stories. Gives all that are or were paired with them."""
        self._read_pairs(story_ids)
        touched = set()
        for story_id in story_ids:
            for other in self._pairs[story_id]:
                self._pairs.get(other, {}).pop(story_id, None)
                touched.add(other)
            self._pairs[story_id] = {}
        for edge in edges:
            self._add(edge)
            touched |= {edge.one, edge.other}
        storylines.replace_joins(self._db, story_ids, edges)
        return touched

    def _add(self, edge: Edge) -> None:
        for story, other in ((edge.one, edge.other), (edge.other, edge.one)):
            if story in self._pairs and other not in self._pairs[story]:
                self._pairs[story][other] = edge

    def _read_pairs(self, story_ids: Iterable[int]) -> None:
        """Read all pairs of stories, and the reports at both ends, that are not known yet."""
        unknown = [story_id for story_id in story_ids if story_id not in self._pairs]
        self._pairs |= {story_id: {} for story_id in unknown}
        found = storylines.bare_joins_of(self._db, unknown)
        for edge in found:
            self._add(edge)
        self._read_reports({*unknown, *(end for edge in found for end in (edge.one, edge.other))})

    def _read_reports(self, story_ids: Iterable[int]) -> None:
        unknown = [story_id for story_id in story_ids if story_id not in self._reports]
        self._reports |= {story: report for story, (report, _) in evidence_rows.evidence_of(self._db, unknown).items()}

    def part_anew(self, story_ids: set[int], now: str) -> None:
        """Part all that a change of some stories, or of their pairs, may touch, and give each part its storyline."""
        inside, kin = self._component(story_ids)
        reports = {story: self._reports[story] for story in inside if story in self._reports}
        edges = [Edge(*pair, storylines.TRANSLATION) for pair in kin if pair[1] not in self._pairs.get(pair[0], ())]
        edges += [edge for story in reports for edge in self._pairs[story].values() if story == edge.one]
        chosen = list(choose_edges(reports, edges))
        alone = [[story] for story in sorted(inside - reports.keys())]
        held = [edge for edge in chosen if holds(edge)]
        _keep_parts(self._db, [*part(reports, chosen, self._are_apart), *alone], reports, held, now)

    def _component(self, story_ids: set[int]) -> tuple[set[int], set[tuple[int, int]]]:
        """Give the stories that are connected with some by pairs that may hold or by storylines as they are.

        With them those of them that are translations of each other.
        """
        inside: set[int] = set()
        fresh = set(story_ids)
        translations: set[tuple[int, int]] = set()
        while fresh:
            inside |= fresh
            self._read_pairs(fresh)
            kin = storylines.kin_of(self._db, fresh)
            self._read_reports({end for pair in kin for end in pair})
            translations.update((min(pair), max(pair)) for pair in kin)
            near = {end for pair in kin for end in pair if end in self._reports}
            near.update(other for story in fresh if story in self._reports for other in self._reach_from(story, inside))
            held = storylines.storylines_of(self._db, fresh).values()
            fresh = (near | set(storylines.members_of(self._db, held))) - inside
        return inside, translations

    def _reach_from(self, story: int, inside: set[int]) -> Iterator[int]:
        """Give what a story may be joined to besides those that are inside."""
        outward = (edge for other, edge in self._pairs[story].items() if other not in inside)
        return reach_from(self._reports, story, outward)

    def _are_apart(self, one: Report, other: Report) -> bool:
        known = self._pairs[one.id].get(other.id)
        if known is not None and known.join.gate in UNBLOCKED:
            return False
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair not in self._blocked:
            self._blocked[pair] = blocked(one, other)
        return self._blocked[pair]


def _keep_parts(db: Database, parts: list[list[int]], reports: dict[int, Report], edges: list[Edge], now: str) -> None:
    """Give every part its storyline, lead and translations; only what differs is written."""
    before = storylines.places_of(db, [story for members in parts for story in members])
    held = {story: storyline for story, (storyline, _) in before.items()}
    leads = storylines.leads_of(db, set(held.values()))
    heirs = find_heirs(parts, held, leads)
    strongest = _strongest(edges)
    for members, heir in zip(parts, heirs.of_part, strict=True):
        lead = choose_lead(reports[story] for story in members) if members[0] in reports else members[0]
        storyline = heir if heir is not None else storylines.add_storyline(db, lead, now)
        if heir is not None and leads.get(heir) != lead:
            storylines.set_lead(db, storyline, lead)
        inside = set(members)
        for story in members:
            joined = strongest.get(story)
            is_held = joined is not None and {joined.one, joined.other} <= inside and story != lead
            place = storyline, joined.join.gate if joined and is_held else None
            if before.get(story) != place:
                storylines.place_story(db, story, *place)
    storylines.merge_storylines(db, heirs.merged)


def _strongest(edges: Iterable[Edge]) -> dict[int, Edge]:
    """Give the strongest pair of each story that has one."""
    found: dict[int, Edge] = {}
    for edge in edges:
        for story in (edge.one, edge.other):
            if story not in found or found[story].join.strength <= edge.join.strength:
                found[story] = edge
    return found
