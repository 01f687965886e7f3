"""An edition from a large window of a large store, whose rows are made by SQL; nothing is taken in for it.

Every fiftieth story begins an issue, which also has a takeaway; two stories in three share their storyline with the
next; each names two of the catalogue's entities and every other one of eight that are always in the news, and states a
figure or two. The window's stories came in the last seven days, all others before. The channel favours two of the eight
with what is narrower and leaves out another, was told of three editions before, and takes all its window at once.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.blocks.roundups import messages_of
from store.db import Store
from store.digest import preview
from store.digest_settings import set_digest
from store.entities import load_catalogue
from store.model import Asker, Product
from store.names import Names
from tests.bench.table import Timings

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
STORIES = {"small": (20_000, 2_000, 20), "normal": (100_000, 20_000, 20), "large": (300_000, 20_000, 50),
           "million": (1_000_000, 20_000, 100)}  # fmt: skip
"""Stories in the store, those in the channel's window, and how often it is composed."""

LARGE = ("openai", "nvidia", "chips", "crypto", "microsoft", "anthropic", "google", "regulation")
"""What half of all stories name."""

ASKER = Asker("T1", "U1", "C1")

_NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :stories)"
_FILL = (
    """INSERT INTO sources (id, name, key, added_at) SELECT value, 'Letter ' || value, 'letter' || value, ''
       FROM json_each('[1,2,3,4,5,6,7,8]')""",
    f"""{_NUMBERS} INSERT INTO issues (id, source_id, key, title, language, layout, text, taken_at, published_at)
        SELECT i, i % 8 + 1, i, 'Issue ' || i, iif(i % 2, 'en', 'zh'), 'cards', '',
          '', date(:day, '-' || ((:stories - i * 50) * 7 / :window) || ' days')
        FROM n WHERE i <= :stories / 50 + 1""",
    f"{_NUMBERS} INSERT INTO storylines (id, made_at, lead_id) SELECT i, '', i FROM n",
    f"""{_NUMBERS} INSERT INTO stories (id, issue_id, kind, section, headline, summary, url, outlet, outlet_key,
          published_at, effective_at, language, position, headline_key, text, seen_at, storyline_id)
        SELECT i, i / 50 + 1, CASE i % 50 WHEN 0 THEN 'takeaway' WHEN 1 THEN 'quick_hit' ELSE 'story' END,
          iif(i % 3, 'Section ' || (i % 7), NULL),
          'Report ' || (i * 7919 % 99991) || ' on thing ' || (i * 104729 % 9973),
          'It was said on day ' || (i % 300) || '. Somebody denied it. ' || printf('%.*c', 200, 'y'),
          'https://n.example/' || i, 'Outlet ' || (i % 40), 'outlet' || (i % 40), NULL,
          date(:day, '-' || ((:stories - i) * 7 / :window) || ' days'), iif(i / 50 % 2, 'zh', 'en'), i % 50, 'r' || i,
          printf('%.*c', 500, 'x'), date(:day, '-' || ((:stories - i) * 7 / :window) || ' days') || 'T09:00:00Z',
          i - iif(i % 3 = 2, 1, 0) FROM n""",
    f"""{_NUMBERS} INSERT OR IGNORE INTO mentions (story_id, entity_id, words, start, how)
        SELECT i, (i * 31 + k.value * 17) % (SELECT count(*) FROM entities) + 1, 'thing', k.value * 8, 'named'
        FROM n, json_each('[0,1]') k""",
    f"""{_NUMBERS} INSERT OR IGNORE INTO mentions (story_id, entity_id, words, start, how)
        SELECT i, e.id, 'thing', 16, 'named' FROM n
        JOIN json_each(:large) k ON k.key = i / 2 % 8 JOIN entities e ON e.slug = k.value WHERE i % 2""",
    f"""{_NUMBERS} INSERT INTO figures (story_id, words, start, kind, unit, low, high, bound, of, entity_id)
        SELECT i, '$' || (i % 977) || ' million', 30, 'money', 'USD', (i % 977) * 1e6, (i % 977) * 1e6, 'exact',
          iif(i % 4, 'revenue', NULL), iif(i % 5, (i * 31) % 3000 + 1, NULL) FROM n WHERE i % 3""",
)


def measure_edition(timings: Timings, folder: Path, size: str) -> None:
    """Measure composing and writing a channel's edition, and a roundup; the processor's time beside the clock's."""
    stories, window, times = STORIES[size]
    store = Store(folder / "edition.db")
    try:
        _fill(store, stories, window)
        Names(store).warm_up()  # as the bot does when it starts
        for product in ("daily", "roundup"):
            _measure(timings, store, product, times, f"of {window:,} of {stories:,} stories")
    finally:
        store.close()


def _fill(store: Store, stories: int, window: int) -> None:
    load_catalogue(store, NOW)
    set_digest(store, team="T1", channel="C1", person="U1", now=NOW, at="08:30", stories=8, favour=("chips", "nvidia"),
               leave_out=("crypto",))  # fmt: skip
    values = {"stories": stories, "window": window, "large": json.dumps(LARGE), "day": "2026-10-31"}
    store.db.execute("PRAGMA foreign_keys = OFF")  # storylines and stories point at each other
    with store.transaction() as db:
        for name in _triggers(db):
            db.execute(f"DROP TRIGGER {name}")  # no story waits for anything: they are as if settled and compared
        for statement in _FILL:
            db.execute(statement, {name: value for name, value in values.items() if f":{name}" in statement})
        db.execute("DELETE FROM unsettled")
        db.execute("DELETE FROM uncompared")
        _tell_before(db, stories - window)
    store.db.execute("ANALYZE")


def _triggers(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]


def _tell_before(db: Database, until: int) -> None:
    """Put three editions of a hundred slots each behind the channel, the last of which ends where its window begins."""
    for n in range(3):
        db.execute(
            """INSERT INTO editions (id, uid, channel_id, product, period, due_at, give_up_at, language, since_at,
                 until_at, since_story, until_story, state, claimed_at, posted_at)
               VALUES (:n, :n, 1, 'daily', :n, '', '', 'en', '', '2026-10-31T08:30:00Z', 0, :until, 'done', '', '')""",
            {"n": n + 1, "until": until - 2 + n},
        )
        db.execute(
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
               INSERT INTO slots (edition_id, n, part, storyline_id, story_id)
               SELECT :edition, i, 'rest', :until - i * 3 - :edition, :until - i * 3 - :edition FROM n""",
            {"edition": n + 1, "until": until},
        )


def _measure(timings: Timings, store: Store, product: Product, times: int, what: str) -> None:
    seconds, busy = [], []
    for _ in range(times):
        start, began = time.perf_counter(), time.process_time()
        edition = preview(store, asker=ASKER, now=NOW, product=product)  # type: ignore[arg-type]
        messages_of(edition)
        seconds.append(time.perf_counter() - start)
        busy.append(time.process_time() - began)
    timings.add(f"a {product} edition {what}", seconds)
    timings.add(f"a {product} edition {what}, processor time", busy)
