"""The rules of blocks that are no numbers: for each, a block that Slack takes and nearly the same that it refuses."""

from __future__ import annotations

import pytest

from bot.workspace.block_rules import Surface
from bot.workspace.limits import check_blocks
from tests.workspace.blocks import (
    Block,
    actions,
    button,
    card,
    carousel,
    chart,
    context,
    feedback,
    field,
    image,
    menu,
    mrkdwn,
    pie,
    plain,
    refusal,
    rich_text,
    section,
    series,
    table,
)

DIVIDER: Block = {"type": "divider"}
HEADER: Block = {"type": "header", "text": plain()}
TIME: Block = {"type": "timepicker"}
WORD: Block = {"type": "text", "text": "x"}
FEEDBACK: Block = {"type": "context_actions", "elements": [feedback()]}
EMPTY_CELL: Block = {"rows": [[{"type": "raw_text", "text": ""}]]}

RULES: list[tuple[str, Block, Block, str]] = [
    ("a known kind", DIVIDER, {"type": "paragraph"}, "unsupported type: paragraph [json-pointer:/blocks/0/type]"),
    ("a kind at all", DIVIDER, {}, "missing required field: type [json-pointer:/blocks/0]"),
    ("a kind of use", DIVIDER, {"type": "alert", "text": plain()}, "unsupported type: alert"),
    ("no fields but Slack's", section(expand=True), section(red=1), "invalid additional property: red"),
    (
        "no fields but Slack's within",
        section(text=plain() | {"emoji": True}),
        section(text=mrkdwn() | {"emoji": True}),
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    ("a section has text or fields", section(), {"type": "section"}, "must define one of: text, fields"),
    ("a text is an object", section(), section(text="x"), "must provide an object [json-pointer:/blocks/0/text]"),
    ("a text has a known kind", section(), section(text=WORD), "unsupported type: text"),
    ("a text is not empty", section(), section(text=mrkdwn("")), "must be more than 0 characters"),
    ("a text is a string", section(), section(text={"type": "mrkdwn", "text": 7}), "must provide a string"),
    ("a flag is true or false", section(expand=False), section(expand="no"), "must provide a boolean"),
    ("a header is plain", HEADER, HEADER | {"text": mrkdwn()}, "unsupported type: mrkdwn"),
    ("a header has text", HEADER, {"type": "header"}, "missing required field: text"),
    ("context has elements", context(mrkdwn()), context(), "must provide at least 1 items"),
    ("context holds texts and images", context(image()), context(button()), "unsupported type: button"),
    ("actions have elements", actions(button()), actions(), "must provide at least 1 items"),
    ("elements are a list", actions(button()), {"type": "actions", "elements": button()}, "must provide an array"),
    ("an image has words", image(), {"type": "image", "image_url": "https://e.example"}, "missing required field"),
    ("an image has an address", image(), {"type": "image", "alt_text": "A"}, "must define one of: image_url"),
    ("an input has an element", field(TIME), {"type": "input", "label": plain()}, "missing required field: element"),
    ("an input has a label", field(TIME), {"type": "input", "element": TIME}, "missing required field: label"),
    ("a card shows something", card(), {"type": "card", "subtitle": mrkdwn()}, "must define one of: hero_image"),
    ("a card has buttons", card(actions=[button()]), card(actions=[menu()]), "unsupported type: static_select"),
    ("a carousel holds cards", carousel(card()), carousel(section()), "unsupported type: section"),
    ("feedback has two sides", FEEDBACK, FEEDBACK | {"elements": [{"type": "feedback_buttons"}]}, "missing required"),
    ("context actions are no buttons", FEEDBACK, FEEDBACK | {"elements": [button()]}, "unsupported type: button"),
    ("a table's cells have text", table(), table() | EMPTY_CELL, "must be more than 0 characters"),
    ("a chart has a known kind", chart(), chart(kind="radar"), "unsupported type: radar"),
    ("slices are more than nothing", pie(), pie(value=0), "must be greater than"),
    (
        "series have names of their own",
        chart(series=[series("a"), series("b")]),
        chart(series=[series("a"), series("a")]),
        "series names must be unique",
    ),
    ("series fit the categories", chart(2), chart(2, series=[series("a", 1)]), "one point for each category"),
    ("rich text holds known leaves", rich_text(WORD), rich_text({"type": "word"}), "unsupported type: word"),
]


@pytest.mark.parametrize(("good", "bad", "reason"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_a_rule_of_blocks(good: Block, bad: Block, reason: str) -> None:
    """The one is taken; the other is invalid_blocks with the reason."""
    check_blocks([good], "message")
    error = refusal(lambda: check_blocks([bad], "message"))
    assert error.error == "invalid_blocks"
    assert any(reason in detail for detail in error.details), error.details


def test_a_block_id_is_unique() -> None:
    """Two of their own pass; one twice is refused where it comes again."""
    check_blocks([DIVIDER | {"block_id": "a"}, DIVIDER | {"block_id": "b"}], "message")
    error = refusal(lambda: check_blocks([DIVIDER | {"block_id": "a"}] * 2, "message"))
    assert error.details == ['`block_id` "a" already exists [json-pointer:/blocks/1/block_id]']


def test_every_problem_is_named() -> None:
    """Not only the first one, each with its JSON pointer."""
    error = refusal(lambda: check_blocks([actions(), section(text=mrkdwn(""))], "message"))
    assert [detail.partition("[")[2] for detail in error.details] == [
        "json-pointer:/blocks/0/elements]",
        "json-pointer:/blocks/1/text/text]",
    ]


EVERYWHERE = [actions(button()), card(), context(mrkdwn()), DIVIDER, HEADER, image(), field(TIME), rich_text(WORD)]
SURFACES: list[tuple[str, Block, tuple[Surface, ...]]] = [
    *((block["type"], block, ("message", "modal", "home")) for block in EVERYWHERE),
    ("carousel", carousel(card()), ("message", "home")),
    ("data_visualization", chart(), ("message", "home")),
    ("context_actions", FEEDBACK, ("message",)),
    ("markdown", {"type": "markdown", "text": "x"}, ("message",)),
    ("table", table(), ("message",)),
    ("date and time", actions({"type": "datetimepicker"}), ("message", "modal")),
    ("number", field({"type": "number_input", "is_decimal_allowed": False}), ("modal",)),
    ("address", field({"type": "url_text_input"}), ("modal",)),
    ("mail", field({"type": "email_text_input"}), ("modal",)),
    ("response_url", field({"type": "channels_select", "response_url_enabled": True}), ("modal",)),
]


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
@pytest.mark.parametrize(("block", "surfaces"), [row[1:] for row in SURFACES], ids=[row[0] for row in SURFACES])
def test_each_surface_takes_its_own_blocks(block: Block, surfaces: tuple[Surface, ...], surface: Surface) -> None:
    """A block or element is taken where Slack shows it, and refused elsewhere."""
    if surface in surfaces:
        check_blocks([block], surface)
    else:
        assert refusal(lambda: check_blocks([block], surface)).error == "invalid_blocks"
