"""Editions as messages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.editions import POST_NOW, edition_messages, preview_answer, weekday_words
from bot.blocks.packing import MOST_BLOCKS, MOST_CHARACTERS
from bot.message import Answer
from store.model import Edition, Language, Slot, SlotPart, Story

PARTS: tuple[SlotPart, ...] = ("top", "quick_hit", "watch", "rest")


def story(**changes: Any) -> Story:
    """Build a story with the ordinary for whatever is not said."""
    usual: dict[str, Any] = {
        "id": 1,
        "kind": "story",
        "section": "Models",
        "headline": "A model was released",
        "summary": "It is large. It is fast. It is free.",
        "url": "https://news.example/a?b=1&c=2",
        "outlet": "The Wire",
        "published_at": "2026-04-13",
        "language": "en",
        "position": 0,
        "source": "Morning Letter",
        "seen_at": "2026-04-14T05:00:00Z",
        "effective_at": "2026-04-13",
        "storyline": 1,
    }
    return Story(**usual | changes)


def slot(n: int = 1, part: SlotPart = "top", outlets: tuple[str, ...] = ("The Wire",), **changes: Any) -> Slot:
    """Build a slot."""
    return Slot(n=n, part=part, lead=story(**changes), outlets=outlets, stories=(1,), score=2.0, why={})


def edition(*slots: Slot, language: Language = "en", **changes: Any) -> Edition:
    """Build an edition of 14 April 2026 in Berlin."""
    usual: dict[str, Any] = {
        "uid": "0123456789abcdef" * 2,
        "channel": "C1",
        "product": "daily",
        "period": "2026-04-14",
        "due_at": "2026-04-14T06:30:00Z",
        "zone": "Europe/Berlin",
        "since_at": "2026-04-13T06:30:00Z",
        "until_at": "2026-04-14T06:30:00Z",
        "at": "08:30",
        "weekdays": "12345",
    }
    return Edition(**usual | {"language": language, "slots": slots} | changes)


def words_of(answer: Answer) -> str:
    """Give all mrkdwn of a message."""
    return json.dumps(answer.blocks, ensure_ascii=False)


def test_the_post_in_english() -> None:
    """Header, window, a story with its link, credit and two sentences, and the settings."""
    [post] = edition_messages(edition(slot(outlets=("The Wire", "Daily"))))
    assert post.text.split("\n\n") == [
        "AI news · 14 Apr 2026\n13 Apr 2026 08:30 to 14 Apr 2026 08:30 · 1 story",
        "1. A model was released\nThe Wire, Daily · 13 Apr 2026\nIt is large. It is fast.",
        "Monday to Friday at 08:30 (Europe/Berlin) · `/digest help` changes it",
    ]
    assert post.blocks[0]["type"] == "header"
    assert "*1. <https://news.example/a?b=1&amp;c=2|A model was released>*" in words_of(post)


def test_the_post_in_chinese() -> None:
    """Everything around the stories is Chinese; a story that is not is marked."""
    slots = [slot(), slot(2, headline="发布了模型", summary="它很大。它很快。", language="zh")]
    [post] = edition_messages(edition(*slots, language="zh"))
    assert "AI 早报 · 2026年4月14日" in post.text
    assert "The Wire · 2026年4月13日 · 英文\n" in post.text
    assert "它很大。它很快。" in post.text
    assert "周一到周五 08:30" in post.text


def test_parts_have_their_places() -> None:
    """Quick hits and watch items are lists in the post; the rest is in the thread, by section, loose ones last."""
    messages = edition_messages(
        edition(
            slot(),
            slot(1, "quick_hit", headline="A hit"),
            slot(1, "watch", headline="A talk"),
            slot(1, "rest", headline="Loose", section=None),
            slot(2, "rest", headline="Chip news", section="Chips"),
        )
    )
    post, thread = messages
    assert (
        post.text.index("Quick hits")
        < post.text.index("• A hit")
        < post.text.index("Watch & listen".replace("&", "&amp;"))
    )
    assert "2 more in the thread" in post.text
    assert thread.text.index("Chips\n• Chip news") < thread.text.index("Other news\n• Loose")


def test_what_was_left_out_is_counted() -> None:
    """The thread ends with how many storylines found no place, and where they are."""
    post, thread = edition_messages(edition(slot(), slot(1, "rest"), left_out=7))
    assert "9 stories" in post.text
    assert thread.text.endswith("7 further stories: `/news since:7d`")


def test_an_empty_edition_is_one_line() -> None:
    """Nothing new is said in one line, with since when."""
    [post] = edition_messages(edition())
    assert post.text == "No news since 13 Apr 2026 08:30."


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("One. Two. Three.", "One. Two."),
        ("A model was released! It is large.", "It is large."),  # the headline is not said twice
        (f"Short. {'long ' * 300}end.", "Short."),
        (f"{'long ' * 300}end. Short.", ""),
        ("", ""),
    ],
)
def test_sentences_are_whole(summary: str, shown: str) -> None:
    """At most two sentences, never one cut in half, never the headline again."""
    [post] = edition_messages(edition(slot(summary=summary)))
    assert post.text.split("\n\n")[1].split("\n")[2:] == ([shown] if shown else [])


def test_an_undated_story_says_which_date_it_shows() -> None:
    """No date is invented: it is the issue's, or else that of when it was seen."""
    [post] = edition_messages(edition(slot(published_at=None, issue_days=("2026-04-13", "2026-04-13"))))
    assert "The Wire · issue of 13 Apr 2026" in post.text
    [post] = edition_messages(edition(slot(published_at=None, issue_days=("2026-04-07", "2026-04-13"))))
    assert "The Wire · issue of 7–13 Apr 2026" in post.text
    [post] = edition_messages(edition(slot(published_at=None)))
    assert "The Wire · undated, seen 14 Apr 2026" in post.text


