"""Compare two reports of one event: figures of the same thing that cannot both hold.

The same thing is the same kind and unit, of the same (both say of what), of the same entity (both say whose), as of the
same time. A report that gives two values for a thing tells of two things, or of how it went, and is not compared.
What grows (`_GROWING`) may have grown between two reports that are days apart: a later, larger value is a development.
What growth is by, over which period, the words seldom tell, so that rates are never compared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from store.disagreements.causes import likely_cause
from store.disagreements.values import anchor, can_both_hold
from store.figures.units import NO_CURRENCY
from store.model import Cause, Figure, Language

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
_COMPARED = _GROWING | {"funding", "fund size", "acquisition", "damages", "fine", "settlement", "layoffs", "parameters"}
"""What a report tells once of an event. Prices, costs and contracts come in many for one company."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a report states it, with its row's id."""

    id: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Report:
    """A story as it is compared: its text as its figures count it, and the day it is from (`YYYY-MM-DD`).

    `original` is the story that it translates, or its own id.
    """

    story: int
    original: int
    language: Language
    text: str
    day: str
    figures: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two figures, by their rows' ids, that cannot both hold, and why that likely is."""

    figure: int
    other: int
    cause: Cause | None


_Thing = tuple[str, str, str, str | None]


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
        if cause is None and _has_grown(thing, report.day, one, other.day, two):
            continue
        findings.append(Finding(one.id, two.id, cause or ("newer" if report.day != other.day else None)))
    return findings


def _single_values(report: Report) -> dict[_Thing, Stated]:
    """Give what a report says of each thing for which it has one value, at its first place."""
    said: dict[_Thing, list[Stated]] = defaultdict(list)
    for stated in report.figures:
        figure = stated.figure
        if figure.of in _COMPARED and figure.entity_id:
            said[(figure.kind, figure.of, figure.entity_id, figure.as_of)].append(stated)
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
