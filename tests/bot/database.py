"""A database with the catalogue and the sample issue in it, made once and copied: making it takes a second."""

from __future__ import annotations

import functools
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from bot.clock import utc_now
from store.db import Store
from store.entities import load_catalogue
from store.intake import take_in
from store.names import Names
from store.rereading import note_rules


def give_database(path: Path, *, with_sample: bool = False) -> Path:
    """Put a database at a path, with the catalogue, and with the sample if asked for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(_made(with_sample=with_sample), path))


@functools.cache
def _made(*, with_sample: bool) -> Path:
    path = Path(_folder().name) / f"{with_sample}.db"
    store = Store(path)
    load_catalogue(store, utc_now())
    note_rules(store)
    if with_sample:
        sample = resources.files("bot.workspace").joinpath("sample.md").read_text("utf-8")
        take_in(store, Names(store), sample, now=utc_now(), name="sample.md")
    store.close()  # the last connection: SQLite puts its log away, so that the file is all
    return path


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()
