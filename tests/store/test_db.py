"""The database file: opening, upgrading, and many threads and processes at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database

from store.db import Store, as_utc, from_utc
from store.errors import StoreError
from store.schema import migrations

NAMES = [migration.name for migration in migrations.pending(Database(memory=True))]


def schema_of(path: Path) -> list[str]:
    """Give the whole schema as SQL, in a stable order."""
    with sqlite3.connect(path) as connection:
        return sorted(row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_a_blank_file_gets_every_migration(tmp_path: Path) -> None:
    """A new file holds all tables, in WAL mode, with foreign keys enforced."""
    store = Store(tmp_path / "new" / "t.db")
    assert [found.name for found in migrations.applied(store.db)] == NAMES
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with pytest.raises(sqlite3.IntegrityError), store.transaction() as db:
        db.execute("INSERT INTO revisions (story_id, replaced_at, headline, summary, text) VALUES (9, '', '', '', '')")
    store.close()


@pytest.mark.parametrize("stop_before", NAMES)
def test_every_earlier_version_upgrades_to_the_same_schema(tmp_path: Path, stop_before: str) -> None:
    """A file of any earlier version ends with exactly the schema of a new one."""
    Store(tmp_path / "new.db").close()
    old = sqlite3.connect(tmp_path / "old.db")
    migrations.apply(Database(old), stop_before=stop_before)
    old.commit()
    old.close()
    Store(tmp_path / "old.db").close()
    assert schema_of(tmp_path / "old.db") == schema_of(tmp_path / "new.db")


def test_migrations_are_append_only() -> None:
    """Migrations are named by number, in order; the released ones keep their names for ever."""
    assert NAMES[:1] == ["0001_first_tables"]
    assert sorted(NAMES) == NAMES


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """A file that a newer version wrote is not touched; the sentence says to upgrade."""
    store = Store(tmp_path / "t.db")
    with store.transaction() as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('tidings', '9999_future')")
    store.close()
    with pytest.raises(StoreError, match="newer Tidings"):
        Store(tmp_path / "t.db")


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    """A file of something else is refused in one sentence and left as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("Not a database at all. " * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(path)
    assert path.read_text().startswith("Not a database")


def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    """Six processes that open a blank file together all succeed, and each migration is applied once."""
    script = "import sys; from pathlib import Path; from store.db import Store; Store(Path(sys.argv[1])).close()"
    path = tmp_path / "t.db"
    root = Path(__file__).parents[2]
    started = [subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=root) for _ in range(6)]
    assert [process.wait(timeout=60) for process in started] == [0] * 6
    with sqlite3.connect(path) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")] == NAMES


def test_ten_threads_lose_nothing(tmp_path: Path) -> None:
    """Read-then-write from ten threads at once neither locks nor loses a count."""
    store = Store(tmp_path / "t.db")

    def count_up() -> None:
        for _ in range(20):
            with store.transaction() as db:
                value = int(db.execute("SELECT value FROM settings WHERE name = 'names_version'").fetchone()[0])
                db.execute("UPDATE settings SET value = ? WHERE name = 'names_version'", [str(value + 1)])

    threads = [threading.Thread(target=count_up) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.db.execute("SELECT value FROM settings WHERE name = 'names_version'").fetchone()[0] == "200"
    store.close()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    """An error inside a transaction undoes all of it, and the connection serves on."""
    store = Store(tmp_path / "t.db")
    with pytest.raises(sqlite3.IntegrityError), store.transaction() as db:
        db.executescript("INSERT INTO seen_events VALUES ('e1', 'x'); INSERT INTO seen_events VALUES ('e1', 'y')")
    with store.transaction() as db:
        assert db.execute("SELECT count(*) FROM seen_events").fetchone()[0] == 0
    store.close()


def test_times_are_utc_to_the_second() -> None:
    """A stored time is UTC and reads back as the same moment; a time without a zone is refused."""
    berlin = datetime(2026, 4, 15, 8, 30, 5, 999, tzinfo=timezone(timedelta(hours=2)))
    assert as_utc(berlin) == "2026-04-15T06:30:05Z"
    assert from_utc(as_utc(berlin)) == berlin.replace(microsecond=0)
    assert from_utc("2026-04-15").isoformat() == "2026-04-15T00:00:00+00:00"
    with pytest.raises(ValueError, match="zone"):
        as_utc(datetime(2026, 4, 15))


def test_closing_leaves_a_query_under_way_alone(tmp_path: Path) -> None:
    """A thread in the middle of a query gets its answer, though the store is closed meanwhile."""
    store, begun, counted = Store(tmp_path / "t.db"), threading.Event(), []

    def count() -> None:
        store.db.conn.create_function("begun", 0, begun.set)
        query = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
        query += "SELECT count(*) FROM n WHERE i > 1 OR begun() IS NULL"
        counted.append(store.db.execute(query).fetchone()[0])
        store.db.conn.close()

    thread = threading.Thread(target=count)
    thread.start()
    begun.wait(5)
    store.close()
    thread.join()
    assert counted == [300_000]


def test_connections_of_ended_threads_are_closed(tmp_path: Path) -> None:
    """Threads that come and go leave no open connections behind."""
    store, seen = Store(tmp_path / "t.db"), []
    for _ in range(2):
        thread = threading.Thread(target=lambda: seen.append(store.db.conn))
        thread.start()
        thread.join()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        seen[0].execute("SELECT 1")
    store.close()
