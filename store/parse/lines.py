"""The first common form of every document: lines with their marks, each knowing where it stands in the source.

A line says only what its own signs show: heading sign, bullet, number, arrow, links, bold lead. What a line *means*
among its neighbours is decided in `outline`. Plain text is read here, Markdown in `markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urljoin

from store.parse.vocabulary import fold

Mark = Literal["", "heading", "item", "comment", "row"]


@dataclass(frozen=True, slots=True)
class Link:
    """An http(s) address and the words that carry it; a bare address carries itself."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text` without its mark, at characters `start` to `end` of the source.

    `gap` says that a blank line stood before it; `level` is a heading's rank (1 is highest); `number` is what stood
    before the text ("2.1"), `delimiter` what closed it; `lead` the bold words that the line begins with. `links` come
    in the order of the text. A table's row has `cells`, and its header row level 1. A `quoted` line heads nothing.
    `ruled` says that a rule stands above it.
    """

    text: str
    start: int
    end: int
    mark: Mark = ""
    gap: bool = False
    indent: int = 0
    level: int = 0
    number: str = ""
    delimiter: str = ""
    lead: str = ""
    links: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()
    quoted: bool = False
    ruled: bool = False


_BREAK = re.compile(r"\r\n?|[\n\f\v\u2028\u2029\x85]")
_QUOTED = re.compile(r"^>[ \t]?", re.MULTILINE)
_QUOTES = re.compile(r"(?:>[ \t]{0,3}){1,5}(?:[*•-] )?(?=[^>\s]|$)(?!>)")
_RULE = re.compile(r"[-=*_~—–·•#\s]{3,}")
_FRAMED = re.compile(r"(?P<sign>[*=_~#+-]{1,5})\s+(?P<words>\S(?:[^*=~#\n]{0,120}\S)?)\s+(?P=sign)")
_BARRED = re.compile(r"[\u2588-\u258f]\s*(?=\S.{0,60}$)")
"""A bar of block elements before a section's name: `▎Markets`."""
_ARROW = re.compile(r"(?:[→➔➜➝➞➡⇒⟶↳↪►▶▸»]\ufe0f?|-{1,2}>|=>)\s*")
_BULLET = re.compile(r"(?:[-*•‣▪▫●◦○■□◆◇·∙・+✓✔]\s+|[•●▪◆■]\s*)(?=\S)")
COUNTED = "#"
"""What stands for the end of a number that counts news: "Story 2:", or a key's sign."""
_NUMBER = re.compile(
    r"(?P<arabic>\d{1,3}(?:\.\d{1,2}){0,3})(?:(?P<delimiter>[.、)]|\s?\|)(?:\s+|(?=[^\s\d]))|\s+)(?=\S)"
    r"|(?:[\U0001f300-\U0001faff]\ufe0f?\s*)?(?i:story|item|news|headline|topic|no\.|#)\s?(?P<counted>\d{1,3})"
    r"\s?[:.)·]\s+(?=\S)"
    r"|#(?P<ranked>\d{1,3})\s+(?=\S)"
    r"|[(\[【](?P<bracketed>\d{1,3})[)\]】]\s*(?=\S)"
    r"|(?P<keycap>\d)\ufe0f?\u20e3\s*(?=\S)"
    r"|(?P<circled>[①-⑳])\s*(?=\S)"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3})、\s*(?=\S)"
    r"|\((?P<minor>[一二三四五六七八九十]{1,3})\)\s*(?=\S)"
    r"|第(?P<chapter>[一二三四五六七八九十]{1,3}|\d{1,2})[章节部](?:分)?[\s:、]*(?=\S)"
)
_CHINESE_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九", start=1)}
_URL = re.compile(r"https?://[^\s<>\"'“”‘’，。；、：！？（）【】《》「」|]+")
RULED_LEVEL, UNDERLINED_LEVEL = 7, 8
"""Ranks of a heading between two rules, and of one above a rule."""
INEXACT = 3
"""Characters by which an underline is longer or shorter than its words, at most."""
LONGEST_COMMAND = 100
"""Characters of a command that is told in a story; a longer one is a listing."""
_PAUSED = re.compile(r"^\s*(?=\w)")
_ESCAPED = re.compile(r"\\([$*_#\[\]()~`>+\-.!|{}&%])")


def unquoted(text: str) -> str:
    """Give a text that was forwarded as a quotation (`> ` before most of its lines) without the signs of it."""
    signs = len(_QUOTED.findall(text))
    return _QUOTED.sub("", text) if signs * 2 > text.count("\n") + 1 else text


