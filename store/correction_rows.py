"""Rows of corrections: figures that revisions changed, and what the threads of posted editions were told since.

What may be news to an edition are disagreements and changes later than its claim, in storylines that it told of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlite_utils import Database

from store.db import as_utc
from store.editions import Message
from store.model import Figure


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that a story states anew, by its words before and now."""

    id: int
    story: int
    old: str
    new: str


def note_changes(db: Database, story_id: int, changes: Iterable[tuple[Figure, Figure]], now: str) -> None:
    """Record what a revision of a story states instead of what it stated."""
    for old, new in changes:
        db.execute(
            """
            INSERT INTO figure_changes (story_id, old_words, new_words, of, at)
            VALUES (:story, :old, :new, :of, :now)
            """,
            {"story": story_id, "old": old.words, "new": new.words, "of": new.of or old.of, "now": now},
        )


def disagreed_since(db: Database, team: str, since: datetime) -> dict[int, list[int]]:
    """Give the storylines in which a disagreement was found after an edition told of them, by edition."""
    rows = db.execute(
        f"""
        SELECT DISTINCT e.id, d.storyline_id FROM disagreements d
        CROSS JOIN stories s ON s.storyline_id = d.storyline_id
        {_TOLD_IN} AND {_READ_BY.format(story="s")}
          AND d.settled_at IS NULL AND d.found_at >= e.claimed_at AND d.found_at >= :since
        """,
        {"team": team, "since": as_utc(since)},
    ).fetchall()
    return _grouped(rows)


def changes_since(db: Database, team: str, since: datetime) -> dict[int, list[Change]]:
    """Give what reports state anew since an edition of a workspace told of their storyline, by edition.

    What the reports that it showed say comes first. A report that came in later was no part of it.
    """
    rows = db.execute(
        f"""
        SELECT e.id, f.id, f.story_id, f.old_words, f.new_words FROM figure_changes f
        CROSS JOIN stories r ON r.id = f.story_id
        CROSS JOIN stories s ON s.id = r.id OR s.storyline_id = r.storyline_id
        {_TOLD_IN} AND {_READ_BY.format(story="r")}
          AND r.hidden_at IS NULL AND r.vanished_at IS NULL AND r.seen_at <= e.claimed_at
          AND f.at > e.claimed_at AND f.at >= :since
        GROUP BY e.id, f.id ORDER BY max(r.id = s.id) DESC, f.id
        """,
        {"team": team, "since": as_utc(since)},
    ).fetchall()
    return _grouped((edition, Change(*rest)) for edition, *rest in rows)


# CROSS JOIN keeps SQLite from beginning with all editions there ever were: news is rare (sqlite.org, query planner).
_TOLD_IN = """
CROSS JOIN slots l ON l.story_id = s.id
CROSS JOIN editions e ON e.id = l.edition_id
CROSS JOIN channels c ON c.id = e.channel_id
WHERE e.state = 'done' AND e.posted_at IS NOT NULL AND c.team = :team AND c.paused_at IS NULL
"""

_READ_BY = """
{story}.audience_id IN (
  SELECT a.id FROM audiences a WHERE a.kind = 'workspace' OR a.channel_id = e.channel_id OR a.person_id = (
    SELECT d.set_by FROM digests d
    WHERE d.channel_id = e.channel_id AND d.product = e.product AND d.product IN ('personal', 'alert')))
"""
"""That the readers of an edition may still see a story: its source may be for fewer people by now."""

_Value = TypeVar("_Value")


def _grouped(rows: Iterable[tuple[int, _Value]]) -> dict[int, list[_Value]]:
    groups: dict[int, list[_Value]] = {}
    for key, value in rows:
        groups.setdefault(key, []).append(value)
    return groups


def claimed_at(db: Database, edition_id: int) -> str:
    """Give when an edition was claimed."""
    return str(db.execute("SELECT claimed_at FROM editions WHERE id = :id", {"id": edition_id}).fetchone()[0])


def language_of(db: Database, edition_id: int) -> str:
    """Give the language of an edition."""
    return str(db.execute("SELECT language FROM editions WHERE id = :id", {"id": edition_id}).fetchone()[0])


def untold(db: Database, edition_id: int, what: Iterable[str]) -> set[str]:
    """Give which of some news an edition's thread has not been told."""
    rows = db.execute(
        "SELECT what FROM corrections WHERE edition_id = :edition AND what IN (SELECT value FROM json_each(:what))",
        {"edition": edition_id, "what": json.dumps(sorted(what))},
    ).fetchall()
    return set(what) - {row[0] for row in rows}


def note_told(db: Database, uid: str, what: Iterable[str], now: datetime) -> None:
    """Record what an edition itself tells, so that its thread is not told again."""
    for told in what:
        db.execute(
            "INSERT INTO corrections (edition_id, what, at) SELECT id, :what, :now FROM editions WHERE uid = :uid",
            {"uid": uid, "what": told, "now": as_utc(now)},
        )


def add_reply(
    db: Database, edition_id: int, what: Iterable[str], message: Message, now: datetime, give_up_at: datetime
) -> None:
    """Add a last message to a posted edition's thread, so that it is delivered as all of its messages are."""
    for told in what:
        db.execute(
            "INSERT INTO corrections (edition_id, what, at) VALUES (:edition, :what, :now)",
            {"edition": edition_id, "what": told, "now": as_utc(now)},
        )
    db.execute(
        """
        INSERT INTO deliveries (edition_id, part, payload)
        SELECT :edition, max(part) + 1, :payload FROM deliveries WHERE edition_id = :edition
        """,
        {"edition": edition_id, "payload": json.dumps(message, ensure_ascii=False)},
    )
    db.execute(
        "UPDATE editions SET state = 'posted', ended_at = NULL, give_up_at = :until WHERE id = :edition",
        {"edition": edition_id, "until": as_utc(give_up_at)},
    )
