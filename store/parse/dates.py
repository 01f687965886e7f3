"""Days and periods as documents write them, in English and Chinese. It reads; it never invents a year or a day.

A day may come without its year ("Apr 7", 4月7日) or as seen from the issue ("yesterday", 3小时前, "Monday"). It is then
placed by the issue's days: a missing year is the latest in which the day is not after the issue, so that "Dec 30" in an
issue of 2 January is last year's. A story is told after it happened: a day later than the day after its issue announces
something, and dates nothing. Without an issue's date such a day stays unknown. Numbers alone ("4/7") are not read: half
the world means July. Months are known in English and in six more languages, because links lead there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from store.parse.vocabulary import fold

Period = tuple[str, str]

_AHEAD = timedelta(days=1)
"""How far after its issue's last day a story's day may lie: the world has more than one date at a time."""
_ANNOUNCED = timedelta(days=92)
"""A day without its year that lies this soon after the issue announces something, rather than being a year old."""
_LONGEST = 80
_LONGEST_SEEN = 24

_FOREIGN = (
    "janvier janv januar jänner jan enero ene gennaio janeiro januari gen", "février févr fevrier februar feb "
    "febrero febbraio fevereiro februari",
    "mars märz maerz marzo março marco maart", "avril avr april abril aprile", "mai mayo maggio maio mei",
    "juin juni junio giugno junho", "juillet juil juli julio luglio julho", "août aout august agosto augustus",
    "septembre sept september septiembre settembre setembro", "octobre oktober octubre ottobre outubro",
    "novembre november noviembre novembro", "décembre decembre dezember diciembre dicembre dezembro december",
)  # fmt: skip
"""Months in French, German, Spanish, Italian, Portuguese and Dutch, in order."""
_MONTH_OF = {name: n for n, names in enumerate(_FOREIGN, start=1) for name in names.split()}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:\s{0,3}[,-]?\s{0,3}(?P<year>\d{4}))?(?!\d)"
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
_FOREIGN_NAME = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_ELSEWHERE = re.compile(
    rf"(?<![\w.])(?P<day>\d{{1,2}})(?:\.|er|º)?\s{{1,3}}(?:de\s+)?(?P<foreign>{_FOREIGN_NAME})\b\.?"
    r"(?:\s{0,3},?\s{0,3}(?:de\s+|del\s+)?(?P<year>\d{4}))?(?!\d)"
    r"|(?<![\w.])(?P<dotted>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<full>\d{4})(?!\d)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_DAY}\s{{0,3}}[日号]?{_YEAR}")
_BETWEEN = re.compile(r"\s*(?:[-–—―~〜∼至到]|\b(?:to|through|thru|until|till)\b)\s*", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?|(?:星期|周"
    r"|礼拜)[一二三四五六日天]"
    r"|\b(?:the )?week (?:of|ending)\b|\([^()\d]{0,10}\)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:(?<=\d)t|[日号]?\s+)\d{1,2}:\d{2}[^年月]*$", re.IGNORECASE)
_AGO = re.compile(
    r"(?P<now>today|tonight|this (?:morning|afternoon|evening)|just now|今天|今日|今早|今晨|今晚|刚刚|刚才)"
    r"|(?P<yesterday>yesterday|last night|昨天|昨日|昨晚)|(?P<before>前天|前日)"
    r"|(?P<count>\d{1,3}|an?|one|two|three|[一二两三四五六七])\s?(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?"
    r"|d|weeks?|w"
    r"|分钟|个?小时|天|日|周|个?星期)\s?(?:ago|前|之前|以前)",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:on |last |this )?(?P<en>mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?|(?:上|本|这)?(?:周"
    r"|星期|礼拜)(?P<zh>[一二三四五六日天])",
    re.IGNORECASE,
)
_DAYS_EN, _DAYS_ZH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日"
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "两": 2} | {
    sign: n for n, sign in enumerate("一二三四五六七", 1)
}
_WRAPPING = " \t()[]{}<>【】「」《》〔〕,，.。;；:：|·•*_—–"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: the year, or the month within a period, may be missing.

    `ago` counts days before the issue and `weekday` (Monday 0) names the last such day; either stands for all the rest.
    """

    year: int | None
    month: int | None
    day: int
    ago: int | None = None
    weekday: int | None = None

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
        if around is None:
            return self.iso()
        last = date.fromisoformat(around[1])
        if self.ago is not None:
            return (last - timedelta(days=self.ago)).isoformat()
        if self.weekday is not None:
            return (last - timedelta(days=(last.weekday() - self.weekday) % 7)).isoformat()
        if self.year is not None:
            day = self.iso()
            return day if day and day <= (last + _AHEAD).isoformat() else None
        return self._in_a_year_before(last)

    def _in_a_year_before(self, last: date) -> str | None:
        """Find the latest year in which the day is not after an issue, unless the day is rather one to come."""
        days = (Day(last.year + years, self.month, self.day).iso() for years in (1, 0, -1))
        latest, soon = (last + _AHEAD).isoformat(), (last + _ANNOUNCED).isoformat()
        for day in days:
            if day is not None and day <= latest:
                return day
            if day is not None and day <= soon:
                return None
        return None


def _from_match(found: re.Match[str]) -> Day | None:
    parts = found.groupdict()
    name, year, foreign = parts.get("name"), parts.get("year") or parts.get("full"), parts.get("foreign")
    month = (
        _MONTHS.index(name[:3].lower()) + 1 if name else _MONTH_OF[foreign.lower()] if foreign else int(parts["month"])
    )
    day = int(parts["day"] or parts["dotted"])
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
    for pattern in (*_WRITTEN, _ELSEWHERE):
        if found := pattern.fullmatch(tidy):
            return _from_match(found)
    return _read_seen(fold(text).strip(_WRAPPING)) if len(text) <= _LONGEST_SEEN else None


def _read_seen(words: str) -> Day | None:
    """Read a day as seen from the issue's: how long ago, or on which weekday."""
    if found := _AGO.fullmatch(words):
        unit = (found["unit"] or "").casefold()
        count = _COUNTS.get((found["count"] or "").casefold()) or int(found["count"] or 0)
        days = 7 if unit[:1] == "w" or (unit[-1:] in "周期" and unit) else 1 if unit[:1] in "d天日" and unit else 0
        past = 1 if found["yesterday"] else 2 if found["before"] else count * days
        return Day(None, None, 0, ago=past)
    if found := _ON.fullmatch(words):
        day = (
            _DAYS_EN.index(found["en"][:3].lower()) if found["en"] else _DAYS_ZH.index(found["zh"].replace("天", "日"))
        )
        return Day(None, None, 0, weekday=day)
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
    closing = Day(last_year, last_month, last.day)
    end = closing.iso() if last_year is not None else closing.place(around)
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
    return [found for pattern in (*_WRITTEN, _ELSEWHERE) for found in pattern.finditer(folded)]
