"""Questions in plain words: what is left of them to look for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions import likely_name, search_terms, split_span


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("what is new with stargate?", "stargate"),
        ("tell me about OpenAI", "OpenAI"),
        ("any news on Thinking Machines lately?", "Thinking Machines"),
        ("what's up at mistral", "mistral"),
        ("stargate", "stargate"),
        ("bank of america", "bank of america"),
        ("星际之门有什么新消息？", "星际之门"),
        ("最近英伟达怎么样", "英伟达"),
        ("请问英伟达的最新动态", "英伟达"),
        ("what is new?", ""),
        ("有什么新闻？", ""),
        ("", ""),
    ],
)
def test_a_question_is_stripped_to_its_name(typed: str, name: str) -> None:
    """Question words go from both ends, never from within."""
    assert likely_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("deal with", "deal"),
        ("what is the price of memory chips", "price memory chips"),
        ("最近的财报怎么样", "财报"),
        ("what is new with ?", ""),
        ("great great Great", "Great"),
    ],
)
def test_only_words_that_ask_for_something_are_searched(typed: str, terms: str) -> None:
    """Every filler goes, wherever it stands: the words left must all be in a story."""
    assert search_terms(typed) == terms


@pytest.mark.parametrize(
    ("typed", "rest", "span"),
    [
        ("nvidia today", "nvidia", "since:today"),
        ("what happened yesterday?", "what happened ?", "since:yesterday"),
        ("openai this week", "openai", "since:7d"),
        ("英伟达本周有什么新闻", "英伟达 有什么新闻", "since:7d"),
        ("openai last month", "openai", "since:30d"),
        ("todayish", "todayish", ""),
        ("chips since last week", "chips", "since:7d"),
        ("openai over the past 10 days", "openai", "since:10days"),
        ("nvidia in the last month", "nvidia", "since:30d"),
        ("最近一周英伟达和台积电", "英伟达和台积电", "since:7d"),
        ("英伟达最近3天", "英伟达", "since:3天"),
    ],
)
def test_day_words_become_a_filter(typed: str, rest: str, span: str) -> None:
    """A span in words is taken out and becomes a filter that the answer shows."""
    assert split_span(typed) == (rest, span)


@given(st.text(max_size=80))
def test_any_text_is_a_question(text: str) -> None:
    """Nothing typed raises, and stripping twice strips no more."""
    assert likely_name(likely_name(text)) == likely_name(text)
    search_terms(text)
    split_span(text)
