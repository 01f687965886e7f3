"""Cards: one line that credits a story, `headline · date · outlet`, or something to watch, `headline · show · call`.

A headline may also end with outlet and day in brackets. The separator may be a middle dot, bullet, bar or dash; only
one kind counts in a line, the first of that order that makes a card, because headlines hold dashes. A line is a
card by itself when one of its parts is a day or a call ("Listen on …"); else only its neighbour, commentary that begins
with an arrow, makes it one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.parse.dates import Day, find_date, read_day
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import fold, is_call

_SEPARATORS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s+[·•・‧∙⋅]\s*|\s*[·•・‧∙⋅]\s+",
        r"\s*[|｜│]\s*",
        r"\s+/{1,2}\s+",
        r"\s+[—–―]{1,2}\s+|\s+-{1,2}\s+|——",
    )
)
_IN_BRACKETS = re.compile(r"(?P<headline>\S.{11,240}?)\s?[(（](?P<credit>[^()（）]{6,60})[)）]")
_ON = re.compile(r"^(?:on|published|posted|updated)\s+", re.IGNORECASE)
_SIGNS = re.compile(r"^[^\w(（\[【]+")
_REMARK = re.compile(r"\s*[(（][^()（）]{1,12}[)）]$")
_SEAM = re.compile(r"(?<=[^\W\d])(?=\d{1,4}[^\W\d]|\d{1,4}[-/. ])|(?<=[a-z\u3400-\u9fff])(?=[A-Z][a-z]{2,8} \d)")
_SPAN = re.compile(r"\d\s*[-–—~～至到]\s*\d[\d./\-月日]{0,9}$")
_TIME = re.compile(r",?\s*(?:at )?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?$", re.IGNORECASE)
_LONGEST_GLUED = 60
_LONGEST = 400
_WIDEST_OUTLET = 30
"""Columns of an outlet's name."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card's line says. `day` may lack its year."""

    headline: str
    day: Day | None
    outlet: str | None


def read_card(line: str, *, alone: bool = True) -> Card | None:
    """Read a card's line, or None where it is none.

    `alone` asks for a day or a call in the line; without it (commentary follows) any parted line will do.
    """
    if len(line) > _LONGEST:
        return None
    for separator in _SEPARATORS:
        parts = [part for part in _parts(separator, line) if part[0]]
        if len(parts) > 1 and (card := _card(line, parts, alone)):
            return card
    return _bracketed(line) if alone else None


def _bracketed(line: str) -> Card | None:
    """Read a headline that ends with outlet and day in brackets: "Port closes (The Ledger, 3 May 2026)"."""
    found = _IN_BRACKETS.fullmatch(line)
    parts = re.split(r"\s*[,，|·]\s*", found["credit"], maxsplit=1) if found else []
    if found is None or len(parts) < 2 or width(parts[0]) > _WIDEST_OUTLET or not is_headline(found["headline"]):
        return None
    day = read_day(parts[1])
    return Card(found["headline"], day, parts[0]) if day and not read_day(parts[0]) else None


def split_parts(line: str) -> list[str]:
    """Split a line at its separators, of whatever kind; a short line such as a masthead's."""
    for separator in _SEPARATORS:
        parts = [part for part, _ in _parts(separator, line[:_LONGEST]) if part]
        if len(parts) > 1:
            return parts
    return [line]


def _parts(separator: re.Pattern[str], line: str) -> list[tuple[str, int]]:
    """Split a line, keeping where each part ends."""
    parts, start = [], 0
    for found in separator.finditer(fold(line)):
        parts.append((line[start : found.start()].strip(), found.start()))
        start = found.end()
    return [*parts, (line[start:].strip(), len(line))]


def _card(line: str, parts: list[tuple[str, int]], alone: bool) -> Card | None:
    if read_day(_ON.sub("", parts[0][0])):
        return _day_first(parts)
    days = [n for n, (part, _) in enumerate(parts) if n and _day(part)]
    calls = [n for n, (part, _) in enumerate(parts) if n and is_call(part)]
    if alone and not days and not calls:
        return None
    tail = _tail(parts, days, calls)
    if alone and len(parts) - tail > 4:
        return None
    outlets = [part for n, (part, _) in enumerate(parts) if n >= tail and n not in days and n not in calls]
    headline = line[: parts[tail - 1][1]].strip()
    day = _day(parts[days[-1]][0]) if days else None
    outlet = outlets[-1] if outlets else None
    # Text that opens with place and day, as in a press release, is no card.
    return None if outlet and _is_text(outlet) else _turned(Card(headline, day, outlet))


def _day(part: str) -> Day | None:
    """Read a day, decorated or remarked on ("📅 3 May (updated)"), or the first day of a span."""
    words = _REMARK.sub("", _SIGNS.sub("", part)).strip()
    found = find_date(words) if _SPAN.search(words) else None
    return read_day(words) or (read_day(found.day) if found and found.start == 0 and found.day else None)


def part_day(line: str) -> str | None:
    """Give a line of a name and a day that nothing parts ("Ida Berg22 Aug 21:04") with a dot between them."""
    if len(line) > _LONGEST_GLUED or read_day(line):
        return None
    for found in _SEAM.finditer(line):
        name, day = line[: found.start()].strip(), _TIME.sub("", line[found.start() :]).strip()
        if len(name) > 1 and not any(sign.isdigit() for sign in name) and read_day(day):
            return f"{name} · {day}"
    return None


def _day_first(parts: list[tuple[str, int]]) -> Card | None:
    """Read a card that begins with its day; prose behind a day makes none."""
    said = [part for part, _ in parts[1:] if not is_call(part)]
    if not 0 < len(said) < 3 or not is_headline(said[0]) or (len(said) > 1 and _is_text(said[1])):
        return None
    return _turned(Card(said[0], read_day(_ON.sub("", parts[0][0])), said[1] if len(said) > 1 else None))


def _is_text(part: str) -> bool:
    """Tell a sentence of a story from an outlet's name."""
    return width(part) > _WIDEST_OUTLET and is_finished(part)


def _turned(card: Card) -> Card:
    """Turn a card whose outlet stands first: a short part before one that is clearly the headline."""
    first, second = width(card.headline), width(card.outlet or "")
    if card.outlet and first <= _WIDEST_OUTLET and second > first * 1.6:
        return Card(card.outlet, card.day, card.headline)
    return card


def _tail(parts: list[tuple[str, int]], days: list[int], calls: list[int]) -> int:
    """Say at which part the headline is over: at the last day, or one part before it that can only be the outlet."""
    last = len(parts) - 1
    if days:
        return days[-1] if days[-1] < last or days[-1] == 1 else last - 1
    if calls:
        return max(1, calls[-1] - 1)
    return last
