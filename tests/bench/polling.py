"""Sources read through a server on this machine: all new, one new entry each, and nothing new."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

from bot.polling import THREADS
from store.db import Store
from store.entities import load_catalogue
from store.fetch import FetchRules
from store.looking import Finding, fetcher
from store.names import Names
from store.polling import poll
from store.source_rows import list_sources
from store.sourcing import add
from tests.bench.table import Timings, megabytes

NUMBERS = {"small": 50, "normal": 500, "large": 2_000, "million": 2_000}
NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def measure_polling(timings: Timings, folder: Path, size: str) -> None:
    """Measure reading all sources in three turns; joining what they bring into storylines is a step of its own."""
    number, store = NUMBERS[size], Store(folder / "tidings.db")
    load_catalogue(store, NOW)
    names = Names(store)
    names.entities()
    with _server() as port:
        for n in range(number):
            url = f"http://127.0.0.1:{port}/{n}"
            add(store, Finding(url, "feed", f"Wire {n}", None, "en", (), 0), person=None, now=NOW)
        rules = FetchRules(allowed_hosts=frozenset({f"127.0.0.1:{port}"}))
        for turn, what in enumerate(("ten new stories each", "one new story each", "nothing new (304)")):
            turned = min(turn, 1)
            urlopen(f"http://127.0.0.1:{port}/turn/{turned}").close()
            _measure(timings, store, names, rules, f"{number} sources, {what}", NOW + timedelta(hours=turn))
    store.close()


def _measure(timings: Timings, store: Store, names: Names, rules: FetchRules, what: str, now: datetime) -> None:
    ids, read = [source.id for source in list_sources(store.db)], fetcher(rules)
    begun, worked = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(THREADS) as pool:
        polled = [one for one in pool.map(lambda source_id: poll(store, names, source_id, read, now), ids) if one]
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    failed = [str(one.error) for one in polled if one.error]
    if failed or len(polled) != len(ids):
        raise SystemExit(f"{len(failed)} sources were not read: {failed[:3]}")
    stories = sum(one.brought.new for one in polled)
    timings.add(f"{what}: {stories} stories", [seconds], f"{worked:.1f} s CPU, {megabytes():.0f} MB")


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.feed_server"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()
