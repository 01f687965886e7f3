"""A list of sources behind the news: entries that are a link each, most of which the stories above have led to already.

It tells nothing new, whatever its heading is called. An overview that stands behind the stories and links them again is
such a list too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from store.parse.blocks import Block
from store.parse.prose import is_finished, width
from store.text import link_key

_FEWEST, _MOST = 3, 0.5
"""Entries, at least, and the share of their links that stand above."""
_WIDEST = 120
"""Columns of an entry that is hardly more than its link."""


def drop_relisted(blocks: list[Block]) -> list[Block]:
    """Give the outline without lists of links, each beneath a heading of its own, that repeat those above."""
    kept: list[Block] = []
    led: set[str] = set()
    for part in _parts(blocks):
        entries = list(takewhile(_is_link, part[1:])) if part and not part[0].links else []
        links = [key for block in entries for link in block.links if (key := link_key(link.url))]
        if len(entries) >= _FEWEST and sum(key in led for key in links) >= _MOST * len(links):
            kept += part[1 + len(entries) :]
            continue
        led.update(key for block in part for link in block.links if (key := link_key(link.url)))
        kept += part
    return kept


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """Part the blocks at the headings."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "heading":
            parts.append([])
        parts[-1].append(block)
    return parts


def _is_link(block: Block) -> bool:
    """Tell an entry that is hardly more than a link."""
    short = width(block.text) <= _WIDEST and not is_finished(block.text)
    return block.kind == "item" and len(block.links) == 1 and short
