"""How blocks hang together by their words: how much of what one says stands again in others.

Whoever tells a story takes up the words of its headline beneath it, and its details keep to its names, while the next
story brings words of its own (lexical cohesion: Halliday and Hasan 1976; used to part texts by Hearst, "TextTiling",
1997). Which words they are does not matter. A word weighs more the fewer blocks of the document hold it (inverse
document frequency), so that function words of either language hardly weigh.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import fmean

from store.match.stopwords import is_stopword
from store.parse.places import ENTRIES, Place
from store.text import search_words

_SHORTEST, _LONGEST = 3, 7
"""Letters of a Latin word that counts, and up to which words are the same, so that their endings do not matter."""
_MOST_WORDS = 30
_DEEPEST_PART = 1


class Cohesion:
    """The words of all places of a document, and where else each stands."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._words = [words_of(place.block.text) for place in places]
        self._at: dict[str, list[int]] = defaultdict(list)
        self._groups: dict[tuple[object, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for n, words in enumerate(self._words):
            group = self._groups[self._group(places[n])]
            for word in words:
                self._at[word].append(n)
                group[word] += 1
        self._weights = {word: math.log(1 + len(places) / len(at)) for word, at in self._at.items()}

    @staticmethod
    def _group(place: Place) -> tuple[object, ...]:
        return place.head, place.order < 0, place.form

    def signs(self, n: int) -> dict[str, float]:
        """Give the signs of the `n`th place."""
        place = self._places[n]
        beside = self._groups[self._group(place)]
        return {
            "words": min(len(self._words[n]), _MOST_WORDS) / _MOST_WORDS,
            "said beneath": self._share(n, lambda word: self._is_within(word, n + 1, place.span)),
            "said next": self._share(n, lambda word: self._is_within(word, n + 1, n + 2)),
            "said last": self._share(n, lambda word: self._is_within(word, n - 1, n)),
            "said above": self._share(n, lambda word: self._is_within(word, place.head, place.head + 1)),
            "said before": self._share(n, lambda word: self._at[word][0] < n),
            "said behind": self._share(n, lambda word: self._at[word][-1] >= place.span),
            "said beside": self._share(n, lambda word: beside[word] > 1),
            **self._of_parts(n),
        }

    def _of_parts(self, n: int) -> dict[str, float]:
        """Give how a heading and its own paragraphs and entries hang together."""
        parts = [m for m in range(n + 1, self._places[n].span) if self._is_part(n, self._places[m])]
        return {
            "parts named": _mean(float(bool(self._words[n] & self._words[m])) for m in parts),
            "parts of it": _mean(self._share(n, self._words[m].__contains__) for m in parts),
            "parts together": _mean(self._share(m, self._words[k].__contains__) for m, k in pairwise(parts)),
        }

    @staticmethod
    def _is_part(n: int, place: Place) -> bool:
        kind = place.block.kind == "paragraph" or place.block.kind in ENTRIES
        return place.head == n and place.order >= 0 and kind and place.block.indent <= _DEEPEST_PART

    def _share(self, n: int, is_meant: Callable[[str], bool]) -> float:
        """Give which share of a place's words is meant, by weight."""
        words = self._words[n]
        total = sum(self._weights[word] for word in words)
        return sum(self._weights[word] for word in words if is_meant(word)) / total if total else 0.0

    def _is_within(self, word: str, start: int, end: int) -> bool:
        at = self._at[word]
        first = bisect_left(at, start)
        return first < len(at) and at[first] < end


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text that may stand in another: Latin ones by their first letters, Chinese ones in pairs."""
    words = [word[:_LONGEST] for phrase in search_words(text) for word in phrase]
    return frozenset(word for word in words if not word.isascii() or (len(word) >= _SHORTEST and not is_stopword(word)))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return fmean(found) if found else 0.0
