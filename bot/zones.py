"""Time zones as people look for them: by city, by country's usual city, in Chinese, or by what comes first. Pure.

A menu holds 100 options and there are 430 zones, so it offers a few that are common and searches the rest.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

OFFERED = 40

COMMON = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Zurich", "Europe/Kyiv", "Africa/Casablanca",
    "Africa/Cairo", "Africa/Lagos", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
    "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Tokyo", "Asia/Seoul", "Australia/Sydney",
    "Pacific/Auckland", "America/Sao_Paulo", "America/New_York", "America/Toronto", "America/Chicago",
    "America/Denver", "America/Los_Angeles",
)  # fmt: skip
"""What is offered before anything is typed, after the zone that is set."""

_OTHER_NAMES = {
    "Asia/Shanghai": "北京 上海 深圳 广州 杭州 中国 beijing shenzhen china",
    "Asia/Hong_Kong": "香港",
    "Asia/Taipei": "台北 台湾",
    "Asia/Tokyo": "东京 日本 japan", "Asia/Seoul": "首尔 韩国 korea",
    "Asia/Singapore": "新加坡", "Asia/Kolkata": "印度 孟买 德里 班加罗尔 india mumbai delhi bangalore bengaluru",
    "Asia/Dubai": "迪拜", "Europe/London": "伦敦 英国 uk britain", "Europe/Paris": "巴黎 法国 france",
    "Europe/Berlin": "柏林 慕尼黑 德国 germany munich hamburg", "Europe/Zurich": "苏黎世 瑞士 switzerland",
    "America/New_York": "纽约 华盛顿 波士顿 美东 eastern boston washington",
    "America/Chicago": "芝加哥 美中 central austin dallas", "America/Denver": "丹佛 mountain",
    "America/Los_Angeles": "洛杉矶 旧金山 硅谷 西雅图 美西 pacific san francisco seattle",
    "America/Toronto": "多伦多 加拿大 canada", "Australia/Sydney": "悉尼 澳大利亚 australia",
    "America/Sao_Paulo": "圣保罗 巴西 brazil", "UTC": "gmt 协调世界时",
}  # fmt: skip
"""Cities, countries and Chinese names that the zone's own name does not hold."""


@cache
def _offered() -> frozenset[str]:
    """Give the IANA names, without bare abbreviations: EST, say, never changes its clocks."""
    return frozenset(name for name in available_timezones() if ("/" in name or name == "UTC") and "Etc/" not in name)


def is_zone(name: str) -> bool:
    """Tell whether a name is that of a zone, offered or not: a computer may be set to Etc/GMT+5."""
    return name in available_timezones()


def find_zones(typed: str, set_now: str, limit: int = OFFERED) -> list[str]:
    """Give the zones whose names hold every typed word, those that begin with one first; nothing typed, the common."""
    words = typed.casefold().replace("_", " ").replace("/", " ").split()
    if not words:
        return list(dict.fromkeys((set_now, *COMMON)))[:limit]
    found = [zone for zone in _offered() if all(word in _names(zone) for word in words)]
    return sorted(found, key=lambda zone: _rank(zone, words))[:limit]


def offset_words(zone: str, now: datetime) -> str:
    """Write how far a zone is from UTC now, such as `UTC+5:30`."""
    minutes = int((now.astimezone(ZoneInfo(zone)).utcoffset() or now - now).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def _rank(zone: str, words: list[str]) -> tuple[bool, bool, bool, str]:
    """Put whole words before beginnings of a city, and what is common first."""
    city = zone.rpartition("/")[2].replace("_", " ").casefold()
    whole = set(words) <= set(_names(zone).split())
    return (not whole, not city.startswith(words[0]), zone not in COMMON, zone)


def _names(zone: str) -> str:
    return f"{zone} {_OTHER_NAMES.get(zone, '')}".casefold().replace("_", " ").replace("/", " ")
