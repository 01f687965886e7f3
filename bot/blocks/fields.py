"""What modals are built of: the frame, its fields, and what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.message import Block
from bot.mrkdwn import shorten
from bot.words import say
from store.model import Language

OPTION_LIMIT = 75
"""Characters of an option's label, note and value."""


def modal(
    callback_id: str, title: str, language: Language, blocks: list[Block], *, submit: str = "", metadata: str = ""
) -> dict[str, Any]:
    """Build a modal, whose title and button are keys of words; without `submit` nothing can be sent."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(say(title, language)),
        "close": plain(say("button.cancel", language)),
        "blocks": blocks,
    }
    sending = {"submit": plain(say(submit, language))} if submit else {}
    return view | sending | ({"private_metadata": metadata} if metadata else {})


def input_field(
    label: str, name: str, language: Language, element: dict[str, Any], *, hint: bool = False, optional: bool = False
) -> Block:
    """Build one field, whose label is a key of words; its block and its element carry the field's name."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(say(label, language)),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return block | {"hint": plain(say(f"{label}.hint", language))} if hint else block


def option(label: str, value: str, note: str = "") -> dict[str, Any]:
    """Build an option of a menu."""
    built: dict[str, Any] = {"text": plain(shorten(label, OPTION_LIMIT)), "value": value}
    return built | {"description": plain(shorten(note, OPTION_LIMIT))} if note else built


def menu(labels: Mapping[str, str], first: str, kind: str = "static_select") -> dict[str, Any]:
    """Build a menu, or radio buttons, of a few options."""
    options = {value: option(label, value) for value, label in labels.items()}
    return {"type": kind, "options": list(options.values()), "initial_option": options[first]}


def plain(text: str) -> dict[str, Any]:
    """Build a plain text."""
    return {"type": "plain_text", "text": text}


def chosen(view: Mapping[str, Any], name: str) -> str:
    """Read the value of the option that is chosen, or nothing."""
    return str((state(view, name).get("selected_option") or {}).get("value") or "")


def several(view: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Read the values of all options that are chosen."""
    options = state(view, name).get("selected_options") or []
    return tuple(dict.fromkeys(str(each.get("value") or "")[:OPTION_LIMIT] for each in options))


def typed(view: Mapping[str, Any], name: str) -> str:
    """Read what was typed, or nothing."""
    return str(state(view, name).get("value") or "")


def state(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give what a field shows."""
    shown: Mapping[str, Any] = view["state"]["values"].get(name, {}).get(name) or {}
    return shown
