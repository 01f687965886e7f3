"""Fields of a story: what stands behind known labels, several in a line or one beneath the other.

- A line whose parts are each a labelled value, a day or a call to read on is read as a line for each; parts whose label
  says nothing of where a story is from ("Score: 8") are left out of it.
- Where labels name titles again and again (`标题：…`), each title is a headline, and a label such as "Abstract:" that
  comes as often opens its text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.blocks import Block
from store.parse.dates import read_day
from store.parse.lines import Line
from store.parse.prose import width
from store.parse.vocabulary import fold, is_call, is_inner_label, label_of, section_role

_PARTING = re.compile(r"\s*[|｜]\s*|\s+[·•]\s+")
_LABELLED = re.compile(r"[^:]{2,24}: ?[^ :]")
_RANK = 7
"""The rank of a headline behind a label: that of a bold line."""
_SEVERAL = 2
_WIDEST = 60
"""Columns of one field."""


def split_fields(line: Line) -> list[Line]:
    """Part a line of several fields; give any other as it is."""
    parts = (
        [part for part in _PARTING.split(line.text.strip("|｜ ")) if part.strip()] if line.mark in ("", "item") else []
    )
    labelled = sum(label_of(part) is not None for part in parts)
    if len(parts) < _SEVERAL or not labelled or not all(_is_field(part) for part in parts):
        return [line]
    return [
        replace(
            line,
            text=part,
            lead="",
            gap=line.gap and n == 0,
            links=tuple(link for link in line.links if link.words in part),
        )
        for n, part in enumerate(parts)
        if _is_known(part)
    ]


def _is_field(part: str) -> bool:
    return width(part) <= _WIDEST and (_is_known(part) or _LABELLED.match(fold(part)) is not None)


def _is_known(part: str) -> bool:
    return label_of(part) is not None or is_call(part.strip("[]()→» ")) or read_day(part) is not None


def settle_fields(blocks: list[Block]) -> list[Block]:
    """Make titles behind labels headlines, where several are."""
    titles = [block for block in blocks if block.label == "title"]
    if len(titles) < _SEVERAL:
        return blocks
    counts = Counter(fold(block.text) for block in blocks if block.kind == "heading" and not block.explicit)
    return [
        replace(block, kind="heading", label=None, level=_RANK, explicit=True)
        if block.label == "title"
        else _without_label(block)
        for block in blocks
        if block.kind != "heading" or block.explicit or counts[fold(block.text)] < _SEVERAL
    ]


def _without_label(block: Block) -> Block:
    """Make text of a list entry that a label such as "Abstract:" opens."""
    words, colon, _ = fold(block.text).partition(":") if block.kind == "item" else ("", "", "")
    if not colon or not (is_inner_label(words) or section_role(words) in ("abstract", "summary")):
        return block
    return replace(block, kind="paragraph", text=block.text[len(words) + 1 :].strip(), lead="", indent=0, gap=False)
