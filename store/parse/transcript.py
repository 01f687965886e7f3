"""Messages of a channel, copied from a chat: above each stands who wrote it and when, and the first line heads it.

The line above a message is one that comes again with another time: "Harbour news, [2026/7/2 9:14]", "harbour-bot
9:14 AM". The text begins with one, and a blank line stands above each; a time right beneath a headline credits that.
It leaves the text, as do the lines that several messages share, topics on a line of their own, and what a program
writes for a picture or an answer. A poll, and a message marked as an advertisement, are none of the news.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from store.parse.blocks import BOLD_LEVEL
from store.parse.lines import Line
from store.parse.prose import width
from store.parse.vocabulary import fold

_FEWEST = 3
"""Messages of one writer, at least."""
_WIDEST = 120
"""Columns of a headline; a wider first line is the message's text."""
_STAMP = re.compile(
    r"(?P<name>\S.{0,60}?)[,，]?\s*(?:[—–-]\s*)?[\[(]?(?:\d{1,4}[./年-]\d{1,2}[./月-]?(?:\d{1,4}日?)?,?\s+)?"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?[\])]?\s?:?"
)
_TOPICS = re.compile(r"(?:#[^\s#]{1,30}\s*)+")
_PLACEHOLDER = re.compile(r"\[\s?[^\[\]]{1,20}\s?\]|in reply to this message", re.IGNORECASE)
_ADVERTISED = re.compile(r"#(?:广告|推广|赞助|ads?|sponsor(?:ed)?|promo(?:tion)?)(?![^\s#])", re.IGNORECASE)
_POLL = re.compile(r"(?:anonymous )?(?:poll|quiz)|(?:匿名)?投票", re.IGNORECASE)


def head_messages(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text with the first one of each message as a heading, where it is such a transcript."""
    stamps = [_stamp(line) for line in lines]
    counts = Counter(name for name in stamps if name)
    begun = [n for n, name in enumerate(stamps) if counts[name] >= _FEWEST and name]
    apart = all(lines[n].gap for n in begun[1:])  # a credit with its time stands right beneath a headline
    if not begun or begun[0] > 0 or not apart or len({lines[n].text for n in begun}) < len(begun):
        return lines
    shared = Counter(line.text for line in lines)
    headed: list[Line] = []
    for start, end in pairwise([*begun, len(lines)]):
        message = lines[start + 1 : end]
        if not any(map(_is_no_news, message)):
            headed += _headed([line for line in message if shared[line.text] < _FEWEST and not _is_aside(line.text)])
    return headed


def _stamp(line: Line) -> str:
    """Give who wrote the message that a line stands above; empty for any other line."""
    found = _STAMP.fullmatch(fold(line.text)) if not line.mark and len(line.text) <= _WIDEST else None
    name = found["name"] if found else ""
    return name if any(map(str.isalpha, name)) and ":" not in name else ""


def _is_no_news(line: Line) -> bool:
    advertised = _TOPICS.fullmatch(line.text) is not None and _ADVERTISED.search(fold(line.text)) is not None
    return advertised or _POLL.fullmatch(line.text.strip()) is not None


def _is_aside(text: str) -> bool:
    return _TOPICS.fullmatch(text) is not None or _PLACEHOLDER.fullmatch(text) is not None


def _headed(message: list[Line]) -> list[Line]:
    if not message:
        return []
    first, *others = message
    if width(first.text) > _WIDEST or first.mark == "item":
        return [replace(first, mark="item", gap=True), *others]
    return [replace(first, mark="heading", level=BOLD_LEVEL, gap=True), *others]
