"""Measure one number on its own: by the currency before it and the unit or noun behind it, or refuse it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from store.figures import refusals
from store.figures.counted import chinese_noun
from store.figures.nouns import (
    COUNT,
    PARAMETERS,
    PEOPLE,
    Noun,
    english_noun,
    is_measured,
    is_model_size,
    unit_told_around,
)
from store.figures.numerals import Numeral
from store.figures.plain import Plain, is_latin
from store.figures.units import (
    DAY,
    FLOP,
    FLOPS,
    KILOWATT_HOUR,
    MINUTE,
    MULTIPLE,
    PETAFLOPS,
    Unit,
    currency_before,
    unit_after,
)

_NUMBER_BEFORE = re.compile("[0-9十百千万亿] ?$")
_AMBIGUOUS = ("won", "pounds")
"""Currencies that are words of another kind behind a small number."""
_KILOWATT_HOUR = re.compile(" ?度(?!电)")
"""A large number of 度 is of electricity; a small one is of an angle or of heat."""
_BY_CONTEXT = (
    (re.compile(""), re.compile("(?<![a-z])factor of $"), MULTIPLE),
    (
        re.compile(r"(?= (?:in (?!all|total)|by|at|now|who|that)|[,.;)]|$)"),
        re.compile("(?<![a-z])(?:team|staff|crew|workforce) of (?:about |around |over |just |only |some )?$"),
        PEOPLE,
    ),
    (
        re.compile(" times(?![a-z])"),
        re.compile("(?<![a-z])(?:grew|grown|surged|soared|ballooned|multiplied) (?:by )?(?:[a-z]+ )?$"),
        MULTIPLE,
    ),
    (re.compile(" floating[- ]point operations (?:per|a|each) second"), re.compile(""), FLOPS),
    (re.compile(" floating[- ]point operations"), re.compile(""), FLOP),
    (re.compile("(?= in (?:all|total)(?![a-z]))"), re.compile("(?:[,(–—] ?|^)$"), COUNT),
    (re.compile(" ?P(?![A-Za-z0-9])"), re.compile("算力[^，。；！？,;!?0-9]*$"), PETAFLOPS),
    (re.compile(" ?分(?=[0-9一二三四五六七八九十]{1,3} ?秒)"), re.compile(""), MINUTE),
    (re.compile(" ?日(?![内后前])"), re.compile("(?:连续|接连|长达|历时|为期)$"), DAY),
    (re.compile(" ?日(?=[内后]|均(?!线)|之内|以内)"), re.compile("(?<!月)(?<!月 )$"), DAY),
)
"""Units that only the words on both sides tell: 算力规模突破11.4万P, 13分40秒, 30日内."""
_HOURS = 24
_NO_SUM = re.compile(" ?兑")
"""1美元兑154日元 is a rate."""
_HALF = re.compile("半(?![导数径天])")
_ONE_BEFORE = re.compile("[每那这某同上下前另唯的第半有] ?$")
_ONE_AFTER = re.compile("[来度天前一]|[ -]day")


Link = Literal["range", "development", "list", "part"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with the place of its currency, unit or noun.

    `unit` is None while it has none; `is_loose` tells that it is a noun that any number may stand before, so that a
    neighbour knows better; `is_sign` that the unit stands before the number, so that what follows may scale both.
    """

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None = None
    is_loose: bool = False
    is_sign: bool = False
    link: Link | None = None
    """How it is linked with the next one, which is of the same kind."""

    @property
    def value(self) -> Decimal:
        """The value in base units."""
        return self.numeral.value * (self.unit.factor if self.unit else 1)


def measure(plain: Plain, numeral: Numeral) -> Measure | None:
    """Measure a number, or give None where it is no amount. A number without a unit is given as it is."""
    sign = _sign_before(plain, numeral)
    if not sign and refusals.is_in_name(plain, numeral):
        return None
    unit = unit_after(plain, numeral.end)
    if sign and refusals.is_denominator(plain, sign[0]):
        return None
    if sign and unit and unit[1].kind == "duration":
        unit = None  # the cloud's $20B quarter
    if sign and not (unit and unit[1].kind != "money"):
        is_repeated = unit is not None and (unit[1].base == sign[1].base or plain.text[unit[0] - 1] == "元")
        return Measure(numeral, sign[0], unit[0] if unit and is_repeated else numeral.end, sign[1], is_sign=True)
    if unit:
        return _with_unit(plain, numeral, *unit)
    is_stuck = is_latin(plain.text, numeral.end - 1) and is_latin(plain.text, numeral.end)
    if numeral.form != "words" and numeral.is_scaled and (degrees := _KILOWATT_HOUR.match(plain.text, numeral.end)):
        return Measure(numeral, numeral.start, degrees.end(), KILOWATT_HOUR)
    before = plain.low[max(0, numeral.start - 24) : numeral.start]
    for pattern, told_by, context_unit in _BY_CONTEXT:
        if (found := pattern.match(plain.text, numeral.end)) and told_by.search(before):
            return Measure(numeral, numeral.start, found.end(), context_unit)
    if is_stuck or refusals.is_date_or_rank(plain, numeral) or is_measured(plain, numeral.end):
        return None
    return _with_noun(plain, numeral)


