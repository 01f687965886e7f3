"""Every number of Slack's limits: what just fits passes, one more is refused with the path to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.limits import check_blocks, check_message, check_view
from tests.workspace.blocks import (
    Block,
    actions,
    button,
    card,
    carousel,
    cell,
    chart,
    confirm,
    context,
    feedback,
    field,
    image,
    menu,
    modal,
    mrkdwn,
    option,
    options,
    pie,
    plain,
    refusal,
    section,
    series,
    table,
)

DIVIDER = {"type": "divider"}


def grouped(groups: int, count: int, label: str = "x") -> Block:
    """A menu with so many groups of so many options."""
    return {"type": "static_select", "option_groups": [{"label": plain(label), "options": options(count)}] * groups}


def asking(**changes: object) -> Block:
    """A button that asks for confirmation."""
    return button(confirm=confirm(**changes))


def one_option(value: str = "1", kind: str = "static_select", **changes: object) -> Block:
    """A menu with one option."""
    return menu(kind, options=[option(value, **changes)])


BLOCKS: list[tuple[str, int, Callable[[int], list[Block]], str]] = [
    ("blocks", 50, lambda n: [DIVIDER] * n, "/blocks"),
    ("section text", 3000, lambda n: [section(text=mrkdwn("x" * n))], "/blocks/0/text/text"),
    ("fields", 10, lambda n: [section(fields=[mrkdwn()] * n)], "/blocks/0/fields"),
    ("field", 2000, lambda n: [section(fields=[mrkdwn("x" * n)])], "/blocks/0/fields/0/text"),
    ("header", 150, lambda n: [{"type": "header", "text": plain("x" * n)}], "/blocks/0/text/text"),
    ("context", 10, lambda n: [context(*[mrkdwn()] * n)], "/blocks/0/elements"),
    ("actions", 25, lambda n: [actions(*[button()] * n)], "/blocks/0/elements"),
    ("image words", 2000, lambda n: [image(alt_text="x" * n)], "/blocks/0/alt_text"),
    ("image title", 2000, lambda n: [image(title=plain("x" * n))], "/blocks/0/title/text"),
    ("image url", 3000, lambda n: [image(image_url="https://e".ljust(n, "x"))], "/blocks/0/image_url"),
    ("markdown", 12000, lambda n: [{"type": "markdown", "text": "x" * n}], "/blocks/0/text"),
    ("markdown in all", 12000, lambda n: [{"type": "markdown", "text": "x" * m} for m in (6000, n - 6000)], "/blocks"),
    ("block_id", 255, lambda n: [{"type": "divider", "block_id": "x" * n}], "/blocks/0/block_id"),
    ("card title", 150, lambda n: [card(title=mrkdwn("x" * n))], "/blocks/0/title/text"),
    ("card subtitle", 150, lambda n: [card(subtitle=mrkdwn("x" * n))], "/blocks/0/subtitle/text"),
    ("card body", 200, lambda n: [card(body=mrkdwn("x" * n))], "/blocks/0/body/text"),
    ("card buttons", 3, lambda n: [card(actions=[button()] * n)], "/blocks/0/actions"),
    ("carousel", 10, lambda n: [carousel(*[card()] * n)], "/blocks/0/elements"),
    ("context actions", 5, lambda n: [{"type": "context_actions", "elements": [feedback()] * n}], "/blocks/0/elements"),
    ("table rows", 100, lambda n: [table(rows=n)], "/blocks/0/rows"),
    ("table columns", 20, lambda n: [table(columns=n)], "/blocks/0/rows/0"),
    ("column settings", 20, lambda n: [table(column_settings=[{"align": "right"}] * n)], "/blocks/0/column_settings"),
    (
        "table characters",
        10000,
        lambda n: [table() | {"rows": [[cell("x" * 6000), cell("x" * (n - 6000))]]}],
        "/blocks/0/rows",
    ),
    ("chart title", 50, lambda n: [chart() | {"title": "x" * n}], "/blocks/0/title"),
    ("charts", 2, lambda n: [chart()] * n, "/blocks"),
    ("slices", 6, lambda n: [pie(n)], "/blocks/0/chart/segments"),
    ("slice label", 20, lambda n: [pie(label="x" * n)], "/blocks/0/chart/segments/0/label"),
    ("series", 6, lambda n: [chart(series=[series(str(i)) for i in range(n)])], "/blocks/0/chart/series"),
    ("points", 20, lambda n: [chart(n)], "/blocks/0/chart/series/0/data"),
]

ELEMENTS: list[tuple[str, int, Callable[[int], Block], str]] = [
    ("button text", 75, lambda n: button(text=plain("x" * n)), "text/text"),
    ("button value", 2000, lambda n: button(value="x" * n), "value"),
    ("button url", 3000, lambda n: button(url="https://e".ljust(n, "x")), "url"),
    ("button label", 75, lambda n: button(accessibility_label="x" * n), "accessibility_label"),
    ("action_id", 255, lambda n: button(action_id="x" * n), "action_id"),
    ("confirm title", 100, lambda n: asking(title=plain("x" * n)), "confirm/title/text"),
    ("confirm text", 300, lambda n: asking(text=mrkdwn("x" * n)), "confirm/text/text"),
    ("confirm button", 30, lambda n: asking(confirm=plain("x" * n)), "confirm/confirm/text"),
    ("deny button", 30, lambda n: asking(deny=plain("x" * n)), "confirm/deny/text"),
    ("select", 100, lambda n: menu(options=options(n)), "options"),
    ("multi select", 100, lambda n: menu("multi_static_select", options=options(n)), "options"),
    ("option groups", 100, lambda n: grouped(n, 1), "option_groups"),
    ("options of a group", 100, lambda n: grouped(1, n), "option_groups/0/options"),
    ("group label", 75, lambda n: grouped(1, 1, "x" * n), "option_groups/0/label/text"),
    ("overflow", 5, lambda n: menu("overflow", options=options(n)), "options"),
    ("radio buttons", 10, lambda n: menu("radio_buttons", options=options(n)), "options"),
    ("checkboxes", 10, lambda n: menu("checkboxes", options=options(n)), "options"),
    ("option text", 75, lambda n: one_option(text=plain("x" * n)), "options/0/text/text"),
    ("option value", 75, lambda n: one_option("x" * n), "options/0/value"),
    ("option words", 75, lambda n: one_option(description=plain("x" * n)), "options/0/description/text"),
    ("option url", 3000, lambda n: one_option(url="https://e".ljust(n, "x"), kind="overflow"), "options/0/url"),
    ("placeholder", 150, lambda n: menu(placeholder=plain("x" * n)), "placeholder/text"),
]


@pytest.mark.parametrize(("limit", "build", "path"), [row[1:] for row in BLOCKS], ids=[row[0] for row in BLOCKS])
def test_a_limit_of_blocks_holds_to_the_one(limit: int, build: Callable[[int], list[Block]], path: str) -> None:
    """The limit passes; the limit and one is invalid_blocks at its place."""
    check_blocks(build(limit), "message")
    error = refusal(lambda: check_blocks(build(limit + 1), "message"))
    assert error.error == "invalid_blocks"
    assert error.details[0].endswith(f"[json-pointer:{path}]")


@pytest.mark.parametrize(("limit", "build", "path"), [row[1:] for row in ELEMENTS], ids=[row[0] for row in ELEMENTS])
def test_a_limit_of_elements_holds_to_the_one(limit: int, build: Callable[[int], Block], path: str) -> None:
    """The same within an element."""
    check_blocks([actions(build(limit))], "message")
    error = refusal(lambda: check_blocks([actions(build(limit + 1))], "message"))
    assert error.details[0].endswith(f"[json-pointer:/blocks/0/elements/0/{path}]")


def typing(**changes: object) -> Block:
    """A modal with a text input."""
    return modal(field({"type": "plain_text_input", **changes}), submit=plain("Save"))


def labelled(**changes: object) -> Block:
    """A modal with an input that is labelled otherwise."""
    return modal(field({"type": "timepicker"}, **changes), submit=plain("Save"))


ELEMENT = "/view/blocks/0/element"

VIEWS: list[tuple[str, int, Callable[[int], Block], str]] = [
    ("blocks", 100, lambda n: modal(*[DIVIDER] * n), "/view/blocks"),
    ("title", 24, lambda n: modal(title=plain("x" * n)), "/view/title/text"),
    ("submit", 24, lambda n: modal(submit=plain("x" * n)), "/view/submit/text"),
    ("close", 24, lambda n: modal(close=plain("x" * n)), "/view/close/text"),
    ("private_metadata", 3000, lambda n: modal(private_metadata="x" * n), "/view/private_metadata"),
    ("callback_id", 255, lambda n: modal(callback_id="x" * n), "/view/callback_id"),
    ("external_id", 255, lambda n: modal(external_id="x" * n), "/view/external_id"),
    ("label", 2000, lambda n: labelled(label=plain("x" * n)), "/view/blocks/0/label/text"),
    ("hint", 2000, lambda n: labelled(hint=plain("x" * n)), "/view/blocks/0/hint/text"),
    ("initial text", 3000, lambda n: typing(initial_value="x" * n), f"{ELEMENT}/initial_value"),
    ("min_length", 3000, lambda n: typing(min_length=n), f"{ELEMENT}/min_length"),
    ("max_length", 3000, lambda n: typing(max_length=n), f"{ELEMENT}/max_length"),
    ("input placeholder", 150, lambda n: typing(placeholder=plain("x" * n)), f"{ELEMENT}/placeholder/text"),
]


@pytest.mark.parametrize(("limit", "build", "path"), [row[1:] for row in VIEWS], ids=[row[0] for row in VIEWS])
def test_a_limit_of_views_holds_to_the_one(limit: int, build: Callable[[int], Block], path: str) -> None:
    """The limit passes; the limit and one is invalid_arguments at its place, after Slack's general first line."""
    check_view(build(limit), "modal")
    error = refusal(lambda: check_view(build(limit + 1), "modal"))
    assert error.error == "invalid_arguments"
    assert error.details[0] == "failed to match all allowed schemas [json-pointer:/view]"
    assert error.details[1].endswith(f"[json-pointer:{path}]")


