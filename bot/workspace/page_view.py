"""What the page draws for one person in one place: everything that they see there, and nothing that they do not.

Nothing is changed here. An ephemeral message or a modal lives as long as the page that was open when it came, as in
Slack: a page names the moment of its opening in `since`, and is not given older ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from bot.workspace.cast import ACTORS
from bot.workspace.hub import Hub
from bot.workspace.model import BOT_USER, TEAM_NAME, Channel, Json, Message, Person, RefusedError
from bot.workspace.views import View


def see(hub: Hub, asked: Mapping[str, str]) -> Json:
    """Give what the person `as` sees in `channel` and `thread`, on a page that was opened at `since`."""
    state = hub.state
    with state.changed:
        who = find_actor(hub, asked.get("as", ""))
        channel = _find_channel(hub, who, asked.get("channel", ""))
        since = asked.get("since") or state.next_ts()
        seen = [message for message in state.messages(channel.id, who.id) if _is_there(message, since)]
        thread = [
            message for message in _thread(hub, who, channel, asked.get("thread", "")) if _is_there(message, since)
        ]
        return {
            "since": since,
            "now": hub.clock().timestamp(),
            "ahead": hub.clock.ahead.total_seconds(),
            "team": TEAM_NAME,
            "me": who.to_json(with_locale=True),
            "actors": [state.people[actor.id].to_json(with_locale=True) for actor in ACTORS],
            "bot": _describe_bot(hub),
            "people": {person.id: person.to_json() for person in state.people.values()},
            "commands": [asdict(command) for command in hub.manifest.commands],
            "shortcuts": [asdict(shortcut) for shortcut in hub.manifest.shortcuts],
            "channels": [_describe(hub, who, other, since) for other in _channels_of(hub, who)],
            "names": {c.id: c.name for c in state.channels.values() if c.kind == "public"},
            "channel": _describe(hub, who, channel, since),
            "messages": [state.write(message, who.id) for message in seen if _stands_in_channel(message)],
            "thread": [state.write(message, who.id) for message in thread],
            "modals": [_write_view(view) for view in hub.views.stack(who.id) if view.opened_ts >= since],
            "home": _write_view(hub.views.home(who.id)),
        }


def find_actor(hub: Hub, name: str) -> Person:
    """Find whom one acts as by id or handle; the first of them for any other name."""
    known = next((actor for actor in ACTORS if name in (actor.id, actor.name)), ACTORS[0])
    return hub.state.people[known.id]


def _is_there(message: Message, since: str) -> bool:
    return message.only_for is None or message.ts >= since


def _stands_in_channel(message: Message) -> bool:
    return not message.is_reply or message.subtype == "thread_broadcast"


def _channels_of(hub: Hub, who: Person) -> list[Channel]:
    return [channel for channel in hub.state.channels.values() if who.id in channel.members]


def _find_channel(hub: Hub, who: Person, name: str) -> Channel:
    channels = _channels_of(hub, who)
    named = (c for c in channels if name in (c.id, "im" if c.kind == "im" else c.name))
    return next(named, channels[0])


def _describe_bot(hub: Hub) -> Json:
    manifest = hub.manifest
    return {"id": BOT_USER, "name": manifest.bot_name, "online": hub.outbox.is_connected, "has_home": manifest.has_home}


def _describe(hub: Hub, who: Person, channel: Channel, since: str) -> Json:
    """Describe a channel for the sidebar; `latest` is the newest thing in it that someone else said."""
    said = [m.ts for m in hub.state.messages(channel.id, who.id) if m.user != who.id and _is_there(m, since)]
    return {
        "id": channel.id,
        "kind": channel.kind,
        "name": hub.manifest.bot_name if channel.kind == "im" else channel.name,
        "purpose": channel.purpose,
        "archived": channel.is_archived,
        "members": len(channel.members),
        "has_bot": BOT_USER in channel.members,
        "latest": said[-1] if said else "",
    }


def _thread(hub: Hub, who: Person, channel: Channel, ts: str) -> list[Message]:
    try:
        return hub.state.thread(channel.id, ts, who.id) if ts else []
    except RefusedError:
        return []


def _write_view(view: View | None) -> Json | None:
    return {"id": view.id, "hash": view.hash, "errors": view.errors, **view.content} if view else None
