"""Floors under the accuracy of typed names: it may get better, never silently worse.

Fixed seeds, the shipped catalogue, smaller samples than `python -m tests.names.accuracy` prints in full.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import pytest

from store.catalogue import Catalogue
from store.match import NameIndex
from tests.names import samples
from tests.names.accuracy import count, judge, judge_compound
from tests.names.samples import SEED, Case, Half


def share(counts: Counter[str], *verdicts: str) -> float:
    """Give the share of some verdicts."""
    return sum(counts[verdict] for verdict in verdicts) / counts.total()


def some(cases: Iterable[Case], most: int) -> list[Case]:
    """Choose at random, the same each time."""
    cases = list(cases)
    return random.Random(SEED).sample(cases, min(most, len(cases)))


@pytest.mark.parametrize("half", ["tuned", "held"])
@pytest.mark.parametrize(("edits", "served", "right"), [(1, 0.97, 0.80), (2, 0.90, 0.40)])
def test_slips_are_served(
    catalogue: Catalogue, index: NameIndex, half: Half, edits: int, served: float, right: float
) -> None:
    """Slips give the name or offer it among five, most of one edit give it, and next to none gives another."""
    counts = count(index, samples.slips(catalogue.entities, index, half, edits, 1_500))
    assert share(counts, "right", "asked with") >= served
    assert share(counts, "right") >= right
    assert counts["wrong"] <= 1


def test_spellings_are_recognised(catalogue: Catalogue, index: NameIndex) -> None:
    """Every name and alias gives its entity, but for those that are shared, which ask."""
    counts = count(index, some(samples.spellings(catalogue.entities), 3_000))
    assert share(counts, "right") >= 0.995
    assert share(counts, "right", "asked with") == 1


def test_traditional_chinese_is_recognised(catalogue: Catalogue, index: NameIndex) -> None:
    """Names as Taiwan and Hong Kong write them."""
    assert share(count(index, samples.traditional(catalogue.entities)), "right") >= 0.98


def test_pinyin_is_recognised(catalogue: Catalogue, index: NameIndex) -> None:
    """Joined, spaced or with tones; a sound that several names have asks."""
    counts = count(index, some(samples.sounds(catalogue.entities), 2_000))
    assert share(counts, "right") >= 0.97
    assert share(counts, "right", "asked with") >= 0.99


def test_tickers_are_exact(catalogue: Catalogue, index: NameIndex) -> None:
    """In capitals and after a dollar sign each gives its company; one that is a name too may ask."""
    counts = count(index, samples.tickers(catalogue.entities))
    assert share(counts, "right") >= 0.995
    assert counts["wrong"] == counts["none"] == 0


def test_words_name_nobody(index: NameIndex) -> None:
    """No dictionary word, inflected or not, is taken for a name; none is asked about but a few people's first names."""
    counts = count(index, samples.words(index))
    assert counts["wrong"] == 0
    assert share(counts, "none") >= 0.999


def test_companies_elsewhere_name_nobody(index: NameIndex) -> None:
    """Of 2,000 listed companies that nobody told us of, none is taken for another, and hardly any asks."""
    counts = count(index, samples.elsewhere(index, "companies_elsewhere"))
    assert counts["wrong"] <= 1
    assert share(counts, "asked without") <= 0.025


@pytest.mark.parametrize("file", ["chinese words", "chinese companies", "shipped list"])
def test_other_names_and_words_hardly_ask(index: NameIndex, file: str) -> None:
    """Chinese words and companies ask in one case of a hundred at most; names that we know to be others' never do."""
    cases = {
        "chinese words": lambda: some(samples.chinese_words(index), 2_000),
        "chinese companies": lambda: samples.elsewhere(index, "companies_elsewhere_zh"),
        "shipped list": lambda: some(samples.listed_elsewhere(index), 1_500),
    }[file]()
    counts = count(index, cases)
    assert counts["wrong"] == 0
    assert share(counts, "asked without") <= (0 if file == "shipped list" else 0.015)


@pytest.mark.parametrize(("typed", "slugs", "rest"), list(samples.compounds()))
def test_a_longer_text_gives_its_names(index: NameIndex, typed: str, slugs: list[str], rest: str) -> None:
    """All its entities in order, and the words that are left over."""
    assert judge_compound(index, typed, slugs, rest) == "right"


def test_a_guess_inside_a_foreign_name_is_wrong(index: NameIndex) -> None:
    """The judge counts it, so that it cannot hide in the parts."""
    assert judge(index, Case("news about antropic")) == "wrong"
