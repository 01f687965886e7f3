"""Part reports into storylines: the two parts that are nearest are joined, again and again, as long as it is enough.

How near two parts are is what all pairs between their reports count on average (`gates.worth`). A pair of which nothing
is noted counts `UNLIKELY`, two sections of one report, which are not compared, `UNSAID`. A report, its translation, and
what links to the same page or says the same words are one report, of which the best pair counts. A pair that cannot be
of one event counts `CONTRARY` less: alone it is never joined, and it keeps small parts apart, but one report that was
misread does not cut a large event in two. So one wrong pair does not mix two events with all their reports, and one in
doubt by itself joins where others of its event bear it out. A large part takes another only if that is a little nearer
than usual, the more alike its own reports are.
Measured on real issues of five times three to five days, each weighed by what was fitted on the other four: of the
joined pairs 98.8 % are right, and 63 % of those of one event found; without the encoder 98.7 % and 51 %. On a sixth
window, of 548 stories, on which nothing was fitted, it is 98.6 % and 58 %, without the encoder 99.5 % and 50 %
(`weighing` says how the bar was set); on a seventh, of 548 stories of three days full of launches, seen by nobody
before, 92.6 % and 75 %, without it 93.2 % and 57 %, and a higher bar does not help there. What is wrong is mostly an
opinion on an event, or the next news of a thing told right after its launch, which a large storyline draws in.

The same reports and pairs give the same parts, in whatever order they came: equally near parts are taken by the
contents of their reports, never by row. A storyline that would hold more than `MOST` reports or span more than
`LONGEST` days is not made, so that of a chain the weakest join is cut.

Two things come first and last. Translations are one report, so they are one from the start, whatever the caps. What
only repeats others, the summaries and takeaways of an issue, joins the part of its strongest join at the end and so
bridges nothing: a paragraph that sums three events up must not make them one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from itertools import combinations

import msgspec

from store.cluster.gates import UNLIKELY, Join, Report, repeats, worth
from store.cluster.weighing import ENOUGH

MOST = 60
LONGEST = 12
CONTRARY = 1.02
"""What a pair counts less that cannot be of one event. Of 0.3 to 2.5, about one did best on real issues."""
UNSAID = ENOUGH - 0.01
"""What two sections of one report count: both may tell of one event, which nothing has said yet."""
_BILLION = 1_000_000_000
_CONTRARY = round(CONTRARY * _BILLION)
_ENOUGH = round((ENOUGH - UNLIKELY) * _BILLION)
_LARGE, _CLOSER = 5, 0.1
"""Reports of a large part, at least, and the share of what these count beyond enough that another must count too.

A storyline of many reports told alike would else draw in what only follows it: another day's turn shares its names.
On windows of real reports that the worths were not fitted on, a share of 0.25 lost up to two joins in a hundred, with
no fewer wrong ones."""
_COPIES = ("link", "text")
AreApart = Callable[[Report, Report], bool]
_Near = tuple[float, str, str, int, int, int, int]
"""How near a part is to its nearest, less first, the contents they stand for, their heads, and how many they were."""
_More = dict[int, dict[int, int]]
"""What the pairs between two parts count in all, more than if nothing were noted of them, by the heads of both.

