"""Say as of when an amount holds: the year, quarter or month that stands with it in its sentence.

A date counts when it is near the amount, with no other amount and no comma between, unless it opens the sentence ("In
2025, …") or stands between commas itself. The end of a year is its December. A date right behind an amount is that
one's alone: in "from $9B in 2025 to $30B" the second has none. What began then (since 2023, founded in 2023,
2023年以来) is no date of the amount, and a month without a year is none: nothing is guessed from today.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from store.figures.amounts import Amount
from store.figures.plain import Plain

_FARTHEST = 40
"""Characters."""
_UNDATED = ("count", "duration", "multiple", "parameters", "tokens")
"""What a date beside it mostly dates something else than."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_QUARTERS = ("first", "second", "third", "fourth")
_CHINESE_QUARTERS = "一二三四"
_YEAR = re.compile("(?<![0-9a-z.,$-])20[0-9]{2}(?![0-9%])")
_BEFORE = re.compile(
    r"(?<![a-z])(?:q(?P<quarter>[1-4])|(?P<ordinal>first|second|third|fourth)[ -]quarter(?: of)?"
    r"|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: [0-9]{1,2},)?|(?P<end>end of|close of"
    r"|year-end|late)"
    r"|in|by|for|during|through|of|until|before|fiscal|calendar|fy)(?: (?:fy|fiscal|calendar|year))* ?$"
)
_BEHIND = re.compile(
    r" ?年? ?(?:第?(?P<chinese>[一二三四])季|第?(?P<quarter>[1-4])季|q(?P<q>[1-4])|(?P<month>1[0-2]|[1-9]) ?月"
    r"|(?P<end>年?[底末]))| ?年"
)
_BEGUN = re.compile(
    r"(?:(?<![a-z])(?:since|from|after|(?:founded|established|launched|created|started|incorporated) in)"
    r"|自|[成创建设]立于|[创始建]于) ?(?:[a-z]+ )?$"
)
_BEGUN_BEHIND = re.compile(" ?年?(?:[0-9]{1,2} ?月)?(?:以来|起|至今|之后|以后)")
_ASIDE = re.compile(", (?:in|by|during|as of) $")
_PARTING = re.compile("[，,:：()（）]")


@dataclass(frozen=True, slots=True)
class _Date:
    start: int
    end: int
    day: str


def find_dates(plain: Plain, amounts: Sequence[Amount]) -> list[str | None]:
    """Say for each amount as of when it holds, or None. Amounts come in order."""
    dates = [date for year in _YEAR.finditer(plain.low) if (date := _read(plain, year))]
    starts = [amount.start for amount in amounts]
    return [
        None if amount.unit.kind in _UNDATED else _date_of(plain, amount, dates, amounts, starts) for amount in amounts
    ]


def _read(plain: Plain, year: re.Match[str]) -> _Date | None:
    """Read a year with the words before it in English or behind it in Chinese; None where it dates nothing."""
    left = plain.low[max(0, year.start() - 24) : year.start()]
    if _BEGUN.search(left) or _BEGUN_BEHIND.match(plain.low, year.end()):
        return None
    if found := _BEHIND.match(plain.low, year.end()):
        quarter = found["quarter"] or found["q"] or (found["chinese"] and 1 + _CHINESE_QUARTERS.index(found["chinese"]))
        return _Date(year.start(), found.end(), _day(year[0], quarter, found["month"], found["end"]))
    if found := _BEFORE.search(left):
        quarter = found["quarter"] or (found["ordinal"] and 1 + _QUARTERS.index(found["ordinal"]))
        month = found["month"] and 1 + _MONTHS.index(found["month"])
        return _Date(year.start() - len(found[0]), year.end(), _day(year[0], quarter, month, found["end"]))
    return None


def _day(year: str, quarter: object, month: object, end: object) -> str:
    if quarter:
        return f"{year}-Q{quarter}"
    if month:
        return f"{year}-{int(str(month)):02}"
    return f"{year}-12" if end else year


def _date_of(
    plain: Plain, amount: Amount, dates: Sequence[_Date], amounts: Sequence[Amount], starts: Sequence[int]
) -> str | None:
    """Choose the nearest date of an amount's sentence."""
    at = bisect_left(dates, amount.start, key=lambda date: date.start)
    near = [
        (max(date.start - amount.end, amount.start - date.end), date.day)
        for date in dates[max(0, at - 1) : at + 1]
        if _is_linked(plain, amount, date, amounts, starts)
    ]
    return min(near, default=(0, None))[1]


def _is_linked(plain: Plain, amount: Amount, date: _Date, amounts: Sequence[Amount], starts: Sequence[int]) -> bool:
    is_before = date.end <= amount.start
    last = bisect_left(starts, date.start) - 1
    if is_before and last >= 0 and 0 <= date.start - amounts[last].end <= 1:
        return False
    start, end = (date.end, amount.start) if is_before else (amount.end, date.start)
    if end < start or end - start > _FARTHEST:
        return False
    if bisect_left(starts, end) - bisect_left(starts, start) > 0:
        return False
    if not plain.is_one_sentence(start, end):
        return False
    if is_before and _opens_sentence(plain, date):
        return True
    if is_before and _is_aside(plain, date):
        start += 1  # behind the comma that ends it
    return _PARTING.search(plain.low, start, end) is None


def _is_aside(plain: Plain, date: _Date) -> bool:
    """Tell whether a date stands between commas: "the round before, in September 2025, had valued it at …"."""
    before = plain.low[max(0, date.start - 12) : date.start]
    return plain.low[date.end : date.end + 1] == "," and _ASIDE.search(before) is not None


def _opens_sentence(plain: Plain, date: _Date) -> bool:
    before = plain.low[max(0, date.start - 3) : date.start].rstrip()
    return not before or before[-1] in ".。！？!?\n；;"
