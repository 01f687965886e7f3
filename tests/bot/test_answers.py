"""Answers as data: what they say, in both languages, within Slack's limits, and nothing hostile in them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.answers import Reading, entity_answer, search_answer
from bot.blocks.help import help_answer, usage_answer
from bot.blocks.parts import clip, day_words
from bot.blocks.questions import unknown_answer, which_answer
from bot.message import Answer
from bot.mrkdwn import escape
from bot.pages import Page, Shown, View, read_value
from bot.words import say
from bot.workspace.limits import check_message
from store.model import Entity, Language, Match, Story
from store.search import Found
from tests.bot.builders import ALTMAN, NVIDIA, ORDERS, ORDERS_ZH, TSMC, ULTRAMAN, UNDATED

PAGE = Page((Shown(ORDERS, (ORDERS_ZH,)), Shown(UNDATED)), total=12, has_more=True)
EMPTY = Page((), total=0, has_more=False)


def reading(language: Language = "en", **changes: Any) -> Reading:
    return replace(Reading(View(entity="nvidia", up_to=9), language, "UTC", shareable=True), **changes)


def found(**changes: Any) -> Found:
    plain = Found(
        query="packaging",
        entities=(),
        words=("packaging",),
        since=None,
        until=None,
        outlet=None,
        language=None,
        total=12,
        storylines=12,
        stories=(),
        newest_id=9,
    )
    return replace(plain, **changes)


def buttons(answer: Answer) -> dict[str, Any]:
    return {
        element["action_id"]: element
        for block in answer.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    }


def shown_text(answer: Answer) -> str:
    texts = [block["text"]["text"] for block in answer.blocks if "text" in block]
    texts += [e["text"] for block in answer.blocks if block["type"] == "context" for e in block["elements"]]
    return "\n".join(texts)


def test_an_entity_answer_says_who_and_what_is_new() -> None:
    """Name in both languages, kind, count, and each storyline with link, outlet, date, source and two sentences."""
    answer = entity_answer(NVIDIA, [("owned_by", TSMC)], PAGE, reading())
    text = shown_text(answer)
    assert answer.blocks[0]["text"]["text"] == "Nvidia · 英伟达"
    assert "company · owned by TSMC · 12 stories, newest first" in text
    assert "*<https://example.com/orders?a=1&amp;b=2|Nvidia doubles its packaging orders>*" in text
    assert "Bloomberg · 6 May 2026 · via Harbour Letter · <https://example.com/zh/orders|also in Chinese>" in text
    assert "Orders rise to 90,000 wafers a month. Suppliers plan for two years.\n" in text + "\n"
    assert "third sentence" not in text
    assert "Also named: TSMC" in text


def test_a_chinese_reader_is_told_in_chinese() -> None:
    """Every word of ours is Chinese, and the storyline is told by its Chinese version."""
    answer = entity_answer(NVIDIA, [], Page((Shown(ORDERS_ZH, (ORDERS,)),), 2, has_more=False), reading("zh"))
    text = shown_text(answer)
    assert answer.blocks[0]["text"]["text"] == "英伟达 · Nvidia"
    assert "公司 · 2 条报道，最新在前" in text
    assert "2026年5月6日" in text
    assert "订单升至每月9万片。供应商按两年做准备。" in text
    assert {button["text"]["text"] for button in buttons(answer).values()} == {"关注", "分享到频道", "English"}


def test_what_is_not_known_is_said() -> None:
    """An undated story says so, with its source and its issue's date; one without a link is not linked."""
    text = shown_text(entity_answer(NVIDIA, [], PAGE, reading()))
    assert "*A robot walks*\nHarbour Letter · undated, seen 8 May 2026" in text


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (("2026-05-06", "2026-05-06"), "en", "issue of 6 May 2026"),
        (("2026-05-04", "2026-05-10"), "en", "issue of 4–10 May 2026"),
        (("2026-04-27", "2026-05-03"), "en", "issue of 27 Apr – 3 May 2026"),
        (("2025-12-29", "2026-01-04"), "en", "issue of 29 Dec 2025 – 4 Jan 2026"),
        (("2026-05-04", "2026-05-10"), "zh", "出自2026年5月4日至10日一期"),
        (("2026-04-27", "2026-05-03"), "zh", "出自2026年4月27日至5月3日一期"),
    ],
)
def test_an_undated_story_shows_its_issues_days(days: tuple[str, str], language: Language, words: str) -> None:
    """What is known of an undated story's date is which days its issue covers."""
    shown = Shown(replace(UNDATED, issue_days=days))
    assert words in shown_text(entity_answer(NVIDIA, [], Page((shown,), 1, has_more=False), reading(language)))


