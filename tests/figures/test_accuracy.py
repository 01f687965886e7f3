"""Floors under the reading of figures, in each language: it may get better, never silently worse.

At the first look, before anything was changed for it, the half held apart gave in English recall 100 % and value
99.3 %, in Chinese 99.2 % and 99.2 %; two later hundreds 97.3 % and 98.6 %, 100 % and 98.6 %; the 120 sentences
after them 97.4 % and 97.3 %, 97.5 % and 97.4 %, and the fifty written next 93.9 % and 96.8 %, 100 % and 97.1 %.
Eleven rounds of fifty a language followed, each read once before anything was mended for it: in English recall was
90 to 99 %, value 97 to 100 %, in the last round 97.5 % and 98.7 %; in Chinese 89 to 100 % and 93 to 100 %, in the
last round 100 % and 100 %. Five rounds of real sentences came next, four of business news and one of AI news,
each read once before it was mended for. English: 97.2 % and 95.7 % (84 sentences), 98.4 % and 100 % (42), 95.5 % and
95.3 % (43), 91.5 % and 96.9 % (37), 100 % and 100 % (32). Chinese: 92.4 % and 94.5 % (80), 98.2 % and 98.1 % (43),
89.8 % and 94.9 % (43), 94.6 % and 97.1 % (36), 97.4 % and 97.3 % (31).
`python -m tests.figures.table` prints the numbers by language and kind.
"""

from __future__ import annotations

import pytest

from tests.figures.labels import read_labels
from tests.figures.table import Score, judge

RECALL, VALUE, OF = 0.99, 0.99, 0.95
EXTRA = 0.01
"""Figures that nobody labelled, for each that somebody did."""


@pytest.fixture(scope="module", params=["english", "chinese"])
def score(request: pytest.FixtureRequest) -> Score:
    """How the sentences of a language are read."""
    return judge(read_labels(request.param))


def test_figures_are_found(score: Score) -> None:
    """Nearly every figure is found, under its kind."""
    assert score.found / score.total >= RECALL, score.missed


def test_figures_are_right(score: Score) -> None:
    """Of those found, nearly all have the right unit, ends and bound."""
    assert score.right / score.found >= VALUE, score.wrong


def test_nothing_is_made_up(score: Score) -> None:
    """Versions, ranks, names and dates are next to never taken for amounts."""
    assert score.extra / score.total <= EXTRA, score.surplus


def test_what_a_figure_is_of_is_told_where_it_can_be(score: Score) -> None:
    """What was judged to be of something is nearly always said to be of that."""
    assert score.of_right / score.of_total >= OF


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_there_is_enough_to_judge_by(language: str) -> None:
    """At least 250 sentences a language, about half of them held apart, no sentence twice."""
    sentences = read_labels(language)
    assert len({sentence.text for sentence in sentences}) == len(sentences) >= 250
    assert 0.4 <= sum(sentence.held for sentence in sentences) / len(sentences) <= 0.6
