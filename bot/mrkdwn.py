"""Slack's text format: escaping, links and dates. The only place where a source's words become mrkdwn.

`&`, `<` and `>` are all that Slack asks to be escaped (docs: "Formatting text for app surfaces"); doing that once, in
that order, also defuses `<!channel>` and `<@U…>`. In an address `|` and `>` would end the link, so they are
percent-encoded.
"""

from __future__ import annotations

from store.text import clean_link, collapse


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


def shorten(text: str, limit: int) -> str:
    """Cut a plain text to a limit of characters, at a word where there is one, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:，；：、") + "…"
