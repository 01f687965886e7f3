"""Remarks in brackets that take several lines: one comment on what stands above, and nothing in it heads or begins.

The first line begins with the bracket and does not close it; one of the next lines does, and ends so. What only closes
it may look like a heading, as a bracket above a rule does. A bracket at a line's end that the next line closes after a
word or two makes one line of both.
"""

from __future__ import annotations

from dataclasses import replace

from store.parse.lines import Line
from store.parse.prose import join
from store.parse.vocabulary import fold

_MOST = 8
"""Lines that a remark takes at most."""
_TAIL = 24
"""Characters on each side of a line's end that the bracket around it takes at most."""


def join_bracketed(lines: list[Line]) -> list[Line]:
    """Give the lines with each remark in brackets as one."""
    joined: list[Line] = []
    n = 0
    while n < len(lines):
        end = _end(lines, n)
        if joined and _closes(joined[-1], lines[n]):
            links = (*joined[-1].links, *lines[n].links)
            joined[-1] = replace(joined[-1], text=join(joined[-1].text, lines[n].text), end=lines[n].end, links=links)
        else:
            joined.append(_whole(lines[n : end + 1]) if end > n else lines[n])
        n = end + 1
    return joined


def _closes(before: Line, line: Line) -> bool:
    """Tell a word or two and a bracket, right beneath the line that opens it: "(3 minute", "read)"."""
    if line.gap or line.mark or before.mark not in ("", "item") or not line.text.endswith((")", "）")):
        return False
    few = len(line.text) <= _TAIL and _depth(line.text) == -1
    return few and _depth(before.text) == 1 and fold(before.text).rfind("(") >= len(before.text) - _TAIL


def _end(lines: list[Line], first: int) -> int:
    """Give the place of the line that closes the bracket which a line begins with; its own where none does."""
    if lines[first].mark not in ("", "comment") or fold(lines[first].text[:1]) != "(":
        return first
    depth = _depth(lines[first].text)
    for n in range(first + 1, min(first + _MOST, len(lines))):
        if depth <= 0 or (lines[n].mark == "heading" and any(map(str.isalnum, lines[n].text))):
            return first
        depth += _depth(lines[n].text)
        if depth == 0:
            return n if fold(lines[n].text[-1:]) == ")" else first
    return first


def _depth(text: str) -> int:
    words = fold(text)
    return words.count("(") - words.count(")")


def _whole(lines: list[Line]) -> Line:
    text = lines[0].text
    for line in lines[1:]:
        text = text + ")" if line.text.strip() in (")", "）") else join(text, line.text)
    links = tuple(link for line in lines for link in line.links)
    return replace(lines[0], text=text, end=lines[-1].end, mark="comment", links=links)
