"""`tidings backup`: a copy while others write, and what is refused."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from store.backup import back_up
from store.db import Store
from tests.cli.test_cli import Shell
from tests.store.weekly import WEEKLY


def stories_in(path: Path) -> int:
    """Count the stories of a database file, opened read-only."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM stories").fetchone()[0])


def test_a_copy_answers_as_the_database_does(tmp_path: Path) -> None:
    """A copy holds the stories and their search; taking it says how large it is."""
    shell = Shell(tmp_path)
    shell.json("intake", "--json", shell.write("weekly.txt", WEEKLY))
    copy = tmp_path / "copy.db"
    done = shell.run("backup", str(copy))
    assert done.exit_code == 0
    assert f"to {copy} (" in done.stderr
    found = [shell.json("find", "--json", "nvidia", *where)["total"] for where in ((), ("--db", str(copy)))]
    assert found[0] == found[1] > 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]


def test_a_copy_is_whole_while_others_write(tmp_path: Path) -> None:
    """What is committed while a copy is made is in it wholly or not at all, and nobody waits for it."""
    store, done = Store(tmp_path / "t.db"), threading.Event()

    def write() -> None:
        for number in range(300):
            with store.transaction() as db:
                for name in ("first", "second"):
                    row = {"name": f"{name}-{number}", "value": "x" * 2000}
                    db.execute("INSERT INTO settings (name, value) VALUES (:name, :value)", row)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    copies: list[Path] = []
    while not done.is_set():
        path = tmp_path / f"copy-{len(copies)}.db"
        back_up(store, path)
        copies.append(path)
    writer.join()
    for path in copies:
        with sqlite3.connect(path) as connection:
            first, second = (
                connection.execute("SELECT count(*) FROM settings WHERE name LIKE ?", (f"{name}-%",)).fetchone()[0]
                for name in ("first", "second")
            )
        assert first == second
    store.close()


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    """An existing file is replaced only when asked to be; the database itself and a missing folder are refused."""
    shell = Shell(tmp_path)
    shell.json("intake", "--json", shell.write("weekly.txt", WEEKLY))
    kept = tmp_path / "copy.db"
    kept.write_text("mine")
    for words, sentence in (
        ((str(kept),), "is there already; name another file, or add --replace"),
        ((str(tmp_path / "tidings.db"), "--replace"), "is the database itself"),
        ((str(tmp_path / "nowhere" / "copy.db"),), "cannot be written"),
    ):
        refused = shell.run("backup", *words)
        assert refused.exit_code == 1
        assert sentence in refused.stderr
    assert kept.read_text() == "mine"
    assert shell.run("backup", "--replace", str(kept)).exit_code == 0
    assert stories_in(kept) == stories_in(tmp_path / "tidings.db")


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A wrong --db is said, and no empty database appears."""
    refused = Shell(tmp_path).run("backup", str(tmp_path / "copy.db"))
    assert refused.exit_code == 1
    assert "There is no database at" in refused.stderr
    assert list(tmp_path.iterdir()) == []
