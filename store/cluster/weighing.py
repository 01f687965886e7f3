"""Weigh what two reports share, and what speaks against them, on one scale: that of nearness in meaning.

How near in meaning two reports are (cosine, by the sentence encoder) is worth itself; each thing in `WORTH` adds to it
or takes away; they are one event from `ENOUGH` on. In plain English: names tell, most of all people, names that the
catalogue does not know, and two names in both headlines; a figure tells much, and so do a product's number, what was
done, where both headlines say it, and where. What speaks against: nobody in common, nothing of the matter in common,
other deeds, somebody in a headline whom the other report does not hold, days between them, and one source, which on
another day mostly tells of something else. Reports in one language must be nearer: they lie nearer anyway.

Where meaning is not known it counts as `SUPPOSED`, and more the more words two reports of one language share.

The worths are those of a logistic regression on the part of the table in `tests/cluster` on which gates are set (5,100
pairs, 390 of one event), scaled so that nearness counts one, and rounded; days less, because a weekly lies farther from
a daily than the table's reports do; one source and `SUPPOSED` more strictly, after looking at real issues.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from store.cluster.blocks import RARE
from store.cluster.facts import Amount, Facts

ENOUGH = 0.58
SUPPOSED = 0.22
WORDS = 0.2
"""What all words of the shorter report in the other are worth, where meaning is not known."""
WORTH = {
    "telling": 0.25, "telling in both headlines": 0.08, "two telling": 0.16, "unknown": 0.08, "unknown in both": 0.17,
    "large": 0.2, "two in both headlines": 0.14, "person": 0.33, "nobody": -0.2, "stranger": -0.21, "strangers": -0.1,
    "figure": 0.3, "rare figure": 0.1, "round figure": 0.28, "version": 0.14, "word": 0.05, "words": 0.06, "done": 0.2,
    "told": -0.05, "topic": 0.03, "place": 0.18, "city": 0.1, "nothing": -0.26, "other deeds": -0.16, "days": -0.3,
    "again": -0.34, "headline": 0.4, "one language": -0.13,
}  # fmt: skip
"""What each thing is worth. A stranger is somebody in one headline whom the other report does not hold, strangers are
such in both; a word is an ordinary one written as a name; days are more than one; again is one source."""
_FEW_LETTERS = 3
_LEAST_WORDS = 5
ALIKE = 90.0


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
    worth = SUPPOSED + WORDS * _share_of_words(a, b) if similarity is None else similarity
    found = (*_of_names(a, b, *names), *_of_matter(a, b, figures), *_of_times(gap, is_again), *_of_words(a, b))
    return worth + sum(WORTH[thing] for thing in found)


def strangers(a: Facts, b: Facts) -> bool:
    """Tell whether a headline names somebody whom the other report does not hold."""
    return not {*b.telling, *b.large, *b.companies}.issuperset(a.in_headline)


def same_matter(a: Facts, b: Facts) -> bool:
    """Tell whether something of the same sort was done, or is talked of."""
    return not (set(a.deeds).isdisjoint(b.deeds) and set(a.topics).isdisjoint(b.topics))


def _of_names(a: Facts, b: Facts, telling: set[str], large: set[str]) -> list[str]:
    found = []
    if telling:
        found.append("telling")
        found += ["telling in both headlines"] * bool(telling.intersection(a.in_headline, b.in_headline))
        found += ["two telling"] * (len(telling) > 1)
        if any(name[0] == "?" for name in telling):
            found.append("unknown")
            found += ["unknown in both"] * any(
                name[0] == "?" for name in telling.intersection(a.in_headline, b.in_headline)
            )
    if large:
        found.append("large")
    if len((telling | large).intersection(a.in_headline, b.in_headline)) > 1:
        found.append("two in both headlines")
    if not (telling or large):
        found.append("nobody")
    if not set(a.people).isdisjoint(b.people):
        found.append("person")
    count = strangers(a, b) + strangers(b, a)
    return [*found, *("stranger", "strangers")[:count]]


def _of_matter(a: Facts, b: Facts, figures: list[tuple[Amount, Amount]]) -> list[str]:
    found = []
    rarity = max((min(ours.rarity, theirs.rarity) for ours, theirs in figures), default=None)
    if rarity is not None:
        found += ["figure"] if rarity >= 1 else ["round figure"]
        found += ["rare figure"] * (rarity >= RARE)
    if not set(a.done).isdisjoint(b.done):
        found.append("done")
    if not set(a.topics).isdisjoint(b.topics):
        found.append("topic")
    if places := set(a.places).intersection(b.places):
        found.append("place")
        found += ["city"] * any("/" in place for place in places)
    if a.versions and not set(a.versions).isdisjoint(b.versions):
        found.append("version")
    if a.written and (words := set(a.written).intersection(b.written)):
        found += ("word", "words")[: len(words)]
    if not set(a.deeds).isdisjoint(b.deeds):
        found += ["told"] * ("done" not in found)
    else:
        found += ["nothing"] * (not found)
        found += ["other deeds"] * bool(a.deeds and b.deeds)
    return found


def _of_words(a: Facts, b: Facts) -> list[str]:
    if a.language != b.language:
        return []
    is_long = min(a.headline.count(" "), b.headline.count(" ")) >= _LEAST_WORDS
    return ["one language"] + ["headline"] * (is_long and fuzz.token_set_ratio(a.headline, b.headline) >= ALIKE)


def _of_times(gap: int, is_again: bool) -> list[str]:
    return ["days"] * (gap > 1) + ["again"] * is_again


def _share_of_words(a: Facts, b: Facts) -> float:
    """Give the share of the shorter report's longer words that the other holds; 0 across languages."""
    if a.language != b.language:
        return 0.0
    ours, theirs = (
        {word for word in x.words.split() if len(word) > _FEW_LETTERS or not word.isascii()} for x in (a, b)
    )
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))
