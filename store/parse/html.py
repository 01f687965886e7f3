"""HTML, of a page, a mail or a feed's entry, as lines. Nothing active survives: what comes out is words with links.

Read leniently by lxml, without network, entities or document types. What a reader does not see is left out (scripts,
styles, forms' controls, hidden elements, a mail's preheader, pictures and so tracking pixels), and what is not the
document's own: `nav`, `aside`, `footer`, a `header` without the title, by element or ARIA role.

A block element is a line and so is each part of it between `<br>`s. A table whose cells hold blocks, or that has one
column, lays things out and is read in order; one with header cells, or with several rows of short cells, is data, and
each row is a line. Where a style shows line breaks, each begins a line. An anchor around several blocks gives its
address to each. A line that is bold from end to end is a heading without a rank, as in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from store.parse.elements import (
    bold_start,
    data_rows,
    first_number,
    is_dropped,
    is_entry,
    is_head_of_mail,
    is_headed,
    is_list,
    is_quotation,
    is_tag,
    rank_of,
    spread,
    words_of,
)
from store.parse.html_lines import begins, mark_alone, rank_by_look, signed, without_kickers
from store.parse.html_piece import Piece
from store.parse.likeness import Place, Places, mark_alike
from store.parse.lines import Line, Link, absolute, bare_links, command_for, distinct, number_of, plain_lines
from store.parse.looks import Look, Looks
from store.parse.markup import ILLEGAL, parse_html
from store.parse.prose import is_bold_heading
from store.parse.surroundings import is_around
from store.parse.vocabulary import is_call
from store.parse.written import Written
from store.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span"
    " strike strong sub sup time tt u var wbr".split()
)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,8}|\w{2,20});")


def read_fragment(markup: str, *, base: str | None = None) -> Written:
    """Read the HTML (or plain words) of a feed's entry or a mail. `base` is where relative links start."""
    if not _MARKUP.search(markup):
        return Written(markup, tuple(plain_lines(markup)))
    root = parse_html(markup)
    return _Reader(base).written(root) if root is not None else Written("", ())


def read_element(root: _Element, base: str | None) -> Written:
    """Read one element of a page as `read_fragment` does."""
    return _Reader(base).written(root)


def plain_words(markup: str) -> str:
    """Give the words of a short piece of HTML as one line; plain words stay as they are."""
    words = read_fragment(markup).text if _MARKUP.search(markup) else markup
    return collapse(ILLEGAL.sub("", words))


