"""Rows of proposals: what somebody shared and we read, kept until they save or discard it.

The document itself is let go once that is decided, and a week later in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from sqlite_utils import Database

from store.db import as_utc
from store.model import Issue

KEPT = timedelta(days=7)
"""How long a proposal waits; after that its buttons say that it is too old."""

State = Literal["waiting", "saved", "discarded"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The issues of what a person shared in a channel (our row ids); none once they were saved or discarded."""

    id: int
    person_id: int
    channel_id: int
    state: State
    issues: tuple[Issue, ...]
    story_id: int | None


def add_proposal(db: Database, issues: tuple[Issue, ...], *, person_id: int, channel_id: int, now: datetime) -> int:
    """Keep what was read until it is decided on, and forget what is too old. Gives the row id."""
    db.execute("DELETE FROM proposals WHERE proposed_at < :old", {"old": as_utc(now - KEPT)})
    cursor = db.execute(
        """
        INSERT INTO proposals (person_id, channel_id, proposed_at, issue) VALUES (:person, :channel, :now, :issue)
        """,
        {
            "person": person_id,
            "channel": channel_id,
            "now": as_utc(now),
            "issue": msgspec.json.encode(issues).decode(),
        },
    )
    return int(cursor.lastrowid or 0)


def proposal(db: Database, proposal_id: int) -> Proposal | None:
    """Give a proposal, or None for one that is too old or never was."""
    rows = db.query(
        "SELECT id, person_id, channel_id, state, issue, story_id FROM proposals WHERE id = :id", {"id": proposal_id}
    )
    row = next(iter(rows), None)
    if row is None:
        return None
    said = row.pop("issue")
    issues = msgspec.json.decode(said, type=Issue | tuple[Issue, ...]) if said else ()
    return Proposal(**row, issues=issues if isinstance(issues, tuple) else (issues,))


def decide_proposal(db: Database, proposal_id: int, state: State, story_id: int | None = None) -> bool:
    """Note that a proposal was saved or discarded; False where that was done before."""
    cursor = db.execute(
        """
        UPDATE proposals SET state = :state, story_id = :story, issue = '' WHERE id = :id AND state = 'waiting'
        """,
        {"id": proposal_id, "state": state, "story": story_id},
    )
    return cursor.rowcount == 1
