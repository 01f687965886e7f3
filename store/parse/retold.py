"""Overviews in words of their own: a list of entries that sums up, one by one and in order, the stories that follow.

Its entries do not repeat the headlines, but their words stand in the stories: in the headline or text of one story far
more than in that of any other. A word weighs more the fewer stories hold it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from store.parse.blocks import Block
from store.parse.cohesion import words_of

_FEWEST = 3
"""Entries, and stories, at least."""
_MOST, _SAID = 0.7, 0.35
"""Share of the entries whose words stand in their story more than in others, and share of these words, by weight."""


def retells(entries: Sequence[Block], later: Sequence[Block]) -> bool:
    """Tell entries of which each sums up one story of those that follow, in their order."""
    stories = _stories(later)
    if len(entries) < _FEWEST or len(entries) != len(stories):
        return False
    held = Counter(word for words in stories for word in words)
    weights = {word: math.log(1 + len(stories) / count) for word, count in held.items()}
    told = sum(_sums_up(n, words_of(entry.text), stories, weights) for n, entry in enumerate(entries))
    return told >= _MOST * len(entries)


def _stories(blocks: Sequence[Block]) -> list[set[str]]:
    """Give the words of each story: of the marked headings of the rank that most have, with what stands beneath."""
    ranks = Counter(block.level for block in blocks if block.kind == "heading" and block.explicit and not block.role)
    rank = max(ranks, key=lambda level: (ranks[level], -level), default=None)
    stories: list[set[str]] = []
    within = False
    for block in blocks:
        if block.kind == "heading" and block.explicit:
            within = block.level == rank and not block.role
            if within:
                stories.append(set())
        if within:
            stories[-1] |= words_of(block.text)
    return stories


def _sums_up(n: int, words: frozenset[str], stories: Sequence[set[str]], weights: dict[str, float]) -> bool:
    """Tell an entry whose words stand in the `n`th story, and more so than in any other."""
    total = sum(weights.get(word, math.log(1 + len(stories))) for word in words)
    said = [sum(weights[word] for word in words & story) for story in stories]
    return total > 0 and said[n] >= _SAID * total and said[n] == max(said)
