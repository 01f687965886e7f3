"""What single pieces of text look like: a headline, prose, a finished sentence; and how broken ones are joined."""

from __future__ import annotations

import re

from store.parse.vocabulary import is_call
from store.text import remembered, sentences

_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
_CLOSERS = "\"'”’」』）)]】》»*_"
_FULL_STOPS = (".", "。", "!", "！", "?", "？", "…", "．")
_PAUSES = (",", "，", "、", ";", "；")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]")
_SPACED = re.compile(r"[\u3400-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u3400-\u9fff]")

_CREDITED = re.compile(r"[.。!！?？…][\"”’」』]?\s?[(（\[【][^()（）\[\]【】]{1,50}[)）\]】]$")
_WITHIN = ",.;:)]}%$€£¥，。；：、）》」』”’-–—/&+"

_READING = re.compile(r"[(（]\s*\d{1,3}[\s-]*(?:min(?:ute)?s?(?: read)?|分钟[^()（）]{0,8})\s*[)）]$", re.IGNORECASE)
_READS_IN = re.compile(r"\d{1,3}[\s-]*(?:min(?:ute)?s?\b|分钟)[\s-]*(?:read|阅读|读完)?", re.IGNORECASE)
_LONGEST_QUESTION = 100
"""Columns of a bold question or call that may be a heading."""
_LONGEST_HEADLINE = 160
"""Columns; a Chinese character takes two. The longest headlines of real weeklies take about 100."""


@remembered
def width(text: str) -> int:
    """Measure a text in columns, a Chinese character taking two."""
    return len(text) + len(_WIDE.findall(text))


def is_finished(text: str) -> bool:
    """Tell whether a text ends as a sentence does, closing quotes and a credit in brackets aside."""
    return text[-12:].rstrip(_CLOSERS).endswith(_FULL_STOPS) or _CREDITED.search(text[-64:]) is not None


def is_timed(text: str) -> bool:
    """Tell a headline that says how long its story takes to read: "… (3 minute read)"."""
    return _READING.search(text[-40:]) is not None


def reads_in(text: str) -> bool:
    """Tell a text that says within its first words how long it takes to read."""
    return _READS_IN.search(text[:200]) is not None


def is_headline(text: str) -> bool:
    """Tell whether a text may be a title or heading: short, one sentence at most, and not ended by a full stop."""
    if not text or len(text) > _LONGEST_HEADLINE or width(text) > _LONGEST_HEADLINE:
        return False
    bare = text.rstrip(_CLOSERS)
    if bare.endswith(_PAUSES) or (is_finished(text) and not bare.endswith(("?", "？", "!", "！"))):
        return False
    return len(sentences(text)) == 1


def is_bold_heading(text: str) -> bool:
    """Tell whether a line that is bold from end to end is a heading; a bold sentence is an emphatic one."""
    asked = text.rstrip(_CLOSERS).endswith(("?", "？", "!", "！"))
    return (
        bool(text)
        and not (text.isascii() and is_call(text))
        and (width(text) <= _LONGEST_QUESTION if asked else not is_finished(text.rstrip("…")))
    )


def begins_within(text: str) -> bool:
    """Tell whether a text begins as the middle of a sentence does: lower case, Chinese, a digit or punctuation."""
    first = text[:1]
    if not first or first.isupper() or first in "\"'“‘(（[【《「":
        return False
    return first.isalnum() or first in _WITHIN


def join(first: str, second: str) -> str:
    """Join two halves of a broken sentence: no space within Chinese, none after a hyphen, else one space."""
    if not first or not second:
        return first or second
    sides = [_CHINESE.match(first[-1]), _CHINESE.match(second[0])]
    if all(sides) or (first[-1] == "-" and first[-2:-1].isalpha() and second[0].islower()):
        return first + second
    if any(sides) and not _SPACED.search(first[-400:] + "\n" + second[:400]):
        return first + second
    mark = first[-1] if sides[0] else second[0] if sides[1] else ""
    # Chinese punctuation takes no space beside it, even where Chinese and Latin are spaced.
    return first + second if mark in "，。、；：！？（）“”‘’《》「」【】" and mark else f"{first} {second}"
