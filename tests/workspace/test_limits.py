"""Each limit of a message's blocks: what just fits passes, one more is refused with the path to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.limits import check_blocks, check_message
from bot.workspace.model import RefusedError

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def button(**changes: object) -> Block:
    return {"type": "button", "text": plain("Go"), **changes}


def actions(*elements: Block) -> list[Block]:
    return [{"type": "actions", "elements": list(elements)}]


def select(kind: str, count: int, text: str = "one") -> list[Block]:
    return actions({"type": kind, "options": [{"text": plain(text), "value": str(i)} for i in range(count)]})


LIMITS: list[tuple[str, int, Callable[[int], list[Block]], str]] = [
    ("blocks", 50, lambda n: [{"type": "divider"}] * n, "/blocks"),
    ("section text", 3000, lambda n: [{"type": "section", "text": mrkdwn("x" * n)}], "/blocks/0/text/text"),
    ("fields", 10, lambda n: [{"type": "section", "fields": [mrkdwn("x")] * n}], "/blocks/0/fields"),
    ("field", 2000, lambda n: [{"type": "section", "fields": [mrkdwn("x" * n)]}], "/blocks/0/fields/0/text"),
    ("header", 150, lambda n: [{"type": "header", "text": plain("x" * n)}], "/blocks/0/text/text"),
    ("context", 10, lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}], "/blocks/0/elements"),
    ("actions", 25, lambda n: actions(*[button()] * n), "/blocks/0/elements"),
    ("button text", 75, lambda n: actions(button(text=plain("x" * n))), "/blocks/0/elements/0/text/text"),
    ("button value", 2000, lambda n: actions(button(value="x" * n)), "/blocks/0/elements/0/value"),
    ("button url", 3000, lambda n: actions(button(url="x" * n)), "/blocks/0/elements/0/url"),
    ("action_id", 255, lambda n: actions(button(action_id="x" * n)), "/blocks/0/elements/0/action_id"),
    ("block_id", 255, lambda n: [{"type": "divider", "block_id": "x" * n}], "/blocks/0/block_id"),
    ("select", 100, lambda n: select("static_select", n), "/blocks/0/elements/0/options"),
    ("overflow", 5, lambda n: select("overflow", n), "/blocks/0/elements/0/options"),
    ("radio buttons", 10, lambda n: select("radio_buttons", n), "/blocks/0/elements/0/options"),
    ("option text", 75, lambda n: select("overflow", 1, "x" * n), "/blocks/0/elements/0/options/0/text/text"),
    ("markdown", 12000, lambda n: [{"type": "markdown", "text": "x" * n}], "/blocks/0/text"),
]


@pytest.mark.parametrize(("limit", "build", "path"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_a_limit_holds_to_the_one(limit: int, build: Callable[[int], list[Block]], path: str) -> None:
    """The limit passes; the limit and one is refused at its place."""
    check_blocks(build(limit), "message")
    with pytest.raises(RefusedError) as caught:
        check_blocks(build(limit + 1), "message")
    assert caught.value.error == "invalid_blocks"
    assert caught.value.details[0].endswith(f"[json-pointer:{path}]")


BROKEN: list[tuple[str, list[Block]]] = [
    ("a header in mrkdwn", [{"type": "header", "text": mrkdwn("x")}]),
    ("an empty header", [{"type": "header", "text": plain("")}]),
    ("an empty section", [{"type": "section"}]),
    ("a section whose text is a string", [{"type": "section", "text": "x"}]),
    ("a button in mrkdwn", actions(button(text=mrkdwn("x")))),
    ("a button of no known style", actions(button(style="blue"))),
    ("actions without elements", actions()),
    ("a block of no kind", [{"type": "paragraph"}]),
    ("an element of no kind", actions({"type": "lever"})),
    ("an image without words", [{"type": "image", "image_url": "https://example.com/a.png"}]),
    (
        "a section with a text input",
        [{"type": "section", "text": plain("x"), "accessory": {"type": "plain_text_input"}}],
    ),
    ("one action_id twice", actions(button(action_id="a"), button(action_id="a"))),
    ("one action_id in two blocks", actions(button(action_id="a")) + actions(button(action_id="a"))),
    ("one block_id twice", [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}]),
]


@pytest.mark.parametrize("blocks", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_slack_does_not_know_is_refused(blocks: list[Block]) -> None:
    """invalid_blocks, with a reason."""
    with pytest.raises(RefusedError) as caught:
        check_blocks(blocks, "message")
    assert caught.value.details


def test_a_message_needs_words_or_blocks() -> None:
    """no_text for neither; one of them is enough."""
    check_message("", [{"type": "divider"}])
    check_message("hello", [])
    with pytest.raises(RefusedError, match="no_text"):
        check_message("  ", [])


def test_all_blocks_together_have_a_limit() -> None:
    """msg_blocks_too_long beyond about 13,200 characters, though each block fits."""
    section = {"type": "section", "text": mrkdwn("x" * 2500)}
    check_message("", [section] * 5)
    with pytest.raises(RefusedError, match="msg_blocks_too_long"):
        check_message("", [section] * 6)


def test_a_modal_may_hold_twice_as_many_blocks() -> None:
    """100 blocks fit in a modal, 101 do not."""
    check_blocks([{"type": "divider"}] * 100, "modal")
    with pytest.raises(RefusedError, match="invalid_blocks"):
        check_blocks([{"type": "divider"}] * 101, "modal")


def test_a_refusal_reaches_the_client_as_slack_writes_it(client: WebClient) -> None:
    """`errors` and `response_metadata.messages` carry the reason with the JSON pointer."""
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0AINEWS01", text="x", blocks=[{"type": "header", "text": plain("x" * 151)}])
    reason = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.response.data == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [reason],
        "response_metadata": {"messages": [f"[ERROR] {reason}"]},
    }


def test_blocks_that_are_no_json_have_an_error_of_their_own(client: WebClient) -> None:
    """invalid_blocks_format for what cannot be read as a list of blocks."""
    with pytest.raises(SlackApiError, match="invalid_blocks_format"):
        client.api_call("chat.postMessage", data={"channel": "C0AINEWS01", "blocks": "[{"})
