"""Slack's limits on messages, blocks and elements, each checked in one place.

A problem is one sentence with the JSON pointer to what is wrong, in the form of Slack's own `response_metadata`.
The numbers are those of Slack's Block Kit reference; where the reference is silent, the source is named beside the
number. Kinds of blocks that the bot does not use are let through by their name alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Literal

from bot.workspace.model import Json, RefusedError

Surface = Literal["message", "modal", "home"]

MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MAX_BLOCK_CHARACTERS = 13_200
"""slackapi/bolt-js#2509: a message's blocks are refused at about this length, written as JSON."""
MAX_SECTION_TEXT = 3_000
MAX_FIELDS, MAX_FIELD_TEXT = 10, 2_000
MAX_HEADER = 150
MAX_CONTEXT_ELEMENTS = 10
MAX_ACTIONS = 25
MAX_BUTTON_TEXT, MAX_BUTTON_VALUE, MAX_URL = 75, 2_000, 3_000
MAX_ID = 255
MAX_OPTION_TEXT = MAX_OPTION_VALUE = 75
MAX_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
MAX_SELECT_OPTIONS = 100
MAX_PLACEHOLDER = 150
MAX_ALT_TEXT = 2_000
MAX_MARKDOWN = 12_000
MAX_INPUT_LABEL = 2_000

OTHER_BLOCKS = frozenset({"rich_text", "table", "card", "carousel", "context_actions", "data_visualization", "video"})
SELECTS = frozenset(
    f"{many}{source}_select"
    for many in ("", "multi_")
    for source in ("static", "users", "conversations", "channels", "external")
)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
INTERACTIVE = SELECTS | PICKERS | {"button", "overflow", "checkboxes", "radio_buttons", "workflow_button"}
INPUTS = (INTERACTIVE - {"button", "overflow", "workflow_button"}) | {
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
}  # fmt: skip


class Problems:
    """What was found wrong so far, and the ids that were met."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._ids: set[tuple[str, str]] = set()

    def add(self, what: str, path: str) -> None:
        """Note one problem at a JSON pointer."""
        self.found.append(f"{what} [json-pointer:{path}]")

    def identify(self, holder: Json, name: str, path: str) -> None:
        """Check an id: at most 255 characters, and no other of its kind like it."""
        value = holder.get(name)
        if value is None:
            return
        if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
            self.add(f"{name} must be a string of 1 to {MAX_ID} characters", f"{path}/{name}")
        elif (name, value) in self._ids:
            self.add(f"`{name}` {value!r} already exists", f"{path}/{name}")
        else:
            self._ids.add((name, value))


def check_message(text: str, blocks: list[Json]) -> None:
    """Refuse what Slack would not take as a message.

    Raises: RefusedError `no_text`, `invalid_blocks` or `msg_blocks_too_long`.
    """
    if not text.strip() and not blocks:
        raise RefusedError("no_text")
    check_blocks(blocks, "message")
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MAX_BLOCK_CHARACTERS:
        raise RefusedError("msg_blocks_too_long")


def check_blocks(blocks: list[Json], surface: Surface, root: str = "/blocks") -> None:
    """Refuse blocks that break a rule of their kind.

    Raises: RefusedError `invalid_blocks`, with every problem found.
    """
    problems = Problems()
    if len(blocks) > MAX_BLOCKS[surface]:
        problems.add(f"no more than {MAX_BLOCKS[surface]} items allowed", root)
    for i, block in enumerate(blocks):
        _check_block(problems, block, f"{root}/{i}", surface)
    markdown = sum(len(block.get("text", "")) for block in blocks if block.get("type") == "markdown")
    if markdown > MAX_MARKDOWN:
        problems.add(f"markdown must be less than {MAX_MARKDOWN + 1} characters in total", root)
    if problems.found:
        raise RefusedError("invalid_blocks", problems.found)


def _check_block(problems: Problems, block: Json, path: str, surface: Surface) -> None:
    kind = block.get("type")
    if kind in OTHER_BLOCKS or kind == "divider":
        problems.identify(block, "block_id", path)
    elif kind in _BLOCKS and (kind != "markdown" or surface == "message"):
        problems.identify(block, "block_id", path)
        _BLOCKS[kind](problems, block, path)
    else:
        problems.add(f"unsupported type: {kind}", f"{path}/type")


def _check_length(problems: Problems, value: object, limit: int, path: str) -> None:
    if not isinstance(value, str) or not value:
        problems.add("must be more than 0 characters", path)
    elif len(value) > limit:
        problems.add(f"must be less than {limit + 1} characters", path)


def _check_text(problems: Problems, value: object, limit: int, path: str, *, plain: bool = False) -> None:
    """Check a text object: its type and the length of its text."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(value, dict) or value.get("type") not in kinds:
        problems.add(f"must be a text object of type {' or '.join(kinds)}", path)
        return
    _check_length(problems, value.get("text"), limit, f"{path}/text")


