"""Markdown as lines. Images, code, HTML and template tags are dropped; links, bold leads and rows of tables are kept.

What a quotation holds is one text: its headings head nothing outside it, unless nothing outside is headed. Words that
refer to a link which nothing defines are words, and a lead where a text begins with them.

A paragraph stays one line, unless one of its lines has a mark of its own (a card, an arrow, a label): then it is a
plain document that merely carries Markdown's file name, and each of its lines counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from store.parse.html import read_fragment
from store.parse.lines import (
    INEXACT,
    RULED_LEVEL,
    UNDERLINED_LEVEL,
    Line,
    Link,
    Mark,
    bare_links,
    number_of,
    plain_lines,
)
from store.parse.listing import list_lines
from store.parse.prose import is_bold_heading, is_finished, is_headline, width
from store.parse.vocabulary import label_of
from store.text import collapse

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?|\n)(?P<body>(?:(?!---)[^\r\n]*(?:\r\n?|\n)){0,200})---[ \t]*(?:\r\n?|\n|$)"
)
_TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*(?:\r\n?|\n)(?P<body>(?:(?!\+\+\+)[^\r\n]*(?:\r\n?|\n)){0,200})\+\+\+[ \t]*(?:\r\n?|\n|$)"
)
_TEMPLATE = re.compile(r"\{%(?:[^%]|%(?!\})){0,4000}%\}|\{\{[^{}]{0,400}\}\}")
"""A tag of a site's templates (Liquid, Jinja, Hugo), which a reader never sees."""
_UNDEFINED = re.compile(r"\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{0,120}\]")
"""A reference to a link that no definition was found for."""
_BRACKETED_LINK = re.compile(r"\s*\(\s*https?://[^\s()]{1,2000}\s*\)")
_WIDEST_ROW = 140
"""Columns of a line that no program wrapped."""
_FEWEST_LINES = 3
_UNDERLINE = re.compile(r"-{3,200}|={3,200}")
_FIELD = re.compile(r"(?P<key>[A-Za-z_ -]{1,24})[ \t]?[:=][ \t]*(?P<value>[^\r\n]{1,400})")
_BREAK = re.compile(r"\r\n?|\n")
_DESCRIPTION = re.compile(
    r"^(?:description|summary|excerpt):(?P<value>[^\r\n]*(?:(?:\r\n?|\n)[ \t]+[^\r\n]*){0,20})",
    re.IGNORECASE | re.MULTILINE,
)
_LONG = re.compile(r"(?<![^\r\n])([^\r\n]{20000})[^\r\n]+")
"""A longer line is data (an embedded picture) or an accident; reading Markdown's signs takes 4 µs a character."""
_TAG = re.compile(r"<[^<>]{0,300}>")
_TIGHT = re.compile(r"^( {0,3}(?:#{2,6}(?=[^\s#])|#(?=[\u3400-\u9fff【][^#\n]*$)))", re.MULTILINE)
"""Heading signs right before their words, as older dialects have them; `#word` may be a topic."""
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_STRONG = re.compile(r"(?<![*\\])\*\*(?!\*)")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^{}]{0,100}\}$")
"""What some dialects write behind a heading to name it: `{#news-1}`, `{: .wide}`."""
_LETTER = re.compile(r"[^\W\d_]")
_ANCHOR = re.compile(r"<a\s(?:[^<>]{0,300}\s)?href=[\"']?(?P<href>[^\"'\s<>]{1,2000})", re.IGNORECASE)
_CONTAINER = re.compile(
    r"^ {0,3}:{3,}[ \t]*(?:\w{1,20}(?:[ \t]+(?P<title>\S[^\r\n]*))?|\w{0,20}\[(?P<named>[^\]\r\n]+)\])?[ \t]*$",
    re.MULTILINE,
)
"""The sign that opens a container, with its title, or ends it: `::: tip Title`, `:::note[Title]`."""
_SIGNS = re.compile(r"^ {0,3}#{1,6} \S|^#{2,6}[^\s#]|\*\*[^*\n]{1,200}\*\*|\]\(https?://", re.MULTILINE)
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
    if _FRONT_MATTER.match(text) or _TOML.match(text):
        return True
    return _SIGNS.search(text) is not None


