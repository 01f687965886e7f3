"""Labels within stories: headings and bold openers such as "Why it matters:", which open no story of their own.

A heading or bold opener is one where it is a known label of that kind, or where the same words stand in the document
again: a headline is said once; so is a bold line beside a known one beneath the same heading. A label that was a
heading becomes text of the story that it stands in. So does a list entry such as "Heat: 98" that stands once beneath
most headings that have a list.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import takewhile

from store.parse.blocks import BOLD_LEVEL, INNER_LEVEL, Block
from store.parse.dates import read_day
from store.parse.leads import has_lead
from store.parse.prose import width
from store.parse.trim import is_opener
from store.parse.vocabulary import FURNITURE, PARTS, fold, inner_key, is_inner_label

_WIDEST = 48
_OFTEN = 2
_OFTEN_NAMED = 3
_NAMED = re.compile(r"[a-z][A-Z]|\d")
"""Words that name a product: one may lead two entries, of which neither is a part of the other's story."""
_SECTIONS = 2
"""Headings under which the same field stands, at least."""
_WIDEST_FIELD = 16


def settle_labels(blocks: list[Block]) -> list[Block]:
    """Give the outline with its inner labels as text, and openers that are labels without their lead."""
    counts = Counter(_key(block) for block in blocks if _label_words(block))
    ranks = [block.level for block in blocks if block.kind == "heading" and block.explicit]
    highest = min(ranks, default=0)
    fields = _fields(blocks)
    settled: list[Block] = []
    above, beside = 0, 0  # the ranks of the last heading, and of the last label beneath it
    for n, block in enumerate(blocks):
        words = _label_words(block)
        inner = (
            bool(words)
            and not _heads_headlines(blocks, n)
            and (
                is_inner_label(words)
                or counts[_key(block)] >= (_OFTEN_NAMED if _NAMED.search(words) else _OFTEN)
                or _is_chapter(block, above)
                or (highest > 0 and _opens_details(blocks, n))
                or (0 < above < BOLD_LEVEL and _announces_text(blocks, n))
                or (block.kind == "heading" and BOLD_LEVEL <= block.level == beside and 0 < above < beside)
            )
        )
        if block.kind == "heading":
            beside = block.level if is_inner_label(words) or (inner and beside == block.level) else 0
        above = block.level if block.kind == "heading" and not inner and block.role not in PARTS else above
        if _field(block) in fields:
            settled.append(replace(block, lead="", labelled=True))
        elif not inner or not settled:
            settled.append(block)
        elif block.kind != "heading":
            settled.append(replace(block, lead="", labelled=True))
        elif block.explicit and block.level == highest < BOLD_LEVEL and counts[_key(block)] < _OFTEN:
            settled.append(replace(block, role="summary"))  # of the whole issue
        elif block.level > highest or not block.explicit or is_inner_label(words):
            settled.append(
                replace(block, kind="paragraph", level=0, sure=True, explicit=False, gap=True, labelled=True)
            )
        else:
            settled.append(block)
    return settled


def _key(block: Block) -> tuple[bool, str]:
    """Give what makes a label the same again: as a heading, or as the first words of a text."""
    return block.kind == "heading", inner_key(_label_words(block))


def _fields(blocks: list[Block]) -> set[str]:
    """Find the words before a colon with which one list entry begins under nearly each heading that has a list."""
    found: Counter[str] = Counter()
    twice: set[str] = set()
    lists, seen = 0, set[str]()
    for block in [*blocks, None]:
        if block is None or (block.kind == "heading" and block.explicit):
            lists += bool(seen)
            found.update(seen)
            seen = set()
        elif block.kind == "item" and (words := _field(block)):
            twice |= {words} & seen
            seen.add(words)
    return {words for words, count in found.items() if count >= _SECTIONS and 2 * count > lists} - twice


def _field(block: Block) -> str:
    """Give the words before the colon of an entry that begins as a field does; nothing for any other."""
    words, colon, value = fold(block.text).partition(":") if block.kind == "item" else ("", "", "")
    linked = any(width(link.words) > _WIDEST_FIELD and link.words != link.url for link in block.links)  # a headline
    return inner_key(words) if colon and value and not linked and 0 < width(words) <= _WIDEST_FIELD else ""


def _opens_details(blocks: list[Block], n: int) -> bool:
    """Tell a line that only announces the list beneath it ("Three things broke:"), whose entries have no lead."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    listed = after is not None and after.kind == "item" and not after.links
    if block.kind != "heading" or block.level < BOLD_LEVEL or not listed or after is None:
        return False
    guessed = not block.sure and block.level == INNER_LEVEL
    announces = block.explicit and fold(block.text[-1:]) == ":" and not after.lead
    return announces or (guessed and not is_opener(after))


def _announces_text(blocks: list[Block], n: int) -> bool:
    """Tell a bold line that ends in a colon right above prose: a part of the story under the heading above."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    bold = block.kind == "heading" and block.level == BOLD_LEVEL and fold(block.text[-1:]) == ":"
    return bold and after is not None and after.kind == "paragraph" and not is_opener(after)


def _heads_headlines(blocks: list[Block], n: int) -> bool:
    """Tell a heading that stands right above others of its own ("Details"), as a theme's name does."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    if block.kind != "heading" or after is None or after.kind != "heading" or not (block.explicit and after.explicit):
        return False
    beneath = (blocks[m].level for m in range(n + 1, len(blocks)) if blocks[m].kind == "heading")
    return sum(level == after.level for level in takewhile(lambda level: level > block.level, beneath)) > 1


def _is_chapter(block: Block, above: int) -> bool:
    """Tell a part such as "Background" beneath a headline of a higher rank, or after one."""
    return block.kind == "heading" and block.role == "chapter" and 0 < above < block.level


def _label_words(block: Block) -> str:
    """Give the words of a block that might be a label; empty where none could be."""
    linked = bool(block.links) if block.explicit else any(block.lead in link.words for link in block.links)
    if block.kind == "row" or (linked and (block.kind != "heading" or block.level < BOLD_LEVEL)):
        return ""
    words = block.bare if block.kind == "heading" else block.lead
    if block.role in FURNITURE | PARTS or not words or width(words) > _WIDEST or read_day(words):
        return ""
    return words if block.kind == "heading" or has_lead(block.text, block.lead, ()) else ""
