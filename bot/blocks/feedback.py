"""What people may say of an edition and of each story in it: the elements, and reading a click on one. Pure.

A top story has a menu (useful, not useful, save, why this?, hide for editors); the edition has two thumbs. Each value
is JSON with the edition's uid, the story's id where it is of a story, and what is to be done. It comes back from
outside and is checked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.message import Block
from bot.words import say
from store.model import Language

Deed = Literal["useful", "not", "save", "why", "hide"]

FEEDBACK_STORY = re.compile(r"^feedback_story\.\d+$")
"""The action ids of the stories' menus, one for each slot."""

FEEDBACK_EDITION = "feedback_edition"

_UID = re.compile(r"^[0-9a-f]{32}$")


@dataclass(frozen=True, slots=True)
class Click:
    """What somebody chose; `story` is null where it is of the whole edition."""

    do: Deed
    edition: str
    story: int | None = None


def story_menu(n: int, edition: str, story: int, language: Language, *, is_own: bool = False) -> dict[str, Any]:
    """Build the menu of the story in slot `n` of an edition (its uid); in somebody's own there is no hiding."""
    options = [
        {"text": {"type": "plain_text", "text": say(f"story.{do}", language)}, "value": _value(do, edition, story)}
        for do in get_args(Deed)
        if do != "hide" or not is_own
    ]
    return {"type": "overflow", "action_id": f"feedback_story.{n}", "options": options}


def edition_thumbs(edition: str, language: Language) -> Block:
    """Build the two thumbs for an edition (its uid)."""

    def _thumb(sign: str, do: Deed) -> dict[str, Any]:
        label = say(f"edition.{do}", language)
        words = {"type": "plain_text", "text": sign, "emoji": True}
        return {"text": words, "value": _value(do, edition, None), "accessibility_label": label}

    element = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK_EDITION,
        "positive_button": _thumb("👍", "useful"),
        "negative_button": _thumb("👎", "not"),
    }
    return {"type": "context_actions", "block_id": "feedback", "elements": [element]}


def read_click(action: dict[str, Any]) -> Click | None:
    """Read a used element, menu or thumbs, or None for what we never made."""
    value = (action.get("selected_option") or action).get("value")
    try:
        found = json.loads(str(value))
        do, edition, story = found["do"], found["e"], found.get("s")
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    is_ours = do in get_args(Deed) and isinstance(edition, str) and _UID.match(edition)
    return Click(do, edition, story) if is_ours and (story is None or type(story) is int) else None


def _value(do: str, edition: str, story: int | None) -> str:
    told = {"do": do, "e": edition} | ({} if story is None else {"s": story})
    return json.dumps(told, separators=(",", ":"))