def _sign_before(plain: Plain, numeral: Numeral) -> tuple[int, Unit] | None:
    """Find a currency before a number, unless it belongs to the number before: 30亿美元 12 个月."""
    found = currency_before(plain, numeral.start)
    if not found or plain.text[found[0]].isascii():
        return found
    return None if _NUMBER_BEFORE.search(plain.text[max(0, found[0] - 2) : found[0]]) else found


def _with_unit(plain: Plain, numeral: Numeral, end: int, unit: Unit) -> Measure | None:
    if unit.kind == "duration":
        return _with_time(plain, numeral, end, unit)
    if unit.kind == "money" and (refusals.is_denominator(plain, numeral.start) or _NO_SUM.match(plain.text, end)):
        return None
    if unit.kind == "multiple":
        return _with_times(plain, numeral, end, unit)
    if unit.kind == "percent" and refusals.is_top_share(plain, numeral.start):
        return None
    if plain.low[numeral.end : end].strip() in _AMBIGUOUS and not (numeral.is_large or numeral.value >= 1000):
        return None
    return Measure(numeral, numeral.start, end, unit)


def _with_time(plain: Plain, numeral: Numeral, end: int, unit: Unit) -> Measure | None:
    if refusals.is_year(plain, numeral) or refusals.is_ago(plain, end) or _is_idle_one(plain, numeral, end):
        return None
    if numeral.form == "digits" and refusals.is_in_life(plain, numeral, end):
        return None
    if _HALF.match(plain.text, end):
        return Measure(replace(numeral, value=numeral.value + Decimal("0.5")), numeral.start, end + 1, unit)
    return Measure(numeral, numeral.start, end, unit)


def _with_times(plain: Plain, numeral: Numeral, end: int, unit: Unit) -> Measure | None:
    if plain.text[end - 1] == "倍" and _HALF.match(plain.text, end):
        return Measure(replace(numeral, value=numeral.value + Decimal("0.5")), numeral.start, end + 1, unit)
    return Measure(numeral, numeral.start, end, unit) if numeral.value != 1 else None


def _is_idle_one(plain: Plain, numeral: Numeral, end: int) -> bool:
    """Tell whether one is no amount of time: one day, the year (的一年), 有一天."""
    if numeral.value != 1 or numeral.form == "digits":
        return False
    before = plain.text[max(0, numeral.start - 2) : numeral.start]
    return bool(_ONE_BEFORE.search(before) or _ONE_AFTER.match(plain.low, end) or plain.low.startswith("day", end - 3))


def _with_noun(plain: Plain, numeral: Numeral) -> Measure | None:
    is_large = numeral.is_large or numeral.value >= 1000
    noun = english_noun(plain, numeral.end) or chinese_noun(
        plain, numeral.end, is_large=is_large, is_many=numeral.value > _HOURS or numeral.value % 1 != 0
    )
    if (not noun or not noun.is_listed) and is_model_size(plain, numeral.end):
        return Measure(numeral, numeral.start, numeral.end, PARAMETERS)
    if not noun:
        is_other = refusals.is_year(plain, numeral) or refusals.is_denominator(plain, numeral.start)
        return None if is_other else Measure(numeral, numeral.start, numeral.end)
    if _is_no_count(plain, numeral, noun):
        return None
    unit = unit_told_around(plain, noun)
    return Measure(numeral, numeral.start, noun.end, unit, is_loose=unit is COUNT and not noun.is_listed)


def _is_no_count(plain: Plain, numeral: Numeral, noun: Noun) -> bool:
    """Tell whether a number before a noun is a year, a version, per what, one, second (二次) or known (these two)."""
    is_chinese = plain.text[noun.end - 1] > "z"
    if numeral.form != "digits" and not numeral.is_scaled:
        is_known = noun.unit in (COUNT, PEOPLE) and refusals.is_known_group(plain, numeral.start)
        if is_known or numeral.value == 1 or plain.text[numeral.start : numeral.end] == "二":
            return True
    if refusals.is_year(plain, numeral) and not is_chinese:
        return not noun.is_listed or refusals.is_named_year(plain, numeral)
    if refusals.is_denominator(plain, numeral.start):
        return True
    if not noun.is_listed and not is_chinese and refusals.is_code(plain, numeral):
        return True
    return not is_chinese and refusals.is_version(plain, numeral)
