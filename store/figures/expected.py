"""Tell which amounts are only expected, and not there yet: forecasts, aims, plans, talks, 预计, 有望, 计划, 洽谈.

The words are data (`outlooks`); what counts is which of them stands last before an amount in its clause. A word that
governs ("expects", 拟) makes expected what is behind it, up to one that turns to what is or was ("plans to hire after
it raised $2B") or leads right to something that is there ("its $5B revenue", 从50亿). A noun such as "forecast" reaches
only the amount that it is bound to ("beat its forecast of $5B", never "beat forecasts with revenue of $5B").
Others follow their amount: "the $5B that analysts expected", 50亿元的目标. In a list the next one is expected too, and
so is the other end of a forecast that changed. "As expected" tells of what came, and so does a sentence that says what
something "had planned" and then another such amount; what is merely to be done ("will spend") is taken at its word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.figures import outlooks as words
from store.figures.amounts import Amount
from store.figures.plain import Plain
from store.figures.tables import one_of

_BEFORE, _AFTER = 160, 60
"""Characters that are looked at on either side of an amount."""
_BREAK = re.compile(r"[;()—；]|,(?![0-9])|(?<!预[计期测])，|:(?=[\u4e00-\u9fff]{2})")
_ASIDE = re.compile(r", (?:which|who|whose) [^,]{1,60}, ")
"""What a clause goes on behind: expects revenue, which was $300M last year, to reach $500M."""
_YEAR = re.compile("20[0-9]{2}")

_AIM = re.compile(f"(?P<met>{one_of(words.MET)}(?: [a-z]+)? )?{one_of(words.AIMS)}")
_REVISED = re.compile(f"{one_of(words.REVISED)} [^,]{{0,40}}?{one_of(words.AIMS)}")
_SIGN = re.compile(
    f"(?P<expects>{one_of(words.COMPARED)}的? ?$)|{one_of(words.COMPARED)}|{one_of(words.NEITHER)}"
    f"|(?P<governs>{one_of(words.GOVERNING)})|(?P<turns>{one_of(words.TURNING)})"
)
_ARTICLES = rf"(?: {one_of(words.ARTICLES)})*"
_STANDS = re.compile(rf"{one_of(words.STANDING)}{_ARTICLES} ?$|[从由较](?:20[0-9]{{2}} ?年)?[^至到]{{0,6}}$")
_OF_THAT = re.compile("(?:预期|目标|预测|计划|指引)的 ?$")
"""What stands before a share or a multiple of what was expected: 是预期的三倍."""
_TOP = re.compile(r"exceed|surpass|top|超过?|突破|逾|可?达")
"""Bounds that belong to their amount, and with the verb before them make a cue: will exceed, 将突破."""
_BOUND = frozenset(words.BOUND.split(", "))
_BINDING = _BOUND | frozenset(words.OF_WHAT.split(", "))
_UNBOUND = frozenset(words.ARTICLES.split(", ")) | {"annual"}
_MOST_WORDS = 9

_OF = "(?: (?:in|of) [a-z]+(?: [a-z]+)?)"
_NO_NOUN = "(?!after|as|when|and|but|than|while|before|if)"
_KNOWN_BEHIND = re.compile(
    rf"(?: [a-z-]+)?(?: that| which)? {one_of(words.WHO)}(?: (?:has|have|had|already|just|once))*"
    rf" (?!{one_of(words.AWAITED)}|wanted)(?:[a-z]+ed|made|spent|won|got)(?![a-z])"
)
"""Words behind an amount that tell that it is there: plans to use the $2B it raised."""
_AWAITED_BEHIND = re.compile(
    "|".join(
        (
            f" {one_of(words.AWAITED)}(?! to [a-z])",
            f"(?:{_OF}| {_NO_NOUN}[a-z-]+)?(?: that| which)? {one_of(words.WHO)}"  # the $5B in sales that analysts had
            f"(?: (?:had|has|have|is|are|was|were|been|now|also))* {one_of(words.EXPECTS)}",  # expected
            f"(?:{_OF}| [a-z-]+(?: [a-z]+)?)? (?:is|are)(?: now| also)?"  # $3B in profit is expected to come
            f" {one_of(words.AWAITED)}(?! to (?!be |come |go ))",
            "(?: (?:annual|revenue|sales|funding|profit|production|fundraising|capacity|year-end|spending|growth))*"
            " (?:target|goal|forecast|projection|ambition|expectation|consensus estimate)s?(?![a-z])",
        )
    )
)
_AIM_BEHIND = re.compile(
    r" ?的?(?!年度(?:经常性)?(?:营收|收入)?预期)"
    r"(?:年度|全年|营收|收入|销售额?|融资|募资|销量|产量|增长|利润){0,2}的?(?:目标|预期|预测|预估|指引)(?!价|者)"
    r"|的(?:总?投资|融资|募资|裁员|收购|扩产|支出)计划"
)
_DONE = re.compile("(?:实现|达成|完成)了?[^，。；,;]{0,12}$")
"""An aim that was reached, though it follows: 实现了100亿元的目标."""
_HAD_PLANNED = re.compile(one_of(words.HAD_PLANNED))
_FROM_TO = re.compile(",? (?:up |down )?(?:from|to) ")
_LISTED = re.compile(
    r"[^,;:.()，。；]{0,32}?(?:,| and| or) (?:(?:and|or|then|rising|growing|climbing|increasing) )*(?:to )?"
    r"|[^，,。；]{0,6}[，,、](?:并?[在到于]?(?:20[0-9]{2} ?年|明年|后年|次年|届时))?(?:投前|投后)?"
    r"(?:估值|营收|收入|销售额|利润|净利润|亏损)?(?:预计|将)?(?:为|达到?|升至|增至|约)? ?"
)


def find_expected(plain: Plain, amounts: Sequence[Amount]) -> list[bool]:
    """Tell of each amount whether it is only expected. The amounts are in order."""
    found: list[bool] = []
    for place, amount in enumerate(amounts):
        last = amounts[place - 1] if place and found[-1] else None
        is_expected = _is_governed(plain, amount) or _is_said_behind(plain, amount)
        is_expected = is_expected or (last is not None and _goes_on(plain, last, amount))
        found.append(is_expected and not _has_come(plain, amount, amounts))
    return found


def _clause(plain: Plain, amount: Amount) -> str:
    """Give the words of an amount's clause before it."""
    start = max(plain.sentence(amount.start, amount.end)[0], amount.start - _BEFORE)
    return _BREAK.split(_ASIDE.sub(" ", plain.low[start : amount.start]))[-1]


