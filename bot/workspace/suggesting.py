"""What an external select offers: the app is asked for options while a person types (`block_suggestion`)."""

from __future__ import annotations

from bot.workspace.elements import find_element
from bot.workspace.envelopes import Envelope
from bot.workspace.hub import Hub
from bot.workspace.model import Channel, Json, Person
from bot.workspace.payloads import channel_name, interaction_payload


def ask_in_view(hub: Hub, person: str, view_id: str, action_id: str, typed: str) -> Envelope:
    """Ask for the options of a select in a modal or the Home. The ack holds them.

    Raises: WorkspaceError when the view has no such element; RefusedError `not_found`.
    """
    who, view = hub.state.person(person), hub.views.find(view_id)
    place: Json = {"container": {"type": "view", "view_id": view.id}, "view": view.to_json()}
    return _ask(hub, who, view.content.get("blocks", []), action_id, typed, place)


def ask_in_message(hub: Hub, person: str, channel: str, ts: str, action_id: str, typed: str) -> Envelope:
    """Ask for the options of a select in a message. The ack holds them.

    Raises: WorkspaceError when the message has no such element; RefusedError `message_not_found`.
    """
    who, where = hub.state.person(person), hub.state.channel(channel)
    message = hub.state.message(where.id, ts, who.id)
    container = {"type": "message", "message_ts": ts, "channel_id": where.id, "is_ephemeral": bool(message.only_for)}
    place: Json = {"container": container, "channel": _named(where)}
    if not message.only_for:
        place["message"] = message.to_json()
    return _ask(hub, who, message.blocks, action_id, typed, place)


def _named(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel_name(channel)}


def _ask(hub: Hub, who: Person, blocks: list[Json], action_id: str, typed: str, place: Json) -> Envelope:
    block, _ = find_element(blocks, action_id, None)
    asked = {"action_id": action_id, "block_id": block.get("block_id", ""), "value": typed}
    envelope = Envelope("interactive", interaction_payload("block_suggestion", who) | place | asked)
    hub.outbox.send(envelope)
    return envelope
