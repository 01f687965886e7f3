"""Channels: which there are, who is in them, and what was said, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace import LocalWorkspace
from tests.workspace.conftest import refused

NEWS, QUIET, EDITORS, ADA = "C0AINEWS01", "C0QUIET001", "C0EDITORS1", "U0ADA00001"


def test_channels_are_listed_by_kind(client: WebClient) -> None:
    """Public ones all, private ones and direct messages where the bot is; users.conversations only its own."""
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [channel["name"] for channel in listed] == ["general", "ai-news", "quiet", "editors"]
    mine = client.users_conversations()["channels"]
    assert [channel["name"] for channel in mine] == ["general", "ai-news"]
    assert next(channel["user"] for channel in client.conversations_list(types="im")["channels"]) == ADA
    assert refused(lambda: client.conversations_list(types="mpim,team"))["error"] == "invalid_types"


def test_a_channel_is_described_as_far_as_asked(client: WebClient) -> None:
    """Its members are counted with include_num_members only; what is no channel is channel_not_found."""
    assert client.conversations_info(channel=QUIET)["channel"]["is_member"] is False
    assert client.conversations_info(channel=NEWS, include_num_members=True)["channel"]["num_members"] == 4
    assert "num_members" not in client.conversations_info(channel=NEWS)["channel"]
    assert ADA in client.conversations_members(channel=NEWS)["members"]
    assert refused(lambda: client.conversations_info(channel="ai-news"))["error"] == "channel_not_found"


def test_a_private_channel_without_the_bot_does_not_exist_for_it(workspace: LocalWorkspace, client: WebClient) -> None:
    """Taken out of a private channel, the bot is told that there is none."""
    assert client.conversations_info(channel=EDITORS)["ok"]
    workspace.kick("editors")
    for call in (client.conversations_info, client.conversations_history):
        assert refused(lambda call=call: call(channel=EDITORS))["error"] == "channel_not_found"  # type: ignore[misc]


def test_history_is_for_members(client: WebClient) -> None:
    """not_in_channel before the bot joined a public channel; joining twice is warned of, a private one not joined."""
    assert refused(lambda: client.conversations_history(channel=QUIET))["error"] == "not_in_channel"
    assert "warning" not in client.conversations_join(channel=QUIET).data
    assert client.conversations_history(channel=QUIET)["messages"] == []
    assert client.conversations_join(channel=QUIET)["warning"] == "already_in_channel"
    answer = refused(lambda: client.conversations_join(channel=EDITORS))
    assert answer["error"] == "method_not_supported_for_channel_type"


def test_an_archived_channel_is_not_joined(workspace: LocalWorkspace, client: WebClient) -> None:
    """is_archived, and left out of lists that exclude it."""
    workspace.archive("quiet")
    assert refused(lambda: client.conversations_join(channel=QUIET))["error"] == "is_archived"
    for excluded in (True, False):
        names = [found["name"] for found in client.conversations_list(exclude_archived=excluded)["channels"]]
        assert ("quiet" in names) != excluded


def test_a_person_s_id_is_their_direct_messages(client: WebClient, workspace: LocalWorkspace) -> None:
    """Posting to a person and opening a conversation with them lead to the same place."""
    opened = client.conversations_open(users=ADA)["channel"]["id"]
    assert client.chat_postMessage(channel=ADA, text="hello")["channel"] == opened == workspace.direct("Ada")


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"),
        ("U0NOBODY01", "user_not_found"),
        (f"{ADA},U0XIAOLIN1", "method_not_supported_for_channel_type"),
    ],
)
def test_a_conversation_is_opened_with_one_person(client: WebClient, users: str, error: str) -> None:
    """Nobody, a stranger and two of them are refused."""
    assert refused(lambda: client.api_call("conversations.open", json={"users": users}))["error"] == error


def test_history_is_cut_by_time(client: WebClient) -> None:
    """Newest first; the ends only where inclusive; what is no time is refused by its name."""
    sent = [client.chat_postMessage(channel=NEWS, text=str(i))["ts"] for i in range(5)]
    after = client.conversations_history(channel=NEWS, oldest=sent[2])["messages"]
    assert [message["ts"] for message in after] == [sent[4], sent[3]]
    within = client.conversations_history(channel=NEWS, oldest=sent[2], latest=sent[3], inclusive=True)["messages"]
    assert [message["ts"] for message in within] == [sent[3], sent[2]]
    for end in ("oldest", "latest"):
        asked = {"channel": NEWS, end: "yesterday"}
        answer = refused(lambda asked=asked: client.api_call("conversations.history", params=asked))  # type: ignore[misc]
        assert answer["error"] == f"invalid_ts_{end}"


def test_replies_need_a_thread(client: WebClient) -> None:
    """An unknown parent is thread_not_found; a thread is given oldest first, and history counts its replies."""
    assert refused(lambda: client.conversations_replies(channel=NEWS, ts="1.000001"))["error"] == "thread_not_found"
    parent = client.chat_postMessage(channel=NEWS, text="parent")["ts"]
    replies = [client.chat_postMessage(channel=NEWS, text="reply", thread_ts=parent)["ts"] for _ in range(2)]
    found = client.conversations_replies(channel=NEWS, ts=parent)["messages"]
    assert [message["ts"] for message in found] == [parent, *replies]
    assert client.conversations_history(channel=NEWS)["messages"][0]["reply_count"] == 2


Pager = Callable[..., Any]


@pytest.fixture
def pagers(client: WebClient) -> dict[str, tuple[Pager, str, int]]:
    """Every method that pages, the name of what it lists, and how much it gives at most."""
    parent = client.chat_postMessage(channel=NEWS, text="parent")["ts"]
    for i in range(3):
        client.chat_postMessage(channel=NEWS, text=str(i))
        client.chat_postMessage(channel=NEWS, text=str(i), thread_ts=parent)
    return {
        "history": (lambda **how: client.conversations_history(channel=NEWS, **how), "messages", 999),
        "replies": (lambda **how: client.conversations_replies(channel=NEWS, ts=parent, **how), "messages", 1000),
        "members": (lambda **how: client.conversations_members(channel=NEWS, **how), "members", 999),
        "list": (client.conversations_list, "channels", 999),
        "own": (client.users_conversations, "channels", 999),
        "people": (client.users_list, "members", 1000),
    }


@pytest.mark.parametrize("name", ["history", "replies", "members", "list", "own", "people"])
def test_pages_join_up(pagers: dict[str, tuple[Pager, str, int]], name: str) -> None:
    """No gap and no overlap; the last has no cursor; a limit out of bounds and a foreign cursor are refused."""
    call, what, most = pagers[name]
    whole: list[object] = call(limit=most)[what]
    pages: list[object] = []
    cursor = ""
    while not pages or cursor:
        page = call(limit=1, cursor=cursor)
        pages += page[what]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
    assert pages == whole
    assert len(whole) >= 2
    for limit in (0, -1, most + 1, "many"):
        assert refused(lambda limit=limit: call(limit=limit))["error"] == "invalid_limit"  # type: ignore[misc]
    other = pagers["people" if name != "people" else "list"][0](limit=1)["response_metadata"]["next_cursor"]
    for bad in ("?", "bm9uc2Vuc2U=", other):
        assert refused(lambda bad=bad: call(limit=1, cursor=bad))["error"] == "invalid_cursor"  # type: ignore[misc]
