"""Write stories as JSON Lines and take them in again, so that they can be moved, studied or tried elsewhere.

An export holds what the whole workspace may see. Taken in again, ids are the file's own and only tell which story
translates which; names, figures and storylines are found anew. Two stories of one issue that the file calls
translations are, and so are two of different issues.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from store.db import Store, as_utc
from store.export_rows import exported, named_by
from store.figure_rows import figures_of
from store.figures import as_json as figure_json
from store.intake import keep
from store.model import Asker, Figure
from store.names import Names
from store.parse.json_lines import Fault, Line, group_lines, read_lines
from store.stories import set_translation

_AT_ONCE = 500


def export_stories(store: Store, *, since: str | None = None, source: str | None = None) -> Iterator[dict[str, object]]:
    """Give every story that the workspace may see as a document, oldest row first, a few hundred at a time in memory.

    `since` is the first day of those wanted (by date of the story, else of its issue), `source` the name of a source.
    """
    after = 0
    while rows := exported(store.db, Asker(), after, _AT_ONCE, since=since, source=source):
        ids = [int(str(row["id"])) for row in rows]
        named, figures = named_by(store.db, ids), figures_of(store.db, ids)
        for row in rows:
            yield _document(row, named.get(int(str(row["id"])), []), figures.get(int(str(row["id"])), ()))
        after = ids[-1]


def _document(row: dict[str, object], named: list[dict[str, object]], figures: tuple[Figure, ...]) -> dict[str, object]:
    days = [row.pop("period_from"), row.pop("period_to")]
    issue = {"title": row.pop("title"), "published_at": row.pop("issue_at"), "period": days if all(days) else None}
    row["other_links"] = json.loads(str(row["other_links"] or "[]"))
    told = {"entities": named, "figures": [figure_json(figure) for figure in figures]}
    return {**row, "lead": bool(row["lead"]), **told, "issue": issue}


@dataclass(slots=True)
class Imported:
    """What a file of lines brought; `failed` are its bad lines, by number, with the reason."""

    issues: set[int] = field(default_factory=set)
    new: int = 0
    changed: int = 0
    duplicate: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)


def import_stories(
    store: Store,
    names: Names,
    lines: Iterable[bytes],
    *,
    source: str,
    now: datetime,
    progress: Callable[[float], None] | None = None,
) -> Imported:
    """Take in stories from JSON Lines, an issue at a time; `join_stories` comes after it.

    `source` stands in for lines that name none; `progress` hears which part is done.
    """
    report, read = Imported(), list(read_lines(lines, source))
    report.failed += [(line.number, line.why) for line in read if isinstance(line, Fault)]
    rows: dict[str, int] = {}
    groups = group_lines(line for line in read if isinstance(line, Line))
    for done, (issue, listed) in enumerate(groups, start=1):
        days = issue.published_at or "/".join(issue.period or ())
        with store.transaction() as db:
            taken = keep(db, names, issue, now=now, key=f"json lines {issue.title} {days}", seen_at=_seen(listed, now))
        report.issues.add(taken.issue_id)
        report.new += taken.new
        report.changed += taken.changed
        report.duplicate += taken.duplicate
        rows |= {line.id: story for line, story in zip(listed, taken.story_ids, strict=True) if line.id}
        if progress:
            progress(done / len(groups))
    _join_translations(store, (line for _, listed in groups for line in listed), rows)
    return report


def _seen(listed: list[Line], now: datetime) -> dict[int, str]:
    """Give when stories were first seen, by position: what was seen long ago elsewhere is no news here."""
    latest = as_utc(now)
    return {n: min(line.seen_at, latest) for n, line in enumerate(listed) if line.seen_at and "T" in line.seen_at}


def _join_translations(store: Store, lines: Iterable[Line], rows: dict[str, int]) -> None:
    """Note which stories of different issues translate each other."""
    with store.transaction() as db:
        for line in lines:
            story, original = rows.get(line.id or ""), rows.get(line.translates or "")
            if story is not None and original is not None and story != original:
                set_translation(db, story, original)
