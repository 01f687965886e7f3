"""Rows of stories that editors hid: hiding one, showing it again, and which are hidden, since when and by whom."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from store.audiences import asker_values
from store.db import as_utc
from store.model import Asker, Hidden
from store.stories import MEANT_FOR, stories_by_ids


def is_meant_for(db: Database, story_id: int, asker: Asker) -> bool:
    """Tell whether an asker may see a story, were it not hidden."""
    query = f"SELECT 1 FROM stories s WHERE s.id = :id AND {MEANT_FOR}"
    return db.execute(query, {"id": story_id, **asker_values(asker)}).fetchone() is not None


def set_hidden(db: Database, story_id: int, person_id: int | None, now: datetime) -> bool:
    """Hide a story. Gives whether it was not hidden before."""
    cursor = db.execute(
        "UPDATE stories SET hidden_at = :now, hidden_by = :person WHERE id = :id AND hidden_at IS NULL",
        {"id": story_id, "person": person_id, "now": as_utc(now)},
    )
    return int(cursor.rowcount) == 1


def set_shown(db: Database, story_id: int) -> bool:
    """Show a story again. Gives whether it was hidden."""
    cursor = db.execute(
        "UPDATE stories SET hidden_at = NULL, hidden_by = NULL WHERE id = :id AND hidden_at IS NOT NULL",
        {"id": story_id},
    )
    return int(cursor.rowcount) == 1


def hidden_stories(db: Database, asker: Asker, limit: int, offset: int = 0) -> tuple[list[Hidden], int]:
    """Give what is hidden of what an asker might see, the last one hidden first, and how many there are in all."""
    rows = db.execute(
        f"""
        SELECT s.id, s.hidden_at, h.slack_id, count(*) OVER () FROM stories s LEFT JOIN people h ON h.id = s.hidden_by
        WHERE s.hidden_at IS NOT NULL AND {MEANT_FOR}
        ORDER BY s.hidden_at DESC, s.id DESC LIMIT :limit OFFSET :offset
        """,
        {**asker_values(asker), "limit": limit, "offset": offset},
    ).fetchall()
    told = {story.id: story for story in stories_by_ids(db, [int(row[0]) for row in rows])}
    return [Hidden(told[story], at, by) for story, at, by, _ in rows], int(rows[0][3]) if rows else 0
