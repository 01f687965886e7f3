"""Read what someone types after `/digest` as settings: a time, a zone, weekdays and a language, in any order.

Pure. What belongs to none of them is left over and said back to them, never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal
from zoneinfo import available_timezones

from store.model import Language

Field = Literal["at", "zone", "weekdays", "language"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Settings as typed; null where nothing was said. `unclear` are the words left over, `twice` a field said twice."""

    at: str | None = None
    zone: str | None = None
    weekdays: str | None = None
    language: Language | None = None
    unclear: str = ""
    twice: Field | None = None


_DAYS = {
    "1": r"mon(?:days?)?|(?:周|星期|礼拜)一",
    "2": r"tue(?:s|sdays?)?|(?:周|星期|礼拜)二",
    "3": r"wed(?:s|nesdays?)?|(?:周|星期|礼拜)三",
    "4": r"thu(?:r|rs|rsdays?)?|(?:周|星期|礼拜)四",
    "5": r"fri(?:days?)?|(?:周|星期|礼拜)五",
    "6": r"sat(?:urdays?)?|(?:周|星期|礼拜)六",
    "7": r"sun(?:days?)?|(?:周|星期|礼拜)[日天]",
}
_DAY = "|".join(_DAYS.values())
_SETS = {
    "12345": r"weekdays?|work(?:ing)?[ -]?days?|(?:每个)?工作日|平日",
    "1234567": r"daily|every ?day|all days|每天|每日|天天",
    "67": r"weekends?|周末",
}
_WORDS_OF_LANGUAGE: dict[Language, str] = {
    "en": r"en|english|英文|英语",
    "zh": r"zh(?:-cn|-hans)?|chinese|中文|汉语|普通话",
}

_EDGE, _END = r"(?<![\w/:.+-])", r"(?![\w/:.+-])"
_WEEKDAYS = re.compile(
    rf"(?<![a-z])(?:(?P<first>{_DAY})\s*(?:-|–|~|to|through|到|至)\s*(?P<last>{_DAY})|(?P<set>{'|'.join(_SETS.values())})"
    rf"|(?P<day>{_DAY}))(?![a-z])"
)
_LANGUAGE = re.compile("|".join(f"{_EDGE}(?P<{code}>{words}){_END}" for code, words in _WORDS_OF_LANGUAGE.items()))
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<half>[ap]\.?m\b\.?)?(?![\d:.])"
    r"|(?<![\d:.])(?P<bare>\d{1,2})\s*(?P<bare_half>[ap]\.?m\b\.?)"
    r"|(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上)?\s*(?P<chinese>\d{1,2}|十[一二]?|二十[一二三]?|[一二两三四五六七八九])"
    r"[点點时](?:(?P<half_past>半)|(?P<quarter>[一三])刻|(?P<chinese_minute>\d{1,2})分?|钟|整)?"
)
_ZONE = re.compile(r"(?<!\S)[a-z]+(?:[_/+-][a-z0-9_+-]+)*(?!\S)")
_FILLERS = re.compile(
    r"(?<!\S)(?:at|on|in|the|set|post|every|each|and|please|time|o'clock)(?!\S)|[,;，；、。和在于设为发布]"
)
_CONTINENTS = frozenset(("africa", "america", "asia", "atlantic", "australia", "europe", "indian", "pacific"))
_NO_CITIES = frozenset(("north", "south", "west", "easter"))
"""Old names of zones that are ordinary words."""
_NUMBERS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def read_wish(text: str) -> Wish:
    """Read settings from what was typed. Full-width characters and capitals count as what they look like."""
    rest = _long_cities().sub(
        lambda city: city.group().replace(" ", "_"), unicodedata.normalize("NFKC", text).casefold()
    )
    found: dict[str, list[str]] = {}
    readers: tuple[tuple[Field, re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
        ("zone", _ZONE, _zone),
        ("at", _TIME, _time),
        ("weekdays", _WEEKDAYS, _weekdays),
        ("language", _LANGUAGE, lambda match: match.lastgroup),
    )
    for field, pattern, read in readers:
        rest = _take(rest, pattern, read, found.setdefault(field, []))
    days = "".join(sorted(set("".join(found["weekdays"])))) or None
    twice = next((f for f in ("at", "zone", "language") if len(set(found[f])) > 1), None)
    return Wish(
        at=next(iter(found["at"]), None),
        zone=next(iter(found["zone"]), None),
        weekdays=days,
        language=next(iter(found["language"]), None),  # type: ignore[arg-type]
        unclear=" ".join(_FILLERS.sub(" ", rest).split()),
        twice=twice,  # type: ignore[arg-type]
    )


def _take(text: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], str | None], found: list[str]) -> str:
    """Take out of a text what a pattern finds and its reader understands; the rest stays as it is."""

    def _replace(match: re.Match[str]) -> str:
        value = read(match)
        if value is None:
            return match.group()
        found.append(value)
        return " "

    return pattern.sub(_replace, text)


def _zone(match: re.Match[str]) -> str | None:
    return _zones().get(match.group())


@cache
def _zones() -> dict[str, str]:
    """Give the IANA names by how they are typed, without bare abbreviations: EST, say, never changes its clocks.

    The city alone will do where only one zone is called after it: Berlin, New York.
    """
    names = [name for name in sorted(available_timezones()) if "/" in name or name == "UTC"]
    cities: dict[str, list[str]] = {}
    for name in names:
        continent, _, city = name.casefold().partition("/")
        if continent in _CONTINENTS and "/" not in city and city not in _NO_CITIES:
            cities.setdefault(city, []).append(name)
    alone = {city: zones[0] for city, zones in cities.items() if len(zones) == 1}
    return alone | {name.casefold(): name for name in names}


@cache
def _long_cities() -> re.Pattern[str]:
    """Match the cities of several words, as people write them."""
    cities = (re.escape(name.replace("_", " ")) for name in _zones() if "_" in name and "/" not in name)
    return re.compile(rf"(?<!\S)(?:{'|'.join(sorted(cities, key=len, reverse=True))})(?!\S)")


def _time(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts["chinese"]:
        hour, minute = _chinese_hour(parts["chinese"], parts["part"] or ""), _chinese_minute(parts)
    else:
        hour, minute = int(parts["hour"] or parts["bare"]), int(parts["minute"] or 0)
        half = parts["half"] or parts["bare_half"]
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _chinese_hour(words: str, part: str) -> int:
    hour = int(words) if words.isdecimal() else _number(words)
    if (part in ("下午", "傍晚", "晚上") and hour < 12) or (part == "中午" and hour < 3):
        return hour + 12
    return hour


def _chinese_minute(parts: dict[str, str | None]) -> int:
    if parts["half_past"]:
        return 30
    if quarter := parts["quarter"]:
        return 15 * _NUMBERS[quarter]
    return int(parts["chinese_minute"] or 0)


def _number(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (10 * _NUMBERS.get(tens, 1) if ten else 0) + _NUMBERS.get(ones, 0)


def _weekdays(match: re.Match[str]) -> str | None:
    if match["set"]:
        return next(days for days, words in _SETS.items() if re.fullmatch(words, match["set"]))
    if match["day"]:
        return _day(match["day"])
    first, last = int(_day(match["first"])), int(_day(match["last"]))
    return "".join(str((first - 1 + step) % 7 + 1) for step in range((last - first) % 7 + 1))


def _day(words: str) -> str:
    return next(digit for digit, spellings in _DAYS.items() if re.fullmatch(spellings, words))
