"""Read stories from JSON Lines, one object a line, as `tidings export` writes them or as other people do.

Only a headline or a summary is needed. Unknown keys are ignored, and what has no sensible value counts as missing.
Lines of one source and issue make one issue, which is undated where it tells no day; those that name no issue make one
of each source and day. A time with an offset is the same moment in UTC, one without is its day alone. Names, figures
and storylines are not taken over: they are found anew. A line that cannot be read is named with its number, the others
are taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, cast, get_args

import msgspec

from store.model import Issue, Item, ItemKind, Language
from store.text import clean_link, collapse, first_sentence, language_of

LAYOUT = "json lines"
MAX_LINE = 200_000
MAX_LINES = 200_000
"""Lines of one file that are read, about 300 MB; a larger one is to be split."""
_SOURCE, _HEADLINE, _TEXT, _SHORT = 200, 1_000, 40_000, 300
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BLANK_LINE = re.compile(r"\n\s*\n")
MOST_LINKS = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = get_args(ItemKind)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read. `id` and `translates` are the file's own ids of it and of the story that it translates."""

    number: int
    id: str | None
    translates: str | None
    source: str
    issue: str
    days: tuple[str, str] | None
    item: Item
    seen_at: str | None
    """When whoever wrote the file first saw it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no story, and why."""

    number: int
    why: str


def read_lines(lines: Iterable[bytes], source: str) -> Iterator[Line | Fault]:
    """Read lines; `source` stands in for those that name none. Empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if number > MAX_LINES:
            yield Fault(number, f"It has more than {MAX_LINES:,} lines; split it and try again.")
            return
        if line.strip():
            yield _read(line, number, source)


def _read(line: bytes, number: int, source: str) -> Line | Fault:
    if len(line) > MAX_LINE:
        return Fault(number, f"It is longer than {MAX_LINE:,} bytes.")
    try:
        read = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return Fault(number, "It is no JSON.")
    if not isinstance(read, dict):
        return Fault(number, "It is no JSON object.")
    headline, summary = _text(read, "headline", _HEADLINE), _paragraphs(_text(read, "summary", _TEXT, keep_lines=True))
    if not headline and not summary:
        return Fault(number, "It has neither headline nor summary.")
    return _line(read, number, source, headline or first_sentence(summary)[:_HEADLINE], summary)


def _line(read: dict[str, Any], number: int, source: str, headline: str, summary: str) -> Line:
    issue: dict[str, Any] = read["issue"] if isinstance(read.get("issue"), dict) else {}
    called = _text(issue, "title", _SHORT)
    published_at = _moment(read.get("published_at"))
    name = _text(read, "source", _SOURCE) or source
    days = _days(issue)
    if published_at and not days and not called:
        days = [published_at[:10]]
    item = Item(
        kind=cast(ItemKind, read.get("kind")) if read.get("kind") in _KINDS else "story",
        section=_text(read, "section", _SHORT) or None,
        headline=headline,
        summary=summary,
        url=clean_link(url) if (url := _text(read, "url", 2_000)) else None,
        outlet=_text(read, "outlet", _SOURCE) or None,
        published_at=published_at,
        language=cast(Language, read.get("language")) if read.get("language") in ("en", "zh")
        else language_of(f"{headline} {summary}"),
        position=_number(read.get("position")),
        text=_text(read, "text", _TEXT, keep_lines=True) or f"{headline}\n{summary}",
        links=_links(read.get("other_links")),
    )  # fmt: skip
    return Line(
        number, _id(read.get("id")), _id(read.get("translation_of")), name,
        called or " ".join([name, *(day[:10] for day in days[-1:])]), (days[0], days[-1]) if days else None, item,
        _moment(read.get("seen_at")),
    )  # fmt: skip


def _days(issue: dict[str, Any]) -> list[str]:
    """Give the first and last day of an issue, or when it was published; nothing where it tells neither."""
    period = issue.get("period")
    if isinstance(period, list) and (days := [moment[:10] for day in period if (moment := _moment(day))]):
        return days
    published_at = _moment(issue.get("published_at"))
    return [published_at] if published_at else []


def _text(read: dict[str, Any], key: str, limit: int, *, keep_lines: bool = False) -> str:
    value = read.get(key)
    if not isinstance(value, str):
        return ""
    clean = _CONTROL.sub(" ", value.replace("\r\n", "\n").encode("utf-8", "replace").decode())[:limit]
    return clean.strip() if keep_lines else collapse(clean)


def _paragraphs(text: str) -> str:
    """Tidy a text, keeping where its paragraphs end."""
    return "\n\n".join(tidy for part in _BLANK_LINE.split(text) if (tidy := collapse(part)))


def _links(value: object) -> tuple[str, ...]:
    links = [clean_link(link[:2_000]) for link in value if isinstance(link, str)] if isinstance(value, list) else []
    return tuple(link for link in links[:MOST_LINKS] if link)


def _id(value: object) -> str | None:
    return str(value)[:100] if isinstance(value, int | str) and not isinstance(value, bool) else None


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1_000_000 else 1_000_000


def _moment(value: object) -> str | None:
    """Give a day, or a time in UTC, as the store keeps it; None for anything else."""
    if not isinstance(value, str) or not _DAY.match(value):
        return None
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        moment = datetime.fromisoformat(value)
        return value[:10] if moment.tzinfo is None else f"{moment.astimezone(UTC).isoformat()[:19]}Z"
    except (ValueError, OverflowError):  # no time, or one at the end of all time
        return None


def group_lines(lines: Iterable[Line]) -> list[tuple[Issue, list[Line]]]:
    """Make issues of lines, each with its lines in the order of its items."""
    groups: dict[tuple[str, str, tuple[str, str] | None], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.source, line.issue, line.days].append(line)
    return [_group(*key, sorted(listed, key=_place)) for key, listed in groups.items()]


def _place(line: Line) -> tuple[int, int]:
    return line.item.position, line.number


def _group(source: str, title: str, days: tuple[str, str] | None, listed: list[Line]) -> tuple[Issue, list[Line]]:
    items = tuple(replace(line.item, position=n) for n, line in enumerate(listed))
    places = {line.id: n for n, line in enumerate(listed) if line.id}
    pairs = [(places[line.translates], n) for n, line in enumerate(listed) if line.translates in places]
    is_day = days is not None and days[0] == days[1]
    issue = Issue(
        title=title,
        source=source,
        url=None,
        language=items[0].language,
        published_at=days[0] if days and is_day else None,
        period=days if days and not is_day else None,
        layout=LAYOUT,
        items=items,
        references=(),
        translations=tuple((one, other) for one, other in pairs if items[one].language != items[other].language),
    )
    return issue, listed
