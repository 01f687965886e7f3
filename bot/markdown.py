"""Markdown: escaping and links. The only place where a source's words become Markdown.

Every character that CommonMark gives a meaning inside a line is escaped with a backslash, so that nothing in a story
becomes a link, emphasis, HTML or a table; white space is folded, so that nothing begins a line.
"""

from __future__ import annotations

import re

from store.text import clean_link, collapse

_MEANT = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=#])")


def plain(text: str) -> str:
    """Make any text safe to stand in a line of Markdown. To be applied exactly once."""
    words = _MEANT.sub(r"\\\1", collapse(text))
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", words)


def linked(url: str | None, label: str) -> str:
    """Write a link with a label, or the label alone where the address is none that may be linked."""
    target = clean_link(url) if url else None
    if target is None:
        return plain(label)
    for character, code in (("\\", "%5C"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), (" ", "%20")):
        target = target.replace(character, code)
    return f"[{plain(label)}]({target})"
