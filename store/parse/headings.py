"""Whether a heading is a story's headline or a theme's name, by itself and among those of its rank.

A headline carries a link, is long, or counts on; a theme's name is short and plain. What stands beneath them decides
the rest, which is told in `units`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from store.parse.blocks import WIDEST_THEME, Block
from store.parse.prose import width
from store.parse.vocabulary import fold

_COUNT = re.compile(r"[-–—(]\s*\d{1,3}\s*(?:[条篇个则项]|items?|stories)\s*\)?\s*:?$", re.IGNORECASE)
"""How many entries a theme has, behind its name: "(3 items)"."""
_LONG_HEADING = 34
"""Columns from which a heading is a headline rather than a theme."""


def are_headlines(heads: list[Block]) -> bool:
    """Tell parallel headlines: several headings of one rank of which most look so."""
    return len(heads) > 1 and 3 * sum(map(is_headline_heading, heads)) >= 2 * len(heads)


def is_headline_heading(heading: Block) -> bool:
    """Tell a heading that is a story's by its look: it carries a link, is long, or is one of a count."""
    counted = heading.explicit and heading.number.isdigit() and fold(heading.text.lstrip())[:1].isdigit()
    return counted or is_story_heading(heading)


def is_story_heading(heading: Block) -> bool:
    """Tell a heading that can only be a story's headline: it carries a link, or is long and counts no entries."""
    return bool(heading.links) or (width(heading.bare) >= _LONG_HEADING and not counts_entries(heading))


def is_theme_heading(heading: Block) -> bool:
    """Tell a heading that may be a theme's name: short, unlinked, no sentence."""
    return not heading.links and width(heading.bare) <= WIDEST_THEME


def names_theme(heading: Block) -> bool:
    """Tell a theme's name from one of a count of headlines."""
    return is_theme_heading(heading) and not is_headline_heading(heading)


def counts_entries(heading: Block) -> bool:
    """Tell a theme's name that says how many entries it has: "Harbours (3 items)"."""
    return _COUNT.search(fold(heading.bare)) is not None


def told_headings(blocks: list[Block]) -> list[Block]:
    """Give the guessed headlines that stand right above prose."""
    return [
        first
        for first, under in pairwise(blocks)
        if first.kind == "heading" and not (first.sure or first.role)
        if under.kind == "paragraph" and not under.is_short
    ]
