"""What is drawn on a PDF's page besides its words: bullets, lines between a table's cells, and how dark letters are.

Loaded by `pdf_child` in its own process, so that it imports nothing of ours.

- A small mark right before a line is a list's bullet.
- Lines down the page that begin and end alike, row beneath row at the same places, are a table's.
- Letters of fonts without a name (Chinese in what browsers print) are bold where they are darker than the others of
  their page: there is no other sign of it.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from itertools import accumulate, islice, pairwise
from statistics import median
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from a page's lower left corner."""

MOST_DRAWN, MOST_RULES = 5000, 600
"""What is drawn on a page and looked at, and straight lines among it each way: more are a chart or a map."""
THIN, LONG = 2.5, 6.0
"""Points that a line is wide at most, and long at least."""
LARGEST_MARK, FARTHEST_MARK = 7.0, 30.0
"""Points of a drawn bullet, and from its entry's words, at most."""
MOST_RULED = 2
"""Lines down the page that a row of a single cell has."""
MOST_NEAR = 20
"""Marks at one height that are looked at."""
NEAR = 2.0
"""Points by which what stands in one line may differ."""
DARKER = 1.22
"""How much darker bold letters are than the others of their page; measured 1.4 to 1.6 for a common font."""
FEWEST_DARK, FEWEST_LETTERS = 2, 12
"""Letters of a bold piece, and of a page that is looked at, at least."""
SCALE, WIDEST = 2.0, 2400
"""Pixels a point, and of a page at most."""
SECONDS = 4.0
"""Time of the processor that looking may take in all."""
SNAP = 2
"""Letters from where the darkness ends to the sign that ends the bold words, at most."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SIGN = re.compile(r"[^\w\s]|\s")


def with_drawn(raw: Any, page: Any, words: Any, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a page's lines with what is drawn around them: marked entries, and a line for each row of a table."""
    marks, across, down = _drawn(raw, page)
    _add_marks(lines, marks)
    return _with_tables(words, lines, _table_rows(across, down))


def _drawn(raw: Any, page: Any) -> tuple[list[Box], list[Box], list[Box]]:
    """Give the small marks drawn on a page, and the lines across it and down it; the edges of boxes are lines too."""
    marks: list[Box] = []
    across: list[Box] = []
    down: list[Box] = []
    for drawn in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2), MOST_DRAWN):
        left, bottom, right, top = box = drawn.get_bounds()
        wide, high = right - left, top - bottom
        if max(wide, high) <= LARGEST_MARK and min(wide, high) > 0.6 * max(wide, high) > 0:
            marks.append(box)
            continue
        if wide >= LONG and len(across) < MOST_RULES:
            across += [box] if high < THIN else [(left, top, right, top), (left, bottom, right, bottom)]
        if high >= LONG and len(down) < MOST_RULES:
            down += [box] if wide < THIN else [(left, bottom, left, top), (right, bottom, right, top)]
    return marks, across, down


def _add_marks(lines: list[dict[str, Any]], marks: list[Box]) -> None:
    """Say of each line whether a mark stands right before it, as a list's bullet does."""
    heights = sorted(((bottom + top) / 2, right) for _, bottom, right, top in marks)
    middles = [middle for middle, _ in heights]
    for line in lines:
        first = bisect_left(middles, line["top"] - line["height"])
        near = heights[first : first + MOST_NEAR]
        line["marked"] = any(
            middle <= line["top"] and 0 < line["left"] - right + 1 <= FARTHEST_MARK for middle, right in near
        )


def _table_rows(across: list[Box], down: list[Box]) -> list[tuple[float, float, list[float]]]:
    """Find the rows of tables: pieces of lines down the page that begin and end alike, as (top, bottom, their places).

    A line over several rows counts for each, parted by the lines across that it meets.
    """
    pieces = []
    for left, bottom, right, top in down:
        place = (left + right) / 2
        met = (b for a, b, c, _ in across if a - NEAR <= place <= c + NEAR and bottom + NEAR < b < top - NEAR)
        ends = sorted({top, bottom, *met}, reverse=True)
        pieces += [(round(upper), round(lower), place) for upper, lower in pairwise(ends)]
    rows: list[tuple[float, float, list[float]]] = []
    for upper, lower, place in sorted(pieces, reverse=True):
        if rows and abs(rows[-1][0] - upper) <= NEAR and abs(rows[-1][1] - lower) <= NEAR:
            rows[-1][2].append(place)
        elif upper - lower > LONG:
            rows.append((upper, lower, [place]))
    parted = [(upper, lower, _apart(places)) for upper, lower, places in rows]
    rows = [row for row in parted if len(row[2]) > MOST_RULED]
    alike = {n for n in range(1, len(rows)) if _goes_on(rows[n - 1], rows[n])}
    return [row for n, row in enumerate(rows) if n in alike or n + 1 in alike]


