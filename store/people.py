"""Rows of people, of events already seen, and of the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from store.db import as_utc
from store.model import Language

EVENTS_KEPT = timedelta(days=2)
"""How long an event id is remembered. Slack redelivers within about an hour (docs: Events API, retries)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as Slack described them at `checked_at`; what was never told is null."""

    id: int
    team: str
    slack_id: str
    name: str | None
    locale: str | None
    zone: str | None
    language: Language | None
    is_guest: bool
    is_admin: bool
    is_editor: bool
    checked_at: str | None

    @property
    def may_edit(self) -> bool:
        """Whether they are an editor: workspace owners and admins are, and whom an editor added."""
        return (self.is_admin or self.is_editor) and not self.is_guest


def note_person(
    db: Database,
    team: str,
    slack_id: str,
    name: str | None,
    locale: str | None,
    zone: str | None,
    is_guest: bool,
    is_admin: bool,
    now: datetime,
) -> int:
    """Keep what Slack says of a person, and that it was asked just now. Gives the row id."""
    row = db.execute(
        """
        INSERT INTO people (team, slack_id, name, locale, zone, is_guest, is_admin, checked_at)
        VALUES (:team, :slack_id, :name, :locale, :zone, :is_guest, :is_admin, :now)
        ON CONFLICT (team, slack_id) DO UPDATE SET
          name = :name, locale = :locale, zone = :zone, is_guest = :is_guest, is_admin = :is_admin, checked_at = :now
        RETURNING id
        """,
        {
            "team": team,
            "slack_id": slack_id,
            "name": name,
            "locale": locale,
            "zone": zone,
            "is_guest": int(is_guest),
            "is_admin": int(is_admin),
            "now": as_utc(now),
        },
    ).fetchone()
    return int(row[0])


def person_key(db: Database, team: str, slack_id: str) -> int:
    """Give the row id of a person, adding a bare row for one of whom nothing is known yet."""
    row = db.execute(
        """
        INSERT INTO people (team, slack_id) VALUES (:team, :slack_id)
        ON CONFLICT (team, slack_id) DO UPDATE SET team = team
        RETURNING id
        """,
        {"team": team, "slack_id": slack_id},
    ).fetchone()
    return int(row[0])


def person(db: Database, team: str, slack_id: str) -> Person | None:
    """Give a person by Slack's ids, or None for one never seen."""
    return _one(db, "team = :team AND slack_id = :slack_id", {"team": team, "slack_id": slack_id})


def person_by_key(db: Database, person_id: int) -> Person | None:
    """Give a person by our row id."""
    return _one(db, "id = :id", {"id": person_id})


def _one(db: Database, where: str, values: dict[str, object]) -> Person | None:
    rows = db.query(
        f"""
        SELECT id, team, slack_id, name, locale, zone, language, is_guest, is_admin, is_editor, checked_at
        FROM people WHERE {where}
        """,
        values,
    )
    row = next(iter(rows), None)
    if row is None:
        return None
    flags = {flag: bool(row[flag]) for flag in ("is_guest", "is_admin", "is_editor")}
    return Person(**row | flags)


def editors(db: Database, team: str) -> list[Person]:
    """List the editors that we know of, by name."""
    rows = db.execute(
        """
        SELECT slack_id FROM people WHERE team = :team AND (is_admin OR is_editor) AND NOT is_guest
        ORDER BY name, slack_id
        """,
        {"team": team},
    )
    return [found for (slack_id,) in rows.fetchall() if (found := person(db, team, slack_id))]


def set_editor(db: Database, person_id: int, is_editor: bool) -> bool:
    """Make a person an editor, or no longer one; tell whether that changed anything."""
    cursor = db.execute(
        "UPDATE people SET is_editor = :flag WHERE id = :id AND is_editor <> :flag",
        {"flag": int(is_editor), "id": person_id},
    )
    return cursor.rowcount == 1


def first_time_seeing(db: Database, event_id: str, now: datetime) -> bool:
    """Remember an event, and tell whether it is new: Slack may send one twice (bolt-js#2487)."""
    db.execute("DELETE FROM seen_events WHERE at < :old", {"old": as_utc(now - EVENTS_KEPT)})
    cursor = db.execute(
        "INSERT INTO seen_events (event_id, at) VALUES (:event, :now) ON CONFLICT DO NOTHING",
        {"event": event_id, "now": as_utc(now)},
    )
    return cursor.rowcount == 1


def record_audit(
    db: Database, person_id: int | None, action: str, what: str, now: datetime, *, channel_id: int | None = None
) -> None:
    """Write down who changed what. `action` is a name like `digest.set`; `person_id` is null for ourselves."""
    db.execute(
        """
        INSERT INTO audit (at, person_id, action, channel_id, what)
        VALUES (:now, :person, :action, :channel, :what)
        """,
        {"now": as_utc(now), "person": person_id, "action": action, "channel": channel_id, "what": what},
    )
