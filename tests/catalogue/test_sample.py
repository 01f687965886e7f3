"""The sample issue that a new workspace starts with is read whole, pairs its languages and has answers to give."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from store.catalogue import read_catalogue
from store.mentions import build_finder
from store.model import Issue, Item
from store.parse import parse

SAMPLE = Path(__file__).parents[2] / "bot" / "workspace" / "sample.md"
COUNTS = {"summary": 1, "takeaway": 5, "quick_hit": 8, "watch": 2, "story": 27}


@cache
def issue() -> Issue:
    """Read the sample as intake does."""
    return parse(SAMPLE.read_text("utf-8"), name=SAMPLE.name)


def stories(language: str) -> list[Item]:
    """List the cards of one language."""
    return [item for item in issue().items if item.language == language and item.kind == "story"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("kind", "count"), COUNTS.items())
def test_each_language_has_every_item(language: str, kind: str, count: int) -> None:
    """Nothing of the sample is lost or taken for something else, in either language."""
    assert sum((item.language, item.kind) == (language, kind) for item in issue().items) == count


def test_every_item_says_something() -> None:
    """Each item has its commentary, and each card its section and outlet."""
    assert [item.headline for item in issue().items if not item.summary] == []
    assert [
        item.headline for item in issue().items if item.kind == "story" and not (item.section and item.outlet)
    ] == []


def test_each_item_is_the_translation_of_its_counterpart() -> None:
    """The two languages mirror each other, item for item, with the same links and dates."""
    by_position = {item.position: item for item in issue().items}
    half = len(by_position) // 2
    assert issue().translations == tuple((n, n + half) for n in range(half))
    for n in range(half):
        one, other = by_position[n], by_position[n + half]
        assert (one.kind, one.url, one.published_at) == (other.kind, other.url, other.published_at)


def test_the_sample_is_dated_nowhere_but_where_history_is() -> None:
    """The issue has no date of its own; about half of its cards are history, so that a digest finds the other half."""
    assert (issue().published_at, issue().period) == (None, None)
    dated = sum(item.published_at is not None for item in stories("en"))
    assert 10 <= dated <= len(stories("en")) - 10


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_question_has_answers(language: str) -> None:
    """Whoever asks for Anthropic first gets at least seven stories, and most stories lead somewhere."""
    finder = build_finder(read_catalogue().entities, read_catalogue().blockers)
    texts = [f"{item.headline}\n{item.summary}" for item in stories(language)]
    assert sum(any(found.entity_id == "anthropic" for found in finder.find(text)) for text in texts) >= 7
    assert [text for text in texts if not finder.find(text)] == []
    assert sum(item.url is not None for item in stories(language)) >= 20