def without_quotation_signs(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text without the sign that some are quoted by; beside headings these head nothing."""
    is_headed = sum(line.mark == "heading" for line in lines) > 1
    kept = []
    for line in lines:
        if not line.mark and (found := _QUOTES.match(line.text)):
            words = line.text[found.end() :]
            if words:
                kept.append(replace(line, text=words, start=line.start + found.end(), quoted=is_headed))
        else:
            kept.append(line)
    return kept


def split_lines(text: str) -> list[tuple[int, int]]:
    """Give where each line starts and ends (characters, line break left out). Form feeds break lines too."""
    spans, start = [], 0
    for found in _BREAK.finditer(text):
        spans.append((start, found.start()))
        start = found.end()
    spans.append((start, len(text)))
    return spans


def links_in(text: str) -> tuple[str, ...]:
    """Find the bare http(s) addresses in a text, without the punctuation that follows them."""
    if "://" not in text:
        return ()
    return tuple(found.rstrip(".,;:!?)]}*_") for found in _URL.findall(text))


def absolute(href: str, base: str | None) -> str:
    """Give a link's address as it is seen from `base`, where that is known; nothing for what leads nowhere."""
    if href in ("", "#", "#top"):
        return ""
    try:
        return urljoin(base, href) if base else href
    except ValueError:  # brackets without an address in them
        return ""


def bare_links(text: str) -> tuple[Link, ...]:
    """Find the bare addresses in a text as links that carry themselves."""
    return tuple(Link(url, url) for url in links_in(text))


def distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    """Give the links that may be followed, each address once, by its first words."""
    first: dict[str, Link] = {}
    for link in links:
        if link.url.startswith(("http://", "https://")):
            first.setdefault(link.url, link)
    return tuple(first.values())


def command_for(line: Line, code: str) -> str:
    """Give a short command that a line leads up to ("Install it with:"), in one line; nothing for a longer listing.

    The other code of a document is no part of what a story tells.
    """
    command = code.strip()
    leads = line.mark not in ("heading", "row") and line.text.endswith((":", "："))
    return command if leads and len(command) <= LONGEST_COMMAND and not _BREAK.search(command) else ""


def number_of(text: str) -> tuple[str, str, int] | None:
    """Read the number a line begins with: (number, what closes it, where the rest begins).

    Numbers are written as Arabic ones; a level below ("（一）") begins with a point.
    """
    found = _NUMBER.match(fold(text[:40]))
    if found is None:
        return None
    for name, closed_by in (("chinese", "、"), ("chapter", "章"), ("bracketed", ")")):
        if found[name]:
            return _arabic(found[name]), closed_by, found.end()
    if found["keycap"]:
        return found["keycap"], COUNTED, found.end()
    if counted := found["counted"] or found["ranked"]:
        return counted, COUNTED, found.end()
    if found["minor"]:
        return f".{_arabic(found['minor'])}", "、", found.end()
    if found["circled"]:
        return str(ord(found["circled"]) - ord("①") + 1), ")", found.end()
    return found["arabic"], (found["delimiter"] or "").strip(), found.end()


def _arabic(number: str) -> str:
    if number.isdigit():
        return str(int(number))
    tens, ten, ones = number.rpartition("十")
    value = (_CHINESE_DIGITS.get(tens, 1) * 10 if ten else 0) + _CHINESE_DIGITS.get(ones[-1:], 0)
    return str(value)


def plain_lines(text: str, spans: list[tuple[int, int]] | None = None) -> list[Line]:
    """Read plain text as lines; blank lines and rules (`---`) become gaps.

    A link in brackets behind its words, as mail programs write it, leaves the text. `spans` limits the reading to some
    lines, as (start, end) in characters.
    """
    lines: list[Line] = []  # a rule is one without words
    blank = True
    for start, end in split_lines(text) if spans is None else spans:
        line = _plain_line(text, start, end, blank)
        if line is not None:
            lines.append(line)
        elif text[start:end].strip():
            lines.append(Line("", start, end, gap=blank))
        blank = line is None and not text[start:end].strip()
    return _without_rules(_without_link_lines(lines))


def _without_rules(lines: list[Line]) -> list[Line]:
    """Make gaps of rules; which of them make headings is told in `ruled`."""
    above = [None, *lines]
    return [
        replace(line, gap=True, ruled=True) if before is not None and not before.text else line
        for before, line in zip(above, lines, strict=False)
        if line.text
    ]


def _without_link_lines(lines: list[Line]) -> list[Line]:
    """Join lines that a link in brackets breaks: `a school (`, its address, `) opened`."""
    joined: list[Line] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        while n + 2 < len(lines) and line.text.endswith("(") and _closes_link(lines[n + 1], lines[n + 2]):
            rest = lines[n + 2]
            words = f"{line.text} {lines[n + 1].text} ){_PAUSED.sub(' ', rest.text[1:])}"
            line = replace(line, text=words, end=rest.end, links=(*line.links, *lines[n + 1].links, *rest.links))
            n += 2
        joined.append(line)
        n += 1
    return joined


def _closes_link(address: Line, rest: Line) -> bool:
    bare = len(address.links) == 1 and address.text == address.links[0].url
    return bare and rest.text.startswith(")") and not (address.gap or rest.gap)


def _plain_line(text: str, start: int, end: int, gap: bool) -> Line | None:
    words = text[start:end].strip(" \t\u3000\xa0\ufeff\u200b")
    if not words or (len(words) <= 200 and _RULE.fullmatch(words)):
        return None
    indent = text.index(words, start) - start
    if framed := _FRAMED.fullmatch(words):
        begin = start + indent + framed.start("words")
        return Line(framed["words"], begin, begin + len(framed["words"]), "heading", gap, level=7)
    if barred := _BARRED.match(words):
        begin = start + indent + barred.end()
        return Line(words[barred.end() :], begin, begin + len(words) - barred.end(), "heading", gap, level=7)
    mark, skip = _mark(words)
    start += indent + skip
    words = words[skip:]
    numbered = number_of(words) if mark != "comment" else None
    number, delimiter = (numbered[0], numbered[1]) if numbered else ("", "")
    if numbered and (delimiter == ")" or mark == "item"):
        mark, start, words = "item", start + numbered[2], words[numbered[2] :]
    return Line(
        _ESCAPED.sub(r"\1", words), start, start + len(words), mark, gap, indent,
        number=number, delimiter=delimiter, links=bare_links(words),
    )  # fmt: skip


def _mark(words: str) -> tuple[Mark, int]:
    bullet = _BULLET.match(words)
    skip = bullet.end() if bullet else 0
    if arrow := _ARROW.match(words, skip):
        return "comment", arrow.end()
    return ("item", skip) if bullet else ("", 0)
