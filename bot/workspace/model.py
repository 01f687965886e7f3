"""The nouns of the workspace: people, channels, messages, and how each is written in Slack's JSON.

No lock, no clock and no rule about who may do what: `state` has those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im"]

TEAM_ID = "T0LOCAL01"
TEAM_NAME = "Local workspace"
TEAM_DOMAIN = "local"
APP_ID = "A0TIDINGS1"
BOT_ID = "B0TIDINGS1"
BOT_USER = "U0TIDINGS1"
HOUSE_USER = "USLACKBOT"
"""Who speaks for the workspace itself, as Slackbot does in Slack."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member, guest or bot of the workspace."""

    id: str
    name: str
    real_name: str
    locale: str = "en-US"
    zone: str = "Etc/UTC"
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False

    def to_json(self, *, with_locale: bool = False) -> Json:
        """Write the person as `users.info` does; the locale only where it was asked for, as in Slack."""
        user: Json = {
            "id": self.id,
            "team_id": TEAM_ID,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": False,
            "tz": self.zone,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "profile": {"real_name": self.real_name, "display_name": self.real_name},
        }
        return user | {"locale": self.locale} if with_locale else user


@dataclass(slots=True)
class Channel:
    """A public or private channel, or the direct messages of one person with the bot (`im`)."""

    id: str
    name: str
    kind: ChannelKind
    members: list[str]
    purpose: str = ""
    is_archived: bool = False

    @property
    def event_kind(self) -> str:
        """What message events call this kind of conversation."""
        return {"public": "channel", "private": "group", "im": "im"}[self.kind]

    @property
    def scope_kind(self) -> str:
        """What scopes call this kind of conversation: `channels` in `channels:history`."""
        return {"public": "channels", "private": "groups", "im": "im"}[self.kind]

    def to_json(self, viewer: str) -> Json:
        """Write the channel as `conversations.info` does, seen by one user id."""
        channel: Json = {
            "id": self.id,
            "created": 1,
            "is_archived": self.is_archived,
            "is_im": self.kind == "im",
            "is_mpim": False,
            "context_team_id": TEAM_ID,
        }
        if self.kind == "im":
            return channel | {"user": next(member for member in self.members if member != viewer)}
        return channel | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": False,
            "is_private": self.kind == "private",
            "is_member": viewer in self.members,
            "is_general": self.name == "general",
            "is_shared": False,
            "is_ext_shared": False,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }


@dataclass(slots=True)
class Message:
    """One message, ephemeral when `only_for` names the person who sees it."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    only_for: str | None = None
    edited_at: str | None = None
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Tell whether the message stands in a thread that another message began."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def to_json(self, *, with_metadata: bool = False) -> Json:
        """Write the message as `conversations.history` does, without the counts of its thread."""
        message: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM_ID}
        if self.user == BOT_USER:
            message |= {"bot_id": BOT_ID, "app_id": APP_ID}
        optional = {
            "subtype": self.subtype,
            "blocks": self.blocks,
            "thread_ts": self.thread_ts,
            "metadata": self.metadata if with_metadata else None,
            "edited": {"user": self.user, "ts": self.edited_at} if self.edited_at else None,
            "reactions": [{"name": n, "users": u, "count": len(u)} for n, u in self.reactions.items()],
            "is_ephemeral": self.only_for is not None,
        }
        return message | {key: value for key, value in optional.items() if value}


class RefusedError(Exception):
    """The workspace refuses a call as Slack would: `error` is Slack's code, `details` its messages."""

    def __init__(self, error: str, details: list[str] | None = None, **extra: str) -> None:
        super().__init__(error)
        self.error = error
        self.details = details or []
        self.extra = extra

    def to_json(self) -> Json:
        """Write the refusal as the Web API answers it."""
        answer: Json = {"ok": False, "error": self.error, **self.extra}
        if self.details:
            if self.error == "invalid_blocks":
                answer["errors"] = self.details
            answer["response_metadata"] = {"messages": [f"[ERROR] {detail}" for detail in self.details]}
        return answer
