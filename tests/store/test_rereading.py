"""Past stories read again after an upgrade: what older rules kept is put right, little by little, and nothing else."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from store import rereading
from store.db import Store
from store.entities import load_catalogue
from store.figure_rows import figures_of
from store.intake import join_stories, take_in
from store.names import Names
from store.rereading import Behind, behind, note_rules, reread_batch
from store.schema import migrations
from store.storylining import are_waiting

NOW = datetime(2026, 6, 8, 6, 0, tzinfo=UTC)
NEWS = """# Quay Letter 7

June 5, 2026

## Nvidia sells fewer chips

Nvidia's revenue fell to $30 billion, down from $44 billion a year ago.

## OpenAI plans a campus

OpenAI expects revenue of $90 billion in 2028, it told its investors.

## Anthropic hires in Tokyo

Anthropic employs 2,400 people now, and opens an office in Tokyo.
"""


class Shelf:
    """A store with three stories, as this version reads them."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        load_catalogue(self.store, NOW)
        note_rules(self.store)
        self.names = Names(self.store)
        self.ids = take_in(self.store, self.names, NEWS, now=NOW, name="quay.md").story_ids

    def kept(self) -> list[object]:
        """Give all that is read of the stories."""
        db = self.store.db
        mentions = db.execute("SELECT story_id, entity_id, words, start FROM mentions ORDER BY 1, 4, 2").fetchall()
        lines = db.execute("SELECT id, storyline_id FROM stories ORDER BY id").fetchall()
        facts = db.execute("SELECT story_id, facts FROM evidence ORDER BY 1").fetchall()
        return [figures_of(db, list(self.ids)), mentions, lines, facts]

    def spoil(self, mark: str = "older") -> None:
        """Keep the stories as an older version had read them."""
        with self.store.transaction() as db:
            db.execute("UPDATE figures SET is_former = 0, is_expected = 0")
            db.execute("DELETE FROM mentions")
            db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('rules', :mark)", {"mark": mark})


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "tidings.db")


def test_stories_that_this_version_read_are_left_alone(shelf: Shelf) -> None:
    """A new database says by which rules its stories are read, and they are not read again."""
    assert behind(shelf.store) == Behind(0, 3)
    assert reread_batch(shelf.store, shelf.names) == 0
    assert not are_waiting(shelf.store)


def test_what_older_rules_kept_is_put_right(shelf: Shelf) -> None:
    """Names, figures, what is compared and storylines are as if the stories had come today; then it is over."""
    before = shelf.kept()
    shelf.spoil()
    join_stories(shelf.store, NOW)
    assert shelf.kept() != before
    assert behind(shelf.store) == Behind(3, 3)
    assert reread_batch(shelf.store, shelf.names) == 3
    assert are_waiting(shelf.store)
    join_stories(shelf.store, NOW)
    assert shelf.kept() == before
    assert (behind(shelf.store), reread_batch(shelf.store, shelf.names)) == (Behind(0, 3), 0)


def test_the_newest_come_first_and_a_crash_loses_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch notes how far it came; a story that comes meanwhile is read already."""
    monkeypatch.setattr(rereading, "BATCH", 2)
    shelf.spoil()
    assert reread_batch(shelf.store, shelf.names) == 2
    named = {row[0] for row in shelf.store.db.execute("SELECT story_id FROM mentions")}
    assert named == set(sorted(shelf.ids)[1:])
    take_in(shelf.store, shelf.names, "# Marl buys Tern\n\nIt pays $2 billion.\n", now=NOW, name="marl.md")
    shelf.store.close()
    store = Store(shelf.store.path)
    assert behind(store) == Behind(1, 4)
    assert [reread_batch(store, Names(store)), behind(store).left] == [1, 0]
    store.close()


def test_another_upgrade_in_the_midst_begins_anew(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read by the rules of the version between is read once more."""
    monkeypatch.setattr(rereading, "BATCH", 1)
    shelf.spoil()
    monkeypatch.setattr(rereading, "rules_mark", lambda: "between")
    assert (reread_batch(shelf.store, shelf.names), behind(shelf.store)) == (1, Behind(2, 3))
    monkeypatch.setattr(rereading, "rules_mark", lambda: "newest")
    assert behind(shelf.store) == Behind(3, 3)
    while reread_batch(shelf.store, shelf.names):
        pass
    assert behind(shelf.store) == Behind(0, 3)


def test_a_database_from_before_figures_were_told_apart_is_read_again(tmp_path: Path) -> None:
    """One of an earlier version has no mark: all of its stories are read, and what was forecast is known as that."""
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    migrations.apply(Database(old), stop_before="0009_figures_past_and_expected")
    old.execute("INSERT INTO sources (id, name, key, added_at) VALUES (1, 'Quay', 'quay', '')")
    old.execute(
        """INSERT INTO issues (id, source_id, key, title, language, layout, text, taken_at)
           VALUES (1, 1, 'k', 'Quay 7', 'en', 'list', '', '2026-06-05T00:00:00Z')"""
    )
    columns = {row[1]: row for row in old.execute("PRAGMA table_info(stories)")}
    values: dict[str, object] = {
        "id": 1, "issue_id": 1, "kind": "story", "headline": "OpenAI plans a campus", "language": "en",
        "summary": "OpenAI expects revenue of $90 billion in 2028.", "effective_at": "2026-06-05T00:00:00Z",
    }  # fmt: skip
    for name, (_, _, kind, needed, default, _) in columns.items():
        if needed and default is None and name not in values:
            values[name] = 0 if kind == "INTEGER" else "2026-06-05T00:00:00Z" if name.endswith("_at") else "x"
    marks = ", ".join(f":{name}" for name in values)
    old.execute(f"INSERT INTO stories ({', '.join(values)}) VALUES ({marks})", values)
    old.commit()
    old.close()
    store = Store(path)
    load_catalogue(store, NOW)
    note_rules(store)
    assert behind(store) == Behind(1, 1)
    assert reread_batch(store, Names(store)) == 1
    [figure] = figures_of(store.db, [1])[1]
    assert (figure.is_expected, figure.entity_id, behind(store).left) == (True, "openai", 0)
    store.close()


def test_the_mark_changes_with_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is that of the files that hold rules and names, wherever they lie, and of nothing else beside them."""

    def mark() -> str:
        rereading.rules_mark.cache_clear()
        return rereading.rules_mark()

    own = mark()
    assert own == mark()
    for name in rereading._RULES:
        (tmp_path / name).write_text("x") if "." in name else (tmp_path / name).mkdir()
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    first = mark()
    (tmp_path / "figures" / "notes.md").write_text("nothing of ours")
    assert mark() == first != own
    (tmp_path / "figures" / "kinds.py").write_text("KINDS = 7")
    assert mark() != first
    monkeypatch.undo()
    assert mark() == own
