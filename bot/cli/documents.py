"""`tidings intake` and `tidings parse`: documents taken in, or only read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli.shared import database_option, json_option, open_store, print_json, utc_now
from store.db import Store
from store.errors import TidingsError, UnreadableDocumentError
from store.intake import take_in
from store.model import Issue
from store.names import Names
from store.parse import as_json as issue_json
from store.parse import decode
from store.parse import parse as parse_document

SUFFIXES = (".md", ".markdown", ".txt")
MAX_BYTES = 10_000_000
"""The largest document that is read; an issue of a newsletter is a hundredth of it."""


@click.command(epilog="Example: tidings intake issues/ weekly.md")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|-...")
@json_option
@database_option
def intake(paths: tuple[str, ...], as_json: bool, db_path: Path) -> None:
    """Take documents in: .txt and .md files, folders of them, or - for standard input.

    Taking a document in again changes nothing; one that was edited changes the stories that were. A document that
    cannot be read is named with the reason, the others are taken in, and the exit code is 1.
    """
    with open_store(db_path) as (store, names):
        report = _take_all(store, names, list(_documents(paths)))
    if as_json:
        print_json(report)
    else:
        _print_report(report)
    if report["failed"]:
        sys.exit(1)


@click.command(epilog="Example: tidings parse --json weekly.md")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|-...")
@json_option
def parse(paths: tuple[str, ...], as_json: bool) -> None:
    """Show what intake would make of a document, saving nothing.

    Several documents print one JSON document a line with --json.
    """
    documents = list(_documents(paths))
    failed = False
    for document in documents:
        try:
            issue = parse_document(document.text(), name=document.name)
        except TidingsError as error:
            failed = True
            click.echo(f"Error: {document.what}: {error}", err=True)
            continue
        if as_json:
            print_json(issue_json(issue), one_line=len(documents) > 1)
        else:
            _print_issue(issue)
    if failed:
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class _Document:
    what: str
    path: Path | None

    @property
    def name(self) -> str | None:
        return self.path.name if self.path else None

    def text(self) -> str:
        """Read the document. Raises: UnreadableDocumentError."""
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if self.path is None else self._bytes(self.path)
        if len(data) > MAX_BYTES:
            raise UnreadableDocumentError(f"It is larger than {MAX_BYTES // 1_000_000} MB; split it and try again.")
        return decode(data)

    def _bytes(self, path: Path) -> bytes:
        if path.is_dir():
            raise UnreadableDocumentError(f"It holds no {' or '.join(SUFFIXES)} file.")
        if path.suffix.lower() not in SUFFIXES:
            raise UnreadableDocumentError(f"It is no {', '.join(SUFFIXES)} file; save it as text or Markdown first.")
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise UnreadableDocumentError(f"It cannot be read ({error.strerror}); check the path.") from error


def _documents(paths: Iterable[str]) -> Iterator[_Document]:
    for given in paths:
        path = Path(given)
        if given == "-":
            yield _Document("standard input", None)
        elif path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            yield from (_Document(str(file), file) for file in inside or [path])
        else:
            yield _Document(given, path)


def _take_all(store: Store, names: Names, documents: list[_Document]) -> dict[str, object]:
    from rich.console import Console
    from rich.progress import Progress

    stories = {"new": 0, "changed": 0, "duplicate": 0}
    issues, failed = set(), []
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        for document in progress.track(documents, description="Taking in"):
            try:
                taken = take_in(store, names, document.text(), now=utc_now(), name=document.name)
            except TidingsError as error:
                failed.append({"what": document.what, "why": str(error)})
                continue
            issues.add(taken.issue_id)
            for what in stories:
                stories[what] += getattr(taken, what)
    return {"documents": len(documents), "issues": len(issues), "stories": stories, "failed": failed}


def _print_report(report: dict[str, object]) -> None:
    stories, failed = report["stories"], report["failed"]
    assert isinstance(stories, dict)
    assert isinstance(failed, list)
    counts = ", ".join(f"{count} {what}" for what, count in stories.items())
    click.echo(f"{report['documents']} documents, {report['issues']} issues; stories: {counts}.")
    for failure in failed:
        click.echo(f"Error: {failure['what']}: {failure['why']}", err=True)


def _print_issue(issue: Issue) -> None:
    about = " · ".join(part for part in (issue.source, issue.published_at or " – ".join(issue.period or ())) if part)
    click.echo(f"{issue.title}\n  {about} ({issue.layout})")
    for item in issue.items:
        credit = " · ".join(part for part in (item.section, item.outlet, item.published_at) if part)
        click.echo(f"{item.position:>3} {item.kind:<9} {item.headline}" + (f"\n    {credit}" if credit else ""))
