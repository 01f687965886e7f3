"""chat.* and reactions.*: what the bot posts, changes and takes away."""

from __future__ import annotations

import re

from bot.workspace.limits import check_message
from bot.workspace.methods.call import Call
from bot.workspace.model import BOT_USER, Channel, Json, Message, RefusedError
from bot.workspace.state import TOMBSTONE, Draft

_TIMESTAMP = re.compile(r"\d+\.\d{6}")
_EMOJI_NAME = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
MAX_UPDATE_TEXT = 4_000
"""chat.update refuses longer texts (`msg_too_long`), where chat.postMessage cuts them at 40,000."""


def post_message(call: Call) -> Json:
    """Answer chat.postMessage.

    Raises: RefusedError as Slack documents.
    """
    channel = _target(call)
    text, blocks = _content(call)
    draft = Draft(
        BOT_USER,
        text,
        tuple(blocks),
        thread_ts=call.arguments.text("thread_ts") or None,
        metadata=_metadata(call),
        broadcast=call.arguments.flag("reply_broadcast"),
    )
    message = call.hub.state.post(channel, draft)
    written = message.to_json(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": written}


def post_ephemeral(call: Call) -> Json:
    """Answer chat.postEphemeral.

    Raises: RefusedError as Slack documents.
    """
    channel = call.joined_channel()
    person = call.arguments.text("user")
    if person not in channel.members:
        raise RefusedError("user_not_in_channel")
    text, blocks = _content(call)
    thread_ts = call.arguments.text("thread_ts") or None
    draft = Draft(BOT_USER, text, tuple(blocks), thread_ts=thread_ts, only_for=person)
    return {"message_ts": call.hub.state.post(channel, draft).ts}


def update(call: Call) -> Json:
    """Answer chat.update: a text alone takes the blocks away.

    Raises: RefusedError as Slack documents.
    """
    channel = call.joined_channel()
    message = _own_message(call, channel, "cant_update_message")
    if channel.is_archived:
        raise RefusedError("is_inactive")
    text, blocks = _content(call)
    if len(text) > MAX_UPDATE_TEXT:
        raise RefusedError("msg_too_long")
    call.hub.state.edit(message, text, blocks, _metadata(call))
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.to_json()}


def delete(call: Call) -> Json:
    """Answer chat.delete.

    Raises: RefusedError as Slack documents.
    """
    channel = call.joined_channel()
    message = _own_message(call, channel, "cant_delete_message")
    call.hub.state.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def add_reaction(call: Call) -> Json:
    """Answer reactions.add.

    Raises: RefusedError as Slack documents.
    """
    name, ts = call.arguments.text("name").strip(":"), call.arguments.text("timestamp")
    if not ts:
        raise RefusedError("no_item_specified")
    if not _TIMESTAMP.fullmatch(ts):
        raise RefusedError("bad_timestamp")
    channel = call.joined_channel()
    if channel.is_archived:
        raise RefusedError("is_archived")
    if not _EMOJI_NAME.fullmatch(name):
        raise RefusedError("invalid_name")
    call.hub.state.react(call.hub.state.message(channel.id, ts), BOT_USER, name)
    return {}


def _target(call: Call) -> Channel:
    """Find where to post: a channel's id or name, or a person's id for their direct messages."""
    name = call.arguments.text("channel")
    if name.startswith("U"):
        try:
            channel = call.hub.state.direct_channel(name)
        except RefusedError as error:
            raise RefusedError("channel_not_found") from error
    else:
        channel = call.hub.state.channel(name)
    if channel.kind == "im" and not call.hub.manifest.has_messages:
        raise RefusedError("messages_tab_disabled")
    if BOT_USER in channel.members:
        return channel
    if channel.kind != "public":
        raise RefusedError("channel_not_found")
    if "chat:write.public" not in call.hub.manifest.scopes:
        raise RefusedError("not_in_channel")
    return channel


def _content(call: Call) -> tuple[str, list[Json]]:
    text, blocks = call.arguments.text("text"), call.arguments.blocks()
    check_message(text, blocks)
    return text, blocks


def _metadata(call: Call) -> Json | None:
    metadata = call.arguments.data("metadata", "invalid_metadata_format")
    if not metadata:
        return metadata  # an empty one takes the metadata of an updated message away
    payload = metadata.get("event_payload")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(payload, dict):
        raise RefusedError("invalid_metadata_format")
    return metadata


def _own_message(call: Call, channel: Channel, error: str) -> Message:
    message = call.hub.state.message(channel.id, call.arguments.text("ts"))
    if message.subtype == TOMBSTONE:
        raise RefusedError("message_not_found")
    if message.user != BOT_USER:
        raise RefusedError(error)
    return message
