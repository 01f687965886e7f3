"""Tell which amounts are only expected, and not there yet: forecasts, aims, plans, talks, 预计, 有望, 计划, 洽谈.

A cue governs the amounts behind it in its clause, up to words that turn to what is or was ("plans to hire after it
raised $2B", "its $5B revenue"); a noun such as "forecast" only the one that it is bound to ("beat its forecast of $5B",
never "beat forecasts with revenue of $5B"). Others follow their amount: "the $5B that analysts expected", 50亿元的目标.
In a list the next one is expected too. "As expected" tells of what came, and so does a sentence that says what
something "had planned" and then another such amount; what is merely to be done ("will spend") is taken at its word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.figures.amounts import Amount
from store.figures.plain import Plain

_BEFORE, _AFTER = 160, 60
"""Characters that are looked at on either side of an amount."""
_BREAK = re.compile(r"[;()—；]|,(?![0-9])|(?<!预计)(?<!预期)(?<!预测)，")
_NOUN = (
    "(?:forecasts?|expectations?|targets?(?: prices?)?|goals?|guidance|outlooks?|projections?|estimates?|consensus"
    "|ambitions?)"
)
_BOUND_NOUN = re.compile(
    rf"(?<![a-z]){_NOUN}(?: (?:for|by) (?:[a-z0-9'’-]+ ){{0,5}}?| )?"
    r"(?:: |(?:(?:now|still|of|to|at|from|is|was|remains|stands at|calls for|for|between) ?)+"
    r"(?:(?:a|an|the|about) )?(?:revenues? of |sales of |profits? of |annual )?)$"
)
"""An expectation bound to its amount: raised its forecast for 2026 to $5B."""
_MET = re.compile(
    rf"(?<![a-z])(?:hit|met|reached|achieved|meets|fulfilled) (?:its|their|the|an?) (?:[a-z]+ )?{_NOUN} [^,]*$"
)
_VERBS = re.compile(
    r"(?<![a-z-])(?:expect(?:s|ing)?|(?<!as )(?<!than )(?<!widely )expected|anticipat(?:es?|ed|ing)"
    r"|(?<!beat )(?<!beats )(?<!beating )(?<!topped )(?<!missed )forecast(?:s|ing)?(?! (?:with|by|after|as))"
    r"|predict(?:s|ed|ing)?|project(?:ed|ing)"
    r"|projects(?= (?:a |an |its |it |that |to |revenue|sales|annual|capital|spending|losses|profit|[$€£¥]))"
    r"|target(?:s|ing|ed)(?= )|aim(?:s|ing|ed)? (?:to|for|at)|hop(?:es?|ing) (?:to|for)|intends? to|intending to"
    r"|plan(?:s|ning)? (?:to|an?|for)|planned(?! economy)|want(?:s|ing)? to|looking to|looks to|seek(?:s|ing)?"
    r"|(?:is|are|be|was|were|now|looks|remains|'s) (?:set|poised|slated|scheduled|likely|projected) to"
    r"|on (?:track|course|pace) (?:to|for)|guid(?:es|ed|ing) (?:for|to)|eye(?:s|ing)|mull(?:s|ing)"
    r"|weigh(?:s|ing)(?= (?:whether|raising|selling|buying|an? (?:bid|deal|sale|round|ipo)) )|consider(?:s|ing)"
    r"|explor(?:es|ing)|near(?:s|ing)(?= (?:an? |$))|close to (?:a deal|raising|closing)"
    r"|(?:talks|discussions|negotiations)(?: with [^,]{1,60}?)? (?:to|for|about|over|on|at|that|which)"
    r"|(?:could|might|would)(?! have| not)"
    r"|may(?= (?:be|also|soon|reach|hit|raise|cost|spend|cut|rise|grow|fall|need|pay|invest|lose|seek|climb|value"
    r"|exceed|surpass|top) )"
    r"|will (?:likely |soon |probably )?(?:reach|hit|climb|grow|rise|fall|total|double|exceed|surpass|top)"
    r"|(?:revenues?|sales|profits?|loss(?:es)?|spending|capex|valuation|shipments|demand|capacity|market) to"
    r"(?= (?:reach|hit|rise|grow|climb|fall|double|exceed|surpass|top) ))(?![a-z-])"
)
"""Words that govern all amounts behind them in their clause."""
_TURN = re.compile(
    r"(?<![a-z])(?:raised(?! to)|earned|made|reported|posted|generated|was|were|has|had|beat|beats|missed|topped|after"
    r"|since|because|despite|while|whereas|but|although|though|following|having|whose|who|which|already|currently"
    r"|against|versus|vs|compared|(?<!be )valued at|last year|spent|paid|bought|lost|fell|rose|grew|signed|closed"
    r"|sued|su(?:es|ing)|damages|penalt(?:y|ies)|compensation)(?![a-z])"
    r"|(?<![a-z])(?:from|than|using|use|spend the|invest the|its|their|his|her|current|existing|year's|company's)"
    r"(?: (?:a|an|the|about|some|current|existing|initial))* ?$"
)
"""Words behind a cue that turn to what is or was."""
_SUIT = re.compile(r"(?<![a-z])(?:lawsuits?|suit|plaintiffs?|sues?|sued|damages|prosecutors?|penalt(?:y|ies))(?![a-z])")
_SEEKS = re.compile(r"seek(?:s|ing)?")
"""A court case seeks damages: that is what it is about, and no aim at money to come."""
_KNOWN_AFTER = re.compile(
    r"(?: [a-z-]+)?(?: that| which)? (?:it|they|he|she|the company) (?:has |have |had |already |just |once )*"
    r"(?!expected|planned|projected|forecast|anticipated|targeted|hoped|wanted)(?:[a-z]+ed|made|spent|won|got)(?![a-z])"
)
"""Words behind an amount that tell that it is there: plans to use the $2B it raised."""
_PAST = r"(?:expected|forecast|projected|predicted|anticipated|targeted|planned|hoped for|pencilled in)"
_SAID_AFTER = re.compile(
    rf" {_PAST}(?! to [a-z]|-|ly)(?![a-z])"
    rf"|(?: (?:in|of) [a-z]+(?: [a-z]+)?| (?!after|as|when|and|but|than|while|before|if)[a-z-]+)?"
    rf"(?: (?:that|which))?"
    rf" (?:wall street|analysts|economists|investors|it|they|he|she|the (?:company|street|market|firm))"
    rf"(?: (?:had|has|have|is|are|was|were|been|now|also))*"
    rf" (?:expects?|plans|hopes|wants|aims|intends|seeks|seeking|aiming|hoping|planning|forecasts?|{_PAST})(?![a-z])"
    rf"|(?: (?:in|of) [a-z]+(?: [a-z]+)?(?: [a-z]+)?| [a-z-]+(?: [a-z]+)?)? (?:is|are) (?:now |also )?{_PAST}"
    rf"(?! to (?!be |come |go ))(?![a-z])"
    rf"|(?: (?:annual|revenue|sales|funding|profit|production|fundraising|capacity|year-end|spending|growth))*"
    rf" (?:target|goal|forecast|projection|ambition|expectation|consensus estimate)s?(?![a-z])"
)
_HAD_PLANNED = re.compile(
    r"(?<![a-z])had (?:originally |initially |once |first |earlier |previously )?"
    r"(?:planned|hoped|aimed|intended|wanted|sought)(?![a-z])|(?:原计划|原本计划|原定|原拟|曾计划|本计划|原打算|曾打算)"
)
"""A plan of the past, of which the sentence may say what came."""
_REVISED = re.compile(
    rf"(?<![a-z])(?:raise[ds]?|cuts?|lift(?:s|ed)|lower(?:s|ed)|trim(?:s|med)|boost(?:s|ed)|slash(?:es|ed)|increased)"
    rf" (?:its|their|the|his|her|a|an)? ?(?:[a-z0-9-]+ ){{0,4}}?{_NOUN}"
)
"""An expectation that changed: both its ends, with "from" and "to", are expected."""
_FROM_TO = re.compile(r",? (?:up |down )?(?:from|to) ")
_LISTED = re.compile(
    r"[^,;:.()，。；]{0,32}?(?:,| and| or) (?:(?:and|or|then|rising|growing|climbing|increasing) )*(?:to )?"
    r"|[^，,。；]{0,6}[，,、](?:并?[在到于]?(?:20[0-9]{2} ?年|明年|后年|次年|届时))?(?:投前|投后)?"
    r"(?:估值|营收|收入|销售额|利润|净利润|亏损)?(?:预计|将)?(?:为|达到?|升至|增至|约)? ?"
)
_CHINESE = re.compile(
    r"(?<!如)预计|预测(?!者|市场|模型|性)|预估|料将|有望|可望|力争|争取|洽谈|商谈|磋商|谈判|寻求|打算|考虑|瞄准|冲刺|希望(?!小学)|意向|指引"
    r"|(?<!超)(?<!超出)(?<!符合)(?<!不及)(?<!市场)(?<!高于)(?<!低于)(?<!好于)(?<![可如比])预期|预期的?(?= ?$)"
    r"|(?<![该此本的项励股])(?<!这一)计划(?!经济|共|总|书|中)|(?<![模虚比草])拟(?![合人])|目标(?!客户|用户|市场|群体|检测)"
    r"|或(?:将|达|超|突破|可达)|可能|将(?:会|进一步|首次)?(?:达|增|升|突破|超(?!越)|攀|涨|降至|跌至|翻|扩大)|将(?=[从由])"
)
_CHINESE_TURN = re.compile(
    r"已|对比|相比|反超|超越|赶超|:(?=.{2})|去年|上年|此前|同期|曾|目前|现有|当前|实际|一家估值|[从由]$"
    r"|[从由][^至到]{0,6}(?:20[0-9]{2} ?年[^至到]{0,4})?的? ?$"
    r"|较[^至到]{0,6}$"
)
_TOP = re.compile(r"exceed|surpass|top|超过?|突破|逾|可?达")
"""Bounds that belong to their amount, and with the verb before them make a cue: will exceed, 将突破."""
_OF_THAT = re.compile("(?:预期|目标|预测|计划|指引)的 ?$")
"""What stands before a share or a multiple of what was expected: 是预期的三倍."""
_YEAR = re.compile("20[0-9]{2}")
_ASIDE = re.compile(r", (?:which|who|whose) [^,]{1,60}, ")
"""What a clause goes on behind: expects revenue, which was $300M last year, to reach $500M."""
_DONE = re.compile("(?:实现|达成|完成)了?[^，。；,;]{0,12}$")
"""An aim that was reached, though it follows: 实现了100亿元的目标."""
_RUN_RATE = re.compile("年[度化](?:经常性)?(?:营收|收入)?预期")
"""What Chinese letters call a run rate, which is there already."""
_CHINESE_AFTER = re.compile(
    r" ?的?(?!年度(?:经常性)?(?:营收|收入)?预期)"
    r"(?:年度|全年|营收|收入|销售额?|融资|募资|销量|产量|增长|利润){0,2}的?(?:目标|预期|预测|预估|指引)(?!价|者)"
    r"|的(?:总?投资|融资|募资|裁员|收购|扩产|支出)计划"
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
    words = _ASIDE.sub(" ", plain.low[start : amount.start])
    return _RUN_RATE.sub("", _BREAK.split(words)[-1])


def _is_governed(plain: Plain, amount: Amount) -> bool:
    bound = _TOP.match(plain.low, amount.start)
    before = _clause(plain, amount) + (f"{bound[0]} " if bound else "")
    if _KNOWN_AFTER.match(plain.low, amount.end, amount.end + _AFTER):
        return False
    if amount.unit.kind in ("percent", "multiple") and _OF_THAT.search(before):
        return False
    if _BOUND_NOUN.search(before):
        return _MET.search(before) is None
    return _leads(before, _VERBS, _TURN) or _leads(before, _CHINESE, _CHINESE_TURN)


def _leads(before: str, cues: re.Pattern[str], turns: re.Pattern[str]) -> bool:
    """Tell whether the last cue of a clause still holds at its end."""
    cue = next(reversed(list(cues.finditer(before))), None)
    if cue is None or turns.search(before, cue.end()):
        return False
    return not (_SEEKS.fullmatch(cue[0]) and _SUIT.search(before))


def _is_said_behind(plain: Plain, amount: Amount) -> bool:
    end = min(plain.sentence(amount.start, amount.end)[1], amount.end + _AFTER)
    if _SAID_AFTER.match(plain.low, amount.end, end):
        return True
    is_aim = _CHINESE_AFTER.match(plain.low, amount.end, end) is not None
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
    return any((other.unit.kind, other.unit.base) == (amount.unit.kind, amount.unit.base) for other in near)
