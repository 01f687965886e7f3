"""Rows: entities, their spellings and their relations, and the version that says when names have changed.

Every spelling is a row of `aliases`, names included (`how` is `name`). What a team added (`origin` is `team`) is never
touched by the catalogue that we ship. Judging names is `match` and `mentions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.resources.abc import Traversable
from typing import cast

from sqlite_utils import Database

from store.additions import make_way
from store.catalogue import fingerprint, read_catalogue
from store.db import Store, as_utc
from store.model import Entity, EntityKind, Spelling, Use

RECENT_STORIES = 2_000
"""How many of the newest stories tell which names are in the news; counted in 5 ms."""

_SAVE_ENTITY = """
INSERT INTO entities (slug, kind, name_en, name_zh, origin, added_at)
VALUES (?, ?, ?, ?, 'catalogue', ?)
ON CONFLICT (slug) DO UPDATE SET kind = excluded.kind,
  name_en = iif(origin = 'team' AND removed_at IS NULL, coalesce(name_en, excluded.name_en), excluded.name_en),
  name_zh = iif(origin = 'team' AND removed_at IS NULL, coalesce(name_zh, excluded.name_zh), excluded.name_zh),
  origin = iif(removed_at IS NULL, origin, 'catalogue'), removed_at = NULL
WHERE removed_at IS NOT NULL OR origin = 'team'
   OR (kind, name_en, name_zh) IS NOT (excluded.kind, excluded.name_en, excluded.name_zh)
