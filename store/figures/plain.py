"""Write a text in one plain form, character for character, so that places stay what they are.

Full-width digits and signs, kinds of space and hyphen, marks of Markdown, and the traditional characters that amounts
are written with are folded. Never one character into two: an offset into the plain text is one into the original.
Names need more than this; `store.folding` folds them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_TRADITIONAL = (
    "億亿萬万兩两幾几餘余約约數数達达過过幣币圓元円元圆元韓韩歐欧臺台盧卢個个員员師师職职崗岗戶户訂订閱阅參参詞词時时鐘钟"
    "週周歲岁紀纪張张塊块顆颗項项種种條条輛辆層层頁页門门輪轮筆笔處处間间幀帧組组隊队國国樓楼畝亩棟栋頭头場场營营"
    "虧亏損损潤润價价資资籌筹購购發发計计預预開开規规擴扩縮缩減减飆飙躍跃長长於于為为從从與与對对統统裝装業业務务"
    "專专記记學学觀观眾众導导區区據据將将進进滿满內内後后僅仅還还這这無无際际隻只電电貳二點点報报遞递軟软體体"
)
_FOLDED = {ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_KEPT = "，；？！"
"""Full-width punctuation that ends a clause and never stands inside a number."""
_FULL_WIDTH = {0xFF01 + at: chr(0x21 + at) for at in range(0x5E) if chr(0xFF01 + at) not in _KEPT}
_TABLE: dict[int, str] = (
    _FULL_WIDTH
    | _FOLDED
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


def to_plain(text: str) -> Plain:
    """Fold a text of any length."""
    plain = text.translate(_TABLE)
    ends = tuple(found.end() for found in _SENTENCE_END.finditer(plain))
    return Plain(text, plain, plain.translate(_LOWER), ends)


def is_latin(text: str, at: int) -> bool:
    """Tell whether a Latin letter or a digit stands at a place."""
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Tell whether characters are no part of a longer Latin word; Chinese has no edges."""
    begins_inside = is_latin(text, start) and is_latin(text, start - 1)
    return not begins_inside and not (is_latin(text, end - 1) and is_latin(text, end))
