"""Texts copied from a page without a blank line between paragraphs: a short line right above prose is its headline.

Each line is a paragraph then, wider than any mailer breaks, and headlines are known by what they are not: neither
prose, nor marked, nor an address. Of short lines in a row the last one heads the text; a word or two above it a theme.
The document's first line is its title where its text is an introduction: no prose stands right above the next headline.
"""

from __future__ import annotations

from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL, WIDEST_THEME
from store.parse.dates import read_day, read_period
from store.parse.lines import Line
from store.parse.notices import is_greeting, is_notice, is_sign_off
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import is_pointer, label_of, section_role

_FEWEST = 2
"""Headlines right above prose, at least."""
_PARAGRAPH = 160
"""Columns from which a line is a paragraph of a text that nobody broke."""
_PROSE = 80
"""Columns from which a line that a full stop ends tells something."""
_WIDEST = 120
_ROW = 2
"""Short lines above a headline from which on they are a list that lost its signs."""
_MOST_GAPS = 0.25
"""Share of lines above which a blank one stands, at most."""


def head_unspaced(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text without blank lines with the headlines above its paragraphs as headings."""
    if any(line.mark == "heading" for line in lines):
        return lines
    wide = sum(width(line.text) >= _PARAGRAPH for line in lines)
    gaps = sum(line.gap for line in lines[1:])
    if wide < _FEWEST or gaps > _MOST_GAPS * len(lines):
        return lines
    heads = [n for n in range(len(lines) - 1) if _may_head(lines[n]) and _is_prose(lines[n + 1])]
    heads = [n for n in heads if n < _ROW or not all(map(_may_head, lines[n - _ROW : n]))]
    told = [n for n in heads if n == 0 or _is_prose(lines[n - 1]) or not _may_head(lines[n - 1]) or n - 1 not in heads]
    if told and told[0] == 0 and len(told) > 1 and not _is_prose(lines[told[1] - 1]):
        told = told[1:]
    if len(told) < _FEWEST:
        return lines
    headed = list(lines)
    for n in told:
        headed[n] = replace(lines[n], mark="heading", level=BOLD_LEVEL, gap=True)
        above = lines[n - 1] if n else None
        if n > 1 and above and _may_head(above) and width(above.text) <= WIDEST_THEME and _is_prose(lines[n - 2]):
            headed[n - 1] = replace(above, mark="heading", level=BOLD_LEVEL - 1, gap=True)
    return headed


def _may_head(line: Line) -> bool:
    text = line.text
    plain = not (line.mark or line.links or line.quoted) and any(map(str.isalpha, text)) and width(text) <= _WIDEST
    if not plain or not (is_headline(text) or text[-1] in "?!？！…)）"):
        return False
    if text[-1] in ":：" or section_role(text) or read_day(text) or read_period(text):
        return False
    return not (label_of(text) or is_pointer(text) or is_greeting(text) or is_sign_off(text) or is_notice(text))


def _is_prose(line: Line) -> bool:
    said = width(line.text)
    return not line.mark and (said >= _PARAGRAPH or (said >= _PROSE and is_finished(line.text)))
