"""Give a number without a unit the one that the words around it imply: headcount will reach 5,000; 估值8520亿.

The noun stands before it in the same clause, with no other number between. Money is implied by what only money can be
(估值, 营收) on either side of a magnitude; which currency, no word says.
"""

from __future__ import annotations

import re

from store.figures import refusals
from store.figures.nouns import COUNT, CUSTOMERS, PARAMETERS, PEOPLE, TOKENS, USERS
from store.figures.numerals import Numeral
from store.figures.plain import Plain
from store.figures.units import NO_CURRENCY, Unit

MONEY = Unit("money", NO_CURRENCY)

_SUBJECTS: dict[str, Unit] = {
    "people": PEOPLE,
    "users": USERS,
    "customers": CUSTOMERS,
    "parameters": PARAMETERS,
    "tokens": TOKENS,
    "count": COUNT,
    "money": MONEY,
}
_SUBJECT = re.compile(
    r"(?P<people>(?<![a-z])(?:headcount|workforce|layoffs|job (?:cuts|losses)|staff|employees"
    r"|employ(?:s|ed|ing)?|la(?:y|ys|id|ying) off|hir(?:e|es|ed|ing))(?![a-z])"
    "|(?:员工|会员|开发者|人员)(?:总数|人数|规模|数量|数)?|人数|裁员|岗位)"
    r"|(?P<users>(?<![a-z])(?:users|subscribers|actives|maus?|daus?)(?![a-z])|用户(?:总数|数量|数|规模)?|月活|日活|周活|订阅数)"
    r"|(?P<customers>(?<![a-z])customers(?![a-z])|客户(?:总数|数量|数)?)"
    r"|(?P<parameters>(?<![a-z])(?:param(?:eter)?s(?: count)?|activat(?:es|ed|ing))(?![a-z])"
    "|激活(?=[仅约为达]?$)|总参(?![数谋考与])|参数(?:数量|量|规模|总量)?)"
    r"|(?P<tokens>(?<![a-z])(?:context (?:window|length|size)s?|tokens)(?![a-z])|上下文(?:窗口|长度)?|token|词元)"
    r"|(?P<count>[⭐★]|(?<![a-z])stars:|数量|总数|销量|产量|(?:下载|播放|出货|交付|访问|浏览|阅读|点击|发行)量)"
    "|(?P<money>估值|市值|营收|收入|融资|募资|利润|亏损|投资|支出|预算|罚款|[开要出]价|斥资|豪掷|豪?砸[出下]?|成交额|交易额|票房)"
)
_COUNTED = re.compile(
    "(?:(?P<customers>客户|商户)|(?P<users>用户|月活|日活|玩家)|(?P<people>员工|开发者|岗位|职位))(?:总?数量?|规模)?"
    "(?:超过|突破|达到|不足|不到|接近|已经|增加|[已将约近逾超破达为至有到增升降])*$"
)
_CLAUSE = re.compile(r"[^，。；！？,.;!?()（）\n0-9]*$")
_SENTENCE = re.compile(r"[^。；！？;!?\n]*$")
_LONGEST = 48
_LEAST = 100
"""A smaller number behind a noun is mostly something else: users of Windows 11."""
_ACTIVE_BEHIND = re.compile("(?:被|参与|处于)激活")
_MONEY_BEHIND = re.compile(" ?\n?的?(?:估值|市值|营收|收入|融资|利润|亏损|订单|投资|美金)")


def unit_by_context(plain: Plain, numeral: Numeral) -> Unit | None:
    """Give the unit that the words around a number imply, or None."""
    if numeral.is_scaled and _ACTIVE_BEHIND.match(plain.low, numeral.end):
        return PARAMETERS
    if numeral.is_scaled and _MONEY_BEHIND.match(plain.low, numeral.end):
        return MONEY
    if numeral.value < _LEAST or refusals.is_year(plain, numeral) or refusals.is_version(plain, numeral):
        return None
    before = plain.low[max(0, numeral.start - _LONGEST) : numeral.start]
    subject = _last_subject(_CLAUSE.search(before)) or (
        _last_subject(_SENTENCE.search(before)) if numeral.is_scaled else None
    )
    unit = _SUBJECTS[subject.lastgroup or ""] if subject else None
    return None if unit is MONEY and not numeral.is_scaled else unit


def unit_by_subject(plain: Plain, at: int) -> Unit | None:
    """Give the unit of what is counted right before a number that only a classifier follows: 付费客户超过1.2万家."""
    found = _COUNTED.search(plain.low[max(0, at - _LONGEST) : at])
    return _SUBJECTS[found.lastgroup or ""] if found else None


def _last_subject(stretch: re.Match[str] | None) -> re.Match[str] | None:
    found = list(_SUBJECT.finditer(stretch[0])) if stretch else []
    return found[-1] if found else None
