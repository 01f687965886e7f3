"""What a message shares: its first link, its own words, or what was forwarded in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sharing import LONG, Shared, as_markdown, read_shared

LONG_WORDS = "The tug pulls barges. " * (LONG // 20)
THREE = "<https://a.example/1> <https://a.example/2> <https://a.example/3>"
PERMALINK = "https://team.slack.com/archives/C1/p1700000000"


LISTED = """*The Pier Letter*

1. *Cohere hires a chief of chips*
Cohere hired Ana Lobo to design its own chip. She starts in June. <https://pier.example/1>

2. *xAI rents a second hall in Memphis*
xAI rents 200,000 square feet more, the county says in a letter. <https://pier.example/2>

3. *Hugging Face opens an office in Seoul*
Thirty people work there by autumn, and some of them on robots. <https://pier.example/3>
"""


def test_a_short_list_that_tells_something_is_a_document() -> None:
    """Bare links beneath each other are not, though they are bulleted: the first of them is what is shared."""
    shared = read_shared({"text": LISTED})
    assert shared
    assert shared.link is None
    assert "**xAI rents a second hall in Memphis**" in shared.text
    links = "\n".join(f"• see <https://pier.example/{n}>" for n in range(4))
    assert read_shared({"text": links}) == Shared("https://pier.example/0")


@pytest.mark.parametrize(
    ("message", "link"),
    [
        ({"text": "see <https://a.example/x?a=1&amp;b=2> and <https://b.example>"}, "https://a.example/x?a=1&b=2"),
        ({"text": "see <https://a.example/x|the report>"}, "https://a.example/x"),
        ({"text": f"{LONG_WORDS} <https://a.example/1>"}, "https://a.example/1"),
        ({"text": THREE}, "https://a.example/1"),
        ({"text": f"<{PERMALINK}> says <https://a.example/1>"}, "https://a.example/1"),
        ({"text": "<mailto:a@b.c|a@b.c> <https://a.example/1>"}, "https://a.example/1"),
        (
            {"text": "", "attachments": [{"title_link": "https://a.example/card", "text": "x"}]},
            "https://a.example/card",
        ),
        ({"text": "", "attachments": [{"is_share": True, "text": "so <https://a.example/f>"}]}, "https://a.example/f"),
    ],
)
def test_the_first_link_is_what_is_shared(message: dict[str, Any], link: str) -> None:
    """With or without other words; links into Slack itself are none."""
    assert read_shared(message) == Shared(link)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"text": "Nvidia buys a tug"}, "Nvidia buys a tug"),
        ({"text": "a &lt;b&gt; &amp; c"}, "a <b> & c"),
        ({"text": ":newspaper: *Harbour Letter* <!here> <@U1> in <#C1|news>"}, "**Harbour Letter**   in #news"),
        ({"text": "•  one\n◦ two"}, "- one\n- two"),
        (
            {"text": "", "attachments": [{"is_share": True, "text": "*Forwarded*", "from_url": PERMALINK}]},
            "**Forwarded**",
        ),
        ({"text": f"see <{PERMALINK}>"}, f"see <{PERMALINK}>"),
    ],
)
def test_words_without_a_link_are_a_document(message: dict[str, Any], text: str) -> None:
    """Written as Markdown: bold, bullets and escapes are those of Markdown, mentions and emoji are gone."""
    assert read_shared(message) == Shared(None, text)


def test_a_newsletter_that_was_pasted_is_a_document() -> None:
    """Long, with several links; these stay with what they belong to."""
    shared = read_shared({"text": f"{LONG_WORDS} <https://a.example/1|Reuters> {THREE}"})
    assert shared
    assert shared.link is None
    assert "[Reuters](https://a.example/1)" in shared.text
    assert "<https://a.example/3>" in shared.text


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": " … "}, {"text": ":tada:"}, {"attachments": "x"}])
def test_a_message_without_a_word_shares_nothing(message: dict[str, Any]) -> None:
    """Emoji, dots, or nothing at all."""
    assert read_shared(message) is None


@given(st.text(alphabet=st.sampled_from("<>|*_:#@!& \nhtps/.ab中•"), max_size=80))
@settings(max_examples=200)
def test_any_text_is_read(text: str) -> None:
    """Whatever stands in a message, reading it ends well."""
    read_shared({"text": text, "attachments": [{"is_share": True, "text": text}, {"from_url": text}]})
    as_markdown(text)
