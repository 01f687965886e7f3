"""Choose from judged pairs those that hold, where that depends on the others.

A weighed pair, by meaning or names, holds where it is the strongest on both sides: with nothing else of what the
other's source wrote in its language has either report a stronger pair, because an editor lists an event once, and what
follows it is told as news of its own. A pair of translations holds where the stories are noted as such. Everything else
holds by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from store.cluster.gates import ORDER, WEIGHED, Report
from store.cluster.partition import Edge


def choose_edges(
    reports: Mapping[int, Report], edges: Iterable[Edge], nearest: Mapping[int, Collection[int]] | None = None
) -> list[Edge]:
    """Choose the pairs that hold. `edges` are all pairs of the reports whose pairs are wanted.

    `nearest` are for each report the others that `find_nearest` gives, where that was done.
    """
    known = [edge for edge in edges if edge.one in reports and edge.other in reports]
    nearest, found = nearest or _all_nearest(reports, known), []
    for edge in known:
        if is_translation(reports[edge.one], reports[edge.other]):
            strength = ORDER["translation"] + 0.9
            found.append(replace(edge, join=replace(edge.join, gate="translation", strength=strength)))
        elif edge.join.gate != "translation" and (
            edge.join.gate not in WEIGHED or (edge.other in nearest[edge.one] and edge.one in nearest[edge.other])
        ):
            found.append(edge)
    return found


def is_translation(one: Report, other: Report) -> bool:
    """Tell whether one report is noted as the translation of the other."""
    return one.original == other.id or other.original == one.id


def reach_from(
    reports: Mapping[int, Report], side: int, edges: Iterable[Edge], nearest: Collection[int]
) -> Iterator[int]:
    """Give the reports that one may hold together with: every other end but of weighed pairs that are not its best.

    `edges` are all its pairs, `nearest` what `find_nearest` gives for it.
    """
    for edge in edges:
        other = edge.other if side == edge.one else edge.one
        if other in reports and (
            edge.join.gate not in WEIGHED or other in nearest or is_translation(reports[side], reports[other])
        ):
            yield other


def find_nearest(reports: Mapping[int, Report], side: int, edges: Iterable[Edge]) -> set[int]:
    """Find with what a report is paired most strongly in each voice, a source in a language. `edges` are its pairs."""
    best: dict[tuple[int, str], tuple[float, str]] = {}
    voices: dict[int, tuple[int, str]] = {}
    for edge in edges:
        other = edge.other if side == edge.one else edge.one
        if edge.join.gate != "translation" and other in reports:
            report = reports[other]
            voice = voices[other] = (report.source, report.facts.language)
            best[voice] = max(best.get(voice, (0.0, "")), (edge.join.strength, report.facts.key))
    return {other for other, voice in voices.items() if best[voice][1] == reports[other].facts.key}


def _all_nearest(reports: Mapping[int, Report], edges: Iterable[Edge]) -> dict[int, set[int]]:
    by_side: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_side[edge.one].append(edge)
        by_side[edge.other].append(edge)
    return {side: find_nearest(reports, side, inside) for side, inside in by_side.items()}
