"""Entries of a reference list: outlet, day, title and link, in the orders that reports write them.

The day parts an entry. Before it stands the outlet and after it the title, as in `Outlet (2026-04-14), Title`; where
nothing follows the day, the title comes first and the outlet after it; where nothing stands before it, both follow.
"""

from __future__ import annotations

import re

from store.model import Reference
from store.parse.blocks import Block
from store.parse.dates import Found, find_date
from store.parse.drafts import first_link
from store.parse.lines import bare_links
from store.parse.sections import Section
from store.parse.vocabulary import fold

_QUOTED = re.compile(r"[\"“「『《](?P<title>[^\"”」』》]{4,300})[\"”」』》]")
_PARTING = re.compile(r"\s*[,.|·:]\s+|\s+[-–—·|]+\s+|\s*[，。：｜]\s*")
_EDGES = " \t\r\n,.:;|·-–—，。：；｜、()（）[]<>"
_LINK = re.compile(r"<?https?://[^\s<>]{1,2000}>?")


def read_references(sections: list[Section]) -> tuple[Reference, ...]:
    """Read every entry under a references heading; an unnumbered one takes its place as number."""
    entries = [
        block
        for section in sections
        if section.role == "references"
        for block in section.blocks
        if block.kind in ("item", "paragraph", "card")
    ]
    found: dict[int, Reference] = {}
    for place, block in enumerate(entries, start=1):
        n = int(block.number) if block.number.isdigit() else place
        found.setdefault(n, read_reference(n, block))
    return tuple(found.values())


def read_reference(n: int, block: Block) -> Reference:
    """Read one entry of a reference list as its number `n`."""
    words = _LINK.sub(" ", block.bare if block.kind != "item" else block.text)
    date = find_date(words)
    outlet, title = _parted(words, date)
    url = first_link(block.links) or first_link(bare_links(block.text))
    return Reference(n, outlet, date.day if date and not date.period else None, title or _trim(words), url)


def _parted(words: str, date: Found | None) -> tuple[str | None, str]:
    if quoted := _QUOTED.search(words):
        before, after = words[: quoted.start()].rstrip(), words[quoted.end() :].lstrip()
        if (not before or before[-1] in _EDGES) and (not after or after[0] in _EDGES):
            return _trim(_without(words, date, quoted)) or None, _trim(quoted["title"])
    before, after = (words[: date.start], words[date.end :]) if date else (words, "")
    before, after = _trim(before), _trim(after)
    if before and after:
        return before, after
    if after:
        return _split(after, last=False)
    title, outlet = _split(before, last=True)
    return (outlet, title) if title else (None, before)


def _split(text: str, *, last: bool) -> tuple[str | None, str]:
    partings = list(_PARTING.finditer(text[:2000]))
    if not partings:
        return None, text
    at = partings[-1] if last else partings[0]
    return _trim(text[: at.start()]), _trim(text[at.end() :])


def _without(words: str, date: Found | None, quoted: re.Match[str]) -> str:
    """Give an entry's words without its day and quoted title."""
    cuts = sorted([quoted.span(), *([(date.start, date.end)] if date else [])])
    pieces, start = [], 0
    for first, last in cuts:
        pieces.append(words[start:first])
        start = max(start, last)
    return next((piece for piece in [*pieces, words[start:]] if _trim(piece)), "")


def _trim(text: str) -> str:
    """Strip what parts the pieces of an entry; a bracket stays where its partner is inside."""
    stripped = text.strip(_EDGES)
    folded = fold(stripped)
    for opening, closing in ("()", "[]"):
        if folded.count(opening) > folded.count(closing):
            stripped += text[text.find(stripped) + len(stripped) :][:1] if stripped else ""
    return stripped
