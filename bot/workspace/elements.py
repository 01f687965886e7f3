"""The interactive elements that blocks hold: naming them, finding one, and writing their state as Slack does. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import Json
from bot.workspace.payloads import Value, state_value

STATELESS = frozenset({"button", "feedback_buttons", "icon_button", "image", "overflow", "workflow_button"})
"""Elements that have no state of their own, and so are missing from `state.values`."""


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
    """Write the state of elements, given by action id, as Slack does: by block id, then action id.

    Raises: ValueError for a choice that an element does not offer.
    """
    state: Json = {}
    for block in blocks:
        for holder, element in elements_of(block):
            action_id = element.get("action_id")
            if action_id in values and element["type"] not in STATELESS:
                value = state_value(element, values[action_id])
                state.setdefault(holder.get("block_id", ""), {})[action_id] = value
    return state


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
