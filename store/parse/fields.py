"""Fields of a story: what stands behind known labels, several in a line or one beneath the other.

- A line whose parts are each a labelled value, a day or a call to read on is read as a line for each; parts whose label
  says nothing of where a story is from ("Score: 8") are left out of it.
- Tables of two columns with the same names beneath several headings are forms: each row is such a field.
- Where labels name titles again and again (`标题：…`), each title is a headline, and a label such as "Abstract:" that
  comes as often opens its text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL, Block
from store.parse.dates import read_day
from store.parse.lines import Line
from store.parse.prose import width
from store.parse.vocabulary import fold, is_inner_label, is_pointer, label_of, section_role

_PARTING = re.compile(
    r"(?:(?<!\s)\s+)?[|｜]\s*|(?<!\s)\s+[·•・]\s+|(?<!\s)\s+(?=[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s?[^\W\d]{1,12}\s?[:：])"
)
"""What stands between two fields; a pictograph may stand before each label. A row of blanks is looked at once."""
_LABELLED = re.compile(r"[^:]{2,24}: ?[^ :]")
_RANK = 7
"""The rank of a headline behind a label: that of a bold line."""
_SEVERAL = 2
_MOST_ROWS = 8
"""Rows of a table that is a story's form."""
_WIDEST, _WIDEST_VALUE = 60, 24
"""Columns of one field, and of each word in a list that is a field's value."""


def fields_of_rows(lines: list[Line]) -> list[Line]:
    """Read small tables of names and values that stand beneath several headings, named alike, as a line for each."""
    tables = [places for places in _tables(lines) if all(len(lines[n].cells) == _SEVERAL for n in places)]
    names = [tuple(lines[n].cells[0] for n in places) for places in tables]
    again = {name for name, count in Counter(names).items() if count >= _SEVERAL and len(name) <= _MOST_ROWS}
    forms = {n for places, name in zip(tables, names, strict=True) if name in again for n in places}
    read = [_field_of(line) if n in forms else line for n, line in enumerate(lines)]
    return [line for line in read if line is not None]


def _tables(lines: list[Line]) -> list[list[int]]:
    """Give the places of each table's rows."""
    tables: list[list[int]] = []
    for n, line in enumerate(lines):
        if line.mark == "row":
            begins = not tables or tables[-1][-1] != n - 1 or line.level == 1
            tables += [[n]] if begins else []
            tables[-1] += [] if begins else [n]
    return tables


def _field_of(row: Line) -> Line | None:
    """Write a row of name and value as the line of a field; None where nothing is known by that name."""
    text = ": ".join(row.cells)
    return replace(row, text=text, mark="", level=0, cells=(), lead="", gap=False) if label_of(text) else None


def split_fields(line: Line) -> list[Line]:
    """Part a line of several fields; give any other as it is."""
    parts = (
        [part for part in _PARTING.split(line.text.strip("|｜ ")) if part.strip()]
        if line.mark in ("", "item") or line.level == BOLD_LEVEL
        else []
    )
    parts = _with_lists(line.text, parts)
    labelled = sum(label_of(part) is not None for part in parts)
    linked = [link.words for link in line.links]
    if len(parts) < _SEVERAL or not labelled or not all(_is_field(part, linked) for part in parts):
        return [line]
    return [
        replace(
            line,
            mark="" if line.mark == "heading" else line.mark,
            level=0,
            text=part,
            lead="",
            gap=line.gap and n == 0,
            links=tuple(link for link in line.links if link.words in part),
        )
        for n, part in enumerate(parts)
        if _is_known(part)
    ]


def _with_lists(text: str, parts: list[str]) -> list[str]:
    """Join to a field the short words behind it that go on with its value: `Tags: lamps · harbours · Score: 4`."""
    joined: list[str] = []
    for n, part in enumerate(parts):
        told = joined and _LABELLED.match(fold(joined[-1])) and any(map(_is_labelled, parts[n + 1 :]))
        if told and width(part) <= _WIDEST_VALUE and not _is_labelled(part) and not _is_known(part):
            joined[-1] = text[
                text.index(joined[-1]) : text.index(part, text.index(joined[-1]) + len(joined[-1])) + len(part)
            ]
        else:
            joined.append(part)
    return joined


def _is_labelled(part: str) -> bool:
    return _LABELLED.match(fold(part)) is not None


def _is_field(part: str, linked: list[str]) -> bool:
    """Tell a short labelled value; of any length where it is a link's words."""
    short = width(part) <= _WIDEST or any(part.endswith(words) for words in linked)
    return short and (_is_known(part) or _is_labelled(part))


def _is_known(part: str) -> bool:
    """Tell what is read of a line's parts: a labelled value, a label that is a link itself, a call, a day."""
    return label_of(part) is not None or is_pointer(part.strip("[]()→» ")) or read_day(part) is not None


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
