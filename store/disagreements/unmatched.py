"""Find the figures of a text to which none in another text of the same event answers."""

from __future__ import annotations

from store.disagreements.causes import likely_cause
from store.disagreements.terms import Report, Stated
from store.disagreements.values import anchor
from store.figures import numbers_in

_UNTOLD = frozenset({"duration", "multiple"})
"""Kinds that translators put in other words: two years is 24 months, doubled is up 100 %."""


def left_over(report: Report, other: Report) -> list[Stated]:
    """Give the figures to which none in the other text answers."""
    numbers = numbers_in(other.text)
    return [stated for stated in report.figures if not _is_answered(stated, other, numbers)]


def _is_answered(stated: Stated, other: Report, numbers: frozenset[float]) -> bool:
    figure = stated.figure
    if figure.kind in _UNTOLD:
        return True
    alike = [two.figure for two in other.figures if anchor(two.figure) == anchor(figure)]
    if alike:  # its number is read as a figure: only another currency, unit or bound leaves it open
        return any(likely_cause(figure, two) is None for two in alike)
    return any(float(value) in numbers for value in (figure.low, figure.high) if value is not None)
