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
    scores = _scores(chinese, english)
    found: dict[int, int] = {}
    if _shape(chinese) == _shape(english):
        found = _by_order(chinese, english, scores)
    _by_content(found, chinese, english, scores)
    _between(found, chinese, english, scores)
    return [(chinese[i].position, english[j].position) for i, j in found.items()]


def _shape(sides: list[_Side]) -> list[int]:
    return [len(list(group)) for _, group in groupby(sides, key=lambda side: side.section)]


def _scores(chinese: list[_Side], english: list[_Side]) -> list[list[float]]:
    """Score every pair by the share of the Chinese item's marks, rare ones weighing more; -1 for different days.

    English text is all Latin words, so only what the Chinese text kept of them counts.
    """
    often = Counter(mark for side in english for mark in side.marks)
    weight = {mark: math.log(1 + len(english) / count) for mark, count in often.items()}
    rare = math.log(1 + len(english))
    table = []
    for ours in chinese:
        total = sum(weight.get(mark, rare) for mark in ours.marks) or 1.0
        table.append([
            -1.0 if ours.day and theirs.day and ours.day != theirs.day
            else sum(weight[mark] for mark in ours.marks & theirs.marks) / total
            for theirs in english
        ])  # fmt: skip
    return table


def _by_order(chinese: list[_Side], english: list[_Side], scores: list[list[float]]) -> dict[int, int]:
    count = len(chinese)
    firm = [_agrees(chinese[i], scores[i][i]) and not _better_elsewhere(scores, i) for i in range(count)]
    return {
        i: i
        for i in range(count)
        if firm[i] or (scores[i][i] >= 0 and not _better_elsewhere(scores, i) and _neighbours(firm, i))
    }


def _agrees(ours: _Side, score: float) -> bool:
    return score > 0 or (score == 0 and not ours.marks)


def _better_elsewhere(scores: list[list[float]], i: int) -> bool:
    best = max(scores[i])
    return best >= _CLEAR and best > _MARGIN * max(scores[i][i], 0)


def _neighbours(firm: list[bool], i: int) -> bool:
    return all(firm[k] for k in (i - 1, i + 1) if 0 <= k < len(firm)) and len(firm) > 1


def _by_content(found: dict[int, int], chinese: list[_Side], english: list[_Side], scores: list[list[float]]) -> None:
    taken = set(found.values())
    for i in range(len(chinese)):
        if i in found or len(chinese[i].marks) < 2:
            continue
        j = max(range(len(english)), key=lambda j: scores[i][j])
        column = [scores[k][j] for k in range(len(chinese))]
        if j not in taken and _is_clear(scores[i], j) and _is_clear(column, i):
            found[i] = j
            taken.add(j)


def _is_clear(scores: list[float], best: int) -> bool:
    second = max((score for n, score in enumerate(scores) if n != best), default=0.0)
    return scores[best] >= _CLEAR and scores[best] >= _MARGIN * second


def _between(found: dict[int, int], chinese: list[_Side], english: list[_Side], scores: list[list[float]]) -> None:
    taken = set(found.values())
    for i in range(len(chinese)):
        j = found.get(i - 1, -1 if i == 0 else None)
        after = found.get(i + 1, len(english) if i + 1 == len(chinese) else None)
        if i in found or j is None or after != j + 2 or j + 1 in taken:
            continue
        if _agrees(chinese[i], scores[i][j + 1]) and len(found) > 0:
            found[i] = j + 1
            taken.add(j + 1)
