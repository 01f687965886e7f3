"""Markdown as lines. Images, listings, HTML and template tags are dropped; links, bold leads and tables' rows are kept.

What a quotation holds is one text: its headings head nothing outside it, unless nothing outside is headed. Words that
refer to a link which nothing defines are words, and a lead where a text begins with them.

A paragraph stays one line, unless one of its lines has a mark of its own (a card, an arrow, a label): then it is a
plain document that merely carries Markdown's file name, and each of its lines counts. So it is where a list's entry
goes on over lines that are no text of its own: they begin at the margin, some far longer than others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from store.parse.dialects import BREAK, read_front_matter
from store.parse.html import read_fragment
from store.parse.inline import LETTER, tokens_of, words_in
from store.parse.lines import (
    INEXACT,
    RULED_LEVEL,
    UNDERLINED_LEVEL,
    Line,
    Mark,
    command_for,
    distinct,
    number_of,
    plain_lines,
)
from store.parse.listing import list_lines
from store.parse.notices import counts_signs
from store.parse.prose import is_bold_heading, is_finished, is_headline, width
from store.text import collapse

if TYPE_CHECKING:
    from markdown_it.token import Token

_BRACKETED_LINK = re.compile(r"\s*\(\s*https?://[^\s()]{1,2000}\s*\)(?!\s*[—–]\s)")
"""An address in brackets; one before a dash closes a headline, whose link it is (`footnotes`)."""
_SIGNS = re.compile(r"^[^\w(（\[【《「『\"“]+")
"""What decorates a bold line, such as a pictograph before its words."""
_WIDEST_ROW = 140
"""Columns of a line that no program wrapped."""
_SHORTEST_TOLD = 40
"""Columns of the text beneath a list entry's linked row, at least; a shorter one that is no sentence may credit it."""
_FEWEST_LINES = 3
_LONGEST_ENTRY = 20_000
"""Characters of a list entry in which rows are told; a longer one is no list of them."""
_MOSTLY_WHOLE, _WIDE_PARAGRAPH = 0.8, 160
"""Share of lines that end with a sentence, and their width in columns, from which each is a paragraph."""
_UNDERLINE = re.compile(r"-{3,200}|={3,200}")
_TAG = re.compile(r"<[^<>]{0,300}>")
_PICTURES = re.compile(r"\s*(?:(?:!\[[^\[\]]{0,200}\]\([^()]{0,2000}\)|<img\b[^<>]{0,2000}>)\s*){0,9}")
"""A row of pictures, or of nothing."""
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^{}]{0,100}\}$")
"""What some dialects write behind a heading to name it: `{#news-1}`, `{: .wide}`."""


def markdown_lines(text: str, is_marked: Callable[[Line], bool], *, base: str | None = None) -> list[Line]:
    """Read Markdown as lines. `is_marked` tells whether a line of a paragraph has a meaning of its own.

    `base` is where relative links start.
    """
    starts = [0, *(found.end() for found in BREAK.finditer(text)), len(text) + 1]
    lines, body = read_front_matter(text)
    tokens = tokens_of(body, base)
    reader = _Reader(
        text,
        starts,
        is_marked,
        is_headed=sum(token.type == "heading_open" and token.level == 0 for token in tokens) > 1,
    )
    ruled = False
    for token in tokens:
        if token.type == "fence" and lines and (command := command_for(lines[-1], token.content)):
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {command}", end=reader.span(token)[1])
        ruled = ruled or token.type == "hr"
        for line in reader.read(token):
            lines.append(replace(line, ruled=True) if ruled else line)
            ruled = False
    return lines


