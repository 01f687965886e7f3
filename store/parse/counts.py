"""Numbers that only their siblings tell, because nothing parts them from the words: `01Ferries`, `4.58 boats`.

- Headings of one rank that begin with 1, 2, 3 (or 01, 02) one after the other are counted, though no sign closes the
  number; where what follows is the same for all ("1月", "2月"), they are called so.
- Headings that begin with the same word and such a number ("Rank 1: …") are counted by them.
- A line that goes on with the number that the counted line before it awaits, and with its sign, is counted, though its
  own words begin with a figure.
- A line within which ①, ② and ③ stand in order is as many entries, whatever stands before the first.
- Lines of one kind that end in #1, #2, #3 lose it: it is no part of what they say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.parse.lines import Line, Link
from store.parse.vocabulary import fold

_GLUED = re.compile(r"(?P<number>0?\d{1,2})(?=[^\W\d_]|[《「“\"【])")
_CLOSED = re.compile(r"(?P<number>\d{1,2})(?P<sign>[.、)])(?=\d)")
_WORDED = re.compile(r"(?P<word>[^\W\d]{1,12})\s?(?P<number>\d{1,2})\s?[:：.、)]\s*(?=\S)")
_CIRCLED = re.compile("[①-⑳]")
_ENDED = re.compile(r"\s#\d{1,3}$")
_FEWEST, _FEWEST_PADDED = 3, 2
"""Headings that count on, at least; fewer where their numbers begin with a nought."""


def count_lines(lines: list[Line]) -> list[Line]:
    """Give the lines with the numbers that their siblings tell."""
    whole = [piece for line in lines for piece in _circled(line)]
    return _closed(_glued(_worded(_ended(whole))))


def _circled(line: Line) -> list[Line]:
    signs = list(_CIRCLED.finditer(line.text)) if line.mark in ("", "item") else []
    if len(signs) < _FEWEST or [ord(sign[0]) - ord("①") for sign in signs] != list(range(len(signs))):
        return [line]
    ends = [*(sign.start() for sign in signs[1:]), len(line.text)]
    head = line.text[: signs[0].start()].strip()
    pieces = [replace(line, text=head, end=line.start + signs[0].start(), links=_held(line, head))] if head else []
    for n, (sign, end) in enumerate(zip(signs, ends, strict=True), start=1):
        words = line.text[sign.end() : end].strip(" ;；")
        place = min(line.start + sign.end(), line.end - 1)
        pieces.append(
            replace(
                line, text=words, start=place, end=min(line.start + end, line.end), mark="item", number=str(n),
                delimiter=")", lead="", links=_held(line, words),
            )
        )  # fmt: skip
    return [piece for piece in pieces if piece.text]


def _held(line: Line, words: str) -> tuple[Link, ...]:
    """Give the links of a line whose words a piece of it holds."""
    return tuple(link for link in line.links if link.words in words)


def _ended(lines: list[Line]) -> list[Line]:
    kinds: dict[tuple[str, int], list[int]] = {}
    for n, line in enumerate(lines):
        if _ENDED.search(line.text[-8:]):
            kinds.setdefault((line.mark, line.level), []).append(n)
    counted = list(lines)
    for places in kinds.values():
        numbers = [int(lines[n].text.rpartition("#")[2]) for n in places]
        if len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1)):
            for n in places:
                text, lead = (_ENDED.sub("", words) for words in (lines[n].text, lines[n].lead))
                counted[n] = replace(lines[n], text=text, lead=lead)
    return counted


def _worded(lines: list[Line]) -> list[Line]:
    """Leave out a word and number that count headings of one rank ("Rank 1: …", "Rank 2: …")."""
    places = [n for n, line in enumerate(lines) if line.mark == "heading" and not line.number]
    found = {n: match for n in places if (match := _WORDED.match(lines[n].text))}
    groups: dict[tuple[int, str], list[int]] = {}
    for n, match in found.items():
        groups.setdefault((lines[n].level, match["word"].casefold()), []).append(n)
    counted = list(lines)
    for group in groups.values():
        numbers = [int(found[n]["number"]) for n in group]
        for n in group if len(group) >= _FEWEST and numbers == list(range(1, len(group) + 1)) else ():
            counted[n] = replace(lines[n], text=lines[n].text[found[n].end() :])
    return counted


def _glued(lines: list[Line]) -> list[Line]:
    counted = list(lines)
    for level in {line.level for line in lines if line.mark == "heading"}:
        places = [n for n, line in enumerate(lines) if line.mark == "heading" and line.level == level]
        found = [(n, match) for n in places if (match := _GLUED.match(lines[n].text)) and not lines[n].number]
        padded = bool(found) and found[0][1]["number"].startswith("0")
        rests = {lines[n].text[match.end()] for n, match in found}
        on = [int(match["number"]) for _, match in found] == list(range(1, len(found) + 1))
        if on and len(rests) > 1 and len(found) >= (_FEWEST_PADDED if padded else _FEWEST):
            for n, match in found:
                counted[n] = _numbered(lines[n], int(match["number"]), ".", match.end())
    return counted


def _closed(lines: list[Line]) -> list[Line]:
    counted: list[Line] = []
    last: Line | None = None  # the last line that is counted
    for line in lines:
        found = _CLOSED.match(fold(line.text[:6])) if last and not line.number and line.mark == last.mark else None
        if found and last and (found["number"], found["sign"]) == (str(int(last.number) + 1), last.delimiter):
            line = _numbered(line, int(found["number"]), last.delimiter, found.end())
        if line.number.isdigit() and line.delimiter:
            last = line
        counted.append(line)
    return counted


def _numbered(line: Line, number: int, sign: str, end: int) -> Line:
    """Write a line's number apart from its words, in its links and its bold words too."""
    head, parted = line.text[:end], f"{number}{sign} "
    links = tuple(
        replace(link, words=parted + link.words[end:]) if link.words.startswith(head) else link for link in line.links
    )
    lead = parted + line.lead[end:] if line.lead.startswith(head) else line.lead
    return replace(line, text=parted + line.text[end:], number=str(number), delimiter=sign, links=links, lead=lead)
