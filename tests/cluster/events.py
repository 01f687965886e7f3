"""The table of events: reports that outlets wrote independently in two languages, and translations among them.

Every second event is held apart: gates were set on the others, `half` 0, and are judged on `half` 1. Of files named
`_set_` or `_apart_` all events are of the one or the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from store.db import Store
from store.intake import keep
from store.model import Issue, Item, Language
from store.names import Names
from store.storylining import settle

NOW = datetime(2026, 6, 20, 6, 0, tzinfo=UTC)
OUTLETS = {
    "H": "Harbour Dispatch",
    "C": "Chipwright Daily",
    "L": "Lakeside Courier",
    "M": "Morning Ledgerline",
    "B": "北方科技报",
    "Y": "云上观察",
    "J": "晨间财讯录",
    "X": "芯闻手记",
    "P": "Parallel Weekly",
    "W": "平行周报",
}
"""P and W are one weekly in two languages: every report that has a translation in the table, and the translations."""


@dataclass(frozen=True, slots=True)
class Written:
    """One report of the table. `translates` is the report before it, where it is its translation."""

    event: str
    half: int
    outlet: str
    day: str
    headline: str
    summary: str
    translates: str | None

    @property
    def language(self) -> Language:
        """The language that its outlet writes."""
        return "en" if self.outlet in "HCLMP" else "zh"

    @property
    def id(self) -> str:
        """What names the report in the table."""
        return f"{self.outlet}{self.day} {self.headline}"


def read_events(*names: str) -> list[Written]:
    """Read files of the table, by default all."""
    folder = Path(__file__).parent
    files = [folder / name for name in names] or sorted(folder.glob("events_*.txt"))
    return [report for file in files for report in _read(file)]


def _read(file: Path) -> list[Written]:
    event, half, last = "", 1, None
    whole = 1 if "_apart_" in file.name else 0 if "_set_" in file.name else None
    found: list[Written] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("@"):
            event, half, last = line[1:].strip(), 1 - half if whole is None else whole, None
        elif line and not line.startswith("#"):
            outlet, day, headline, summary = line.removeprefix("=").split("|")
            if line.startswith("=") and last is not None:
                first, second = ("P", "W") if outlet in "BYJX" else ("W", "P")
                original = replace(last, outlet=first)
                found[-1] = original
                found.append(Written(event, half, second, day, headline, summary, original.id))
            else:
                found.append(Written(event, half, outlet, day, headline, summary, None))
            last = found[-1]
    return found


def take_in_all(store: Store, names: Names, reports: Iterable[Written], *, settled: bool = True) -> dict[int, Written]:
    """Take reports in, one issue an outlet and day, and settle them. Gives the report of each story id."""
    issues: dict[tuple[str, str], list[Written]] = defaultdict(list)
    for report in reports:
        issues[report.outlet, _issue_day(report)].append(report)
    for (outlet, day), listed in issues.items():
        with store.transaction() as db:
            keep(db, names, _issue(outlet, day, listed), now=NOW)
    if settled:
        settle(store, NOW)
    told = {(report.outlet, report.day, report.headline): report for report in reports}
    rows = store.db.execute(
        "SELECT s.id, i.name, s.published_at, s.headline FROM stories s"
        " JOIN issues n ON n.id = s.issue_id JOIN sources i ON i.id = n.source_id"
    )
    letters = {name: letter for letter, name in OUTLETS.items()}
    return {story: told[letters[name], day, headline] for story, name, day, headline in rows}


def _issue_day(report: Written) -> str:
    """Give the day of a report's issue: a daily's own, or the Sunday of a weekly."""
    day = date.fromisoformat(report.day)
    return (day + timedelta(days=6 - day.weekday())).isoformat() if report.outlet in "PW" else report.day


def _issue(outlet: str, day: str, listed: list[Written]) -> Issue:
    items = tuple(_item(report, n) for n, report in enumerate(listed))
    name = OUTLETS[outlet]
    return Issue(f"{name} {day}", name, None, listed[0].language, day, None, "test", items, (), ())


def _item(report: Written, position: int) -> Item:
    text = f"{report.headline}\n{report.summary}"
    return Item("story", None, report.headline, report.summary, None, None, report.day, report.language, position, text)
