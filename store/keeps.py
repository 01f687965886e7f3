"""Rows: what people follow, what they save, and what they say of editions and of stories in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store.audiences import asker_values
from store.db import as_utc
from store.model import Asker
from store.stories import VISIBLE


@dataclass(frozen=True, slots=True)
class Told:
    """An edition that somebody speaks of; `channel` is Slack's id, `choice` what was chosen, as JSON."""

    id: int
    uid: str
    channel: str
    language: str
    choice: str | None


def set_follow(db: Database, person_id: int, slug: str, follows: bool, now: datetime) -> bool:
    """Let a person follow an entity, or no longer; tell whether that changed anything."""
    values = {"person": person_id, "slug": slug, "now": as_utc(now)}
    entity = "(SELECT id FROM entities WHERE slug = :slug)"
    if not follows:
        query = f"DELETE FROM follows WHERE person_id = :person AND entity_id = {entity}"
        return int(db.execute(query, values).rowcount) == 1
    query = "INSERT OR IGNORE INTO follows (person_id, entity_id, at) SELECT :person, id, :now FROM entities"
    return int(db.execute(f"{query} WHERE slug = :slug", values).rowcount) == 1


def follows_of(db: Database, team: str, slack_id: str) -> tuple[str, ...]:
    """Give the ids of what a person follows, in the order in which they began to."""
    rows = db.execute(
        """
        SELECT e.slug FROM follows f JOIN entities e ON e.id = f.entity_id JOIN people p ON p.id = f.person_id
        WHERE p.team = :team AND p.slack_id = :person AND e.removed_at IS NULL ORDER BY f.at, e.slug
        """,
        {"team": team, "person": slack_id},
    )
    return tuple(str(slug) for (slug,) in rows.fetchall())


def toggle_save(db: Database, person_id: int, story_id: int, now: datetime) -> bool:
    """Save a story, or take it off where it was saved; tell whether it is saved now."""
    values = {"person": person_id, "story": story_id, "now": as_utc(now)}
    if db.execute("DELETE FROM saves WHERE person_id = :person AND story_id = :story", values).rowcount:
        return False
    db.execute("INSERT INTO saves (person_id, story_id, at) VALUES (:person, :story, :now)", values)
    return True


def saved_by(db: Database, asker: Asker, limit: int, offset: int = 0) -> tuple[list[int], int]:
    """Give the ids of what a person saved and may still see, newest first, and how many there are in all."""
    rows = db.execute(
        f"""
        SELECT s.id, count(*) OVER () FROM saves v JOIN people saver ON saver.id = v.person_id
        JOIN stories s ON s.id = v.story_id
        WHERE saver.team = :team AND saver.slack_id = :person AND {VISIBLE}
        ORDER BY v.at DESC, s.id DESC LIMIT :limit OFFSET :offset
        """,
        {**asker_values(asker), "limit": limit, "offset": offset},
    ).fetchall()
    return [int(row[0]) for row in rows], int(rows[0][1]) if rows else 0


def edition_told(db: Database, team: str, channel: str, uid: str, story_id: int | None = None) -> Told | None:
    """Give an edition of a channel by its uid; with a story, only where it was told there."""
    story = "AND EXISTS (SELECT 1 FROM slots WHERE edition_id = e.id AND story_id = :story)" if story_id else ""
    return _told(db, f"e.uid = :uid {story}", {"team": team, "channel": channel, "uid": uid, "story": story_id})


def edition_at(db: Database, team: str, channel: str, ts: str) -> Told | None:
    """Give the edition of which a message, by its `ts`, is a part."""
    where = "e.id IN (SELECT edition_id FROM deliveries WHERE ts = :ts)"
    return _told(db, where, {"team": team, "channel": channel, "ts": ts})


def _told(db: Database, where: str, values: dict[str, object]) -> Told | None:
    row = db.execute(
        f"""
        SELECT e.id, e.uid, c.slack_id, e.language, e.choice FROM editions e JOIN channels c ON c.id = e.channel_id
        WHERE c.team = :team AND c.slack_id = :channel AND {where}
        """,
        values,
    ).fetchone()
    return Told(*row) if row else None


def set_opinion(
    db: Database, person_id: int, edition_id: int, story_id: int | None, useful: bool, now: datetime
) -> bool | None:
    """Note what a person thinks of an edition or of a story in it; the same again takes it back.

    Gives what they think now, null for nothing.
    """
    values = {"person": person_id, "edition": edition_id, "story": story_id, "useful": int(useful), "now": as_utc(now)}
    if withdraw_opinion(db, person_id, edition_id, story_id, useful):
        return None
    db.execute(
        """
        INSERT INTO opinions (person_id, edition_id, story_id, useful, at)
        VALUES (:person, :edition, :story, :useful, :now)
        ON CONFLICT (person_id, edition_id, coalesce(story_id, 0)) DO UPDATE SET useful = :useful, at = :now
        """,
        values,
    )
    return useful


def keep_opinion(db: Database, person_id: int, edition_id: int, useful: bool, now: datetime) -> None:
    """Note what a person thinks of an edition, however often they say it."""
    if set_opinion(db, person_id, edition_id, None, useful, now) is None:
        set_opinion(db, person_id, edition_id, None, useful, now)


def withdraw_opinion(db: Database, person_id: int, edition_id: int, story_id: int | None, useful: bool) -> bool:
    """Take an opinion back, if it is the one that the person has; tell whether it was."""
    cursor = db.execute(
        """
        DELETE FROM opinions WHERE person_id = :person AND edition_id = :edition AND story_id IS :story
          AND useful = :useful
        """,
        {"person": person_id, "edition": edition_id, "story": story_id, "useful": int(useful)},
    )
    return int(cursor.rowcount) == 1


def count_opinions(db: Database, channel_id: int, since: datetime) -> tuple[int, int]:
    """Count what the people of a channel said of its editions and stories since a time: useful, and not."""
    row = db.execute(
        """
        SELECT coalesce(sum(o.useful), 0), count(*) - coalesce(sum(o.useful), 0)
        FROM opinions o JOIN editions e ON e.id = o.edition_id WHERE e.channel_id = :channel AND o.at >= :since
        """,
        {"channel": channel_id, "since": as_utc(since)},
    ).fetchone()
    return int(row[0]), int(row[1])
