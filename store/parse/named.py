"""Names that stand linked on lines of their own above what is told of them: "Heron", then what Heron is.

A linked headline begins an entry by its look; a name alone is as short as an outlet's, which credits the text above.
What tells them apart is where the lines stand: in lists of tools and projects the first line beneath a heading is
linked whole and the last is not, and text stands beneath each.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from store.parse.blocks import Block
from store.parse.prose import is_finished, width
from store.parse.vocabulary import is_pointer

_FEWEST = 3
"""Linked lines with text beneath, at least, of which names are made headlines."""
_SHORTEST_TOLD = 16
"""Columns of the text beneath a name, at least."""


def settle_named(blocks: list[Block]) -> list[Block]:
    """Give linked names the lead that their lines are, where they stand above their texts."""
    led = [n for part in _parts(blocks) for n in _led(blocks, part)]
    if len(led) < _FEWEST:
        return blocks
    settled = list(blocks)
    for n in led:
        settled[n] = replace(blocks[n], lead=blocks[n].lead or blocks[n].text)
    return settled


def _parts(blocks: list[Block]) -> list[range]:
    """Give the places of what stands beneath each heading."""
    heads = [-1, *(n for n, block in enumerate(blocks) if block.kind == "heading"), len(blocks)]
    return [range(first + 1, end) for first, end in pairwise(heads)]


def _led(blocks: list[Block], part: range) -> list[int]:
    """Find the linked lines beneath a heading that stand above text, unless other text comes first or none last."""
    linked = [n for n in part if _is_linked_whole(blocks[n])]
    begins = next((n for n in part if blocks[n].kind == "paragraph"), -1)
    if not linked or linked[0] != begins or linked[-1] == part[-1]:
        return []
    return [n for n in linked if _tells(blocks[n + 1])]


def _is_linked_whole(block: Block) -> bool:
    words = block.text
    linked = len(block.links) == 1 and words == block.links[0].words != block.links[0].url
    plain = linked and block.kind == "paragraph" and not block.quoted and not is_finished(words)
    return plain and not is_pointer(words)


def _tells(block: Block) -> bool:
    return block.kind == "paragraph" and not _is_linked_whole(block) and width(block.text) >= _SHORTEST_TOLD
