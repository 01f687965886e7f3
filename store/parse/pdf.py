"""A PDF as lines.

`pdf_pages` gives each line with its size and place. Here they become words as people read them: NFKC (PDFs
hold ligatures and Chinese radicals), words that a line's end hyphenated joined, running heads and feet left out (the
same words, numbers aside, at the top or bottom of several pages), a gap where the distance to the line above says so,
and headings where short lines are larger than the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from store.parse.blocks import BOLD_LEVEL
from store.parse.lines import Line, Link, number_of, plain_lines
from store.parse.pdf_pages import CHILD_MEGABYTES, CHILD_SECONDS, pdf_refusal, read_pages
from store.parse.pdf_rows import Row, edges_of, entries_in, extend_links, tables_in, was_broken, whole_links
from store.parse.prose import is_bold_heading, is_headline, join
from store.parse.written import Written
from store.text import collapse

_LARGER = 1.15
"""How much larger than the text a line is set to be a heading."""
_APART = 1.75
"""Distance of two lines' tops, by the height of a line, from which a paragraph lies between them."""
_RUNNING_PAGES = 2
_EDGE = 2
"""Lines at the top and bottom of a page that may be running heads and feet."""
_SOFT_HYPHEN = re.compile(r"(?:[\x02\u00ad\ufffe]|(?<=[a-z])-)$")
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? (?:上午|下午)?\d{1,2}:\d{2}(?: ?[ap]m)?(?: .{1,300})?"
    r"|(?:https?://|file:|about:)\S{1,2000} \d{1,3}/\d{1,3}|\d{1,3} of \d{1,3} .{0,40}\d{1,2}:\d{2}.{0,8}",
    re.IGNORECASE,
)
"""What browsers print at a page's edges: when, and the title; the address, and the page's number."""
_REPLIES = re.compile(
    r"discussion about this .{3,12}|(?:\d{1,4}|no) (?:comments?|responses?|replies|thoughts on .{1,200})|comments?"
    r"|leave a (?:reply|comment)|you (?:might|may) also (?:like|enjoy)|recommended for you|read next|keep reading"
    r"|related (?:posts|articles|reading)|(?:发表|全部|精选)?评论区?(?: ?[(（]?\d{1,5}[)）]?)?|\d{1,5} ?条评论"
    r"|(?:相关|推荐)(?:文章|阅读|推荐)|猜你喜欢",
    re.IGNORECASE,
)
_BODY = 0.3
"""Share of a document's lines that its own text takes at least, before what stands beneath it."""
_DIGITS = re.compile(r"\d+")
_COMPATIBILITY = re.compile("[\u00a0\u2000-\u200a\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]+")
"""What PDFs write in place of letters. The whole of NFKC would also make 10² 102 and ， a comma."""


@dataclass(slots=True)
class _Piece:
    """A line in the making: rows that belong together, and the bold words that it begins with."""

    row: Row
    text: str
    gap: bool
    lead: str
    depth: int | None = None
    """How deep an entry of a list is set in; None for what is no entry."""
    in_table: int | None = None
    """1 for a table's header, 0 for its other rows; None for what is none."""


def read_pdf(data: bytes, *, seconds: int = CHILD_SECONDS, megabytes: int = CHILD_MEGABYTES) -> Written:
    """Read a PDF in a child process.

    Raises: UnreadableDocumentError, with its own sentence for each: protected, damaged, without text, too slow, too
    large in memory, or crashing its reader.
    """
    pages = read_pages(data, seconds, megabytes)
    pieces = _without_replies(list(_joined(_without_running(pages))))
    if not any(sign.isalnum() for piece in pieces for sign in piece.text):
        raise pdf_refusal("scanned")
    return _written(pieces)


def _without_running(pages: list[list[Row]]) -> Iterator[list[Row]]:
    """Give the pages without running heads and feet; the first of a head that holds no number stays, as the title."""
    places = [{id(row) for row in [*page[:_EDGE], *page[-_EDGE:]]} for page in pages]
    counts = Counter(key for page, edge in zip(pages, places, strict=True) for key in _keys(page, edge))
    often = max(_RUNNING_PAGES, len(pages) // 2)
    seen: set[str] = set()
    for page, edge in zip(pages, places, strict=True):
        kept = []
        for row in page:
            key = _key(row)
            runs = id(row) in edge and (counts[key] >= often or _PRINTED.fullmatch(collapse(row.text)) is not None)
            if not runs or (key not in seen and "#" not in key):
                kept.append(row)
            seen.add(key)
        yield kept


def _keys(page: list[Row], edge: set[int]) -> set[str]:
    return {_key(row) for row in page if id(row) in edge}


def _key(row: Row) -> str:
    return _DIGITS.sub("#", collapse(row.text)).casefold()


def _joined(pages: Iterator[list[Row]]) -> Iterator[_Piece]:
    """Give the lines of all pages, hyphenated words joined."""
    last: _Piece | None = None
    for page in pages:
        above: Row | None = None
        edges = edges_of(page)
        entries, tables = entries_in(page, edges), tables_in(page)
        for row in page:
            text = _plain(" | ".join(row.cells) if row.grid else row.text)
            if not text:
                continue
            is_apart = _is_apart(above, row)
            if last is not None and _SOFT_HYPHEN.search(last.text) and text[:1].islower():
                last.text = _SOFT_HYPHEN.sub("", last.text) + text
                last.row = _both(last.row, row)
            elif last is not None and not is_apart and was_broken(above, row, edges) and id(row) not in tables:
                last.lead = join(last.lead, _plain(row.text[: row.bold])) if last.lead == last.text else last.lead
                last.text = join(last.text, text)
                last.row = _both(last.row, row)
            else:
                if last is not None:
                    yield last
                lead, place = _plain(row.text[: row.bold]), id(row)
                last = _Piece(row, text, is_apart, lead, entries.get(place), tables.get(place))
            above = row
    if last is not None:
        yield last


def _without_replies(pieces: list[_Piece]) -> list[_Piece]:
    """Give the lines of a printed page without what readers said beneath it, and what else the site would have read."""
    least = _BODY * len(pieces)
    end = next((n for n, piece in enumerate(pieces) if n > least and _REPLIES.fullmatch(piece.text)), len(pieces))
    return pieces[:end]


def _plain(text: str) -> str:
    letters = _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.replace("\x00", ""))
    return collapse(letters)


