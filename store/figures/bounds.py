"""Bounds: the words that make an amount a least, a most or an approximation.

They stand right before it (over, up to, 超过, 约) or right behind it (+, or more, 以上, 左右). Some are bounds only
sometimes: "spend $3B over five years" is during them, 近三年 is the last three, "top 10" a rank, and 签约3家 signs
three.
"""

from __future__ import annotations

import re

from store.figures.plain import Plain
from store.model import Bound, FigureKind

_BEFORE: dict[Bound, str] = {
    "at_least": (
        "over, well over, just over, slightly over, more than, well more than, slightly more than, above, exceed, "
        "exceeds, exceeded, exceeding, in excess of, pass, passes, passed, passing, past, top, tops, topped, topping, "
        "surpass, surpasses, surpassed, surpassing, cross, crosses, crossed, crossing, beyond, at least, minimum "
        "of, a minimum of, no less than, not less than, no fewer than, not fewer than, no lower than, north of, "
        "upwards of, upward of, greater than, higher than, larger than, longer than, better than, starting at, "
        "starts at, start at, "
        "starting from, as little as, as few as, as low as, >, ≥, >=, "
        "超, 超过, 超出, 超逾, 逾, 高于, 略高于, 高过, 多于, 多过, 大于, 长于, 不少于, 不低于, 不小于, 不得少于, "
        "不得低于, 不能低于, 不止, 至少, 最少, 最低, 最短, 起码, "
        "突破, 破, 过, 已过, 冲破, 越过, 跨过, 起价, 起售价"
    ),
    "at_most": (
        "up to, up to about, up to around, as much as, as many as, as high as, at most, no more than, not more than, "
        "not exceeding, not exceed, not to exceed, no higher than, no longer than, no larger than, less than, "
        "fewer than, lower than, smaller than, under, just under, below, just below, "
        "maximum of, a maximum of, shy of, just shy of, within, <, ≤, <=, "
        "不到, 跌破, 不足, 不及, 不超, 不得超过, 不能超过, 不可超过, 不会超过, 不应超过, 未超过, 没有超过, "
        "不得高于, 不能高于, 未满, 低于, 略低于, 少于, 小于, 不超过, 不高于, 不多于, 不逾, "
        "至多, 最多, 最大, 最高, 高达, 最长, 多达, 可高达, 最高达, "
        "最高可达, 最多可达"
    ),
    "about": (
        "about, about as much as, about as many as, around, roughly, approximately, approx, approx., "
        "some, circa, ca., c., nearly, almost, close to, near, "
        "approaching, an estimated, estimated, in the region of, somewhere around, ~, ≈, "
        "约, 大约, 约为, 约有, 约合, 约达, 约占, 约需, 约耗, 约等于, 约是, 约相当于, "
        "大概, 大概是, 大概有, 大约是, 大约有, 大约为, 差不多是, 差不多有, "
        "估计是, 估计有, 估计约, 大致, 差不多, 几乎是, 估计, 近, 将近, 接近, 几近, 逼近"
    ),
}
_OTHER_WORDS = (
    "签约 合约 纽约 节约 违约 预约 条约 公约 契约 租约 解约 续约 履约 最近 附近 靠近 邻近 临近 最接近 "
    "赶超 达不到 找不到"
)
_BOUNDS: dict[str, Bound | None] = {
    **dict.fromkeys(_OTHER_WORDS.split()),
    **{word.strip(): bound for bound, words in _BEFORE.items() for word in words.split(", ") if word.strip()},
}
"""Bounds by their words; None for words that only end like one."""
_MOST_WORDS, _MOST_CHARACTERS, _WINDOW = 4, 5, 36

