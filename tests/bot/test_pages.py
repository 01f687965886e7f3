"""Pages: storylines told once, in the reader's language; views that survive the way out and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages import MAX_TEXT, Shown, View, as_value, collapse_stories, most_named, question_text, read_value
from tests.bot.builders import NVIDIA, ORDERS, ORDERS_ZH, TSMC, UNDATED


def test_a_storyline_is_told_once_in_the_reader_s_language() -> None:
    """Both versions of one event are one entry, told in the language of whoever reads."""
    stories = [ORDERS, UNDATED, ORDERS_ZH]
    english, chinese = collapse_stories(stories, "en"), collapse_stories(stories, "zh")
    assert [shown.story.id for shown in english] == [7, 9]
    assert [shown.story.id for shown in chinese] == [8, 9]
    assert english[0].version_in("zh") == ORDERS_ZH
    assert english[0].outlets == ("Bloomberg",)


def test_a_report_tells_a_storyline_rather_than_a_takeaway() -> None:
    """Lines that sum an issue up tell a storyline only where there is no report."""
    takeaway = replace(ORDERS, id=5, kind="takeaway")
    [shown] = collapse_stories([takeaway, ORDERS], "en")
    assert (shown.story, shown.others) == (ORDERS, (takeaway,))


def test_unclustered_stories_are_joined_by_translation() -> None:
    """Until storylines are settled, a translation still joins its original."""
    stories = [replace(story, storyline=None) for story in (ORDERS, ORDERS_ZH, UNDATED)]
    assert [len(shown.others) for shown in collapse_stories(stories, "en")] == [1, 0]


def test_outlets_are_named_once() -> None:
    """Every outlet that reported it in the reader's language counts once."""
    others = (replace(ORDERS, id=10, outlet="CNBC"), replace(ORDERS, id=11), ORDERS_ZH)
    assert Shown(ORDERS, others).outlets == ("Bloomberg", "CNBC")


def test_a_source_stands_in_for_a_missing_outlet() -> None:
    """Every storyline names who says so."""
    assert collapse_stories([UNDATED], "en")[0].outlets == ("Harbour Letter",)


def test_the_most_named_come_first() -> None:
    """Names are counted over stories; the one asked about and other kinds are left out."""
    stories = [ORDERS, replace(ORDERS, entities=(TSMC,))]
    assert most_named(stories, ("company",), 2) == [TSMC, NVIDIA]
    assert most_named(stories, ("company",), 2, but="tsmc") == [NVIDIA]
    assert most_named(stories, ("person",), 2) == []


@given(
    st.builds(
        View,
        entity=st.none() | st.from_regex(r"[a-z0-9][a-z0-9-]{0,60}", fullmatch=True),
        text=st.text(max_size=2000).map(question_text),
        offset=st.integers(0, 500),
        up_to=st.none() | st.integers(0, 2**53),
        language=st.sampled_from(["en", "zh", None]),
    )
)
def test_a_view_comes_back_as_it_went(view: View) -> None:
    """Any view fits into a button's value and is read back the same."""
    value = as_value(view)
    assert len(value) <= 2000
    assert read_value(value) == view


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "{",
        "[]",
        "null",
        "5",
        '{"entity":5}',
        '{"entity":"../x"}',
        '{"entity":"A B"}',
        '{"offset":-1}',
        '{"offset":501}',
        '{"offset":1e9}',
        '{"up_to":99999999999999999999}',
        '{"language":"xx"}',
        '{"extra":1}',
        json.dumps({"text": "x" * (MAX_TEXT + 1)}),
        "[" * 5000,
        "\ud800",
        {"entity": "nvidia"},
    ],
)
def test_a_hostile_value_is_no_view(value: object) -> None:
    """Whatever comes back that we did not write is refused, not obeyed and not raised."""
    assert read_value(value) is None


@given(st.text(max_size=3000))
def test_a_question_is_one_short_printable_line(text: str) -> None:
    """What is read of a question is bounded, whatever was pasted."""
    read = question_text(text)
    assert len(read) <= MAX_TEXT
    assert read.isprintable()
