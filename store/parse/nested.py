"""Nested lists whose outer entries only name themes: "Beginners:" above linked headlines that stand deeper.

An outer entry is a theme if it is short, leads nowhere and most of what stands directly beneath it begins with a
headline of its own, linked or in bold. Where nearly every outer entry of a list is one, and there are several, they are
headings; else what stands deeper is details of its story ("Blog", "Paper"). So are entries of one depth that are bold
from end to end and lead nowhere, among others that do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from store.parse.blocks import SECTION_LEVEL, WIDEST_THEME, Block
from store.parse.leads import named_lead
from store.parse.prose import is_finished, width
from store.parse.vocabulary import fold

_SEVERAL = 2
_MOST = 0.6
"""The share of what stands beneath a theme that has a headline of its own."""
_NEARLY_ALL = 0.75
_WIDEST_BOLD = 40
"""Columns of an entry that names a theme in bold."""
_LEAST_HEADLINE = 12
"""Columns; what is shorter rather says where a link leads."""


def settle_nested(blocks: list[Block]) -> list[Block]:
    """Make headings of the outer entries of lists that only name themes, and what stands deeper the entries."""
    settled = list(blocks)
    for first, last, above in _lists(blocks):
        entries = blocks[first:last]
        for n in _bold_themes(entries):
            settled[first + n] = _heading(entries[n], above + 1)
        if len({block.indent for block in entries}) < _SEVERAL:
            continue
        outer = min(block.indent for block in entries)
        places = [n for n in range(first, last) if blocks[n].indent == outer]
        themes = {n for n in places if _is_theme_of(blocks, n, last)}
        if len(themes) < max(_SEVERAL, _NEARLY_ALL * len(places)):
            continue
        deeper = min(block.indent for block in entries if block.indent > outer)
        within = 0
        for n in range(first, last):
            within = deeper if n in themes else 0 if n in places else within
            settled[n] = replace(blocks[n], indent=max(blocks[n].indent - within, 0))
        for n in themes:
            settled[n] = _heading(blocks[n], above + 1)
        for n in range(first, last):
            lone = n - 1 in themes and [blocks[n]] == _beneath(blocks, n - 1, last)
            named = lone or fold(blocks[n].text[-1:]) == ":"
            if n not in places and named and _is_theme_of(blocks, n, last):
                settled[n] = _heading(blocks[n], above + 2)
                for m in range(n + 1, n + 1 + len(_beneath(blocks, n, last))):
                    settled[m] = replace(settled[m], indent=0)
    return settled


def _heading(entry: Block, level: int) -> Block:
    name = entry.text.rstrip(":： ")
    return replace(entry, kind="heading", text=name, level=level, lead="", number="", delimiter="")


def _bold_themes(entries: list[Block]) -> list[int]:
    """Find the entries that are bold from end to end, each above others of its depth that lead on and are not."""
    bold = [n for n, entry in enumerate(entries) if entry.lead == entry.text and not entry.links]
    others = [entry for n, entry in enumerate(entries) if n not in bold]
    above = all(n + 1 < len(entries) and n + 1 not in bold for n in bold)
    short = all(width(entries[n].text) <= _WIDEST_BOLD and entries[n].indent == entries[0].indent for n in bold)
    lead_on = 2 * sum(bool(entry.links) for entry in others) >= len(others) > len(bold)
    return bold if bold[:1] == [0] and above and short and lead_on else []


def _lists(blocks: list[Block]) -> Iterator[tuple[int, int, int]]:
    """Give where each run of entries begins and ends, and the rank of the heading above it."""
    first, above = 0, SECTION_LEVEL - 1
    for n in range(len(blocks) + 1):
        if n == len(blocks) or blocks[n].kind != "item":
            if n - first > 1:
                yield first, n, above
            first = n + 1
        if n < len(blocks) and blocks[n].kind == "heading":
            above = blocks[n].level


def _beneath(blocks: list[Block], n: int, last: int) -> list[Block]:
    """Give the entries directly beneath an outer one."""
    end = next((m for m in range(n + 1, last) if blocks[m].indent <= blocks[n].indent), last)
    inner = blocks[n + 1 : end]
    nearest = min((block.indent for block in inner), default=0)
    return [block for block in inner if block.indent == nearest]


def _is_theme_of(blocks: list[Block], n: int, last: int) -> bool:
    """Tell an outer entry that names the theme of what stands beneath it, or of the only theme there."""
    beneath = _beneath(blocks, n, last)
    if len(beneath) == 1 and n + 2 < last and blocks[n + 2].indent > beneath[0].indent:
        return _is_theme(blocks[n], _beneath(blocks, n + 1, last)) and _is_theme_of(blocks, n + 1, last)
    return _is_theme(blocks[n], beneath)


def _is_theme(block: Block, beneath: list[Block]) -> bool:
    name = fold(block.text)
    is_name = width(name) <= WIDEST_THEME * (1 + name.endswith(":")) and not is_finished(name)
    told = sum(_has_headline(entry) for entry in beneath)
    return is_name and not block.links and bool(beneath) and told >= _MOST * len(beneath)


def _has_headline(entry: Block) -> bool:
    """Tell whether an entry begins with a linked headline, or with one in bold and more behind it."""
    opening = next((link.words for link in entry.links if entry.text.startswith(link.words)), "")
    if width(opening) >= _LEAST_HEADLINE and opening.strip() != (entry.links[0].url if entry.links else ""):
        return True
    if entry.links and named_lead(entry.text, entry.links):
        return True
    return width(entry.lead) >= _LEAST_HEADLINE and len(entry.text) > len(entry.lead) + 2
