"""Which items of a bilingual document say the same in its two languages.

Items of one kind are compared, Chinese with English. Evidence is what a translator leaves as it is: Latin names,
figures (300亿 is 30B), the day. Rare marks weigh more. Then, in this order:

1. where both languages have the same sections with the same counts, the order itself is evidence: each item pairs
   with its counterpart unless the content speaks against it (another day; marks of which none is shared, between
   neighbours that do not pair either);
2. elsewhere two items pair when each is the other's clear best;
3. one item left on either side between two pairs is a pair, unless its content speaks against it.

What stays unsure stays unpaired.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from store.model import Item
from store.parse.vocabulary import fold

_MOST = 300
"""Items of one kind and language beyond which nothing is compared: no issue has as many, and it would take long."""
_CLEAR = 0.4
"""Share of the Chinese item's weight that must be shared where the order gives no evidence."""
_MARGIN = 1.25
"""How many times better than the second best a clear best is."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.-]\d+)*")
_FIGURE = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s{0,2}(万亿|亿|万|千|trillion|billion|million|thousand|[tbmk](?![a-z]))?",
    re.IGNORECASE,
)
_TIMES = {
    "万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3,
    "t": 1e12, "b": 1e9, "m": 1e6, "k": 1e3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Side:
    position: int
    section: str | None
    day: str | None
    marks: frozenset[str]


def pair_translations(items: Sequence[Item], pairable: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    """Pair items that translate each other, as positions (lower, higher), in order."""
    pairs: list[tuple[int, int]] = []
    for kind in dict.fromkeys(item.kind for item in items):
        sides = {
            language: [_side(item) for item, may in zip(items, pairable, strict=True)
                       if may and item.kind == kind and item.language == language]
            for language in ("zh", "en")
        }  # fmt: skip
        if 0 < len(sides["zh"]) <= _MOST and 0 < len(sides["en"]) <= _MOST:
            pairs += _pair(sides["zh"], sides["en"])
    return tuple(sorted((min(pair), max(pair)) for pair in pairs))


def _side(item: Item) -> _Side:
    text = fold(f"{item.headline} {item.summary} {item.outlet or ''}")
    words = {word.casefold().rstrip("s") for word in _WORD.findall(text)}
    return _Side(item.position, item.section, item.published_at, frozenset(words | _figures(text)))


def _figures(text: str) -> set[str]:
    values = set()
    for whole, part, unit in _FIGURE.findall(text):
        digits = whole.replace(",", "")
        if len(digits) <= 15:
            values.add(f"{float(digits + part) * _TIMES.get(unit.casefold(), 1):.6g}")
    return values


def _pair(chinese: list[_Side], english: list[_Side]) -> list[tuple[int, int]]:
    scores = _Scores(chinese, english)
    found: dict[int, int] = {}
    if _shape(chinese) == _shape(english):
        found = _by_order(scores)
    _by_content(found, scores)
    _between(found, scores)
    return [(chinese[i].position, english[j].position) for i, j in found.items()]


def _shape(sides: list[_Side]) -> list[int]:
    return [len(list(group)) for _, group in groupby(sides, key=lambda side: side.section)]


class _Scores:
    """How much every Chinese item shares with every English one.

    English text is all Latin words, so only the marks that the Chinese text kept count. `shared[i][j]` is their
    weight, -1 where both items have a day and it differs; `share` is that weight by all the Chinese item's marks.
    """

    def __init__(self, chinese: list[_Side], english: list[_Side]) -> None:
        often = Counter(mark for side in english for mark in side.marks)
        weight = {mark: math.log(1 + len(english) / count) for mark, count in often.items()}
        rare = math.log(1 + len(english))
        self.rows, self.columns = len(chinese), len(english)
        self.marked = [len(side.marks) for side in chinese]
        self.total = [sum(weight.get(mark, rare) for mark in side.marks) or 1.0 for side in chinese]
        self.shared = [
            [
                -1.0 if ours.day and theirs.day and ours.day != theirs.day
                else sum(weight[mark] for mark in ours.marks & theirs.marks)
                for theirs in english
            ]
            for ours in chinese
        ]  # fmt: skip

    def share(self, i: int, j: int) -> float:
        """Give how much of what marks `i` it shares with `j`, 0 to 1."""
        return self.shared[i][j] / self.total[i]

    def agree(self, i: int, j: int) -> bool:
        """Tell whether nothing speaks against a pair: something is shared, or there is nothing to share."""
        return self.shared[i][j] > 0 or (self.shared[i][j] == 0 and not self.marked[i])

    def is_best(self, i: int, j: int) -> bool:
        """Tell whether each is the other's clear best."""
        row, column = self.shared[i], [other[j] for other in self.shared]
        return self.share(i, j) >= _CLEAR and _is_clear(row, j) and _is_clear(column, i)

    def better_elsewhere(self, i: int, j: int) -> bool:
        """Tell whether `i` clearly shares more with another than with `j`."""
        best = max(range(self.columns), key=lambda k: self.shared[i][k])
        return self.share(i, best) >= _CLEAR and self.shared[i][best] > _MARGIN * max(self.shared[i][j], 0)


def _is_clear(weights: list[float], best: int) -> bool:
    second = max((weight for n, weight in enumerate(weights) if n != best), default=0.0)
    return weights[best] >= _MARGIN * second


def _by_order(scores: _Scores) -> dict[int, int]:
    held = [scores.shared[i][i] >= 0 and not scores.better_elsewhere(i, i) for i in range(scores.rows)]
    firm = [held[i] and scores.agree(i, i) for i in range(scores.rows)]
    return {i: i for i in range(scores.rows) if firm[i] or (held[i] and _stands_between(firm, i))}


def _stands_between(firm: list[bool], i: int) -> bool:
    neighbours = [firm[k] for k in (i - 1, i + 1) if 0 <= k < len(firm)]
    return bool(neighbours) and all(neighbours)


def _by_content(found: dict[int, int], scores: _Scores) -> None:
    taken = set(found.values())
    for i in range(scores.rows):
        if i in found or scores.marked[i] < 2:
            continue
        j = max(range(scores.columns), key=lambda k: scores.shared[i][k])
        if j not in taken and scores.is_best(i, j):
            found[i] = j
            taken.add(j)


def _between(found: dict[int, int], scores: _Scores) -> None:
    """Pair the one item left on either side between two pairs, or between a pair and the end."""
    taken = set(found.values())
    for i in range(scores.rows):
        before = found.get(i - 1, -1 if i == 0 else None)
        after = found.get(i + 1, scores.columns if i + 1 == scores.rows else None)
        if not found or i in found or before is None or after != before + 2 or before + 1 in taken:
            continue
        if scores.agree(i, before + 1):
            found[i] = before + 1
            taken.add(before + 1)
