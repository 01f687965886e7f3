"""Copy the database to another file while it is in use. Nothing is stopped, and nobody waits.

The copy is made under another name beside its place, checked, and only then put there: what stands at the place is
whole at every moment, whatever happens meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from store.db import Store
from store.errors import StoreError


def back_up(store: Store, path: Path, *, replace: bool = False) -> int:
    """Copy a store's database to a file, as it is at this moment. Gives the copy's size in bytes.

    Raises: StoreError where the file stands already and is not to be replaced, is the database itself, or cannot be
    written.
    """
    if path.exists() and path.samefile(store.path):
        raise StoreError(f"{path} is the database itself; name another file.")
    if path.exists() and not replace:
        raise StoreError(f"{path} is there already; name another file, or add --replace.")
    part = path.with_name(f"{path.name}.part")
    try:
        _copy(store, part)
        os.replace(part, path)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written ({error}); nothing was changed there.") from error
    return path.stat().st_size


def _copy(store: Store, part: Path) -> None:
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as copy:
        store.db.conn.backup(copy)
        # A copy in write-ahead mode would need a second file beside it to be opened from a read-only place.
        copy.execute("PRAGMA journal_mode = DELETE")
        [found] = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(f"the copy is not whole: {found}")
    with part.open("rb") as file:
        os.fsync(file.fileno())
