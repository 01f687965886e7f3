"""Say what two figures that cannot both hold have likely come from.

`magnitude`: the same digits with another magnitude, as when a billion is written 亿 or 10 亿 (ten-fold). `unit`: the
same digits in GW and MW, or in GW and GWh. `currency`: the same amount in two currencies. `bound`: "up to" here, "more
than" there. `direction`: a rise here, a fall of as much there. `newer`: one
report is later than the other. None: no cause shows.
"""

from __future__ import annotations

from store.disagreements.values import power_between, says_same
from store.figures.units import NO_CURRENCY
from store.model import Cause, Figure

_PHYSICAL = frozenset({"power", "energy", "compute"})
COUNTS = frozenset({"people", "customers", "users", "count", "parameters", "tokens"})
"""Kinds that count; a noun may be known in one language alone, so that people here are a plain count there."""
_TURNED = {"at_least": "at_most", "at_most": "at_least"}


def is_comparable(figure: Figure, other: Figure) -> bool:
    """Tell whether two figures are of one kind of quantity and unit, as far as the words of two languages tell."""
    if figure.kind == other.kind:
        return figure.unit == other.unit or NO_CURRENCY in (figure.unit, other.unit) or _share_a_sign(figure, other)
    return {figure.kind, other.kind} <= COUNTS and "count" in (figure.kind, other.kind)


def _share_a_sign(figure: Figure, other: Figure) -> bool:
    """Tell whether a ¥ leaves it open which of two currencies is meant."""
    return {figure.unit, other.unit} == {"JPY", "CNY"} and any(sign in figure.words + other.words for sign in "¥￥")


def likely_cause(figure: Figure, other: Figure) -> Cause | None:
    """Say what two figures differ by, where it is a slip that people make."""
    if figure.kind == other.kind == "money" and not is_comparable(figure, other):
        return "currency" if says_same(figure, other) else None
    if {figure.kind, other.kind} == {"power", "energy"}:
        return "unit" if says_same(figure, other) else None
    if not is_comparable(figure, other):
        return None
    if power := power_between(figure, other):
        return "unit" if figure.kind in _PHYSICAL and power % 3 == 0 else "magnitude"
    if {figure.of, other.of} == {"growth", "decline"} and figure.kind == "percent":
        return "direction" if says_same(figure, other) else None
    if figure.bound in _TURNED and other.bound == _TURNED[figure.bound] and says_same(figure, other):
        return "bound"
    return None
