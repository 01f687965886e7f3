"""The blocks of an outline in their places: what each is written like, and how far what it opens reaches.

Blocks are *written alike* that are headings of one rank, or entries of one depth or paragraphs that all open with a
lead or all do not. The *span* that a block opens reaches up to the next block written alike or the next heading that is
no lower.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.parse.blocks import Block
from store.parse.openers import is_opener
from store.parse.prose import width
from store.parse.sections import Section
from store.text import link_key

ENTRIES = ("item", "row", "card")
_SILENT = ("label", "date")
"""Kinds of blocks that begin nothing; what they link to belongs to the block above."""


@dataclass(slots=True, eq=False)
class Place:
    """A block in its section, `order`th there (-1 the heading).

    `head` is the place of the heading above it among all, -1 where none is; `span` the place behind the last that it
    opens.
    """

    block: Block
    section: Section
    order: int
    form: tuple[object, ...]
    width: int
    links: set[str]
    leads: bool
    head: int = -1
    span: int = 0
    labels: int = 0

    @property
    def outer(self) -> Section | None:
        """The section it stands in: a heading's is the one above that which it opens."""
        return self.section if self.order >= 0 else self.section.above


def read_places(sections: Sequence[Section]) -> list[Place]:
    """Give the places of sections' headings and blocks, in order."""
    places = list(_places(sections))
    heads = {id(place.section): n for n, place in enumerate(places) if place.order < 0}
    for n, place in enumerate(places):
        place.head = heads.get(id(place.outer), -1)
        end = n + 1
        while end < len(places) and not _ends(place, places[end]):
            end += 1
        place.span = end
    return places


def _places(sections: Iterable[Section]) -> Iterable[Place]:
    for section in sections:
        last = None
        if section.heading is not None:
            yield (last := _place(section.heading, section, -1))
        order = 0
        for block in section.blocks:
            if block.kind not in _SILENT:
                yield (last := _place(block, section, order))
                order += 1
            elif last is not None:
                last.links |= _links(block)
                last.labels += 1


def _place(block: Block, section: Section, order: int) -> Place:
    leads = is_opener(block)
    return Place(block, section, order, _form(block, section, leads), width(block.text), _links(block), leads)


def _form(block: Block, section: Section, leads: bool) -> tuple[object, ...]:
    if block.kind == "heading":
        return block.kind, section.rank
    if block.kind == "item":
        return block.kind, min(block.indent // 2, 2), leads
    return (block.kind, leads) if block.kind == "paragraph" else (block.kind,)


def _links(block: Block) -> set[str]:
    return {key for link in block.links if (key := link_key(link.url))}


def _ends(place: Place, other: Place) -> bool:
    """Tell whether a block ends the span of one above it."""
    if other.order < 0:
        return place.order >= 0 or other.section.rank <= place.section.rank
    if place.order < 0:
        return False
    deeper = place.block.kind == other.block.kind == "item" and other.block.indent <= place.block.indent
    return deeper or other.form[:2] == place.form[:2]
