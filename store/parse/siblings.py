"""What siblings tell of each other: the entries of one list, and the paragraphs of one section, are written alike.

Where nearly all of them begin with bold words, and these stand apart in half of them, they are the headline in each,
also where a sentence runs through them. Where half end with a name in brackets, so does each that ends so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from store.parse.blocks import Block
from store.parse.leads import has_lead, names_at_end

_FEWEST = 3
"""Siblings that tell anything of each other."""
_NEARLY_ALL = 0.8


def settle_siblings(blocks: list[Block]) -> list[Block]:
    """Give the outline in which entries know what most of their siblings begin and end with."""
    settled = list(blocks)
    for places in _runs(blocks):
        run = [blocks[n] for n in places]
        led, credited = _are_led(run), _are_credited(run)
        for n in places if led or credited else ():
            settled[n] = replace(blocks[n], led=led and _is_bold(blocks[n]), credited=credited)
    return settled


def _runs(blocks: list[Block]) -> Iterator[list[int]]:
    """Find the places of entries of one depth, and of paragraphs, between two headings."""
    found: dict[tuple[str, int], list[int]] = {}
    for n, block in enumerate(blocks):
        if block.kind == "heading":
            yield from _several(found)
            found = {}
        elif block.kind in ("item", "paragraph"):
            found.setdefault((block.kind, block.indent), []).append(n)
    yield from _several(found)


def _several(found: dict[tuple[str, int], list[int]]) -> Iterator[list[int]]:
    return (places for places in found.values() if len(places) >= _FEWEST)


def _are_led(run: list[Block]) -> bool:
    bold = [block for block in run if _is_bold(block)]
    if len(bold) < _NEARLY_ALL * len(run) or len({block.lead for block in bold}) < len(bold):
        return False
    return 2 * sum(has_lead(block.text, block.lead, ()) for block in bold) >= len(bold)


def _is_bold(block: Block) -> bool:
    return bool(block.lead) and block.lead in block.text[: len(block.lead) + 4]


def _are_credited(run: list[Block]) -> bool:
    return 2 * sum(names_at_end(block.text) for block in run) >= len(run)
