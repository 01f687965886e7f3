"""`tidings intake` and `tidings parse`: documents of any format taken in, or only read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, cast

import click

from bot.cli.export import begins_with_story, is_lines_file
from bot.cli.reading import own_fetcher, read_due
from bot.cli.shared import counted, json_option, new_database_option, open_store, print_json, utc_now
from store.db import Store
from store.errors import StoreError, TidingsError, UnreadableDocumentError
from store.exporting import Imported, import_stories
from store.feeds import TakenFeed, keep_feed
from store.intake import Taken, join_stories, keep
from store.model import Issue
from store.names import Names
from store.parse import as_json as issue_json
from store.parse.article import LAYOUT as ONE_STORY
from store.parse.bundles import Bundle
from store.parse.documents import MAX_MAIL_BYTES, read_documents
from store.parse.entries import Feed, feed_issue
from store.understanding import read_all_fetched

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""How an address begins, also one of a kind that is not read: the fetcher says so."""

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
    documents = list(_documents(paths))
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
    documents = list(_documents(paths))
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


@dataclass(frozen=True, slots=True)
class _Document:
    what: str
    path: Path | None
    url: str | None = None
    stream: BufferedReader | None = None

    def open_lines(self) -> IO[bytes] | None:
        """Open the document where it is stories as JSON Lines. Raises: UnreadableDocumentError."""
        try:
            if self.path is not None:
                return self.path.open("rb") if is_lines_file(self.path) else None
        except OSError as error:
            raise UnreadableDocumentError(f"It cannot be read ({error.strerror}); check the path.") from error
        return self.stream if self.stream is not None and begins_with_story(self.stream) else None

    def read(self) -> Bundle:
        """Read all that the document holds. Raises: FetchError, UnreadableDocumentError, NothingFoundError."""
        if self.url is not None:
            return read_all_fetched(own_fetcher()(self.url))
        if self.path is None:
            return read_documents(self.stream.read(MAX_MAIL_BYTES + 1) if self.stream else b"")
        try:
            if self.path.is_dir() and os.access(self.path, os.R_OK | os.X_OK):
                raise UnreadableDocumentError("The folder holds no file; give one with documents.")
            with self.path.open("rb") as file:
                data = file.read(MAX_MAIL_BYTES + 1)
        except OSError as error:
            raise UnreadableDocumentError(f"It cannot be read ({error.strerror}); check the path.") from error
        return read_documents(data, name=self.path.name)


def _documents(paths: Iterable[str]) -> Iterator[_Document]:
    for given in paths:
        if not given.strip():
            raise click.UsageError("A path is empty; name a file, a folder, an address, or - for standard input.")
        path = Path(given)
        if given == "-":
            yield _Document("standard input", None, stream=BufferedReader(cast(RawIOBase, sys.stdin.buffer)))
        elif _SCHEME.match(given) and not path.exists():
            yield _Document(given, None, given)
        elif os.path.isdir(path):
            inside = sorted(_files_in(path))
            yield from (_Document(str(file), file) for file in inside or [path])
        else:
            yield _Document(given, path)


def _files_in(folder: Path) -> Iterator[Path]:
    """Give the files under a folder, hidden ones aside, and what cannot be told to be one: reading it says why."""
    closed: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (file for name in files if not name.startswith(".") and _may_be_read(file := Path(root, name)))
    yield from (Path(error.filename) for error in closed)


def _may_be_read(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return True


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


def _take_all(store: Store, names: Names, documents: list[_Document], bars: _Bars) -> _Report:
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
    store: Store, names: Names, document: _Document, bundle: Bundle, report: _Report, now: datetime, part: _Progress
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
    store: Store, names: Names, document: _Document, lines: IO[bytes], report: _Report, now: datetime, part: _Progress
) -> None:
    name = document.path.stem if document.path else document.what
    taken = import_stories(store, names, lines, source=name, now=now, progress=part)
    report.issues |= taken.issues
    report.count(taken)
    report.failed += [{"what": f"{document.what}, line {line}", "why": why} for line, why in taken.failed]


def _say_what_it_holds(document: _Document, bundle: Bundle) -> None:
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
