"""Weigh what two reports share, and what speaks against them, on one scale: that of nearness in meaning.

How near in meaning two reports are (cosine, by the sentence encoder) is worth itself; the share of words that they
have in common, in one language, and each thing in `WORTH` add to it or take away; they are one event from `ENOUGH` on.
In plain English: names tell, most of all small ones and two of them; figures tell much, two of them the more; and so
do a city, and words that are no names of either headline that the other report holds, or of another language that
stand in a Chinese report as in an English one. What speaks against: a headline that asks (why, how, or with a question
mark: mostly an opinion on what happened), a deed or a matter that only one headline tells (`matters`), a company that
only one names, somebody in a headline whom the other report does not hold, small names in one alone, a Latin word in a
Chinese headline that the English report does not hold, nothing of the matter in common, days between them, and two
pages of one site, which mostly tells of an event on one page. Reports in one language must be nearer: they lie nearer
anyway. So must long ones, which have more to share.

Where meaning is not known it counts as `SUPPOSED`, and words as `WORDS_ALONE`; all else is worth the same, as was
fitted.

The worths are those of a logistic regression (`python -m tests.cluster.fitting`) on the part of the table in
`tests/cluster` on which gates are set, and on 1,520 stories of newsletters of four times five days, labelled by
readers who did not know the rules (5,100 pairs, 1,600 of one event); scaled so that nearness counts one, and rounded.
A city and round figures are worth less than was fitted, because few pairs hold them. Signs were kept that helped on
the five days that they were not fitted on, each in turn: deeds and matters in common, topics, countries and people did
not, nor did boosted trees over the same evidence. `ENOUGH` is a little more than where two reports are as likely one
event as not, and `SUPPOSED` a little less than was fitted, so that fewer are joined rather than wrong ones.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2

from store.cluster.facts import Amount, Facts
from store.cluster.words import STEM, count_shared, foreign_words

ENOUGH = 0.41
WORDS = 0.34
"""What all words of the shorter report in the other are worth, in one language."""
SUPPOSED = 0.43
"""How near in meaning two reports count as where that is not known."""
WORDS_ALONE = 0.68
"""What all words are worth then."""
DOUBLED = -0.05
"""What it is worth each time that the shorter report is twice as long, from `_BRIEF` characters on."""
WORTH = {
    "telling": 0.22, "two telling": 0.14, "large": 0.1, "only one": -0.027, "stranger": -0.1, "other company": -0.045,
    "figure": 0.22, "two figures": 0.3, "round figure": 0.3, "city": 0.26, "other deed": -0.02, "other matter": -0.05,
    "nothing": -0.17, "asks": -0.19, "days": -0.13, "one site": -0.12, "one language": -0.16, "telling word": 0.078,
    "name-like word": 0.12, "foreign word": 0.12, "other foreign word": -0.12,
}  # fmt: skip
"""What each thing is worth, as often as it is found.

