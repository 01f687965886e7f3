"""What somebody shared in a message: a link to read, or words that are a document themselves. Pure.

The first link is what was shared, unless the message is itself a document: a newsletter that was pasted or forwarded is
full of links, and long or a list that tells something of each. Slack keeps a forwarded message, and what it shows below
a link, as attachments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LONG = 600
"""Characters beside its links from which a message with several links is a document."""
SEVERAL = 3
ENOUGH = 60
"""Characters beside each link from which a list of several numbered, bulleted or bold lines is a document too."""

_LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#\w+\|?([^<>]*)>")
_MARK = re.compile(r"<[@!#][^<>]*>|<(?:mailto|tel):[^<>|]*\|?([^<>]*)>")
_BOLD = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])")
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+'-]+:(?::skin-tone-\d:)?(?![\w:])")
_HEADS = re.compile(r"^\s*(?:\d{1,2}[.)、]\s|[•◦▪‣·*-]\s|\*[^*\n]+\*)", re.MULTILINE)
_BULLET = re.compile(r"^(\s*)[•◦▪‣·]\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shared:
    """A link, or else the words of a message as Markdown."""

    link: str | None
    text: str = ""


def read_shared(message: Mapping[str, Any]) -> Shared | None:
    """Give what a message of Slack's shares, or None for one without a word."""
    text = "\n\n".join(part for part in _texts(message) if part)
    links = links_in(text) or _links_below(message)
    if links and not _is_document(text, links):
        return Shared(links[0])
    markdown = as_markdown(text)
    return Shared(None, markdown) if any(sign.isalnum() for sign in markdown) else None


def links_in(text: str) -> list[str]:
    """Give the links of a text as Slack keeps it, each once; a link to a message in Slack itself is none."""
    found = (_unescape(link[1]) for link in _LINK.finditer(text))
    return list(dict.fromkeys(link for link in found if not _is_of_slack(link)))


def as_markdown(text: str) -> str:
    """Write a text of Slack's as Markdown, without its mentions and emoji."""
    text = _EMOJI.sub("", _LINK.sub(_as_markdown_link, text))
    text = _MARK.sub(lambda found: found[1] or "", _CHANNEL.sub(lambda found: f"#{found[1]}" if found[1] else "", text))
    return _unescape(_BULLET.sub(r"\1- ", _BOLD.sub(r"**\1**", text))).strip()


def _as_markdown_link(found: re.Match[str]) -> str:
    label = (found[2] or "").replace("[", "(").replace("]", ")")
    target = found[1].replace("(", "%28").replace(")", "%29")
    return f"[{label}]({target})" if label and label != found[1] else f"<{found[1]}>"


def _texts(message: Mapping[str, Any]) -> Iterator[str]:
    """Give what was written, with what stands in messages that were forwarded."""
    yield str(message.get("text") or "")
    for attachment in _attachments(message):
        if attachment.get("is_share") or attachment.get("is_msg_unfurl"):
            yield str(attachment.get("text") or "")


def _links_below(message: Mapping[str, Any]) -> list[str]:
    """Give what the previews below a message lead to, for one that has no link in its words."""
    below = (attachment.get("title_link") or attachment.get("from_url") for attachment in _attachments(message))
    return [link for link in below if isinstance(link, str) and link.startswith("http") and not _is_of_slack(link)]


def _attachments(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = message.get("attachments")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _is_document(text: str, links: list[str]) -> bool:
    told = len(_LINK.sub("", text))
    is_listed = len(_HEADS.findall(text)) >= SEVERAL and told >= ENOUGH * len(links)
    return len(links) >= SEVERAL and (told >= LONG or is_listed)


def _is_of_slack(link: str) -> bool:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False  # whoever fetches it says what is wrong with it
    return host.endswith(".slack.com") and "/archives/" in link


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
