"""How notable a figure is by its size, from 0 to 1, so that figures of different kinds can be compared.

Each kind has a size that is nothing much and a size that anyone would print in a headline; between them the logarithm
counts, for $10B is as far from $1B as that is from $100M. Kinds that say little by themselves reach less than 1: a
percentage may be of anything, and parameters and tokens are for specialists. Durations are no news.
"""

from __future__ import annotations

from math import log10

from store.model import Figure, FigureKind

_SCALES: dict[FigureKind, tuple[float, float, float]] = {
    "money": (1e6, 1e12, 1.0),
    "power": (1e7, 1e10, 0.9),
    "energy": (1e9, 1e13, 0.7),
    "people": (1e2, 1e5, 0.8),
    "customers": (1e4, 1e9, 0.7),
    "users": (1e5, 1e9, 0.8),
    "count": (1e3, 1e8, 0.6),
    "parameters": (1e9, 1e13, 0.5),
    "tokens": (1e5, 1e13, 0.4),
    "compute": (1e18, 1e27, 0.4),
    "percent": (5, 100, 0.4),
    "multiple": (1.5, 100, 0.4),
}
"""By kind: what is nothing much, what is as notable as can be (both in base units), and how far that reaches."""

_DOLLARS = {"USD": 1.0, "EUR": 1.1, "GBP": 1.3, "CNY": 0.14, "HKD": 0.13, "JPY": 0.007, "KRW": 0.0007, "INR": 0.012}
"""Orders of magnitude, for comparing sizes alone; no converted amount is ever shown."""


def notability(figure: Figure) -> float:
    """Say how notable a figure is by its size, from 0 to 1. Of a range the larger end counts."""
    scale = _SCALES.get(figure.kind)
    value = abs(float(figure.high if figure.high is not None else figure.low or 0))
    if scale is None or value == 0:
        return 0.0
    if figure.kind == "money":
        value *= _DOLLARS.get(figure.unit, 0.1)
    little, much, reach = scale
    place = (log10(value) - log10(little)) / (log10(much) - log10(little))
    return reach * min(1.0, max(0.0, place))
