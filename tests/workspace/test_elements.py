"""The rules of elements that are no numbers: for each, one that Slack takes in a message and one that it refuses."""

from __future__ import annotations

import pytest

from bot.workspace.limits import check_blocks
from tests.workspace.blocks import (
    Block,
    actions,
    button,
    confirm,
    field,
    menu,
    mrkdwn,
    option,
    options,
    plain,
    refusal,
    section,
)

TIME: Block = {"type": "timepicker"}
DATE: Block = {"type": "datepicker"}
WHEN: Block = {"type": "datetimepicker"}
TYPED: Block = {"type": "plain_text_input"}
LINK = option(url="https://e.example")
GROUPS: Block = {"option_groups": [{"label": plain(), "options": options(1)}]}

RULES: list[tuple[str, Block, Block, str]] = [
    ("a known kind", button(), {"type": "lever"}, "unsupported type: lever"),
    ("no inputs among actions", TIME, TYPED, "unsupported type: plain_text_input"),
    ("a button is plain", button(), button(text=mrkdwn()), "unsupported type: mrkdwn"),
    ("a button has a label", button(), {"type": "button"}, "missing required field: text"),
    ("a button has a known style", button(style="danger"), button(style="blue"), "must be a valid enum value"),
    ("a value is not empty", button(value="1"), button(value=""), "must be more than 0 characters"),
    ("a url is absolute", button(url="https://e.example/a"), button(url="/a"), "input must match regex pattern"),
    ("no fields but Slack's", button(), button(disabled=True), "invalid additional property: disabled"),
    ("a whole confirmation", button(confirm=confirm()), button(confirm={"title": plain()}), "missing required field"),
    ("a menu has options", menu(), {"type": "static_select"}, "must define one of: options, option_groups"),
    ("a menu is not empty", menu(), menu(options=[]), "must provide at least 1 items"),
    ("options or groups", menu(), menu(**GROUPS), "only one of options and option_groups is allowed"),
    ("an option has a value", menu(), menu(options=[{"text": plain()}]), "missing required field: value"),
    ("links in overflow", menu("overflow", options=[LINK]), menu(options=[LINK]), "invalid additional property: url"),
    (
        "mrkdwn in boxes",
        menu("checkboxes", options=[option(text=mrkdwn())]),
        menu(options=[option(text=mrkdwn())]),
        "unsupported type: mrkdwn",
    ),
    (
        "what is chosen at first",
        menu(initial_option=option("0")),
        menu(initial_option=option("9")),
        "initial_option must match one of the options",
    ),
    (
        "what is ticked at first",
        menu("checkboxes", initial_options=[option("0")]),
        menu("checkboxes", initial_options=[option("9")]),
        "initial_options must match the options",
    ),
    ("a date", DATE | {"initial_date": "2026-04-30"}, DATE | {"initial_date": "30.4.2026"}, "input must match regex"),
    ("a time", TIME | {"initial_time": "08:30"}, TIME | {"initial_time": "24:00"}, "input must match regex"),
    (
        "a moment of ten digits",
        WHEN | {"initial_date_time": 1_777_000_000},
        WHEN | {"initial_date_time": 7},
        "must be greater than",
    ),
]


@pytest.mark.parametrize(("good", "bad", "reason"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_a_rule_of_elements(good: Block, bad: Block, reason: str) -> None:
    """The one is taken; the other is invalid_blocks with the reason, at its place."""
    check_blocks([actions(good)], "message")
    problem = next(p for p in refusal(lambda: check_blocks([actions(bad)], "message")).details if reason in p)
    assert "[json-pointer:/blocks/0/elements/0" in problem


PLACES: list[tuple[str, Block, Block]] = [
    ("a date and time is no accessory", section(accessory=TIME), section(accessory=WHEN)),
    ("an input is no button", field(TIME), field(button())),
    ("an input is no overflow", field(menu()), field(menu("overflow"))),
    (
        "the shortest is not longer than the longest",
        field(TYPED | {"min_length": 2, "max_length": 3}),
        field(TYPED | {"min_length": 4, "max_length": 3}),
    ),
    (
        "one element asks for focus",
        actions(TIME | {"focus_on_load": True}),
        actions(TIME | {"focus_on_load": True}, DATE | {"focus_on_load": True}),
    ),
]


@pytest.mark.parametrize(("good", "bad"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_an_element_fits_its_place(good: Block, bad: Block) -> None:
    """The one is taken, the other refused."""
    check_blocks([good], "message")
    assert refusal(lambda: check_blocks([bad], "message")).details


def test_an_action_id_is_unique_within_its_block() -> None:
    """The same one in two blocks, or in two cards of a carousel, is no mistake (Slack: "in the containing block")."""
    twice = [button(action_id="a"), button(action_id="a")]
    check_blocks([actions(twice[0]), section(accessory=twice[1])], "message")
    cards = [{"type": "card", "title": plain(), "actions": [each]} for each in twice]
    check_blocks([{"type": "carousel", "elements": cards}], "message")
    for block, place in [
        (actions(*twice), "/blocks/0/elements/1"),
        (cards[0] | {"actions": twice}, "/blocks/0/actions/1"),
    ]:
        error = refusal(lambda block=block: check_blocks([block], "message"))  # type: ignore[misc]
        assert error.details == [f'`action_id` "a" already exists [json-pointer:{place}/action_id]']
