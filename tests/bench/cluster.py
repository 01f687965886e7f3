"""How fast stories get their storylines with many stored, and what memory that takes.

Of a million stories only those of the days around count, so seven hundred a day are stored, and those of these days are
whole: read, encoded and settled. All others are rows, so that every index has its real size. The first settling by
meaning loads the encoder; each begins with reading the window, a quarter of a second for six thousand reports.
"""

from __future__ import annotations

import random
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from store import meaning
from store.db import Store
from store.evidence_rows import sizes
from store.intake import keep
from store.model import Issue, Item
from store.names import Names
from store.storylining import settle
from tests.bench.news import Report, reports
from tests.bench.table import Timings, megabytes
from tests.bot.database import give_database

SIZES = {"small": (2_000, 300, 200), "normal": (100_000, 3_000, 500), "large": (300_000, 3_000, 500),
         "million": (1_000_000, 6_000, 500)}  # fmt: skip
"""Stories stored, how many of them lie in the days around, and how many are new."""

TODAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
AROUND = 9
"""Days over which those around are spread."""
A_DAY = 700


def measure_cluster(timings: Timings, folder: Path, size: str) -> None:
    """Measure the settling of the stories around, of new ones and of one alone, without the encoder and with it."""
    stored, around, new = SIZES[size]
    past = give_database(folder / "past.db")
    with closing(Store(past)) as store:
        _store_past(store, stored - around)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for how in ("on evidence alone", "by meaning"):
        if how == "on evidence alone" or meaning.is_installed():
            with (
                closing(Store(Path(shutil.copy(past, folder / "cluster.db")))) as store,
                patch("store.meaning.is_installed", return_value=how == "by meaning"),
            ):
                _measure(timings, store, (around, new, 1), how)


def _measure(timings: Timings, store: Store, counts: Sequence[int], how: str) -> None:
    """Settle stories that came in one after another, so many each time."""
    names = Names(store)
    told = iter(_reports(store, names, sum(counts)))
    for count in counts:
        _add(store, names, islice(told, count))
        start, began = time.process_time(), time.perf_counter()
        settle(store, NOW)
        taken = time.process_time() - start
        note = f"{count / taken:,.0f} a second of one core, {megabytes():.0f} MB"
        timings.add(f"settle {count:,} {how}", [time.perf_counter() - began], note)


def _store_past(store: Store, count: int) -> None:
    """Store stories of the past as rows, seven hundred a day, each in a storyline of its own."""
    with store.transaction() as db:
        db.execute("INSERT INTO sources (name, key, added_at) VALUES ('Past', 'past', '2020-01-01T00:00:00Z')")
        db.execute(
            """INSERT INTO issues (source_id, key, title, language, layout, text, taken_at)
               VALUES (1, 'past', 'Past', 'en', 'test', '', '2020-01-01T00:00:00Z')"""
        )
        numbers = f"WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})"
        db.execute(f"{numbers} INSERT INTO storylines (id, made_at) SELECT n, '2020-01-01' FROM n WHERE {count} > 0")
        day = f"date('{TODAY - timedelta(days=AROUND + 30)}', '-' || (n / {A_DAY}) || ' days')"
        db.execute(
            f"""{numbers} INSERT INTO stories (id, issue_id, kind, headline, summary, effective_at, published_at,
                 language, position, headline_key, text, seen_at, storyline_id)
                SELECT n, 1, 'story', 'Past story ' || n, '', {day}, {day}, 'en', n, 'paststory' || n, '', {day}, n
                FROM n WHERE {count} > 0"""
        )
        ordinal = (TODAY - timedelta(days=AROUND + 30)).toordinal()
        db.execute(
            f"""{numbers} INSERT INTO evidence (story_id, audience_id, issue_id, source_id, first_day, last_day, facts)
                SELECT n, 1, 1, 1, {ordinal} - n / {A_DAY}, {ordinal} - n / {A_DAY}, '{{}}' FROM n WHERE {count} > 0"""
        )


def _reports(store: Store, names: Names, count: int) -> list[Report]:
    """Make reports of the last days, about the companies that we know most of above all."""
    known = sizes(store.db).related
    companies = [entity for entity in names.entities() if entity.kind == "company"]
    by_size = sorted(companies, key=lambda entity: -known.get(entity.id, 0))
    return reports(random.Random(1), [entity.name for entity in by_size], count, AROUND)


def _add(store: Store, names: Names, told: Iterable[Report]) -> None:
    """Take reports in, those of a letter and day as an issue."""
    issues: dict[tuple[int, int], list[Report]] = defaultdict(list)
    for report in told:
        issues[report.letter, report.day].append(report)
    for number, ((letter, since), inside) in enumerate(issues.items()):
        day = str(TODAY - timedelta(days=AROUND - 1 - since))
        items = tuple(
            Item("story", None, one.headline, one.summary, None, None, day, "en", n, f"{one.headline}\n{one.summary}")
            for n, one in enumerate(inside)
        )
        title = f"Number {number} of {len(issues)}, {inside[0].headline}"
        issue = Issue(title, f"Letter {letter}", None, "en", day, None, "test", items, (), ())
        with store.transaction() as db:
            keep(db, names, issue, now=NOW)
