"""Choose from judged pairs what each stands for, where that depends on the stories.

A pair of translations holds where the stories are noted as such, and says nothing otherwise. Everything else stands for
what it was judged to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from store.cluster.gates import ORDER, Report, worth
from store.cluster.partition import Edge
from store.cluster.weighing import ENOUGH


def choose_edges(reports: Mapping[int, Report], edges: Iterable[Edge]) -> Iterator[Edge]:
    """Choose the pairs that say something of these reports."""
    for edge in edges:
        if edge.one not in reports or edge.other not in reports:
            continue
        if is_translation(reports[edge.one], reports[edge.other]):
            strength = ORDER["translation"] + 0.9
            yield replace(edge, join=replace(edge.join, gate="translation", strength=strength))
        elif edge.join.gate != "translation":
            yield edge


def is_translation(one: Report, other: Report) -> bool:
    """Tell whether one report is noted as the translation of the other."""
    return one.original == other.id or other.original == one.id


def reach_from(reports: Mapping[int, Report], side: int, edges: Iterable[Edge]) -> Iterator[int]:
    """Give the reports that one may be joined to by its pairs, `edges`."""
    for edge in edges:
        other = edge.other if side == edge.one else edge.one
        if other in reports and (
            holds(edge) if edge.join.gate != "translation" else is_translation(reports[side], reports[other])
        ):
            yield other


def holds(edge: Edge) -> bool:
    """Tell whether a pair is enough to join two reports that stand alone."""
    return worth(edge.join) >= ENOUGH
