"""Read the amounts of a text: numerals with their units, and words such as doubled, each with its bound.

Every number is measured on its own (`measures`), then neighbours help each other (`joints`). A number that still has
no unit takes the noun before it ("headcount will reach 5,000"), or is a plain count if it is large; a small one is no
amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from store.figures.bounds import bound_after, bound_before
from store.figures.joints import is_range, share
from store.figures.measures import Measure, measure
from store.figures.nouns import COUNT, PARAMETERS
from store.figures.numerals import Numeral, find_numerals
from store.figures.phrases import Phrase, find_phrases
from store.figures.plain import Plain
from store.figures.units import MULTIPLE, Unit
from store.model import Bound
from store.text import has_chinese

_MODEL_NEAR = re.compile("model|param|dense|moe|sibling|version|weights")
"""Chinese writes no B for a billion but in a model's size."""
_NEAR = 60
_LARGE = 1000
_NAME_BEFORE = re.compile(r"[A-Z][\w.-]*(?: [0-9.]+)? $")
_YUAN = re.compile("chin|yuan|rmb|beijing|shanghai|shenzhen|hangzhou|alibaba|tencent|baidu|bytedance|huawei|人民币")
_PLUS_NOUN = re.compile("[+] ?[\u4e00-\u9fff]")
"""A plus makes an amount even of a small number whose noun nobody lists: 500+方向."""
_TAIWAN = re.compile(
    "台积电|台股|台币|台湾|台北|鸿海|联发科|年增|月增|季增|年减|月减|季减|兆元|每股纯益|每股盈余|税后纯益|营益率"
    r"|(?<![a-z])eps(?![a-z])"
)
"""Words by which a text in traditional characters is told to be Taiwan's."""
_YEN = re.compile("japan|tokyo|yen|softbank|日元|日本|东京|软银")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount read: characters `start` to `end`, its ends in base units, its bound."""

    start: int
    end: int
    unit: Unit
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    turns_into_next: bool = False
    """Whether the next amount is what this one became: from $9B to $30B."""

    @property
    def value_key(self) -> tuple[object, ...]:
        """What makes two amounts the same quantity, however written."""
        return (self.unit.kind, self.unit.base, self.low or self.high)


def find_amounts(plain: Plain) -> list[Amount]:
    """Find every amount, in order, none overlapping."""
    phrases = find_phrases(plain)
    numerals = _outside(find_numerals(plain), phrases)
    measures = share(plain, [found for numeral in numerals if (found := measure(plain, numeral))])
    amounts = [_of_phrase(plain, phrase) for phrase in phrases]
    amounts += _joined(plain, [found for bare in measures if (found := _with_unit(plain, bare))])
    return _without_overlaps(sorted(amounts, key=lambda amount: amount.start))


def _without_overlaps(amounts: list[Amount]) -> list[Amount]:
    """Keep the first of two amounts whose words overlap."""
    kept: list[Amount] = []
    for amount in amounts:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept


def _outside(numerals: list[Numeral], phrases: list[Phrase]) -> Iterator[Numeral]:
    """Pass over numerals that are part of a phrase; both come in order."""
    waiting = iter(phrases)
    phrase = next(waiting, None)
    for numeral in numerals:
        while phrase and phrase.end <= numeral.start:
            phrase = next(waiting, None)
        if not phrase or numeral.end <= phrase.start:
            yield numeral


def _with_unit(plain: Plain, found: Measure) -> Measure | None:
    """Make a plain count of a large number that has no unit yet, or a model's size; a small one is no amount."""
    numeral = found.numeral
    if found.unit:
        return found
    if not numeral.is_large and not _PLUS_NOUN.match(plain.text, numeral.end - 1):
        return None
    if numeral.letter != "B":
        return replace(found, unit=COUNT)
    if _NAME_BEFORE.search(plain.text[max(0, numeral.start - _NEAR) : numeral.start]):
        return None
    around = plain.low[max(0, numeral.start - _NEAR) : numeral.end + _NEAR]
    return replace(found, unit=PARAMETERS if has_chinese(around) or _MODEL_NEAR.search(around) else COUNT)


def _joined(plain: Plain, measures: list[Measure]) -> Iterator[Amount]:
    place = 0
    while place < len(measures):
        first, second = measures[place], measures[place + 1] if place + 1 < len(measures) else None
        if second and is_range(first, second):
            yield Amount(first.start, second.end, _unit(plain, first), first.value, second.value, "range")
            place += 2
        else:
            unit, bound = _unit(plain, first), first.numeral.bound
            amount = _bounded(plain, first.start, first.end, unit, first.value, bound)
            yield replace(amount, turns_into_next=True) if first.link == "development" else amount
            place += 1


def _of_phrase(plain: Plain, phrase: Phrase) -> Amount:
    low = phrase.value * phrase.unit.factor
    if phrase.high is None:
        amount = _bounded(plain, phrase.start, phrase.end, phrase.unit, low)
        is_less = amount.bound == "at_least" and phrase.unit is MULTIPLE and low < 1  # more than halved
        return replace(amount, low=None, high=low, bound="at_most") if is_less else amount
    return Amount(phrase.start, phrase.end, phrase.unit, low, phrase.high * phrase.unit.factor, "range")


def _unit(plain: Plain, found: Measure) -> Unit:
    """Give a measure's unit, telling yen and yuan, which share a sign, by the words of the text, and Taiwan's 元."""
    assert found.unit
    around = plain.low[max(0, found.start - 200) : found.end + 200]
    if plain.text[found.end - 1] == "元" and found.unit.base == "CNY" and not found.is_sign:
        is_taiwan = plain.is_traditional and _TAIWAN.search(around)
        return replace(found.unit, base="TWD") if is_taiwan else found.unit
    if plain.text[found.start] != "¥":
        return found.unit
    is_yuan = not _YEN.search(around) and (has_chinese(around) or _YUAN.search(around))
    return replace(found.unit, base="CNY" if is_yuan else "JPY")


def _bounded(plain: Plain, start: int, end: int, unit: Unit, value: Decimal, bound: Bound = "exact") -> Amount:
    """Make an amount of a single value, with the bound that its words give it."""
    if after := bound_after(plain, end, unit.kind):
        end, bound = after
    is_large = (value / unit.factor if unit.kind == "duration" else value) >= _LARGE or plain.text[start] in "$€£¥"
    if before := bound_before(plain, start, end, unit.kind, is_large=is_large):
        start, bound = before
    low = None if bound == "at_most" else value
    return Amount(start, end, unit, low, None if bound == "at_least" else value, bound)