class _Reader:
    """Walks one tree in reading order and gathers its lines."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._text: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._piece = Piece()
        self._gap = True
        self._anchors: list[tuple[str, int]] = []  # address, and where in the piece its words begin
        self._looks: list[Look] = []  # of each line
        self._has_lists = False
        self._blocks = Places()
        self._places: list[Place] = []  # of each line
        self._sheet: Looks
        self._look = Look()
        self._outer: list[tuple[_Element, Look]] = []  # open elements that changed the look, and what it was before
        self._headings: list[int] = []
        self._lists: list[int | None] = []  # the next number of each open list, None for bullets
        self._item: tuple[str, str] | None = None  # number and delimiter of an item whose first words are to come
        self._skipped: _Element | None = None
        self._heads: list[int] = []  # where the head of a forwarded mail is drawn
        self._size = 0
        self._cells = 0  # of tables that lay things out, how deep
        self._marks: list[int] = []  # how deep the cells stand whose bullets mark the open rows
        self._quotes = 0  # how deep, where what stands in them heads nothing
        self._is_headed = False

    def written(self, root: _Element) -> Written:
        """Read everything under an element."""
        from lxml import etree

        self._size = len(words_of(root))
        self._is_headed = is_headed(root)
        self._sheet = Looks(root)
        self._look = self._sheet.around(root)
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                self._close(element, tag)
            elif self._is_read_whole(element, tag):
                self._skipped = element
                walker.skip_subtree()
            else:
                self._open(element, tag)
        self._flush(gap=True)
        lines = rank_by_look(self._lines, self._looks)
        lines = mark_alike(lines, self._places, has_lists=self._has_lists)
        return Written("".join(self._text), tuple(without_kickers(lines)), heads=tuple(self._heads))

    def _is_read_whole(self, element: _Element, tag: str) -> bool:
        """Drop an element, or read it as a table, so that nothing in it is walked through."""
        headline = self._headings or self._look.bold
        if tag == "pre" and is_dropped(element, tag, self._size):
            self._add_command("".join(str(words) for words in element.itertext()))
        if is_dropped(element, tag, self._size) or (headline and is_tag(element)) or is_around(element, self._size):
            return True
        rows = data_rows(element) if tag == "table" else None
        if rows is not None:
            self._flush(gap=True)
            self._add_rows(rows)
        return rows is not None

    def _open(self, element: _Element, tag: str) -> None:
        if tag not in _INLINE:
            self._flush(gap=tag not in ("br", "tr", "td", "th"))
            self._blocks.open(element, tag)
            if is_head_of_mail(element):
                self._heads.append(self._length)
        if level := rank_of(element, tag):
            self._headings.append(level)
        elif is_list(element, tag):
            self._lists.append(first_number(element) if tag == "ol" else None)
        elif is_entry(element, tag):
            self._has_lists = True
            self._open_item()
        elif tag == "a":
            self._anchors.append((self._address(element), len(self._piece.words)))
        elif tag == "td":
            self._cells += 1
        elif tag == "blockquote":
            self._quotes += self._is_headed and is_quotation(element, self._size)
        if (look := self._sheet.of(element, tag, self._look)) != self._look:
            self._outer.append((element, self._look))
            self._look = look
        if element.text:
            self._say(element.text)

    def _close(self, element: _Element, tag: str) -> None:
        if element is not self._skipped:
            if tag == "a" and self._anchors:
                self._piece.link(*self._anchors.pop())
            if tag not in _INLINE:
                self._flush(gap=tag not in ("br", "tr", "td", "th"))
                self._blocks.close(element)
            if self._outer and self._outer[-1][0] is element:
                _, self._look = self._outer.pop()
            if self._headings and rank_of(element, tag):
                self._headings.pop()
            elif self._lists and is_list(element, tag):
                self._lists.pop()
            elif is_entry(element, tag):
                self._item = None
            elif tag == "td":
                self._cells -= 1
            elif tag == "tr":
                self._item = None
                self._marks = [depth for depth in self._marks if depth <= self._cells]
            elif tag == "blockquote":
                self._quotes -= self._is_headed and is_quotation(element, self._size)
        if element.tail:
            self._say(element.tail)

    def _say(self, words: str) -> None:
        """Add words to the line being gathered, which their breaks end where these show."""
        first, *others = words.split("\n") if self._look.broken else [words]
        self._piece.say(first, self._look)
        for n, line in enumerate(others, start=1):
            self._flush(gap=n < len(others) and not line.strip())
            self._piece.say(line, self._look)

    def _open_item(self) -> None:
        number = self._lists[-1] if self._lists else None
        self._item = (str(number), ")") if number is not None else ("", "")
        if number is not None:
            self._lists[-1] = number + 1

    def _address(self, element: _Element) -> str:
        """Give where an anchor leads, full where it may be; nothing for the top of the page, or where it is a mark."""
        return absolute((element.get("href") or "").strip(), self._base)

    def _flush(self, *, gap: bool) -> None:
        """End the line being gathered, if it says anything."""
        piece, self._piece = self._piece, Piece()
        words = collapse("".join(piece.words))
        if words:
            for n, (address, start) in enumerate(self._anchors):
                piece.link(address, start)
                self._anchors[n] = (address, 0)
            self._add(piece, words)
            self._gap = False
        elif self._anchors:
            self._anchors = [(address, 0) for address, _ in self._anchors]
        self._gap = self._gap or gap

    def _add(self, piece: Piece, words: str) -> None:
        if self._cells and (mark := mark_alone(words)) is not None:
            self._item = mark
            self._marks.append(self._cells)
            return
        start = self._place(words)
        lead = collapse(piece.lead)
        line = Line(
            words, start, start + len(words), gap=self._gap, indent=len(self._lists) * 4,
            lead=lead if begins(words, lead) else "", links=distinct([*piece.links, *bare_links(words)]),
        )  # fmt: skip
        look = piece.look
        self._lines.append(self._marked(line, all_bold=look.bold))
        self._looks.append(look)
        self._places.append(self._blocks.here)

    def _marked(self, line: Line, *, all_bold: bool) -> Line:
        if self._quotes:
            return signed(replace(line, quoted=True))
        if self._headings:
            number, delimiter, _ = number_of(line.text) or ("", "", 0)
            level = self._headings[-1]
            return replace(line, mark="heading", level=level, number=number, delimiter=delimiter, lead="")
        if self._item is not None:
            (number, delimiter), self._item = self._item, None
            indent = max(len(self._lists) + len(self._marks) - 1, 0) * 4
            return replace(line, mark="item", number=number, delimiter=delimiter, indent=indent)
        asks = bool(line.links) and is_call(line.text)
        if all_bold and not self._lists and not asks and is_bold_heading(line.text):
            number, delimiter, _ = number_of(line.text) or ("", "", 0)
            return replace(line, mark="heading", level=7, number=number, delimiter=delimiter, lead="")
        return signed(line)

    def _place(self, words: str) -> int:
        """Add words to the text, parted from what stands before; give where they start."""
        parting = "" if not self._text else "\n\n" if self._gap else "\n"
        self._text += (parting, words)
        start = self._length + len(parting)
        self._length = start + len(words)
        return start

    def _add_command(self, code: str) -> None:
        """Add a command to the line that leads up to it; other code is left out."""
        self._flush(gap=True)
        if self._lines and (command := command_for(self._lines[-1], code)):
            self._text.append(f" {command}")
            self._length += len(command) + 1
            whole = f"{self._lines[-1].text} {command}"
            self._lines[-1] = replace(self._lines[-1], text=whole, end=self._length)

    def _add_rows(self, rows: list[_Element]) -> None:
        for n, (row, cells) in enumerate(zip(rows, spread(rows), strict=True)):
            words = tuple(words_of(cell) for cell in cells)
            own = [cell for cell in cells if cell.getparent() is row]
            if not any(map(words_of, own)):
                continue
            self._gap = n == 0
            text = " | ".join(map(words_of, own))
            start = self._place(text)
            is_head = all(cell.tag == "th" for cell in cells)
            links = distinct(link for cell in own for link in self._links_of(cell))
            lead = next((bold for cell in own if (bold := bold_start(cell))), "")
            self._lines.append(
                Line(
                    text, start, start + len(text), "row", n == 0,
                    level=int(is_head), lead=lead, links=links, cells=words,
                )
            )  # fmt: skip
            self._looks.append(self._look)
            self._places.append(Place())
        self._gap = True

    def _links_of(self, cell: _Element) -> Iterator[Link]:
        for anchor in cell.iter("a"):
            address, words = self._address(anchor), words_of(anchor)
            if words:
                yield Link(address, words)
