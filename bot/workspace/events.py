"""Which changes of the workspace become events for the app: those it subscribed to, in channels where it is."""

from __future__ import annotations

from collections.abc import Iterator

from bot.workspace.envelopes import Envelope
from bot.workspace.hub import Hub
from bot.workspace.model import APP_ID, BOT_USER, HOUSE_USER, TEAM_ID, Channel, Json, Message
from bot.workspace.payloads import event_payload
from bot.workspace.state import Change


class Events:
    """Turns changes into Events API envelopes. Subscribe `hear` to the state."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def hear(self, change: Change) -> None:
        """Send the events of one change, if there are any."""
        for subscription, event in self._events(change):
            self.emit(subscription, event)

    def emit(self, subscription: str, event: Json) -> None:
        """Send one event if the manifest subscribes to it."""
        if subscription in self._hub.manifest.events:
            payload = event_payload(event, self._hub.state.clock())
            self._hub.outbox.send(Envelope("events_api", payload))

    def _events(self, change: Change) -> Iterator[tuple[str, Json]]:
        channel = self._hub.state.channels.get(change.channel or "")
        if channel is None or BOT_USER not in channel.members:
            return
        message = change.message
        if change.kind == "moved":
            yield "channel_id_changed", self._moved(channel, change.former_id or "")
        elif change.kind == "joined":
            yield "member_joined_channel", self._joined(channel, change.person or "")
        elif message is not None and message.only_for is None:
            if change.kind in ("reacted", "unreacted"):
                event = self._reacted(message, change)
                yield event["type"], event
            else:
                yield f"message.{channel.scope_kind}", self._message(channel, message, change)
            if change.kind == "posted" and _mentions_bot(channel, message):
                yield "app_mention", _posted(channel, message) | {"type": "app_mention"}

    def _message(self, channel: Channel, message: Message, change: Change) -> Json:
        if change.kind == "posted":
            return _posted(channel, message) | {"channel_type": channel.event_kind}
        stamp = self._hub.state.next_ts()
        return {
            "type": "message",
            "subtype": f"message_{change.kind}",
            "hidden": True,
            "channel": channel.id,
            "channel_type": channel.event_kind,
            "previous_message": change.previous,
            **({"deleted_ts": message.ts} if change.kind == "deleted" else {"message": message.to_json()}),
            "ts": stamp,
            "event_ts": stamp,
        }

    def _joined(self, channel: Channel, person: str) -> Json:
        event = {"type": "member_joined_channel", "user": person, "channel": channel.id, "team": TEAM_ID}
        return event | {"channel_type": channel.event_kind[0].upper(), "event_ts": self._hub.state.next_ts()}

    def _moved(self, channel: Channel, former_id: str) -> Json:
        event = {"type": "channel_id_changed", "old_channel_id": former_id, "new_channel_id": channel.id}
        return event | {"event_ts": self._hub.state.next_ts()}

    def _reacted(self, message: Message, change: Change) -> Json:
        return {
            "type": "reaction_added" if change.kind == "reacted" else "reaction_removed",
            "user": change.person,
            "reaction": change.reaction,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self._hub.state.next_ts(),
        }


def home_opened(person: str, channel: Channel, stamp: str, view: Json | None) -> Json:
    """Build the event of a person who opens the app's Home."""
    event = {"type": "app_home_opened", "user": person, "channel": channel.id, "tab": "home", "event_ts": stamp}
    return event | {"view": view, "app_id": APP_ID} if view else event


def _posted(channel: Channel, message: Message) -> Json:
    return message.to_json(with_metadata=True) | {"channel": channel.id, "event_ts": message.ts}


def _mentions_bot(channel: Channel, message: Message) -> bool:
    """Tell whether a person names the bot. Direct messages need no mention and send none (Slack: `app_mention`)."""
    by_person = message.user not in (BOT_USER, HOUSE_USER)
    return by_person and channel.kind != "im" and f"<@{BOT_USER}>" in message.text
