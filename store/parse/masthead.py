"""What a document says of itself before its first section: title, publisher, date or period, and where it came from.

The title is the first short line (or heading, or a `title:` label); a date in it belongs to the issue. The publisher
is a named one: a label, or the line that stands with the title and is neither title nor date. Failing that it is the
host of the original's link, or what is left of a title that holds its date ("The Paper – 3 June 2025").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from store.parse.dates import Period, find_date, read_day, read_period
from store.parse.drafts import first_link
from store.parse.lines import links_in
from store.parse.outline import Block
from store.parse.prose import is_finished, is_headline
from store.parse.sections import Section, clean_heading, same_words
from store.parse.vocabulary import FURNITURE, PARTS, Label
from store.text import first_sentence

_NUMBER_OF_ISSUE = re.compile(r"(?:issue|no|nr|vol|volume|edition|#|第)[\s.#]*\d+.{0,12}", re.IGNORECASE)
_BY = re.compile(r"(?:by|from|作者|文)[\s:：/]", re.IGNORECASE)
_EDGES = " \t-–—|·:：,，()（）[]【】<>"
_FEW = 12
"""Blocks at most in which a masthead is looked for."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the issue is called, who publishes it, when, and where the original is."""

    title: str
    source: str | None
    url: str | None
    published_at: str | None
    period: Period | None

    @property
    def around(self) -> Period | None:
        """The issue's first and last day, from which items take their year."""
        if self.period:
            return self.period
        return (self.published_at, self.published_at) if self.published_at else None


def take_title(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Find the title and give the other blocks, without the lines that repeat it."""
    labelled = next((block.text for block in blocks if block.label == "title"), None)
    at = next((n for n, block in enumerate(blocks[:_FEW]) if block.kind != "label"), None)
    title = _title_at(blocks, at, labelled) if at is not None else None
    if title is None or at is None:
        return labelled, blocks
    rest = blocks[:at] + blocks[at + 1 :]
    return title, [block for block in rest if block.kind == "card" or not _repeats(block, title)]


def _repeats(block: Block, title: str) -> bool:
    return block.kind in ("paragraph", "heading") and same_words(block.text, title)


def _title_at(blocks: list[Block], at: int, labelled: str | None) -> str | None:
    first = blocks[at]
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if first.kind == "card" and first.card and not (after and after.kind == "comment"):
        # `Name · 3 June 2025` atop a document credits no story.
        return first.text if first.card.outlet is None or find_date(first.text) else None
    if first.role or first.kind not in ("heading", "paragraph") or not is_headline(first.text):
        return None
    if first.explicit:
        siblings = sum(block.explicit and block.level <= first.level for block in blocks)
        return first.text if siblings == 1 or not labelled or find_date(first.text) else None
    opens_theme = first.kind == "heading" and after is not None and after.kind in ("card", "item")
    return None if opens_theme and labelled else first.text


def read_masthead(title: str | None, blocks: list[Block], sections: list[Section]) -> Masthead:
    """Read what the document says of itself. `blocks` are the outline without its title."""
    labels = _labels([block for section in sections if section.role not in FURNITURE for block in section.blocks])
    url = first_link(links_in(labels.get("origin", ""))) or first_link(links_in(labels.get("link", "")))
    published_at, period = _when(title, labels, sections)
    opening = sections[0].blocks
    spoken = (block.text for block in blocks if block.kind in ("paragraph", "heading", "card", "item"))
    fallback = first_sentence(next(spoken, "")[:400])
    name = clean_heading(title or fallback)
    source = _named(labels) or _line(opening) or _host(url) or _series(title)
    return Masthead(name, source, url, published_at, period)


def _labels(blocks: list[Block]) -> dict[Label, str]:
    """Give the first value of each label; of the origin, the first that is a link and else the first name."""
    found: dict[Label, str] = {}
    for block in blocks:
        if block.label and block.label not in found:
            found[block.label] = block.text
        elif block.label == "origin" and not links_in(found["origin"]) and links_in(block.text):
            found["origin"] = f"{found['origin']} {block.text}"
    return found


def _when(title: str | None, labels: dict[Label, str], sections: list[Section]) -> tuple[str | None, Period | None]:
    """Find the issue's day and period; a day is stated, never taken from the period."""
    opening = [
        block for section in sections if section.heading is None or section.role in PARTS for block in section.blocks
    ]
    lines = [labels.get("date", ""), labels.get("period", ""), *(b.text for b in opening if b.kind == "date")]
    in_title = find_date(title) if title else None
    days = [day.iso() for line in lines if (day := read_day(line))]
    if in_title and not in_title.period:
        days.append(in_title.day)
    published_at = next((day for day in days if day), None)
    around = (published_at, published_at) if published_at else None
    periods = [period for line in lines if (period := read_period(line) or read_period(line, around))]
    if in_title and in_title.period:
        periods.append(in_title.period)
    return published_at, periods[0] if periods else None


def _named(labels: dict[Label, str]) -> str | None:
    for value in (labels.get("publisher", ""), labels.get("origin", "")):
        name = value
        for link in links_in(value):
            name = name.replace(link, " ")
        if name.strip(_EDGES):
            return name.strip(_EDGES)
    return None


def _line(opening: list[Block]) -> str | None:
    """Find the publisher's line: short, before any prose, and no number of the issue or author."""
    for block in opening[:_FEW]:
        if block.kind in ("label", "date"):
            continue
        if block.kind != "paragraph" or not is_headline(block.text) or is_finished(block.text):
            return None
        if not _NUMBER_OF_ISSUE.fullmatch(block.text) and not _BY.match(block.text) and not block.links:
            return block.text
    return None


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _series(title: str | None) -> str | None:
    found = find_date(title) if title else None
    if title is None or found is None:
        return None
    return (title[: found.start].strip(_EDGES) or title[found.end :].strip(_EDGES)) or None
