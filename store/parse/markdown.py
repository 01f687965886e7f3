"""Markdown as lines. Images, tables, code and HTML tags are dropped; links and bold leads are kept.

A paragraph stays one line, unless one of its lines has a mark of its own (a card, an arrow, a label): then it is a
plain document that merely carries Markdown's file name, and each of its lines counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from store.parse.lines import Line, links_in, number_of, plain_lines
from store.parse.vocabulary import label_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?|\n)(?P<body>(?:(?!---)[^\r\n]*(?:\r\n?|\n)){0,200})---[ \t]*(?:\r\n?|\n|$)"
)
_FIELD = re.compile(r"(?P<key>[A-Za-z_ -]{1,24}):[ \t]*(?P<value>[^\r\n]{1,400})")
_BREAK = re.compile(r"\r\n?|\n")
_TAG = re.compile(r"<[^<>]{0,300}>")
_SIGNS = re.compile(r"^ {0,3}#{1,6} \S|\*\*[^*\n]{1,200}\*\*|\]\(https?://", re.MULTILINE)
_MORE_SIGNS = re.compile(
    r"^ {0,3}(?:>|\||```)|\]\([^)\s]|__[^_\n]{1,200}__|<(?:/?[a-z]{1,10}[\s/>]|!--)", re.MULTILINE | re.IGNORECASE
)


def is_markdown(text: str, name: str | None) -> bool:
    """Tell Markdown from plain text by heading signs, bold text, links or front matter.

    Under Markdown's file name weaker signs count too. A document with none reads the same as plain text, only better:
    Markdown would fold neighbouring lines into one paragraph.
    """
    named = name is not None and name.lower().endswith((".md", ".markdown", ".mdown", ".mkd"))
    if named and _MORE_SIGNS.search(text):
        return True
    return _FRONT_MATTER.match(text) is not None or _SIGNS.search(text) is not None


def markdown_lines(text: str, is_marked: Callable[[Line], bool]) -> list[Line]:
    """Read Markdown as lines. `is_marked` tells whether a line of a paragraph has a meaning of its own."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text) + 1]
    front = _FRONT_MATTER.match(text)
    lines = _front_matter(front) if front else []
    body = _blank(text, front.end()) if front else text
    reader = _Reader(text, starts, is_marked)
    for token in _tokens(body):
        lines += reader.read(token)
    return lines


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    # Indented code and underlined headings are off: in newsletters an indent is an indent, a rule is a rule.
    return MarkdownIt("js-default", {"html": True}).disable(["code", "lheading"]).parse(text)


def _blank(text: str, end: int) -> str:
    # Line numbers must stay those of the source.
    return "\n" * len(_BREAK.findall(text[:end])) + text[end:]


def _front_matter(front: re.Match[str]) -> list[Line]:
    at = front.start("body")
    lines = []
    for field in _FIELD.finditer(front["body"]):
        value = field["value"].strip().strip("\"'")
        line = Line(f"{field['key'].strip()}: {value}", at + field.start(), at + field.end(), gap=True)
        if label_of(line.text):
            lines.append(line)
    return lines


