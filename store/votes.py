"""Rows: what the people of a channel said of its editions, read as votes on what the stories name."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from store.db import as_utc, from_utc
from store.rank.leanings import Vote

REMEMBERED = timedelta(days=180)
"""Votes that are older count next to nothing by then."""

_VOTES = """
SELECT o.story_id, o.person_id, CASE o.useful WHEN 0 THEN -1.0 ELSE 1.0 END AS worth, o.at
FROM opinions o JOIN editions e ON e.id = o.edition_id
WHERE e.channel_id = :channel AND o.story_id IS NOT NULL AND o.at >= :since
UNION ALL
SELECT t.story_id, o.person_id,
       CASE o.useful WHEN 0 THEN -1.0 ELSE 1.0 END
         / (SELECT count(*) FROM slots WHERE edition_id = e.id AND part = 'top'), o.at
FROM opinions o JOIN editions e ON e.id = o.edition_id
JOIN slots t ON t.edition_id = e.id AND t.part = 'top'
WHERE e.channel_id = :channel AND o.story_id IS NULL AND o.at >= :since
UNION ALL
SELECT v.story_id, v.person_id, 1.0, v.at
FROM saves v JOIN people p ON p.id = v.person_id AND NOT p.is_guest
WHERE v.at >= :since AND v.story_id IN (
  SELECT t.story_id FROM slots t JOIN editions e ON e.id = t.edition_id WHERE e.channel_id = :channel)
"""


def votes_in(db: Database, channel_id: int, now: datetime) -> list[Vote]:
    """Give the votes of a channel: on stories, on editions (shared by their top stories), and by saving one.

    Guests read only: what they save is theirs and counts for nobody else.
    """
    rows = db.execute(
        f"""
        SELECT v.worth, v.at, group_concat(e.slug, ' ') FROM ({_VOTES}) v
        JOIN stories s ON s.id = v.story_id
        JOIN mentions m ON m.story_id = s.id AND m.start < length(s.headline)
        JOIN entities e ON e.id = m.entity_id
        GROUP BY v.story_id, v.person_id, v.at, v.worth
        """,
        {"channel": channel_id, "since": as_utc(now - REMEMBERED)},
    )
    return [Vote(frozenset(slugs.split()), worth, from_utc(at)) for worth, at, slugs in rows.fetchall()]
