"""Words that were bold before a mailer made plain text of them: labels that come again, and heads within their lines.

- *Labels*: "The story:", "Why it matters:" begin paragraph after paragraph. Words before a colon are one where they
  come again with other lines between, and where another such label, or a known one, does too.
- *Run-in heads*: most of the longer paragraphs begin with a word or two and a full stop ("Energy. The grid …"), or
  with words in capitals and a colon, each with other words. Prose has such openings seldom, and not in paragraph after
  paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from store.parse.lines import Line
from store.parse.prose import width
from store.parse.vocabulary import is_inner_label, label_of, name_key

_LABEL = re.compile(r"(?P<words>[^\s:：\d][^:：.。!！?？,，]{1,28})[:：](?=\s|[\u3400-\u9fff])")
_HEAD = re.compile(r"(?P<words>[A-Z][\w&'’-]*(?: [\w&'’-]+){0,2})\. (?=[A-Z\"“])")
_CAPITALS = re.compile(r"(?P<words>[A-Z0-9$€£\"“][A-Z0-9 '’\"“”&,.$€£%/-]{6,90}):(?= )")
_LETTERS = 6
_OFTEN, _APART = 2, 2
"""Times that a label comes, at least, and lines from one to the next."""
_HEADS = 3
_LONG = 60
"""Columns of a paragraph that a run-in head may open."""


def embolden_labels(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text with their labels and run-in heads as the bold words that they were."""
    found = [_label(line) for line in lines]
    places: dict[str, list[int]] = {}
    for n, words in enumerate(found):
        if words:
            places.setdefault(name_key(words), []).append(n)
    often = {key for key, at in places.items() if len(at) >= _OFTEN and _are_apart(at)}
    known = sum(is_inner_label(key) for key in places)
    if len(often) + known > 1 and often:
        lines = [
            replace(line, lead=f"{words}:") if words and name_key(words) in often else line
            for line, words in zip(lines, found, strict=True)
        ]
    return _with_heads(lines)


def _label(line: Line) -> str:
    """Give the words before a paragraph's first colon that may be a label; nothing for fields that are known."""
    if line.mark or line.lead or line.quoted or label_of(line.text):
        return ""
    found = _LABEL.match(line.text)
    return found["words"] if found and found.end() < len(line.text) else ""


def _are_apart(places: list[int]) -> bool:
    return all(after - before >= _APART for before, after in pairwise(places))


def _run_in(text: str) -> str:
    """Give the words that a paragraph begins with as a head would: a few and a full stop, or capitals and a colon."""
    capitals = _CAPITALS.match(text)
    if capitals and sum(sign.isalpha() for sign in capitals["words"]) >= _LETTERS:
        return f"{capitals['words']}:"
    found = _HEAD.match(text)
    return found["words"] if found else ""


def _with_heads(lines: list[Line]) -> list[Line]:
    long = [n for n, line in enumerate(lines) if not line.mark and not line.lead and width(line.text) >= _LONG]
    heads = {n: words for n in long if lines[n].gap and (words := _run_in(lines[n].text))}
    often = max(Counter(heads.values()).values(), default=0) > 1
    if often or len(heads) < _HEADS or 2 * len(heads) <= len(long):
        return lines
    return [replace(line, lead=heads[n]) if n in heads else line for n, line in enumerate(lines)]
