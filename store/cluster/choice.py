"""Choose from judged pairs those that hold, where that depends on the others.

By meaning a pair holds where it is the best on both sides: of all that the other's source wrote in its language none is
nearer. A translation holds where each fits the other best and neither has one already. Everything else holds by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from store.cluster.gates import ORDER, Report
from store.cluster.partition import Edge

_Best = dict[tuple[object, ...], tuple[float, str]]


def choose_edges(reports: Mapping[int, Report], edges: Iterable[Edge]) -> list[Edge]:
    """Choose the pairs that hold. `edges` are all pairs of the reports whose pairs are wanted."""
    known = [edge for edge in edges if edge.one in reports and edge.other in reports]
    given = {end for edge in known if is_given(edge) for end in (edge.one, edge.other)}
    nearest, fittest = _best(reports, known, given)
    found = []
    for edge in known:
        fits = edge.join.translates is not None and all(
            side not in given and fittest[side,][1] == reports[other].facts.key for side, other in _sides(edge)
        )
        if fits:
            strength = ORDER["translation"] + min(edge.join.translates or 0.0, 9.0) / 100
            found.append(replace(edge, join=replace(edge.join, gate="translation", strength=strength)))
        elif edge.join.gate == "meaning":
            if all(
                nearest[side, *_voice(reports[other])][1] == reports[other].facts.key for side, other in _sides(edge)
            ):
                found.append(edge)
        elif edge.join.gate != "translation" or is_given(edge):
            found.append(edge)
    return found


def reach_from(reports: Mapping[int, Report], edges: Iterable[Edge], sides: set[int]) -> set[int]:
    """Give the reports that some may hold together with: every other end but by a meaning that is not their best.

    `edges` hold all pairs of `sides`.
    """
    known = [edge for edge in edges if edge.one in reports and edge.other in reports]
    nearest, _ = _best(reports, known, set())
    return {
        other
        for edge in known
        for side, other in _sides(edge)
        if side in sides
        and (
            edge.join.gate != "meaning"
            or edge.join.translates is not None
            or nearest[side, *_voice(reports[other])][1] == reports[other].facts.key
        )
    }


def is_given(edge: Edge) -> bool:
    """Tell whether a document itself says that a pair are translations."""
    return edge.join.gate == "translation" and edge.join.translates is None


def _best(reports: Mapping[int, Report], edges: list[Edge], given: set[int]) -> tuple[_Best, _Best]:
    """Find for each report the nearest in meaning in each voice, and the best fit as a translation."""
    nearest: _Best = defaultdict(lambda: (0.0, ""))
    fittest: _Best = defaultdict(lambda: (0.0, ""))
    for edge in edges:
        for side, other in _sides(edge):
            key = reports[other].facts.key
            if edge.join.similarity is not None:
                place = (side, *_voice(reports[other]))
                nearest[place] = max(nearest[place], (edge.join.similarity, key))
            if edge.join.translates is not None and not {side, other} & given:
                fittest[side,] = max(fittest[side,], (edge.join.translates, key))
    return nearest, fittest


def _sides(edge: Edge) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edge.one, edge.other), (edge.other, edge.one)


def _voice(report: Report) -> tuple[int, str]:
    return report.source, report.facts.language
