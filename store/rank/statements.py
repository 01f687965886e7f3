"""Find which storyline a takeaway or a summary's sentence says again: an editor's own word for what mattered. Pure.

A statement is about the headline of which it holds most words, if it holds at least `SHARED` of them (words of both
languages as search cuts them, without the commonest) and two at least. Each statement speaks for one storyline, in its
own issue and language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.model import Language
from store.text import search_words

SHARED = 0.4
"""Of a headline's words. An editor who sums a story up uses some of them again, rarely half."""

_LEAST = 2
_COMMON = frozenset(
    "a an and are as at be by for from has have in is it its no not of on or s that the this to was will with".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A takeaway, or one sentence of a summary, of an issue; `takeaway` is the id of the story that it is."""

    issue: int
    language: Language
    text: str
    takeaway: int | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline that a statement of its issue may be about."""

    storyline: int
    issue: int
    language: Language
    text: str


def count_repeats(statements: Iterable[Statement], headlines: Iterable[Headline]) -> Counter[int]:
    """Count for each storyline the statements about it."""
    return Counter(storyline for _, storyline in find_subjects(statements, headlines))


def find_subjects(statements: Iterable[Statement], headlines: Iterable[Headline]) -> Iterator[tuple[Statement, int]]:
    """Find the storyline that each statement is about; one that is about none is passed over."""
    places: dict[tuple[int, Language], list[tuple[int, frozenset[str]]]] = {}
    for headline in headlines:
        found = (headline.storyline, words_of(headline.text))
        places.setdefault((headline.issue, headline.language), []).append(found)
    for statement in statements:
        told = _best(words_of(statement.text), places.get((statement.issue, statement.language), []))
        if told is not None:
            yield statement, told


def words_of(text: str) -> frozenset[str]:
    """Give a text's words, or pairs of Chinese characters, without the commonest."""
    return frozenset(word for phrase in search_words(text) for word in phrase) - _COMMON


def _best(words: frozenset[str], headlines: list[tuple[int, frozenset[str]]]) -> int | None:
    shared = [(len(words & own) / len(own), len(words & own), -n) for n, (_, own) in enumerate(headlines) if own]
    share, count, place = max(shared, default=(0.0, 0, 0))
    return headlines[-place][0] if share >= SHARED and count >= _LEAST else None
