"""Rows of the past stories that are to be looked through again because a name changed. What is done is `tagging`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store.db import as_utc
from store.text import has_chinese, search_words


@dataclass(frozen=True, slots=True)
class Retag:
    """One change of a name, and how far past stories have been looked through for it.

    `total` counts the stories when it was asked for, `looked` those seen so far, `tagged` those that have come to
    mention the entity and `untagged` those that no longer do. `asked_by` is how Slack knows who asked.
    """

    id: int
    slug: str
    name_en: str | None
    name_zh: str | None
    texts: tuple[str, ...]
    total: int
    after_story: int
    looked: int
    tagged: int
    untagged: int
    asked_by: str | None
    is_over: bool


_RETAG = """
SELECT r.id, e.slug, e.name_en, e.name_zh, r.texts, r.total, r.after_story, r.looked, r.tagged, r.untagged,
       p.slack_id AS asked_by, r.ended_at IS NOT NULL AS is_over
FROM retags r JOIN entities e ON e.id = r.entity_id LEFT JOIN people p ON p.id = r.asked_by
"""

_BY_WORDS = "SELECT rowid FROM story_search WHERE story_search MATCH :words AND rowid > :after"
_BY_MENTION = """
SELECT story_id FROM mentions WHERE entity_id = (SELECT id FROM entities WHERE slug = :slug) AND story_id > :after
"""


def queue(db: Database, slug: str, texts: Sequence[str], asked_by: int | None, now: datetime) -> int:
    """Ask for the stories that hold one of some texts, or with none that mention the entity. Gives its row id.

    Where there is none it is done already. Whoever asked, if anybody is named, is to be told when it is done.
    """
    sql, values = _candidates(slug, texts, 0)
    total = db.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0]
    cursor = db.execute(
        """
        INSERT INTO retags (entity_id, texts, asked_by, asked_at, total, ended_at)
        SELECT id, :texts, :by, :now, :total, iif(:total, NULL, :now) FROM entities WHERE slug = :slug
        """,
        {"slug": slug, "texts": json.dumps(list(texts)), "by": asked_by, "now": as_utc(now), "total": total},
    )
    return int(cursor.lastrowid or 0)


def unfinished(db: Database) -> list[Retag]:
    """List what is still to be done, the oldest first."""
    return _list(db, "r.ended_at IS NULL ORDER BY r.id", {})


def retag(db: Database, retag_id: int) -> Retag:
    """Give one by its row id."""
    [found] = _list(db, "r.id = :id", {"id": retag_id})
    return found


def next_stories(db: Database, job: Retag, limit: int) -> list[tuple[int, str, str]]:
    """Give the next `limit` stories to look at, in the order of their ids: id, headline and summary."""
    sql, values = _candidates(job.slug, job.texts, job.after_story)
    return db.execute(
        f"SELECT id, headline, summary FROM stories WHERE id IN ({sql} ORDER BY 1 LIMIT :limit) ORDER BY id",
        {**values, "limit": limit},
    ).fetchall()


def mentioning(db: Database, slug: str, story_ids: Sequence[int]) -> set[int]:
    """Give those of some stories that mention an entity."""
    rows = db.execute(
        """
        SELECT story_id FROM mentions WHERE entity_id = (SELECT id FROM entities WHERE slug = :slug)
          AND story_id IN (SELECT value FROM json_each(:ids))
        """,
        {"slug": slug, "ids": json.dumps(list(story_ids))},
    )
    return {story_id for (story_id,) in rows}


def advance(db: Database, job: Retag, last_story: int, looked: int, tagged: int, untagged: int) -> None:
    """Note how far it came, so that it goes on from there."""
    db.execute(
        """
        UPDATE retags SET after_story = :last, looked = looked + :looked, tagged = tagged + :tagged,
          untagged = untagged + :untagged
        WHERE id = :id
        """,
        {"id": job.id, "last": last_story, "looked": looked, "tagged": tagged, "untagged": untagged},
    )


def finish(db: Database, job: Retag, now: datetime) -> None:
    """Note that no story is left to look at."""
    db.execute("UPDATE retags SET ended_at = :now WHERE id = :id", {"id": job.id, "now": as_utc(now)})


def untold(db: Database, team: str) -> list[Retag]:
    """List what is finished and was asked for by someone of a workspace who has not been told."""
    return _list(db, "r.ended_at IS NOT NULL AND r.told_at IS NULL AND p.team = :team ORDER BY r.id", {"team": team})


def mark_told(db: Database, retag_id: int, now: datetime) -> None:
    """Note that whoever asked has been told."""
    db.execute("UPDATE retags SET told_at = :now WHERE id = :id", {"id": retag_id, "now": as_utc(now)})


def words_of(texts: Sequence[str]) -> str:
    """Write the FTS5 query that finds every story which may hold one of some texts.

    Latin words that follow each other are one phrase, the last a prefix for a plural; each Chinese run is a phrase of
    its pairs, and a lone Chinese character is left to the others, for it has no pair of its own.
    """
    return " OR ".join(f"({query})" for text in texts if (query := _query(search_words(text))))


def _query(phrases: list[list[str]]) -> str:
    runs: list[list[str]] = []
    was_latin = False
    for phrase in phrases:
        is_latin = not has_chinese(phrase[0])
        if is_latin and was_latin:
            runs[-1] += phrase
        elif is_latin or len(phrase[0]) > 1:
            runs.append(list(phrase))
        was_latin = is_latin
    return " AND ".join(_run(run) for run in runs or phrases)


def _run(run: list[str]) -> str:
    is_whole = len(run[-1]) > 1 and has_chinese(run[-1])
    return f'"{" ".join(run)}"' + ("" if is_whole else "*")


def _candidates(slug: str, texts: Sequence[str], after: int) -> tuple[str, dict[str, object]]:
    words = words_of(texts)
    return (_BY_WORDS if words else _BY_MENTION), {"words": words, "slug": slug, "after": after}


def _list(db: Database, where: str, values: dict[str, object]) -> list[Retag]:
    rows = db.query(f"{_RETAG} WHERE {where}", values)
    return [Retag(**{**row, "texts": tuple(json.loads(row["texts"])), "is_over": bool(row["is_over"])}) for row in rows]
