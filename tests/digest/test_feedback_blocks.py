"""The menu of a story and the thumbs of an edition."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blocks.feedback import FEEDBACK_EDITION, FEEDBACK_STORY, Click, edition_thumbs, read_click, story_menu

UID = "0123456789abcdef" * 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_offered_is_read_back(language: Any) -> None:
    """Each item of the menu and each thumb says what it does, within what Slack takes."""
    menu = story_menu(3, UID, 1_234_567, language)
    assert FEEDBACK_STORY.match(menu["action_id"])
    assert all(len(option["value"]) <= 75 for option in menu["options"])
    clicks = [read_click({"selected_option": option}) for option in menu["options"]]
    assert clicks == [Click(do, UID, 1_234_567) for do in ("useful", "not", "save", "why", "hide")]
    own = story_menu(3, UID, 1_234_567, language, is_own=True)
    assert own["options"] == menu["options"][:-1], "nobody hides from their own edition what others read"
    [thumbs] = edition_thumbs(UID, language)["elements"]
    assert thumbs["action_id"] == FEEDBACK_EDITION
    assert read_click(thumbs["negative_button"]) == Click("not", UID)


@pytest.mark.parametrize(
    "value", [None, "", "[]", "7", '{"do":"useful"}', '{"do":"drop","e":"' + UID + '"}', '{"do":"why","e":"x","s":1}',
              '{"do":"why","e":"' + UID + '","s":"1"}', '{"do":["why"],"e":"' + UID + '"}'],
)  # fmt: skip
def test_what_we_never_made_is_nothing(value: Any) -> None:
    """A value comes back from outside: another shape, deed or id is no click."""
    assert read_click({"value": value}) is None