They are counted in whole billionths, of which sums are the same in whatever order.
"""


class Edge(msgspec.Struct, frozen=True, gc=False):
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
        self._keys = {report_id: report.facts.key for report_id, report in reports.items()}
        self._units = dict.fromkeys(reports, 1)
        """By head, of how many reports it is, a report and its translation being one."""
        self._inner = dict.fromkeys(reports, 0)
        """By head, what the pairs within it count in all."""

    def unite(self, one: int, other: int, *, as_one: bool = False, between: int = 0) -> None:
        """Make the parts of two reports one; `as_one` if they are one report. `between` is what their pairs count."""
        head, gone = self.head[one], self.head[other]
        if head == gone:
            return
        if len(self.members[head]) < len(self.members[gone]):
            head, gone = gone, head
        for member in self.members[gone]:
            self.head[member] = head
        self.members[head] += self.members.pop(gone)
        self._days[head] = self._span(head, gone)
        units = self._units[head] + self._units.pop(gone)
        self._units[head] = 1 if as_one else units
        self._inner[head] += self._inner.pop(gone) + between
        self._keys[head] = min(self._keys[head], self._keys[gone])

    def _span(self, one: int, other: int) -> tuple[int, int]:
        """Give the first and the last day of two parts, given by their heads."""
        (first, last), (since, until) = self._days[one], self._days[other]
        return min(first, since), max(last, until)

    def may_be_one(self, one: int, other: int) -> bool:
        """Tell whether two parts, given by their heads, are not too large or too long together."""
        first, last = self._span(one, other)
        return len(self.members[one]) + len(self.members[other]) <= MOST and last - first <= LONGEST

    def contrary(self, one: int, other: int, are_apart: AreApart) -> set[tuple[int, int]]:
        """Find the pairs between two parts, given by their heads, that cannot be of one event."""
        between = ((x, y) if x < y else (y, x) for x in self.members[one] for y in self.members[other])
        return {(x, y) for x, y in between if are_apart(self.reports[x], self.reports[y])}

    def nearest(self, one: int, more: Mapping[int, int]) -> _Near | None:
        """Give which other part is nearest to one; `more` is by how much the pairs with each count more than unnoted.

        None where none is near enough to join it. Of equally near ones it is the one of the least contents.
        """
        ours, units, keys = self._units[one], self._units, self._keys
        least, found = self._least(one), None
        for other, counted in more.items():
            mean = counted / (ours * units[other])
            if mean >= least and mean >= self._least(other):
                first, last = sorted((keys[one], keys[other]))
                near = -mean, first, last, one, other, ours, units[other]
                found, least = (near if found is None else min(found, near)), mean
        return found

    def _least(self, head: int) -> float:
        """Give how near another part must be to join one: nearer to a large one, the nearer that is within."""
        units = self._units[head]
        if units < _LARGE:
            return float(_ENOUGH)
        within = self._inner[head] / (units * (units - 1) // 2)
        return _ENOUGH + _CLOSER * max(0.0, within - _ENOUGH)

    def is_as_it_was(self, head: int, units: int) -> bool:
        """Tell whether a part is still what it was when it was of so many reports: parts only grow."""
        return self._units.get(head) == units


def part(reports: Mapping[int, Report], edges: Iterable[Edge], are_apart: AreApart) -> list[list[int]]:
    """Part reports, given by their ids, into storylines. Each part is in the order of its reports' contents.

    `edges` are the pairs of which something is known.
    """
    parts, edges = _Parts(reports), list(edges)
    for edge in _ranked((edge for edge in edges if edge.join.gate == "translation"), reports):
        parts.unite(edge.one, edge.other, as_one=True)
    lines = {report_id for report_id, report in reports.items() if repeats(report)}
    among = [edge for edge in edges if edge.one not in lines and edge.other not in lines]
    _unite_copies(parts, _ranked((edge for edge in among if edge.join.gate in _COPIES), reports), are_apart)
    _join_nearest(parts, among, are_apart)
    beside = (edge for edge in edges if (edge.one in lines) != (edge.other in lines) and worth(edge.join) >= ENOUGH)
    _join_repeats(parts, lines, _ranked(beside, reports), are_apart)
    found = [sorted(members, key=lambda member: reports[member].facts.key) for members in parts.members.values()]
    return sorted(found, key=lambda members: reports[members[0]].facts.key)


def _unite_copies(parts: _Parts, ordered: Iterable[Edge], are_apart: AreApart) -> None:
    """Make one report of those that link to one page or say the same, as far as nothing speaks against it."""
    for edge in ordered:
        one, other = parts.head[edge.one], parts.head[edge.other]
        if one != other and parts.may_be_one(one, other) and not parts.contrary(one, other, are_apart):
            parts.unite(one, other, as_one=True)


def _join_nearest(parts: _Parts, edges: Iterable[Edge], are_apart: AreApart) -> None:
    """Join the two parts that are nearest on average, again and again, as long as that is enough.

    Of each part only its nearest waits, as both were then. Of the two nearest of all, the one that grew last was given
    the other then, so they are never passed over; one that has grown since is looked for anew in its turn. What cannot
    be of one event is looked for between parts only where they would be joined: it makes them less near, never nearer.
    """
    more = _between_units(parts, edges)
    waiting = [near for one, others in more.items() if (near := parts.nearest(one, others))]
    heapify(waiting)
    counted: set[tuple[int, int]] = set()
    while waiting:
        less, _, _, one, other, ours, theirs = heappop(waiting)
        if not parts.is_as_it_was(one, ours):  # what it is a part of now waits by itself
            continue
        is_current = parts.is_as_it_was(other, theirs) and more[one].get(other, 0) / (ours * theirs) == -less
        if is_current:
            if not parts.may_be_one(one, other):
                del more[one][other], more[other][one]
            elif contrary := parts.contrary(one, other, are_apart) - counted:
                counted |= contrary
                more[one][other] = more[other][one] = more[one][other] - len(contrary) * _CONTRARY
            else:
                parts.unite(one, other, between=more[one][other])
                one = _merge(more, one, other) if one in parts.members else _merge(more, other, one)
        if near := parts.nearest(one, more[one]):
            heappush(waiting, near)


def _merge(more: _More, head: int, gone: int) -> int:
    """Count what is between a part and others for the one that it is a part of now. Gives the head of that."""
    ours = more[head]
    for third, counted in more.pop(gone).items():
        theirs = more[third]
        del theirs[gone]
        if third != head:
            ours[third] = theirs[head] = ours.get(third, 0) + counted
    return head


def _between_units(parts: _Parts, edges: Iterable[Edge]) -> _More:
    """Give what the pairs between reports count, of each with its translation and its copies the best."""
    more: _More = defaultdict(dict)
    sections: dict[int, set[int]] = defaultdict(set)
    for report in parts.reports.values():
        if report.facts.kind == "analysis":
            sections[report.issue].add(parts.head[report.id])
    for beside in sections.values():
        for one, other in combinations(beside, 2):
            more[one][other] = more[other][one] = _more_than_unlikely(UNSAID)
    for edge in edges:
        one, other = parts.head[edge.one], parts.head[edge.other]
        if one != other:
            counted = max(more[one].get(other, 0), _more_than_unlikely(worth(edge.join)))
            more[one][other] = more[other][one] = counted
    return more


def _more_than_unlikely(counted: float) -> int:
    return round((counted - UNLIKELY) * _BILLION)


def _ranked(edges: Iterable[Edge], reports: Mapping[int, Report]) -> list[Edge]:
    """Give edges in order, the strongest first, equal ones by the contents of their reports."""
    return sorted(edges, key=lambda edge: _rank(edge, reports))


def _rank(edge: Edge, reports: Mapping[int, Report]) -> tuple[float, str, str]:
    one, other = sorted((reports[edge.one].facts.key, reports[edge.other].facts.key))
    return -edge.join.strength, one, other


def _join_repeats(parts: _Parts, lines: set[int], ordered: list[Edge], are_apart: AreApart) -> None:
    """Join each report that only repeats, with its translation, to the part of its strongest join."""
    placed: set[int] = set()
    for edge in ordered:
        if parts.head[edge.one] == parts.head[edge.other]:
            continue
        unit = parts.members[parts.head[edge.one if edge.one in lines else edge.other]]
        heads = parts.head[edge.one], parts.head[edge.other]
        if placed.isdisjoint(unit) and parts.may_be_one(*heads) and not parts.contrary(*heads, are_apart):
            placed.update(unit)
            parts.unite(edge.one, edge.other)
