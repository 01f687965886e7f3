"""conversations.* and users.conversations: which channels there are, who is in them and what was said."""

from __future__ import annotations

from collections.abc import Callable

from bot.workspace.methods.call import Call
from bot.workspace.model import BOT_USER, Channel, Json, Message, RefusedError

TYPES = {"public_channel": "public", "private_channel": "private", "im": "im"}


def history(call: Call) -> Json:
    """Answer conversations.history: what stands in the channel itself, newest first.

    Raises: RefusedError as Slack documents.
    """
    channel = call.joined_channel("history")
    shown = [m for m in call.hub.state.messages(channel.id) if not m.is_reply or m.subtype == "thread_broadcast"]
    return _page_of_messages(call, list(reversed(_within(call, shown))), default=100, pins=True)


def replies(call: Call) -> Json:
    """Answer conversations.replies: a message and its thread, oldest first. The first one is always given.

    Raises: RefusedError as Slack documents.
    """
    channel = call.joined_channel("history")
    ts = call.arguments.text("ts")
    asked = call.hub.state.messages(channel.id)
    first = next((message for message in asked if message.ts == ts), None)
    if first is None:
        raise RefusedError("thread_not_found")
    others = [] if first.is_reply else call.hub.state.thread(channel.id, ts)[1:]
    return _page_of_messages(call, [first, *_within(call, others)], default=1000, pins=False)


def info(call: Call) -> Json:
    """Answer conversations.info.

    Raises: RefusedError as Slack documents.
    """
    channel = call.channel("read").to_json(BOT_USER)
    if not call.arguments.flag("include_num_members"):
        channel.pop("num_members", None)
    return {"channel": channel}


def list_all(call: Call) -> Json:
    """Answer conversations.list: every public channel, and the others that the bot is in.

    Raises: RefusedError as Slack documents.
    """
    return _channels(call, lambda channel: channel.kind == "public" or BOT_USER in channel.members)


def list_of_user(call: Call) -> Json:
    """Answer users.conversations: the channels that a person (the bot by default) is in.

    Raises: RefusedError as Slack documents.
    """
    user = call.arguments.text("user") or BOT_USER
    return _channels(call, lambda channel: {user, BOT_USER} <= set(channel.members))


def members(call: Call) -> Json:
    """Answer conversations.members.

    Raises: RefusedError as Slack documents.
    """
    found, cursor = call.page(call.channel("read").members, default=100)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Json:
    """Answer conversations.join.

    Raises: RefusedError as Slack documents.
    """
    channel = call.channel()
    if channel.kind != "public":
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusedError("is_archived")
    answer: Json = {"channel": channel.to_json(BOT_USER)}
    if BOT_USER in channel.members:
        warning = "already_in_channel"
        return answer | {"warning": warning, "response_metadata": {"warnings": [warning]}}
    call.hub.state.join(channel, BOT_USER)
    return {"channel": channel.to_json(BOT_USER)}


def open_direct(call: Call) -> Json:
    """Answer conversations.open for one person or a known direct channel.

    Raises: RefusedError as Slack documents.
    """
    users = [user for user in call.arguments.text("users").split(",") if user]
    if call.arguments.text("channel"):
        channel = call.channel()
    elif not users:
        raise RefusedError("users_list_not_supplied")
    elif len(users) > 1:
        raise RefusedError("method_not_supported_for_channel_type")  # this workspace has no group messages
    else:
        channel = call.hub.state.direct_channel(users[0])
    return {"channel": channel.to_json(BOT_USER) if call.arguments.flag("return_im") else {"id": channel.id}}


def _channels(call: Call, wanted: Callable[[Channel], bool]) -> Json:
    kinds = {TYPES.get(name.strip(), "") for name in call.arguments.text("types", "public_channel").split(",")}
    if "" in kinds:
        raise RefusedError("invalid_types")
    found = [channel for channel in call.hub.state.channels.values() if channel.kind in kinds and wanted(channel)]
    for scope in {channel.scope_kind for channel in found}:
        call.need(f"{scope}:read")
    if call.arguments.flag("exclude_archived"):
        found = [channel for channel in found if not channel.is_archived]
    page, cursor = call.page(found, default=100)
    return {"channels": [c.to_json(BOT_USER) for c in page], "response_metadata": {"next_cursor": cursor}}


def _within(call: Call, messages: list[Message]) -> list[Message]:
    """Keep what was said after `oldest` and before `latest`, the ends themselves only where `inclusive`."""
    oldest, latest = call.arguments.text("oldest"), call.arguments.text("latest")
    try:
        low, high = float(oldest or 0), float(latest or "inf")
    except ValueError as error:
        raise RefusedError("invalid_ts_oldest" if oldest else "invalid_ts_latest") from error
    if call.arguments.flag("inclusive"):
        return [message for message in messages if low <= float(message.ts) <= high]
    return [message for message in messages if low < float(message.ts) < high]


def _page_of_messages(call: Call, messages: list[Message], *, default: int, pins: bool) -> Json:
    page, cursor = call.page(messages, default, max(default, 999))
    with_metadata = call.arguments.flag("include_all_metadata")
    answer: Json = {
        "messages": [call.hub.state.write(message, with_metadata=with_metadata) for message in page],
        "has_more": bool(cursor),
    }
    if pins:
        answer["pin_count"] = 0
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer
