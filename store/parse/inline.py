"""Markdown's tokens, with links that lead somewhere; the words of inline ones, the bold ones first, and their links."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from store.parse.dialects import in_one_dialect
from store.parse.lines import (
    Link,
    absolute,
    bare_links,
    distinct,
)
from store.parse.tags import drop_tags
from store.text import collapse

if TYPE_CHECKING:
    from markdown_it.token import Token

_UNDEFINED = re.compile(r"\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{0,120}\]")
"""A reference to a link that no definition was found for."""
LETTER = re.compile(r"[^\W\d_]")
_ANCHOR = re.compile(r"<a\s(?:[^<>]{0,300}\s)?href=[\"']?(?P<href>[^\"'\s<>]{1,2000})", re.IGNORECASE)


def tokens_of(text: str, base: str | None) -> list[Token]:
    """Read the tokens of a text in Markdown. `base` is where relative links start."""
    from markdown_it import MarkdownIt

    # Indented code and underlined headings are off: in newsletters an indent is an indent, a rule is a rule.
    tokens = MarkdownIt("js-default", {"html": True}).disable(["code", "lheading"]).parse(in_one_dialect(text))
    drop_tags(tokens)
    _complete_links(tokens, base)
    return tokens


def words_in(children: list[Token]) -> tuple[str, str, tuple[Link, ...]]:
    """Give the plain words of inline tokens, the bold words they begin with, and their links in order."""
    words: list[str] = []
    links: list[Link] = []
    open_link: tuple[str, int] | None = None
    lead, bold_from = "", -1
    for token in children:
        href = _href(token)
        if token.type == "strong_open" and not any(LETTER.search(word) for word in words):
            bold_from = len(words)
        elif token.type == "strong_close" and bold_from >= 0 and not lead:
            lead = "".join(words[bold_from:]).strip()
            bold_from = -1
        elif href is not None:
            open_link = (href, len(words))
        elif open_link and (token.type == "link_close" or token.content.lower() == "</a>"):
            said = collapse("".join(words[open_link[1] :]))
            # A link around nothing but an image leads to the image.
            links += [Link(open_link[0], said)] if said else []
            open_link = None
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and token.content[:3].lower() == "<br"
        ):
            words.append("\n")
        elif token.type in ("text", "code_inline", "text_special"):
            # Strong signs that stand beside Chinese quotation marks are none to CommonMark, and no words to anyone.
            said = token.content.replace("**", "") if token.type == "text" else token.content
            if not lead and not words and (found := _UNDEFINED.match(said)):
                lead = found[1]
            words.append(_UNDEFINED.sub(r"\1", said))
            links += bare_links(token.content) if open_link is None else ()
    return "".join(words).strip(), lead, distinct(links)


def _complete_links(tokens: list[Token], base: str | None) -> None:
    """Let the relative links of a document lead from where it stands; what leads within it stays as it is."""
    for token in tokens if base else ():
        _complete_links(token.children or [], base)
        if token.type == "link_open" and not (href := str(token.attrGet("href") or "")).startswith("#"):
            token.attrSet("href", absolute(href, base))
        elif token.type in ("html_inline", "html_block"):
            token.content = _ANCHOR.sub(lambda found: _completed(found, base), token.content)


def _completed(anchor: re.Match[str], base: str | None) -> str:
    written, href = anchor[0], unescape(anchor["href"])
    at = anchor.start("href") - anchor.start()
    whole = "" if href.startswith("#") else absolute(href, base)
    return written[:at] + (whole or href) + written[at + len(anchor["href"]) :]


def _href(token: Token) -> str | None:
    if token.type == "link_open":
        return str(token.attrGet("href") or "")
    found = _ANCHOR.match(token.content) if token.type == "html_inline" else None
    return found["href"] if found else None
