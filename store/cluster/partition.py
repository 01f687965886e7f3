"""Part reports into storylines: joins are taken strongest first, as long as a storyline stays within its caps.

The same reports and joins give the same parts, in whatever order they came: joins are sorted by strength and then by
the contents of their reports, never by row. A storyline that would hold more than `MOST` reports or span more than
`LONGEST` days is not made, so that of a chain the weakest join is cut. Parts are not joined where any two of their
reports cannot be of one event. Nor does one weighed pair make one of two larger parts: of all pairs between them,
`BACKED` must have been judged to be of one event, or a single wrong pair would mix two events with all their reports.

Two things come first and last. Translations are one report, so they are one from the start, whatever the caps. What
only repeats others, the summaries and takeaways of an issue, joins the part of its strongest join at the end and so
bridges nothing: a paragraph that sums three events up must not make them one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from store.cluster.gates import WEIGHED, Join, Report, repeats

MOST = 60
LONGEST = 12
BACKED = 0.33


@dataclass(frozen=True, slots=True)
class Edge:
    """A join of two reports, by their row ids."""

    one: int
    other: int
    join: Join


class _Parts:
    """Reports in parts, each part under one of its reports."""

    def __init__(self, reports: Mapping[int, Report]) -> None:
        self.reports = reports
        self.head = {report_id: report_id for report_id in reports}
        self.members = {report_id: [report_id] for report_id in reports}
        self._days = {
            report_id: (report.facts.last_day, report.facts.last_day) for report_id, report in reports.items()
        }
        self._apart: dict[int, set[int]] = defaultdict(set)
        """By head, the heads of parts that cannot be one with it: as parts grow that stays so."""

    def unite(self, one: int, other: int) -> None:
        """Make the parts of two reports one."""
        head, gone = self.head[one], self.head[other]
        if head == gone:
            return
        if len(self.members[head]) < len(self.members[gone]):
            head, gone = gone, head
        for member in self.members[gone]:
            self.head[member] = head
        self.members[head] += self.members.pop(gone)
        self._days[head] = self._span(head, gone)
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._keep_apart(head, other)

    def _span(self, one: int, other: int) -> tuple[int, int]:
        """Give the first and the last day of two parts, given by their heads."""
        (first, last), (since, until) = self._days[one], self._days[other]
        return min(first, since), max(last, until)

    def _keep_apart(self, one: int, other: int) -> None:
        self._apart[one].add(other)
        self._apart[other].add(one)

    def fit(self, one: int, other: int, are_apart: Callable[[Report, Report], bool]) -> bool:
        """Tell whether two reports are of two parts that may be one."""
        ours, theirs = self.head[one], self.head[other]
        if ours == theirs or theirs in self._apart[ours]:
            return False
        if self._may_be_one(ours, theirs, are_apart):
            return True
        self._keep_apart(ours, theirs)
        return False

    def are_backed(self, edge: Edge, joined: Mapping[int, set[int]]) -> bool:
        """Tell whether a pair, if it was merely weighed, is one of enough between the parts of its reports."""
        if edge.join.gate not in WEIGHED:
            return True
        ours, theirs = self.members[self.head[edge.one]], self.members[self.head[edge.other]]
        return sum(len(joined[x].intersection(theirs)) for x in ours) >= BACKED * len(ours) * len(theirs)

    def _may_be_one(self, one: int, other: int, are_apart: Callable[[Report, Report], bool]) -> bool:
        ours, theirs = self.members[one], self.members[other]
        if len(ours) + len(theirs) > MOST:
            return False
        first, last = self._span(one, other)
        if last - first > LONGEST:
            return False
        return not any(are_apart(self.reports[x], self.reports[y]) for x in ours for y in theirs)


def part(
    reports: Mapping[int, Report],
    edges: Iterable[Edge],
    are_apart: Callable[[Report, Report], bool],
    judged: Iterable[Edge],
) -> list[list[int]]:
    """Part reports, given by their ids, into storylines. Each part is in the order of its reports' contents.

    `edges` are the joins that hold, `judged` all that were found.
    """
    parts, joined = _Parts(reports), _joined(judged)
    ordered = sorted(edges, key=lambda edge: _rank(edge, reports))
    for edge in ordered:
        if edge.join.gate == "translation":
            parts.unite(edge.one, edge.other)
    lines = {report_id for report_id, report in reports.items() if repeats(report)}
    for edge in ordered:
        if edge.one in lines or edge.other in lines or not parts.are_backed(edge, joined):
            continue
        if parts.fit(edge.one, edge.other, are_apart):
            parts.unite(edge.one, edge.other)
    _join_repeats(parts, lines, ordered, are_apart)
    found = [sorted(members, key=lambda member: reports[member].facts.key) for members in parts.members.values()]
    return sorted(found, key=lambda members: reports[members[0]].facts.key)


def _joined(judged: Iterable[Edge]) -> dict[int, set[int]]:
    """Give with which reports each was judged to be of one event."""
    found: dict[int, set[int]] = defaultdict(set)
    for edge in judged:
        found[edge.one].add(edge.other)
        found[edge.other].add(edge.one)
    return found


def _rank(edge: Edge, reports: Mapping[int, Report]) -> tuple[float, str, str]:
    one, other = reports[edge.one].facts.key, reports[edge.other].facts.key
    return (-edge.join.strength, one, other) if one < other else (-edge.join.strength, other, one)


def _join_repeats(
    parts: _Parts, lines: set[int], ordered: list[Edge], are_apart: Callable[[Report, Report], bool]
) -> None:
    """Join each report that only repeats, with its translation, to the part of its strongest join."""
    placed: set[int] = set()
    for edge in ordered:
        if (edge.one in lines) == (edge.other in lines) or parts.head[edge.one] == parts.head[edge.other]:
            continue
        unit = parts.members[parts.head[edge.one if edge.one in lines else edge.other]]
        if placed.isdisjoint(unit) and parts.fit(edge.one, edge.other, are_apart):
            placed.update(unit)
            parts.unite(edge.one, edge.other)
