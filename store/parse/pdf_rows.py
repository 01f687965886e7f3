"""Rows of a PDF's page by their places: which go on with the row above, and which are entries of a list.

A row was broken by the page where the first word of the next would have passed its column's right edge. Rows that are
set in from their column's left edge, one right beneath the other, are a list whose bullets are drawn and not written.
Rows right beneath each other whose wide spaces end at the same places are a table's.
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import pairwise

import msgspec

from store.parse.lines import number_of, plain_lines
from store.parse.prose import is_finished, join, width
from store.text import has_chinese

_SET_IN = 8.0
"""Points by which an entry stands in from its column's edge, at least."""
_NEAR, _SEVERAL = 0.15, 3
"""Rows that end within this share of a column from its edge, and how many do so at least."""
_ABOUT, _TIGHT = 0.93, 1.6
"""Share of a column's longest row that one takes to be full, and distance of rows within a text by their height."""
_SAME = 2.0
"""Points by which the left edges of a column's cells differ at most."""
_WIDEST_NAME = 24
"""Columns of what names a table's column."""
_NEVER_FIRST = "，。、；：！？）》」』”’…"
"""Signs that no row begins with: they take the character before them along."""
_WORD = re.compile(r"\S+")


class Row(msgspec.Struct):
    """A line as the child gives it, in points; without places where a page's characters cannot be counted.

    `bold` is how many characters it begins with that are bold; `marked` says that a bullet is drawn before it.
    """

    text: str
    size: float = 0.0
    height: float = 0.0
    top: float = 0.0
    left: float = 0.0
    right: float = 0.0
    bold: int = 0
    links: list[tuple[str, str]] = []
    stops: list[tuple[int, float]] = []
    marked: bool = False
    grid: list[str] = []

    @property
    def cells(self) -> tuple[str, ...]:
        """The words of its cells between the lines drawn (`grid`), or else between its wide spaces.

        `stops` are where these end, as (character, left edge).
        """
        if self.grid:
            return tuple(reduce(join, map(str.strip, cell.splitlines()), "") for cell in self.grid)
        places = [0, *(place for place, _ in self.stops), len(self.text)]
        return tuple(self.text[start:end].strip() for start, end in pairwise(places))


class Edges(msgspec.Struct):
    """The left and right edges of a page's columns, and where the second one begins."""

    middle: float
    columns: dict[bool, tuple[float, float]]
    reach: dict[bool, float]
    """Where the longest row of each column ends."""

    def of(self, row: Row) -> tuple[float, float]:
        """Give the edges of the column that a row stands in."""
        return self.columns.get(row.left > self.middle, (0.0, 0.0))


