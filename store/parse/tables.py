"""Rows of a table as stories: which column holds what is told by the header's names, else by what the cells hold.

A column of days is the day, one of addresses or calls the link. Of the others the one that carries the links, else
the widest of headlines, is the title; one whose cells are all short names is the outlet; one wider than the title, or
made of sentences, is the summary.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from store.model import ItemKind
from store.parse.blocks import Block
from store.parse.columns import column_role
from store.parse.credits import is_name
from store.parse.dates import read_day
from store.parse.drafts import Draft
from store.parse.leads import read_opening
from store.parse.prose import is_finished, width
from store.parse.vocabulary import Role, is_call

_COUNT = re.compile(r"^\d{1,3}\s?[.)、]\s*")
_SHORTEST_TITLE = 8
_NEARLY_ALL = 0.8
"""Share of a column's cells that hold what it holds, at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) holds what; None where no column does. Without a title it is no table of news."""

    count: int
    title: int | None
    day: int | None = None
    outlet: int | None = None
    summary: int | None = None


def read_columns(first: Block, rows: list[Block]) -> Columns:
    """Read what each column of a table holds, from its header row if it has one, and from some of its rows."""
    count = len(first.cells)
    body = [row for row in rows if row.level != 1 and len(row.cells) == count][:40]
    named = {column_role(cell): n for n, cell in reversed(list(enumerate(first.cells)))} if first.level == 1 else {}
    cells = [[row.cells[n] for row in body] for n in range(count)]
    day = named.get("date", _first(cells, lambda cell: read_day(cell) is not None))
    free = [n for n in range(count) if n != day and not _all(cells[n], _is_mark)]
    known = {named[role] for role in ("summary", "outlet", "link") if role in named}
    title = named.get("title", _title(body, cells, [n for n in free if n not in known]) if len(body) > 1 else None)
    rest = [n for n in free if n != title]
    outlet = named.get("outlet", _first([cells[n] if n in rest else [] for n in range(count)], is_name))
    wide = [n for n in rest if n != outlet and any(is_finished(cell) or width(cell) > 40 for cell in cells[n])]
    return Columns(count, title, day, outlet, named.get("summary", wide[0] if wide else None))


def _all(cells: list[str], test: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(test, cells)) >= _NEARLY_ALL * len(cells)


def _first(columns: list[list[str]], test: Callable[[str], bool]) -> int | None:
    return next((n for n, cells in enumerate(columns) if _all(cells, test)), None)


def _is_mark(cell: str) -> bool:
    """Tell a cell that is a number, calls or an address: no words of its own."""
    parts = cell.split(", ")
    if all(len(part) <= 12 and " " not in part.strip() for part in parts) and len(parts) > 1:
        return True
    return not cell or cell.strip("#.").isdigit() or is_call(cell) or cell.startswith(("http://", "https://"))


def _title(body: list[Block], cells: list[list[str]], free: list[int]) -> int | None:
    linked = {n: sum(any(link.words in row.cells[n] for link in row.links) for row in body) for n in free}
    likely = [n for n in free if max((width(cell) for cell in cells[n]), default=0) >= _SHORTEST_TITLE]
    finished = {n: sum(is_finished(cell) for cell in cells[n]) for n in likely}
    return max(likely, key=lambda n: (linked[n], -finished[n], sum(width(cell) for cell in cells[n])), default=None)


def read_row(row: Block, columns: Columns, kind: ItemKind, section: str | None, role: Role | None) -> Draft | None:
    """Read one row as a draft, or None where its title is empty or no title."""
    if columns.title is None or columns.title >= len(row.cells) or width(row.cells[columns.title]) < _SHORTEST_TITLE:
        return None
    opening = read_opening(_COUNT.sub("", row.cells[columns.title]), row.lead, row.links)
    story = Draft(kind, section, row.start, row.end, role, opening.headline or opening.rest)
    story.body += [opening.rest] if opening.headline and opening.rest else []
    story.add_links(row)
    story.day = read_day(_cell(row, columns.day))
    story.outlet = _cell(row, columns.outlet) or None
    if said := _cell(row, columns.summary):
        story.body.append(said)
    return story


def _cell(row: Block, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""
