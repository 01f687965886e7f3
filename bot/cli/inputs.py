"""What a command is given to read: files, those in folders, addresses, and standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, cast

import click

from bot.cli.export import begins_with_story, is_lines_file
from bot.cli.reading import own_fetcher
from store.errors import UnreadableDocumentError
from store.parse.bundles import Bundle
from store.parse.documents import MAX_MAIL_BYTES, read_documents
from store.understanding import read_all_fetched

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""How an address begins, also one of a kind that is not read: the fetcher says so."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document to read, and what it is called; without a path or an address it is standard input."""

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


def documents_in(paths: Iterable[str]) -> Iterator[Document]:
    """Give the documents that paths, addresses or "-" stand for; of a folder all its files.

    Raises: click.UsageError for an empty path.
    """
    for given in paths:
        if not given.strip():
            raise click.UsageError("A path is empty; name a file, a folder, an address, or - for standard input.")
        path = Path(given)
        if given == "-":
            yield Document("standard input", None, stream=BufferedReader(cast(RawIOBase, sys.stdin.buffer)))
        elif _SCHEME.match(given) and not path.exists():
            yield Document(given, None, given)
        elif os.path.isdir(path):
            inside = sorted(_files_in(path))
            yield from (Document(str(file), file) for file in inside or [path])
        else:
            yield Document(given, path)


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
