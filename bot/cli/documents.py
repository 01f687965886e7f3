"""`tidings intake` and `tidings parse`: documents of any format taken in, or only read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

import click

from bot.cli.inputs import Document, documents_in
from bot.cli.reading import read_due
from bot.cli.shared import counted, json_option, new_database_option, open_store, print_json, utc_now
from store.db import Store
from store.errors import StoreError, TidingsError
from store.exporting import Imported, import_stories
from store.feeds import TakenFeed, keep_feed
from store.intake import Taken, join_stories, keep
from store.model import Issue
from store.names import Names
from store.parse import as_json as issue_json
from store.parse.article import LAYOUT as ONE_STORY
from store.parse.bundles import Bundle
from store.parse.entries import Feed, feed_issue

_Progress = Callable[[float], None]
"""Hears how many documents are done, parts of one counted."""


@click.command(epilog="Example: tidings intake issues/ weekly.md")
@click.argument("paths", nargs=-1, metavar="[PATH|URL|-]...")
@json_option
@new_database_option
def intake(paths: tuple[str, ...], as_json: bool, db_path: Path) -> None:
    """Take documents in: files, folders, addresses, or - for standard input; with none, read every source that is due.

    They may be text, Markdown, HTML, mail (.eml), PDF, RSS, Atom, JSON Feed or stories as JSON Lines (.jsonl, as
    `tidings export` writes them). Taking a document in again changes nothing; one that was edited changes the stories
    that were. Of a mail every newsletter is taken that it says, forwards or carries as a file. What
    cannot be read is named with the reason, the others are taken in, and the exit code is 1.
    """
    if not paths:
        read_due(db_path, as_json=as_json)
        return
    documents = list(documents_in(paths))
    try:
        with open_store(db_path) as (store, names), _bars(len(documents)) as bars:
            report = _take_all(store, names, documents, bars)
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped; what was taken in is kept, and the same command takes in the rest."
        ) from None
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report)
    if report.failed:
        sys.exit(1)


@click.command(epilog="Example: tidings parse --json weekly.md")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|-...")
@json_option
def parse(paths: tuple[str, ...], as_json: bool) -> None:
    """Show what intake would make of a document, saving nothing.

    Several documents, or a mail that carries several, print one JSON document a line with --json.
    """
    documents = list(documents_in(paths))
    failed = False
    for document in documents:
        try:
            bundle = document.read()
            issues = [feed_issue(read) if isinstance(read, Feed) else read for read in bundle.issues]
        except TidingsError as error:
            failed = True
            click.echo(f"Error: {document.what}: {error}", err=True)
            continue
        _say_what_it_holds(document, bundle)
        for part in bundle.unread:
            failed = True
            click.echo(f"Error: {document.what}, {part.name}: {part.error}", err=True)
        for issue in issues:
            if as_json:
                print_json(issue_json(issue), one_line=len(documents) > 1 or len(issues) > 1)
            else:
                _print_issue(issue)
    if failed:
        sys.exit(1)


@dataclass(slots=True)
class _Report:
    documents: int
    issues: set[int] = field(default_factory=set)
    entries: int = 0
    stories: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "duplicate": 0})
    failed: list[dict[str, str]] = field(default_factory=list)

    def count(self, taken: Taken | TakenFeed | Imported) -> None:
        """Add what a document brought."""
        for what in self.stories:
            self.stories[what] += getattr(taken, what)

    def as_json(self) -> dict[str, object]:
        """Give the document of the contract."""
        issues = len(self.issues) + self.entries
        return {"documents": self.documents, "issues": issues, "stories": self.stories, "failed": self.failed}


def _take_all(store: Store, names: Names, documents: list[Document], bars: _Bars) -> _Report:
    """Take documents in, each for itself; then join all their stories.

    Raises: StoreError where the database cannot be written; what was taken in before stays.
    """
    report, now = _Report(len(documents)), utc_now()
    for n, document in enumerate(documents):
        try:
            if (lines := document.open_lines()) is not None:
                with lines:
                    _take_lines(store, names, document, lines, report, now, bars.within(n))
                continue
            _take_bundle(store, names, document, document.read(), report, now, bars.within(n))
        except StoreError:  # it would fail for every document after this one too
            raise
        except TidingsError as error:
            report.failed.append({"what": document.what, "why": str(error)})
        bars.read(n + 1)
    join_stories(store, now, progress=bars.join)
    return report


def _take_bundle(
    store: Store, names: Names, document: Document, bundle: Bundle, report: _Report, now: datetime, part: _Progress
) -> None:
    """Take in all that a document holds, and report which parts of it could not be read."""
    _say_what_it_holds(document, bundle)
    for n, read in enumerate(bundle.issues):
        _take(store, names, read, report, now, _share(part, n, len(bundle.issues)))
    report.failed += [{"what": f"{document.what}, {left.name}", "why": str(left.error)} for left in bundle.unread]


def _share(part: _Progress, before: int, total: int) -> _Progress:
    """Give what hears how far one of several issues is, after some others."""
    return lambda done: part((before + done) / total)


def _take(store: Store, names: Names, read: Issue | Feed, report: _Report, now: datetime, part: _Progress) -> None:
    if isinstance(read, Feed):
        feed = keep_feed(store, names, read, now=now, progress=lambda done: part(done / len(read.entries)))
        report.entries += feed.issues
        report.count(feed)
        return
    with store.transaction() as db:
        taken = keep(db, names, read, now=now)
    report.issues.add(taken.issue_id)
    report.count(taken)


def _take_lines(
    store: Store, names: Names, document: Document, lines: IO[bytes], report: _Report, now: datetime, part: _Progress
) -> None:
    name = document.path.stem if document.path else document.what
    taken = import_stories(store, names, lines, source=name, now=now, progress=part)
    report.issues |= taken.issues
    report.count(taken)
    report.failed += [{"what": f"{document.what}, line {line}", "why": why} for line, why in taken.failed]


def _say_what_it_holds(document: Document, bundle: Bundle) -> None:
    """Say on standard error which issues a mail brought, what was left out of it, and what is one story only."""
    if len(bundle.issues) > 1:
        click.echo(f"{document.what}: {len(bundle.issues)} issues.", err=True)
        for issue in bundle.issues:
            count = len(issue.items) if isinstance(issue, Issue) else len(issue.entries)
            click.echo(f"  {issue.title}: {counted(count, 'story', 'stories')}", err=True)
    elif isinstance(issue := bundle.issues[0], Issue) and issue.layout == ONE_STORY:
        click.echo(f"{document.what}: taken as one story, for nothing in it repeats as stories do.", err=True)
    for words in bundle.aside:
        click.echo(f"{document.what}: left out {words}.", err=True)


@dataclass(slots=True)
class _Bars:
    """What has been done: documents read of all there are, then stories joined of all that wait. Neither goes back."""

    read: _Progress
    join: Callable[[int, int], None]

    def within(self, before: int) -> _Progress:
        """Give what hears how far one document is, after some others."""
        return lambda part: self.read(before + part)


@contextmanager
def _bars(documents: int) -> Iterator[_Bars]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        reading = progress.add_task("Documents", total=documents)
        joining = progress.add_task("Stories joined", total=None, visible=False)
        yield _Bars(
            read=lambda done: progress.update(reading, completed=done),
            join=lambda done, total: progress.update(joining, completed=done, total=total, visible=True),
        )


def _print_report(report: _Report) -> None:
    issues = len(report.issues) + report.entries
    counts = ", ".join(f"{count} {what}" for what, count in report.stories.items())
    documents = counted(report.documents, "document", "documents")
    failed = f"; {len(report.failed)} failed" if report.failed else ""
    click.echo(f"{documents}, {counted(issues, 'issue', 'issues')}; stories: {counts}{failed}.")
    for failure in report.failed:
        click.echo(f"Error: {failure['what']}: {failure['why']}", err=True)


def _print_issue(issue: Issue) -> None:
    about = " · ".join(part for part in (issue.source, issue.published_at or " – ".join(issue.period or ())) if part)
    click.echo(f"{issue.title}\n  {about} ({issue.layout})")
    for item in issue.items:
        credit = " · ".join(part for part in (item.section, item.outlet, item.published_at) if part)
        click.echo(f"{item.position:>3} {item.kind:<9} {item.headline}" + (f"\n    {credit}" if credit else ""))
