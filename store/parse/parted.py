"""Rules that part a document's stories: the line beneath each is that story's headline, marked as one or not.

Where a rule stands before every story, some of their headlines may be headings and others lines of another look, as in
a weblog's mail. All are of one rank then, where prose stands beneath each. Rules that part sections or the pieces of an
essay are not taken for such: headings of the same rank stand within these, or prose right beneath the rule.
"""

from __future__ import annotations

from dataclasses import replace

from store.parse.lines import Line
from store.parse.prose import is_finished, width

_FEWEST = 4
"""Rules that part stories, at least."""
_NEARLY_ALL = 0.8
"""Share of the parts that begin with a headline, at least."""
_WIDEST = 160
"""Columns of a headline, with what stands before it."""
_LEVEL = 3
"""The rank of headlines where none is marked."""


def head_parted(lines: list[Line]) -> list[Line]:
    """Give the lines with the first one behind each rule as a heading, where rules part stories."""
    begun = [n for n, line in enumerate(lines) if line.ruled]
    if len(begun) < _FEWEST:
        return lines
    ends = [*begun[1:], len(lines)]
    told = [n for n, end in zip(begun, ends, strict=True) if end > n + 1]
    marked = [n for n in told if lines[n].mark == "heading"]
    bare = [n for n in told if _may_head(lines[n], lines[n + 1])]
    level = min((lines[n].level for n in marked), default=_LEVEL)
    rivals = [n for n, line in enumerate(lines) if n > begun[0] and line.mark == "heading" and n not in marked]
    if len(bare) < _FEWEST or len(bare) + len(marked) < _NEARLY_ALL * len(told):
        return lines
    if any(lines[n].level <= level for n in rivals) or any(lines[n].level != level for n in marked):
        return lines
    heads = set(bare)
    return [replace(line, mark="heading", level=level, lead="") if n in heads else line for n, line in enumerate(lines)]


def _may_head(line: Line, below: Line) -> bool:
    """Tell a line that may be a headline: above prose, not too wide, and no sentence that a full stop ends."""
    plain = not (line.mark or line.quoted or is_finished(line.text)) and width(line.text) <= _WIDEST
    return plain and not below.mark and is_finished(below.text)