A telling name that only one report holds is `only one`; a stranger is somebody in one headline whom the other report
does not hold; a name-like word is an ordinary one written as a name; days are more than one.
"""
_FEW_LETTERS = 3
_MOST_WORDS = 2
_MOST_NAMES = 5
_MOST_MATTERS = 5
_MOST_FOREIGN = 3
_BRIEF = 20
_LONG = 300
"""Characters; no report counts as longer."""


def weigh(
    a: Facts,
    b: Facts,
    names: tuple[set[str], set[str]],
    figures: list[tuple[Amount, Amount]],
    similarity: float | None,
    gap: int,
    is_again: bool,
) -> float:
    """Weigh two reports that share these telling and large names and figures, `gap` days apart.

    `similarity` is how alike their meanings are, None where one has none. Gives the sum of the fitted weights: the
    larger, the surer that both tell of one event.
    """
    worth = sum(WORTH[thing] for thing in find_evidence(a, b, names, figures, gap, is_again))
    worth += DOUBLED * doublings(a, b)
    words = share_of_words(a, b, is_again)
    return worth + (SUPPOSED + WORDS_ALONE * words if similarity is None else similarity + WORDS * words)


def find_evidence(
    a: Facts,
    b: Facts,
    names: tuple[set[str], set[str]],
    figures: list[tuple[Amount, Amount]],
    gap: int,
    is_again: bool,
) -> list[str]:
    """Find what speaks for two reports being of one event and what against it, as named in `WORTH`."""
    days = ["days"] * (gap > 1)
    return [*_of_names(a, b, *names), *_of_matter(a, b, figures), *days, *_of_words(a, b, is_again)]


def doublings(a: Facts, b: Facts) -> float:
    """Tell how often the shorter report is twice as long as a brief one: 0 where it is empty, 1 where it is brief."""
    return log2(1 + min(a.length, b.length, _LONG) / _BRIEF)


def strangers(a: Facts, b: Facts) -> bool:
    """Tell whether a headline names somebody whom the other report does not hold."""
    return not {*b.telling, *b.large, *b.companies}.issuperset(a.in_headline)


def _of_names(a: Facts, b: Facts, telling: set[str], large: set[str]) -> list[str]:
    found = []
    if telling:
        found.append("telling")
        found += ["two telling"] * (len(telling) > 1)
    if large:
        found.append("large")
    found += ["only one"] * min(_MOST_NAMES, len(set(a.telling).symmetric_difference(b.telling)))
    found += ["stranger"] * (strangers(a, b) + strangers(b, a))
    return found + ["other company"] * (_of_another(a, b) + _of_another(b, a))


def _of_another(a: Facts, b: Facts) -> bool:
    """Tell whether a headline names a company that the other does not, nor the other report anything of its own."""
    headed = set(a.in_headline).intersection(a.companies)
    return not headed.difference(b.owners).issubset(b.in_headline)


def _of_matter(a: Facts, b: Facts, figures: list[tuple[Amount, Amount]]) -> list[str]:
    found = []
    if figures:
        count = sum(min(ours.rarity, theirs.rarity) >= 1 for ours, theirs in figures)
        found += ["figure"] if count else ["round figure"]
        found += ["two figures"] * (count > 1)
    places = set(a.places).intersection(b.places) if a.places else ()
    found += ["city"] * any("/" in place for place in places)
    found += ["name-like word"] * _meet(a.written, b.written)
    is_like = _meet(a.versions, b.versions) or _meet(a.topics, b.topics) or _meet(a.deeds, b.deeds)
    if not (found or places or is_like):
        found.append("nothing")
    found += ["other deed"] * len(set(a.done).symmetric_difference(b.done))
    found += ["other matter"] * min(_MOST_MATTERS, len(set(a.matters).symmetric_difference(b.matters)))
    found += ["one site"] * (a.site is not None and a.site == b.site)
    return found + ["asks"] * (a.asks + b.asks)


def _meet(ours: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    return bool(ours and theirs) and not set(ours).isdisjoint(theirs)


def _of_words(a: Facts, b: Facts, is_again: bool) -> list[str]:
    """Of one source, words may be what it writes over all its stories."""
    if a.language != b.language:
        chinese, english = (a, b) if a.language == "zh" else (b, a)
        other = min(_MOST_FOREIGN, _count_other_foreign_words(chinese, english))
        return [*["foreign word"] * _share_foreign_words(a, b), *["other foreign word"] * other]
    if is_again:
        return ["one language"]
    shared = count_shared(a.stems, f" {a.words} ", b.stems, f" {b.words} ")
    return ["one language", *["telling word"] * min(int(shared), _MOST_WORDS)]


def _share_foreign_words(a: Facts, b: Facts) -> bool:
    """Tell whether a Chinese report holds a Latin word of an English one that is of no name that we know."""
    shared = foreign_words(a.words) & foreign_words(b.words)
    return any(shared) and not shared <= _names_in(a) | _names_in(b)


def _count_other_foreign_words(chinese: Facts, english: Facts) -> int:
    """Count the Latin words of a Chinese headline, of no name that we know, that the English report does not hold."""
    unheld = {word for word in foreign_words(chinese.headline) if word[:STEM] not in english.words}
    return len(unheld - _names_in(chinese)) if unheld else 0


def _names_in(report: Facts) -> set[str]:
    return {part for name in (*report.telling, *report.large, *report.companies) for part in _parts(name)}


@lru_cache(maxsize=4096)
def _parts(name: str) -> list[str]:
    return name.lstrip("?").replace(".", "-").replace(" ", "-").split("-")


def share_of_words(a: Facts, b: Facts, is_again: bool) -> float:
    """Give the share of the shorter report's longer words that the other holds; of one language, but not one source.

    Of headlines without a word that tells, which may be of a language that we do not read, it is none.
    """
    if is_again or a.language != b.language or not (a.stems or b.stems):
        return 0.0
    ours, theirs = _longer_words(a.words), _longer_words(b.words)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


@lru_cache(maxsize=4096)  # each report is weighed with many
def _longer_words(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split() if len(word) > _FEW_LETTERS or not word.isascii())
