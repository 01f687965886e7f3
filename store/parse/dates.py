"""Days and periods as documents write them, in English and Chinese. It reads; it never invents a year or a day.

A day may come without its year ("Apr 7", 4月7日). Its year is then taken from the issue: the latest year in which the
day is not more than a month after the issue's end, so that "Dec 30" in an issue of 2 January is last year's. Without
an issue's date it stays unknown. Numbers alone ("4/7") are not read: half the world means July.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from store.parse.vocabulary import fold

Period = tuple[str, str]

_AHEAD = timedelta(days=31)
"""How far after its issue a story's day may lie (an announced event) before it must mean the year before."""
_LONGEST = 80

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:\s{0,3},?\s{0,3}(?P<year>\d{4}))?(?!\d)"
_WRITTEN = tuple(
    re.compile(rf"(?<![\w.]){pattern}", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})\s{0,3}(?:年|[-./])\s{0,3}(?P<month>\d{1,2})\s{0,3}(?:月|[-./])\s{0,3}(?P<day>\d{1,2})(?!\d)"
        r"\s{0,3}[日号]?",
        r"(?P<month>\d{1,2})\s{0,3}月\s{0,3}(?P<day>\d{1,2})(?!\d)\s{0,3}[日号]?",
        rf"{_NAME}\s{{0,3}}{_DAY}(?!\d){_YEAR}",
        rf"{_DAY}(?:\s+of)?[\s-]{{1,3}}{_NAME}{_YEAR}",
    )
)
_BARE = re.compile(rf"{_DAY}\s{{0,3}}[日号]?{_YEAR}")
_BETWEEN = re.compile(r"\s*(?:[-–—―~〜∼至到]|\b(?:to|through|thru|until|till)\b)\s*", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?|(?:星期|周|礼拜)[一二三四五六日天]"
    r"|\b(?:the )?week (?:of|ending)\b|\([^()\d]{0,10}\)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:(?<=\d)t|[日号]?\s+)\d{1,2}:\d{2}[^年月]*$", re.IGNORECASE)
_WRAPPING = " \t()[]{}<>【】「」《》〔〕,，.。;；:：|·•*_—–"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: the year, or the month within a period, may be missing."""

    year: int | None
    month: int | None
    day: int

    def iso(self) -> str | None:
        """Give `YYYY-MM-DD`, or None where a part is missing or there is no such day."""
        if self.year is None or self.month is None or not 1900 <= self.year <= 2200:
            return None
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None

    def place(self, around: Period | None) -> str | None:
        """Give `YYYY-MM-DD`, taking a missing year from the issue's first and last day; None where it is unknown."""
        if self.year is not None or around is None:
            return self.iso()
        latest = date.fromisoformat(around[1]) + _AHEAD
        for year in (latest.year, latest.year - 1):
            day = Day(year, self.month, self.day).iso()
            if day is not None and day <= latest.isoformat():
                return day
        return None


def _from_match(found: re.Match[str]) -> Day | None:
    parts = found.groupdict()
    name, year = parts.get("name"), parts.get("year")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    day = int(parts["day"])
    # 2024 has a 29 February: without a year the day may still exist.
    real = Day(int(year) if year else 2024, month, day).iso()
    return Day(int(year) if year else None, month, day) if real else None


def _tidy(text: str) -> str:
    return _TIME.sub("", _WEEKDAY.sub(" ", fold(text)).strip(_WRAPPING)).strip(_WRAPPING)


def read_day(text: str) -> Day | None:
    """Read a text that is one day and nothing else; weekday, brackets and time of day may stand with it."""
    if len(text) > _LONGEST:
        return None
    tidy = _tidy(text)
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(tidy):
            return _from_match(found)
    return None


def read_period(text: str, around: Period | None = None) -> Period | None:
    """Read a text that is a first and a last day and nothing else, as (from, to)."""
    if len(text) > _LONGEST:
        return None
    tidy = _tidy(text)
    for between in _BETWEEN.finditer(tidy):
        first, last = _end(tidy[: between.start()]), _end(tidy[between.end() :])
        if first and last and (period := _span(first, last, around)):
            return period
    return None


def _end(text: str) -> Day | None:
    if found := _BARE.fullmatch(text.strip(_WRAPPING)):
        return Day(int(found["year"]) if found["year"] else None, None, int(found["day"]))
    return read_day(text)


def _span(first: Day, last: Day, around: Period | None) -> Period | None:
    first_month, last_month = first.month or last.month, last.month or first.month
    if first_month is None or last_month is None:
        return None
    # "December 29 – January 4" runs over the year's end; "9 – 3 April" is a slip.
    wraps = first_month > last_month
    first_year, last_year = first.year, last.year
    if last_year is None and first_year is not None:
        last_year = first_year + wraps
    end = Day(last_year, last_month, last.day).place(around)
    if end is None:
        return None
    start = Day(int(end[:4]) - wraps if first_year is None else first_year, first_month, first.day).iso()
    return (start, end) if start and start <= end else None


@dataclass(frozen=True, slots=True)
class Found:
    """A day or period inside a longer text, and where it starts and ends (characters)."""

    start: int
    end: int
    day: str
    period: Period | None


def find_date(text: str) -> Found | None:
    """Find the first day with its year inside a text, or the period that begins there."""
    folded = fold(text[:2000])
    for found in sorted(_all_days(folded), key=lambda found: found.start()):
        period = read_period(folded[found.start() :])
        day = _from_match(found)
        if period:
            return Found(found.start(), len(text), period[1], period)
        if day and (iso := day.iso()):
            return Found(found.start(), found.end(), iso, None)
    return None


def _all_days(folded: str) -> list[re.Match[str]]:
    return [found for pattern in _WRITTEN for found in pattern.finditer(folded)]
