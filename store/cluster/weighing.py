"""Weigh what two reports share, and what speaks against them, on one scale: that of nearness in meaning.

How near in meaning two reports are (cosine, by the sentence encoder) is worth itself; each thing in `WORTH` adds to it
or takes away; they are one event from `ENOUGH` on. In plain English: names tell, most of all small ones, names that the
catalogue does not know, and a name in both headlines; figures tell much, the more of them the more; and so do a
product's number, what was done, where both headlines say it, where, and words of either headline that are no names and
that the other report holds as well. What speaks against: nothing of the matter in common, other deeds, somebody in a
headline whom the other report does not hold, days between them, and one source, which on another day mostly tells of
something else. Reports in one language must be nearer: they lie nearer anyway.

Where meaning is not known it counts as `SUPPOSED`, and more the more words two reports of one language share; and all
else counts `ALONE` times as much.

The worths are those of a logistic regression (`python -m tests.cluster.fitting`) on the part of the table in
`tests/cluster` on which gates are set, and on 287 stories of 22 newsletters of five days, labelled by a reader who did
not know the rules (18,300 pairs, 578 of one event); scaled so that nearness counts one, and rounded. A place is worth
less than was fitted, because what a company does is often told with where it sits; three figures are seldom, so their
worth is set. `ENOUGH` is set on both, so that joins within one language are right.
"""

from __future__ import annotations

from functools import lru_cache

from store.cluster.blocks import RARE
from store.cluster.facts import Amount, Facts
from store.cluster.words import count_shared

ENOUGH = 0.6
SUPPOSED = 0.31
WORDS = 0.42
"""What all words of the shorter report in the other are worth, where meaning is not known."""
ALONE = 1.25
"""How much more all evidence counts then."""
WORTH = {
    "telling": 0.22, "telling in both headlines": 0.11, "unknown": 0.15, "unknown in both": 0.05, "large": 0.17,
    "product in both headlines": 0.05, "stranger": -0.16, "strangers": -0.09, "figure": 0.28, "two figures": 0.13,
    "three figures": 0.15, "rare figure": 0.09, "round figure": 0.26, "version": 0.2, "done": 0.15, "told": -0.17,
    "topic": -0.08, "place": 0.17, "city": 0.1, "nothing": -0.18, "other deeds": -0.15, "days": -0.22, "again": -0.15,
    "one language": -0.14, "telling word": 0.16, "name-like word": 0.07,
}  # fmt: skip
"""What each thing is worth. A stranger is somebody in one headline whom the other report does not hold, strangers are
such in both; a name-like word is an ordinary one written as a name; days are more than one; again is one source."""
_FEW_LETTERS = 3
_MOST_WORDS = 2


def weigh(
    a: Facts,
    b: Facts,
    names: tuple[set[str], set[str]],
    figures: list[tuple[Amount, Amount]],
    similarity: float | None,
    gap: int,
    is_again: bool,
) -> float:
    """Weigh two reports that share these telling and large names and figures, `gap` days apart."""
    worth = sum(WORTH[thing] for thing in find_evidence(a, b, names, figures, gap, is_again))
    return SUPPOSED + WORDS * _share_of_words(a, b) + ALONE * worth if similarity is None else similarity + worth


def find_evidence(
    a: Facts,
    b: Facts,
    names: tuple[set[str], set[str]],
    figures: list[tuple[Amount, Amount]],
    gap: int,
    is_again: bool,
) -> list[str]:
    """Find what speaks for two reports being of one event and what against it, as named in `WORTH`."""
    return [*_of_names(a, b, *names), *_of_matter(a, b, figures), *_of_times(gap, is_again), *_of_words(a, b, is_again)]


def strangers(a: Facts, b: Facts) -> bool:
    """Tell whether a headline names somebody whom the other report does not hold."""
    return not {*b.telling, *b.large, *b.companies}.issuperset(a.in_headline)


def _of_names(a: Facts, b: Facts, telling: set[str], large: set[str]) -> list[str]:
    found = []
    if telling:
        in_both = telling.intersection(a.in_headline, b.in_headline)
        found.append("telling")
        found += ["telling in both headlines"] * bool(in_both)
        if any(name[0] == "?" for name in telling):
            found.append("unknown")
            found += ["unknown in both"] * any(name[0] == "?" for name in in_both)
    if large:
        found.append("large")
    if a.products and set(a.products).intersection(b.products, a.in_headline, b.in_headline):
        found.append("product in both headlines")
    count = strangers(a, b) + strangers(b, a)
    return [*found, *("stranger", "strangers")[:count]]


def _of_matter(a: Facts, b: Facts, figures: list[tuple[Amount, Amount]]) -> list[str]:
    found = []
    if figures:
        rarities = [min(ours.rarity, theirs.rarity) for ours, theirs in figures]
        found += ["figure"] if max(rarities) >= 1 else ["round figure"]
        found += ["rare figure"] * (max(rarities) >= RARE)
        count = sum(rarity >= 1 for rarity in rarities)
        found += ("two figures", "three figures")[: max(0, count - 1)]
    if not set(a.done).isdisjoint(b.done):
        found.append("done")
    if not set(a.topics).isdisjoint(b.topics):
        found.append("topic")
    if a.places and (places := set(a.places).intersection(b.places)):
        found.append("place")
        found += ["city"] * any("/" in place for place in places)
    if a.versions and not set(a.versions).isdisjoint(b.versions):
        found.append("version")
    if a.written and not set(a.written).isdisjoint(b.written):
        found.append("name-like word")
    if not set(a.deeds).isdisjoint(b.deeds):
        found += ["told"] * ("done" not in found)
    else:
        found += ["nothing"] * (not found)
        found += ["other deeds"] * bool(a.deeds and b.deeds)
    return found


def _of_words(a: Facts, b: Facts, is_again: bool) -> list[str]:
    """Of one source, words may be what it writes over all its stories."""
    if a.language != b.language:
        return []
    if is_again:
        return ["one language"]
    shared = count_shared(a.stems, f" {a.words} ", b.stems, f" {b.words} ")
    return ["one language", *["telling word"] * min(int(shared), _MOST_WORDS)]


def _of_times(gap: int, is_again: bool) -> list[str]:
    return ["days"] * (gap > 1) + ["again"] * is_again


def _share_of_words(a: Facts, b: Facts) -> float:
    """Give the share of the shorter report's longer words that the other holds; 0 across languages."""
    if a.language != b.language:
        return 0.0
    ours, theirs = _longer_words(a.words), _longer_words(b.words)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


@lru_cache(maxsize=4096)  # each report is weighed with many
def _longer_words(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split() if len(word) > _FEW_LETTERS or not word.isascii())
