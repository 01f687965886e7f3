"""The process that opens a PDF: bytes on standard input, its lines as JSON on standard output, and nothing else.

Run by `pdf` as a file of its own, isolated (`python -I`), so that it imports nothing of ours and sees none of our
settings. It limits its own processor time and memory before it reads: a hostile PDF ends this process and no other.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any


def _load(name: str) -> Any:
    """Load a module that lies beside this one, whose folder no import may see."""
    found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if found is None or found.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


drawn = _load("pdf_drawn")

MOST_PAGES = 500
MOST_CHARACTERS = 3_000_000
MOST_BOLD = 200
BOLD = ("bold", "black", "heavy")
"""What the names of bold fonts hold."""
NUMBER = re.compile(r"\d{1,3}[.)、]\s*(?=\S)")
"""An entry's number, which is as its list is set, whatever its words are."""
WIDE = 0.45
"""A space that may part two cells, by the height of a line."""
FORCED_BOLD = 1 << 18
"""The flag of a font that is to be drawn bold (ISO 32000-1, table 123)."""
MOST_SEEN = 60
"""Pages whose drawings are looked at."""
MOST_LINKS = 200
"""Links a page: more are a map or an index, not a newsletter."""


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
    left, looks = MOST_CHARACTERS, drawn.Inks()
    for number in range(min(len(document), MOST_PAGES)):
        try:
            lines = _lines(document[number], looks, is_seen=number < MOST_SEEN)
        except pypdfium2.PdfiumError:  # one damaged page
            lines = []
        left -= sum(len(line["text"]) for line in lines)
        if left < 0:
            break
        pages.append(lines)
    return {"pages": pages}


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Give the rows of a page's text that say something, and where each begins."""
    start = 0
    for row in text.split("\n"):
        if stripped := row.strip():
            yield start + row.index(stripped[0]), stripped
        start += len(row) + 1


def _nameless(raw: Any, words: Any, row: str, places: list[int]) -> list[int]:
    """Give the places of a row's Chinese letters where the first is of a font without a name."""
    letters = [place for sign, place in zip(row, places, strict=True) if drawn.is_chinese(sign)]
    return letters if letters and not _font(raw, words, letters[0])[0] else []


def _lines(page: Any, looks: Any, *, is_seen: bool) -> list[dict[str, Any]]:
    """Give a page's lines with their place and the size of their letters, as set in the file and as they stand.

    Where it is to be seen, what is drawn tells bullets and tables.
    """
    from pypdfium2 import raw

    words = page.get_textpage()
    text = words.get_text_range()
    places = [0, *accumulate(1 + (sign > "\uffff") for sign in text)]  # PDFium counts UTF-16
    is_aligned = places[-1] == words.count_chars()
    rows = [(row, places[start : start + len(row)]) for start, row in _rows(text)] if is_aligned else []
    inks = looks.of(page, words, [place for row in rows for place in _nameless(raw, words, *row)]) if is_seen else {}
    usual = drawn.usual_ink(inks)
    lines = [] if is_aligned else [{"text": row, "bold": 0, "stops": []} for _, row in _rows(text)]
    for row, at in rows:
        bold = _bold_start(raw, words, row, at, drawn.dark_until(row, at, inks, usual), inks)
        place = _place(raw, words, at[0], at[-1])
        stops = _stops(words, row, at, WIDE * place["height"])
        lines.append({"text": row, "bold": bold, "stops": stops} | place)
    if is_aligned and is_seen:
        lines = drawn.with_drawn(raw, page, words, lines)
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


def _bold_start(raw: Any, words: Any, text: str, places: list[int], dark: int, inks: dict[int, float]) -> int:
    """Say how many characters a line begins with that are bold; signs between them may be of any font.

    Letters of `inks` are bold before the character `dark`.
    """
    numbered = NUMBER.match(text)
    end, first = 0, numbered.end() if numbered else 0
    for n, sign in enumerate(text[first:MOST_BOLD], start=first):
        if sign.isspace():
            continue
        if n < dark if places[n] in inks else _is_bold(raw, words, places[n]):
            end = n + 1
        elif sign.isalnum():
            return end
    return len(text) if end else 0


def _is_bold(raw: Any, words: Any, index: int) -> bool:
    """Tell bold letters by their font's name or flag, or by an outline that is drawn around what they fill."""
    name, flags = _font(raw, words, index)
    return any(sign in name for sign in BOLD) or bool(flags & FORCED_BOLD) or _is_stroked(raw, words, index)


def _font(raw: Any, words: Any, index: int) -> tuple[str, int]:
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int(0)
    size = raw.FPDFText_GetFontInfo(words.raw, index, name, len(name), flags)
    return name.raw[: max(min(size, len(name)) - 1, 0)].decode("utf-8", "replace").lower(), flags.value


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
