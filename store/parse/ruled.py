"""What mailers' plain text marks by signs of its own: headings by rules, bold words by asterisks.

A heading is a short line right above a rule (`====`), or between two; a line that is `*bold*` from end to end, as in
Markdown. Words in asterisks that a line begins with are its lead.

Signs rank by their first use. A rule that stands once parts two texts, unless it is of `=`, frames the line or is as
long as it; one that frames the next line is no underline of this one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL, SECTION_LEVEL
from store.parse.lines import INEXACT, Line, number_of
from store.parse.prose import is_bold_heading, is_headline, width

_RULE = re.compile(r"(?P<sign>[=~*_#─━—-])(?P=sign){3,}")
_ADDRESS = re.compile(r"\s*(?:[<(\[]?\s?https?://\S+.{0,3}|\[\d{1,3}\])$")
_BOLD = re.compile(r"\*(?P<words>[^*\s](?:[^*\n]{0,160}?[^*\s])?(?:\s?<https?://[^<>\s]{1,2000}>)?)\*(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s](?:[^*\n]{0,160}?[^*\s])?(?:\s?<https?://[^<>\s]{1,2000}>)?)\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w/_])_([^_\s](?:[^_\n]{0,160}[^_\s])?)_(?![\w/_])")
_PREFIX = re.compile(r"[*#=~]{1,4}\s+(?=\S)")
"""What some mailers set before a heading besides the rule beneath it."""
_STARS = "** "
_WIDEST = 120
"""Columns of a starred heading of several sentences."""
_STARRED = re.compile(r"(?<![\w*])\*\* (?=[^*()\n]{1,80} ?\(https?://)")
"""What some mailers set before the words of a link."""


def embolden(lines: list[Line]) -> list[Line]:
    """Give the lines with words in asterisks as bold ones, and those between underscores without these."""
    plain = [replace(line, text=_UNDERLINED.sub(r"\1", line.text)) if "_" in line.text else line for line in lines]
    return [_bold(replace(line, text=_STARRED.sub("", line.text))) if "*" in line.text else line for line in plain]


def _bold(line: Line) -> Line:
    found = _BOLD.match(line.text)
    text = _EMPHASIS.sub(r"\1", line.text)
    if found is None or line.mark == "heading":
        return replace(line, text=text)
    lead = _ADDRESS.sub("", found["words"])
    rest = _ADDRESS.sub("", line.text[found.end() :])
    if line.mark or rest or not is_bold_heading(lead):
        return replace(line, text=text, lead=lead)
    number, delimiter, _ = number_of(lead) or ("", "", 0)
    return replace(line, mark="heading", level=BOLD_LEVEL, text=text, number=number, delimiter=delimiter)


def head_ruled(lines: list[Line], text: str) -> list[Line]:
    """Give the lines of a plain text with those that rules make headings marked so."""
    if not _RULE.search(text):
        return lines
    rules = [(_rule_beside(text, line.start, -1), _rule_beneath(text, line)) for line in lines]
    counts = Counter(beneath[:1] for _, beneath in rules)
    ranks: dict[tuple[str, bool], int] = {}
    headed: list[Line] = []
    for n, (line, (above, beneath)) in enumerate(zip(lines, rules, strict=True)):
        sign = beneath[:1]
        framed = bool(sign) and above[:1] == sign
        frames_next = (
            n + 1 < len(lines) and {rule[:1] for rule in rules[n + 1]} == {sign} and not _PREFIX.match(line.text)
        )
        fits = abs(len(beneath) - (line.end - line.start)) <= INEXACT
        underlined = bool(sign) and not frames_next and (sign == "=" or counts[sign] > 1 or fits)
        told = underlined and _is_starred(line) and width(line.text) <= _WIDEST
        if told or ((framed or underlined) and _may_head(line, sure=framed or fits)):
            level = ranks.setdefault((sign, framed), len(ranks) + SECTION_LEVEL)
            if headed and headed[-1].mark == "heading" and headed[-1].level > level and not rules[n - 1][1]:
                headed.pop()  # a word or two set above the headline
            line = replace(line, mark="heading", level=level, text=_PREFIX.sub("", line.text, count=1))
        headed.append(line)
    return headed


def _may_head(line: Line, *, sure: bool) -> bool:
    """Tell words that a rule may make a heading: where it frames or fits them, though they be listed or not apart."""
    plain = line.mark in ("", "item") and "|" not in line.text if sure else line.gap and not line.mark
    return plain and is_headline(_ADDRESS.sub("", _bare(line)))


def _is_starred(line: Line) -> bool:
    """Tell a line with the sign that some mailers set before every heading, whatever its words."""
    return line.gap and not line.mark and line.text.startswith(_STARS)


def _bare(line: Line) -> str:
    """Give a line's words without the number that they begin with."""
    numbered = number_of(line.text) if line.number else None
    return line.text[numbered[2] :] if numbered else line.text


def _rule_beneath(text: str, line: Line) -> str:
    """Give the rule beneath a line, behind an empty one where the line is starred."""
    end = text.find("\n", line.end)
    empty = _is_starred(line) and end >= 0 and text[end : end + 2] in ("\n\n", "\n\r")
    return _rule_beside(text, line.end, 1) or (_rule_beside(text, end + 1, 1) if empty else "")


def _rule_beside(text: str, place: int, step: int) -> str:
    """Give the rule that is the line above (-1) or beneath (1) a place; empty where none is."""
    if step > 0:
        start = text.find("\n", place) + 1
        end = text.find("\n", start) if start else 0
        beside = text[start : end if end >= 0 else len(text)] if start else ""
    else:
        end = text.rfind("\n", 0, place)
        beside = text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)]
    found = _RULE.fullmatch(beside.strip()) if len(beside) < 200 else None
    return found[0] if found else ""