def _check_section(problems: Problems, block: Json, path: str) -> None:
    if "text" not in block and "fields" not in block:
        problems.add("must define either `text` or `fields`", path)
    if "text" in block:
        _check_text(problems, block["text"], MAX_SECTION_TEXT, f"{path}/text")
    fields = _items(problems, block, "fields", MAX_FIELDS, path, needed=False)
    for i, field in enumerate(fields):
        _check_text(problems, field, MAX_FIELD_TEXT, f"{path}/fields/{i}")
    if "accessory" in block:
        _check_element(problems, block["accessory"], f"{path}/accessory", INTERACTIVE | {"image"})


def _check_header(problems: Problems, block: Json, path: str) -> None:
    _check_text(problems, block.get("text"), MAX_HEADER, f"{path}/text", plain=True)


def _check_context(problems: Problems, block: Json, path: str) -> None:
    for i, element in enumerate(_items(problems, block, "elements", MAX_CONTEXT_ELEMENTS, path)):
        at = f"{path}/elements/{i}"
        if element.get("type") == "image":
            _check_image(problems, element, at)
        else:
            _check_text(problems, element, MAX_SECTION_TEXT, at)


def _check_actions(problems: Problems, block: Json, path: str) -> None:
    for i, element in enumerate(_items(problems, block, "elements", MAX_ACTIONS, path)):
        _check_element(problems, element, f"{path}/elements/{i}", INTERACTIVE)


def _check_image(problems: Problems, block: Json, path: str) -> None:
    _check_length(problems, block.get("alt_text"), MAX_ALT_TEXT, f"{path}/alt_text")
    if "slack_file" not in block:
        _check_length(problems, block.get("image_url"), MAX_URL, f"{path}/image_url")


def _check_markdown(problems: Problems, block: Json, path: str) -> None:
    _check_length(problems, block.get("text"), MAX_MARKDOWN, f"{path}/text")


def _check_input(problems: Problems, block: Json, path: str) -> None:
    _check_text(problems, block.get("label"), MAX_INPUT_LABEL, f"{path}/label", plain=True)
    _check_element(problems, block.get("element", {}), f"{path}/element", INPUTS)


_BLOCKS: dict[str, Callable[[Problems, Json, str], None]] = {
    "section": _check_section,
    "header": _check_header,
    "context": _check_context,
    "actions": _check_actions,
    "image": _check_image,
    "markdown": _check_markdown,
    "input": _check_input,
}


def _items(problems: Problems, holder: Json, name: str, limit: int, path: str, *, needed: bool = True) -> list[Json]:
    """Give the members of a list that may hold so many objects."""
    items = holder.get(name, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        problems.add("must be a list of objects", f"{path}/{name}")
        return []
    if needed and not items:
        problems.add("no fewer than 1 items allowed", f"{path}/{name}")
    if len(items) > limit:
        problems.add(f"no more than {limit} items allowed", f"{path}/{name}")
    return items


def _check_element(problems: Problems, element: Json, path: str, allowed: frozenset[str] | set[str]) -> None:
    kind = str(element.get("type"))
    if kind not in allowed:
        problems.add(f"unsupported type: {kind}", f"{path}/type")
        return
    problems.identify(element, "action_id", path)
    if "placeholder" in element:
        _check_text(problems, element["placeholder"], MAX_PLACEHOLDER, f"{path}/placeholder", plain=True)
    if kind == "image":
        _check_image(problems, element, path)
    elif kind == "button":
        _check_button(problems, element, path)
    elif "static" in kind or kind in MAX_OPTIONS:
        _check_options(problems, element, path, MAX_OPTIONS.get(kind, MAX_SELECT_OPTIONS))


def _check_button(problems: Problems, element: Json, path: str) -> None:
    _check_text(problems, element.get("text"), MAX_BUTTON_TEXT, f"{path}/text", plain=True)
    if len(element.get("value", "")) > MAX_BUTTON_VALUE:
        problems.add(f"must be less than {MAX_BUTTON_VALUE + 1} characters", f"{path}/value")
    if len(element.get("url", "")) > MAX_URL:
        problems.add(f"must be less than {MAX_URL + 1} characters", f"{path}/url")
    if element.get("style") not in (None, "primary", "danger"):
        problems.add("must be a valid enum value", f"{path}/style")


def _check_options(problems: Problems, element: Json, path: str, limit: int) -> None:
    groups = element.get("option_groups")
    holders = [(f"{path}/option_groups/{i}", group) for i, group in enumerate(groups)] if groups else [(path, element)]
    for at, holder in holders:
        for i, option in enumerate(_items(problems, holder, "options", limit, at)):
            _check_text(problems, option.get("text"), MAX_OPTION_TEXT, f"{at}/options/{i}/text")
            _check_length(problems, option.get("value"), MAX_OPTION_VALUE, f"{at}/options/{i}/value")
