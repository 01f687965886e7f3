"""Rows of what a team adds to the names and takes away of them, and of the unknown names it does not want to hear of.

What a team added has `origin` team and is never touched by the catalogue; what it took away of the catalogue is noted
as a withdrawal, so that an upgrade does not bring it back. Whether something may be added is judged in `naming`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count

from sqlite_utils import Database

from store.db import as_utc
from store.match.keys import name_key
from store.model import Entity, EntityKind, Spelling, Use

_FLAGS = ("is_name", "is_cased", "is_phrase")
_OF_ENTITY = "entity_id = (SELECT id FROM entities WHERE slug = :slug)"


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing that a team added: an entity (`text` is its name), or with `is_name` false a spelling of one.

    `person_id` is our row of who added it, null for the command line; `added_by` is how Slack knows them.
    """

    slug: str
    kind: EntityKind
    name: str
    text: str
    is_name: bool
    use: Use
    is_cased: bool
    is_phrase: bool
    person_id: int | None
    added_by: str | None
    person: str | None
    added_at: str


def save_entity(db: Database, entity: Entity, by: int | None, now: datetime) -> bool:
    """Add an entity without its spellings, or bring back one of this id that is gone. False where the id is in use."""
    cursor = db.execute(
        """
        INSERT INTO entities (slug, kind, name_en, name_zh, origin, added_by, added_at)
        VALUES (:slug, :kind, :en, :zh, 'team', :by, :now)
        ON CONFLICT (slug) DO UPDATE SET kind = :kind, name_en = :en, name_zh = :zh, origin = 'team', added_by = :by,
          added_at = :now, removed_at = NULL
        WHERE removed_at IS NOT NULL
        """,
        {
            "slug": entity.id,
            "kind": entity.kind,
            "en": entity.name_en,
            "zh": entity.name_zh,
            "by": by,
            "now": as_utc(now),
        },
    )
    return cursor.rowcount == 1


def save_spellings(db: Database, slug: str, spellings: Iterable[Spelling], by: int | None, now: datetime) -> int:
    """Add spellings to an entity, or put back those that were withdrawn. Gives how many it did not have before."""
    added = 0
    for spelling in spellings:
        values = {"slug": slug, "text": spelling.text, "how": spelling.how, "use": spelling.use, "by": by}
        cursor = db.execute(
            """
            INSERT OR IGNORE INTO aliases (entity_id, text, how, use, case_sensitive, origin, added_by, added_at)
            SELECT id, :text, :how, :use, :cased, 'team', :by, :now FROM entities WHERE slug = :slug
            """,
            {**values, "cased": int(spelling.case_sensitive), "now": as_utc(now)},
        )
        back = db.execute(
            "DELETE FROM withdrawals WHERE text = :text AND entity_id = (SELECT id FROM entities WHERE slug = :slug)",
            {"slug": slug, "text": spelling.text},
        )
        added += int(cursor.rowcount + back.rowcount > 0)
    return added


def save_relation(db: Database, slug: str, relation: str, other: str) -> None:
    """Relate an entity to another, both known."""
    db.execute(
        """
        INSERT OR IGNORE INTO relations (entity_id, relation, other_id, origin)
        SELECT e.id, :relation, o.id, 'team' FROM entities e, entities o WHERE e.slug = :slug AND o.slug = :other
        """,
        {"slug": slug, "relation": relation, "other": other},
    )


def remove_entity(db: Database, slug: str, by: int | None, now: datetime) -> None:
    """Take an entity away with what the team added to it; what the catalogue has of it is withdrawn."""
    values = {"slug": slug, "by": by, "now": as_utc(now)}
    for table in ("aliases", "relations"):
        db.execute(f"DELETE FROM {table} WHERE {_OF_ENTITY} AND origin = 'team'", values)
    is_marked = db.execute(
        f"""
        UPDATE entities SET removed_at = :now WHERE slug = :slug AND origin = 'team'
          AND NOT EXISTS (SELECT 1 FROM aliases WHERE {_OF_ENTITY})
        """,
        values,
    ).rowcount
    if not is_marked:
        db.execute(
            """
            INSERT OR IGNORE INTO withdrawals (entity_id, text, withdrawn_by, withdrawn_at)
            SELECT id, NULL, :by, :now FROM entities WHERE slug = :slug
            """,
            values,
        )


def put_back(db: Database, slug: str, kind: EntityKind) -> bool:
    """Undo the withdrawal of a whole entity of a kind; tell whether there was one."""
    cursor = db.execute(
        """
        DELETE FROM withdrawals WHERE text IS NULL
          AND entity_id = (SELECT id FROM entities WHERE slug = :slug AND kind = :kind)
        """,
        {"slug": slug, "kind": kind},
    )
    return cursor.rowcount == 1


