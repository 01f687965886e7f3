"""Choose from judged pairs those that hold, where that depends on the others.

By meaning a pair holds where it is the best on both sides: of all that the other's source wrote in its language none is
nearer. A pair of translations holds where the stories are noted as such. And because an editor lists an event once, a
pair by meaning or by names holds only where neither report has a stronger pair in the other's issue and language.
Everything else holds by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from store.cluster.gates import ORDER, Report
from store.cluster.partition import Edge

_Best = dict[tuple[int, int, str], tuple[float, str]]


def choose_edges(reports: Mapping[int, Report], edges: Iterable[Edge]) -> list[Edge]:
    """Choose the pairs that hold. `edges` are all pairs of the reports whose pairs are wanted."""
    known = [edge for edge in edges if edge.one in reports and edge.other in reports]
    nearest, found = _nearest(reports, known), []
    for edge in known:
        if is_translation(reports[edge.one], reports[edge.other]):
            strength = ORDER["translation"] + 0.9
            found.append(replace(edge, join=replace(edge.join, gate="translation", strength=strength)))
        elif edge.join.gate not in ("meaning", "translation") or (
            edge.join.gate == "meaning" and all(_is_nearest(reports, nearest, *ends) for ends in _sides(edge))
        ):
            found.append(edge)
    return _strongest(reports, found)


def _strongest(reports: Mapping[int, Report], edges: list[Edge]) -> list[Edge]:
    """Leave out the pairs by meaning or names that are not the strongest which either report has in an issue."""
    best: dict[tuple[int, int, str], tuple[float, str]] = defaultdict(lambda: (0.0, ""))
    for edge in edges:
        for side, other in _sides(edge):
            place = (side, reports[other].issue, reports[other].facts.language)
            best[place] = max(best[place], (edge.join.strength, reports[other].facts.key))
    return [
        edge
        for edge in edges
        if edge.join.gate not in ("meaning", "names")
        or all(
            best[side, reports[other].issue, reports[other].facts.language][1] == reports[other].facts.key
            for side, other in _sides(edge)
        )
    ]


def is_translation(one: Report, other: Report) -> bool:
    """Tell whether one report is noted as the translation of the other."""
    return one.original == other.id or other.original == one.id


def reach_from(reports: Mapping[int, Report], edges: Iterable[Edge], sides: set[int]) -> set[int]:
    """Give the reports that some may hold together with: every other end but by a meaning that is not their best.

    `edges` hold all pairs of `sides`.
    """
    known = [edge for edge in edges if edge.one in reports and edge.other in reports]
    nearest = _nearest(reports, known, sides)
    return {
        other
        for edge in known
        for side, other in _sides(edge)
        if side in sides
        and (
            edge.join.gate != "meaning"
            or _is_nearest(reports, nearest, side, other)
            or is_translation(reports[side], reports[other])
        )
    }


def _nearest(reports: Mapping[int, Report], edges: list[Edge], sides: Collection[int] | None = None) -> _Best:
    """Find for each report, or some, the nearest in meaning in each voice, a source in one language."""
    nearest: _Best = defaultdict(lambda: (0.0, ""))
    for edge in edges:
        if edge.join.similarity is not None:
            for side, other in _sides(edge):
                if sides is not None and side not in sides:
                    continue
                place = _place(reports, side, other)
                nearest[place] = max(nearest[place], (edge.join.similarity, reports[other].facts.key))
    return nearest


def _is_nearest(reports: Mapping[int, Report], nearest: _Best, side: int, other: int) -> bool:
    return nearest[_place(reports, side, other)][1] == reports[other].facts.key


def _place(reports: Mapping[int, Report], side: int, other: int) -> tuple[int, int, str]:
    return side, reports[other].source, reports[other].facts.language


def _sides(edge: Edge) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edge.one, edge.other), (edge.other, edge.one)
