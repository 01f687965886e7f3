"""Rows of channels and of the digests that each chose, at most one of each product."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from store.db import as_utc
from store.model import Digest, DigestProduct

ChannelKind = Literal["public", "private", "direct"]

_DIGESTS = """
SELECT d.id, d.channel_id, c.team, c.slack_id AS channel, d.at, d.zone, d.weekdays, d.language, d.stories, d.on_empty,
       d.set_by, d.set_at, c.paused_why, d.product, p.slack_id AS person, d.every_hours,
       d.owed,
       CASE d.product WHEN 'alert' THEN (SELECT max(due_at) FROM editions
        WHERE channel_id = d.channel_id AND product = 'alert') END AS last_at,
       (SELECT json_group_array(source_id) FROM digest_sources WHERE digest_id = d.id) AS sources,
       (SELECT json_group_array(e.slug) FROM entities e WHERE e.id IN (
          SELECT entity_id FROM digest_tastes WHERE digest_id = d.id AND taste = 'favour'
          UNION ALL SELECT f.entity_id FROM follows f
          WHERE f.person_id = d.set_by AND d.product IN ('personal', 'alert'))) AS favour,
       (SELECT json_group_array(e.slug) FROM digest_tastes t JOIN entities e ON e.id = t.entity_id
        WHERE t.digest_id = d.id AND t.taste = 'leave_out') AS leave_out,
       (SELECT json_group_array(outlet) FROM digest_tastes
        WHERE digest_id = d.id AND taste = 'leave_out' AND outlet IS NOT NULL) AS outlets_out
FROM digests d JOIN channels c ON c.id = d.channel_id LEFT JOIN people p ON p.id = d.set_by
WHERE d.off_at IS NULL
"""


def note_channel(
    db: Database, team: str, slack_id: str, *, name: str | None = None, kind: ChannelKind | None = None
) -> int:
    """Give a channel's row id, adding it or bringing name and kind up to date where they are given."""
    row = db.execute(
        """
        INSERT INTO channels (team, slack_id, name, kind) VALUES (:team, :slack_id, :name, coalesce(:kind, 'public'))
        ON CONFLICT (team, slack_id) DO UPDATE SET name = coalesce(:name, name), kind = coalesce(:kind, kind)
        RETURNING id
        """,
        {"team": team, "slack_id": slack_id, "name": name, "kind": kind},
    ).fetchone()
    return int(row[0])


def pause_channel(db: Database, channel_id: int, why: str, now: datetime) -> bool:
    """Post no more to a channel, and say why. Gives whether it was not paused before."""
    cursor = db.execute(
        "UPDATE channels SET paused_at = :now, paused_why = :why WHERE id = :id AND paused_at IS NULL",
        {"id": channel_id, "why": why, "now": as_utc(now)},
    )
    return cursor.rowcount == 1


def change_slack_id(db: Database, team: str, old: str, new: str) -> bool:
    """Give a channel another id of Slack's. Gives whether it was known by the old one, and by no row as the new one.

    One that was paused because Slack knew its old id no more is posted to again.
    """
    cursor = db.execute(
        """
        UPDATE OR IGNORE channels SET slack_id = :new,
          paused_at = CASE paused_why WHEN 'channel_not_found' THEN NULL ELSE paused_at END,
          paused_why = nullif(paused_why, 'channel_not_found')
        WHERE team = :team AND slack_id = :old
        """,
        {"team": team, "old": old, "new": new},
    )
    return cursor.rowcount == 1


def unpause_channel(db: Database, channel_id: int) -> None:
    """Post to a channel again."""
    db.execute("UPDATE channels SET paused_at = NULL, paused_why = NULL WHERE id = :id", {"id": channel_id})


def paused_channels(db: Database) -> list[tuple[str, str]]:
    """Give each paused channel's name or Slack id, and Slack's code for why."""
    return list(
        db.execute(
            "SELECT coalesce('#' || name, slack_id), paused_why FROM channels WHERE paused_at IS NOT NULL ORDER BY 1"
        )
    )


def digest_in(db: Database, team: str, slack_id: str, product: DigestProduct = "daily") -> Digest | None:
    """Give the digest of a product that is set up in a channel, paused or not, or None."""
    rows = db.query(
        f"{_DIGESTS} AND c.team = :team AND c.slack_id = :channel AND d.product = :product",
        {"team": team, "channel": slack_id, "product": product},
    )
    return next((_digest(row) for row in rows), None)


def active_digests(db: Database, team: str) -> list[Digest]:
    """Give every digest of a workspace that is set up and not paused, of all products."""
    rows = db.query(f"{_DIGESTS} AND c.paused_at IS NULL AND c.team = :team ORDER BY d.id", {"team": team})
    return [_digest(row) for row in rows]


def digests_by(db: Database, team: str, slack_id: str) -> list[Digest]:
    """Give what a person set up for themselves, paused or not: their edition and their alerts."""
    rows = db.query(
        f"{_DIGESTS} AND p.team = :team AND p.slack_id = :person AND d.product IN ('personal', 'alert') ORDER BY d.id",
        {"team": team, "person": slack_id},
    )
    return [_digest(row) for row in rows]