def test_nothing_in_a_story_can_ping() -> None:
    """What a source wrote is escaped everywhere, and a wrong link is no link."""
    evil = "<!channel> & <@U1>"
    slots = [
        slot(
            n, part, headline=evil, summary=f"{evil} said so.", url="javascript:alert(1)", outlets=(evil,), section=evil
        )
        for n, part in enumerate(PARTS, 1)
    ]
    for message in edition_messages(edition(*slots)):
        assert "<!" not in message.text + words_of(message)
        assert "<@" not in message.text + words_of(message)
        assert "javascript" not in words_of(message)


def test_a_preview_has_a_button_for_members() -> None:
    """A member may post it from the preview, a guest may not; an empty one is a line."""
    shown = preview_answer(edition(slot()), "en", may_post=True, is_alone=True)
    assert shown.blocks[-1]["elements"][0]["action_id"] == POST_NOW
    assert POST_NOW not in words_of(preview_answer(edition(slot()), "en", may_post=False, is_alone=True))
    assert "nothing new" in preview_answer(edition(), "en", may_post=True, is_alone=True).text


@pytest.mark.parametrize(
    ("weekdays", "english", "chinese"),
    [
        ("1234567", "every day", "每天"),
        ("12345", "Monday to Friday", "周一到周五"),
        ("67", "at weekends", "周末"),
        ("135", "Mon, Wed, Fri", "周一、周三、周五"),
    ],
)
def test_weekday_words(weekdays: str, english: str, chinese: str) -> None:
    """Sets of days have names, others are listed."""
    assert (weekday_words(weekdays, "en"), weekday_words(weekdays, "zh")) == (english, chinese)


TEXTS = st.text(max_size=400) | st.sampled_from(["&" * 900, "长" * 2000, "word " * 500, "句。" * 400, "<|>" * 300])


@given(
    st.lists(
        st.builds(
            lambda part, headline, summary, section, outlet: slot(
                1,
                part,
                (outlet,) * 7,
                headline=f"no section: {headline}",
                summary=summary,
                section=section,
                url="https://news.example/" + "p" * 800,
            ),
            st.sampled_from(PARTS),
            TEXTS,
            TEXTS,
            TEXTS | st.none(),
            TEXTS,
        ),
        max_size=60,
    ),
    st.sampled_from(["en", "zh"]),
)
def test_every_message_keeps_to_slacks_limits(slots: list[Slot], language: Language) -> None:
    """Whatever stories hold, no message has too many blocks or characters, none is empty, and no slot is lost."""
    messages = edition_messages(edition(*slots, language=language))
    for message in messages:
        assert message.text.strip()
        assert 0 < len(message.blocks) <= MOST_BLOCKS
        assert len(json.dumps(message.blocks, ensure_ascii=False)) <= MOST_CHARACTERS
        for block in message.blocks:
            if block["type"] == "section":
                assert 0 < len(block["text"]["text"]) <= 3000
    bullets = sum(message.text.count("\n• ") + message.text.startswith("• ") for message in messages)
    assert bullets >= sum(each.part != "top" for each in slots)
