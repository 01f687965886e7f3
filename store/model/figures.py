"""Figures, as a text states them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FigureKind = Literal[
    "money", "percent", "multiple", "power", "compute", "energy", "parameters", "tokens", "people", "customers",
    "users", "count", "duration",
]  # fmt: skip
Bound = Literal["exact", "at_least", "at_most", "about", "range"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: its words, where they start (characters), and what they say in base units.

    `unit` is an ISO 4217 code, W, Wh, FLOPS, FLOP, OPS, s, %, pp (percentage points) or 1. Without an upper end `high`
    is None (at_least), without a lower one `low` (at_most); exact and about have both alike. `of` is what it measures,
    in English (`valuation`), `entity_id` whose it is and `as_of` a year, quarter or month (2026, 2026-Q4, 2026-04),
    each None unless the words say so. `is_former` tells that it is no more what it was ("down from 700"),
    `is_expected` that it is not there yet ("forecasts $2B").
    """

    words: str
    start: int
    kind: FigureKind
    unit: str
    low: int | float | None
    high: int | float | None
    bound: Bound
    of: str | None = None
    entity_id: str | None = None
    as_of: str | None = None
    is_former: bool = False
    is_expected: bool = False