def edges_of(page: list[Row]) -> Edges:
    """Measure a page's columns by its rows of text; what is set larger may go across them."""
    sizes = sorted(row.size for row in page)
    text = [row for row in page if row.right and row.size <= sizes[len(sizes) // 2]]
    middle = (max((row.right for row in text), default=0.0) + min((row.left for row in text), default=0.0)) / 2
    columns, reach = {}, {}
    for second in (False, True):
        rows = [row for row in text if (row.left > middle) == second]
        if rows:
            columns[second] = (min(row.left for row in rows), _right_edge(rows))
            reach[second] = max(row.right for row in rows)
    return Edges(middle, columns, reach)


def _right_edge(rows: list[Row]) -> float:
    """Give where a column ends, which several rows reach; where one alone reaches far, that tells nothing of it."""
    furthest = max(row.right for row in rows)
    left = min(row.left for row in rows)
    full = sum(row.right > furthest - _NEAR * (furthest - left) for row in rows)
    return furthest if full >= _SEVERAL else furthest + left


def was_broken(above: Row | None, row: Row, edges: Edges) -> bool:
    """Tell whether a row goes on with the one above, whose end is the column's and not the paragraph's."""
    if above is None or not above.right or not row.right or above.size != row.size or row.marked:
        return False
    if above.left < row.left - _SET_IN and not number_of(above.text):
        return False
    first = plain_lines(row.text)
    if row.bold and above.bold < len(above.text):
        return False
    if not first or first[0].mark or first[0].delimiter:
        return False
    left, right = edges.of(above)
    return above.right + _first(row) > right or _is_full(above, row, left, edges)


def _is_full(above: Row, row: Row, left: float, edges: Edges) -> bool:
    """Tell a row that is about as long as any of its column and ends within a sentence, with another right beneath."""
    reach = edges.reach.get(above.left > edges.middle, 0.0)
    tight = 0 < above.top - row.top < _TIGHT * above.height
    return tight and above.right - left > _ABOUT * (reach - left) > 0 and not is_finished(above.text)


def entries_in(page: list[Row], edges: Edges) -> dict[int, int]:
    """Find the rows (by `id`) that begin entries of a list, and how deep (tens of points) beneath the first.

    A list is several of them, right beneath each other.
    """
    runs: list[list[Row]] = []
    for n, row in enumerate(page):
        above = page[n - 1] if n else None
        left, right = edges.of(row)
        if not right or row.left < left + _SET_IN:
            continue
        tight = above is not None and 0 < above.top - row.top < 2 * row.height
        if tight and runs and runs[-1][-1] is above:
            runs[-1].append(row)
        else:
            runs.append([row])
    begun = [[row for n, row in enumerate(run) if not n or not was_broken(run[n - 1], row, edges)] for run in runs]
    numbered = [row for run in begun for row in run if _is_numbered(row)]
    if len(numbered) > 1 or any(row.marked for row in page):
        begun = [[row for row in run if row.marked or _is_numbered(row)] for run in runs]
    lists = [run for run in begun if len(run) > 1 or any(row.marked for row in run)]
    return {id(row): round((row.left - min(each.left for each in run)) / 10) for run in lists for row in run}


def _is_numbered(row: Row) -> bool:
    found = number_of(row.text)
    return found is not None and found[1] in (".", ")", "、")


def tables_in(page: list[Row]) -> dict[int, int]:
    """Find the rows (by `id`) of tables: several with wide spaces that end at the same places; 1 for a header's."""
    found = {id(row): 0 for row in page if row.grid}
    found |= {id(row): 1 for n, row in enumerate(page) if row.grid and _heads(page, n)}
    for n, row in enumerate(page):
        above = page[n - 1] if n else None
        if above is None or not row.stops or len(above.stops) != len(row.stops):
            continue
        if all(abs(a - b) < _SAME for a, b in zip(_edges(above), _edges(row), strict=True)):
            found |= {id(above): found.get(id(above), 0), id(row): 0}
    for n, row in enumerate(page[1:], start=1):
        above = page[n - 1]
        heads = above.bold >= len(above.text) and len(above.stops) == len(row.stops)
        if id(row) in found and (heads and above.bold > row.bold):
            found[id(above)] = 1
    return found


def _heads(page: list[Row], n: int) -> bool:
    """Tell the first row of a table with lines between its cells that only names its columns: short, without links."""
    if n and page[n - 1].grid and len(page[n - 1].grid) == len(page[n].grid):
        return False
    row, under = page[n], page[n + 1] if n + 1 < len(page) else None
    named = all(width(cell) <= _WIDEST_NAME for cell in row.cells) and not row.links
    return under is not None and bool(under.grid) and named and any(width(cell) > _WIDEST_NAME for cell in under.cells)


def _edges(row: Row) -> list[float]:
    return [row.left, *(left for _, left in row.stops)]


def extend_links(first: list[tuple[str, str]], second: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join the links of two rows: one that goes on over the end of the first is one link."""
    if first and second and first[-1][0] == second[0][0]:
        address, words = first[-1]
        return [*first[:-1], (address, join(words, second[0][1])), *second[1:]]
    return [*first, *second]


def whole_links(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give a row's links with those joined that its width broke: they lead to one address."""
    whole: list[tuple[str, str]] = []
    for link in links:
        whole = extend_links(whole, [link])
    return whole


def _first(row: Row) -> float:
    """Measure the first word of a row, in points: in Chinese each character may stand at a line's end."""
    found = _WORD.match(row.text)
    letters = len(found[0]) + 1 if found and not has_chinese(row.text[:2]) else 1
    letters += next((n for n, sign in enumerate(row.text[1:8]) if sign not in _NEVER_FIRST), 0)
    return (row.right - row.left) / max(len(row.text), 1) * letters
