"""Compare a story with its translation: what is left over on both sides, and a slip explains.

A translation says the same numbers. So a figure whose number stands in the other text is at peace, whatever it was
read to be. What is left unmatched on both sides is told only where one of the slips that people make (`causes`) leads
from one to the other; anything else is a translator's freedom, or a word that we do not read. Two left figures that
have one digit in common, and no more, must also stand at about the same place.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.disagreements.causes import likely_cause
from store.disagreements.terms import Finding, Report, Stated
from store.disagreements.unmatched import left_over
from store.disagreements.values import digits_of
from store.model import Cause, Figure

_BESIDE, _NEAR, _AROUND = 0.1, 0.25, 0.5
"""How far apart two figures may stand, as a share of their texts."""


def compare_translations(report: Report, other: Report) -> list[Finding]:
    """Find the slips between a story and its translation, each figure told once."""
    here, there = left_over(report, other), left_over(other, report)
    pairs = sorted(
        (distance, one.id, two.id, one, two)
        for one in here
        for two in there
        if (distance := _distance(report, one, other, two)) is not None
    )
    findings, told = [], set[int]()
    for _, first, second, one, two in pairs:
        if not told & {first, second}:
            told |= {first, second}
            findings.append(Finding(first, second, likely_cause(one.figure, two.figure)))
    return findings


def _distance(report: Report, one: Stated, other: Report, two: Stated) -> float | None:
    """Say how far apart two figures stand that a slip may explain, or None for no such two."""
    cause = likely_cause(one.figure, two.figure)
    if cause is None:
        return None
    distance = abs(one.figure.start / len(report.text) - two.figure.start / len(other.text))
    return distance if distance <= _farthest(cause, one.figure, two.figure) else None


def _farthest(cause: Cause, figure: Figure, other: Figure) -> float:
    """Say how far apart two figures may stand: one digit in common is little, and less where they are of two things."""
    if cause not in ("magnitude", "unit") or digits_of(figure) > 1:
        return _AROUND
    is_other_thing = None not in (figure.of, other.of) and figure.of != other.of
    return _BESIDE if is_other_thing else _NEAR


def pairs_of(reports: Sequence[Report]) -> list[tuple[Report, Report]]:
    """Pair each report with its translations."""
    return [
        (report, other)
        for place, report in enumerate(reports)
        for other in reports[place + 1 :]
        if report.original == other.original and report.language != other.language
    ]
