"""Read what someone typed into a search: filters such as `from:bloomberg since:7d lang:zh`, and the words between.

Pure. Any text is a legal query. A filter of ours whose value says nothing (`since:soon`) narrows nothing and is given
back as `unread`, so that whoever typed it can be told; `CVSS:10.0` is no filter and a word like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from store.model import EntityKind, Language

_FILTER = re.compile(r"(?<!\S)(?P<key>[^\W\d_]+)[:：](?P<value>\"[^\"]+\"|“[^”]+”|\S*)")
_ENTITY_KEYS: dict[str, EntityKind] = {
    "company": "company",
    "公司": "company",
    "topic": "topic",
    "topics": "topic",
    "话题": "topic",
    "person": "person",
    "人物": "person",
    "product": "product",
    "产品": "product",
}
_OUTLET_KEYS = frozenset({"from", "outlet", "来源", "媒体"})
_SINCE_KEYS = frozenset({"since", "after", "自"})
_UNTIL_KEYS = frozenset({"until", "before", "至"})
_LANGUAGE_KEYS = frozenset({"lang", "language", "语言"})
_KEYS = _OUTLET_KEYS | _SINCE_KEYS | _UNTIL_KEYS | _LANGUAGE_KEYS | _ENTITY_KEYS.keys()
_LANGUAGES: dict[str, Language] = {
    "en": "en",
    "english": "en",
    "英文": "en",
    "英语": "en",
    "zh": "zh",
    "cn": "zh",
    "chinese": "zh",
    "中文": "zh",
}
_SPAN = re.compile(r"(?P<n>\d{1,4})\s*(?P<unit>d|w|m|y|days?|weeks?|months?|years?|天|日|周|个月|月|年)", re.IGNORECASE)
_UNIT_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "个": 30, "月": 30, "y": 365, "年": 365}
_NAMED_DAYS = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}


@dataclass(frozen=True, slots=True)
class Query:
    """A search as typed: `names` are (kind, words) to resolve; `since` and `until` are days, both included."""

    words: str
    names: tuple[tuple[EntityKind, str], ...] = ()
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    language: Language | None = None
    unread: tuple[str, ...] = ()


def read_query(text: str, today: date) -> Query:
    """Split a typed search into filters and words; `today` is the asker's day, for `since:7d`."""
    found: dict[str, str] = {}
    names: list[tuple[EntityKind, str]] = []
    unread: list[str] = []

    def _take(match: re.Match[str]) -> str:
        key, value = match["key"].casefold(), match["value"].strip('"“”')
        if key in _ENTITY_KEYS and value:
            names.append((_ENTITY_KEYS[key], value))
        elif key in _OUTLET_KEYS and value:
            found["outlet"] = value
        elif key in _SINCE_KEYS and (day := read_day(value, today)):
            found["since"] = day
        elif key in _UNTIL_KEYS and (day := read_day(value, today)):
            found["until"] = day
        elif key in _LANGUAGE_KEYS and value.casefold() in _LANGUAGES:
            found["language"] = _LANGUAGES[value.casefold()]
        elif key in _KEYS:
            unread.append(match[0])
        else:
            return match[0]
        return " "

    words = " ".join(_FILTER.sub(_take, text).split())
    language = _LANGUAGES.get(found.get("language", ""))
    days = found.get("since"), found.get("until")
    return Query(words, tuple(names), found.get("outlet"), *days, language, tuple(unread))


def read_day(value: str, today: date) -> str | None:
    """Read `7d`, `2周`, `yesterday` or `2026-04-07` as a day, or None."""
    folded = value.casefold()
    if folded in _NAMED_DAYS:
        return (today - timedelta(days=_NAMED_DAYS[folded])).isoformat()
    if span := _SPAN.fullmatch(folded):
        days = int(span["n"]) * _UNIT_DAYS[span["unit"][0]]
        return (today - timedelta(days=days)).isoformat() if days < today.toordinal() else date.min.isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None
