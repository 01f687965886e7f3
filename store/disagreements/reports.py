"""Compare two reports of one event: figures of the same thing that cannot both hold.

The same thing is the same kind and unit, of the same (both say of what), of the same entity (both say whose), as of the
same time, and both expected or both there already. A report that gives two values for a thing tells of two things, or
of how it went, and is not compared. Values more than `_FAR` times apart that no slip explains are rather of two things.
What grows (`_GROWING`) may have grown between two reports that are days apart: a later, larger value is a development.
What growth is by, over which period, the words seldom tell, so that rates are never compared.

Where not all of this is said, and nothing speaks against it, two figures are told that have the same two digits or
more, stand in one of the two reports alone each, and differ by a power of ten.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from store.disagreements.causes import likely_cause
from store.disagreements.terms import Finding, Report, Stated
from store.disagreements.unmatched import left_over
from store.disagreements.values import anchor, can_both_hold, digits_of
from store.figures.units import NO_CURRENCY
from store.model import Figure

_GROWING = frozenset(
    {
        "revenue run rate",
        "revenue",
        "profit",
        "loss",
        "valuation",
        "market cap",
        "users",
        "customers",
        "headcount",
        "stars",
        "downloads",
        "accounts",
        "orders",
        "spending",
        "investment",
        "capacity",
    }
)
_FAR = 4.0
_COMPARED = _GROWING | {"funding", "fund size", "acquisition", "damages", "fine", "settlement", "layoffs", "parameters"}
"""What a report tells once of an event. Prices, costs and contracts come in many for one company."""


_Thing = tuple[str, str, str, str | None, bool]


def compare_reports(report: Report, other: Report) -> list[Finding]:
    """Find the figures of the same thing that two reports of one event differ in."""
    here, there = _single_values(report), _single_values(other)
    findings = []
    for thing in here.keys() & there.keys():
        one, two = here[thing], there[thing]
        if can_both_hold(one.figure, two.figure) and likely_cause(one.figure, two.figure) != "currency":
            continue
        if one.figure.unit != two.figure.unit and NO_CURRENCY in (one.figure.unit, two.figure.unit):
            continue
        cause = likely_cause(one.figure, two.figure)
        if cause is None and one.figure.unit != two.figure.unit:
            continue  # one of them converted into another currency
        if cause is None and not 1 / _FAR <= anchor(one.figure) / (anchor(two.figure) or 1) <= _FAR:
            continue
        if cause is None and _has_grown(thing, report.day, one, other.day, two):
            continue
        findings.append(Finding(one.id, two.id, cause or ("newer" if report.day != other.day else None)))
    return findings


def find_slips(report: Report, other: Report) -> list[Finding]:
    """Find the figures of one thing, said once more or less, of which one has slipped by a power of ten."""
    here, there = left_over(report, other), left_over(other, report)
    return [
        Finding(one.id, two.id, "magnitude")
        for one in here
        for two in there
        if likely_cause(one.figure, two.figure) == "magnitude" and _is_one_thing(one.figure, two.figure)
    ]


def _is_one_thing(figure: Figure, other: Figure) -> bool:
    """Tell whether two figures of the same digits are of one thing, though not all of it is said of both."""
    said = ((figure.of, other.of), (figure.entity_id, other.entity_id), (figure.as_of, other.as_of))
    is_one_state = figure.is_expected == other.is_expected
    return is_one_state and digits_of(figure) > 1 and all(None in pair or len(set(pair)) == 1 for pair in said)


def _single_values(report: Report) -> dict[_Thing, Stated]:
    """Give what a report says of each thing for which it has one value, at its first place."""
    said: dict[_Thing, list[Stated]] = defaultdict(list)
    for stated in report.figures:
        figure = stated.figure
        if figure.of in _COMPARED and figure.entity_id:
            said[(figure.kind, figure.of, figure.entity_id, figure.as_of, figure.is_expected)].append(stated)
    return {thing: values[0] for thing, values in said.items() if _is_one(values)}


def _is_one(values: list[Stated]) -> bool:
    return all(
        first.figure.unit == second.figure.unit and can_both_hold(first.figure, second.figure)
        for first, second in pairwise(values)
    )


def _has_grown(thing: _Thing, day: str, one: Stated, other_day: str, two: Stated) -> bool:
    """Tell whether the later report's value of a thing that grows is the larger one."""
    if thing[1] not in _GROWING or day == other_day:
        return False
    return (anchor(one.figure) < anchor(two.figure)) == (day < other_day)
