"""Compare the values of two figures: the same, the same in part, or apart.

Rounding is no difference: a value holds to half of the last digit that its words write, a round one (30, 300) to at
most 5 % of itself, an approximation to 10 %. Equal digits with another magnitude are the mark of a slip.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import log10

from store.model import Figure

_ROUND = 0.05
"""The most of a value that rounding may be."""
_ABOUT = 0.1
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")
_MOST_POWER = 6


def anchor(figure: Figure) -> float:
    """Give the number that a figure's words write: its value, its one bound, or a range's lower end.

    In base units.
    """
    value = figure.low if figure.low is not None else figure.high
    return float(value or 0)


def ends(figure: Figure) -> tuple[float, float]:
    """Give the least and the most that a figure may be, rounding included; an open end is infinite."""
    low = float("-inf") if figure.low is None else figure.low - slack(figure, figure.low)
    high = float("inf") if figure.high is None else figure.high + slack(figure, figure.high)
    return low, high


def slack(figure: Figure, value: float) -> float:
    """Say how far off a value (in base units) may be for having been rounded, in the same units."""
    if figure.bound == "about":
        return abs(value) * _ABOUT
    digits = _DIGITS.search(figure.words)
    if digits and digits[1]:
        literal = float(digits[0].replace(",", ""))
        step = abs(value) / literal * 10.0 ** -len(digits[1]) if literal else 0.0
    else:
        step = _last_place(value)
    return min(step / 2, abs(value) * _ROUND)


def _last_place(value: float) -> float:
    """Give the place of a number's last digit that is not zero: 100 for 2,200."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 10.0 ** int(exponent)


def can_both_hold(figure: Figure, other: Figure) -> bool:
    """Tell whether one value may be what both figures say, rounding aside."""
    (low, high), (other_low, other_high) = ends(figure), ends(other)
    return low < other_high and other_low < high


def says_same(figure: Figure, other: Figure) -> bool:
    """Tell whether two figures write the same number, whatever their bounds; one end is enough for a range."""
    values = [value for value in (figure.low, figure.high) if value is not None]
    others = [value for value in (other.low, other.high) if value is not None]
    return any(
        abs(value - told) <= max(slack(figure, value), slack(other, told)) for value in values for told in others
    )


def power_between(figure: Figure, other: Figure) -> int:
    """Give the power of ten by which two figures of the same digits differ, or 0 where they are no such two."""
    first, second = anchor(figure), anchor(other)
    if first <= 0 or second <= 0:
        return 0
    power = round(log10(second / first))
    if not 0 < abs(power) <= _MOST_POWER or abs(second / 10.0**power - first) > 1e-9 * first:
        return 0
    return power


def digits_of(figure: Figure) -> int:
    """Count the digits that say something: 2 for 1.3 billion, 1 for 300."""
    return len(Decimal(repr(anchor(figure))).normalize().as_tuple().digits)