def digests_for_all(db: Database, team: str) -> list[Digest]:
    """Give the daily digests of the public channels of a workspace, by the channels' names."""
    rows = db.query(
        f"""{_DIGESTS} AND c.team = :team AND c.kind = 'public' AND c.paused_at IS NULL AND d.product = 'daily'
            ORDER BY c.name, c.id""",
        {"team": team},
    )
    return [_digest(row) for row in rows]


def _digest(row: dict[str, str]) -> Digest:
    lists = {name: tuple(json.loads(row[name])) for name in ("sources", "favour", "leave_out", "outlets_out")}
    return Digest(**{**row, **lists})  # type: ignore[arg-type]


def save_digest(db: Database, digest: Digest) -> None:
    """Set a channel's digest of a product up, or change it, with tastes and sources. The row id is not looked at."""
    row = db.execute(
        """
        INSERT INTO digests (channel_id, product, at, zone, weekdays, language, stories, on_empty, set_by, set_at,
                             every_hours, owed)
        VALUES (:channel, :product, :at, :zone, :weekdays, :language, :stories, :on_empty, :set_by, :set_at, :every,
                :owed)
        ON CONFLICT (channel_id, product) DO UPDATE SET
          at = :at, zone = :zone, weekdays = :weekdays, language = :language, stories = :stories,
          on_empty = :on_empty, set_by = :set_by, set_at = :set_at, every_hours = :every, owed = :owed,
          off_at = NULL
        RETURNING id
        """,
        {
            "channel": digest.channel_id,
            "product": digest.product,
            "at": digest.at,
            "zone": digest.zone,
            "weekdays": digest.weekdays,
            "language": digest.language,
            "stories": digest.stories,
            "on_empty": digest.on_empty,
            "set_by": digest.set_by,
            "set_at": digest.set_at,
            "every": digest.every_hours,
            "owed": digest.owed,
        },
    ).fetchone()
    _save_tastes(db, int(row[0]), digest)
    _choose_sources(db, int(row[0]), digest.sources)


def _save_tastes(db: Database, digest_id: int, digest: Digest) -> None:
    """Put a digest's tastes in place of what it had; entities that the store does not hold are passed over.

    What a personal edition and alerts favour is what the person follows, which is kept elsewhere.
    """
    db.execute("DELETE FROM digest_tastes WHERE digest_id = :digest", {"digest": digest_id})
    named: tuple[tuple[str, Sequence[str]], ...] = (
        ("favour", () if digest.product in ("personal", "alert") else digest.favour),
        ("leave_out", digest.leave_out),
    )
    for taste, slugs in named:
        db.execute(
            """
            INSERT INTO digest_tastes (digest_id, taste, entity_id)
            SELECT :digest, :taste, e.id FROM json_each(:slugs) wanted JOIN entities e ON e.slug = wanted.value
            """,
            {"digest": digest_id, "taste": taste, "slugs": json.dumps(slugs)},
        )
    db.execute(
        """
        INSERT INTO digest_tastes (digest_id, taste, outlet)
        SELECT :digest, 'leave_out', value FROM json_each(:outlets)
        """,
        {"digest": digest_id, "outlets": json.dumps(digest.outlets_out)},
    )


def _choose_sources(db: Database, digest_id: int, sources: tuple[int, ...]) -> None:
    """Let a digest take from these sources alone; from all of them, with none given."""
    db.execute("DELETE FROM digest_sources WHERE digest_id = :digest", {"digest": digest_id})
    for source in sources:
        db.execute(
            "INSERT INTO digest_sources (digest_id, source_id) VALUES (:digest, :source)",
            {"digest": digest_id, "source": source},
        )


def end_digest(db: Database, channel_id: int, now: datetime, product: DigestProduct = "daily") -> None:
    """Turn a channel's digest of a product off. Its editions stay."""
    db.execute(
        "UPDATE digests SET off_at = :now WHERE channel_id = :channel AND product = :product",
        {"channel": channel_id, "product": product, "now": as_utc(now)},
    )


def channel_named(db: Database, name: str) -> tuple[str, str] | None:
    """Give the team and Slack id of the channel with an id or a name (`#` or not), where just one has it."""
    rows = db.execute(
        "SELECT team, slack_id FROM channels WHERE slack_id = :name OR name = ltrim(:name, '#') LIMIT 2", {"name": name}
    ).fetchall()
    return (rows[0][0], rows[0][1]) if len(rows) == 1 else None


def channel_key(db: Database, team: str, slack_id: str) -> int | None:
    """Give the row id of a channel that was noted before, or None."""
    values = {"team": team, "channel": slack_id}
    row = db.execute("SELECT id FROM channels WHERE team = :team AND slack_id = :channel", values).fetchone()
    return int(row[0]) if row else None
