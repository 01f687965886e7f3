"""A Bolt app over Socket Mode: what people do reaches it once, and what it answers is seen."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond, Say
from slack_sdk import WebClient

from bot.workspace import LocalWorkspace, WorkspaceError
from tests.workspace.conftest import Connection


def answers(workspace: LocalWorkspace, person: str = "Ada", channel: str = "ai-news") -> list[dict[str, Any]]:
    return [m for m in workspace.messages(channel, person) if m.get("bot_id")]


def test_a_command_is_answered_through_its_response_url(
    workspace: LocalWorkspace, app: App, connection: Connection
) -> None:
    """The answer is ephemeral: the one who asked sees it, nobody else does."""
    bodies: list[dict[str, Any]] = []

    @app.command("/company")
    def company(ack: Ack, respond: Respond, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)
        respond(text="Anthropic", response_type="ephemeral")

    connection.open(app)
    envelope = workspace.command("Ada", "#ai-news", "/company", "antropic & co")
    [message] = workspace.wait_for(lambda: answers(workspace))
    assert (message["text"], message["is_ephemeral"]) == ("Anthropic", True)
    assert answers(workspace, "小林") == []
    assert bodies[0]["text"] == "antropic &amp; co"
    workspace.wait_for(lambda: envelope.acked_at)


def test_an_ack_may_carry_the_answer(workspace: LocalWorkspace, app: App, connection: Connection) -> None:
    """A text given to ack is shown at once, in the channel where it says so."""

    @app.command("/digest")
    def digest(ack: Ack) -> None:
        ack(text="Here it is", response_type="in_channel")

    connection.open(app)
    workspace.command("Ada", "ai-news", "/digest")
    [message] = workspace.wait_for(lambda: answers(workspace, "小林"))
    assert message["text"] == "Here it is"


def test_a_mention_is_answered_in_its_thread(workspace: LocalWorkspace, app: App, connection: Connection) -> None:
    """`@Tidings` as typed becomes an app_mention, and a reply stands in the thread."""

    @app.event("app_mention")
    def mention(event: dict[str, Any], say: Say) -> None:
        say(text=f"You said {event['text']}", thread_ts=event.get("thread_ts") or event["ts"])

    connection.open(app)
    ts = workspace.post("小林", "ai-news", "@Tidings 星际之门 <b>")
    replies = workspace.wait_for(lambda: workspace.thread("ai-news", ts)[1:])
    assert replies[0]["text"] == "You said <@U0TIDINGS1> 星际之门 &lt;b&gt;"


def test_a_direct_message_arrives_without_a_mention(
    workspace: LocalWorkspace, app: App, connection: Connection
) -> None:
    """message.im carries it; the bot's own message does not come back to the listener."""

    @app.event("message")
    def direct(event: dict[str, Any], say: Say) -> None:
        say(text=f"{event['channel_type']} {event['text']}")

    connection.open(app)
    workspace.post("Ada", "im", "hello")
    found = workspace.wait_for(lambda: [m for m in workspace.messages("D0ADA00001") if m.get("bot_id")])
    assert [message["text"] for message in found] == ["im hello"]


def test_a_button_replaces_its_message(
    workspace: LocalWorkspace, app: App, client: WebClient, connection: Connection
) -> None:
    """A click carries the message and a response_url that replaces it."""

    @app.action("more")
    def more(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        respond(text=f"page {body['actions'][0]['value']} of {body['message']['text']}", replace_original=True)

    connection.open(app)
    button = {"type": "button", "action_id": "more", "value": "2", "text": {"type": "plain_text", "text": "More"}}
    blocks = [{"type": "actions", "elements": [button]}]
    ts = client.chat_postMessage(channel="C0AINEWS01", text="news", blocks=blocks)["ts"]
    workspace.click("Ada", "ai-news", ts, "more")
    workspace.wait_for(lambda: answers(workspace)[0]["text"] == "page 2 of news")
    assert "blocks" not in answers(workspace)[0]


def test_a_shortcut_carries_the_message_and_opens_a_modal(
    workspace: LocalWorkspace, app: App, client: WebClient, connection: Connection
) -> None:
    """Where the app is no member, too: message, place, a trigger, and a response_url that only the user reads."""
    bodies: list[dict[str, Any]] = []
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "Keep"}, "blocks": [{"type": "divider"}]}

    @app.shortcut("keep")
    def keep(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        bodies.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=modal)
        respond(text="Kept", response_type="ephemeral")

    connection.open(app)
    workspace.kick("ai-news")
    ts = workspace.post("小林", "ai-news", "Look: https://example.com/a?b=1&c=2")
    workspace.shortcut("Ada", "ai-news", ts, "keep")
    [message] = workspace.wait_for(lambda: answers(workspace))
    assert (message["text"], message["is_ephemeral"]) == ("Kept", True)
    body = bodies[0]
    assert (body["type"], body["message_ts"], body["channel"]["name"]) == ("message_action", ts, "ai-news")
    assert body["message"]["text"] == "Look: <https://example.com/a?b=1&amp;c=2>"
    assert (body["user"]["id"], body["message"]["user"]) == ("U0ADA00001", "U0XIAOLIN1")
    assert workspace.views("Ada")


def test_a_shortcut_is_one_that_the_menu_offers(workspace: LocalWorkspace, client: WebClient) -> None:
    """Another's name, or a message that only one sees, has none."""
    ts = workspace.post("Ada", "ai-news", "hello")
    with pytest.raises(WorkspaceError, match="is not a shortcut of this app"):
        workspace.shortcut("Ada", "ai-news", ts, "other")
    client.chat_postEphemeral(channel="C0AINEWS01", user="U0ADA00001", text="psst")
    [told] = workspace.wait_for(lambda: answers(workspace))
    with pytest.raises(WorkspaceError, match="only you see"):
        workspace.shortcut("Ada", "ai-news", told["ts"], "keep")


def test_each_of_two_sockets_has_its_share(workspace: LocalWorkspace, app: App, connection: Connection) -> None:
    """Every event goes to exactly one socket."""
    seen: list[str] = []

    @app.event("message")
    def direct(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    connection.open(app)
    connection.open(app)
    for i in range(6):
        workspace.post("Ada", "im", str(i))
    workspace.wait_for(lambda: len(seen) >= 6)
    threading.Event().wait(0.1)
    assert sorted(seen) == list("012345")


def test_a_bolt_app_comes_back_after_a_refresh(workspace: LocalWorkspace, app: App, connection: Connection) -> None:
    """slack_sdk's client opens a new socket when told to, and acks there."""

    @app.command("/company")
    def company(ack: Ack) -> None:
        ack("here")

    connection.open(app)
    workspace.faults.disconnect("refresh_requested")
    envelope = workspace.command("Ada", "general", "/company")
    workspace.wait_for(lambda: envelope.acked_at)
