"""Lines of HTML once they are gathered: their signs, their ranks by size, and kickers above headlines.

The size of most words is the body's. A line that is set larger and may be a headline is a heading; so is one that is
bold from end to end. The larger rank higher, and the bold before others of their size; what is no larger than the body
ranks below them, as a bold line in Markdown does. Where heading elements give a document its order, they alone do.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL
from store.parse.lines import Line, plain_lines
from store.parse.looks import Look
from store.parse.notices import is_sponsor_heading
from store.parse.prose import is_headline
from store.parse.vocabulary import is_call

_LARGER = 1.12
"""A heading's letters are this much larger than the text's."""
_LOWEST = 6
_TITLES = 1
"""Heading elements of a document that has them for its title only, at most."""
_SIGNS = re.compile(r"^[^\w(\[【《\"“]+")
_MARK_ALONE = re.compile(r"[•‣▪●◦○■·*–-]|(?P<number>\d{1,2})(?P<delimiter>[.)、])")
_MAY_BE_SIGNED = re.compile(r"[^A-Za-z\u4e00-\u9fff]|[一二三四五六七八九十第]|.*\\")


def begins(words: str, lead: str) -> bool:
    """Tell whether words begin with a lead, a sign such as an emoji before it aside."""
    return words.startswith(lead) or _SIGNS.sub("", words).startswith(lead)


def without_kickers(lines: list[Line]) -> list[Line]:
    """Leave out headings right above one of higher rank: a word set above a headline heads nothing.

    A sponsor's stays, for what it says of the headline.
    One that is only a number gives it to the headline, as if they stood in one line.
    """
    kept: list[Line] = []
    for line in reversed(lines):
        below = kept[-1] if kept else None
        if below is None or not line.mark == below.mark == "heading":
            kept.append(line)
        elif (number := line.text.strip(" .#、")).isdecimal() and len(number) < 3 and not below.number:
            kept[-1] = replace(below, number=str(int(number)), delimiter=".")
        elif line.level <= below.level or line.links or is_sponsor_heading(line.text):
            kept.append(line)
    return kept[::-1]


def rank_by_look(lines: list[Line], looks: list[Look]) -> list[Line]:
    """Rank headings by how their lines look."""
    sizes: Counter[float] = Counter()
    for line, look in zip(lines, looks, strict=True):
        sizes[look.size] += len(line.text)
    marked = [line.level for line in lines if line.mark == "heading" and line.level < BOLD_LEVEL]
    if not sizes or len(marked) > _TITLES:
        return lines
    body = sizes.most_common(1)[0][0]
    large = [
        (look.size, look.bold) if look.size > body * _LARGER and _may_head(line) else None
        for line, look in zip(lines, looks, strict=True)
    ]
    order = sorted({look for look in large if look}, reverse=True)
    ranks = {look: min(n + len(marked), _LOWEST) for n, look in enumerate(order, start=1)}
    return [
        replace(line, mark="heading", level=ranks[look], lead="") if look else line
        for line, look in zip(lines, large, strict=True)
    ]


def _may_head(line: Line) -> bool:
    if line.mark == "heading":
        return line.level == BOLD_LEVEL
    asks = bool(line.links) and is_call(line.text)
    return not (line.mark or line.indent or line.quoted or asks) and is_headline(line.text)


def signed(line: Line) -> Line:
    """Read the signs that a line's own words begin with: a bullet, a number, an arrow."""
    read = plain_lines(line.text) if _MAY_BE_SIGNED.match(line.text) else []
    if not read:
        return line
    first, shift = read[0], line.start
    lead = line.lead if begins(first.text, line.lead) else ""
    return replace(
        line, text=first.text, start=first.start + shift, end=first.end + shift, mark=first.mark,
        number=first.number, delimiter=first.delimiter, lead=lead,
    )  # fmt: skip


def mark_alone(words: str) -> tuple[str, str] | None:
    """Read a table's cell of nothing but a bullet or number: what marks the entry in the next cell of its row."""
    found = _MARK_ALONE.fullmatch(words)
    return (found["number"] or "", ")" if found["number"] else "") if found else None
