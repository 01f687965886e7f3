"""Rows of reading past stories again: by which rules all were read, and how far a newer reading has come.

Two settings hold it: `rules` names those by which every story was read; `rereading` those by which they are being read
again, and the lowest story that has been. What is done is `rereading`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database


def note_first(db: Database, rules: str) -> None:
    """Say that the stories to come are read by these rules, in a database that holds none yet."""
    db.execute(
        """
        INSERT OR IGNORE INTO settings (name, value)
        SELECT 'rules', :rules WHERE NOT EXISTS (SELECT 1 FROM stories)
        """,
        {"rules": rules},
    )


def is_new(db: Database) -> bool:
    """Tell whether a database holds no story, nor by which rules they are read."""
    found = db.execute("SELECT EXISTS (SELECT 1 FROM stories) OR EXISTS (SELECT 1 FROM settings WHERE name = 'rules')")
    return not found.fetchone()[0]


def lowest_read(db: Database, rules: str) -> int:
    """Give the id below which stories were not read by these rules: 0 where all were."""
    said = dict(db.execute("SELECT name, value FROM settings WHERE name IN ('rules', 'rereading')").fetchall())
    if said.get("rules") == rules:
        return 0
    under_way, _, lowest = said.get("rereading", "").partition(" ")
    if under_way == rules:
        return int(lowest)
    return int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM stories").fetchone()[0])


def count_below(db: Database, story_id: int) -> tuple[int, int]:
    """Count the stories below an id, and all of them."""
    found = db.execute("SELECT count(*) FILTER (WHERE id < :id), count(*) FROM stories", {"id": story_id}).fetchone()
    return int(found[0]), int(found[1])


def stories_below(db: Database, story_id: int, limit: int) -> list[tuple[int, str, str]]:
    """Give the next stories below an id, the newest first: id, headline and summary."""
    return db.execute(
        "SELECT id, headline, summary FROM stories WHERE id < :id ORDER BY id DESC LIMIT :limit",
        {"id": story_id, "limit": limit},
    ).fetchall()


def note_read(db: Database, rules: str, lowest: int) -> None:
    """Note how far reading by these rules has come."""
    _put(db, "rereading", f"{rules} {lowest}")


def note_all_read(db: Database, rules: str) -> None:
    """Note that every story was read by these rules."""
    _put(db, "rules", rules)
    db.execute("DELETE FROM settings WHERE name = 'rereading'")


def unsettle(db: Database, story_ids: Sequence[int]) -> None:
    """Have clustering look at stories again, which keep their storylines until then."""
    for story_id in story_ids:
        db.execute(
            """
            INSERT INTO unsettled (story_id) VALUES (:story) ON CONFLICT (story_id) DO UPDATE SET is_read = 0
            """,
            {"story": story_id},
        )


def _put(db: Database, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (:name, :value)", {"name": name, "value": value})