class _Reader:
    """Reads tokens in order, remembering what they stand in."""

    def __init__(self, text: str, starts: list[int], is_marked: Callable[[Line], bool], *, is_headed: bool) -> None:
        self._is_headed = is_headed
        self._text, self._starts, self._is_marked = text, starts, is_marked
        self._depth = 0  # of lists
        self._heading = 0
        self._quotes = 0  # how deep, where what stands in them heads nothing
        self._in_head = False  # of a table
        self._row: tuple[Token, list[Token]] | None = None
        self._item: tuple[str, str] | None = None  # number and delimiter of an item whose first words are to come

    def read(self, token: Token) -> Iterator[Line]:
        """Give the lines of the next token; what is open is remembered."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
            case "list_item_open" if not self._quotes:
                self._item = (token.info, ")") if token.info else ("", "")
            case "blockquote_open":
                self._quotes += self._is_headed
            case "blockquote_close":
                self._quotes -= self._is_headed
            case "heading_open" if not self._quotes:
                self._heading = int(token.tag[1])
            case "heading_close":
                self._heading = 0
            case "thead_open" | "thead_close":
                self._in_head = token.type == "thead_open"
            case "tr_open":
                self._row = (token, [])
            case "tr_close" if self._row:
                yield from self._as_row(*self._row)
                self._row = None
            case "inline" if self._row:
                self._row[1].append(token)
            case "inline" if token.map:
                yield from self._inline(token)
            case "html_block" if token.map:
                yield from self._html(token)

    def span(self, token: Token) -> tuple[int, int]:
        """Give where a token's words start and end in the source (characters)."""
        first, last = token.map or [0, 0]
        start = self._starts[min(first, len(self._starts) - 1)]
        source = self._text[start : self._starts[min(last, len(self._starts) - 1)]]
        return start + len(source) - len(source.lstrip()), start + len(source.rstrip())

    def _inline(self, token: Token) -> Iterator[Line]:
        words, lead, links = words_in(token.children or [])
        words = _BRACKETED_LINK.sub("", words) or words
        if "\n" in words:
            words = "\n".join(row for row in words.split("\n") if not counts_signs(row))
        if not words and not links:
            return
        start, end = self.span(token)
        if self._item and not (links or lead or self._quotes) and _are_lines(rows := self._rows(start, end)):
            self._item = None
            yield from rows
            return
        line = Line(
            " ".join(words.split()),
            start,
            end,
            gap=True,
            indent=self._depth * 4,
            lead=lead,
            links=links,
            quoted=self._quotes > 0,
        )
        if self._heading:
            number, _ = self._item or ("", "")  # a heading may be what an entry begins with
            self._item = None
            heading = self._as_heading(line)
            counted = replace(heading, text=f"{number}. {heading.text}", number=number, delimiter=".")
            yield counted if number else heading
        elif self._item is None and not self._quotes and (level := self._ruled(start, end)):
            yield replace(line, mark="heading", level=level, lead="")
        elif self._item is None or self._quotes:
            yield from self._paragraph(line, words)
        else:
            number, delimiter = self._item
            self._item = None
            head, _, rest = words.partition("\n")
            lead = lead or _linked_head(line, head.strip(), rest)
            headed = lead and head.strip() == lead and rest.strip()
            first, *others = (
                self._headed(replace(line, lead=lead), rest)
                if headed
                else self._paragraph(replace(line, lead=""), words)
            )
            indent = (self._depth - 1) * 4
            mark: Mark = "item" if headed else first.mark or "item"
            yield replace(first, mark=mark, number=number, delimiter=delimiter, indent=indent, lead=lead, level=0)
            yield from others

    def _rows(self, start: int, end: int) -> list[Line]:
        """Read the rows of an entry of a list as plain text, unless one is set in as the entry's own text is."""
        start = self._text.rfind("\n", 0, start) + 1
        if end - start > _LONGEST_ENTRY:
            return []
        breaks = [found.span() for found in BREAK.finditer(self._text, start, end)]
        spans = list(
            zip([start, *(after for _, after in breaks)], [*(before for before, _ in breaks), end], strict=True)
        )
        is_set_in = any(self._text[row : row + 1].isspace() for row, _ in spans[1:])
        return [] if is_set_in or len(spans) < _FEWEST_LINES else plain_lines(self._text, spans)

    def _ruled(self, start: int, end: int) -> int:
        """Give the rank of a line that rules touch, as in plain text; 0 for any other."""
        above, below = (
            self._text[:start].rpartition("\n")[0].rpartition("\n")[2],
            self._text[end : end + 200].split("\n"),
        )
        under = below[1].strip() if len(below) > 1 and not below[0].strip() else ""
        row = self._text[start:end]
        if not _UNDERLINE.fullmatch(under) or "\n" in row or not is_headline(row):
            return 0
        if _UNDERLINE.fullmatch(above.strip()):
            return RULED_LEVEL
        return UNDERLINED_LEVEL if abs(len(under) - len(row)) <= INEXACT else 0

    def _as_row(self, row: Token, cells: list[Token]) -> Iterator[Line]:
        read = [words_in(cell.children or []) for cell in cells]
        words = tuple(collapse(said) for said, _, _ in read)
        if not any(words):
            return
        start, end = self.span(row)
        links = distinct(link for _, _, found in read for link in found)
        lead = next((bold for _, bold, _ in read if bold), "")
        level = 1 if self._in_head else 0
        yield Line(
            " | ".join(words), start, end, "row", gap=level == 1, level=level, lead=lead, links=links, cells=words
        )

    def _as_heading(self, line: Line) -> Line:
        line = replace(line, text=_ATTRIBUTES.sub("", line.text))
        number, delimiter, _ = number_of(line.text) or ("", "", 0)
        return replace(line, mark="heading", level=self._heading, number=number, delimiter=delimiter)

    def _paragraph(self, line: Line, words: str) -> Iterator[Line]:
        titled = is_bold_heading(line.text) or (
            is_finished(line.text) and [link.words for link in line.links] == [line.text]
        )
        if line.lead in (line.text, _SIGNS.sub("", line.text)) and titled and not self._depth and not self._quotes:
            number, delimiter, _ = number_of(line.text) or ("", "", 0)
            yield replace(line, mark="heading", level=7, lead="", number=number, delimiter=delimiter)
            return
        head, _, rest = words.partition("\n")
        if line.lead and not self._depth and not self._quotes and head.strip() == line.lead and rest.strip():
            yield from self._headed(line, rest)
            return
        linked = bool(line.links) and head.strip() == line.links[0].words and is_headline(head.strip())
        if linked and not line.lead and not self._depth and not self._quotes and is_finished(rest.strip()):
            yield from self._headed(replace(line, lead=head.strip()), rest)
            return
        pieces = plain_lines(words)
        marked = any(self._is_marked(piece) for piece in pieces) or any(piece.mark for piece in list_lines(pieces))
        if marked or (not self._depth and not line.lead and _are_lines(pieces)):
            yield from self._pieces(line, pieces)
        else:
            first = pieces[0] if pieces else line
            yield replace(line, number=first.number, delimiter=first.delimiter)

    def _headed(self, line: Line, rest: str) -> Iterator[Line]:
        """Part a paragraph whose first row is bold from end to end: that row is a heading, the others its text."""
        row = BREAK.split(self._text[line.start : line.end], maxsplit=1)[0]
        end = line.start + len(row.rstrip())
        links = tuple(link for link in line.links if link.words in line.lead)
        number, delimiter, _ = number_of(line.lead) or ("", "", 0)
        yield replace(
            line,
            text=line.lead,
            mark="heading",
            level=7,
            lead="",
            end=end,
            links=links,
            number=number,
            delimiter=delimiter,
        )
        others = tuple(link for link in line.links if link not in links)
        start = self._text.index(rest.strip()[:1], end) if rest.strip()[:1] in self._text[end : line.end] else end
        yield from self._paragraph(
            replace(line, text=collapse(rest), start=start, gap=False, lead="", links=others), rest.strip()
        )

    def _pieces(self, line: Line, pieces: list[Line]) -> Iterator[Line]:
        # One source line is one line of words as long as nothing but line ends broke them.
        rows = [row for row in BREAK.split(self._text[line.start : line.end]) if not _PICTURES.fullmatch(row)]
        cursor = line.start
        for n, piece in enumerate(pieces):
            row = rows[n].strip() if len(rows) == len(pieces) else ""
            at = self._text.find(row, cursor, line.end) if row else line.start
            start, end = (at, at + len(row)) if row and at >= 0 else (line.start, line.end)
            cursor = end if row else cursor
            links = tuple(link for link in line.links if link.url in row) if row else line.links
            yield replace(piece, start=start, end=end, gap=line.gap and n == 0, indent=line.indent, links=links)

    def _html(self, token: Token) -> Iterator[Line]:
        """Give the lines of a block of HTML, as a page of it would have."""
        if not LETTER.search(_TAG.sub("", token.content)):
            return
        start, end = self.span(token)
        for line in read_fragment(token.content).lines:
            at = self._text.find(line.text, start, end)
            at = at if at >= 0 else self._text.find(line.text.split()[-1], start, end)  # broken over lines
            start = max(start, at)
            yield replace(line, start=start, end=min(end, start + len(line.text)) if at >= 0 else end)
            start = min(end, start + 1)


def _linked_head(line: Line, head: str, rest: str) -> str:
    """Give the first row of a list entry where it is one link and text stands beneath it; empty for any other."""
    linked = bool(line.links) and head == line.links[0].words and head != line.links[0].url
    said = collapse(rest)
    told = width(said) >= _SHORTEST_TOLD or (is_finished(said) and not is_headline(said))
    return head if linked and told else ""


def _are_lines(pieces: list[Line]) -> bool:
    """Tell lines that their author ended from those of a wrapped paragraph: some are far longer, others headlines.

    So are lines of several sentences each, whole nearly all of them: paragraphs of a text without blank lines.
    """
    if len(pieces) < _FEWEST_LINES:
        return False
    whole = sum(is_finished(piece.text) for piece in pieces) >= _MOSTLY_WHOLE * len(pieces)
    if whole and median(width(piece.text) for piece in pieces) >= _WIDE_PARAGRAPH:
        return True
    bare = [piece.text[(number_of(piece.text) or ("", "", 0))[2] :] for piece in pieces[:-1]]
    return any(width(piece.text) > _WIDEST_ROW for piece in pieces) and any(map(is_headline, bare))
