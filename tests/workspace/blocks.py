"""Blocks and elements as tests write them: whole by default, with anything changed by keyword."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.workspace.model import RefusedError

Block = dict[str, Any]


def plain(text: str = "x") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Block:
    return {"type": "mrkdwn", "text": text}


def button(**changes: object) -> Block:
    return {"type": "button", "text": plain("Go"), **changes}


def image(**changes: object) -> Block:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A", **changes}


def option(value: str = "1", **changes: object) -> Block:
    return {"text": plain("One"), "value": value, **changes}


def options(count: int) -> list[Block]:
    return [option(str(i)) for i in range(count)]


def menu(kind: str = "static_select", **changes: object) -> Block:
    return {"type": kind, "options": options(2), **changes}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def section(**changes: object) -> Block:
    return {"type": "section", "text": mrkdwn(), **changes}


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)}


def field(element: Block, **changes: object) -> Block:
    """An input block."""
    return {"type": "input", "label": plain("Time"), "element": element, **changes}


def confirm(**changes: object) -> Block:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **changes}


def card(**changes: object) -> Block:
    return {"type": "card", "title": mrkdwn("Card"), **changes}


def carousel(*cards: Block) -> Block:
    return {"type": "carousel", "elements": list(cards)}


def cell(text: str = "x") -> Block:
    return {"type": "raw_text", "text": text}


def table(rows: int = 1, columns: int = 1, **changes: object) -> Block:
    return {"type": "table", "rows": [[cell()] * columns] * rows, **changes}


def feedback(**changes: object) -> Block:
    side = {"text": plain("Good"), "value": "good"}
    return {"type": "feedback_buttons", "positive_button": side, "negative_button": side, **changes}


def series(name: str = "a", count: int = 1) -> Block:
    return {"name": name, "data": [{"label": str(i), "value": i} for i in range(count)]}


def chart(count: int = 1, kind: str = "bar", **changes: object) -> Block:
    axes = {"categories": [str(i) for i in range(count)]}
    drawn = {"type": kind, "series": [series("a", count)], "axis_config": axes, **changes}
    return {"type": "data_visualization", "title": "Chart", "chart": drawn}


def pie(count: int = 1, label: str = "a", value: float = 1) -> Block:
    slices = [{"label": label, "value": value}] * count
    return {"type": "data_visualization", "title": "Pie", "chart": {"type": "pie", "segments": slices}}


def rich_text(*leaves: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


def modal(*blocks: Block, **changes: object) -> Block:
    return {"type": "modal", "title": plain("Set up"), "blocks": list(blocks) or [{"type": "divider"}], **changes}


def refusal(check: Callable[[], object]) -> RefusedError:
    """Give the refusal of a check that does not pass."""
    with pytest.raises(RefusedError) as caught:
        check()
    return caught.value
