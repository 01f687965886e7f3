"""Tell numbered headings from numbered lists and from prose that begins with a figure.

Numbered short lines in a row are a list, with text under them they are headings.
"""

from __future__ import annotations

from dataclasses import replace

from store.parse.blocks import SECTION_LEVEL, Block
from store.parse.prose import width

_MEASURES = "年月日号%％个位名条家万亿千百种次款项只台篇人岁天周倍"
"""What a figure counts, where Chinese text begins with one."""

_WIDEST = 120
"""Columns of a headline that counts on."""


def settle_numbers(blocks: list[Block]) -> list[Block]:
    """Tell numbered headings from numbered lists and from prose that begins with a figure."""
    settled: list[Block] = []
    counted = ""  # the number of the last numbered heading
    in_references = False
    blocks = _without_quantities(blocks)
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else None
        if block.kind == "heading":
            in_references = block.role == "references"
        if block.kind == "paragraph" and block.number:
            before = settled[-1] if settled else None
            counts_on = counted.isdigit() and block.number == str(int(counted) + 1)
            plain = counts_on and _tops_text(block, after) and not _is_quantity(block.bare, block.delimiter)
            written, block = block, _numbered(block, before, after, in_references=in_references)
            listed = counts_on and bool(block.delimiter) and block.kind == "item" and not block.is_short
            if (listed and before and before.kind == "paragraph") or (plain and not written.delimiter):
                block = replace(written if plain else block, kind="heading", level=SECTION_LEVEL)
            counted = block.number if block.kind == "heading" else counted
            in_references = in_references and block.kind == "item"
        settled.append(block)
    return settled


def _tops_text(block: Block, after: Block | None) -> bool:
    """Tell a line apart that may be a headline of several sentences, right above its text."""
    told = after is not None and after.kind == "paragraph" and not (after.gap or after.number)
    return told and block.gap and width(block.text) <= _WIDEST


def _without_quantities(blocks: list[Block]) -> list[Block]:
    """Leave the number out of marked headings such as "5 ways to save" that count things, and are not counted."""
    numbers = {(block.number, block.delimiter) for block in blocks if block.kind == "heading"}

    def _counts(block: Block) -> bool:
        if block.kind != "heading" or not block.number.isdigit() or block.delimiter:
            return False
        n = int(block.number)
        return not {(str(n - 1), ""), (str(n + 1), ""), (f"{n}.1", "")} & numbers

    return [replace(block, number="") if _counts(block) else block for block in blocks]


def _numbered(block: Block, before: Block | None, after: Block | None, *, in_references: bool) -> Block:
    words = block.bare
    item = replace(block, kind="item", text=words, start=block.start + len(block.text) - len(words))
    if _is_quantity(words, block.delimiter):
        return replace(block, number="")
    deep = "." in block.number
    if not block.is_short:
        return item if block.delimiter and not deep else replace(block, number="")
    if in_references and not (after and after.gap and after.kind == "paragraph" and not after.number):
        return item
    if not deep and (_follows(before, block) or (_follows(block, after) and block.delimiter != "章")):
        return item
    depth = block.number.count(".")
    return replace(block, kind="heading", level=SECTION_LEVEL + depth)


def _is_quantity(words: str, delimiter: str) -> bool:
    """Tell a line that begins with a figure ("2026 年…", "3 月底…") from a numbered one."""
    return not delimiter and (words[:1] in _MEASURES or words[:1].islower())


def _follows(first: Block | None, second: Block | None) -> bool:
    """Tell whether two neighbours are consecutive entries of one list."""
    if first is None or second is None or first.kind not in ("item", "paragraph") or second.kind != "paragraph":
        return False
    return first.number.isdigit() and second.number.isdigit() and int(first.number) + 1 == int(second.number)