_PARTED = re.compile(
    "(最多|至多|最高|最大|至少|最少)[可能将会需]{0,2}(?:下降|提升|提高|增加|增长|减少|降低|缩短|上涨|获得?|达到?|支持"
    "|发送|部署|采购|投入|占|省|容纳|使用|处理|等待|持续|运行|录制|生成|投资|裁员|裁减|奖励|补贴|资助|罚款)$"
    r"|(最多|至多|至少)[^，。；！？,;!?0-9的]{1,4}$|(最多|至多|最高|最长|至少|最少|最低|最短)(?:可以?|能够?)[^，。；！？,;!?0-9]{1,8}$"
)
"""A bound that a verb parts from its amount: 最多可获5亿, 最多下降35%."""

_SAID_BETWEEN = re.compile(
    "(?:每[^，。；！？,;!?0-9]{1,2}"
    "|(?:(?<=[约逾])|(?<=超过))(?:[季年月]|同比|环比)?(?:增长?|减少?|成长|衰退|下降|下滑|上涨|提升)"
    "|(?<= )(?:(?:a|an) )?(?:further|additional|combined|record|total|another|extra)(?: of)?)$"
)
"""What may stand between a bound and its amount: 不高于每股55港元, 约年减1%, at least another $5 million."""
_WITH_ARTICLE = re.compile(
    "(?<![a-z])((?:around|roughly|nearly|almost|approximately)"
    "|(?<=[—–,(] )about|(?<=[—–,(])about"
    "|(?:is|was|at|for|of|by|has|get|gets|take|takes|took|taking|worth|owns?|holds?|buys?|bought|paid|sold) about) an?$"
)
"""Around a $750 million position, but talks about a $5B deal."""
_DASHES = str.maketrans("—–", "  ")
_MARK_BEFORE = re.compile("(?<= )the (?:mark|threshold|level|barrier|milestone) of$")
_MARK_BEHIND = re.compile("[ -](?:mark|threshold|level|barrier|milestone|point mark)(?![a-z])")
_ARTICLE = re.compile("(?<= )(?:the|a)$")
_DIGIT = re.compile("[0-9]")
_COMPARED = re.compile(
    "(超过|不到|不足|不及|接近|将近|几乎是|约为|约是|约占|约有|约等于|约相当于)(?<!最接近)"
    "[^，。；！？,;!?0-9][^，。；！？,;!?]{0,16}的$"
    "|(约占)[^，。；！？,;!?0-9]{1,10}$"
)
"""A bound that what is compared with parts from a share or multiple: 约为目前的两倍."""

_LEAST_AFTER = (
    r"\+(?![0-9])|-plus(?![a-z])|,? or (?:more|higher|above|greater|longer|better)|,? and (?:up|above|counting)"
    "|,? at (?:the (?:very )?)?least"
    "|(?:及?以上|之上|有余|开外|还多|多(?![模个家名种语轮项次位方元款样头])|余(?![额下地波生]))"
)
_MOST_AFTER = ",? or (?:less|fewer|lower|under|below)|,? at (?:the (?:very )?)?most|封顶|(?:及?以下|以内|之内)"
_ABOUT_AFTER = "-odd|-ish|,? or so(?![a-z])|左右(?![手脚两])|上下(?![文游级铺])|前后(?![端排])"
_AFTER = re.compile(rf" ?(?:(?P<at_least>{_LEAST_AFTER})|(?P<at_most>{_MOST_AFTER})|(?P<about>{_ABOUT_AFTER}))")
_AIM_AFTER = re.compile(" ?的(?:目标|预期|预测|预估|水平|平均)")
"""高于15亿美元的目标 tells the aim exactly; it is something else that is above it."""
_PRICE_FROM = re.compile(" ?起(?![诉来步飞源码草初])")
_WITHIN_TIME = re.compile(" ?内(?![存部容测地幕心核蒙])")
_DURING = frozenset("over past above near around".split())
_LASTING = re.compile(
    "(?:for|took|takes?|taking|taken|lasted|lasting|lasts|of|after|by|spans?|spanning|runs?|than|been|was|is|waited)$"
)
_IN = re.compile("(?<![a-z])in$")
_GOING = re.compile(
    r"(?<![a-z])(?:go(?:es|ing|ne)?|went|ris(?:es?|ing|en)|rose|mov(?:es?|ed|ing)|stepp?(?:s|ed)|push(?:es|ed))$"
)
"""Verbs to which the "up" of "up to" belongs: the price goes up to $21."""
_QUARREL = re.compile(
    "(?<![a-z])(?:sue[ds]?|suing|(?:law)?suits?|disputes?|fights?|rows?|probed?|fined|concerns?|protests?)$"
)
"""Words whose "over" tells what about: sued over 40 articles."""
_LASTED = ("历时", "用时", "耗时", "已", "长达", "有", "了", "达")


