"""Stanzas of plain text: groups of lines between blank ones, written alike, each of which is a story.

Where several groups begin with a headline and hold an address on a line of its own, and text besides, the first line of
each is a heading; a short line that stands alone above such a group names its theme. A subject in square brackets
before most of the headlines is none of their words.

So is the line that ends in the name of a site, right above its text, where several do: "Why lamps hum lamps.example".
The site credits it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from store.parse.blocks import BOLD_LEVEL, WIDEST_THEME
from store.parse.lines import Line
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import label_of

_FEWEST = 3
"""Stanzas that are alike, at least, and lines of each."""
_NEARLY_ALL = 0.75
_WIDEST = 120
"""Columns of a headline of two sentences."""
_SITED = re.compile(
    r"(?P<words>\S.*?\S)\s+(?P<site>(?:[a-z0-9-]{1,63}\.){1,3}(?!(?:js|ts|py|md|rs|html?|css|json|ya?ml|txt|pdf)$)[a-z]{2,12})"
)
_SUBJECT = re.compile(r"\[[^\[\]]{1,24}\]\s*(?=\S)")


def head_stanzas(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text with the headlines of its stanzas as headings."""
    groups = _groups(lines)
    stanzas = [group for group in groups if _is_stanza(lines, group)]
    longer = sum(len(group) >= _FEWEST and not any(lines[n].mark for n in group) for group in groups)
    if len(stanzas) < _FEWEST or len(stanzas) < _NEARLY_ALL * longer:
        return lines
    about = sum(_SUBJECT.match(lines[group[0]].text) is not None for group in stanzas) > len(stanzas) / 2
    headed = list(lines)
    for group in stanzas:
        line = lines[group[0]]
        text = _SUBJECT.sub("", line.text, count=1) if about else line.text
        headed[group[0]] = replace(line, mark="heading", level=BOLD_LEVEL, text=text)
    for group, under in pairwise(groups[1:]):
        if under in stanzas and len(group) == 1 and _is_theme(lines[group[0]]):
            headed[group[0]] = replace(lines[group[0]], mark="heading", level=BOLD_LEVEL - 1)
    return headed


def head_sited(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text with those that end in a site as headings, each with its site in a line beneath.

    A short line apart right above one, or with a line of text between, names a theme; what else is written as they
    are, without a site, heads its text too.
    """
    sited = {n: found for n, line in enumerate(lines) if (found := _sited(lines, n)) and not line.mark}
    if len(sited) < _FEWEST:
        return lines
    headed: list[Line] = []
    for n, line in enumerate(lines):
        if n in sited:
            words, place = sited[n]["words"], line.start + sited[n].start("site")
            headed.append(replace(line, mark="heading", level=BOLD_LEVEL, text=words, end=line.start + len(words)))
            headed.append(replace(line, text=sited[n]["site"], start=place, gap=False, links=()))
        elif _is_theme(line) and line.gap and not {n + 1, n + 2}.isdisjoint(sited):
            headed.append(replace(line, mark="heading", level=BOLD_LEVEL - 1))
        elif not line.mark and line.gap and is_headline(line.text) and _tops_text(lines, n):
            headed.append(replace(line, mark="heading", level=BOLD_LEVEL))
        else:
            headed.append(line)
    return headed


def _sited(lines: list[Line], n: int) -> re.Match[str] | None:
    """Read a line that ends in a site, right above text."""
    told = "://" not in lines[n].text and _tops_text(lines, n)
    found = _SITED.fullmatch(lines[n].text) if told else None
    return found if found and (is_headline(found["words"]) or found["words"][-1] in "?!") else None


def _tops_text(lines: list[Line], n: int) -> bool:
    under = lines[n + 1] if n + 1 < len(lines) else None
    return under is not None and not (under.gap or under.mark) and is_finished(under.text)


def _groups(lines: list[Line]) -> list[range]:
    starts = [*(n for n, line in enumerate(lines) if line.gap or n == 0), len(lines)]
    return [range(start, end) for start, end in pairwise(starts)]


def _is_stanza(lines: list[Line], group: range) -> bool:
    first, *others = (lines[n] for n in group)
    if first.mark or first.number or first.links or len(others) < _FEWEST - 1 or any(line.mark for line in others):
        return False
    addresses = sum(_is_address(line) for line in others)
    broken = others[0].text[:1].islower()
    return addresses == 1 and not broken and _may_be_headline(first.text) and label_of(first.text) is None


def _may_be_headline(text: str) -> bool:
    """Tell a headline, which may ask and answer."""
    return is_headline(text) or (width(text) <= _WIDEST and not is_finished(text))


def _is_address(line: Line) -> bool:
    labelled = label_of(line.text)
    return len(line.links) == 1 and (labelled[1] if labelled else line.text).strip("<>() ") == line.links[0].url


def _is_theme(line: Line) -> bool:
    return not (line.mark or line.links) and is_headline(line.text) and width(line.text) <= WIDEST_THEME
