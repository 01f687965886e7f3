"""Any text at all is a legal name, and a legal text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.folding import fold
from store.match import NameIndex, match
from store.mentions import Finder

FRAGMENTS = [
    "nvidia",
    "antropic",
    "英伟达",
    "輝達",
    "的",
    " ",
    "'s",
    "$NVDA",
    "GPT-5",
    "🎉",
    "\u200b",
    "\u202e",
    "ß",
    "İ",
]
ANY_TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
SLOWEST = 0.005
"""Seconds that the median of a text may take."""

HARD_TEXTS = {
    "empty": "",
    "spaces": " \t\n ",
    "punctuation": "!?…。，——「」",
    "emoji": "👩‍💻🎉",
    "zero width": "\u200b\u200d\ufeff",
    "right to left": "\u202eaidivn\u202c",
    "lone surrogate": "z\ud800z",
    "null": "\x00",
    "long word": "a" * 10_000,
    "long prose": "who knows what quantum toasters will do next " * 230,
    "long Chinese": "天气很好我们去公园散步" * 900,
    "ten thousand emoji": "🎉" * 10_000,
    "combining": "a" + "\u0301" * 10_000,
    "digits": "0123456789" * 1_000,
    "syllables": "aoe" * 3_000,
}


@settings(max_examples=150)
@given(text=ANY_TEXT)
def test_whatever_is_typed_is_answered(index: NameIndex, text: str) -> None:
    """Resolving never raises, gives an entity exactly when it matches, and repeats itself."""
    found = match(index, text)
    assert (found.outcome == "match") == (found.entity is not None)
    assert found.query == text
    assert len(found.suggestions) <= 5
    assert found == match(index, text)


@settings(max_examples=150)
@given(text=ANY_TEXT)
def test_mentions_point_into_any_text(finder: Finder, text: str) -> None:
    """Finding never raises, and what is found stands where it says."""
    for mention in finder.find(text):
        assert text[mention.start :].startswith(mention.words)


@settings(max_examples=150)
@given(text=ANY_TEXT)
def test_folding_keeps_its_places(text: str) -> None:
    """Every folded character has a place, in order, within the text."""
    folded = fold(text)
    offsets = [folded.start(at) for at in range(len(folded.folded))]
    assert len(folded.kept) == len(folded.folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS.keys())
def test_hard_texts_are_answered_at_once(index: NameIndex, text: str) -> None:
    """What is no name is an honest no match, in milliseconds, however long."""
    match(index, text)  # the dictionary is read on first use
    times = []
    for _ in range(5):
        started = time.perf_counter()
        found = match(index, text)
        times.append(time.perf_counter() - started)
    assert found.outcome == "none"
    assert sorted(times)[2] < SLOWEST


def test_a_long_text_is_searched_for_names_quickly(finder: Finder) -> None:
    """A page of 100,000 characters takes well under a second."""
    text = "Nvidia and 英伟达 met 輝達 in a park. " * 3_000
    started = time.perf_counter()
    assert [mention.entity_id for mention in finder.find(text)] == ["nvidia"]
    assert time.perf_counter() - started < 2
