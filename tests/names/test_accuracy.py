"""Floors under the accuracy of typed names: it may get better, never silently worse.

Fixed seeds; the names are the shipped catalogue's.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest
from english_words import get_english_words_set
from rapidfuzz.distance import OSA

from store.catalogue import Catalogue
from store.match import NameIndex, match
from store.match.keys import name_key

SEED = 20260415
TYPOS = 1_500
WORDS = 2_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 5
BY_SPELLING = ("name", "short", "alias", "former")


def slip(name: str, dice: random.Random) -> str:
    """Make one edit: a letter left out, put in, changed, or swapped. Digits stay: they would be another version."""
    while True:
        at = dice.randrange(len(name))
        typed = dice.choice(
            [
                name[:at] + name[at + 1 :],
                name[:at] + dice.choice(LETTERS) + name[at:],
                name[:at] + dice.choice(LETTERS) + name[at + 1 :],
                name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
            ]
        )
        same_digits = [letter for letter in typed if letter.isdigit()] == [
            letter for letter in name if letter.isdigit()
        ]
        if same_digits and name_key(typed) != name_key(name):
            return typed


def judge(index: NameIndex, typed: str, name: str, slug: str) -> str:
    """Say whether a slip was answered right, with a question that offers the name, with nothing, or wrong.

    It is not wrong to take a slip for a name that it is nearer to.
    """
    found = match(index, typed)
    if found.entity and found.entity.id != slug:
        return "wrong" if _distance(typed, name) <= _distance(typed, found.matched or typed) else "nearer to another"
    if found.entity:
        return "right"
    offered = [*found.suggestions, *(part.entity for part in found.parts if part.entity)]
    return "asked" if slug in [entity.id for entity in offered] else "missed"


def _distance(typed: str, name: str) -> int:
    return OSA.distance(name_key(typed), name_key(name))


@pytest.fixture(scope="module")
def outcomes(catalogue: Catalogue, index: NameIndex) -> dict[int, Counter[str]]:
    """Judge random slips of one and two edits in names of five letters and more."""
    dice = random.Random(SEED)
    names = [
        (entity.name_en, entity.id) for entity in catalogue.entities if entity.name_en and entity.name_en.isascii()
    ]
    names = [(name.lower(), slug) for name, slug in names if len(name_key(name)) >= SHORTEST]
    counts: dict[int, Counter[str]] = {1: Counter(), 2: Counter()}
    for _ in range(TYPOS):
        name, slug = dice.choice(names)
        once = slip(name, dice)
        for edits, typed in ((1, once), (2, slip(once, dice))):
            if name_key(typed) not in index.names:  # else it is another name, spelled correctly
                counts[edits][judge(index, typed, name, slug)] += 1
    return counts


def test_no_slip_is_answered_with_another_name(outcomes: dict[int, Counter[str]]) -> None:
    """A wrong confident answer is the worst outcome: none in thousands."""
    assert outcomes[1]["wrong"] == 0
    assert outcomes[2]["wrong"] == 0


def test_slips_of_one_edit_are_served(outcomes: dict[int, Counter[str]]) -> None:
    """At least 97 % give the name or offer it, at least 80 % give it."""
    total = outcomes[1].total()
    assert (outcomes[1]["right"] + outcomes[1]["asked"]) / total >= 0.97
    assert outcomes[1]["right"] / total >= 0.80


def test_slips_of_two_edits_are_mostly_served(outcomes: dict[int, Counter[str]]) -> None:
    """At least 80 % give the name or offer it."""
    assert (outcomes[2]["right"] + outcomes[2]["asked"]) / outcomes[2].total() >= 0.80


def test_english_words_are_not_taken_for_names(index: NameIndex) -> None:
    """A dictionary word resolves to nobody, unless it is spelled as a name."""
    words = sorted(get_english_words_set(["web2", "gcide"], lower=True))
    taken = [word for word in random.Random(SEED).sample(words, WORDS) if _is_guessed(index, word)]
    assert taken == []


@pytest.mark.parametrize("ending", ["s", "ed", "ing", "ly"])
def test_forms_of_english_words_are_not_taken_for_names(index: NameIndex, ending: str) -> None:
    """Nor does a regular form of one, which no dictionary lists."""
    words = sorted(word for word in get_english_words_set(["gcide"], lower=True) if word.isalpha())
    taken = [word for word in random.Random(SEED).sample(words, WORDS // 4) if _is_guessed(index, word + ending)]
    assert taken == []


def _is_guessed(index: NameIndex, typed: str) -> bool:
    found = match(index, typed)
    return found.outcome == "match" and found.via not in BY_SPELLING