def markdown_lines(text: str, is_marked: Callable[[Line], bool]) -> list[Line]:
    """Read Markdown as lines. `is_marked` tells whether a line of a paragraph has a meaning of its own."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text) + 1]
    front = _FRONT_MATTER.match(text) or _TOML.match(text)
    lines = _front_matter(front) if front else []
    body = _TEMPLATE.sub(_blank_out, _blank(text, front.end()) if front else text)
    tokens = _tokens(body)
    reader = _Reader(
        text,
        starts,
        is_marked,
        is_headed=sum(token.type == "heading_open" and token.level == 0 for token in tokens) > 1,
    )
    for token in tokens:
        lines += reader.read(token)
    return lines


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    # Indented code and underlined headings are off: in newsletters an indent is an indent, a rule is a rule.
    return (
        MarkdownIt("js-default", {"html": True})
        .disable(["code", "lheading"])
        .parse(_mend_bold(_CONTAINER.sub(_titled, _TIGHT.sub(r"\1 ", _LONG.sub(r"\1", text)))))
    )


def _mend_bold(text: str) -> str:
    """Put strong signs that stand on the wrong side of a blank right (`**Acme: **raises`), place for place.

    Converters write them so, and CommonMark takes them for asterisks.
    """
    return _PARAGRAPH.sub(_mended, text) if "**" in text else text


def _mended(paragraph: re.Match[str]) -> str:
    parts = _STRONG.split(paragraph[0])
    if len(parts) < 3 or len(parts) % 2 == 0 or "`" in paragraph[0]:
        return paragraph[0]
    for n in range(1, len(parts), 2):
        inner = parts[n].strip()
        if not inner:
            return paragraph[0]
        before, behind = parts[n][: len(parts[n]) - len(parts[n].lstrip())], parts[n][len(parts[n].rstrip()) :]
        parts[n] = f"{before}**{inner}**{behind}"
    return "".join(parts)


def _titled(container: re.Match[str]) -> str:
    """Write a container's title as a heading, and its other signs as blank lines."""
    title = container["title"] or container["named"]
    return f"###### {title}" if title else ""


def description_in(text: str) -> str | None:
    """Give the description of a document's front matter, which may go on over indented lines."""
    front = _FRONT_MATTER.match(text)
    found = _DESCRIPTION.search(front["body"]) if front else None
    return collapse(found["value"]).strip("\"'>| ") or None if found else None