"""
_SAVE_ALIAS = """
INSERT INTO aliases (entity_id, text, how, use, case_sensitive, origin, added_at)
VALUES (?, ?, ?, ?, ?, 'catalogue', ?)
ON CONFLICT (entity_id, text, how) DO UPDATE SET use = excluded.use, case_sensitive = excluded.case_sensitive
WHERE origin = 'catalogue' AND (use, case_sensitive) IS NOT (excluded.use, excluded.case_sensitive)
"""
_SAVE_RELATION = """
INSERT INTO relations (entity_id, relation, other_id, origin) VALUES (?, ?, ?, 'catalogue')
ON CONFLICT DO NOTHING
"""


def load_catalogue(store: Store, now: datetime, folder: Traversable | None = None) -> int:
    """Bring the stored names up to the catalogue in a folder, by default our own; give how many rows changed.

    Idempotent, one immediate transaction, skipped at once when the catalogue's files are those already loaded. What
    is gone from the catalogue is removed (entities are marked, for stories still name them), what a team added stays.
    Raises: CatalogueError.
    """
    mark = fingerprint(folder)
    if _loaded(store.db) == mark:
        return 0
    entities = read_catalogue(folder).entities
    with store.transaction() as db:
        make_way(db, entities)
        before = db.conn.total_changes
        _save_entities(db, entities, as_utc(now))
        ids = entity_ids(db)
        _save_spellings(db, {ids[entity.id]: entity.spellings for entity in entities}, as_utc(now))
        _save_relations(
            db, {(ids[entity.id], relation, ids[other]) for entity in entities for relation, other in entity.relations}
        )
        changed = db.conn.total_changes - before
        if changed:
            note_change(db)
        db.execute(
            "INSERT INTO settings (name, value) VALUES ('catalogue', :mark)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            {"mark": mark},
        )
    return changed


def all_entities(db: Database) -> list[Entity]:
    """List every entity with its spellings and relations, by id, but for what was removed or a team withdrew."""
    spellings = _spellings(db)
    relations = _relations(db)
    rows = db.execute(
        """
        SELECT id, slug, kind, name_en, name_zh FROM entities
        WHERE removed_at IS NULL AND id NOT IN (SELECT entity_id FROM withdrawals WHERE text IS NULL) ORDER BY slug
        """
    )
    return [
        Entity(slug, cast(EntityKind, kind), name_en, name_zh, tuple(spellings[row_id]), tuple(relations[row_id]))
        for row_id, slug, kind, name_en, name_zh in rows
    ]


def entity_ids(db: Database) -> dict[str, int]:
    """Give the row id of every entity by its slug, removed ones included."""
    return dict(db.execute("SELECT slug, id FROM entities").fetchall())


def names_version(db: Database) -> int:
    """Give the number that grows whenever an entity, spelling or relation changes."""
    row = db.execute("SELECT value FROM settings WHERE name = 'names_version'").fetchone()
    return int(row[0])


def recent_mentions(db: Database) -> dict[str, int]:
    """Count for each entity, by its slug, the newest stories that name it, among the last few thousand."""
    rows = db.execute(
        "SELECT slug, count(*) FROM mentions JOIN entities ON entities.id = entity_id"
        " WHERE story_id > (SELECT coalesce(max(id), 0) FROM stories) - :stories GROUP BY entity_id",
        {"stories": RECENT_STORIES},
    )
    return dict(rows.fetchall())


def note_change(db: Database) -> None:
    """Say that names have changed. To be called in the transaction that changes them."""
    db.execute("UPDATE settings SET value = CAST(value AS INTEGER) + 1 WHERE name = 'names_version'")


def _loaded(db: Database) -> str | None:
    row = db.execute("SELECT value FROM settings WHERE name = 'catalogue'").fetchone()
    return row[0] if row else None


def _save_entities(db: Database, entities: Iterable[Entity], now: str) -> None:
    gone = {
        slug
        for (slug,) in db.execute(
            """
            SELECT slug FROM entities e WHERE removed_at IS NULL AND (origin = 'catalogue'
              OR EXISTS (SELECT 1 FROM aliases a WHERE a.entity_id = e.id AND a.origin = 'catalogue'))
            """
        )
    }
    db.conn.executemany(
        _SAVE_ENTITY, [(entity.id, entity.kind, entity.name_en, entity.name_zh, now) for entity in entities]
    )
    for slug in gone - {entity.id for entity in entities}:
        db.execute(
            "UPDATE entities SET removed_at = :now WHERE slug = :slug AND origin = 'catalogue'",
            {"now": now, "slug": slug},
        )
        for table in ("aliases", "relations"):
            db.execute(
                f"DELETE FROM {table} WHERE origin = 'catalogue'"
                " AND entity_id = (SELECT id FROM entities WHERE slug = :slug)",
                {"slug": slug},
            )


def _save_spellings(db: Database, spellings: Mapping[int, Iterable[Spelling]], now: str) -> None:
    """Save the catalogue's spellings by their entity's row id, and delete those that it no longer has."""
    stored = set(db.execute("SELECT entity_id, text, how FROM aliases WHERE origin = 'catalogue'").fetchall())
    rows = [
        (entity_id, one.text, one.how, one.use, one.case_sensitive, now)
        for entity_id, group in spellings.items()
        for one in group
    ]
    db.conn.executemany(_SAVE_ALIAS, rows)
    db.conn.executemany(
        "DELETE FROM aliases WHERE origin = 'catalogue' AND (entity_id, text, how) = (?, ?, ?)",
        stored - {row[:3] for row in rows},
    )


def _save_relations(db: Database, relations: set[tuple[int, str, int]]) -> None:
    stored = db.execute("SELECT entity_id, relation, other_id FROM relations WHERE origin = 'catalogue'")
    db.conn.executemany(
        "DELETE FROM relations WHERE origin = 'catalogue' AND (entity_id, relation, other_id) = (?, ?, ?)",
        set(stored.fetchall()) - relations,
    )
    db.conn.executemany(_SAVE_RELATION, relations)


def _spellings(db: Database) -> dict[int, list[Spelling]]:
    by_entity: dict[int, list[Spelling]] = defaultdict(list)
    for entity_id, text, how, use, cased in db.execute(
        """
        SELECT entity_id, text, how, use, case_sensitive FROM aliases a WHERE NOT EXISTS (
          SELECT 1 FROM withdrawals w WHERE w.entity_id = a.entity_id AND w.text = a.text)
        ORDER BY id
        """
    ):
        by_entity[entity_id].append(Spelling(text, how, cast(Use, use), bool(cased)))
    return by_entity


def _relations(db: Database) -> dict[int, list[tuple[str, str]]]:
    by_entity: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for entity_id, relation, other in db.execute(
        "SELECT relations.entity_id, relation, slug FROM relations JOIN entities ON entities.id = other_id"
        " WHERE entities.removed_at IS NULL ORDER BY relations.entity_id, relation, slug"
    ):
        by_entity[entity_id].append((relation, other))
    return by_entity
