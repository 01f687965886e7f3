"""Give each story its storyline, as a step of its own after intake, which resumes where a crash left it.

A story that is the translation of another joins its storyline; any other starts one. Both must be for the same
audience. Nothing else is joined here: two reports stay two until there is evidence that they are one event.
"""

from __future__ import annotations

from datetime import datetime

from store.db import Store, as_utc

BATCH = 500
"""Stories settled in one transaction, so that a long catch-up never holds the write lock for long."""


def settle(store: Store, now: datetime) -> int:
    """Assign a storyline to every story that has none. Gives how many were assigned."""
    settled = 0
    while batch := _settle_batch(store, as_utc(now)):
        settled += batch
    return settled


def _settle_batch(store: Store, now: str) -> int:
    with store.transaction() as db:
        waiting = db.execute(
            "SELECT id, translation_of FROM stories WHERE storyline_id IS NULL ORDER BY id LIMIT :batch",
            {"batch": BATCH},
        ).fetchall()
        for story_id, original_id in waiting:
            joined = (
                original_id
                and db.execute(
                    """
                UPDATE stories SET joined_because = 'translation',
                  storyline_id = (SELECT storyline_id FROM stories WHERE id = :original)
                WHERE id = :id
                  AND audience_id = (SELECT audience_id FROM stories WHERE id = :original)
                  AND (SELECT storyline_id FROM stories WHERE id = :original) IS NOT NULL
                """,
                    {"id": story_id, "original": original_id},
                ).rowcount
            )
            if not joined:
                storyline = db.execute(
                    "INSERT INTO storylines (made_at, lead_id) VALUES (:now, :id)", {"now": now, "id": story_id}
                ).lastrowid
                db.execute(
                    "UPDATE stories SET storyline_id = :storyline WHERE id = :id",
                    {"storyline": storyline, "id": story_id},
                )
    return len(waiting)
