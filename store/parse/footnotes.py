"""Addresses that a plain text mail gathers at its end (`[3] https://…`) go back to the lines that point to them.

Such a list is a run of numbered entries that are a bare address and nothing else. A line that holds `[3]` then carries
that link with its own words, and the list with its heading leaves the outline.
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.parse.blocks import Block
from store.parse.lines import Link
from store.text import collapse

_MARK = re.compile(r"\s*\[(\d{1,3})\]")
_FEWEST = 2


def resolve_footnotes(blocks: list[Block]) -> list[Block]:
    """Give the outline with its footnoted addresses at the lines that point to them."""
    listed = {n for n, block in enumerate(blocks) if _is_listed(block)}
    if len(listed) < _FEWEST:
        return blocks
    urls = {blocks[n].number: blocks[n].links[0].url for n in sorted(listed, reverse=True)}
    heads = {n - 1 for n in listed if n and n - 1 not in listed and blocks[n - 1].is_short}
    return [_pointed(block, urls) for n, block in enumerate(blocks) if n not in listed | heads]


def _is_listed(block: Block) -> bool:
    return block.kind == "item" and block.number.isdigit() and _is_address(block)


def _is_address(block: Block) -> bool:
    return len(block.links) == 1 and block.text.strip("<>() ") == block.links[0].url


def _pointed(block: Block, urls: dict[str, str]) -> Block:
    marks = [found for found in _MARK.finditer(block.text) if found[1] in urls]
    if not marks:
        return block
    links, start = [], 0
    for found in marks:
        links.append(Link(urls[found[1]], collapse(block.text[start : found.start()])[-160:] or urls[found[1]]))
        start = found.end()
    return replace(block, text=collapse(_MARK.sub("", block.text)), links=(*block.links, *links))
