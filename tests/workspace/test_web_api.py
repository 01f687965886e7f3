"""The Web API, called by slack_sdk as the bot calls it: what it answers, and what it refuses as Slack does."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace import LocalWorkspace
from tests.workspace.conftest import refused

NEWS, QUIET, EDITORS, ADA = "C0AINEWS01", "C0QUIET001", "C0EDITORS1", "U0ADA00001"
METADATA = {"event_type": "edition", "event_payload": {"id": "ed-1"}}


def test_the_bot_knows_who_it_is(client: WebClient, workspace: LocalWorkspace) -> None:
    """auth.test names the team and the bot's user."""
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (workspace.team_id, "U0TIDINGS1")


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
def test_a_wrong_token_is_refused(workspace: LocalWorkspace, token: str, error: str) -> None:
    """No token and a wrong token have errors of their own."""
    stranger = WebClient(token=token, base_url=workspace.api_url)
    assert refused(stranger.auth_test)["error"] == error


def test_each_token_opens_its_own_methods(workspace: LocalWorkspace, client: WebClient) -> None:
    """Socket Mode wants the app's token, everything else the bot's."""
    opened = client.apps_connections_open(app_token=workspace.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")
    error = refused(lambda: client.apps_connections_open(app_token=workspace.bot_token))["error"]
    assert error == "not_allowed_token_type"


def test_a_method_needs_its_scope(client: WebClient) -> None:
    """A scope that the manifest does not ask for is named with those it has."""
    answer = refused(lambda: client.conversations_list(types="private_channel,im,mpim"))
    assert answer["error"] == "invalid_types"
    answer = refused(lambda: client.api_call("pins.add"))
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "pins.add"}


def test_a_missing_scope_is_named(bare: Callable[[dict[str, Any]], WebClient]) -> None:
    """missing_scope says what was needed and what was provided."""
    client = bare({"oauth_config": {"scopes": {"bot": ["chat:write"]}}})
    answer = refused(lambda: client.conversations_history(channel=NEWS))
    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == ("channels:history", "chat:write")


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE1", "channel_not_found"),
        (QUIET, "not_in_channel"),
        ("U0NOBODY01", "channel_not_found"),
    ],
)
def test_the_bot_posts_only_where_it_is(client: WebClient, channel: str, error: str) -> None:
    """Unknown channels and channels without the bot are refused."""
    assert refused(lambda: client.chat_postMessage(channel=channel, text="hello"))["error"] == error


def test_a_private_channel_without_the_bot_does_not_exist_for_it(workspace: LocalWorkspace, client: WebClient) -> None:
    """Taken out of a private channel, the bot is told that there is none."""
    client.chat_postMessage(channel=EDITORS, text="hello")
    workspace.kick("editors")
    for call in (client.conversations_info, client.conversations_history):
        assert refused(lambda call=call: call(channel=EDITORS))["error"] == "channel_not_found"  # type: ignore[misc]


def test_an_archived_channel_takes_nothing(workspace: LocalWorkspace, client: WebClient) -> None:
    """is_archived, until then a post."""
    assert client.chat_postMessage(channel=NEWS, text="hello")["ok"]
    workspace.archive("ai-news")
    assert refused(lambda: client.chat_postMessage(channel=NEWS, text="hello"))["error"] == "is_archived"


def test_joining_opens_a_public_channel(client: WebClient) -> None:
    """After conversations.join the bot may post."""
    client.conversations_join(channel=QUIET)
    assert client.chat_postMessage(channel=QUIET, text="hello")["channel"] == QUIET
    assert (
        refused(lambda: client.conversations_join(channel=EDITORS))["error"] == "method_not_supported_for_channel_type"
    )


def test_a_person_s_id_is_their_direct_messages(client: WebClient, workspace: LocalWorkspace) -> None:
    """Posting to a person and opening a conversation with them lead to the same place."""
    opened = client.conversations_open(users=ADA)["channel"]["id"]
    assert client.chat_postMessage(channel=ADA, text="hello")["channel"] == opened == workspace.direct("Ada")


def test_metadata_is_read_back_only_when_asked_for(client: WebClient) -> None:
    """History holds the metadata of a post with include_all_metadata, and hides it otherwise."""
    ts = client.chat_postMessage(channel=NEWS, text="digest", metadata=METADATA)["ts"]
    reply = client.chat_postMessage(channel=NEWS, text="rest", thread_ts=ts, metadata=METADATA)["ts"]
    asked = client.conversations_history(channel=NEWS, include_all_metadata=True)["messages"]
    assert [(message["ts"], message["metadata"]) for message in asked] == [(ts, METADATA)]
    thread = client.conversations_replies(channel=NEWS, ts=ts, include_all_metadata=True)["messages"]
    assert [message["ts"] for message in thread if message["metadata"] == METADATA] == [ts, reply]
    assert "metadata" not in client.conversations_history(channel=NEWS)["messages"][0]


def test_history_is_cut_by_time_and_page(client: WebClient) -> None:
    """Newest first; `oldest` is exclusive unless inclusive; pages join up without gap or overlap."""
    sent = [client.chat_postMessage(channel=NEWS, text=str(i))["ts"] for i in range(5)]
    after = client.conversations_history(channel=NEWS, oldest=sent[2])["messages"]
    assert [message["ts"] for message in after] == [sent[4], sent[3]]
    within = client.conversations_history(channel=NEWS, oldest=sent[2], latest=sent[3], inclusive=True)["messages"]
    assert [message["ts"] for message in within] == [sent[3], sent[2]]
    pages = [
        [message["ts"] for message in page["messages"]] for page in client.conversations_history(channel=NEWS, limit=2)
    ]
    assert pages == [[sent[4], sent[3]], [sent[2], sent[1]], [sent[0]]]
    assert refused(lambda: client.conversations_history(channel=NEWS, cursor="?"))["error"] == "invalid_cursor"


