"""Lines that a mailer broke at a fixed width become one again, before anything else is told of them.

A break was the mailer's where the first word of the next line would not have fitted: that is sure, where the look of
two lines is not. A text is taken as broken so where its lines keep to one width and most breaks within paragraphs are
such ones.
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.parse.lines import Line, bare_links
from store.parse.prose import join, width
from store.text import has_chinese

_NARROWEST, _WIDEST = 40, 100
"""Columns between which mailers break lines: 72 to 80, less what a quotation's sign takes."""
_FEWEST = 4
_MOST = 0.6
"""Share of breaks within paragraphs that are a mailer's, at least."""
_STRAYS = 3
"""Lines of several words that may be wider: a footer's, or what a forwarding wrote above."""
_CLOCK = re.compile(r"[\[【(]?\d{1,2}[:：]\d{2}")
_WORD = re.compile(r"\S+")


def unwrap(lines: list[Line], text: str) -> list[Line]:
    """Give the lines of a plain text with those joined that its mailer broke."""
    widths = [width(text[text.rfind("\n", 0, line.start) + 1 : line.end]) for line in lines]
    page = max((wide for wide, line in zip(widths, lines, strict=True) if "://" not in line.text), default=0)
    wider = sum(wide > page and " " in line.text for wide, line in zip(widths, lines, strict=True))
    if not _NARROWEST <= page <= _WIDEST or wider > _STRAYS:
        return lines
    within = [n for n in range(1, len(lines)) if _may_go_on(lines[n]) and lines[n - 1].mark != "heading"]
    broken = {n for n in within if widths[n - 1] + 1 + _first(lines[n].text) > page and not _ends(lines[n - 1])}
    if len(broken) < _FEWEST or len(broken) < _MOST * len(within):
        return lines
    joined: list[Line] = []
    for n, line in enumerate(lines):
        if n not in broken:
            joined.append(line)
            continue
        words = join(joined[-1].text, line.text)
        joined[-1] = replace(joined[-1], text=words, end=line.end, links=bare_links(words))
    return joined


def _may_go_on(line: Line) -> bool:
    """Tell a line that may be the second half of one: right beneath another, without a mark, a number or a time."""
    return not (line.gap or line.mark or line.delimiter or _CLOCK.match(line.text))


def _first(text: str) -> int:
    """Measure the first word of a line (columns): in Chinese each character may stand at a line's end."""
    found = _WORD.match(text)
    return 1 if found is None or has_chinese(text[:2]) else width(found[0])


def _ends(line: Line) -> bool:
    """Tell a line of nothing but an address, which ends an entry as often as it was broken."""
    return "://" in line.text and _WORD.fullmatch(line.text) is not None and line.text[-1] not in ".,;:!?)"
