"""Slack's limits on messages and views as wholes: how many blocks, which ones, ids that are unique, total lengths.

What a single block may hold is in the tables of `block_rules` and `element_rules`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from bot.workspace.block_rules import BLOCKS, ELEMENT_SURFACES, MAX_MARKDOWN, MOST, NOT_ON, Surface
from bot.workspace.checks import Check, Problems, Shape, Words, yes_or_no
from bot.workspace.element_rules import plain
from bot.workspace.elements import elements_of
from bot.workspace.model import Json, RefusedError

MAX_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MAX_BLOCK_CHARACTERS = 13_200
"""slackapi/bolt-js#2509: a message's blocks are refused at about this length, written as JSON."""
MAX_VIEW_BYTES = 250_000
"""views.open, error `view_too_large`: "greater than 250kb"."""


def check_message(text: str, blocks: list[Json]) -> None:
    """Refuse what Slack would not take as a message.

    Raises: RefusedError `no_text`, `invalid_blocks`, `invalid_attachments` or `msg_blocks_too_long`.
    """
    if not text.strip() and not blocks:
        raise RefusedError("no_text")
    check_blocks(blocks, "message")
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise RefusedError("invalid_attachments", ["only_one_table_allowed"])
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MAX_BLOCK_CHARACTERS:
        raise RefusedError("msg_blocks_too_long")


def check_blocks(blocks: list[Json], surface: Surface) -> None:
    """Refuse blocks that break a rule of their kind.

    Raises: RefusedError `invalid_blocks`, with every problem found.
    """
    problems = Problems()
    find_problems(problems, blocks, surface, "/blocks")
    if problems.found:
        raise RefusedError("invalid_blocks", problems.found)


def check_view(view: Json, surface: Surface) -> None:
    """Refuse what Slack would not take as a modal or a Home.

    Raises: RefusedError `view_too_large` or `invalid_arguments`, with every problem found.
    """
    if len(json.dumps(view, ensure_ascii=False).encode()) > MAX_VIEW_BYTES:
        raise RefusedError("view_too_large")
    problems = Problems()
    if view.get("type") != surface:
        problems.add("must be a valid enum value", "/view/type")
    _VIEWS[surface](problems, view, "/view")
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        find_problems(problems, blocks, surface, "/view/blocks")
        inputs = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
        if surface == "modal" and inputs and view.get("submit") is None:
            problems.add("must define `submit` to use an `input` block in modals", "/view")
    if problems.found:
        schemas = "failed to match all allowed schemas [json-pointer:/view]"
        raise RefusedError("invalid_arguments", [schemas, *problems.found])


def find_problems(problems: Problems, blocks: list[Json], surface: Surface, root: str) -> None:
    """Note everything that is wrong with the blocks of a surface."""
    if len(blocks) > MAX_BLOCKS[surface]:
        problems.add(f"no more than {MAX_BLOCKS[surface]} items allowed", root)
    for i, block in enumerate(blocks):
        BLOCKS(problems, block, f"{root}/{i}")
    if problems.found:
        return  # what follows wants blocks of the right shape
    _check_surface(problems, blocks, surface, root)
    _check_ids(problems, blocks, root)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MAX_MARKDOWN:
        problems.add(f"markdown must be less than {MAX_MARKDOWN + 1} characters in total", root)


def _check_surface(problems: Problems, blocks: list[Json], surface: Surface, root: str) -> None:
    """Check that a surface takes these kinds of block and element, and so many of them."""
    counts = Counter(block["type"] for block in blocks)
    for i, block in enumerate(blocks):
        path = f"{root}/{i}"
        if block["type"] in NOT_ON[surface]:
            problems.add(f"unsupported type: {block['type']}", f"{path}/type")
        if counts[block["type"]] > MOST[surface].get(block["type"], MAX_BLOCKS[surface]):
            problems.add(f"no more than {MOST[surface][block['type']]} items of {block['type']} allowed", root)
        for _, element, place in _elements(block, path):
            if surface not in ELEMENT_SURFACES.get(element.get("type", ""), (surface,)):
                problems.add(f"unsupported type: {element['type']}", f"{place}/type")
            if element.get("response_url_enabled") and (surface != "modal" or block["type"] != "input"):
                problems.add("only allowed in an input block of a modal", f"{place}/response_url_enabled")


def _check_ids(problems: Problems, blocks: list[Json], root: str) -> None:
    """Check that block ids are unique, action ids within their block, and that one element at most asks for focus.

    Slack's reference: `action_id` "should be unique among all other action_ids in the containing block".
    """
    seen: set[tuple[object, ...]] = set()
    focused = 0

    def _meet(name: str, value: object, holder: object, path: str) -> None:
        if value is not None and (name, value, holder) in seen:
            problems.add(f'`{name}` "{value}" already exists', f"{path}/{name}")
        seen.add((name, value, holder))

    for i, block in enumerate(blocks):
        path = f"{root}/{i}"
        _meet("block_id", block.get("block_id"), None, path)
        for holder, element, place in _elements(block, path):
            _meet("action_id", element.get("action_id"), id(holder), place)
            focused += element.get("focus_on_load") is True
    if focused > 1:
        problems.add("only one element may have focus_on_load", root)


def _elements(block: Json, path: str) -> Iterator[tuple[Json, Json, str]]:
    """Give each element of a block with the block or card that holds it and its path."""
    if block["type"] == "carousel":
        for i, card in enumerate(block["elements"]):
            yield from _elements(card, f"{path}/elements/{i}")
        return
    place = {"section": "accessory", "input": "element", "card": "actions"}.get(block["type"], "elements")
    held = isinstance(block.get(place), list)
    for i, (holder, element) in enumerate(elements_of(block)):
        yield holder, element, f"{path}/{place}/{i}" if held else f"{path}/{place}"


def _blocks_are_a_list(problems: Problems, value: object, path: str) -> None:
    blocks = problems.typed(value, list, "an array", path)
    if blocks is not None and not blocks:
        problems.add("must provide at least 1 items", path)


_LABEL = plain(24)
_EVERY_VIEW: dict[str, Check] = {"private_metadata": Words(3_000, least=0), "callback_id": Words(255, least=0),
                                 "external_id": Words(255, least=0)}  # fmt: skip
_VIEWS: dict[Surface, Shape] = {
    "modal": Shape(
        {"title": _LABEL, "blocks": _blocks_are_a_list},
        {**_EVERY_VIEW, "submit": _LABEL, "close": _LABEL, "clear_on_close": yes_or_no, "notify_on_close": yes_or_no},
    ),
    "home": Shape({"blocks": _blocks_are_a_list}, _EVERY_VIEW),
}
