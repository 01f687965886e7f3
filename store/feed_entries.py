"""Rows of feed entries: what each is known again by, and the issue that it became."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlite_utils import Database

from store.identity import Sight


def candidates(db: Database, sights: Sequence[Sight], *, source_id: int, audience_id: int) -> dict[int, Sight]:
    """Give the stored entries of a source, by their issues' row ids, that share a guid, link or headline with these."""
    rows = db.query(
        """
        SELECT issue_id, guid, link, headline, day, words, digest FROM feed_entries
        WHERE audience_id = :audience AND issue_id IN (
          SELECT issue_id FROM feed_entries
          WHERE source_id = :source AND guid IN (SELECT value FROM json_each(:guids))
          UNION SELECT issue_id FROM feed_entries
          WHERE source_id = :source AND link IN (SELECT value FROM json_each(:links))
          UNION SELECT issue_id FROM feed_entries
          WHERE source_id = :source AND headline IN (SELECT value FROM json_each(:headlines))
        )
        """,
        {
            "source": source_id,
            "audience": audience_id,
            "guids": json.dumps([sight.guid for sight in sights if sight.guid]),
            "links": json.dumps([sight.link for sight in sights if sight.link]),
            "headlines": json.dumps([sight.headline for sight in sights]),
        },
    )
    return {int(row.pop("issue_id")): Sight(**row) for row in rows}


def save_sight(db: Database, issue_id: int, sight: Sight, *, source_id: int, audience_id: int) -> None:
    """Keep what an entry is known again by, as it was seen last."""
    db.execute(
        """
        INSERT INTO feed_entries (issue_id, source_id, audience_id, guid, link, headline, day, words, digest)
        VALUES (:issue, :source, :audience, :guid, :link, :headline, :day, :words, :digest)
        ON CONFLICT (issue_id) DO UPDATE SET
          guid = :guid, link = :link, headline = :headline, day = :day, words = :words, digest = :digest
        """,
        asdict(sight) | {"issue": issue_id, "source": source_id, "audience": audience_id},
    )


def stories_held(db: Database, issue_id: int) -> int:
    """Count the stories that an issue holds."""
    held = "SELECT count(*) FROM stories WHERE issue_id = :issue AND vanished_at IS NULL"
    return int(db.execute(held, {"issue": issue_id}).fetchone()[0])
