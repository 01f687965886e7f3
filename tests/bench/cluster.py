"""How fast stories get their storylines with many stored, and what memory that takes.

Of a million stories only those of the days around count, so seven hundred a day are stored, and those of these days are
whole: read, encoded and settled. All others are rows, so that every index has its real size.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from english_words import get_english_words_set

from store import meaning
from store.db import Store
from store.intake import keep
from store.model import Entity, Issue, Item
from store.names import Names
from store.storylining import settle
from tests.bench.table import Timings, megabytes
from tests.bot.database import give_database

SIZES = {"small": (2_000, 300, 200), "normal": (100_000, 3_000, 500), "large": (300_000, 3_000, 500),
         "million": (1_000_000, 6_000, 500)}  # fmt: skip
"""Stories stored, how many of them lie in the days around, and how many are measured."""

TODAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
AROUND = 9
"""Days over which those around are spread."""
A_DAY = 700

_DEEDS = (
    "raises ${n}.{k} million for {w}",
    "and {b} sign a {w} deal over {n} megawatts",
    "cuts the price of {w} by {k}%",
    "sues {b} over {w}",
    "launches {w} for banks",
    "lays off {n} people in {w}",
    "opens a {w} centre in {p}",
)
_THINGS = "storage inference robotics licensing memory tooling search translation safety procurement".split()
_VOCABULARY = 3_000
"""Different words in summaries: with fifty, everything was near to everything in meaning, as no news is."""
_PLACES = "Ohio Texas Norway Japan Paris Munich Seoul Taiwan Dublin Mumbai".split()


def measure_cluster(timings: Timings, folder: Path, size: str) -> None:
    """Measure the settling of new stories, with and without the encoder, and of one that comes alone."""
    stored, around, measured = SIZES[size]
    store = Store(give_database(folder / "cluster.db"))
    try:
        names = Names(store)
        companies = [entity for entity in names.entities() if entity.kind == "company"]
        chance = random.Random(1)
        _store_past(store, stored - around)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _add(store, names, chance, companies, around)
        settle(store, NOW)
        for what in ("by meaning", "on evidence alone"):
            if what == "by meaning" and not meaning.is_installed():
                continue
            _measure(timings, store, names, chance, companies, measured, what)
        _measure(timings, store, names, chance, companies, 1, "one alone")
    finally:
        store.close()


def _measure(
    timings: Timings, store: Store, names: Names, chance: random.Random, companies: list[Entity], count: int, what: str
) -> None:
    from unittest.mock import patch

    _add(store, names, chance, companies, count, is_new=True)
    with patch("store.meaning.is_installed", return_value=what != "on evidence alone" and meaning.is_installed()):
        start, began = time.process_time(), time.perf_counter()
        settle(store, NOW)
        taken = time.process_time() - start
    note = f"{count / taken:,.0f} a second of one core, {megabytes():.0f} MB"
    timings.add(f"settle {count:,} new stories, {what}", [time.perf_counter() - began], note)


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


def _add(
    store: Store, names: Names, chance: random.Random, companies: list[Entity], count: int, *, is_new: bool = False
) -> None:
    for number, items in enumerate(_issues(chance, companies, count, is_new=is_new)):
        title = f"Letter {number} {is_new} {chance.random()}"
        issue = Issue(title, f"Letter {number % 40}", None, "en", str(TODAY), None, "test", items, (), ())
        with store.transaction() as db:
            keep(db, names, issue, now=NOW)


def _issues(chance: random.Random, companies: list[Entity], count: int, *, is_new: bool) -> Iterator[tuple[Item, ...]]:
    """Give issues of 50 items. Half of what is told, some other letter tells too, in other words."""
    for start in range(0, count, 50):
        day = str(TODAY - timedelta(days=0 if is_new else chance.randrange(AROUND)))
        yield tuple(_item(chance, companies, day, n) for n in range(min(50, count - start)))


@cache
def _words() -> list[str]:
    every = sorted(word for word in get_english_words_set(["gcide"], alpha=True, lower=True) if 4 <= len(word) <= 9)
    return random.Random(1).sample(every, _VOCABULARY)


def _item(chance: random.Random, companies: list[Entity], day: str, position: int) -> Item:
    """Write a story: a third of all are about thirty companies, and no two tell the same of one."""
    company = chance.choice(companies[:30] if chance.random() < 0.3 else companies)
    numbers = {"n": chance.randrange(10, 900), "k": chance.randrange(2, 60)}
    values = {"b": chance.choice(companies).name, "w": chance.choice(_THINGS), **numbers}
    headline = f"{company.name} {chance.choice(_DEEDS).format(**values, p=chance.choice(_PLACES))}"
    summary = " ".join(chance.choices(_words(), k=25)).capitalize() + "."
    return Item("story", None, headline, summary, None, None, day, "en", position, f"{headline}\n{summary}")
