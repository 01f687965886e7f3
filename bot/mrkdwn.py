"""Slack's text format: escaping, links and dates. The only place where a source's words become mrkdwn.

`&`, `<` and `>` are all that Slack asks to be escaped (docs: "Formatting text for app surfaces"); doing that once, in
that order, also defuses `<!channel>` and `<@U…>`. In an address `|` and `>` would end the link, so they are
percent-encoded.
"""

from __future__ import annotations

import re

from store.text import clean_link, collapse

NO_SPACE = "\u200b"
"""A space of no width: Slack counts it as one, so that a mark stands apart, and nobody sees it."""

_MARKED = re.compile(r"`[^`\n]+`|\*[^*\n]+\*")


def escape(text: str) -> str:
    """Make any text safe to stand in mrkdwn. To be applied exactly once."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str | None, label: str) -> str:
    """Write a link with a label, or the escaped label alone where the address is none that may be linked."""
    words = escape(collapse(label))
    target = clean_link(url) if url else None
    if target is None:
        return words
    safe = target.replace("|", "%7C").replace(">", "%3E").replace("<", "%3C").replace(" ", "%20")
    return f"<{safe.replace('&', '&amp;')}|{words}>"


def set_apart(text: str) -> str:
    """Set `code` and *bold* apart from Chinese letters and full-width signs, beside which they would mark nothing.

    See seratch/ChatGPT-in-Slack#121, which puts spaces there; slackify-markdown puts spaces of no width. Doing it
    twice changes nothing.
    """

    def _apart(found: re.Match[str]) -> str:
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        return _gap(before) + found.group() + _gap(after)

    return _MARKED.sub(_apart, text)


def _gap(neighbour: str) -> str:
    is_apart = not neighbour or neighbour.isascii() or neighbour.isspace() or neighbour == NO_SPACE
    return "" if is_apart else NO_SPACE


def shorten(text: str, limit: int) -> str:
    """Cut a plain text to a limit of characters, at a word where there is one, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:，；：、") + "…"
