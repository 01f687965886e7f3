"""What is compared, and what is found: reports, the figures they state, and findings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from store.disagreements.values import anchor
from store.figures import numbers_in
from store.model import Cause, Figure, Language

_MOST_ALIKE = 20
"""Figures of one number that are looked at, each that says the same once."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a report states it, with its row's id."""

    id: int
    figure: Figure


@dataclass(frozen=True)
class Report:
    """A story as it is compared: its text as its figures count it, and the day it is from (`YYYY-MM-DD`).

    `original` is the story that it translates, or its own id. What is read of its text is read once, for it is
    compared with every other report of its event.
    """

    story: int
    original: int
    language: Language
    text: str
    day: str
    figures: tuple[Stated, ...]

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Give every number that its text writes, whatever it is of."""
        return numbers_in(self.text)

    @cached_property
    def by_number(self) -> dict[float, list[Figure]]:
        """Give its figures by the number that each writes, in base units, each that says the same once."""
        alike: dict[float, dict[Figure, None]] = defaultdict(dict)
        for stated in self.figures:
            alike[anchor(stated.figure)][replace(stated.figure, start=0)] = None
        return {number: list(figures)[:_MOST_ALIKE] for number, figures in alike.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """Two figures, by their rows' ids, that cannot both hold, and why that likely is."""

    figure: int
    other: int
    cause: Cause | None
