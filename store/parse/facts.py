"""Lists of facts: `Status: fixed`, `Opened: 3 May`. They say what a document is about or when, and are no news.

A list of short labelled values is one above the first section, and anywhere where most of the values are days; so is
a list of figures, whatever explains them. So is a table of short values with figures, none of whose columns is named
as those of news are. So is a table of codes with their names (`T2041 | Mooring`), which lead to a register's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.parse.blocks import Block, Kind
from store.parse.columns import column_role, names_fact
from store.parse.dates import find_date
from store.parse.prose import is_finished, width
from store.parse.vocabulary import fold

_FEWEST = 2
_WIDEST_LABEL, _WIDEST_VALUE = 24, 48
_WIDEST_NAME = 16
"""Columns of a table's cells that only name and rate."""
_FIGURE = re.compile(
    r"[~≈<>+\-–−]?\s?[$€£¥#]?\s?\d[\d.,/]{0,14}\s?(?:[%‰°x×]|[\u3400-\u9fff]{1,4}|[A-Za-z]{1,12})?"
    r"(?: (?:of|out of|in|/) \d{1,6})?"
)
"""A figure with its currency and what it counts: `$30 billion`, `2 of 10`, `46%`, `12 家`."""
_CODED = re.compile(r"[A-Z]{1,6}-?\d{1,6}(?:\.\d{1,4})?")
"""What a register calls an entry of its own (`T2041.003`); a name with a year in it is none."""
_WIDEST_CODED = 72
"""Columns of what stands beside a code in its table."""


def drop_facts(blocks: list[Block]) -> list[Block]:
    """Give the blocks without the lists that hold nothing but facts."""
    dropped: set[int] = set()
    for places in _runs(blocks, "item"):
        values = [_value(blocks[n]) for n in places]
        dated = sum(find_date(value) is not None for value in values)
        linked = any(blocks[n].links for n in places)  # a story's own fields
        counted = all(_counts(blocks[n]) for n in places)
        if counted or (all(values) and ((2 * dated > len(values) and not linked) or _is_above(blocks, places[0]))):
            dropped |= set(places)
    for places in _runs(blocks, "row"):
        rows = [blocks[n] for n in places]
        if _holds_figures(rows) or _holds_codes(rows):
            dropped |= set(places)
    return [block for n, block in enumerate(blocks) if n not in dropped]


def _counts(block: Block) -> bool:
    """Tell an entry that only counts: a figure that stands apart or before a colon, or a short label with one."""
    value, before = _value(block), fold(block.text).partition(":")[0].strip()
    return not (block.links or block.timed) and (
        (len(before) > 1 and _FIGURE.fullmatch(before) is not None and before != fold(block.text))
        or (bool(block.lead) and _FIGURE.fullmatch(fold(block.lead).strip(" :")) is not None)
        or (bool(value) and _FIGURE.fullmatch(value) is not None)
    )


def _holds_figures(rows: list[Block]) -> bool:
    """Tell a table of metrics, or one of short values that names no headline, day, outlet or link."""
    named = {column_role(cell) for row in rows if row.level == 1 for cell in row.cells} - {None, "summary"}
    cells = [cell for row in rows for cell in row.cells]
    if any(row.level == 1 and all(map(names_fact, row.cells)) for row in rows):
        return True
    plain = not named and not any(row.links for row in rows) and all(width(cell) <= _WIDEST_LABEL for cell in cells)
    names = all(width(cell) <= _WIDEST_NAME for cell in cells)
    return plain and (names or any(sign.isdigit() for cell in cells for sign in cell))


def _holds_codes(rows: list[Block]) -> bool:
    """Tell a table beneath names of columns that lists codes and what they stand for, none of it a sentence."""
    told = [row for row in rows if row.level != 1]
    short = all(width(cell) <= _WIDEST_CODED and not is_finished(cell) for row in told for cell in row.cells)
    named = {column_role(cell) for row in rows if row.level == 1 for cell in row.cells} & {"outlet", "date", "summary"}
    coded = all(row.cells and _CODED.fullmatch(row.cells[0].strip()) for row in told)
    return bool(told) and coded and short and not named


def _runs(blocks: list[Block], kind: Kind) -> Iterator[list[int]]:
    """Find the places of neighbouring blocks of a kind."""
    places: list[int] = []
    for n, block in enumerate(blocks):
        if block.kind == kind:
            places.append(n)
            continue
        if len(places) >= _FEWEST:
            yield places
        places = []
    if len(places) >= _FEWEST:
        yield places


def _value(block: Block) -> str:
    """Give what stands behind a short label, where that is all that an entry says; nothing for any other."""
    label, _, value = fold(block.text).partition(":")
    linked = any(width(link.words) > _WIDEST_LABEL and link.words != link.url for link in block.links)  # a headline
    short = not linked and width(label) <= _WIDEST_LABEL and width(value) <= _WIDEST_VALUE
    return value.strip() if short and not is_finished(value) and not value.startswith("//") else ""


def _is_above(blocks: list[Block], first: int) -> bool:
    return all(block.kind not in ("heading", "card", "item") or n == 0 for n, block in enumerate(blocks[:first]))