def _apart(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > LONG:
            kept.append(place)
    return kept


def _goes_on(above: tuple[float, float, list[float]], row: tuple[float, float, list[float]]) -> bool:
    """Tell two rows of one table: one right beneath the other, with lines down at the same places."""
    if abs(above[1] - row[0]) > 2 * NEAR or len(above[2]) != len(row[2]):
        return False
    return all(abs(first - second) <= NEAR for first, second in zip(above[2], row[2], strict=True))


def _with_tables(
    words: Any, lines: list[dict[str, Any]], rows: list[tuple[float, float, list[float]]]
) -> list[dict[str, Any]]:
    """Give the lines with those that stand in a table's row as one, which holds the words of its cells."""
    held: dict[int, list[dict[str, Any]]] = {}
    for n, (top, bottom, places) in enumerate(rows):
        for line in lines:
            middle = line["top"] - line["height"] / 2
            if bottom <= middle <= top and places[0] - NEAR <= line["left"] <= places[-1]:
                held.setdefault(n, []).append(line)
    of_row = {id(line): n for n, inside in held.items() for line in inside}
    kept = []
    for line in lines:
        row_of = of_row.get(id(line))
        if row_of is None:
            kept.append(line)
        elif line is held[row_of][0]:
            top, bottom, places = rows[row_of]
            cells = [words.get_text_bounded(left, bottom, right, top) for left, right in pairwise(places)]
            is_bold = all(inside["bold"] >= len(inside["text"]) for inside in held[row_of])
            text = " | ".join(" ".join(cell.split()) for cell in cells)
            row = {"text": text, "grid": cells, "bold": len(text) if is_bold else 0, "stops": []}
            kept.append(line | row | {"top": top, "height": top - bottom, "left": places[0], "right": places[-1]})
    return kept


class Inks:
    """How dark the letters of fonts without a name are, on the pages of one document."""

    def __init__(self) -> None:
        self._spent = 0.0

    def of(self, page: Any, words: Any, letters: list[int]) -> dict[int, float]:
        """Give how dark letters are (share of their box), by their places; nothing where that is not looked at."""
        if len(letters) < FEWEST_LETTERS or self._spent > SECONDS:
            return {}
        begun = time.process_time()
        scale = min(SCALE, WIDEST / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, grayscale=True)
        pixels, stride, height, width = bytes(bitmap.buffer), bitmap.stride, bitmap.height, bitmap.width
        inks = {}
        for place in letters:
            left, bottom, right, top = words.get_charbox(place, loose=True)
            first, last = max(int(left * scale), 0), min(int(right * scale), width)
            upper, lower = max(height - int(top * scale), 0), min(height - int(bottom * scale), height)
            area = (last - first) * (lower - upper)
            if last > first and lower > upper and area < WIDEST * 10:
                white = sum(sum(pixels[y * stride + first : y * stride + last]) for y in range(upper, lower))
                inks[place] = 1 - white / 255 / area
        self._spent += time.process_time() - begun
        return inks


def usual_ink(inks: dict[int, float]) -> float:
    """Give how dark most letters of a page are."""
    return median(inks.values()) if inks else 0.0


def dark_until(text: str, places: list[int], inks: dict[int, float], usual: float) -> int:
    """Say before which character of a line its letters are bold; 0 where the first ones are not.

    Where that ends is where the letters before differ most from those behind; the next sign ends the bold words.
    """
    found = [(n, inks[place]) for n, place in enumerate(places) if place in inks]
    if len(found) < FEWEST_DARK:
        return 0
    sums = [0.0, *accumulate(ink for _, ink in found)]
    count, limit = len(found), DARKER * usual

    def _spread(k: int) -> float:
        return sums[k] ** 2 / k + (sums[count] - sums[k]) ** 2 / (count - k)

    if sums[count] / count > limit:
        weak = max(range(FEWEST_DARK, count), key=_spread, default=count)
        if weak == count or (sums[count] - sums[weak]) / (count - weak) > limit:
            return len(text)
        return _snapped(text, found[weak - 1][0] + 1)
    split = max(range(FEWEST_DARK, count), key=_spread, default=0)
    if not split or sums[split] / split <= limit or (sums[count] - sums[split]) / (count - split) > limit:
        return 0
    return _snapped(text, found[split - 1][0] + 1)


def _snapped(text: str, end: int) -> int:
    """Give the end of bold words at the sign nearest to where their darkness ends."""
    near = sorted(range(max(end - SNAP, 1), min(end + SNAP, len(text) - 1) + 1), key=lambda n: abs(n - end))
    return next((n for n in near if _SIGN.match(text[n])), end)


def is_chinese(sign: str) -> bool:
    """Tell a Chinese character."""
    return _CHINESE.match(sign) is not None
