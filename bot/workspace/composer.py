"""How what a person types becomes the text that Slack sends: escaped, with mentions, channels and links marked.

See Slack's "Formatting text for app surfaces". Mentions that are already written `<@U…>` are kept, so that a caller
in code may use them.
"""

from __future__ import annotations

import re
from typing import TypeVar

from bot.workspace.state import State

T = TypeVar("T")
_BARE = re.compile(r"&(?!(?:amp|lt|gt);)")
_PERSON = re.compile(r"<@[A-Z0-9]+>")
_MARKED = re.compile(r"(<[@#][A-Z0-9]+(?:\|[^<>]*)?>)")
_LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]，。；：！？）】」]")
_NAME = re.compile(r"(?<![\w@])([@#])([\w-]+)")


def escape(text: str) -> str:
    """Escape the three characters that Slack escapes in everything it sends."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_plain(part: T) -> T:
    """Copy a JSON value with every plain text escaped, as Slack hands them back (slackapi/bolt-python#513)."""
    if isinstance(part, list):
        return [escape_plain(each) for each in part]  # type: ignore[return-value]
    if not isinstance(part, dict):
        return part
    copy = {key: escape_plain(value) for key, value in part.items()}
    if copy.get("type") == "plain_text" and isinstance(copy.get("text"), str):
        copy["text"] = _BARE.sub("&amp;", copy["text"]).replace("<", "&lt;").replace(">", "&gt;")
    return copy  # type: ignore[return-value]


def encode_command(text: str, state: State, *, should_escape: bool) -> str:
    """Encode what follows a slash command: people, channels and links are marked only where the manifest asks for it.

    Slack: "Implementing slash commands", "Escape channels, users, and links sent to your app".
    """
    if not should_escape:
        return escape(text)
    names = {f"<@{person.id}>": f"<@{person.id}|{person.name}>" for person in state.people.values()}
    return _PERSON.sub(lambda found: names.get(found.group(), found.group()), encode(text, state))


def encode(text: str, state: State) -> str:
    """Encode a typed message."""
    pieces = _MARKED.split(text)
    return "".join(piece if i % 2 else _encode_plain(piece, state) for i, piece in enumerate(pieces))


def _encode_plain(text: str, state: State) -> str:
    ids = {f"@{person.name}".casefold(): f"<@{person.id}>" for person in state.people.values()}
    ids |= {f"@{person.real_name}".casefold(): f"<@{person.id}>" for person in state.people.values()}
    ids |= {f"#{c.name}": f"<#{c.id}|{c.name}>" for c in state.channels.values() if c.kind != "im"}
    linked = _LINK.sub(lambda found: f"<{found.group()}>", escape(text))
    return _NAME.sub(lambda found: ids.get(found.group().casefold(), found.group()), linked)
