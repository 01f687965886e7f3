"""Write a text in one plain form, character for character, so that places stay what they are.

Full-width digits and signs, kinds of space and hyphen, marks of Markdown and traditional characters are folded, never
one character into two: an offset into the plain text is one into the original. Names need more than this;
`store.folding` folds them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from store.text import has_traditional, simplified_characters

_OWN = {"圆": "元", "圓": "元", "円": "元", "贰": "二", "貳": "二", "○": "〇", "◯": "〇"}
"""Characters that amounts are written with in several forms."""
_KEPT = "，；？！"
"""Full-width punctuation that ends a clause and never stands inside a number."""
_FULL_WIDTH = {0xFF01 + at: chr(0x21 + at) for at in range(0x5E) if chr(0xFF01 + at) not in _KEPT}
_TABLE: dict[int, str] = (
    _FULL_WIDTH
    | {ord(old): new for old, new in _OWN.items()}
    | dict.fromkeys(range(0xD800, 0xE000), " ")  # lone surrogates, which the search for words cannot take
    | dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t\r*\\`"), " ")
    | dict.fromkeys(map(ord, "\u2010\u2011\u2212"), "-")
    | {ord("\u2012"): "–", ord("\u301c"): "~", ord("￥"): "¥", ord("∼"): "~", ord("’"): "'"}
)
_SENTENCE_END = re.compile(
    r"[。！？!?\n；;]|(?<!vs)(?<!Inc)(?<!Corp)(?<!Ltd)(?<!approx)(?<!Mr)(?<!Dr)(?<![ .][A-Z])\.(?=[ \n]|$)"
)
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text and its plain form, with its case and without, all of one length."""

    original: str
    text: str
    low: str
    ends: tuple[int, ...]
    """Where sentences end: behind each mark or line break that ends one."""

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Give where the sentence around some characters starts and ends."""
        at = bisect_right(self.ends, start)
        stop = bisect_right(self.ends, end)
        return self.ends[at - 1] if at else 0, self.ends[stop] - 1 if stop < len(self.ends) else len(self.text)

    def is_one_sentence(self, start: int, end: int) -> bool:
        """Tell whether no sentence ends between two places."""
        return bisect_right(self.ends, start) == bisect_right(self.ends, end)


@cache
def _simplified() -> dict[int, str]:
    """Give what simplified Chinese writes for characters that it writes otherwise, one for one."""
    return {ord(old): _OWN.get(new, new) for old, new in simplified_characters().items() if len(new) == 1}


def to_plain(text: str) -> Plain:
    """Fold a text of any length."""
    plain = text.translate(_TABLE)
    if has_traditional(plain):
        plain = plain.translate(_simplified())
    ends = tuple(found.end() for found in _SENTENCE_END.finditer(plain))
    return Plain(text, plain, plain.translate(_LOWER), ends)


def is_latin(text: str, at: int) -> bool:
    """Tell whether a Latin letter or a digit stands at a place."""
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Tell whether characters are no part of a longer Latin word; Chinese has no edges."""
    begins_inside = is_latin(text, start) and is_latin(text, start - 1)
    return not begins_inside and not (is_latin(text, end - 1) and is_latin(text, end))
