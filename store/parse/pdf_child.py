"""The process that opens a PDF: bytes on standard input, its lines as JSON on standard output, and nothing else.

Run by `pdf` as a file of its own, isolated (`python -I`), so that it imports nothing of ours and sees none of our
settings. It limits its own processor time and memory before it reads: a hostile PDF ends this process and no other.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import re
import sys
from bisect import bisect_left
from itertools import accumulate, islice, pairwise
from typing import Any

MOST_PAGES = 500
MOST_CHARACTERS = 3_000_000
MOST_BOLD = 200
BOLD = ("bold", "black", "heavy")
"""What the names of bold fonts hold."""
WIDE = 0.45
"""A space that may part two cells, by the height of a line."""
FORCED_BOLD = 1 << 18
"""The flag of a font that is to be drawn bold (ISO 32000-1, table 123)."""
MOST_SEEN = 60
"""Pages whose drawings are looked at."""
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
MOST_LINKS = 200
"""Links a page: more are a map or an index, not a newsletter."""


Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from a page's lower left corner."""


def main() -> None:
    """Read standard input as a PDF and print what it holds."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    _limit(seconds, megabytes)
    try:
        document = _read(sys.stdin.buffer.read())
    except MemoryError:
        document = {"error": "memory"}
    json.dump(document, sys.stdout)


def _limit(seconds: int, megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on Windows: time is kept by the parent
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if "password" in str(error).lower() else "damaged"}
    pages: list[list[dict[str, Any]]] = []
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES)):
        try:
            lines = _lines(document[number], is_seen=number < MOST_SEEN)
        except pypdfium2.PdfiumError:  # one damaged page
            lines = []
        left -= sum(len(line["text"]) for line in lines)
        if left < 0:
            break
        pages.append(lines)
    return {"pages": pages, "count": len(document)}


def _lines(page: Any, *, is_seen: bool) -> list[dict[str, Any]]:
    """Give a page's lines with their place and the size of their letters, as set in the file and as they stand.

    Where it is to be seen, what is drawn tells bullets and tables.
    """
    from pypdfium2 import raw

    words = page.get_textpage()
    text = words.get_text_range()
    places = [0, *accumulate(1 + (sign > "\uffff") for sign in text)]  # PDFium counts UTF-16
    is_aligned = places[-1] == words.count_chars()
    lines, start = [], 0
    for row in text.split("\n"):
        stripped = row.strip()
        if stripped:
            first = start + row.index(stripped[0])
            at = places[first : first + len(stripped)]
            bold = _bold_start(raw, words, stripped, at) if is_aligned else 0
            place = _place(raw, words, at[0], at[-1]) if is_aligned else {}
            stops = _stops(words, stripped, at, WIDE * place["height"]) if is_aligned else []
            lines.append({"text": stripped, "bold": bold, "stops": stops} | place)
        start += len(row) + 1
    if is_aligned and is_seen:
        marks, across, down = _drawn(raw, page)
        _add_marks(lines, marks)
        lines = _with_tables(words, lines, _table_rows(across, down))
    _add_links(raw, page, words, lines)
    return lines


def _place(raw: Any, words: Any, index: int, last: int) -> dict[str, float]:
    left, bottom, _, top = words.get_charbox(index, loose=True)
    return {
        "size": round(raw.FPDFText_GetFontSize(words.raw, index), 1),
        "height": round(max(top - bottom, 0), 1),
        "top": round(top, 1),
        "left": round(left, 1),
        "right": round(words.get_charbox(last, loose=True)[2], 1),
    }


def _stops(words: Any, text: str, places: list[int], wide: float) -> list[tuple[int, float]]:
    """Give where words begin behind a wide space, as (character, left)."""
    stops = []
    for found in islice(re.finditer(r"\s+", text), MOST_BOLD):
        right = words.get_charbox(places[found.start() - 1], loose=True)[2]
        left = words.get_charbox(places[found.end()], loose=True)[0]
        if left - right > wide:
            stops.append((found.end(), round(left, 1)))
    return stops


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


def _bold_start(raw: Any, words: Any, text: str, places: list[int]) -> int:
    """Say how many characters a line begins with that are bold; signs between them may be of any font."""
    end = 0
    for n, sign in enumerate(text[:MOST_BOLD]):
        if sign.isspace():
            continue
        if _is_bold(raw, words, places[n]):
            end = n + 1
        elif sign.isalnum():
            return end
    return len(text) if end else 0


def _is_bold(raw: Any, words: Any, index: int) -> bool:
    """Tell bold letters by their font's name or flag, or by an outline that is drawn around what they fill."""
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int(0)
    size = raw.FPDFText_GetFontInfo(words.raw, index, name, len(name), flags)
    known = name.raw[: max(min(size, len(name)) - 1, 0)].decode("utf-8", "replace").lower()
    return any(sign in known for sign in BOLD) or bool(flags.value & FORCED_BOLD) or _is_stroked(raw, words, index)


def _is_stroked(raw: Any, words: Any, index: int) -> bool:
    letters = raw.FPDFText_GetTextObject(words.raw, index)
    return bool(letters) and raw.FPDFTextObj_GetTextRenderMode(letters) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE


def _add_links(raw: Any, page: Any, words: Any, lines: list[dict[str, Any]]) -> None:
    """Give each web link to the line that it lies on, or else to the first that holds its words."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(MOST_LINKS):
        if not raw.FPDFLink_Enumerate(page.raw, position, link):
            return
        address, rectangle = _address(raw, page, link), raw.FS_RECTF()
        if not address or not raw.FPDFLink_GetAnnotRect(link, rectangle):
            continue
        said = words.get_text_bounded(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        said = " ".join(said.split())
        holding = [line for line in lines if said and said in " ".join(line["text"].split())]
        middle = (rectangle.top + rectangle.bottom) / 2
        on = (line for line in holding if 0 <= line.get("top", -1) - middle <= line["height"])
        line = next(on, next(iter(holding), None))
        if line is not None:
            line.setdefault("links", []).append([address, said])


def _address(raw: Any, page: Any, link: Any) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(2000)
    size = raw.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, len(buffer))
    address = buffer.raw[: max(size - 1, 0)].decode("utf-8", "replace")
    return address if size <= len(buffer) and address.startswith(("http://", "https://")) else ""


if __name__ == "__main__":
    main()