def bound_before(plain: Plain, start: int, end: int, kind: FigureKind, *, is_large: bool) -> tuple[int, Bound] | None:
    """Find the bound that stands right before an amount: where its words start, and which."""
    if _AIM_AFTER.match(plain.low, end):
        return None
    window = plain.low[max(0, start - _WINDOW) : start].rstrip(" ")
    window = _SAID_BETWEEN.sub("", window).rstrip(" ")
    window = _MARK_BEFORE.sub("", _WITH_ARTICLE.sub(r"\1", window)).rstrip(" ")
    if _MARK_BEHIND.match(plain.low, end):  # crossed the $1 billion mark
        window = _ARTICLE.sub("", window).rstrip(" ")
    until = max(0, start - _WINDOW) + len(window)
    if kind in ("percent", "multiple") and (found := _COMPARED.search(window)):
        at = start if _DIGIT.search(found[0]) else until - len(found[0])  # what is compared with may be an amount
        return at, _BOUNDS[found[1] or found[2]] or "exact"
    words = window.translate(_DASHES).rsplit(None, _MOST_WORDS)[-_MOST_WORDS:]
    tails = [" ".join(words[place:]).lstrip('(["“') for place in range(len(words))]
    tails += [window[-length:] for length in range(_MOST_CHARACTERS, 0, -1)]
    for tail in tails:
        if tail in _BOUNDS and window.endswith(tail) and _stands_alone(window, tail):
            bound = _BOUNDS[tail]
            before = window[: -len(tail)].rstrip()
            if (tail in ("过", "已过") or (tail == "破" and not is_large)) and plain.text[start] not in "半百千万亿":
                return None
            return (until - len(tail), bound) if bound and _is_bound(tail, before, kind, is_large) else None
    if found := _PARTED.search(window):
        return until - len(found[0]), _BOUNDS[next(filter(None, found.groups()))] or "exact"
    return None


def _stands_alone(window: str, tail: str) -> bool:
    """Tell whether English words do not merely end another word (turnover, uptop)."""
    before = window[-len(tail) - 1 : -len(tail)]
    return not (tail[0].isascii() and tail[0].isalpha() and before.isascii() and (before.isalnum() or before == "-"))


def _is_bound(words: str, before: str, kind: FigureKind, is_large: bool) -> bool:
    if kind == "duration":
        if words in _DURING and not is_large:
            is_in = words in ("over", "around") and _IN.search(before)  # its biggest day in over nine years
            return _LASTING.search(before) is not None or bool(is_in)
        return words != "近" or before.endswith(_LASTED)
    if words.startswith("up to") and _GOING.search(before):
        return False
    if words == "over" and (found := _QUARREL.search(before)) and (found[0] != "fined" or kind != "money"):
        return False
    if words in ("top", "pass", "cross"):
        return is_large
    return not (words == "past" and before.endswith(("the", "this")))


def bound_after(plain: Plain, end: int, kind: FigureKind) -> tuple[int, Bound] | None:
    """Find the bound that stands right behind an amount: where its words end, and which."""
    if found := _AFTER.match(plain.low, end):
        bound: Bound = "at_least" if found["at_least"] else "at_most" if found["at_most"] else "about"
        return found.end(), bound
    if kind in ("money", "percent") and (found := _PRICE_FROM.match(plain.low, end)):
        return found.end(), "at_least"
    if kind == "duration" and (found := _WITHIN_TIME.match(plain.low, end)):
        return found.end(), "at_most"
    return None
