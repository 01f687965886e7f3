"""Find which reports of a window are worth judging against each other, without comparing all with all.

Two are where they have a link, a figure, a version or a telling name in common, or most of a headline's words; or a
large name together with what was done, talked of, where or by whom, or a round figure, and where meaning is known, are
at all near in it (`DISTANT`); or where they are near in meaning, `NEAR`. Others can hardly weigh enough. Of all these,
those whose headlines name other companies are blocked, unless they have a link or a rare figure in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import ceil, floor, log
from typing import TYPE_CHECKING, Any

from store import meaning
from store.cluster.blocks import RARE
from store.cluster.facts import Amount, Facts
from store.cluster.gates import Report

if TYPE_CHECKING:
    import numpy

DISTANT = 0.2
NEAR = 0.45
WORDS = 4
MOST_WORDS = 0.6
_STEP = log(1.02)
"""Figures are looked up by the step of this size in which they lie, and in the two beside it."""

_AT_ONCE = 64

_Key = tuple[object, ...]


class Window:
    """The reports that new ones may join, found by what they have in common."""

    def __init__(self) -> None:
        self._reports: list[Report] = []
        self._places: dict[int, int] = {}
        self._left: set[int] = set()
        """The places of what was taken out."""
        self._vectors: list[bytes | None] = []
        self._words: list[set[str]] = []
        self._headed: list[set[str]] = []
        """By place, the companies that a headline names."""
        self._by_key: dict[_Key, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._matrix: numpy.ndarray[Any, Any] | None = None

    def add(self, report: Report, vector: bytes | None) -> None:
        """Add a report, in place of an older reading of it, with its meaning as it is stored."""
        self.remove(report.id)
        place = self._places[report.id] = len(self._reports)
        self._reports.append(report)
        self._vectors.append(vector)
        self._words.append(_headline_words(report.facts))
        self._headed.append(set(report.facts.in_headline).intersection(report.facts.companies))
        for key in _keys(report.facts):
            self._by_key[key].append(place)
        for word in self._words[place]:
            self._by_word[word].append(place)

    def remove(self, report_id: int) -> None:
        """Take a report out."""
        if (place := self._places.pop(report_id, None)) is not None:
            self._left.add(place)

    def near(self, report_ids: Sequence[int]) -> Iterator[tuple[Report, Report, float | None]]:
        """Give each of some reports with what is worth judging against it, and how near they are in meaning if known.

        One that is not held (for others by now) is passed over. They are compared some at a time, because one product
        of matrices takes a tenth of as many products of vectors.
        """
        for start in range(0, len(report_ids), _AT_ONCE):
            some = report_ids[start : start + _AT_ONCE]
            places = [self._places[report_id] for report_id in some if report_id in self._places]
            for here, sims in zip(places, self._similarities(places), strict=True):
                yield from self._near(here, sims)

    def _near(self, here: int, sims: numpy.ndarray[Any, Any] | None) -> Iterator[tuple[Report, Report, float | None]]:
        report = self._reports[here]
        likely = self._holding(chain(_of_names(report.facts), _of_figures(report.facts, are_rare=False)))
        likely.update(self._alike(here))
        besides = self._holding(_besides(report.facts))
        if sims is not None:
            import numpy

            places = numpy.fromiter(besides, dtype="int64")
            besides = {*places[sims[places] >= DISTANT].tolist(), *numpy.flatnonzero(sims >= NEAR).tolist()}
        sure = self._holding(chain(_of_link(report.facts), _of_figures(report.facts, are_rare=True)))
        sure.update(place for place in likely | besides if not self._are_of_others(here, place))
        found = sorted(sure.difference(self._left, (here,)))
        if sims is None:
            yield from ((report, self._reports[place], None) for place in found)
        else:
            for place, similarity in zip(found, sims[found].tolist(), strict=True):
                is_known = self._vectors[place] is not None
                yield report, self._reports[place], round(similarity, 4) if is_known else None

    def _holding(self, keys: Iterable[_Key]) -> set[int]:
        return {place for key in keys for place in self._by_key.get(key, ())}

    def _are_of_others(self, here: int, there: int) -> bool:
        """Tell whether two headlines name companies that the other report does not hold.

        Where neither a link nor a rare figure brings two together, that blocks every gate (`blocks`).
        """
        ours, theirs = self._headed[here], self._headed[there]
        return (
            bool(ours and theirs)
            and ours.isdisjoint(self._reports[there].facts.companies)
            and theirs.isdisjoint(self._reports[here].facts.companies)
        )

    def _alike(self, here: int) -> Iterator[int]:
        """Give the places whose headlines hold most words of one.

        To share that many of its words is to hold one of its rarest, those that are left when so many less one are
        put aside: the common words need not be looked up.
        """
        words = self._words[here]
        least = ceil(max(WORDS, MOST_WORDS * len(words)))
        rarest = sorted(words, key=lambda word: len(self._by_word[word]))[: max(0, len(words) - least + 1)]
        found = {place for word in rarest for place in self._by_word[word]}
        return (place for place in found if len(words & self._words[place]) >= least)

    def _similarities(self, places: Sequence[int]) -> Sequence[numpy.ndarray[Any, Any] | None]:
        """Give how near every report is to each of some, by place; None where its meaning is not known.

        Vectors of half precision multiplied in double precision give the same from either side, once rounded.
        """
        known = [place for place in places if self._vectors[place] is not None]
        if not known:
            return [None] * len(places)
        if self._matrix is None or len(self._matrix) < len(self._vectors):
            self._matrix = meaning.read_vectors(self._vectors)
        found = dict(zip(known, self._matrix[known] @ self._matrix.T, strict=True))
        return [found.get(place) for place in places]


def _keys(facts: Facts) -> Iterator[_Key]:
    """Give what a report is found by."""
    yield from _of_link(facts)
    yield from _of_names(facts)
    yield from {("figure", *_step(amount, end)) for amount, end in _ends(facts)}
    yield from _besides(facts)


def _of_link(facts: Facts) -> Iterator[_Key]:
    if facts.link:
        yield ("link", facts.link)


def _of_names(facts: Facts) -> Iterator[_Key]:
    yield from (("name", name) for name in facts.telling)
    yield from (("version", *version) for version in facts.versions)


def _of_figures(facts: Facts, *, are_rare: bool) -> Iterator[_Key]:
    """Give the steps in which figures lie, those that are rare or the others, and the steps beside them."""
    for amount, end in _ends(facts):
        if (amount.rarity >= RARE) == are_rare:
            kind, unit, step = _step(amount, end)
            yield from (("figure", kind, unit, step + beside) for beside in (-1, 0, 1))


def _besides(facts: Facts) -> Iterator[_Key]:
    """Give large names each with what else is told, which together are not in many reports."""
    round_ones = ((amount.kind, amount.unit, amount.low) for amount in facts.amounts if amount.rarity < 1)
    things = {
        *facts.done, *facts.matters, *facts.topics, *facts.places, *facts.people, *facts.written, *round_ones,
    }  # fmt: skip
    return ((slug, thing) for slug in facts.large for thing in things if slug != thing)


def _ends(facts: Facts) -> Iterable[tuple[Amount, float]]:
    return [(amount, end) for amount in facts.amounts if amount.rarity >= 1 for end in {amount.low, amount.high} if end]


def _step(amount: Amount, end: float) -> tuple[str, str, int]:
    return amount.kind, amount.unit, floor(log(abs(end)) / _STEP)


def _headline_words(facts: Facts) -> set[str]:
    return {word for word in facts.headline.split() if len(word) > 3 or not word.isascii()}