class _Reader:
    """Reads tokens in order, remembering what they stand in."""

    def __init__(self, text: str, starts: list[int], is_marked: Callable[[Line], bool]) -> None:
        self._text, self._starts, self._is_marked = text, starts, is_marked
        self._depth = 0  # of lists
        self._heading = 0
        self._in_table = False
        self._item: tuple[str, str] | None = None  # number and delimiter of an item whose first words are to come

    def read(self, token: Token) -> Iterator[Line]:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
            case "list_item_open":
                self._item = (token.info, ")") if token.info else ("", "")
            case "heading_open":
                self._heading = int(token.tag[1])
            case "heading_close":
                self._heading = 0
            case "table_open" | "table_close":
                self._in_table = token.type == "table_open"
            case "inline" if not self._in_table and token.map:
                yield from self._inline(token)
            case "html_block" if token.map:
                yield from self._html(token)

    def _span(self, token: Token) -> tuple[int, int]:
        first, last = token.map or [0, 0]
        start = self._starts[min(first, len(self._starts) - 1)]
        source = self._text[start : self._starts[min(last, len(self._starts) - 1)]]
        return start + len(source) - len(source.lstrip()), start + len(source.rstrip())

    def _inline(self, token: Token) -> Iterator[Line]:
        words, lead, links = _words(token.children or [])
        if not words and not links:
            return
        start, end = self._span(token)
        line = Line(" ".join(words.split()), start, end, gap=True, indent=self._depth * 4, lead=lead, links=links)
        if self._heading:
            yield self._as_heading(line)
        elif self._item is None:
            yield from self._paragraph(line, words)
        else:
            number, delimiter = self._item
            self._item = None
            first, *others = self._paragraph(replace(line, lead=""), words)
            indent = (self._depth - 1) * 4
            yield replace(
                first, mark=first.mark or "item", number=number, delimiter=delimiter, indent=indent, lead=lead
            )
            yield from others

    def _as_heading(self, line: Line) -> Line:
        number, delimiter, _ = number_of(line.text) or ("", "", 0)
        return replace(line, mark="heading", level=self._heading, number=number, delimiter=delimiter)

    def _paragraph(self, line: Line, words: str) -> Iterator[Line]:
        if line.lead == line.text and line.text and not self._depth:
            yield replace(line, mark="heading", level=7, lead="")
            return
        pieces = plain_lines(words)
        if any(self._is_marked(piece) for piece in pieces):
            yield from self._pieces(line, pieces)
        else:
            first = pieces[0] if pieces else line
            yield replace(line, number=first.number, delimiter=first.delimiter)

    def _pieces(self, line: Line, pieces: list[Line]) -> Iterator[Line]:
        # One source line is one line of words as long as nothing but line ends broke them.
        rows = [row for row in _BREAK.split(self._text[line.start : line.end]) if row.strip()]
        cursor = line.start
        for n, piece in enumerate(pieces):
            row = rows[n].strip() if len(rows) == len(pieces) else ""
            at = self._text.find(row, cursor, line.end) if row else line.start
            start, end = (at, at + len(row)) if row and at >= 0 else (line.start, line.end)
            cursor = end if row else cursor
            links = tuple(link for link in line.links if link in row) if row else line.links
            yield replace(piece, start=start, end=end, gap=n == 0, indent=line.indent, links=links)

    def _html(self, token: Token) -> Iterator[Line]:
        words = " ".join(_TAG.sub(" ", token.content).split())
        if words and not token.content.lstrip().startswith("<!--"):
            start, end = self._span(token)
            yield Line(words, start, end, gap=True, links=links_in(words))


def _words(children: list[Token]) -> tuple[str, str, tuple[str, ...]]:
    """Give the plain words of inline tokens, the bold words they begin with, and the addresses they link to."""
    words: list[str] = []
    links: list[str] = []
    open_link: tuple[str, int] | None = None
    lead, bold_from = "", -1
    for token in children:
        if token.type == "strong_open" and not any(word.strip() for word in words[:4]):
            bold_from = len(words)
        elif token.type == "strong_close" and bold_from >= 0 and not lead:
            lead = "".join(words[bold_from:]).strip()
            bold_from = -1
        elif token.type == "link_open":
            open_link = (str(token.attrGet("href") or ""), len(words))
        elif token.type == "link_close" and open_link:
            # A link around nothing but an image leads to the image.
            if "".join(words[open_link[1] :]).strip():
                links.append(open_link[0])
            open_link = None
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and token.content[:3].lower() == "<br"
        ):
            words.append("\n")
        elif token.type in ("text", "code_inline", "text_special"):
            words.append(token.content)
    said = "".join(words).strip()
    found = [*links, *links_in(said)]
    return said, lead, tuple(dict.fromkeys(link for link in found if link.startswith(("http://", "https://"))))
