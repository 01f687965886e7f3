"""Find which reports of a window are worth judging against each other, without comparing all with all.

Two are where they have a link, a figure or a telling name in common, or most of a headline's words; or where they
are near in meaning, `NEAR` with a large company in common and `NEARER` without.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import floor, log
from typing import TYPE_CHECKING, Any

from store.cluster.facts import Amount, Facts
from store.cluster.gates import Report

if TYPE_CHECKING:
    import numpy

NEAR = 0.5
NEARER = 0.6
WORDS = 4
MOST_WORDS = 0.6
_STEP = log(1.02)
"""Figures are looked up by the step of this size in which they lie, and in the two beside it."""

_Key = tuple[object, ...]


class Window:
    """The reports that new ones may join, found by what they have in common."""

    def __init__(self) -> None:
        self._reports: list[Report] = []
        self._places: dict[int, int] = {}
        self._vectors: list[numpy.ndarray[Any, Any] | None] = []
        self._by_key: dict[_Key, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._matrix: numpy.ndarray[Any, Any] | None = None

    def add(self, report: Report, vector: numpy.ndarray[Any, Any] | None) -> None:
        """Add a report, in place of an older reading of it."""
        self.remove(report.id)
        place = self._places[report.id] = len(self._reports)
        self._reports.append(report)
        self._vectors.append(vector)
        for key in _keys(report.facts):
            self._by_key[key].append(place)
        for word in _headline_words(report.facts):
            self._by_word[word].append(place)

    def remove(self, report_id: int) -> None:
        """Take a report out."""
        self._places.pop(report_id, None)

    def report(self, report_id: int) -> Report | None:
        """Give a report by its row id."""
        place = self._places.get(report_id)
        return None if place is None else self._reports[place]

    def near(self, report_id: int) -> Iterator[tuple[Report, float | None]]:
        """Give what is worth judging against a report, with how near it is in meaning, where that is known."""
        here = self._places[report_id]
        facts = self._reports[here].facts
        likely = {place for key in _wanted(facts) for place in self._by_key.get(key, ())}
        words = _headline_words(facts)
        shared = Counter(place for word in words for place in self._by_word[word])
        likely.update(place for place, count in shared.items() if count >= max(WORDS, MOST_WORDS * len(words)))
        large = {place for slug in facts.large for place in self._by_key.get(("large", slug), ())}
        sims = self._similarities(here)
        if sims is not None:
            import numpy

            likely.update(int(place) for place in numpy.flatnonzero(sims >= NEARER))
            likely.update(place for place in large if sims[place] >= NEAR)
        for place in sorted(likely):
            other = self._reports[place]
            if place != here and self._places.get(other.id) == place:
                known = sims is not None and self._vectors[place] is not None
                yield other, round(float(sims[place]), 4) if known and sims is not None else None

    def _similarities(self, here: int) -> numpy.ndarray[Any, Any] | None:
        """Give how near every report is to one, by place; None where its meaning is not known."""
        vector = self._vectors[here]
        if vector is None:
            return None
        import numpy

        if self._matrix is None or len(self._matrix) < len(self._vectors):
            blank = numpy.zeros_like(vector)
            self._matrix = numpy.stack([blank if one is None else one for one in self._vectors])
        found: numpy.ndarray[Any, Any] = self._matrix @ vector
        return found


def _keys(facts: Facts) -> Iterator[_Key]:
    if facts.link:
        yield ("link", facts.link)
    yield from (("name", name) for name in facts.telling)
    yield from (("large", slug) for slug in facts.large)
    yield from {("figure", *_step(amount, end)) for amount, end in _ends(facts)}


def _wanted(facts: Facts) -> Iterator[_Key]:
    yield from (key for key in _keys(facts) if key[0] in ("link", "name"))
    for amount, end in _ends(facts):
        kind, unit, step = _step(amount, end)
        yield from (("figure", kind, unit, step + beside) for beside in (-1, 0, 1))


def _ends(facts: Facts) -> Iterable[tuple[Amount, float]]:
    return [(amount, end) for amount in facts.amounts if amount.rarity >= 1 for end in {amount.low, amount.high} if end]


def _step(amount: Amount, end: float) -> tuple[str, str, int]:
    return amount.kind, amount.unit, floor(log(abs(end)) / _STEP)


def _headline_words(facts: Facts) -> set[str]:
    return {word for word in facts.headline.split() if len(word) > 3 or not word.isascii()}
