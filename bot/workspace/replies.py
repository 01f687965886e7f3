"""Answers through a `response_url` or an ack: new messages, and changes of the original.

They are ephemeral unless told otherwise, and need no token and no membership, as in Slack.
"""

from __future__ import annotations

from bot.workspace.hub import Hub
from bot.workspace.limits import check_message
from bot.workspace.model import BOT_USER, Channel, Json, RefusedError
from bot.workspace.state import Draft, State


def post_reply(state: State, channel: Channel, person: str, answer: Json) -> None:
    """Post an answer for a person to see, or for the channel where it says `in_channel`.

    Raises: RefusedError for a message that Slack would not take.
    """
    text, blocks = answer.get("text") or "", answer.get("blocks") or []
    check_message(text, blocks)
    in_channel = answer.get("response_type") == "in_channel"
    draft = Draft(
        BOT_USER,
        text,
        tuple(blocks),
        thread_ts=answer.get("thread_ts"),
        metadata=answer.get("metadata"),
        only_for=None if in_channel else person,
    )
    state.post(channel, draft)


def use_response_url(hub: Hub, key: str, answer: Json) -> None:
    """Do what was sent to a `response_url`.

    Raises: RefusedError for a spent or unknown address, or a message that Slack would not take.
    """
    pass_ = hub.passes.use_response(key)
    channel = hub.state.channel(hub.state.present_id(pass_.channel))
    if pass_.message_ts is None or not (answer.get("replace_original") or answer.get("delete_original")):
        post_reply(hub.state, channel, pass_.person, answer)
        return
    message = hub.state.message(channel.id, pass_.message_ts, pass_.person)
    if message.user != BOT_USER:
        raise RefusedError("cant_update_message")
    if answer.get("delete_original"):
        hub.state.delete(message)
        return
    text, blocks = answer.get("text") or "", answer.get("blocks") or []
    check_message(text, blocks)
    hub.state.edit(message, text, blocks)