def test_a_view_has_a_limit_in_all() -> None:
    """view_too_large beyond 250 kB, though each block fits."""
    fits = modal(*[section(text=mrkdwn("x" * 2900))] * 80)
    check_view(fits, "modal")
    assert (
        refusal(lambda: check_view(modal(*[section(text=mrkdwn("x" * 2900))] * 90), "modal")).error == "view_too_large"
    )


def test_a_message_needs_words_or_blocks() -> None:
    """no_text for neither; one of them is enough."""
    check_message("", [DIVIDER])
    check_message("hello", [])
    assert refusal(lambda: check_message("  ", [])).error == "no_text"


def test_all_blocks_together_have_a_limit() -> None:
    """msg_blocks_too_long beyond about 13,200 characters, though each block fits."""
    check_message("", [section(text=mrkdwn("x" * 2500))] * 5)
    assert refusal(lambda: check_message("", [section(text=mrkdwn("x" * 2500))] * 6)).error == "msg_blocks_too_long"


def test_a_message_holds_one_table() -> None:
    """invalid_attachments, only_one_table_allowed, for a second one."""
    check_message("", [table()])
    error = refusal(lambda: check_message("", [table(), table()]))
    assert (error.error, error.details) == ("invalid_attachments", ["only_one_table_allowed"])


def test_a_refusal_reaches_the_client_as_slack_writes_it(client: WebClient) -> None:
    """`errors` and `response_metadata.messages` carry the reason with the JSON pointer."""
    assert client.chat_postMessage(channel="C0AINEWS01", text="x", blocks=[DIVIDER])["ok"]
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0AINEWS01", text="x", blocks=[{"type": "header", "text": plain("x" * 151)}])
    reason = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.response.data == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [reason],
        "response_metadata": {"messages": [f"[ERROR] {reason}"]},
    }


@pytest.mark.parametrize("blocks", ["[{", "{}", '["x"]', "7"])
def test_blocks_that_are_no_list_of_objects_have_an_error_of_their_own(client: WebClient, blocks: Any) -> None:
    """invalid_blocks_format for what cannot be read as a list of blocks; an empty list is none."""
    client.api_call("chat.postMessage", data={"channel": "C0AINEWS01", "text": "x", "blocks": "[]"})
    with pytest.raises(SlackApiError, match="invalid_blocks_format"):
        client.api_call("chat.postMessage", data={"channel": "C0AINEWS01", "text": "x", "blocks": blocks})
