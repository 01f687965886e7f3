"""What the bot posts, changes, takes away and reacts to: each of Slack's rules by its refusal and its pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.workspace import LocalWorkspace, WorkspaceError
from tests.workspace.blocks import Block, actions, button, menu, option, plain
from tests.workspace.conftest import MANIFEST, Connection, refused

NEWS, QUIET, EDITORS, ADA = "C0AINEWS01", "C0QUIET001", "C0EDITORS1", "U0ADA00001"
METADATA = {"event_type": "edition", "event_payload": {"id": "ed-1"}}
DIVIDER: list[Block] = [{"type": "divider"}]


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C0NOWHERE1", "channel_not_found"), (QUIET, "not_in_channel"), ("U0NOBODY01", "channel_not_found")],
)
def test_the_bot_posts_only_where_it_is(client: WebClient, channel: str, error: str) -> None:
    """Unknown channels and channels without the bot are refused; its own it may name by id or name."""
    assert refused(lambda: client.chat_postMessage(channel=channel, text="hello"))["error"] == error
    assert client.chat_postMessage(channel="#ai-news", text="hello")["channel"] == NEWS


def test_a_scope_opens_every_public_channel(bare: Callable[[dict[str, Any]], WebClient]) -> None:
    """chat:write.public posts where the bot is no member; private channels stay closed."""
    public = bare({"oauth_config": {"scopes": {"bot": ["chat:write", "chat:write.public"]}}})
    assert public.chat_postMessage(channel=QUIET, text="hello")["ok"]
    member = bare({"oauth_config": {"scopes": {"bot": ["chat:write"]}}})
    assert refused(lambda: member.chat_postMessage(channel=QUIET, text="hello"))["error"] == "not_in_channel"


def test_direct_messages_need_the_messages_tab(bare: Callable[[dict[str, Any]], WebClient]) -> None:
    """messages_tab_disabled where the manifest turns it off; channels are as before."""
    scopes = {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    without = bare({**scopes, "features": {"app_home": {"messages_tab_enabled": False}}})
    assert refused(lambda: without.chat_postMessage(channel=ADA, text="hello"))["error"] == "messages_tab_disabled"
    assert without.chat_postMessage(channel=NEWS, text="hello")["ok"]
    assert bare(scopes).chat_postMessage(channel=ADA, text="hello")["ok"]


def test_an_archived_channel_takes_nothing(workspace: LocalWorkspace, client: WebClient) -> None:
    """is_archived for posts and reactions, is_inactive for changes; until then all of it passes."""

    def tries(ts: str) -> list[Callable[[], object]]:
        return [
            lambda: client.chat_postMessage(channel=NEWS, text="hello"),
            lambda: client.chat_postEphemeral(channel=NEWS, user=ADA, text="psst"),
            lambda: client.chat_update(channel=NEWS, ts=ts, text="changed"),
            lambda: client.reactions_add(channel=NEWS, timestamp=ts, name="eyes"),
        ]

    ts = client.chat_postMessage(channel=NEWS, text="hello")["ts"]
    for call in tries(ts):
        call()
    workspace.archive("ai-news")
    codes = [refused(call)["error"] for call in tries(ts)]
    assert codes == ["is_archived", "is_archived", "is_inactive", "is_archived"]


def test_a_reply_needs_a_parent(client: WebClient) -> None:
    """An unknown one is thread_not_found, a reply to a reply cannot_reply_to_message; a reply to a post passes."""
    assert refused(lambda: client.chat_postMessage(channel=NEWS, text="x", thread_ts="1.000001"))["error"] == (
        "thread_not_found"
    )
    parent = client.chat_postMessage(channel=NEWS, text="parent")["ts"]
    reply = client.chat_postMessage(channel=NEWS, text="reply", thread_ts=parent)["ts"]
    answer = refused(lambda: client.chat_postMessage(channel=NEWS, text="reply", thread_ts=reply))
    assert answer["error"] == "cannot_reply_to_message"


def test_metadata_is_read_back_only_when_asked_for(client: WebClient) -> None:
    """History and threads hold the metadata of a post with include_all_metadata, and hide it otherwise."""
    ts = client.chat_postMessage(channel=NEWS, text="digest", metadata=METADATA)["ts"]
    reply = client.chat_postMessage(channel=NEWS, text="rest", thread_ts=ts, metadata=METADATA)["ts"]
    asked = client.conversations_history(channel=NEWS, include_all_metadata=True)["messages"]
    assert [(message["ts"], message["metadata"]) for message in asked] == [(ts, METADATA)]
    thread = client.conversations_replies(channel=NEWS, ts=ts, include_all_metadata=True)["messages"]
    assert [message["ts"] for message in thread if message["metadata"] == METADATA] == [ts, reply]
    assert "metadata" not in client.conversations_history(channel=NEWS)["messages"][0]


@pytest.mark.parametrize("metadata", ['{"event_type": "x"}', "[]", "{", '{"event_type": 1, "event_payload": {}}'])
def test_metadata_has_a_type_and_a_payload(client: WebClient, metadata: str) -> None:
    """invalid_metadata_format for anything else."""
    whole = {"channel": NEWS, "text": "x", "metadata": METADATA}
    assert client.api_call("chat.postMessage", json=whole)["message"]["metadata"] == METADATA
    answer = refused(lambda: client.api_call("chat.postMessage", json={**whole, "metadata": metadata}))
    assert answer["error"] == "invalid_metadata_format"


def test_an_update_keeps_metadata_until_it_is_emptied(client: WebClient) -> None:
    """Left out it stays, {} takes it away."""
    ts = client.chat_postMessage(channel=NEWS, text="digest", metadata=METADATA)["ts"]
    kept = []
    without: list[dict[str, Any]] = [{}, {"metadata": {}}]
    for changes in without:
        client.api_call("chat.update", json={"channel": NEWS, "ts": ts, "text": "changed", **changes})
        [message] = client.conversations_history(channel=NEWS, include_all_metadata=True)["messages"]
        kept.append(message.get("metadata"))
    assert kept == [METADATA, None]


def test_an_update_with_text_alone_drops_the_blocks(client: WebClient) -> None:
    """chat.update replaces all that a message says, marks it edited where it has no blocks, and needs something."""
    ts = client.chat_postMessage(channel=NEWS, text="one", blocks=DIVIDER)["ts"]
    seen = []
    for changes in ({"text": "two", "blocks": DIVIDER}, {"text": "three"}):
        client.api_call("chat.update", json={"channel": NEWS, "ts": ts, **changes})
        [message] = client.conversations_history(channel=NEWS)["messages"]
        seen.append((message["text"], "blocks" in message, "edited" in message))
    assert seen == [("two", True, False), ("three", False, True)]
    empty = {"channel": NEWS, "ts": ts, "text": ""}
    assert refused(lambda: client.api_call("chat.update", json=empty))["error"] == "no_text"


def test_a_long_text_is_cut_in_a_post_and_refused_in_an_update(client: WebClient) -> None:
    """40,000 characters are kept of a post; an update takes 4,000."""
    message = client.chat_postMessage(channel=NEWS, text="x" * 40_001)
    assert len(message["message"]["text"]) == 40_000
    long = refused(lambda: client.chat_update(channel=NEWS, ts=message["ts"], text="x" * 4_001))
    assert long["error"] == "msg_too_long"
    assert client.chat_update(channel=NEWS, ts=message["ts"], text="x" * 4_000)["ok"]


def test_a_person_s_message_is_not_the_bot_s_to_change(client: WebClient, workspace: LocalWorkspace) -> None:
    """cant_update_message and cant_delete_message; its own it may; one that is gone is message_not_found."""
    theirs = workspace.post("Ada", "ai-news", "mine")
    assert refused(lambda: client.chat_update(channel=NEWS, ts=theirs, text="yours"))["error"] == "cant_update_message"
    assert refused(lambda: client.chat_delete(channel=NEWS, ts=theirs))["error"] == "cant_delete_message"
    own = client.chat_postMessage(channel=NEWS, text="ours")["ts"]
    assert client.chat_delete(channel=NEWS, ts=own)["ts"] == own
    gone: list[Callable[[], object]] = [
        lambda: client.chat_delete(channel=NEWS, ts=own),
        lambda: client.chat_update(channel=NEWS, ts=own, text="x"),
    ]
    assert [refused(call)["error"] for call in gone] == ["message_not_found"] * 2


def test_a_message_with_replies_leaves_a_tombstone(client: WebClient) -> None:
    """Its thread stands; the message itself is not found again."""
    parent = client.chat_postMessage(channel=NEWS, text="parent")["ts"]
    reply = client.chat_postMessage(channel=NEWS, text="reply", thread_ts=parent)["ts"]
    client.chat_delete(channel=NEWS, ts=parent)
    found = client.conversations_replies(channel=NEWS, ts=parent)["messages"]
    assert [(message["ts"], message.get("subtype")) for message in found] == [(parent, "tombstone"), (reply, None)]
    assert refused(lambda: client.chat_delete(channel=NEWS, ts=parent))["error"] == "message_not_found"


def test_an_ephemeral_message_is_for_one_member(client: WebClient, workspace: LocalWorkspace) -> None:
    """Only the person sees it; neither history nor update nor delete knows it; outsiders get none."""
    ts = client.chat_postEphemeral(channel=NEWS, user=ADA, text="psst")["message_ts"]
    assert [message["text"] for message in workspace.messages("ai-news", "Ada")] == ["psst"]
    assert workspace.messages("ai-news", "小林") == workspace.messages("ai-news") == []
    assert client.conversations_history(channel=NEWS)["messages"] == []
    unknown: list[Callable[[], object]] = [
        lambda: client.chat_update(channel=NEWS, ts=ts, text="x"),
        lambda: client.chat_delete(channel=NEWS, ts=ts),
        lambda: client.reactions_add(channel=NEWS, timestamp=ts, name="eyes"),
    ]
    assert [refused(call)["error"] for call in unknown] == ["message_not_found"] * 3
    answer = refused(lambda: client.chat_postEphemeral(channel=EDITORS, user="U0GUEST001", text="psst"))
    assert answer["error"] == "user_not_in_channel"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": "Not An Emoji"}, "invalid_name"),
        ({"name": ""}, "invalid_name"),
        ({"timestamp": ""}, "no_item_specified"),
        ({"timestamp": "now"}, "bad_timestamp"),
        ({"timestamp": "1.000001"}, "message_not_found"),
    ],
)
def test_a_reaction_needs_a_name_and_a_message(client: WebClient, changes: dict[str, str], error: str) -> None:
    """Once it is well, once more already_reacted."""
    whole = {"channel": NEWS, "timestamp": client.chat_postMessage(channel=NEWS, text="x")["ts"], "name": "eyes"}
    assert client.api_call("reactions.add", json=whole)["ok"]
    assert refused(lambda: client.api_call("reactions.add", json=whole))["error"] == "already_reacted"
    assert refused(lambda: client.api_call("reactions.add", json=whole | changes))["error"] == error


def test_plain_texts_come_back_escaped(
    workspace: LocalWorkspace, client: WebClient, app: App, connection: Connection
) -> None:
    """In answers, history and clicks, once only, as Slack does; values and what people see are as they were."""
    bodies: list[dict[str, Any]] = []

    @app.action("more")
    def more(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)

    connection.open(app)
    blocks = [
        actions(
            button(text=plain("A & B"), value="a&b"),
            menu("overflow", options=[option("1", text=plain("< &amp;"))], action_id="more"),
        )
    ]
    posted = client.chat_postMessage(channel=NEWS, text="x", blocks=blocks)
    workspace.click("Ada", "ai-news", posted["ts"], "more", "1")
    [body] = workspace.wait_for(lambda: bodies)
    [stored] = client.conversations_history(channel=NEWS)["messages"]
    for message in (posted["message"], stored, body["message"]):
        first = message["blocks"][0]["elements"][0]
        assert (first["text"]["text"], first["value"]) == ("A &amp; B", "a&b")
    assert body["actions"][0]["selected_option"]["text"]["text"] == "&lt; &amp;"
    assert workspace.messages("ai-news")[0]["blocks"][0]["elements"][0]["text"]["text"] == "A & B"


@pytest.mark.parametrize(
    ("should_escape", "text"),
    [
        (False, "@xiaolin #ai-news https://e.example &amp; co"),
        (True, "<@U0XIAOLIN1|xiaolin> <#C0AINEWS01|ai-news> <https://e.example> &amp; co"),
    ],
)
def test_a_command_s_words_are_marked_where_the_manifest_asks(
    bare: Callable[[dict[str, Any]], WebClient], clock: Any, should_escape: bool, text: str
) -> None:
    """should_escape marks people, channels and links; otherwise only three characters are escaped."""
    command = {"command": "/company", "description": "x", "should_escape": should_escape}
    local = LocalWorkspace({**MANIFEST, "features": {"slash_commands": [command]}}, clock=clock)
    envelope = local.command("Ada", "general", "/company", "@xiaolin #ai-news https://e.example & co")
    assert envelope.payload["text"] == text


def test_people_use_only_commands_that_there_are(workspace: LocalWorkspace) -> None:
    """Others are refused in a sentence."""
    assert workspace.command("Ada", "general", "/company").payload["command"] == "/company"
    with pytest.raises(WorkspaceError, match="/nosuch is not a command"):
        workspace.command("Ada", "general", "/nosuch")
