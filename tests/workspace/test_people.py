"""What people type and press becomes what Slack would send; what they may not do is said in a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.workspace import LocalWorkspace, WorkspaceError
from tests.workspace.conftest import Connection

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
MENU = {
    "type": "overflow",
    "action_id": "more",
    "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
}
MODAL = {
    "type": "modal",
    "callback_id": "setup",
    "title": {"type": "plain_text", "text": "Set up"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "at",
            "label": {"type": "plain_text", "text": "Time"},
            "element": {"type": "timepicker", "action_id": "time"},
        }
    ],
}


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@Tidings hi", "<@U0TIDINGS1> hi"),
        ("hi @小林, see #ai-news", "hi <@U0XIAOLIN1>, see <#C0AINEWS01|ai-news>"),
        ("mail me@ada.example", "mail me@ada.example"),
        ("see https://example.com/a?b=1&c=2.", "see <https://example.com/a?b=1&amp;c=2>."),
        ("<@U0TIDINGS1> hi", "<@U0TIDINGS1> hi"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("@nobody #nowhere", "@nobody #nowhere"),
    ],
)
def test_typed_text_is_encoded_as_slack_does(workspace: LocalWorkspace, typed: str, sent: str) -> None:
    """Three characters are escaped; names, channels and links that exist are marked."""
    workspace.post("Ada", "general", typed)
    assert workspace.messages("general")[-1]["text"] == sent


def test_ids_of_messages_never_repeat(workspace: LocalWorkspace) -> None:
    """Each ts is unlike all others and they are in order."""
    sent = [workspace.post("Ada", "general", "x") for _ in range(300)]
    assert sent == sorted(set(sent))


@pytest.mark.parametrize(
    ("person", "channel", "command"), [("guest", "editors", "/company"), ("Ada", "general", "/nosuch")]
)
def test_what_a_person_may_not_do_is_said(workspace: LocalWorkspace, person: str, channel: str, command: str) -> None:
    """Channels that they are not in and commands that do not exist are refused."""
    with pytest.raises(WorkspaceError):
        workspace.command(person, channel, command)


def test_only_what_is_there_can_be_pressed(workspace: LocalWorkspace, client: WebClient) -> None:
    """A button or option that the message does not hold is refused."""
    blocks = [{"type": "actions", "elements": [BUTTON, MENU]}]
    ts = client.chat_postMessage(channel="C0GENERAL1", text="x", blocks=blocks)["ts"]
    for action_id, value in (("gone", None), ("more", "9")):
        with pytest.raises(WorkspaceError):
            workspace.click("Ada", "general", ts, action_id, value)


def test_a_menu_sends_the_chosen_option(
    workspace: LocalWorkspace, client: WebClient, app: App, connection: Connection
) -> None:
    """The action carries the option with its text, and the message that it stood in."""
    bodies: list[dict[str, Any]] = []

    @app.action("more")
    def more(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)

    connection.open(app)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": MENU}
    ts = client.chat_postMessage(channel="C0GENERAL1", text="x", blocks=[section])["ts"]
    workspace.click("Ada", "general", ts, "more", "1")
    [body] = workspace.wait_for(lambda: bodies)
    assert body["actions"][0]["selected_option"]["value"] == "1"
    assert body["message"]["ts"] == body["container"]["message_ts"] == ts


def test_a_modal_is_opened_corrected_and_submitted(workspace: LocalWorkspace, app: App, connection: Connection) -> None:
    """Errors keep it open and stand beside their input; an empty ack closes it."""
    times: list[str] = []

    @app.command("/digest")
    def digest(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("setup")
    def save(ack: Ack, view: dict[str, Any]) -> None:
        times.append(view["state"]["values"]["at"]["time"]["selected_time"])
        if times[-1] == "03:00":
            ack(response_action="errors", errors={"at": "Too early"})
        else:
            ack()

    connection.open(app)
    workspace.command("Ada", "general", "/digest")
    [view] = workspace.wait_for(lambda: workspace.views("Ada"))
    workspace.people.submit("Ada", view.id, {"time": "03:00"})
    workspace.wait_for(lambda: view.errors == {"at": "Too early"})
    workspace.people.submit("Ada", view.id, {"time": "08:30"})
    workspace.wait_for(lambda: not workspace.views("Ada"))
    assert times == ["03:00", "08:30"]
