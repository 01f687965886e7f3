"""Write a text in one plain form, character for character, so that places stay what they are.

Full-width digits and signs, kinds of space and hyphen, marks of Markdown, tags and entities of HTML, traditional
characters and the numerals of cheques (壹佰万元) are folded, never one character into two: an offset into the plain
text is one into the original. Names need more than this;
`store.folding` folds them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from html import unescape

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
_TAG = re.compile("</?[A-Za-z][^<>]{0,400}>|<!--[^<>]{0,400}-->")
_PARTING_TAG = re.compile("</?(?:p|div|br|hr|li|ul|ol|h[1-6]|t[dhr]|table|blockquote)[ />]", re.IGNORECASE)
_ENTITY = re.compile("&(?:#[0-9]{2,5}|#x[0-9a-fA-F]{2,4}|[a-z]{2,6});")
_CHEQUE = re.compile("[零万亿壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟萬億]{2,40}(?=[元圆圓块港美欧日])")
_CHEQUE_DIGITS = str.maketrans("壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")
"""Only in a run before a currency: elsewhere 陆 is land and 伍 a name."""
_WIDEST_SPACE = 3
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text and its plain form, with its case and without, all of one length."""

    original: str
    text: str
    low: str
    ends: tuple[int, ...]
    """Where sentences end: behind each mark or line break that ends one."""
    is_traditional: bool
    """Whether the text is written in traditional characters."""

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
    plain = text
    if "<" in plain:
        plain = _TAG.sub(_blank, plain)
    if "&" in plain:
        plain = _ENTITY.sub(_character, plain)
    plain = _CHEQUE.sub(lambda run: run[0].translate(_CHEQUE_DIGITS), plain).translate(_TABLE)
    is_traditional = has_traditional(plain)
    if is_traditional:
        plain = plain.translate(_simplified())
    ends = tuple(found.end() for found in _SENTENCE_END.finditer(plain))
    return Plain(text, plain, plain.translate(_LOWER), ends, is_traditional)


def is_blank(plain: Plain, start: int, end: int) -> bool:
    """Tell whether a gap is one between columns: many spaces, and not those that a tag or an entity leaves."""
    return end - start > _WIDEST_SPACE and plain.original[start:end].isspace()


def _blank(tag: re.Match[str]) -> str:
    """Give what stands for a tag: spaces, and a line's end for one that parts paragraphs or cells."""
    return ("\n" if _PARTING_TAG.match(tag[0]) else " ").ljust(len(tag[0]))


def _character(entity: re.Match[str]) -> str:
    """Give the character that an entity of HTML means, with as many spaces behind it as keep its length."""
    meant = unescape(entity[0])
    return meant.ljust(len(entity[0])) if len(meant) == 1 else entity[0]


def is_latin(text: str, at: int) -> bool:
    """Tell whether a Latin letter or a digit stands at a place."""
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Tell whether characters are no part of a longer Latin word; Chinese has no edges."""
    begins_inside = is_latin(text, start) and is_latin(text, start - 1)
    return not begins_inside and not (is_latin(text, end - 1) and is_latin(text, end))