def _blank_out(tag: re.Match[str]) -> str:
    return "\n" * len(_BREAK.findall(tag[0]))


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

    def _span(self, token: Token) -> tuple[int, int]:
        first, last = token.map or [0, 0]
        start = self._starts[min(first, len(self._starts) - 1)]
        source = self._text[start : self._starts[min(last, len(self._starts) - 1)]]
        return start + len(source) - len(source.lstrip()), start + len(source.rstrip())

    def _inline(self, token: Token) -> Iterator[Line]:
        words, lead, links = _words(token.children or [])
        words = _BRACKETED_LINK.sub("", words) or words
        if not words and not links:
            return
        start, end = self._span(token)
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
            yield self._as_heading(line)
        elif self._item is None and not self._quotes and (level := self._ruled(start, end)):
            yield replace(line, mark="heading", level=level, lead="")
        elif self._item is None or self._quotes:
            yield from self._paragraph(line, words)
        else:
            number, delimiter = self._item
            self._item = None
            head, _, rest = words.partition("\n")
            headed = lead and head.strip() == lead and rest.strip()
            first, *others = self._titled(line, rest) if headed else self._paragraph(replace(line, lead=""), words)
            indent = (self._depth - 1) * 4
            mark: Mark = "item" if headed else first.mark or "item"
            yield replace(first, mark=mark, number=number, delimiter=delimiter, indent=indent, lead=lead, level=0)
            yield from others

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
        read = [_words(cell.children or []) for cell in cells]
        words = tuple(collapse(said) for said, _, _ in read)
        if not any(words):
            return
        start, end = self._span(row)
        links = _distinct([link for _, _, found in read for link in found])
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
        if line.lead == line.text and titled and not self._depth and not self._quotes:
            number, delimiter, _ = number_of(line.text) or ("", "", 0)
            yield replace(line, mark="heading", level=7, lead="", number=number, delimiter=delimiter)
            return
        head, _, rest = words.partition("\n")
        if line.lead and not self._depth and not self._quotes and head.strip() == line.lead and rest.strip():
            yield from self._titled(line, rest)
            return
        pieces = plain_lines(words)
        marked = any(self._is_marked(piece) for piece in pieces) or any(piece.mark for piece in list_lines(pieces))
        if marked or (not self._depth and not line.lead and _are_lines(pieces)):
            yield from self._pieces(line, pieces)
        else:
            first = pieces[0] if pieces else line
            yield replace(line, number=first.number, delimiter=first.delimiter)

    def _titled(self, line: Line, rest: str) -> Iterator[Line]:
        """Part a paragraph whose first row is bold from end to end: that row is a heading, the others its text."""
        row = _BREAK.split(self._text[line.start : line.end], maxsplit=1)[0]
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
        rows = [row for row in _BREAK.split(self._text[line.start : line.end]) if row.strip()]
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
        if not _LETTER.search(_TAG.sub("", token.content)):
            return
        start, end = self._span(token)
        for line in read_fragment(token.content).lines:
            at = self._text.find(line.text, start, end)
            start = max(start, at)
            yield replace(line, start=start, end=min(end, start + len(line.text)) if at >= 0 else end)


def _are_lines(pieces: list[Line]) -> bool:
    """Tell lines that their author ended from those of a wrapped paragraph: some are far longer, others headlines."""
    long = any(width(piece.text) > _WIDEST_ROW for piece in pieces)
    return long and len(pieces) >= _FEWEST_LINES and any(is_headline(piece.text) for piece in pieces[:-1])


def _words(children: list[Token]) -> tuple[str, str, tuple[Link, ...]]:
    """Give the plain words of inline tokens, the bold words they begin with, and their links in order."""
    words: list[str] = []
    links: list[Link] = []
    open_link: tuple[str, int] | None = None
    lead, bold_from = "", -1
    for token in children:
        href = _href(token)
        if token.type == "strong_open" and not any(_LETTER.search(word) for word in words):
            bold_from = len(words)
        elif token.type == "strong_close" and bold_from >= 0 and not lead:
            lead = "".join(words[bold_from:]).strip()
            bold_from = -1
        elif href is not None:
            open_link = (href, len(words))
        elif open_link and (token.type == "link_close" or token.content.lower() == "</a>"):
            said = collapse("".join(words[open_link[1] :]))
            # A link around nothing but an image leads to the image.
            links += [Link(open_link[0], said)] if said else []
            open_link = None
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and token.content[:3].lower() == "<br"
        ):
            words.append("\n")
        elif token.type in ("text", "code_inline", "text_special"):
            # Strong signs that stand beside Chinese quotation marks are none to CommonMark, and no words to anyone.
            said = token.content.replace("**", "") if token.type == "text" else token.content
            if not lead and not words and (found := _UNDEFINED.match(said)):
                lead = found[1]
            words.append(_UNDEFINED.sub(r"\1", said))
            links += bare_links(token.content) if open_link is None else ()
    return "".join(words).strip(), lead, _distinct(links)


def _href(token: Token) -> str | None:
    if token.type == "link_open":
        return str(token.attrGet("href") or "")
    found = _ANCHOR.match(token.content) if token.type == "html_inline" else None
    return found["href"] if found else None


def _distinct(links: list[Link]) -> tuple[Link, ...]:
    """Give the links that may be followed, each address once, by its first words."""
    first: dict[str, Link] = {}
    for link in links:
        if link.url.startswith(("http://", "https://")):
            first.setdefault(link.url, link)
    return tuple(first.values())
