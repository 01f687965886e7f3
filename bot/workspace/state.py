"""What the workspace remembers: people, channels and messages, under one lock. It lives in memory only.

It knows no network and no limits on what a message may hold. Whoever wants to hear of changes subscribes; the
callbacks run inside the lock, in the order of the changes, so they must be quick and must not wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.workspace import cast
from bot.workspace.elements import with_ids
from bot.workspace.model import BOT_USER, HOUSE_USER, Channel, Json, Message, Person, RefusedError

ChangeKind = Literal["posted", "changed", "deleted", "joined", "reacted", "unreacted", "view", "moved"]
TOMBSTONE = "tombstone"
TEXT_LIMIT = 40_000
"""Characters after which Slack cuts a message's text (chat.postMessage, "Truncating content")."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened in a channel: to a message, to a person (`joined`, `view`) or to its id (`moved`)."""

    kind: ChangeKind
    channel: str | None = None
    message: Message | None = None
    person: str | None = None
    previous: Json | None = None
    reaction: str | None = None
    former_id: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new message is to hold."""

    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    only_for: str | None = None
    broadcast: bool = False


class State:
    """People, channels and messages. Every method takes the lock; hold `changed` to do several as one."""

    def __init__(self, bot_name: str, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.people: dict[str, Person] = {person.id: person for person in cast.people(bot_name)}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in cast.channels()}
        self._messages: dict[str, dict[str, Message]] = {channel: {} for channel in self.channels}
        self._replies: dict[tuple[str, str], list[Message]] = {}
        self._present_ids: dict[str, str] = {}
        self._listeners: list[Callable[[Change], None]] = []
        self._last_tick = 0

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Call a listener after every change, inside the lock."""
        with self.changed:
            self._listeners.append(listener)

    def tell(self, change: Change) -> None:
        """Let everyone know of a change: those who wait and those who subscribed."""
        with self.changed:
            for listener in self._listeners:
                listener(change)
            self.changed.notify_all()

    def next_ts(self) -> str:
        """Give the next message id: seconds and microseconds of the clock, never twice, never backwards."""
        with self.changed:
            self._last_tick = max(int(self.clock().timestamp() * 1_000_000), self._last_tick + 1)
            return f"{self._last_tick // 1_000_000}.{self._last_tick % 1_000_000:06d}"

    def person(self, name: str) -> Person:
        """Find a person by id, handle or shown name.

        Raises: RefusedError `user_not_found`.
        """
        with self.changed:
            for person in self.people.values():
                if name in (person.id, person.name, person.real_name):
                    return person
        raise RefusedError("user_not_found")

    def move(self, person: str, zone: str) -> None:
        """Have a person, by id, live in another time zone."""
        with self.changed:
            self.people[person] = replace(self.people[person], zone=zone)

    def channel(self, name: str) -> Channel:
        """Find a channel by id or, with or without `#`, by name.

        Raises: RefusedError `channel_not_found`.
        """
        with self.changed:
            found = self.channels.get(name)
            named = (c for c in self.channels.values() if c.kind != "im" and c.name == name.removeprefix("#"))
            channel = found or next(named, None)
        if channel is None:
            raise RefusedError("channel_not_found")
        return channel

    def change_id(self, channel: Channel, new_id: str) -> None:
        """Give a channel another id: nothing is found by the old one any more."""
        with self.changed:
            old_id = channel.id
            self._present_ids[old_id] = new_id
            channel.id = new_id
            self.channels = {found.id: found for found in self.channels.values()}
            self._messages[new_id] = self._messages.pop(old_id)
            for message in self._messages[new_id].values():
                message.channel = new_id
            moved = {(new_id if c == old_id else c, ts): found for (c, ts), found in self._replies.items()}
            self._replies = moved
            self.tell(Change("moved", new_id, former_id=old_id))

    def present_id(self, channel_id: str) -> str:
        """Give the id that a channel has by now."""
        while channel_id in self._present_ids:
            channel_id = self._present_ids[channel_id]
        return channel_id

    def direct_channel(self, person: str) -> Channel:
        """Find the direct messages of a person with the bot.

        Raises: RefusedError `user_not_found`.
        """
        with self.changed:
            for channel in self.channels.values():
                if channel.kind == "im" and person in channel.members and person != BOT_USER:
                    return channel
        raise RefusedError("user_not_found")

    def message(self, channel: str, ts: str, viewer: str | None = None) -> Message:
        """Find a message; an ephemeral one only for its viewer.

        Raises: RefusedError `message_not_found`.
        """
        with self.changed:
            message = self._messages[channel].get(ts)
        if message is None or message.only_for not in (None, viewer):
            raise RefusedError("message_not_found")
        return message

    def messages(self, channel: str, viewer: str | None = None) -> list[Message]:
        """Give every message of a channel, replies included, oldest first; ephemeral ones only for their viewer."""
        with self.changed:
            return [m for m in self._messages[channel].values() if m.only_for in (None, viewer)]

    def thread(self, channel: str, ts: str, viewer: str | None = None) -> list[Message]:
        """Give a message and the replies to it, oldest first.

        Raises: RefusedError `thread_not_found`.
        """
        with self.changed:
            first = self._messages[channel].get(ts)
            if first is None or first.is_reply:
                raise RefusedError("thread_not_found")
            return [first, *self._replies_to(first, viewer)]

    def write(self, message: Message, viewer: str | None = None, *, with_metadata: bool = False) -> Json:
        """Write a message with the counts of its thread."""
        with self.changed:
            written = message.to_json(with_metadata=with_metadata)
            replies = self._replies_to(message, viewer)
        if replies:
            people = list(dict.fromkeys(reply.user for reply in replies))
            counts = {"reply_count": len(replies), "reply_users": people, "reply_users_count": len(people)}
            written |= counts | {"latest_reply": replies[-1].ts, "thread_ts": message.ts}
        return written

    def post(self, channel: Channel, draft: Draft) -> Message:
        """Add a message.

        Raises: RefusedError `is_archived`, `thread_not_found`, or `cannot_reply_to_message` for a reply to a reply.
        """
        with self.changed:
            if channel.is_archived:
                raise RefusedError("is_archived")
            self._check_thread(channel, draft)
            message = Message(
                ts=self.next_ts(),
                channel=channel.id,
                user=draft.user,
                text=draft.text[:TEXT_LIMIT],
                blocks=with_ids(list(draft.blocks)),
                thread_ts=draft.thread_ts,
                metadata=draft.metadata,
                only_for=draft.only_for,
                subtype="thread_broadcast" if draft.broadcast and draft.thread_ts else None,
            )
            self._messages[channel.id][message.ts] = message
            if message.is_reply:
                self._replies.setdefault((channel.id, message.thread_ts or ""), []).append(message)
            self.tell(Change("posted", channel.id, message))
            return message

    def edit(self, message: Message, text: str, blocks: list[Json], metadata: Json | None = None) -> None:
        """Replace what a message says. Blocks that are not given again are gone; with blocks none is marked edited."""
        with self.changed:
            previous = message.to_json()
            message.text, message.blocks = text[:TEXT_LIMIT], with_ids(blocks)
            message.metadata = metadata if metadata is not None else message.metadata
            message.edited_at = None if blocks else self.next_ts()
            self.tell(Change("changed", message.channel, message, previous=previous))

    def delete(self, message: Message) -> None:
        """Take a message away. One with replies leaves a tombstone, under which they stand."""
        with self.changed:
            if self._replies_to(message, None):
                self._bury(message)
                return
            self._messages[message.channel].pop(message.ts, None)
            if message.is_reply:
                self._replies[message.channel, message.thread_ts or ""].remove(message)
            self.tell(Change("deleted", message.channel, message, previous=message.to_json()))

    def react(self, message: Message, user: str, name: str) -> None:
        """Add a reaction.

        Raises: RefusedError `already_reacted`.
        """
        with self.changed:
            users = message.reactions.setdefault(name, [])
            if user in users:
                raise RefusedError("already_reacted")
            users.append(user)
            self.tell(Change("reacted", message.channel, message, person=user, reaction=name))

    def unreact(self, message: Message, user: str, name: str) -> None:
        """Take a reaction back.

        Raises: RefusedError `no_reaction`.
        """
        with self.changed:
            users = message.reactions.get(name, [])
            if user not in users:
                raise RefusedError("no_reaction")
            users.remove(user)
            if not users:
                del message.reactions[name]
            self.tell(Change("unreacted", message.channel, message, person=user, reaction=name))

    def open(self, channel: Channel) -> None:
        """Add a channel that the workspace did not begin with."""
        with self.changed:
            self.channels[channel.id] = channel
            self._messages[channel.id] = {}

    def join(self, channel: Channel, person: str) -> None:
        """Make someone a member of a channel."""
        with self.changed:
            if person not in channel.members:
                channel.members.append(person)
                self.tell(Change("joined", channel.id, person=person))

    def leave(self, channel: Channel, person: str) -> None:
        """Take someone out of a channel."""
        with self.changed:
            channel.members.remove(person)
            self.changed.notify_all()

    def archive(self, channel: Channel) -> None:
        """Close a channel for new messages."""
        with self.changed:
            channel.is_archived = True
            self.changed.notify_all()

    def _bury(self, message: Message) -> None:
        previous = message.to_json()
        message.user, message.subtype, message.text = HOUSE_USER, TOMBSTONE, "This message was deleted."
        message.blocks, message.metadata, message.reactions = [], None, {}
        self.tell(Change("changed", message.channel, message, previous=previous))

    def _replies_to(self, message: Message, viewer: str | None) -> list[Message]:
        replies = self._replies.get((message.channel, message.ts), [])
        return [reply for reply in replies if reply.only_for in (None, viewer)]

    def _check_thread(self, channel: Channel, draft: Draft) -> None:
        if draft.thread_ts is None:
            return
        parent = self._messages[channel.id].get(draft.thread_ts)
        if parent is None or parent.only_for is not None:
            raise RefusedError("thread_not_found")
        if parent.is_reply:
            raise RefusedError("cannot_reply_to_message")