def test_replies_need_a_thread(client: WebClient) -> None:
    """An unknown parent is thread_not_found, for reading as for posting; a reply to a reply is refused too."""
    assert refused(lambda: client.conversations_replies(channel=NEWS, ts="1.000001"))["error"] == "thread_not_found"
    answer = refused(lambda: client.chat_postMessage(channel=NEWS, text="late", thread_ts="1.000001"))
    assert answer["error"] == "thread_not_found"
    parent = client.chat_postMessage(channel=NEWS, text="parent")["ts"]
    reply = client.chat_postMessage(channel=NEWS, text="reply", thread_ts=parent)["ts"]
    answer = refused(lambda: client.chat_postMessage(channel=NEWS, text="reply", thread_ts=reply))
    assert answer["error"] == "cannot_reply_to_message"
    assert client.conversations_history(channel=NEWS)["messages"][0]["reply_count"] == 1


def test_an_update_with_text_alone_drops_the_blocks(client: WebClient) -> None:
    """chat.update replaces all that a message says, and only the bot's own."""
    blocks = [{"type": "divider"}]
    ts = client.chat_postMessage(channel=NEWS, text="one", blocks=blocks)["ts"]
    client.chat_update(channel=NEWS, ts=ts, text="two")
    [message] = client.conversations_history(channel=NEWS)["messages"]
    assert (message["text"], "blocks" in message) == ("two", False)
    client.chat_delete(channel=NEWS, ts=ts)
    assert refused(lambda: client.chat_delete(channel=NEWS, ts=ts))["error"] == "message_not_found"


def test_a_person_s_message_is_not_the_bot_s_to_change(client: WebClient, workspace: LocalWorkspace) -> None:
    """cant_update_message and cant_delete_message; a reaction is allowed, once."""
    ts = workspace.post("Ada", "ai-news", "mine")
    assert refused(lambda: client.chat_update(channel=NEWS, ts=ts, text="yours"))["error"] == "cant_update_message"
    assert refused(lambda: client.chat_delete(channel=NEWS, ts=ts))["error"] == "cant_delete_message"
    client.reactions_add(channel=NEWS, timestamp=ts, name="eyes")
    again = refused(lambda: client.reactions_add(channel=NEWS, timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"


def test_an_ephemeral_message_is_for_one_member(client: WebClient, workspace: LocalWorkspace) -> None:
    """Only the person sees it, history does not hold it, and people outside the channel get none."""
    client.chat_postEphemeral(channel=NEWS, user=ADA, text="psst")
    assert [message["text"] for message in workspace.messages("ai-news", "Ada")] == ["psst"]
    assert workspace.messages("ai-news", "小林") == workspace.messages("ai-news") == []
    assert client.conversations_history(channel=NEWS)["messages"] == []
    answer = refused(lambda: client.chat_postEphemeral(channel=EDITORS, user="U0GUEST001", text="psst"))
    assert answer["error"] == "user_not_in_channel"


def test_people_have_locale_and_zone(client: WebClient) -> None:
    """The locale is given only where it is asked for; the guest is restricted."""
    person = client.users_info(user="U0XIAOLIN1", include_locale=True)["user"]
    assert (person["locale"], person["tz"], person["is_admin"]) == ("zh-CN", "Asia/Shanghai", False)
    assert "locale" not in client.users_info(user="U0XIAOLIN1")["user"]
    assert client.users_info(user="U0GUEST001")["user"]["is_restricted"]
    assert refused(lambda: client.users_info(user="U0NOBODY01"))["error"] == "user_not_found"
    assert {"Ada", "小林"} <= {member["real_name"] for member in client.users_list()["members"]}


def test_channels_are_listed_by_kind(client: WebClient) -> None:
    """Public ones all, private ones and direct messages where the bot is; users.conversations only its own."""
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [channel["name"] for channel in listed] == ["general", "ai-news", "quiet", "editors"]
    mine = client.users_conversations()["channels"]
    assert [channel["name"] for channel in mine] == ["general", "ai-news"]
    assert next(channel["user"] for channel in client.conversations_list(types="im")["channels"]) == ADA
    assert client.conversations_info(channel=QUIET)["channel"]["is_member"] is False
    assert ADA in client.conversations_members(channel=NEWS)["members"]
    assert client.team_info()["team"]["id"] == "T0LOCAL01"


def test_a_form_is_read_as_json_is(workspace: LocalWorkspace) -> None:
    """Blocks and tokens may stand in a url-encoded body, as other clients send them."""
    body = f"token={workspace.bot_token}&channel={NEWS}&text=form&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"
    with urllib.request.urlopen(workspace.api_url + "chat.postMessage", body.encode()) as answer:
        message = json.load(answer)["message"]
    assert (message["text"], message["blocks"][0]["type"]) == ("form", "divider")


def test_a_long_text_is_cut_in_a_post_and_refused_in_an_update(client: WebClient) -> None:
    """40,000 characters are kept of a post; an update takes 4,000."""
    message = client.chat_postMessage(channel=NEWS, text="x" * 40_001)
    assert len(message["message"]["text"]) == 40_000
    long = refused(lambda: client.chat_update(channel=NEWS, ts=message["ts"], text="x" * 4_001))
    assert long["error"] == "msg_too_long"
    assert client.chat_update(channel=NEWS, ts=message["ts"], text="x" * 4_000)["ok"]