def remove_spelling(db: Database, slug: str, text: str, by: int | None, now: datetime) -> None:
    """Take a spelling of an entity away: the team's own is deleted, the catalogue's is withdrawn."""
    values = {"slug": slug, "text": text, "by": by, "now": as_utc(now)}
    db.execute(f"DELETE FROM aliases WHERE {_OF_ENTITY} AND origin = 'team' AND text = :text", values)
    db.execute(
        f"""
        INSERT OR IGNORE INTO withdrawals (entity_id, text, withdrawn_by, withdrawn_at)
        SELECT DISTINCT entity_id, text, :by, :now FROM aliases
        WHERE {_OF_ENTITY} AND text = :text AND origin = 'catalogue'
        """,
        values,
    )


def list_additions(db: Database) -> list[Addition]:
    """List what the team added, newest first: names of entities, and other spellings."""
    rows = db.query(
        """
        SELECT e.slug, e.kind, coalesce(e.name_en, e.name_zh) AS name, a.text, a.use, a.case_sensitive AS is_cased,
               a.how = 'phrase' AS is_phrase, a.added_by AS person_id, p.slack_id AS added_by, p.name AS person,
               a.added_at, (a.how = 'name' AND a.text = coalesce(e.name_en, e.name_zh) AND e.origin = 'team') AS is_name
        FROM aliases a
        JOIN entities e ON e.id = a.entity_id
        LEFT JOIN people p ON p.id = a.added_by
        WHERE a.origin = 'team' AND e.removed_at IS NULL AND a.how <> 'pinyin'
          AND e.id NOT IN (SELECT entity_id FROM withdrawals WHERE text IS NULL)
        ORDER BY a.added_at DESC, is_name DESC, a.id
        """
    )
    return [Addition(**{**row, **{flag: bool(row[flag]) for flag in _FLAGS}}) for row in rows]


def team_rows(db: Database) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """Give what the team added: spellings as (slug, text, how), relations as (slug, relation, other slug)."""
    spellings = db.execute(
        "SELECT slug, text, how FROM aliases a JOIN entities e ON e.id = a.entity_id WHERE a.origin = 'team'"
    )
    relations = db.execute(
        """
        SELECT e.slug, r.relation, o.slug FROM relations r JOIN entities e ON e.id = r.entity_id
        JOIN entities o ON o.id = r.other_id WHERE r.origin = 'team'
        """
    )
    return set(spellings.fetchall()), set(relations.fetchall())


def is_own(db: Database, slug: str) -> bool:
    """Tell whether the team added an entity itself."""
    row = db.execute("SELECT origin FROM entities WHERE slug = :slug", {"slug": slug}).fetchone()
    return bool(row) and row[0] == "team"


def ignore_name(db: Database, key: str, words: str, by: int | None, now: datetime) -> None:
    """Remember that a name found in stories is not to be offered again."""
    db.execute(
        """
        INSERT OR IGNORE INTO ignored_names (key, words, ignored_by, ignored_at) VALUES (:key, :words, :by, :now)
        """,
        {"key": key, "words": words, "by": by, "now": as_utc(now)},
    )


def ignored_keys(db: Database) -> set[str]:
    """Give the keys of the names that are not to be offered."""
    return {key for (key,) in db.execute("SELECT key FROM ignored_names")}


def make_way(db: Database, entities: Sequence[Entity]) -> None:
    """Settle which of the team's entities are those that a catalogue brings, before it is saved.

    One of the same kind with a name in common is the same, and takes the catalogue's id; one of another kind under
    the same id is something else, and takes a free id.
    """
    coming = {entity.id: entity.kind for entity in entities}
    same = {(entity.kind, name_key(name)): entity.id for entity in entities for name in _names(entity)}
    taken = {slug for (slug,) in db.execute("SELECT slug FROM entities")}
    own = db.execute(
        """
        SELECT id, slug, kind, name_en, name_zh FROM entities
        WHERE origin = 'team' AND removed_at IS NULL ORDER BY id
        """
    )
    for row_id, slug, kind, *names in own.fetchall():
        if coming.get(slug) == kind:
            continue
        twin = next((same[kind, key] for name in names if name and (kind, key := name_key(name)) in same), None)
        if twin is None or twin in taken:
            twin = free_slug(slug, taken | set(coming)) if slug in coming else slug
        db.execute("UPDATE entities SET slug = :slug WHERE id = :id", {"slug": twin, "id": row_id})
        taken = (taken - {slug}) | {twin}


def free_slug(slug: str, taken: Set[str]) -> str:
    """Give an id that is not taken: the given one, or one with a number behind it."""
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(one for one in chain((slug,), numbered) if one not in taken)


def _names(entity: Entity) -> list[str]:
    return [name for name in (entity.name_en, entity.name_zh) if name]
