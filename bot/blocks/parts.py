"""The pieces that answers are built from, each within Slack's limits whatever words it is given.

Whatever a source or a person wrote becomes mrkdwn here, escaped once; `verbatim` keeps Slack from making links or
mentions of its own out of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.message import Block
from bot.mrkdwn import escape, set_apart, shorten
from bot.words import say
from store.model import Entity, Language, Story
from store.text import collapse

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
BUTTON_LIMIT = 75
"""Slack's limits in characters (docs: Block Kit reference)."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def choice_label(entity: Entity, language: Language) -> str:
    """Name an entity with its kind, as a choice among others."""
    return say("ask.option", language, name=entity.name_in(language), kind=say(f"kind.{entity.kind}", language))


def clip(text: str, limit: int) -> str:
    """Cut a plain text so that it has at most `limit` characters once escaped."""
    clipped = shorten(collapse(text), limit)
    while len(escape(clipped)) > limit:
        clipped = shorten(clipped, len(clipped) * limit // len(escape(clipped)))
    return clipped


def quoted(text: str, language: Language, limit: int = 80) -> str:
    """Write what someone typed, in quotation marks and escaped."""
    words = escape(clip(text, limit))
    return f"“{words}”" if language == "en" else f"「{words}」"


def header(text: str) -> Block:
    """Build a header. It is plain text, so nothing in it can ping; angle brackets go all the same."""
    return {"type": "header", "text": _plain(text, HEADER_LIMIT)}


def section(mrkdwn: str) -> Block:
    """Build a section of mrkdwn that is escaped already."""
    return {"type": "section", "text": _mrkdwn(mrkdwn)}


def context(*mrkdwn: str) -> Block:
    """Build a context line of mrkdwn that is escaped already."""
    return {"type": "context", "elements": [_mrkdwn(text) for text in mrkdwn]}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": set_apart(text)[:SECTION_LIMIT], "verbatim": True}


def spoken_lines(block: Block) -> list[str]:
    """Give the lines that a section or context says; buttons are read out by Slack itself."""
    texts = [block["text"]] if block["type"] == "section" else block["elements"] if block["type"] == "context" else []
    return [text["text"] for text in texts]


def button(action_id: str, label: str, value: str) -> dict[str, Any]:
    """Build a button; `action_id` is unique in its message."""
    return {"type": "button", "action_id": action_id, "text": _plain(label, BUTTON_LIMIT), "value": value}


def actions(block_id: str, buttons: list[dict[str, Any]]) -> list[Block]:
    """Build a row of buttons, or nothing for none."""
    return [{"type": "actions", "block_id": block_id, "elements": buttons}] if buttons else []


def page_buttons(
    action: str, offset: int, shown: int, total: int, size: int, language: Language
) -> list[dict[str, Any]]:
    """Build the buttons that turn a list's pages of `size`, of which this shows some from `offset` on, newest first."""
    buttons = []
    if offset:
        buttons.append(button(f"{action}.newer", say("button.newer", language), str(max(0, offset - size))))
    if offset + shown < total:
        buttons.append(button(f"{action}.more", say("button.more", language), str(offset + size)))
    return buttons


def listed(names: list[str], language: Language) -> str:
    """Join names as a list in running text."""
    return say("list.comma", language).join(names)


def joined(sentences: Iterable[str], language: Language) -> str:
    """Join sentences, with a space where the language has one."""
    return ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)


def bracketed(words: str, language: Language) -> str:
    """Put words in brackets behind others, as the language writes them."""
    return f" ({words})" if language == "en" else f"（{words}）"


def full_name(entity: Entity, language: Language) -> str:
    """Name an entity in a language, with its name in the other where that differs."""
    other = entity.name_en if language == "zh" else entity.name_zh
    own = entity.name_in(language)
    return f"{own} · {other}" if other and other != own else own


def day_words(moment: str, zone: str, language: Language) -> str:
    """Write a stored time as a day in a zone; a bare day stays the day it is, whatever the zone."""
    day = (
        date.fromisoformat(moment)
        if len(moment) == 10
        else datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date()
    )
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_words(story: Story, zone: str, language: Language) -> str:
    """Say when a story was published; of an undated one, the days of its issue, else when we saw it."""
    if story.published_at:
        return day_words(story.published_at, zone, language)
    if story.issue_days:
        return say("story.issue", language, days=span_words(*story.issue_days, language))
    return say("story.seen", language, day=day_words(story.seen_at, zone, language))


def span_words(first: str, last: str, language: Language) -> str:
    """Write a span of days as short as it can be said: `3–9 Apr 2026`, `2026年4月3日至9日`."""
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    whole = day_words(end.isoformat(), "UTC", language)
    if begin == end:
        return whole
    if language == "zh":
        start = day_words(begin.isoformat(), "UTC", language)
        month = "" if end.month == begin.month else f"{end.month}月"
        return f"{start}至{month}{end.day}日" if end.year == begin.year else f"{start}至{whole}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{whole}"
    year = f" {begin.year}" if begin.year != end.year else ""
    return f"{begin.day} {MONTHS[begin.month - 1]}{year} – {whole}"


def _plain(text: str, limit: int) -> dict[str, Any]:
    words = collapse(text).replace("<", "‹").replace(">", "›").replace("&", "＆")
    return {"type": "plain_text", "text": shorten(words, limit) or "…", "emoji": False}
