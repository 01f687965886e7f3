"""What Slack allows in each kind of block, and on which surfaces: the table that messages and views are held to.

The numbers are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit/blocks), the surfaces those
of docs.slack.dev/blocks.json. Kinds that the bot has no use for (alert, container, data_table, file, plan, task_card,
video) are refused like unknown ones.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from bot.workspace.checks import Check, Items, Kinds, Number, OneOf, Problems, Shape, Words, yes_or_no
from bot.workspace.element_rules import (
    AS_ACCESSORY,
    BUTTON,
    ID,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    URL,
    plain,
    text,
)
from bot.workspace.model import Json

Surface = Literal["message", "modal", "home"]

MAX_MARKDOWN = 12_000
"""Characters, of one markdown block and of all that a message holds."""

_ID: dict[str, Check] = {"block_id": ID}
_STYLE = Shape({}, dict.fromkeys(("bold", "italic", "strike", "underline", "code", "unlink"), yes_or_no))
_STYLED: dict[str, Check] = {"style": _STYLE}
_ANY = Words(13_200, least=0)

_LEAVES = Kinds(
    {
        "text": Shape({"text": Words(13_200)}, _STYLED),
        "link": Shape({"url": URL}, {**_STYLED, "text": _ANY, "unsafe": yes_or_no}),
        "emoji": Shape({"name": ID}, {**_STYLED, "unicode": ID, "skin_tone": Number(1, 6)}),
        "user": Shape({"user_id": ID}, _STYLED),
        "channel": Shape({"channel_id": ID}, _STYLED),
        "usergroup": Shape({"usergroup_id": ID}, _STYLED),
        "team": Shape({"team_id": ID}, _STYLED),
        "broadcast": Shape({"range": OneOf(("here", "channel", "everyone"))}, _STYLED),
        "color": Shape({"value": Words(7, pattern="#[0-9a-fA-F]{6}")}, _STYLED),
        "date": Shape({"timestamp": Number(0, 10**10), "format": ID}, {**_STYLED, "url": URL, "fallback": _ANY}),
    }
)
_BORDER: dict[str, Check] = {"border": Number(0, 1)}
_SECTION = Shape({"elements": Items(_LEAVES, 1_000, least=0)})
_LIST = Shape(
    {"style": OneOf(("bullet", "ordered")), "elements": Items(Kinds({"rich_text_section": _SECTION}), 1_000)},
    {**_BORDER, "indent": Number(0, 8), "offset": Number(0, 10_000)},
)
_RICH_TEXT = Shape(
    {
        "elements": Items(
            Kinds(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_quote": Shape({"elements": Items(_LEAVES, 1_000, least=0)}, _BORDER),
                    "rich_text_preformatted": Shape(
                        {"elements": Items(_LEAVES.only("text", "link"), 1_000, least=0)}, {**_BORDER, "language": ID}
                    ),
                }
            ),
            1_000,
            least=0,
        )
    },
    _ID,
)

_CELL = Kinds({"raw_text": Shape({"text": Words(10_000)}), "rich_text": _RICH_TEXT})
_COLUMN = Shape({}, {"align": OneOf(("left", "center", "right")), "is_wrapped": yes_or_no})
MAX_TABLE_CHARACTERS = 10_000


def text_of(part: object) -> str:
    """Join every text inside a part of a block."""
    if isinstance(part, dict):
        return "".join(v if k == "text" and isinstance(v, str) else text_of(v) for k, v in part.items())
    return "".join(text_of(each) for each in part) if isinstance(part, list) else ""


def _table_is_short(problems: Problems, block: Json, path: str) -> None:
    if len(text_of(block["rows"])) > MAX_TABLE_CHARACTERS:
        problems.add(f"must be less than {MAX_TABLE_CHARACTERS + 1} characters in all cells", f"{path}/rows")


CARD = Shape(
    {},
    {
        **_ID,
        "hero_image": Kinds({"image": IMAGE}),
        "icon": Kinds({"image": IMAGE}),
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": Items(BUTTON, 3),
    },
    some_of=("hero_image", "title", "actions", "body"),
)

_POINT = Shape({"label": Words(20), "value": Number(-1e15, 1e15, is_whole=False)})
_SERIES = Shape({"name": Words(20), "data": Items(_POINT, 20)})
_AXES = Shape({"categories": Items(Words(20), 20)}, {"x_label": Words(50), "y_label": Words(50)})


def _series_match_axes(problems: Problems, chart: Json, path: str) -> None:
    """Check that series have names of their own, and each one point for every category."""
    names = Counter(series["name"] for series in chart["series"])
    for i, series in enumerate(chart["series"]):
        if names[series["name"]] > 1:
            problems.add("series names must be unique", f"{path}/series/{i}/name")
        if Counter(point["label"] for point in series["data"]) != Counter(chart["axis_config"]["categories"]):
            problems.add("data must have one point for each category", f"{path}/series/{i}/data")


_AXED = Shape({"series": Items(_SERIES, 6), "axis_config": _AXES}, also=_series_match_axes)
_SLICE = Shape({"label": Words(20), "value": Number(1e-9, 1e15, is_whole=False)})
_CHART = Kinds({"pie": Shape({"segments": Items(_SLICE, 6)}), "line": _AXED, "bar": _AXED, "area": _AXED})

BLOCKS = Kinds(
    {
        "actions": Shape({"elements": Items(IN_ACTIONS, 25)}, _ID),
        "card": CARD,
        "carousel": Shape({"elements": Items(Kinds({"card": CARD}), 10)}, _ID),
        "context": Shape({"elements": Items(IN_CONTEXT, 10)}, _ID),
        "context_actions": Shape({"elements": Items(IN_CONTEXT_ACTIONS, 5)}, _ID),
        "data_visualization": Shape({"title": Words(50), "chart": _CHART}, _ID),
        "divider": Shape({}, _ID),
        "header": Shape({"text": plain(150)}, _ID),
        "image": Shape(IMAGE.needed, {**IMAGE.free, **_ID, "title": plain(2_000)}, some_of=IMAGE.some_of),
        "input": Shape(
            {"label": plain(2_000), "element": IN_INPUT},
            {**_ID, "hint": plain(2_000), "optional": yes_or_no, "dispatch_action": yes_or_no},
        ),
        "markdown": Shape({"text": Words(MAX_MARKDOWN)}, _ID),
        "rich_text": _RICH_TEXT,
        "section": Shape(
            {},
            {
                **_ID,
                "text": text(3_000),
                "fields": Items(text(2_000), 10),
                "accessory": AS_ACCESSORY,
                "expand": yes_or_no,
            },
            some_of=("text", "fields"),
        ),
        "table": Shape(
            {"rows": Items(Items(_CELL, 20), 100)}, {**_ID, "column_settings": Items(_COLUMN, 20)}, also=_table_is_short
        ),
    }
)

NOT_ON: dict[Surface, frozenset[str]] = {
    "message": frozenset(),
    "modal": frozenset({"carousel", "context_actions", "data_visualization", "markdown", "table"}),
    "home": frozenset({"context_actions", "markdown", "table"}),
}
"""Kinds of block that a surface does not take."""

ELEMENT_SURFACES: dict[str, tuple[Surface, ...]] = {
    "datetimepicker": ("message", "modal"),
    "email_text_input": ("modal",),
    "number_input": ("modal",),
    "url_text_input": ("modal",),
    "workflow_button": ("message",),
}
"""Elements that not every surface takes (`available_in_surfaces` of their reference pages)."""

MOST: dict[Surface, dict[str, int]] = {
    "message": {"data_visualization": 2},
    "modal": {},
    "home": {"data_visualization": 2},
}
"""How many blocks of one kind a surface takes."""
