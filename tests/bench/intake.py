"""Stories parsed, tagged and saved, from Markdown issues and from feeds, by processor time; joining is its own row."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from store.db import Store
from store.entities import load_catalogue
from store.feeds import keep_feed
from store.intake import join_stories, keep
from store.names import Names
from store.parse.documents import read_document
from store.parse.entries import Feed
from tests.bench.generate import issues
from tests.bench.table import Timings, megabytes

STORIES = {"small": 1_000, "normal": 10_000, "large": 100_000, "million": 100_000}
JOINED = 2_000
"""Stories that are joined: what joining takes grows with what lies near in time, and is measured for itself."""
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def measure_intake(timings: Timings, folder: Path, size: str) -> None:
    """Measure Markdown issues, then feeds, each into a database of its own."""
    for what, documents in (("Markdown issues", _markdown), ("feeds", _feeds)):
        store = Store(folder / f"{what}.db")
        load_catalogue(store, NOW)
        names = Names(store)
        names.mentions_in("")
        _measure(timings, store, names, what, list(documents(names, STORIES[size])))
        if STORIES[size] <= JOINED:
            begun = time.process_time()
            join_stories(store, NOW)
            timings.add(f"{what}: joining them", [time.process_time() - begun])
        store.close()


def _measure(timings: Timings, store: Store, names: Names, what: str, documents: list[bytes]) -> None:
    seconds, stories, begun = [], 0, time.process_time()
    for data in documents:
        start = time.process_time()
        read = read_document(data)
        if isinstance(read, Feed):
            stories += keep_feed(store, names, read, now=NOW).new
        else:
            with store.transaction() as db:
                stories += keep(db, names, read, now=NOW).new
        seconds.append(time.process_time() - start)
    rate = stories / (time.process_time() - begun)
    timings.add(f"{what}: {stories:,} stories, each", seconds, f"{rate:.0f} a second, {megabytes():.0f} MB")


def _stories(names: Names, stories: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the title and stories (headline, text) of each generated issue."""
    for _, text in issues(list(names.entities()), stories):
        title, _, day, _, _, _, *rows = text.split("\n")
        yield (
            f"{title}, {day}",
            [(headline.split(" · ")[0], body[2:]) for headline, body in zip(rows[::2], rows[1::2], strict=True)],
        )


def _markdown(names: Names, stories: int) -> Iterator[bytes]:
    for number, (title, told) in enumerate(_stories(names, stories)):
        items = "\n\n".join(
            f"- **[{headline}](https://news.example/{number}/{n})** {text}" for n, (headline, text) in enumerate(told)
        )
        yield f"# {title}\n\n## News\n\n{items}\n".encode()


def _feeds(names: Names, stories: int) -> Iterator[bytes]:
    for number, (title, told) in enumerate(_stories(names, stories)):
        day = format_datetime(NOW - timedelta(days=number % 60))
        items = "".join(
            f"<item><title>{escape(headline)}</title><link>https://news.example/{number}/{n}</link>"
            f"<guid>{number}-{n}</guid><pubDate>{day}</pubDate>"
            f"<description>{escape(f'<p>{escape(text)}</p>')}</description></item>"
            for n, (headline, text) in enumerate(told)
        )
        yield f"<rss version='2.0'><channel><title>{escape(title)}</title>{items}</channel></rss>".encode()
