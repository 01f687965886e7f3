"""Tell when two storylines say the same again, so that they never stand beside each other. Pure.

Storylines are joined on evidence; two reports that share too little evidence stay two, and may still look alike to a
reader. Two headlines of one language repeat each other when their words do (rapidfuzz token_set, 85 of 100, measured
on near-identical news titles) and they hold the same numbers: "raises $10B" and "raises $40B" are two events. Short
headlines are contained in many others, so the shorter needs four words and half of the other's.

Two in different languages repeat each other when their headlines share a name that is no topic, and a figure is in
both: 300亿美元 of one company is the $30B of the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from store.model import Language
from store.rank.pieces import Saying
from store.text import search_words

T = TypeVar("T")

ALIKE = 85
_LEAST_WORDS = 4
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Print:
    """What tells a report again: its headline's words and numbers, the names in it, and its figures."""

    language: Language
    words: tuple[str, ...]
    distinct: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str] = frozenset()
    figures: frozenset[tuple[object, ...]] = frozenset()

    def repeats(self, other: Print) -> bool:
        """Tell whether one would read as the other again."""
        if self.language != other.language:
            return bool(self.names & other.names) and bool(self.figures & other.figures)
        return self.is_like(other)

    def is_like(self, other: Print, least: int = ALIKE) -> bool:
        """Tell whether two headlines of one language say the same, with the same numbers in them."""
        fewer, more = sorted((len(self.words), len(other.words)))
        if fewer < _LEAST_WORDS or fewer * 2 < more or self.numbers != other.numbers:
            return False
        if len(self.distinct & other.distinct) * 3 < fewer:
            return False
        return fuzz.token_set_ratio(" ".join(self.words), " ".join(other.words)) >= least


class Told(Generic[T]):
    """What was told already, found again by what would read as the same. Looks only where numbers or names are shared.

    The first that was added is found first.
    """

    def __init__(self) -> None:
        self._by_numbers: dict[tuple[Language, frozenset[str]], list[tuple[Print, T]]] = defaultdict(list)
        self._by_name: dict[str, list[tuple[Print, T]]] = defaultdict(list)

    def add(self, own: Print, what: T) -> None:
        """Note what was told."""
        self._by_numbers[(own.language, own.numbers)].append((own, what))
        for name in own.names if own.figures else ():
            self._by_name[name].append((own, what))

    def find(self, own: Print) -> T | None:
        """Give what reads as the same, or None."""
        beside = self._by_numbers.get((own.language, own.numbers), [])
        named = (pair for name in sorted(own.names) if own.figures for pair in self._by_name.get(name, []))
        return next((what for other, what in chain(beside, named) if own.repeats(other)), None)


def print_of(headline: str, language: Language, saying: Saying | None = None) -> Print:
    """Take the print of a headline, with what is named and counted where that is known."""
    words = tuple(word for phrase in search_words(headline) for word in phrase)
    return Print(
        language,
        words,
        frozenset(words),
        frozenset(_NUMBER.findall(headline)),
        saying.names if saying else frozenset(),
        frozenset((f.kind, f.unit, f.low, f.high) for f in saying.figures) if saying else frozenset(),
    )
