"""How what a person types becomes the text that Slack sends: escaped, with mentions, channels and links marked.

See Slack's "Formatting text for app surfaces". Mentions that are already written `<@U…>` are kept, so that a caller
in code may use them.
"""

from __future__ import annotations

import re

from bot.workspace.state import State

_MARKED = re.compile(r"(<[@#][A-Z0-9]+(?:\|[^<>]*)?>)")
_LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]，。；：！？）】」]")
_NAME = re.compile(r"(?<![\w@])([@#])([\w-]+)")


def escape(text: str) -> str:
    """Escape the three characters that Slack escapes in everything it sends."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
