"""Bare lists of plain text: themes on lines of their own, each above lines that are a headline each, without any sign.

What a page lists, programs that keep its words alone write as lines right beneath each other. Where several short lines
apart stand above such groups they are headings, and the lines entries; a group of two is one too then.

A wrapped paragraph is told from them by its lines: they begin in the middle of a sentence, or fill the page; values of
a form by their labels, names by their width, a timetable by its figures.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from store.parse.blocks import SECTION_LEVEL, WIDEST_THEME
from store.parse.lines import Line
from store.parse.prose import is_headline, width
from store.parse.vocabulary import label_of
from store.text import has_chinese

_SEVERAL = 2
"""Themes above such groups, at least."""
_FEWEST = 4
"""Lines of each of these."""
_NEARLY_ALL = 0.75
_NARROWEST, _WIDEST = 24, 120
"""Columns of its lines on average, at least, and of any."""


def list_bare(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text with such themes as headings and the lines beneath them as entries."""
    groups = _groups(lines)
    themed = [(above, group) for above, group in pairwise(groups) if _is_theme(lines, above) and _is_list(lines, group)]
    if sum(len(group) >= _FEWEST for _, group in themed) < _SEVERAL:
        return lines
    marked = list(lines)
    for above, group in themed:
        theme = lines[above[0]]
        marked[above[0]] = replace(theme, mark="heading", level=SECTION_LEVEL)
        for n in group:
            marked[n] = replace(lines[n], mark="item", indent=theme.indent)
    return marked


def _groups(lines: list[Line]) -> list[range]:
    starts = [*(n for n, line in enumerate(lines) if line.gap or n == 0), len(lines)]
    return [range(start, end) for start, end in pairwise(starts)]


def _is_theme(lines: list[Line], group: range) -> bool:
    line = lines[group[0]]
    plain = len(group) == 1 and not (line.mark or line.links or line.number)
    return plain and is_headline(line.text) and width(line.text) <= WIDEST_THEME


def _is_list(lines: list[Line], group: range) -> bool:
    told = [lines[n] for n in group]
    texts = [line.text for line in told]
    if len(told) < _SEVERAL or any(line.mark or line.links or label_of(line.text) for line in told):
        return False
    anew = sum(not (text[0].islower() or text[0].isdigit()) for text in texts)
    headlines = sum(is_headline(text) for text in texts)
    widths = [width(text) for text in texts]
    apart = max(widths) <= _WIDEST and sum(widths) >= _NARROWEST * len(widths)
    return min(anew, headlines) >= _NEARLY_ALL * len(texts) and apart and not _is_wrapped(texts)


def _is_wrapped(texts: list[str]) -> bool:
    """Tell lines of which half are as full as the widest lets them be."""
    page = max(map(width, texts))
    full = sum(width(one) + 1 + _first(other) > page for one, other in pairwise(texts))
    return 2 * full > len(texts) - 1


def _first(text: str) -> int:
    return 1 if has_chinese(text[:1]) else width(text.split(" ", 1)[0])
