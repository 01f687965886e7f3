"""Badges: a bold word such as "NEW" before one headline after another, which is none of its words.

A badge is short, written as one word in capitals or in a few Chinese characters, parted by a blank from what it stands
before, and comes again and again. Where the lines of a document begin with bold names of their own, words that come
again are names too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from store.parse.lines import Line
from store.parse.prose import width
from store.parse.vocabulary import fold
from store.text import has_chinese

_FEWEST = 3
"""Lines with the same badge, at least."""
_NEARLY_ALL = 0.8
"""Share of the lines with such a word that have one that comes again, at least."""
_WIDEST = 8


def drop_badges(lines: list[Line]) -> list[Line]:
    """Give the lines without the badges before their words."""
    badged = [n for n, line in enumerate(lines) if _is_badge(line.lead) and _is_before(line)]
    counts = Counter(lines[n].lead for n in badged)
    again = {n for n in badged if counts[lines[n].lead] >= _FEWEST}
    if len(again) < _NEARLY_ALL * len(badged):
        return lines
    return [_bare(line) if n in again else line for n, line in enumerate(lines)]


def _is_badge(lead: str) -> bool:
    return 0 < width(lead) <= _WIDEST and lead.isalpha() and (lead.isupper() or has_chinese(lead))


def _is_before(line: Line) -> bool:
    rest = line.text[len(line.lead) :] if line.text.startswith(line.lead) else ""
    return rest[:1] == " " and fold(rest.lstrip()[:1]) not in ":-–—|("


def _bare(line: Line) -> Line:
    words = line.text[len(line.lead) :].lstrip()
    links = tuple(replace(link, words=words) if link.words == line.text else link for link in line.links)
    return replace(line, text=words, lead="", links=links)
