"""Weigh what two reports share, and what speaks against them, on one scale: that of nearness in meaning.

How near in meaning two reports are (cosine, by the sentence encoder) is worth itself; the share of words that they
have in common, in one language, and each thing in `WORTH` add to it or take away; they are one event from `ENOUGH` on.
In plain English: names tell, most of all small ones, two of them, and a person in both headlines; figures tell much,
two of them the more; and so do a city, and words that are no names of either headline that the other report holds, or
of another language that stand in a Chinese report as in an English one. A version (GLM-5.2) is a name that all the news
of it holds, so it tells less than others, unless both headlines tell of its release. What speaks against: a headline
that asks (why, how, or with a question mark: mostly an opinion on what happened), a deed or a matter that only one
headline tells (`matters`), words of a headline that the other report does not hold, a company that only one names,
somebody in a headline whom the other report does not hold, small names in one alone, a Latin word in a Chinese headline
that the English report does not hold, nothing of the matter in common, days between them, and two pages of one site,
which mostly tells of an event on one page. Long reports must be nearer: they have more to share.

Where meaning is not known it counts as `SUPPOSED`, and words as `WORDS_ALONE`; all else is worth the same, as was
fitted.

The worths are those of a logistic regression (`python -m tests.cluster.fitting`) on the part of the table in
`tests/cluster` on which gates are set, and on 2,020 stories of newsletters of five times three to five days, labelled
by readers who did not know the rules (7,100 pairs, 2,000 of one event); scaled so that nearness counts one, and
rounded. A city is worth less than was fitted, because few pairs hold one. Signs were kept that helped on the days that
they were not fitted on, each in turn: deeds and matters in common, topics, countries, opinions, roll-ups, how often a
name is in the news, how near headlines are in meaning, with their names or without, did not, nor did boosted trees
over the same evidence.

`ENOUGH` lies 0.05 above where two reports are as likely one event as not, `SUPPOSED` so that this is 0.07 where
meaning is not known, for a wrong pair costs more than a missed one. Of these five windows of real news, each weighed at
this bar by what was fitted on the others, 98.8 % of the joined pairs were right on average, and 97.0 % in the worst;
without the encoder 98.7 and 97.3 %. With the bar that far above even odds by each fit instead, it was 97.6 and 91.3 %
(98.2 and 95.3 %): where these lie is the least sure of what is fitted. On a sixth window of 548
stories, opened last, on which nothing was fitted, 98.6 % were right and 58 % of those of one event found; without the
encoder 99.5 and 50 %. The bar was first 0.545, there 99.8 and 53 %, and then lowered with that in view.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2

from store.cluster.facts import Amount, Facts
from store.cluster.words import STEM, count_shared, foreign_words, share_unheld

ENOUGH = 0.49
WORDS = 0.29
"""What all words of the shorter report in the other are worth, in one language."""
UNHELD = -0.083
"""What it is worth where the other report holds no telling word of a headline, in one language; twice for both."""
SUPPOSED = 0.41
"""How near in meaning two reports count as where that is not known."""
WORDS_ALONE = 0.68
"""What all words are worth then."""
DOUBLED = -0.037
"""What it is worth each time that the shorter report is twice as long, from `_BRIEF` characters on."""
WORTH = {
    "telling": 0.21, "two telling": 0.14, "large": 0.11, "person": 0.1, "only one": -0.021, "stranger": -0.084,
    "other company": -0.05, "figure": 0.2, "two figures": 0.28, "city": 0.2, "version": -0.19,
    "its release": 0.28, "other deed": -0.016, "other matter": -0.05, "nothing": -0.13, "asks": -0.08, "days": -0.11,
    "one site": -0.11, "telling word": 0.045, "name-like word": 0.17, "foreign word": 0.13,
    "other foreign word": -0.11,
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
    worth += DOUBLED * doublings(a, b) + UNHELD * unheld_words(a, b)
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


def unheld_words(a: Facts, b: Facts) -> float:
    """Give the share of the telling words of each headline that the other report does not hold, both added.

    Of one language; a headline without such a word counts half.
    """
    if a.language != b.language:
        return 0.0
    return share_unheld(a.stems, f" {b.words} ") + share_unheld(b.stems, f" {a.words} ")


def strangers(a: Facts, b: Facts) -> bool:
    """Tell whether a headline names somebody whom the other report does not hold."""
    return not {*b.telling, *b.large, *b.companies}.issuperset(a.in_headline)


def _of_names(a: Facts, b: Facts, telling: set[str], large: set[str]) -> list[str]:
    found = []
    if telling:
        found.append("telling")
        found += ["two telling"] * (len(telling) > 1 and _count_distinct(telling) > 1)
    if large:
        found.append("large")
    if _meet(a.people, b.people):
        found += ["person"] * (not set(a.people).isdisjoint({*b.people}.intersection(a.in_headline, b.in_headline)))
    found += ["only one"] * min(_MOST_NAMES, len(set(a.telling).symmetric_difference(b.telling)))
    found += ["stranger"] * (strangers(a, b) + strangers(b, a))
    return found + ["other company"] * (_of_another(a, b) + _of_another(b, a))


def _count_distinct(names: set[str]) -> int:
    """Count names, one that another begins with as the same: GLM, GLM-5.2."""
    return sum(not any(other != name and other.startswith(name) for other in names) for name in names)


def _of_another(a: Facts, b: Facts) -> bool:
    """Tell whether a headline names a company that the other does not, nor the other report anything of its own."""
    headed = set(a.in_headline).intersection(a.companies)
    return not headed.difference(b.owners).issubset(b.in_headline)


def _of_matter(a: Facts, b: Facts, figures: list[tuple[Amount, Amount]]) -> list[str]:
    found = []
    if figures:
        found.append("figure")
        found += ["two figures"] * (sum(min(ours.rarity, theirs.rarity) >= 1 for ours, theirs in figures) > 1)
    places = set(a.places).intersection(b.places) if a.places else ()
    found += ["city"] * any("/" in place for place in places)
    found += ["name-like word"] * _meet(a.written, b.written)
    is_version = _meet(a.versions, b.versions)
    found += ["version"] * is_version
    found += ["its release"] * (is_version and "release" in a.done and "release" in b.done)
    is_like = is_version or _meet(a.topics, b.topics) or _meet(a.deeds, b.deeds)
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
        return []
    shared = count_shared(a.stems, f" {a.words} ", b.stems, f" {b.words} ")
    return ["telling word"] * min(int(shared), _MOST_WORDS)


def _share_foreign_words(a: Facts, b: Facts) -> bool:
    """Tell whether a Chinese report holds a Latin word of an English one, of no name that we know nor written as one.

    Ordinary words that both write as names are weighed as such.
    """
    shared = foreign_words(a.words) & foreign_words(b.words)
    return any(shared) and not shared <= _names_in(a) | _names_in(b) | set(a.written).intersection(b.written)


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