def _both(first: Row, second: Row) -> Row:
    """Give a row that stands for two: the first one's looks, the links of both."""
    return msgspec.structs.replace(first, links=extend_links(first.links, second.links))


def _is_apart(above: Row | None, row: Row) -> bool:
    """Tell whether a paragraph lies between two lines of a page; over a page's or column's end nothing tells."""
    if above is None or not above.top or not row.top or row.top >= above.top:
        return False
    height = max(min(above.height, row.height), 1.0)
    return above.top - row.top >= _APART * height or abs(above.size - row.size) > 0.15 * row.size


def _written(pieces: list[_Piece]) -> Written:
    lines: list[Line] = []
    parts: list[str] = []
    length = 0
    ranks = _ranks(pieces)
    for piece in pieces:
        parting = "" if not parts else "\n\n" if piece.gap else "\n"
        parts += [parting, piece.text.translate({2: None, 0xFFFE: None})]
        start, length = length + len(parting), length + len(parting) + len(parts[-1])
        lines += _lines(piece, parts[-1], start, ranks)
    headings = _joined_headings(lines)
    largest = [line.text for line in headings if line.mark == "heading" and line.level == 1]
    return Written("".join(parts), tuple(headings), title=largest[0] if len(largest) == 1 else None)


def _lines(piece: _Piece, words: str, start: int, ranks: dict[int, int]) -> list[Line]:
    links = tuple(Link(address, said) for address, said in whole_links(piece.row.links))
    if piece.in_table is not None:
        cells = tuple(map(_plain, piece.row.cells))
        return [Line(words, start, start + len(words), "row", True, level=piece.in_table, links=links, cells=cells)]
    read = [
        replace(
            line, start=start + line.start, end=start + line.end, gap=piece.gap, links=line.links or links,
            lead=_lead_of(line.text, piece.lead), indent=piece.depth or 0,
        )
        for line in (plain_lines(words) if piece.depth is None else map(_entry, plain_lines(words)))
    ]  # fmt: skip
    level = ranks.get(id(piece), 0)
    if not level and piece.lead == words and piece.gap and piece.depth is None and is_bold_heading(words):
        level = BOLD_LEVEL
    number, delimiter, skip = number_of(words) or ("", "", 0)
    if not level or not is_headline(words[skip:]):
        return read
    heading = Line(
        words, start, start + len(words), "heading", True, level=level, number=number, delimiter=delimiter, links=links
    )
    return [heading]


def _entry(line: Line) -> Line:
    """Mark a list's entry, whose number stands before its words."""
    numbered = number_of(line.text) if not line.mark else None
    skip = numbered[2] if numbered else 0
    return line if line.mark else replace(line, mark="item", text=line.text[skip:], start=line.start + skip)


def _lead_of(text: str, bold: str) -> str:
    """Give the bold words that a line begins with, its bullet or number aside."""
    at = bold.find(text[:1]) if text and bold else -1
    lead = bold[at:] if at >= 0 else ""
    return lead if text.startswith(lead) else ""


def _ranks(pieces: list[_Piece]) -> dict[int, int]:
    """Rank pieces that are set larger than the text, the largest first, by `id`.

    Letters are as large as the file sets them; where it sets all alike and scales them, as they stand on the page.
    """
    is_set = len({piece.row.size for piece in pieces}) > 1
    sizes = {id(piece): piece.row.size if is_set else piece.row.height for piece in pieces}
    counts: Counter[float] = Counter()
    for piece in pieces:
        counts[sizes[id(piece)]] += len(piece.text)
    body = counts.most_common(1)[0][0] if counts else 0.0
    larger = sorted((size for size in counts if body and size >= body * _LARGER), reverse=True)
    rank = {size: min(n, 6) for n, size in enumerate(larger, start=1)}
    return {id(piece): rank[sizes[id(piece)]] for piece in pieces if sizes[id(piece)] in rank}


def _joined_headings(lines: list[Line]) -> list[Line]:
    """Join a heading that runs over two lines of one size."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.mark == line.mark == "heading"
            and last.level == line.level
            and not line.number
            and is_headline(f"{last.text} {line.text}")
            and line.start - last.end == 1
        ):
            joined[-1] = replace(last, text=f"{last.text} {line.text}", end=line.end, links=(*last.links, *line.links))
        else:
            joined.append(line)
    return joined
