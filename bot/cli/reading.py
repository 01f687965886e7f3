"""Reading sources from the command line: a few at a time, with a bar, and what came of it in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli.shared import counted, open_store, print_json, utc_now
from bot.settings import fetch_rules, read_environment
from store.db import Store
from store.intake import join_stories
from store.looking import Fetcher, fetcher
from store.names import Names
from store.polling import Polled, due, poll

THREADS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading some sources; those that somebody else was reading are not in it."""

    polled: tuple[Polled, ...]

    @property
    def failed(self) -> list[dict[str, str]]:
        """Which could not be read, and why."""
        return [{"what": one.source.name, "why": str(one.error)} for one in self.polled if one.error]

    @property
    def stories(self) -> dict[str, int]:
        """How many stories they brought, by what they are."""
        return {
            what: sum(getattr(one.brought, what) for one in self.polled) for what in ("new", "changed", "duplicate")
        }

    def as_intake_json(self) -> dict[str, object]:
        """Give the document of `tidings intake`: a source that was read is a document."""
        issues = sum(one.brought.issues for one in self.polled)
        return {"documents": len(self.polled), "issues": issues, "stories": self.stories, "failed": self.failed}

    def summary(self) -> str:
        """Say in a line what all of them brought."""
        counts = ", ".join(f"{count} {what}" for what, count in self.stories.items())
        read = len(self.polled)
        return f"{counted(read, 'source', 'sources')} read; stories: {counts}." if read else "No source is due."

    def lines(self) -> Iterator[str]:
        """Say of each source that was read what it brought."""
        for one in self.polled:
            if one.error is None:
                brought = (
                    f"{one.brought.new} new, {one.brought.changed} changed" if one.outcome == "new" else "nothing new"
                )
                due_at = one.source.next_reading_at
                yield f"{one.source.name}: {brought}; {f'next {due_at}' if due_at else 'it stays paused'}"

    def say_failures(self) -> None:
        """Write on standard error which could not be read."""
        for failure in self.failed:
            click.echo(f"Error: {failure['what']}: {failure['why']}", err=True)


def read_all(store: Store, names: Names, source_ids: Sequence[int], fetch: Fetcher) -> Reading:
    """Read sources now, with a bar on a terminal, then give what they brought its storylines."""
    from rich.console import Console
    from rich.progress import Progress

    now = utc_now()
    with (
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        readings = pool.map(lambda source_id: poll(store, names, source_id, fetch, now), source_ids)
        polled = [*progress.track(readings, total=len(source_ids), description="Reading")]
    join_stories(store, now)
    return Reading(tuple(one for one in polled if one))


def own_fetcher() -> Fetcher:
    """Give what reads addresses by this machine's settings."""
    return fetcher(fetch_rules(read_environment(os.environ)))


def read_due(db_path: Path, *, as_json: bool) -> None:
    """Read every source that is due, as `tidings intake` without a path does."""
    with open_store(db_path) as (store, names):
        reading = read_all(store, names, due(store, utc_now()), own_fetcher())
    if as_json:
        print_json(reading.as_intake_json())
    else:
        click.echo(reading.summary())
        reading.say_failures()
    if reading.failed:
        sys.exit(1)
