"""Amounts that are no numeral with a unit: fractions, 成 and 折, doubled and 翻倍.

A third, 三分之一, "1 in 5" and "$3 of every $10" are percent; 三成 is 30 % and 八折 is 80 %, what is
still paid. Doubled, 翻番 and 增长一倍 are multiples of 2, 翻两番 of 4, halved of ½. Words that only look like these are
passed over: doubled down, 两成本, 三折叠.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from store.figures.chinese import chinese_value
from store.figures.plain import Plain
from store.figures.units import GIGAWATT, HOUR, MULTIPLE, PERCENT, YEAR, Unit


@dataclass(frozen=True, slots=True)
class Phrase:
    """An amount in words of its own: characters `start` to `end`, its value and unit."""

    start: int
    end: int
    value: Decimal
    unit: Unit
    high: Decimal | None = None
    """The upper end of a range, of which `value` is the lower."""


_Found = re.Match[str]
_ONE_TO_TEN = "one two three four five six seven eight nine ten".split()
_NUMBERS = {word: value for value, word in enumerate(_ONE_TO_TEN, 1)} | {"a": 1, "an": 1, "twenty": 20}
_PARTS = "third quarter fifth sixth seventh eighth ninth tenth".split()
_DENOMINATORS = {part: value for value, part in enumerate(_PARTS, 3)} | {"fourth": 4, "twentieth": 20, "hundredth": 100}
_TIMES = {"double": "2", "triple": "3", "treble": "3", "quadruple": "4", "quintuple": "5", "halve": "0.5"}
_STEMS = "|".join(sorted(word[:-1] for word in _TIMES))
_DIGITS = "[0-9零〇一二两三四五六七八九十廿卅百千万.点]"


def _of(part: int, whole: int) -> Decimal:
    return Decimal(100 * part) / whole


def _small_number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words]


def _parts(found: _Found) -> Decimal:
    part, whole = filter(None, found.groups())
    return _of(_NUMBERS[part], _DENOMINATORS[whole])


def _one_in(found: _Found) -> Decimal | None:
    part, whole = _small_number(found[1]), _small_number(found[2])
    return _of(part, whole) if part < whole else None


def _share(found: _Found) -> Decimal:
    return _of(_NUMBERS[found["part"]], _DENOMINATORS[found["whole"]])


def _cents(found: _Found) -> Decimal:
    return Decimal(found[1])


def _in_each(found: _Found) -> Decimal | None:
    whole, part = _chinese(found["whole"]), _chinese(found["part"])
    return 100 * part / whole if part and whole and part < whole else None


def _slash(found: _Found) -> Decimal | None:
    part, whole = map(int, filter(None, found.groups()))
    return _of(part, whole) if part < whole else None


def _chinese(digits: str) -> Decimal | None:
    whole, _, decimals = digits.replace(".", "点").partition("点")
    if not decimals:
        return chinese_value(whole)
    value = chinese_value(whole)
    tenths = "".join(str(chinese_value(digit)) for digit in decimals if chinese_value(digit) is not None)
    return None if value is None else Decimal(f"{value}.{tenths}")


def _chinese_parts(found: _Found) -> Decimal | None:
    whole, part = _chinese(found[1]), _chinese(found[2])
    return 100 * part / whole if part is not None and whole and part < whole * 10 else None


def _tenths(found: _Found) -> Decimal | None:
    value = _chinese(found[1])
    if value is None or not 0 < value <= 10:
        return None
    tenths = "五" if found[2] == "半" else found[2]
    return value * 10 + (_chinese(tenths) or 0 if tenths else 0)


def _discount(found: _Found) -> Decimal | None:
    digits = found[1]
    value = _chinese(f"{digits[0]}点{digits[1:]}" if len(digits) == 2 and "十" not in digits else digits)
    return value * 10 if value is not None and 0 < value < 10 else None


def _times(found: _Found) -> Decimal:
    stem = found[1] or found[2]
    return next(Decimal(value) for word, value in _TIMES.items() if word.startswith(stem))


def _turns(found: _Found) -> Decimal | None:
    turns = _chinese(found[1]) if found[1] else Decimal(1)
    return Decimal(2) ** turns if turns is not None and turns <= 10 else None


def _turns_about(found: _Found) -> Decimal | None:
    turns = _chinese(found[2])
    return Decimal(2) ** turns if turns else None


_NEARLY = (
    "nearly|almost|about|around|roughly|some|only|just|more than|less than|fewer than|at least|at most|up to"
    "|account(?:s|ed)? for"
)
_MOVED = "up|down|rose|grew|fell|dropped|shrank|jumped|climbed|slipped|whom|which|to|from|under|below|against|versus"
_TAKING = "in|put|took|takes?|taking|owns?|owning|holds?|got|gets?|lost|kept|keeps?|cut|was|is|contribut(?:ed|ing)"
_LIVING = (
    "are|is|was|were|live|use|have|has|had|come|comes|came|go|goes|went|will|would|said|say|work|pay|run|now|still"
)
_BARE_SHARE = (
    rf"(?P<amount>(?P<part>a|one)[ -](?P<whole>{'|'.join(_DENOMINATORS)}))"
    rf"(?= (?:{_LIVING}|in|on|this|last|since|and(?! final)|or|but|from|by|for|at|as|when|than|to|after)(?![a-z])"
    "| ?[,;:.)—–]|$)"
)
"""A share without "of what" is told from an ordinal by the words on both sides: nearly a third are, down a quarter."""

_TENTH = "(?:[0-9.]{1,3}|[一二两三四五六七八九])"
_TO = re.compile(" ?(?:到|至|-|~|–|to|or|或) ?")
_FROM = re.compile("(?:从|由|from) ?$")

_RULES: tuple[tuple[re.Pattern[str], Unit, Callable[[_Found], Decimal | None]], ...] = (
    (
        re.compile(
            rf"(?<![a-z])(a|an|{'|'.join(_ONE_TO_TEN)})[ -]({'|'.join(_DENOMINATORS)})s?"
            r"(?= of(?! (?:20|a (?:century|year|million|billion)|the (?:year|century)))| more| less)(?![a-z])"
        ),
        PERCENT,
        _parts,
    ),
    (
        re.compile(
            rf"(?<=[a-z] by )(?:(?:{_NEARLY}|over) )?(?P<amount>(?P<part>a|{'|'.join(_ONE_TO_TEN)})[ -]"
            rf"(?P<whole>{'|'.join(_DENOMINATORS)})s?)(?![a-z])"
            "(?! (?:party|person|quarter|time|year|month|week|day|of))"
        ),
        PERCENT,
        _share,
    ),
    (
        re.compile(rf"(?<![a-z])({'|'.join(_ONE_TO_TEN[1:])})(?:-({'|'.join(_DENOMINATORS)})| (third))s(?![a-z])"),
        PERCENT,
        _parts,
    ),
    (re.compile(rf"(?<![a-z])(?:{_NEARLY}|{_MOVED}) {_BARE_SHARE}"), PERCENT, _share),
    (
        re.compile(rf"(?<![a-z])(one)-({'|'.join(_DENOMINATORS)})(?= (?:in|of|from|to|by|as|on|is|was)(?![a-z]))"),
        PERCENT,
        _parts,
    ),
    (
        re.compile(
            rf"(?<![a-z])(?P<amount>(?P<part>a|one) (?P<whole>{'|'.join(_DENOMINATORS)}))(?= (?:{_LIVING})(?![a-z]))"
        ),
        PERCENT,
        _share,
    ),
    (
        re.compile(
            rf"(?:{_NEARLY}|by) (?P<amount>half)"
            r"(?= (?:in|on|since|from|to|and(?! a)|as|or|are|is|have|said|say|use)(?![a-z])|[,;.)]|$)"
        ),
        PERCENT,
        lambda _: Decimal(50),
    ),
    (re.compile(rf"(?<![a-z])(?:{_TAKING}) (?P<amount>half)(?=[,;.)]|$)"), PERCENT, lambda _: Decimal(50)),
    (
        re.compile(
            r"(?<![a-z])(?<!first )(?<!second )(?<!latter )(?<!other )(?<!back )(?<!front )half (?=of |the |its "
            r"|their |our |all )"
        ),
        PERCENT,
        lambda _: Decimal(50),
    ),
    (
        re.compile(
            rf"[$€£]?(?<![a-z0-9.])({'|'.join(_ONE_TO_TEN)}|[1-9][0-9]?) "
            r"(?:in|out of|of every|of each|from every|in each) "
            rf"(?:every )?[$€£]?({'|'.join(_ONE_TO_TEN[1:])}|twenty|[2-9]|10|20|50|100)"
            "(?![0-9a-z-]|[.,][0-9]| (?:year|month|week|day|hour|minute))"
        ),
        PERCENT,
        _one_in,
    ),
    (
        re.compile(
            r"(?<![0-9/.A-Za-z])([1-9])/([1-9]0{0,2})(?=的|以上|左右|多|[收投]入|营收|成本|产能|用户|员工|人口|受访者|份额)"
            r"|(?:(?<=[的约近到至了是有占])|(?<=[约近有占] ))([1-9])/([1-9]0{0,2})(?![0-9/.])"
        ),
        PERCENT,
        _slash,
    ),
    (re.compile(rf"(?<![a-z-])(?:({_STEMS})(?:ed|es|ing)(?![a-z]| down| time| period| rate))"), MULTIPLE, _times),
    (
        re.compile(
            rf"(?<![a-z-])({_STEMS})e(?= (?:the|its|their|his|our|that|what|as|in|to|from|every|by|annual|revenues?"
            rf"|sales"
            r"|capacity|output|production|last|this|over|within)(?![a-z]))"
        ),
        MULTIPLE,
        _times,
    ),
    (re.compile(r"(?<![a-z])twice (?=as |the |its |their |what |that |those )"), MULTIPLE, lambda _: Decimal(2)),
    (re.compile(r"(?<![a-z-])a (?:full )?gigawatt(?= of | in | or |[.,])"), GIGAWATT, lambda _: Decimal(1)),
    (re.compile("(?<![上下前后])半年(?![报度线])"), YEAR, lambda _: Decimal("0.5")),
    (
        re.compile(r"(?<![a-z-])half a year|(?<![a-z-])half-year (?=deal|contract|term)"),
        YEAR,
        lambda _: Decimal("0.5"),
    ),
    (re.compile("半个?小时|(?<![a-z])half an hour"), HOUR, lambda _: Decimal("0.5")),
    (
        re.compile(r"(?<![0-9.])([0-9]{1,2}) cents (?:of|out of|from|in) (?:every|each) (?:dollar|\$1)(?![0-9a-z])"),
        PERCENT,
        _cents,
    ),
    (
        re.compile(
            rf"每(?P<whole>{_DIGITS}{{1,4}})[^，。；！？,;!?0-9]{{1,8}}[中里][^，。；！？,;!?0-9]{{0,4}}?有(?:近|超过?|逾|不到)?"
            rf"(?P<amount>(?P<part>{_DIGITS}{{1,4}})(?=[^0-9])个?(?:美?元|[人家个名位次款台])?)"
        ),
        PERCENT,
        _in_each,
    ),
    (re.compile(rf"({_DIGITS}{{1,8}})分之({_DIGITS}{{1,8}})"), PERCENT, _chinese_parts),
    (re.compile("一半(?!导)|半数|(?<=过)半(?!导)|(?<=近)半(?=数|的)"), PERCENT, lambda _: Decimal(50)),
    (
        re.compile(
            r"(?<![0-9.年月第一二三四五六七八九])([0-9.]{1,4}(?!成为)"
            r"|[一二两三四五六七八九])成([一二三四五六七八九]|半(?!导))?(?![员本立都功果熟长交效分就型绩人份不])"
        ),
        PERCENT,
        _tenths,
    ),
    (re.compile(rf"(?<![0-9.年月])({_TENTH})()(?=[到至~–-]{_TENTH}[成折])"), PERCENT, _tenths),
    (re.compile(r"(?<![0-9.])([0-9.]{1,3}|[一二三四五六七八九]{1,2})折(?![叠射旧线中合腾磨])"), PERCENT, _discount),
    (re.compile("翻了?([一两二三四])?番"), MULTIPLE, _turns),
    (re.compile("翻了?(?:近|将近|接近|约|逾|超|超过|不止|不到)(?P<amount>([一两二三四])番)"), MULTIPLE, _turns_about),
    (re.compile("翻了?一?倍|(?<=[长高升加出大涨快多])了?(?:近|约)?一倍"), MULTIPLE, lambda _: Decimal(2)),
    (re.compile("减半|腰斩"), MULTIPLE, lambda _: Decimal("0.5")),
)


def find_phrases(plain: Plain) -> list[Phrase]:
    """Find every such amount, in order, none overlapping."""
    kept: list[Phrase] = []
    for phrase in sorted(_phrases(plain), key=lambda phrase: (phrase.start, -phrase.end)):
        if kept and _is_range(plain, kept[-1], phrase):
            kept[-1] = replace(kept[-1], end=phrase.end, high=phrase.value)
        elif not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _is_range(plain: Plain, first: Phrase, second: Phrase) -> bool:
    """Tell whether two are the ends of one range: 三成至四成, a quarter to a third."""
    is_joined = first.unit == second.unit and _TO.fullmatch(plain.low, first.end, max(first.end, second.start))
    return bool(is_joined) and first.value < second.value and not _FROM.search(plain.low, first.start - 5, first.start)


def _phrases(plain: Plain) -> Iterator[Phrase]:
    for pattern, unit, read in _RULES:
        for found in pattern.finditer(plain.low):
            value = read(found)
            if value is not None:
                start, end = found.span("amount" if "amount" in pattern.groupindex else 0)
                yield Phrase(start, end - (plain.text[end - 1] == " "), value, unit)
