"""What the verbs share: the database option, opening a desk's store and names, and printing JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from bot.settings import database_path, read_environment
from store.db import Store
from store.entities import load_catalogue
from store.errors import StoreError, UnreadableDocumentError
from store.model import Story
from store.names import Names
from store.parse.documents import MAX_BYTES
from store.rereading import note_rules

_LONGEST_ID = 19
"""Digits from which a number may be too large for SQLite."""

_F = TypeVar("_F", bound=Callable[..., Any])


def database_option(command: _F) -> _F:
    """Add `--db PATH`, else `TIDINGS_DB`, else the user's data folder; a file that is named must be there.

    For what reads or changes what is there already: a slip in a path makes no new, empty database.
    """
    return _database_option(_check_there)(command)


def new_database_option(command: _F) -> _F:
    """Add `--db PATH` as `database_option` does, for a verb that makes the file where there is none."""
    return _database_option(None)(command)


def _database_option(check: Callable[[click.Context, click.Parameter, Path], Path] | None) -> Callable[[_F], _F]:
    return click.option(
        "--db",
        "db_path",
        type=click.Path(path_type=Path, dir_okay=False),
        default=lambda: database_path(read_environment(os.environ)),
        show_default="TIDINGS_DB, else the user's data folder",
        help="The database file.",
        callback=check,
    )


def _check_there(context: click.Context, option: click.Parameter, path: Path) -> Path:
    """Give a path that is there, or that nobody named: that one is made on first use. Raises: StoreError."""
    is_named = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    if is_named and not path.exists():
        raise StoreError(
            f"There is no database at {path}; check --db, or make one with: tidings intake --db {path} FILE"
        )
    return path


class _StoryId(click.ParamType[int]):
    """A story's id: a whole number from 1, of a size that the database can hold."""

    name = "story"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read an id. Raises: UsageError in one sentence."""
        text = str(value)
        if text.isascii() and text.isdecimal() and int(text[:_LONGEST_ID]) > 0 and len(text) < _LONGEST_ID:
            return int(text)
        raise click.UsageError(f"{text} is no story's id, which is a number such as 42 (tidings find --json).", ctx)


STORY = _StoryId()


def json_option(command: _F) -> _F:
    """Add `--json`: one JSON document on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")(command)


@contextmanager
def open_store(path: Path) -> Iterator[tuple[Store, Names]]:
    """Open a store with the catalogue loaded, and close it afterwards."""
    store = Store(path)
    try:
        load_catalogue(store, utc_now())
        note_rules(store)
        yield store, Names(store)
    finally:
        store.close()


def utc_now() -> datetime:
    """Read the clock: the command line is one of its few readers."""
    return datetime.now(UTC)


def print_json(document: object, *, one_line: bool = False) -> None:
    """Print a document on standard output, indented for people unless it is one of many lines."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=None if one_line else 2))


def counted(number: int, one: str, many: str) -> str:
    """Write how many of something there are."""
    return f"{number} {one if number == 1 else many}"


def story_line(story: Story) -> str:
    """Write a story as one line: its id, headline, who reported it, and its day."""
    return f"{story.id} {story.headline} ({story.outlet or story.source}, {story.effective_at[:10]})"


def read_lines() -> Iterator[str]:
    """Give the texts on standard input, one a line, as they come."""
    for line in sys.stdin:
        if text := line.strip():
            yield text


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for `-`. Raises: UnreadableDocumentError."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableDocumentError(f"{path} cannot be read ({error.strerror}); check the path.") from error
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB.")
    return data
