"""One SQLite file, one connection for each thread, and the two ways to touch it: read, and transaction.

It holds no query of its own and knows no table. Every read-then-write goes through `Store.transaction`, which begins
*immediate*: a deferred transaction that reads first and writes later is refused when another thread wrote in between
(measured with ten threads: 1,346 of 2,000 locked; immediate, none).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from store.errors import StoreError
from store.schema import migrations

BUSY_SECONDS = 15
"""How long a connection waits for another's write before it gives up."""

_FAILURES = {
    sqlite3.SQLITE_FULL: "The disk that holds {path} is full; free some space and try again.",
    sqlite3.SQLITE_IOERR: "The disk that holds {path} cannot be written or read; check it and try again.",
    sqlite3.SQLITE_READONLY: "The database {path} may not be written; check its permissions.",
    sqlite3.SQLITE_BUSY: "Another process keeps the database {path} locked; try again when it is done.",
}
"""What is wrong outside of us, by SQLite's primary result code (sqlite.org/rescode.html), as the operator reads it."""


DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""SQLite's result codes for a file that is not, or no longer, a database."""


def as_utc(moment: datetime) -> str:
    """Write an aware time as the store keeps it, to the second: `2026-04-15T06:30:00Z`.

    Raises: ValueError for a time without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_utc(text: str) -> datetime:
    """Read a stored time back as an aware one; a bare day is its first moment in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Store:
    """The database file. Safe to share between threads; each gets a connection of its own.

    Raises: StoreError when the file cannot be opened, is no database, or was written by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        # Our own threads take turns here: at SQLite's door one that asks in growing intervals hardly ever gets in while
        # another begins again and again (seen: no message was posted until the last of many editions was composed).
        self._writing = threading.RLock()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise StoreError(f"The database {path} cannot be opened ({error}); {_remedy(error)}.") from error

    @property
    def db(self) -> Database:
        """This thread's connection, for reading. Each statement outside a transaction sees the newest state."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = self._connect()
        return db

    def check(self) -> None:
        """Read something. Raises: sqlite3.Error where the database cannot be read."""
        self.db.execute("SELECT 1 FROM settings LIMIT 1").fetchone()

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Run a block as one immediate transaction: all of it is kept, or none.

        Nesting is a mistake and raises sqlite3.OperationalError. Raises: StoreError where the disk is full or fails,
        the file may not be written, or another process keeps it locked; nothing of the transaction is then kept.
        """
        db = self.db
        try:
            with self._writing:
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.commit()
                except BaseException:
                    db.rollback()
                    raise
        except sqlite3.OperationalError as error:
            if sentence := _FAILURES.get(error.sqlite_errorcode & 0xFF):
                raise StoreError(sentence.format(path=self.path)) from error
            raise

    def close(self) -> None:
        """Close the connections; the store is not to be used afterwards.

        A thread that still lives may be in the middle of a query, and closing its connection then crashes the
        interpreter (seen): its connection is closed when the thread ends.
        """
        with self._lock:
            self._close_unused(but=threading.current_thread())
            self._connections.clear()

    def _close_unused(self, but: threading.Thread | None = None) -> None:
        """Close the connections of threads that have ended, and of one besides."""
        kept = []
        for thread, connection in self._connections:
            if thread is but or not thread.is_alive():
                connection.close()
            else:
                kept.append((thread, connection))
        self._connections = kept

    def _connect(self) -> Database:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        with self._lock:
            self._close_unused()
            self._connections.append((threading.current_thread(), connection))
        _enter_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")  # a post recorded must outlive a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        return Database(connection)

    def _migrate(self) -> None:
        """Bring the file to this version, in one immediate transaction so that two processes may start at once."""
        db = self.db
        known = {migration.name for migration in migrations.pending(Database(memory=True))}
        with self.transaction():
            unknown = [applied.name for applied in migrations.applied(db) if applied.name not in known]
            if unknown:
                raise StoreError(
                    f"The database {self.path} was written by a newer Tidings ({unknown[-1]}); upgrade to open it."
                )
            migrations.apply(db)


def _remedy(error: Exception) -> str:
    """Say what to do about a file that cannot be opened."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED:
        return "name another file, or stop the bot and put a backup in its place"
    return "check the path and its permissions"


def _enter_wal(connection: sqlite3.Connection) -> None:
    """Switch the file to write-ahead logging, which it then keeps.

    SQLite answers "locked" at once, without its busy timeout, while another process is switching the same new file.
    """
    for _ in range(BUSY_SECONDS * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
        else:
            return
    raise sqlite3.OperationalError("it stays locked by another process")
