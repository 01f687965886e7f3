"""The entries of a section: cards, rows, list entries and paragraphs that each begin a story, and what follows them.

What follows an entry, such as commentary, an inner list or a label, belongs to it until the next one begins.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from statistics import median

from store.model import ItemKind
from store.parse.blocks import WIDEST_THEME, At, Block
from store.parse.credits import names_at_end, take_end_credit
from store.parse.dates import read_day
from store.parse.drafts import Draft, draft, is_worthy
from store.parse.headed import add_label, is_behind_rule, read_headed
from store.parse.leads import tidy_headline
from store.parse.openers import is_opener
from store.parse.parallel import Unit
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section
from store.parse.tables import Columns, read_columns, read_row
from store.parse.vocabulary import LISTS, Role, is_call
from store.text import first_sentence, sentences

_SHORTEST_ENTRY = 16
"""Columns that a line of a list of quick hits or takeaways says at least."""
_WIDEST_HEADLINE = 120
"""Columns up to which an entry among headlines is one."""
_SEVERAL = 3
"""Entries of a list that prose behind it may remark on, at least."""
_KINDS: dict[Role, ItemKind] = {
    "takeaways": "takeaway",
    "quick_hits": "quick_hit",
    "watch": "watch",
    "abstract": "summary",
    "summary": "summary",
}


def read_section(section: Section, unit: Unit = "entry", starts: Set[At] | None = None) -> list[Draft]:
    """Read one section by its role and by what it holds; where `starts` are given, its entries begin there."""
    role = section.role if section.role in _KINDS else None
    headline = role in LISTS and section.heading is not None and section.heading.role is None
    if unit == "section" and (role is None or headline):
        return [replace(story, kind=_KINDS[role] if role else "story", role=role) for story in read_headed(section)]
    return _Entries(section, role, unit, starts).read()


class _Entries:
    """Reads the entries of one section in order."""

    def __init__(self, section: Section, role: Role | None, unit: Unit, starts: Set[At] | None) -> None:
        self.section, self.role, self.unit, self.starts = section, role, unit, starts
        self.kind: ItemKind = _KINDS[role] if role else "story"
        if role == "takeaways" and len(section.blocks) == 1 and len(sentences(section.blocks[0].text)) > 1:
            self.kind = "summary"  # prose that sums up the issue
        self.by_paragraph = role is not None and not any(
            block.kind in ("card", "item") or block.labelled for block in section.blocks
        )
        self.columns: Columns | None = None
        # A heading or line between entries that is a day dates those that follow.
        self.day = read_day(section.heading.bare) if section.heading else None
        self.current: Draft | None = None
        self.indent = 0
        self.headlines = _are_headlines(section.blocks)
        self.lines = self.headlines and sum(map(_is_line, section.blocks)) > len(section.blocks) / 2

    def read(self) -> list[Draft]:
        """Give the section's entries as drafts, in order."""
        entries: list[Draft] = []
        blocks = self.section.blocks
        for n, block in enumerate(blocks):
            if entries and (is_behind_rule(blocks, n) or _closes_list(blocks, n)):
                break
            after = blocks[n + 1] if n + 1 < len(blocks) else None
            begun = self._begin(block, after)
            if begun is not None:
                entries.append(begun)
                begun.day = begun.day or self.day
                # A lead or an introduction stands alone: nothing is added to it.
                alone = block.kind == "paragraph" and begun.kind == "summary" and not self.by_paragraph
                self.current, self.indent = (None if alone else begun), block.indent
            elif block.kind == "date" and entries:
                self.day = read_day(block.text)
            elif self.current is not None and not (self.headlines and block.text[-1:] in ":："):
                self.current = _extend(self.current, block, None if after is None or self._is_said(after) else after)
        return entries

    def _begin(self, block: Block, after: Block | None) -> Draft | None:
        """Begin an entry where a block opens one, else None."""
        section, role = self.section, self.role
        said = self._is_said(block)
        names_columns = block.kind == "row" and block.level == 1
        if self.starts is not None and role is None and not (said or names_columns):
            return self._summary(block) if block.kind in ("paragraph", "comment") else None
        if block.kind == "row":
            return self._row(block)
        if block.kind == "card" and block.card:
            card = block.card
            kind: ItemKind = self.kind if role in LISTS else "story"
            begun = Draft(kind, section.title, block.start, block.end, role, card.headline, outlet=card.outlet)
            begun.day = card.day
            if card.outlet is None and (credit := take_end_credit(card.headline, ())) and credit[0]:
                begun.outlet, begun.headline = credit[0].outlet, credit[1]
            begun.add_links(block)
            return begun
        deeper = self.current is not None and block.indent > self.indent + 1
        if block.kind == "item" and (said or not deeper or (block.credited and names_at_end(block.text))):
            worthy = said or role or self.headlines or is_worthy(block, after)
            return self._entry(block, after) if worthy else None
        if block.kind in ("paragraph", "comment"):
            return self._paragraph(block)
        return None

    def _entry(self, block: Block, after: Block | None) -> Draft:
        """Begin a list entry; among headlines, or right above its credit, it is one, though it be two sentences."""
        begun = draft(self.kind, self.section.title, block, self.role)
        credited = after is not None and after.kind == "label" and not after.gap and not is_finished(block.text)
        if (
            (self.headlines or credited)
            and not begun.headline
            and not self.role
            and width(block.text) <= _WIDEST_HEADLINE
            and not (self.lines and _goes_on(block))
        ):
            begun.headline, begun.body = tidy_headline(" ".join(begun.body)), []
        return begun

    def _row(self, block: Block) -> Draft | None:
        if self.columns is None or block.level == 1 or len(block.cells) != self.columns.count:
            self.columns = read_columns(block, [row for row in self.section.blocks if row.kind == "row"])
        read = None if block.level == 1 else read_row(block, self.columns, self.kind, self.section.title, self.role)
        if read and self.current and self.columns.outlet == 0 and not block.cells[0]:
            read.outlet = self.current.outlet  # said once for the rows beneath
        return read

    def _paragraph(self, block: Block) -> Draft | None:
        if self._is_said(block):
            return draft("story", self.section.title, block)
        if self.current and _leads_on(self.current, block):
            return None
        if self.role is None and self.unit == "lead" and block.kind == "paragraph" and is_opener(block):
            return draft("story", self.section.title, block)
        if self.role is None and self.unit == "line" and block.kind == "paragraph":
            return draft("story", self.section.title, block)
        own = (block.links or block.lead) and not (block.quoted and self.current)
        if self.role is None and self.unit == "linked" and own and not is_headline(block.text):
            return draft("story", self.section.title, block)
        return self._summary(block)

    def _is_said(self, block: Block) -> bool:
        """Tell whether an entry is said to begin at a block."""
        return self.starts is not None and self.role is None and block.at in self.starts

    def _summary(self, block: Block) -> Draft | None:
        """Begin a lead, or an entry of a section whose paragraphs are its entries."""
        if not (self.by_paragraph or self.current is None) or not _is_prose(block, self.role):
            return None
        return draft(self.kind if self.role else "summary", self.section.title, block, self.role)


