"""Addresses that plain text writes behind the words they belong to become links of these words.

Mailers write a link as `words <address>`, `words ( address )` or `words [3]`, with a list of numbered addresses at the
end. The words reach back to the sentence's start, the line's or the last link's, unless brackets hold them: `[words]
(<address>)`, as in Slack's `<address|words>`. The address leaves the text, and the list with its heading leaves the
document. An address that the page's width pushed to the next line belongs to the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
_LISTED = re.compile(r"[\s:<(]{0,4}(?P<url>https?://[^\s<>]{1,2000}?)[\s>)]{0,4}")
_FEWEST = 2
_LONGEST = 160
"""Characters of words that a link takes at most."""


def gather_addresses(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with such addresses as links, and without the list of them."""
    listed = {n: found["url"] for n, line in enumerate(lines) if (found := _listed(line))}
    if len(listed) < _FEWEST:
        listed = {}
    urls = {lines[n].number: url for n, url in sorted(listed.items(), reverse=True)}
    heads = {n - 1 for n in listed if n and n - 1 not in listed and is_headline(lines[n - 1].text)}
    return list(_gathered([line for n, line in enumerate(lines) if n not in listed.keys() | heads], urls))


def _listed(line: Line) -> re.Match[str] | None:
    is_entry = line.mark == "item" and line.number.isdigit()
    return _LISTED.fullmatch(line.text) if is_entry else None


def _gathered(lines: list[Line], urls: dict[str, str]) -> Iterator[Line]:
    above: Line | None = None
    for line in lines:
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
        elif words := _words(text[since:]) or (links[-1].words if links else ""):
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


def _start(line: Line) -> int:
    """Say where a line's words begin, behind a number that is not taken off yet."""
    numbered = number_of(line.text) if line.number and line.mark != "item" else None
    return numbered[2] if numbered else 0


def _words(text: str) -> str:
    """Give the last words of a text as a link's: back to the start of their sentence."""
    before = _SENTENCE.match(text.rstrip()[:-1])
    return collapse(text[before.end() :] if before else text)[-_LONGEST:]
