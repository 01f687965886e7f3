"""Rows that follow a source to another audience: what reading it brought, and what was compared of that.

What people saved from it, or what came in by documents, stays with whom it was put for. Stories that leave a storyline
behind get one of their own in the same transaction, so that no storyline ever holds stories of two audiences; all that
were touched wait to be settled again.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from store.db import as_utc
from store.evidence_rows import json_ids, note_evidence
from store.source_rows import PAGE_KEY
from store.storylines import add_storyline

_MOVED = "(SELECT value FROM json_each(:moved))"


def move_stories(db: Database, source_id: int, old: int, new: int, now: datetime) -> int:
    """Give what a source brought to one audience to another (row ids). Gives how many stories these are."""
    issues = _brought(db, source_id, old)
    _retire(db, source_id, new, issues, now)
    values = {"new": new, "old": old, "issues": json_ids(issues)}
    for table, column in (("issues", "id"), ("feed_entries", "issue_id"), ("stories", "issue_id")):
        db.execute(
            f"""UPDATE {table} SET audience_id = :new
                WHERE {column} IN (SELECT value FROM json_each(:issues)) AND audience_id = :old""",
            values,
        )
    rows = db.execute(
        "SELECT id FROM stories WHERE issue_id IN (SELECT value FROM json_each(:issues)) AND audience_id = :new", values
    )
    moved = [int(row[0]) for row in rows]
    _part_from_others(db, moved, new, now)
    return len(moved)


def _brought(db: Database, source_id: int, audience_id: int) -> list[int]:
    """Give the issues that reading a source brought to an audience."""
    rows = db.execute(
        """
        SELECT i.id FROM issues i WHERE i.source_id = :source AND i.audience_id = :audience
          AND (substr(i.key, 1, length(:page)) = :page OR EXISTS (SELECT 1 FROM feed_entries f WHERE f.issue_id = i.id))
        """,
        {"source": source_id, "audience": audience_id, "page": PAGE_KEY},
    )
    return [int(row[0]) for row in rows]


def _retire(db: Database, source_id: int, audience_id: int, issues: list[int], now: datetime) -> None:
    """Have those give way that an audience has of the same issues, from when the source was read for it before."""
    found = db.execute(
        """
        SELECT id FROM issues WHERE source_id = :source AND audience_id = :audience
          AND key IN (SELECT key FROM issues WHERE id IN (SELECT value FROM json_each(:issues)))
        """,
        {"source": source_id, "audience": audience_id, "issues": json_ids(issues)},
    )
    values = {"retired": json_ids(row[0] for row in found.fetchall()), "now": as_utc(now)}
    which = "(SELECT value FROM json_each(:retired))"
    db.execute(f"UPDATE issues SET key = key || ' ' || id WHERE id IN {which}", values)
    db.execute(f"DELETE FROM feed_entries WHERE issue_id IN {which}", values)
    db.execute(f"UPDATE stories SET vanished_at = :now WHERE issue_id IN {which} AND vanished_at IS NULL", values)


def _part_from_others(db: Database, moved: list[int], audience_id: int, now: datetime) -> None:
    """Part moved stories from those that stayed: storylines, pairs, and translations that were found."""
    values = {"moved": json_ids(moved), "audience": audience_id}
    for storyline in _mixed(db, values):
        _split(db, storyline, audience_id, now)
    for one, other in (("one_id", "other_id"), ("other_id", "one_id")):
        db.execute(f"DELETE FROM joins WHERE {one} IN {_MOVED} AND {other} NOT IN {_MOVED}", values)
    for one, other in (("id", "translation_of"), ("translation_of", "id")):
        db.execute(
            f"""
            UPDATE stories SET translation_of = NULL, found_translation_of = NULL
            WHERE {one} IN {_MOVED} AND {other} NOT IN {_MOVED} AND translation_of = found_translation_of
            """,
            values,
        )
    db.execute(f"UPDATE evidence SET audience_id = :audience WHERE story_id IN {_MOVED}", values)
    note_evidence(db)


def _mixed(db: Database, values: dict[str, object]) -> list[int]:
    """Give the storylines of moved stories that hold stories of another audience too."""
    rows = db.execute(
        f"""
        SELECT DISTINCT s.storyline_id FROM stories s JOIN stories o ON o.storyline_id = s.storyline_id
        WHERE s.id IN {_MOVED} AND o.audience_id <> :audience
        """,
        values,
    )
    return [int(row[0]) for row in rows.fetchall()]


def _split(db: Database, storyline: int, audience_id: int, now: datetime) -> None:
    """Give a storyline's stories for an audience one of their own; the others are looked at again."""
    rows = db.execute(
        "SELECT id, audience_id = :audience FROM stories WHERE storyline_id = :storyline ORDER BY id",
        {"audience": audience_id, "storyline": storyline},
    ).fetchall()
    moved, stayed = ([int(story) for story, is_moved in rows if bool(is_moved) == side] for side in (True, False))
    values = {"moved": json_ids(moved), "stayed": json_ids(stayed), "storyline": storyline, "first": stayed[0]}
    fresh = add_storyline(db, moved[0], as_utc(now))
    db.execute(
        f"UPDATE stories SET storyline_id = :fresh, joined_because = NULL WHERE id IN {_MOVED}",
        values | {"fresh": fresh},
    )
    db.execute(f"UPDATE storylines SET lead_id = :first WHERE id = :storyline AND lead_id IN {_MOVED}", values)
    db.execute(
        """
        INSERT INTO unsettled (story_id) SELECT value FROM json_each(:stayed) WHERE TRUE
        ON CONFLICT (story_id) DO UPDATE SET is_read = 0
        """,
        values,
    )