def test_the_other_language_is_marked() -> None:
    """A story that exists in the other language only says which."""
    page = Page((Shown(ORDERS_ZH),), 1, has_more=False)
    assert "_in Chinese_" in shown_text(entity_answer(NVIDIA, [], page, reading()))


def test_the_text_tells_everything() -> None:
    """A screen reader hears the name, the count, and every headline with outlet and date."""
    text = entity_answer(NVIDIA, [], PAGE, reading()).text
    for words in ("Nvidia", "12 stories", "1. Nvidia doubles", "Bloomberg", "6 May 2026", "2. A robot walks"):
        assert words in text


def test_buttons_carry_the_view_on() -> None:
    """More and Newer move by a page and keep the anchor; the language button keeps the page."""
    offered = buttons(entity_answer(NVIDIA, [], PAGE, reading(view=View("nvidia", offset=5, up_to=9))))
    views = {name: read_value(button["value"]) for name, button in offered.items()}
    assert views["answer.newer"] == View("nvidia", offset=0, up_to=9)
    assert views["answer.more"] == View("nvidia", offset=10, up_to=9)
    assert views["answer.share"] == View("nvidia", offset=5, up_to=9)
    assert views["answer.language"] == View("nvidia", offset=5, up_to=9, language="zh")


def test_what_cannot_be_done_has_no_button() -> None:
    """No More on the last page, no Newer on the first, no Share where it may not be shared."""
    page = replace(PAGE, has_more=False)
    left = buttons(entity_answer(NVIDIA, [], page, reading(shareable=False)))
    assert set(left) == {"answer.follow", "answer.language"}


def test_a_name_without_stories_is_said() -> None:
    """No story is an honest sentence, not an empty page."""
    answer = entity_answer(NVIDIA, [], EMPTY, reading())
    assert "No story names Nvidia yet." in shown_text(answer)
    assert "No story names Nvidia yet." in answer.text


def test_a_search_says_how_it_was_read() -> None:
    """Names, words, days, outlet and language as understood stand above the stories."""
    read = found(
        entities=(NVIDIA,), since="2026-05-01", until="2026-05-09", outlet="bloom<berg", language="zh", loosened=True
    )
    text = shown_text(search_answer(read, PAGE, reading(view=View(text="packaging"))))
    assert "Read as: *Nvidia*, “packaging”, since 1 May 2026, until 9 May 2026, from bloom&lt;berg, in Chinese" in text
    assert "No story names all of them" in text


def test_a_search_without_result_says_what_to_try() -> None:
    """Nothing found names what was looked for and offers a way on: other words, or a name by itself."""
    answer = search_answer(found(total=0, entities=(TSMC,)), EMPTY, reading(view=View(text="tsmc packaging")))
    text = shown_text(answer)
    assert read_value(buttons(answer)["answer.choose.0"]["value"]) == View(entity="tsmc")
    assert "No story fits *TSMC*, “packaging”." in text
    assert "`since:30d`" in text


def test_an_unsure_name_is_a_question() -> None:
    """Each name that could be meant is a button, and a search is one more."""
    answer = which_answer(Match("奥特曼", "ambiguous", suggestions=(ALTMAN, ULTRAMAN)), "en")
    offered = buttons(answer)
    assert [button["text"]["text"] for button in offered.values()] == [
        "Sam Altman (person)",
        "Ultraman (topic)",
        "Search the stories",
    ]
    assert read_value(offered["answer.choose.1"]["value"]) == View(entity="ultraman")
    assert read_value(offered["answer.search"]["value"]) == View(text="奥特曼")
    assert "Sam Altman (person), Ultraman (topic)" in answer.text


