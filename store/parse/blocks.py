"""Blocks: the pieces that an outline is made of, whatever the document's format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from store.parse.cards import Card
from store.parse.lines import Link, number_of
from store.parse.prose import is_headline, width
from store.parse.vocabulary import Label, Role

Kind = Literal["heading", "paragraph", "item", "card", "comment", "label", "date", "row"]

At = tuple[int, int]
"""From where to where in the source."""
PART_LEVEL, SECTION_LEVEL, INNER_LEVEL = 1, 2, 9
"""Ranks of headings without a sign of their own: a language's part, a section, a label-like line within one."""
BOLD_LEVEL = 7
"""The rank that formats give to a line that is bold from end to end."""
WIDEST_THEME = 26
"""Columns that a theme's name takes at most; headlines are wider."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the outline, at characters `start` to `end` of the source.

    A heading is `sure` by a sign of its own (mark, number, known name, a card beneath it), else it is a guess;
    `explicit` means that a format's heading sign gave its level. A `timed` entry began with a time of day, a
    `labelled` paragraph with a label of one story's parts; a `counted` card stood above what its readers did. A `led`
    one has its headline in its bold words, and a `credited` one an outlet in its last brackets, because most of its
    siblings do, a `told` one text behind its headline; an `unparted` one has no headline before a colon, because most
    have none. A `quoted` one heads nothing. A `front` heading names the site that what stands beneath it is from. A
    `ruled` block stands beneath a rule.
    """

    kind: Kind
    text: str
    start: int
    end: int
    gap: bool = False
    indent: int = 0
    level: int = 0
    number: str = ""
    delimiter: str = ""
    role: Role | None = None
    sure: bool = True
    explicit: bool = False
    lead: str = ""
    links: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()
    card: Card | None = None
    timed: bool = False
    counted: bool = False
    labelled: bool = False
    led: bool = False
    quoted: bool = False
    credited: bool = False
    unparted: bool = False
    told: bool = False
    front: bool = False
    ruled: bool = False
    label: Label | None = None

    @property
    def at(self) -> At:
        """Where the block stands in the source; two of one list may begin at one place, where a link leads further."""
        return self.start, self.end

    @property
    def bare(self) -> str:
        """A numbered heading's words without the number."""
        numbered = number_of(self.text) if self.number else None
        return self.text[numbered[2] :] if numbered and self.kind != "item" else self.text

    @property
    def is_short(self) -> bool:
        """Tell whether the words may be a title or heading."""
        return is_headline(self.bare)


def said(blocks: Iterable[Block]) -> int:
    """Measure (columns) what blocks say."""
    return sum(width(block.text) for block in blocks)