def _is_governed(plain: Plain, amount: Amount) -> bool:
    """Tell whether the last word before an amount that tells makes it an expected one."""
    bound = _TOP.match(plain.low, amount.start)
    before = _clause(plain, amount) + (f"{bound[0]} " if bound else "")
    if _KNOWN_BEHIND.match(plain.low, amount.end, amount.end + _AFTER):
        return False
    if amount.unit.kind in ("percent", "multiple") and _OF_THAT.search(before):
        return False
    if aim := _bound_aim(before):
        return not aim["met"]
    if _STANDS.search(before):
        return False
    signs = [sign.lastgroup for sign in _SIGN.finditer(before) if sign.lastgroup]
    return bool(signs) and signs[-1] != "turns"


def _bound_aim(before: str) -> re.Match[str] | None:
    """Give the last aim of a clause if what is between it and the clause's end binds them: a forecast for 2026 of."""
    aim = next(reversed(list(_AIM.finditer(before))), None)
    between = before[aim.end() :].replace(":", " :").split() if aim else []
    while between and between[-1] in _UNBOUND:
        between.pop()
    if not 0 < len(between) <= _MOST_WORDS or between[-1] not in _BOUND:
        return None
    is_bound = between[0] in ("for", "by") or (between[0] in _BOUND and _BINDING.issuperset(between))
    return aim if is_bound else None


def _is_said_behind(plain: Plain, amount: Amount) -> bool:
    end = min(plain.sentence(amount.start, amount.end)[1], amount.end + _AFTER)
    if _AWAITED_BEHIND.match(plain.low, amount.end, end):
        return True
    is_aim = _AIM_BEHIND.match(plain.low, amount.end, end) is not None
    return is_aim and _DONE.search(_clause(plain, amount)) is None


def _goes_on(plain: Plain, last: Amount, amount: Amount) -> bool:
    """Tell whether an amount goes on with the expected one before it: the next of a list, or a forecast's other end."""
    gap = plain.low[last.end : amount.start]
    if _FROM_TO.fullmatch(gap):
        return _REVISED.search(_clause(plain, last)) is not None
    years = _YEAR.findall(_clause(plain, last) + gap)
    return years == sorted(years) and _LISTED.fullmatch(gap) is not None  # an earlier year is what it is compared with


def _has_come(plain: Plain, amount: Amount, amounts: Sequence[Amount]) -> bool:
    """Tell whether the sentence says what came of what had been planned: another amount of the same kind."""
    start, end = plain.sentence(amount.start, amount.end)
    if not _HAD_PLANNED.search(plain.low, max(start, amount.start - _BEFORE), amount.start):
        return False
    near = (other for other in amounts if other is not amount and start <= other.start < end)
    return any(other.unit.is_alike(amount.unit) for other in near)