@pytest.mark.parametrize(
    ("match", "hits", "words", "offered"),
    [
        (
            Match("nvidea <x>", "none", suggestions=(NVIDIA,)),
            3,
            ["no company called “nvidea &lt;x&gt;”", "3 stories hold", "Did you mean"],
            {"answer.choose.0", "answer.search"},
        ),
        (Match("zzz", "none"), 1, ["1 story holds"], {"answer.search"}),
        (Match("zzz", "none"), 0, ["no company called", "Check the spelling"], set()),
    ],
)
def test_an_unknown_name_is_said(match: Match, hits: int, words: list[str], offered: set[str]) -> None:
    """No match says so, with the nearest names and the stories that hold the words."""
    answer = unknown_answer(match, "company", hits, "en")
    assert all(word in shown_text(answer) for word in words)
    assert set(buttons(answer)) == offered


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_and_usage_are_sendable(language: Language) -> None:
    """Help is within the limits in both languages, usage offers names that are in the news."""
    for answer in (help_answer(language), usage_answer("company", [NVIDIA, TSMC], language)):
        check_message(answer.text, answer.blocks)
    assert set(buttons(usage_answer("topic", [NVIDIA], language))) == {"answer.choose.0"}


@pytest.mark.parametrize(
    ("moment", "zone", "language", "expected"),
    [
        ("2026-05-06", "Pacific/Auckland", "en", "6 May 2026"),
        ("2026-05-06T20:00:00Z", "Asia/Shanghai", "zh", "2026年5月7日"),
        ("2026-05-06T20:00:00Z", "America/New_York", "en", "6 May 2026"),
    ],
)
def test_days_are_the_reader_s(moment: str, zone: str, language: Language, expected: str) -> None:
    """A time falls on the reader's day; a bare day is nobody's to move."""
    assert day_words(moment, zone, language) == expected


HOSTILE = st.lists(
    st.sampled_from(
        ["<!channel>", "<!here|x>", "<@U0ADA00001>", "<#C1>", "&lt;", "&", "*", "|", ">", "http://x|y>", "\n", "a" * 90]
    )
    | st.text(max_size=60),
    min_size=1,
    max_size=12,
).map("".join)


@st.composite
def hostile_stories(draw: st.DrawFn) -> Story:
    """A story whose every word was written by someone who means harm."""
    return replace(
        ORDERS,
        headline=draw(HOSTILE),
        summary=draw(HOSTILE),
        outlet=draw(HOSTILE | st.none()),
        source=draw(HOSTILE),
        url=draw(st.none() | HOSTILE.map(lambda text: f"https://example.com/{text}")),
        language=draw(st.sampled_from(["en", "zh"])),
        entities=(replace(TSMC, name_en=draw(HOSTILE)),),
    )


def is_harmless(answer: Answer) -> bool:
    """Tell whether the only markup is links of http(s), in blocks and text alike."""
    marked = re.findall(r"<[^<>]*>", json.dumps(answer.blocks, ensure_ascii=False) + answer.text)
    return all(re.match(r"<https?://", mark) for mark in marked)


@settings(max_examples=60)
@given(st.lists(hostile_stories(), max_size=5), HOSTILE, st.sampled_from(["en", "zh"]))
def test_nothing_that_a_source_wrote_does_harm(stories: list[Story], typed: str, language: Language) -> None:
    """Whatever the words, the message pings nobody, keeps Slack's limits and is complete."""
    page = Page(tuple(Shown(story, (story,)) for story in stories), len(stories), has_more=True)
    named = Entity("x", "company", typed, None)
    answers = [
        entity_answer(named, [("owned_by", named)], page, reading(language, typed=typed)),
        search_answer(found(query=typed, words=(typed,) * 9, outlet=typed, entities=(named,)), page, reading(language)),
        which_answer(Match(typed[:300], "ambiguous", suggestions=(named,) * 30), language),
        unknown_answer(Match(typed[:300], "none", suggestions=(named,) * 30), None, 2, language),
    ]
    for answer in answers:
        assert is_harmless(answer)
        assert answer.text.strip()
        assert len(answer.blocks) <= 45
        assert len(json.dumps(answer.blocks, ensure_ascii=False)) <= 12_000
        check_message(answer.text, answer.blocks)


@given(st.text(), st.integers(20, 200))
def test_clipped_text_fits_once_escaped(text: str, limit: int) -> None:
    """The limit holds for what is sent, not for what was written."""
    assert len(escape(clip(text, limit))) <= limit


def test_every_text_of_ours_exists_in_both_languages() -> None:
    """Both languages say the same placeholders."""
    from bot.words.answers import TEXTS

    for key, (english, chinese) in TEXTS.items():
        fields = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, chinese)]
        assert fields[0] == fields[1], key
        assert say(key, "zh", **dict.fromkeys(fields[0], "x"))