def _closes_list(blocks: list[Block], n: int) -> bool:
    """Tell a remark on a whole list: prose behind its last entry, set in no further, as behind no entry before."""
    block = blocks[n]
    listed = [m for m in range(n) if blocks[m].kind == "item"]
    if block.kind != "paragraph" or not block.gap or block.links or len(listed) < _SEVERAL:
        return False
    whole = all(other.kind == "item" for other in blocks[listed[0] : n])
    last = not any(other.kind in ("item", "card", "row") for other in blocks[n:])
    set_in = block.indent > min(blocks[m].indent for m in listed)
    return whole and last and not set_in and not is_headline(block.text)


def _leads_on(current: Draft, block: Block) -> bool:
    """Tell a short linked line that only asks to read on about the entry above it."""
    if not block.links or width(block.text) > WIDEST_THEME * 2:
        return False
    arrow = block.text[-1] in "→»" and not current.links
    return arrow or is_call(block.text.strip(" .…→»"))


def _are_headlines(blocks: list[Block]) -> bool:
    """Tell a section of nothing but headlines: list entries of one depth, most of them long enough for one."""
    blocks = [block for block in blocks if not (block.kind == "paragraph" and block.text[-1:] in ":：")]  # themes
    entries = [block for block in blocks if block.kind == "item" and block.indent == blocks[0].indent]
    if not entries or len(entries) != len(blocks):
        return False
    others = sum(not (is_headline(block.text) or _is_line(block)) for block in entries)
    return 3 * others <= len(entries) and median(width(block.text) for block in entries) >= _SHORTEST_ENTRY


def _goes_on(block: Block) -> bool:
    """Tell an entry of several sentences among such of one, where the first is no question."""
    return first_sentence(block.text)[-1:] in ".。" and not _is_line(block)


def _is_line(block: Block) -> bool:
    """Tell an entry of a single sentence without a lead, which is its own headline though a full stop ends it."""
    short = is_finished(block.text) and width(block.text) <= _WIDEST_HEADLINE
    return short and not block.lead and len(sentences(block.text)) == 1


def _is_prose(block: Block, role: Role | None) -> bool:
    listed = role in LISTS and width(block.text) >= _SHORTEST_ENTRY
    return not is_headline(block.text) or listed or (role is not None and is_finished(block.text))


def _extend(current: Draft, block: Block, after: Block | None) -> Draft | None:
    """Add what belongs to an entry; a label of the whole document ends it."""
    told = block.kind == "paragraph" and (_goes_with(block) or _goes_before(after) or not current.body)
    if block.kind in ("comment", "item") or told:
        current.take(block)
    elif block.kind == "label":
        return add_label(current, block)
    return current


def _goes_with(block: Block) -> bool:
    """Tell a paragraph that belongs to the entry above it; a short line that no full stop ends may lead to the next."""
    told = is_finished(block.text) or len(sentences(block.text)) > 1
    return told or bool(block.links) or block.quoted or width(block.text) > _WIDEST_HEADLINE


def _goes_before(after: Block | None) -> bool:
    """Tell text without a lead of its own: what stands above it leads to no other entry."""
    return after is not None and after.kind == "paragraph" and not is_opener(after)
