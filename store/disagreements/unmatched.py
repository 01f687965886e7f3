"""Find the figures of a text to which none in another text of the same event answers."""

from __future__ import annotations

from store.disagreements.causes import likely_cause
from store.disagreements.terms import Report, Stated
from store.disagreements.values import anchor
from store.model import Figure

_UNTOLD = frozenset({"duration", "multiple"})
"""Kinds that translators put in other words: two years is 24 months, doubled is up 100 %."""
_MOST = 40
"""Of more figures left over, none has slipped: the two texts tell of other things."""


def left_over(report: Report, other: Report) -> list[Stated]:
    """Give the figures to which none in the other text answers; none where these are many."""
    left = [stated for stated in report.figures if not _is_answered(stated.figure, other)]
    return left if len(left) <= _MOST else []


def _is_answered(figure: Figure, other: Report) -> bool:
    if figure.kind in _UNTOLD:
        return True
    if alike := other.by_number.get(anchor(figure)):
        # its number is read as a figure: only another currency, unit or bound leaves it open
        return any(likely_cause(figure, two) is None for two in alike)
    return any(float(value) in other.numbers for value in (figure.low, figure.high) if value is not None)
