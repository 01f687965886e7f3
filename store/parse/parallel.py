"""What parallel sections tell of each other: those of one rank that are built alike are read alike.

- Sections with the same kinds of blocks in the same order have the unit that most of them have.
- Headings beneath names of themes, which hold nothing themselves, are headlines where they are far longer than these
  names, and what stands beneath them is mostly lists that lead nowhere: details, no stories.
- So are long headings beneath which nearly every list is without links and leads: it tells points.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import Literal

from store.parse.openers import is_opener
from store.parse.prose import width
from store.parse.sections import Section

Unit = Literal["section", "entry", "lead", "linked", "line"]

_FEWEST_THEMES, _FAR_LONGER, _SHORTEST_HEADLINE = 2, 2, 16
"""Themes, at least, above headlines that are so many times as wide as their names, and columns of these headlines."""
_ALIKE = 4
"""Sections that are built alike, at least, of which those that differ are read as the others."""
_NEARLY_ALL = 0.8
_ENTRIES = ("card", "row", "item")


def as_those_alike(sections: list[Section], units: list[Unit]) -> list[Unit]:
    """Read sections of one rank that are built alike, with the same kinds of blocks in order, as most of them."""
    builds = [_build(section) for section in sections]
    votes: dict[tuple[object, ...], Counter[Unit]] = {}
    for unit, build in zip(units, builds, strict=True):
        votes.setdefault(build, Counter())[unit] += 1
    return [
        votes[build].most_common(1)[0][0] if build and votes[build].total() >= _ALIKE else unit
        for unit, build in zip(units, builds, strict=True)
    ]


def _build(section: Section) -> tuple[object, ...]:
    """Give what makes sections alike; nothing for one without an ordinary heading or without entries."""
    heading, kinds = section.heading, [block.kind for block in section.blocks]
    if heading is None or section.role or not any(kind in _ENTRIES for kind in kinds):
        return ()
    once = (kind for n, kind in enumerate(kinds) if not n or kinds[n - 1] != kind)
    linked = any(block.links for block in section.blocks if block.kind in _ENTRIES)
    return section.rank, bool(heading.links), linked, *once


def are_pointed(headed: list[Section]) -> bool:
    """Tell stories told in points: nearly every list beneath their long headings is without links and leads."""
    lists = [
        entries for section in headed if (entries := [block for block in section.blocks if block.kind in _ENTRIES])
    ]
    plain = sum(not any(block.links or is_opener(block) for block in entries) for entries in lists)
    return plain >= _ALIKE and plain >= _NEARLY_ALL * len(lists)


def ranks_beneath_themes(sections: list[Section]) -> set[float]:
    """Find the ranks whose headings stand beneath names of themes and are far longer, over lists that lead nowhere."""
    ranks: dict[float, list[Section]] = {}
    for section in sections:
        if section.heading is not None and not section.role:
            ranks.setdefault(section.rank, []).append(section)
    return {rank for rank, beneath in ranks.items() if _are_beneath_themes(beneath)}


def _are_beneath_themes(beneath: list[Section]) -> bool:
    themes = {id(section.above): section.above for section in beneath if section.above and section.above.heading}
    empty = [theme for theme in themes.values() if theme and not theme.blocks]
    if len(empty) < _FEWEST_THEMES or len(empty) < len(themes) or len(beneath) < 2 * len(themes):
        return False
    heads = median(width(section.heading.bare) for section in beneath if section.heading)
    names = median(width(theme.heading.bare) for theme in empty if theme.heading)
    linked = any(block.links for section in beneath for block in section.blocks)
    listed = sum(any(block.kind in _ENTRIES for block in section.blocks) for section in beneath)
    plain = not linked and 2 * listed > len(beneath)
    return plain and heads >= _FAR_LONGER * names and heads >= _SHORTEST_HEADLINE
