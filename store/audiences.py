"""Rows of audiences: who may see a story or source. The workspace is the first row, which every store has."""

from __future__ import annotations

from sqlite_utils import Database

from store.model import Asker, AudienceKind

WORKSPACE = 1

OPEN_TO = """
(SELECT a.id FROM audiences a
 LEFT JOIN channels c ON c.id = a.channel_id
 LEFT JOIN people p ON p.id = a.person_id
 WHERE a.kind = 'workspace'
    OR (c.team = :team AND c.slack_id = :channel)
    OR (p.team = :team AND p.slack_id = :person))
"""
"""The audiences that an asker is of, by the parameters of `asker_values`."""


def asker_values(asker: Asker) -> dict[str, str | None]:
    """Give the parameters that `OPEN_TO` needs."""
    return {"team": asker.team, "channel": asker.channel, "person": asker.person}


def audience_key(db: Database, kind: AudienceKind, *, channel_id: int = 0, person_id: int = 0) -> int:
    """Give the row id of the workspace, of one channel, or of one person as audience, adding it if need be."""
    if kind == "workspace":
        return WORKSPACE
    values = {
        "kind": kind,
        "channel": channel_id if kind == "channel" else None,
        "person": person_id if kind == "person" else None,
    }
    db.execute(
        """
        INSERT INTO audiences (kind, channel_id, person_id) VALUES (:kind, :channel, :person)
        ON CONFLICT DO NOTHING
        """,
        values,
    )
    row = db.execute(
        "SELECT id FROM audiences WHERE kind = :kind AND channel_id IS :channel AND person_id IS :person", values
    ).fetchone()
    return int(row[0])
