"""What a document says of itself before its first section: publisher, date or period, and where it came from.

Its title is told in `titles`; a date in it belongs to the issue. The publisher is a named one: a label, or the line
that stands with the title and is neither title nor date. Failing that it is the host of the original's link, or what
is left of a title that holds its date ("The Paper – 3 June 2025").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from store.parse.blocks import WIDEST_THEME, Block, Kind
from store.parse.cards import split_parts
from store.parse.dates import Period, find_date, read_day, read_period
from store.parse.drafts import first_link
from store.parse.lines import bare_links, links_in
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section, clean_heading
from store.parse.titles import EDGES, WITHIN, title_place
from store.parse.vocabulary import FURNITURE, PARTS, Label, label_of
from store.text import first_sentence, host_of, series_stem

_NUMBER_OF_ISSUE = re.compile(r"(?:issue|no|nr|vol|volume|edition|#|第)[\s.#]*\d+.{0,12}", re.IGNORECASE)
_BY = re.compile(r"(?:by|from|作者|文)[\s:：/]", re.IGNORECASE)
_ORIGINS: frozenset[Label | None] = frozenset({"origin", "publisher"})
_SPOKEN: frozenset[Kind] = frozenset({"paragraph", "card", "item"})


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
        day = self.published_at[:10] if self.published_at else None
        return (day, day) if day else None


def spread_masthead(blocks: list[Block]) -> list[Block]:
    """Part the lines under the title that hold a full date among other things: `Publisher · 3 June 2025`."""
    blocks = _without_list(blocks)
    spread, n = blocks[:1], 1
    while n < min(len(blocks), WITHIN) and _is_masthead(blocks, n):
        spread += _parted(blocks[n], in_full=not _is_under_title(blocks, n))
        n += 1
    return spread + blocks[n:]


def _without_list(blocks: list[Block]) -> list[Block]:
    """Read the list above everything else as lines, where half of its entries are labels or days of the issue.

    Behind a linked entry as wide as headlines are, they are those of a story.
    """
    first = next((n for n, block in enumerate(blocks[:WITHIN]) if block.kind == "item"), len(blocks))
    last = next((n for n in range(first, len(blocks)) if blocks[n].kind not in ("item", "label", "date")), len(blocks))
    if first < last and blocks[first].links and width(blocks[first].text) > WIDEST_THEME:
        return blocks
    top, entries = blocks[:first], [_labelled(block) for block in blocks[first:last]]
    said = sum(block.kind != "paragraph" for block in entries)
    if last == len(blocks) or 2 * said < len(entries) or any(block.kind not in ("heading", "label") for block in top):
        return blocks
    return top + entries + blocks[last:]


def _labelled(block: Block) -> Block:
    if block.kind != "item":
        return block
    if read_day(block.text):
        return replace(block, kind="date")
    found = label_of(block.text)
    return replace(block, kind="label", label=found[0], text=found[1]) if found else replace(block, kind="paragraph")


def _is_masthead(blocks: list[Block], n: int) -> bool:
    block, credited = blocks[n], n + 1 < len(blocks) and blocks[n + 1].kind == "comment"
    if block.kind == "heading":
        return (not block.sure and len(_parted(block)) > 1) or n == title_place(blocks)
    if any(_is_linked_card(block) and _is_linked_card(beside) for beside in (blocks[n - 1], *blocks[n + 1 : n + 2])):
        return False  # stories
    return block.kind in ("label", "date", "card", "paragraph") and block.is_short and not credited


def _is_linked_card(block: Block) -> bool:
    return block.kind == "card" and bool(block.links)


def _is_under_title(blocks: list[Block], n: int) -> bool:
    """Tell the line right beneath the highest heading, which speaks of the issue, whatever day it holds."""
    title, line = blocks[n - 1], blocks[n]
    is_highest = all(block.level > title.level for block in blocks[n:] if block.kind == "heading")
    return n == 1 and title.kind == "heading" and title.explicit and is_highest and not line.links


def _parted(block: Block, *, in_full: bool = True) -> list[Block]:
    parts = split_parts(block.text) if block.kind in ("card", "paragraph", "heading") else []
    dated = [_is_full_date(part) if in_full else read_day(part) is not None for part in parts]
    if not any(dated) or len(parts) > 3:
        return [block]
    kinds: list[Kind] = ["date" if is_date else "paragraph" for is_date in dated]
    return [replace(block, kind=kind, text=part, card=None) for kind, part in zip(kinds, parts, strict=True)]


def _is_full_date(text: str) -> bool:
    day = read_day(text)
    return (day is not None and day.year is not None) or read_period(text) is not None


def take_labels(blocks: list[Block]) -> tuple[dict[Label, str], list[Block]]:
    """Find the labels that speak of the whole document, and give the blocks without those of its origin.

    A link or name of an origin does so above the first entry, and below the last one if there is no other; between
    entries it belongs to one of them. Labels in furniture (a contact block's website) do not count.
    """
    entries = [
        n
        for n, block in enumerate(blocks)
        if block.kind in ("card", "item", "comment") or (block.kind == "heading" and block.sure)
    ]
    first, last = (entries[0], entries[-1]) if entries else (len(blocks), -1)
    furniture = _in_furniture(blocks)
    if not entries and sum(block.label in _ORIGINS for block in blocks) > 1:
        first = 0  # each belongs to a story under a guessed headline
    inner = [n for n, block in enumerate(blocks) if block.label in _ORIGINS and first < n]
    lone = [n for n in inner if n > last] if len(inner) == 1 else []
    taken = {n for n, block in enumerate(blocks) if block.label in _ORIGINS and (n < first or n in lone)} - furniture
    found: dict[Label, str] = {}
    days = sum(block.label == "date" for block in blocks)
    for n, block in enumerate(blocks):
        if block.label == "date" and days > 1 and n > first:
            continue  # a story's own
        if block.label and n not in furniture and (n in taken or block.label not in _ORIGINS):
            known = found.get(block.label)
            links = block.label == "origin" and known is not None and not links_in(known) and links_in(block.text)
            found[block.label] = block.text if known is None else f"{known} {block.text}" if links else known
    return found, [block for n, block in enumerate(blocks) if n not in taken]


def _in_furniture(blocks: list[Block]) -> set[int]:
    inside, found = False, set()
    for n, block in enumerate(blocks):
        if block.kind == "heading" and (block.sure or not inside):
            inside = block.role in FURNITURE
        if inside:
            found.add(n)
    return found


def read_masthead(title: str | None, labels: dict[Label, str], sections: list[Section]) -> Masthead:
    """Read what the document says of itself, from its title, its own labels and its sections."""
    url = first_link(bare_links(labels.get("origin", ""))) or first_link(bare_links(labels.get("link", "")))
    published_at, period = _when(title, labels, sections)
    opening = sections[0].blocks
    spoken = (block.text for section in sections for block in section.blocks if block.kind in _SPOKEN)
    first = sections[1].heading if len(sections) > 1 and not opening else None
    name = clean_heading(title or (first.bare if first else first_sentence(next(spoken, "")[:400])))
    source = _named(labels) or _line(opening) or host_of(url or "") or _series(title)
    return Masthead(name, source, url, published_at, period)


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
        if name.strip(EDGES):
            return name.strip(EDGES)
    return None


def _line(opening: list[Block]) -> str | None:
    """Find the publisher's line: short, before any prose, and no number of the issue or author."""
    for block in opening[:WITHIN]:
        if block.kind in ("label", "date"):
            continue
        if block.kind != "paragraph" or not is_headline(block.text) or is_finished(block.text):
            return None
        if not _NUMBER_OF_ISSUE.fullmatch(block.text) and not _BY.match(block.text) and not block.links:
            return block.text
    return None


def _series(title: str | None) -> str | None:
    found = find_date(title) if title else None
    if title is None or found is None:
        return None
    parts = (part.strip(EDGES) for part in (title[: found.start], title[found.end :]))
    return next((stem for part in parts if not _NUMBER_OF_ISSUE.fullmatch(part) and (stem := series_stem(part))), None)
