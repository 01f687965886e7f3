"""The interactive elements that blocks hold: naming them, finding one, and writing their state as Slack does. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import Json
from bot.workspace.payloads import Value, state_value

STATELESS = frozenset({"button", "feedback_buttons", "icon_button", "image", "overflow", "workflow_button"})
"""Elements that have no state of their own, and so are missing from `state.values`."""

LONGEST_INPUT = 3_000
"""Characters (Slack: "Plain-text input element", `max_length`)."""


def with_ids(blocks: list[Json]) -> list[Json]:
    """Name the blocks and elements that have no name yet, as Slack does when it keeps a message or a view."""
    return [_with_id(block) for block in blocks]


def elements_of(block: Json) -> Iterator[tuple[Json, Json]]:
    """Give the elements of a block, each with the block that holds it: of a carousel, its cards."""
    if block.get("type") == "carousel":
        for card in block.get("elements", []):
            yield from elements_of(card)
        return
    for place in ("accessory", "element"):
        if place in block:
            yield block, block[place]
    if block.get("type") in ("actions", "context_actions", "card"):
        for element in block.get("elements") or block.get("actions") or []:
            yield block, element


def find_element(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """Find an interactive element and the block that holds it.

    Raises: WorkspaceError when there is none.
    """
    for block in blocks:
        for holder, element in elements_of(block):
            if element.get("action_id") == action_id and block_id in (None, holder.get("block_id")):
                return holder, element
    raise WorkspaceError(f"There is nothing called {action_id} to press.")


def label_of(element: Json) -> str:
    """Name an element by the words on it."""
    words: Json = element.get("text") or element.get("placeholder") or {}
    return f"`{words.get('text', '⋯')}`"


def state_of(blocks: list[Json], values: dict[str, Value]) -> Json:
    """Write the state of every element that has one as Slack does: by block id, then action id.

    `values` holds what people typed and chose, by action id; the others show what they showed at first, or nothing.
    Raises: ValueError for a choice that an element does not offer.
    """
    state: Json = {}
    for block in blocks:
        for holder, element in elements_of(block):
            action_id = element.get("action_id", "")
            if element["type"] not in STATELESS:
                value = state_value(element, values.get(action_id, at_first(element)))
                state.setdefault(holder.get("block_id", ""), {})[action_id] = value
    return state


def at_first(element: Json) -> Value:
    """Give what an element shows before anyone touches it: its `initial_…` field, whatever it is called."""
    for name, value in element.items():
        if name == "initial_option":
            return str(value["value"])
        if name == "initial_options":
            return [str(option["value"]) for option in value]
        if name.startswith("initial_"):
            return value if isinstance(value, list) else str(value)
    return None


def check_filled(blocks: list[Json], values: dict[str, Value]) -> None:
    """Check that everything is filled in that must be, as Slack's client does before it submits.

    Raises: WorkspaceError that names the first input with nothing, too little or too much in it.
    """
    for block in blocks:
        if block["type"] != "input":
            continue
        element, label = block["element"], block["label"]["text"]
        value = values.get(element["action_id"], at_first(element))
        if not value and not block.get("optional"):
            raise WorkspaceError(f"Please fill in “{label}”.")
        if value and not element.get("min_length", 0) <= len(value) <= element.get("max_length", LONGEST_INPUT):
            raise WorkspaceError(f"“{label}” is too short or too long.")


def _with_id(block: Json) -> Json:
    named = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
    kind = block.get("type")
    if kind == "carousel":
        named["elements"] = with_ids(block.get("elements", []))
    for place in ("accessory", "element"):
        if place in block:
            named[place] = _with_action_id(block[place])
    held = {"actions": "elements", "context_actions": "elements", "card": "actions"}.get(str(kind))
    if held and held in block:
        named[held] = [_with_action_id(element) for element in block[held]]
    return named


def _with_action_id(element: Json) -> Json:
    if element.get("type") == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": secrets.token_urlsafe(4)}
