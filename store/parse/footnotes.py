"""Addresses that plain text writes behind the words they belong to become links of these words.

Mailers write a link as `words <address>`, `words ( address )` or `words [3]`, with a list of numbered addresses at the
end. The words reach back to the sentence's start, the line's or the last link's, unless brackets hold them: `[words]
(<address>)`, as in Slack's `<address|words>`. The address leaves the text, and the list with its heading leaves the
document. An address that the page's width pushed to the next line belongs to the line above. Numbers that count on
through a document whose list was cut off say nothing any more, and leave it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from store.parse.lines import Line, Link, number_of
from store.parse.prose import is_headline
from store.parse.vocabulary import is_call
from store.text import collapse

_ADDRESS = r"https?://[^\s<>\"“”，。；、：！？（）【】《》「」|]{1,2000}?"
_POINTED = re.compile(
    rf"\[(?P<said>[^\[\]]{{2,160}})\]\s?\(\s?<?(?P<named>{_ADDRESS})>?\s?\)"
    rf"|<(?P<piped>{_ADDRESS})\|(?P<shown>[^<>|\n]{{1,300}})>"
    rf"|\s*(?:<\s?(?P<angled>{_ADDRESS})\s?>|[(（\[]\s?(?P<bracketed>{_ADDRESS})\s?[)）\]](?![\w/])|\[(?P<n>\d{{1,3}})\])"
)
_SENTENCE = re.compile(r".*(?:[.!?…][\"”’)]?\s|[。！？…][”’」』）]?)", re.DOTALL)
_LISTED = re.compile(r"\[(\d{1,3})\][\s:<(]{0,4}(https?://[^\s<>]{1,2000}?)(?:[\s>)]+|$)")
_ROW = re.compile(rf"(?:{_LISTED.pattern})+")
_MARK = re.compile(r"(?<=\S)\s?\[(\d{1,3})\](?![(:\w])")
_FEWEST, _MANY = 2, 6
"""Numbered addresses of a list, and marks without one."""
_NEARLY_ALL = 0.9
"""Share of marks that are followed by a higher one."""
_LONGEST = 160
"""Characters of words that a link takes at most."""


def gather_addresses(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with such addresses as links, and without the lists of them.

    A number means the address in the next list below it, for every part of a document may have one of its own.
    """
    lists = _lists(lines)
    if not lists and _counts_on(lines):
        return [replace(line, text=_MARK.sub("", line.text) or line.text) for line in lines]
    listed = {n for each in lists for n in each.lines}
    heads = {n - 1 for n in listed if n and n - 1 not in listed and is_headline(lines[n - 1].text)}
    kept = [(n, line) for n, line in enumerate(lines) if n not in listed | heads]
    last = lists[-1].urls if lists else {}
    below = [next((each.urls for each in lists if each.lines[-1] > n), last) for n, _ in kept]
    return list(_gathered([line for _, line in kept], below))


def _counts_on(lines: Sequence[Line]) -> bool:
    """Tell whether marks of footnotes count on behind words, without one that begins a line as in a list of sources."""
    marks = [int(n) for line in lines for n in _MARK.findall(line.text)]
    begun = any(line.delimiter == ")" and line.text.startswith("[") for line in lines)
    on = sum(one < other for one, other in pairwise(marks))
    return len(marks) >= _MANY and on >= _NEARLY_ALL * (len(marks) - 1) and not begun


@dataclass(slots=True)
class _List:
    """A list of numbered addresses and which lines it takes."""

    urls: dict[str, str] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


def _lists(lines: Sequence[Line]) -> list[_List]:
    """Find the lists of numbered addresses; one ends where its numbers begin anew."""
    lists: list[_List] = []
    for n, line in enumerate(lines):
        if urls := _listed(line):
            if not lists or lists[-1].urls.keys() & urls.keys():
                lists.append(_List())
            lists[-1].urls |= urls
            lists[-1].lines.append(n)
    return [each for each in lists if len(each.urls) >= _FEWEST]


def _listed(line: Line) -> dict[str, str]:
    """Give the numbered addresses that a line lists and nothing else: one, or several in a row."""
    numbered = f"[{line.number}] {line.text}" if line.mark == "item" and line.number.isdigit() else line.text
    return dict(_LISTED.findall(numbered)) if _ROW.fullmatch(numbered) else {}


def _gathered(lines: Sequence[Line], lists: Sequence[dict[str, str]]) -> Iterator[Line]:
    above: Line | None = None
    for line, urls in zip(lines, lists, strict=True):
        pointed = _pointed(line, urls)
        if pointed is None:
            if above is not None:
                yield above
            above = line
            continue
        text, early, links = pointed
        if above is not None and early and (not line.gap or not text):
            above = replace(above, end=line.end if not text else above.end, links=(*above.links, *_of(above, early)))
        elif early:
            links = [*(Link(url, text or url) for url in early), *links]
        if not text and above is not None:
            continue
        if above is not None:
            yield above
        above = replace(line, text=text or line.text, links=tuple(links))
    if above is not None:
        yield above


def _of(line: Line, urls: list[str]) -> Iterator[Link]:
    """Give addresses that stand at the start of the next line as links of a line's last words."""
    words = _words(line.text[_start(line) :])
    return (Link(url, words or url) for url in urls)


def _pointed(line: Line, urls: dict[str, str]) -> tuple[str, list[str], list[Link]] | None:
    """Give a line's text without its addresses, those that it begins with, and its links; None where it has none."""
    if "://" not in line.text and not (urls and "[" in line.text):
        return None
    own = {link.url for link in line.links if link.words != link.url}
    places = [
        (found, url)
        for found in _POINTED.finditer(line.text)
        if (url := found["named"] or found["piped"] or found["angled"] or found["bracketed"] or urls.get(found["n"]))
        and url not in own
    ]
    if not places:
        return None
    text, last = "", 0
    early: list[str] = []
    links: list[Link] = []
    since = _start(line)
    for found, url in places:
        text, last = text + line.text[last : found.start()], found.end()
        if said := found["said"] or found["shown"]:
            text += said
            links.append(Link(url, collapse(said)))
        elif words := _said(line, text[since:]) or (links[-1].words if links else ""):
            links.append(Link(url, words))
        else:
            early.append(url)
        since = len(text)
    taken = {url for _, url in places}
    rest = [link for link in line.links if link.url not in taken]
    text = collapse(text + line.text[last:])
    is_told = any(found["said"] or found["shown"] for found, _ in places)
    if len(links) == 1 and not is_told and text[_start(line) :] == links[0].words and not is_call(text):
        links = [Link(links[0].url, links[0].url)]  # which of a line's words carry its only address, nothing says
    return text, early, [*links, *rest]


def _said(line: Line, text: str) -> str:
    """Give the words that an address behind a text links: a heading whole."""
    return collapse(text) if line.mark == "heading" else _words(text)


def _start(line: Line) -> int:
    """Say where a line's words begin, behind a number that is not taken off yet."""
    numbered = number_of(line.text) if line.number and line.mark != "item" else None
    return numbered[2] if numbered else 0


def _words(text: str) -> str:
    """Give the last words of a text as a link's: back to the start of their sentence."""
    before = _SENTENCE.match(text.rstrip()[:-1])
    return collapse(text[before.end() :] if before else text)[-_LONGEST:]
