"""Let neighbouring numbers help each other: ranges, developments and lists.

Two that a dash or "to" joins are a range and share what only one of them says, magnitude and unit: 3.5–5 GW, $3-4
billion, 790-970亿美元. After "from", 从 or a verb of change ("rose 5% to 8%", not "rose by 5% to 8%") they are two
amounts, a development, and share as well; so do the members of a list (8B, 14B and 32B parameters). A magnitude is
shared only by the smaller number before it: in "from 900 to 1.2 million" 900 is 900.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from store.figures.elliptic import unit_by_context, unit_by_subject
from store.figures.measures import Link, Measure
from store.figures.nouns import TOKENS
from store.figures.plain import Plain
from store.figures.units import NO_CURRENCY, PERCENT, Unit

_LONGEST_GAP = 24
_DASH = re.compile(r" ?(?:--?|[–—~]) ?(?:about |约)?|(?:-to-)")
_TO = re.compile(r" (?:to|through) (?:about |around |nearly )?| ?[至到] ?[约近]?")
_AND = re.compile(" (?:and|or) | ?[和与或] ?")
_OR = re.compile(" or | ?或 ?")
_LIST = re.compile(r",? (?:and|or|vs\.?|versus|&) (?:over |about |nearly )?|, | ?[、/] ?| ?[和与及或对] ?")
_OF_WHICH = re.compile(" (?:of (?:which|whom|them)|at risk|elsewhere|more|others)(?! (?:than|[a-z]*s(?![a-z]))|[a-z])")
"""What a number without a noun is of was said before: 40 of which, another 300 elsewhere, up to 30,000 at risk."""
_NOW_BEFORE = re.compile("(?<![a-z])(?:now|today|currently|previously|earlier)(?: [a-z]+){0,4} $")
_AGAINST_BEFORE = re.compile(
    r"(?<![a-z])(?:versus|vs[.]?|compared (?:with|to)"
    "|(?:expected|forecast|projected|set) to (?:add|gain|lose|have|reach))"
    " (?:about |around |just |only |some )?$"
)
"""18M subscribers last year, versus 37M in 2020."""
_ALSO_BEFORE = re.compile("(?:,|and|plus|another) $")
_PLACE_BEHIND = re.compile(" (?:in|at) (?:the )?[A-Z][a-z]")
"""240 workers were let go in Austin and 110 in Dublin."""
_OUT_OF_BEFORE = re.compile("(?:^|[^a-z] ?)(?:of|among) (?:the |its |all |about |some |roughly )*$")
_AFTER_COMMA = re.compile("[^,;:.0-9]{0,24}, (?:only |just |some |about |roughly |nearly )?")
_SENTENCE_END = re.compile(r"[!?。！？\n]|\. ")
_LONGEST_BETWEEN = 100
_COUNTED = ("count", "people", "users", "customers", "tokens")
_OF_BEFORE = re.compile("(?:'s|'|(?<![a-z])its|(?<![a-z])their) (?:about |roughly |nearly )?$")
_NEAR = 16
"""Characters between the ends of a change whose second may be small: from 11 minutes to under two."""
_BACK = re.compile(",? (up |down )?from (?:about |around |over |nearly |roughly |just |under |some )?")
_TO_BEFORE = re.compile("(?<![a-z])to (?:about |around |over |nearly |just )?$")
_PART = re.compile(
    " (?:out )?of (?:(?:its|the|their|his|her|our|all|these|those|some) |(?:the )?[a-z-]{2,16}(?:'s|s') )?"
    "(?:about |roughly |nearly |more than )?"
)
_TURN = re.compile(
    r"(?: (?:in|at|by)(?: the)?(?: end of)? 20[0-9]{2})?[^，。；！？,.;:!?()\n0-9]*?(?:(?<![a-z])to"
    r"|[至到为成])[^，。；！？,.;:!?()\n0-9]{0,10}"
)
_FROM_BEFORE = re.compile(
    r"(?:(?<![a-z])from|[从由自](?: ?20[0-9]{2} ?年?[^，。0-9]{0,6}的?)?)(?: (?:about|around|roughly|just|over|nearly"
    r"|less than|more than|under)| ?[约近不到超过]+)? ?$"
)
_RANGING_BEFORE = re.compile(r"(?:rang(?:e|es|ed|ing)|anywhere|somewhere|var(?:y|ies|ying)) (?:in size )?from $")
_BETWEEN_BEFORE = re.compile(r"(?:(?<![a-z])between|介于|[在于]) ?$")
_BETWEEN_AFTER = re.compile(" ?(?:之间|不等|区间)")
_REVISED_AFTER = re.compile("(?:，|,)?[^，。；！？,;!?0-9]{0,4}(?:[上下][调修]|调[整高低升降])[至到为]")
"""由310亿至340亿美元上调至… says from which range, not from which amount."""
_CHANGED_BEFORE = re.compile(
    r"(?<![a-z])(?:rose|rises|rise|fell|falls|fall|grew|grows|grow|jumped|climbed|dropped|gained|slipped|declined"
    r"|increased"
    r"|decreased|up|down|narrowed|widened|went|sank|surged|soared|cut) $"
)


def link_of(plain: Plain, first: Measure, second: Measure) -> Link | None:
    """Say how a number is linked with the next one."""
    gap = plain.low[first.end : second.start]
    if len(gap) > _LONGEST_GAP:
        return None
    before = plain.low[max(0, first.start - _LONGEST_GAP) : first.start]
    if _DASH.fullmatch(gap):
        return "range"
    is_between = _BETWEEN_AFTER.match(plain.low, second.end) is not None
    if _TO.fullmatch(gap):
        if is_between or _REVISED_AFTER.match(plain.low, second.end) or _RANGING_BEFORE.search(before):
            return "range"
        return "development" if _FROM_BEFORE.search(before) or _CHANGED_BEFORE.search(before) else "range"
    if _AND.fullmatch(gap) and (is_between or _BETWEEN_BEFORE.search(before)):
        return "range"
    if _OR.fullmatch(gap) and second.numeral.literal - first.numeral.literal == 1:
        return "range"
    if _PART.fullmatch(gap):
        return "part"
    if (back := _BACK.fullmatch(gap)) and (back[1] or _TO_BEFORE.search(before)):
        return "development"
    if _LIST.fullmatch(gap) and (first.numeral.is_scaled or gap != ", "):
        return "list"
    return "development" if _FROM_BEFORE.search(before) and _TURN.fullmatch(gap) else None


def share(plain: Plain, measures: Sequence[Measure]) -> list[Measure]:
    """Give every number what its neighbours and the words around lend it, first from the right, then from the left.

    What is given knows its link with the next one, if both are amounts of one kind.
    """
    links = [link_of(plain, first, second) for first, second in pairwise(measures)]
    shared = list(measures)
    for place in range(len(shared) - 2, -1, -1):
        shared[place] = _from_right(shared[place], shared[place + 1], links[place])
    for place, found in enumerate(shared):
        if place:
            found = _from_left(plain, shared[place - 1], found, links[place - 1])
        shared[place] = _from_context(plain, found)
        shared[place] = _in_currency(plain, shared, place)
    for place, link in enumerate(links):
        if link and _is_alike(shared[place], shared[place + 1]):
            shared[place] = replace(shared[place], link=link)
    return shared


def _from_context(plain: Plain, found: Measure) -> Measure:
    if found.unit is None:
        return replace(found, unit=unit_by_context(plain, found.numeral))
    may_have = plain.text[found.end - 1] > "z" and (found.is_loose or plain.text[found.end - 1] == "人")
    subject = unit_by_subject(plain, found.start) if may_have else None
    return replace(found, unit=subject, is_loose=False) if subject else found


def _in_currency(plain: Plain, shared: Sequence[Measure], place: int) -> Measure:
    """Give money without a currency its sentence's only one, and so what is set against it (last year's 6 billion)."""
    found = shared[place]
    is_money = found.unit is not None and found.unit.base == NO_CURRENCY
    before = plain.low[max(0, found.start - _LONGEST_GAP) : found.start]
    if not is_money and (found.unit or not found.numeral.is_scaled or not _OF_BEFORE.search(before)):
        return found
    same = takewhile(
        lambda other: plain.is_one_sentence(other.end, found.start), reversed(shared[max(0, place - 8) : place])
    )
    units = [other.unit for other in same if other.unit and other.unit.kind not in ("percent", "multiple", "duration")]
    money = {unit.base for unit in units if unit.kind == "money"}
    is_clear = len(money) == 1 and (is_money or units[0].kind == "money")
    return replace(found, unit=Unit("money", money.pop())) if is_clear else found


def _from_right(first: Measure, second: Measure, link: Link | None) -> Measure:
    is_open = second.unit is None or second.is_loose or second.unit == first.unit
    if link is None or not (is_open if first.is_sign else first.unit is None and second.unit):
        return first
    may_scale = link not in ("list", "part") and not first.numeral.is_scaled and second.numeral.is_scaled
    if may_scale and first.numeral.literal < second.numeral.literal:
        scale = second.numeral.value / second.numeral.literal
        first = replace(first, numeral=replace(first.numeral, value=first.numeral.value * scale))
    if first.unit is None and (link != "list" or first.numeral.is_scaled or _is_measured(second)):
        first = replace(first, unit=second.unit, is_loose=second.is_loose)
    return first


def _is_measured(measure: Measure) -> bool:
    """Tell whether a unit, not a noun, is what a number has."""
    return measure.unit is not None and measure.unit.kind in (
        "money",
        "power",
        "energy",
        "compute",
        "percent",
        "duration",
    )


def _from_left(plain: Plain, first: Measure, second: Measure, link: Link | None) -> Measure:
    is_yuan = first.is_sign and not second.is_sign and plain.text[second.end - 1] == "元"
    is_open = second.unit is None or second.is_loose or is_yuan
    may_be_same = first.unit is not None and first.unit.kind in _COUNTED
    if second.unit is None and may_be_same and _is_of_same(plain, first, second):
        return replace(second, unit=first.unit)
    if link is None or first.unit is None or not is_open or _is_rate(first, second):
        return second
    if link == "range" and second.unit is None and first.unit.kind in _COUNTED:
        return replace(second, unit=first.unit)
    if link == "range" and first.is_sign:
        return replace(second, unit=first.unit, end=second.end if is_yuan else second.numeral.end, is_loose=False)
    is_change = link == "development" and second.start - first.end <= _NEAR and first.unit is not PERCENT
    is_enough = second.numeral.is_scaled or (link == "development" and second.numeral.is_large)
    if second.unit is None and (is_change or (is_enough and not first.is_loose)):
        return replace(second, unit=first.unit)
    return second


def _is_of_same(plain: Plain, first: Measure, second: Measure) -> bool:
    """Tell whether the words around a number without a noun show that it counts what the one before it counts."""
    between = plain.low[first.end : second.start]
    if len(between) > _LONGEST_BETWEEN or _SENTENCE_END.search(between):
        return False
    if first.unit is TOKENS and second.numeral.letter:
        return True
    if _PLACE_BEHIND.match(plain.text, second.end) and _ALSO_BEFORE.search(between):
        return True
    if second.numeral.is_large and (_NOW_BEFORE.search(between) or _AGAINST_BEFORE.search(between)):
        return True
    is_out_of = _OUT_OF_BEFORE.search(plain.low[max(0, first.start - _LONGEST_GAP) : first.start])
    return bool(_OF_WHICH.match(plain.low, second.end) or (is_out_of and _AFTER_COMMA.fullmatch(between)))


def _is_rate(first: Measure, second: Measure) -> bool:
    """Tell whether the first only says by how much the second changed: down 4% to 38.6 million."""
    assert first.unit
    return first.unit.kind in ("percent", "multiple") and second.numeral.is_large


def is_range(first: Measure, second: Measure) -> bool:
    """Tell whether two neighbours are the ends of one range."""
    return first.link == "range" and first.value < second.value


def _is_alike(first: Measure, second: Measure) -> bool:
    if first.unit is None or second.unit is None:
        return first.unit is second.unit and first.numeral.is_large and second.numeral.is_large
    return first.unit.is_alike(second.unit)
