"""Rows of storylines: judged pairs, translations, and which story is in which storyline, led by which."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from sqlite_utils import Database

from store.audiences import asker_values
from store.cluster.gates import Gate, Join
from store.cluster.partition import Edge
from store.evidence_rows import json_ids
from store.model import Asker, Entity
from store.stories import VISIBLE

TRANSLATION = Join("translation", 0.0)
"""Joins a story and the one that it is noted to translate; made when it is needed, from the stories."""


def fitting(db: Database, issues: Iterable[int]) -> Iterator[tuple[int, int, int, int, float]]:
    """Give the pairs of stories that fit as translations of which one stands in any of some issues.

    Each as issue, story, other issue, other story, and how well they fit.
    """
    sides = [
        f"""
        SELECT s.issue_id, s.id, o.issue_id, o.id, j.translates
        FROM stories s CROSS JOIN joins j ON j.{here} = s.id CROSS JOIN stories o ON o.id = j.{there}
        WHERE s.issue_id IN (SELECT value FROM json_each(:ids)) AND j.translates IS NOT NULL
        """
        for here, there in (("one_id", "other_id"), ("other_id", "one_id"))
    ]
    return (tuple(row) for row in db.execute(" UNION ALL ".join(sides), {"ids": json_ids(issues)}))


def kin_of(db: Database, story_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Give (story, the story it translates) for all pairs of one audience in which any of some stories is."""
    rows = db.execute(
        """
        SELECT s.id, o.id FROM stories s JOIN stories o ON o.id = s.translation_of AND o.audience_id = s.audience_id
        WHERE s.id IN (SELECT value FROM json_each(:ids))
        UNION
        SELECT s.id, o.id FROM stories o JOIN stories s ON s.translation_of = o.id AND o.audience_id = s.audience_id
        WHERE o.id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": json_ids(story_ids)},
    )
    return [(int(story), int(original)) for story, original in rows]


def note_translations(db: Database, issue: int, wanted: Mapping[int, int]) -> list[int]:
    """Note which stories of an issue were found to translate which of another. Gives the stories of which that is new.

    `wanted` are the originals by story. What was given as a translation, not found, stays.
    """
    changed = []
    rows = db.execute(
        """
        SELECT s.id, s.translation_of FROM stories s JOIN evidence e ON e.story_id = s.id
        WHERE e.issue_id = :issue AND (s.translation_of IS NULL OR s.translation_of = s.found_translation_of)
        """,
        {"issue": issue},
    ).fetchall()
    for story, before in rows:
        original = wanted.get(story)
        if original != before:
            db.execute(
                "UPDATE stories SET translation_of = :original, found_translation_of = :original WHERE id = :id",
                {"id": story, "original": original},
            )
            changed += [story, *(end for end in (before, original) if end is not None)]
    return changed


def replace_joins(db: Database, story_ids: Iterable[int], edges: Iterable[Edge]) -> None:
    """Put these judged pairs in place of all pairs of some stories."""
    values = {"ids": json_ids(story_ids)}
    for column in ("one_id", "other_id"):
        db.execute(f"DELETE FROM joins WHERE {column} IN (SELECT value FROM json_each(:ids))", values)
    db.conn.executemany(
        """
        INSERT OR REPLACE INTO joins (one_id, other_id, gate, strength, similarity, translates, names, figures)
        VALUES (:one, :other, :gate, :strength, :similarity, :translates, :names, :figures)
        """,
        [
            {
                "one": min(edge.one, edge.other),
                "other": max(edge.one, edge.other),
                "gate": edge.join.gate,
                "strength": edge.join.strength,
                "similarity": edge.join.similarity,
                "translates": edge.join.translates,
                "names": msgspec.json.encode(edge.join.names).decode(),
                "figures": msgspec.json.encode(edge.join.figures).decode(),
            }
            for edge in edges
        ],
    )


def joins_of(db: Database, story_ids: Iterable[int]) -> list[Edge]:
    """Give the judged pairs in which any of some stories is one."""
    rows = db.execute(
        """
        SELECT one_id, other_id, gate, strength, similarity, translates, names, figures FROM joins
        WHERE one_id IN (SELECT value FROM json_each(:ids))
        UNION
        SELECT one_id, other_id, gate, strength, similarity, translates, names, figures FROM joins
        WHERE other_id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": json_ids(story_ids)},
    )
    return [Edge(one, other, _join(*rest)) for one, other, *rest in rows]


def bare_joins_of(db: Database, story_ids: Iterable[int]) -> list[Edge]:
    """Give the judged pairs in which any of some stories is one, by their gates and how strong they are alone."""
    bare, some = "SELECT one_id, other_id, gate, strength FROM joins", "SELECT value FROM ids"
    rows = db.execute(
        f"""WITH ids AS MATERIALIZED (SELECT value FROM json_each(:ids))
            {bare} WHERE one_id IN ({some})
            UNION ALL
            {bare} WHERE other_id IN ({some}) AND one_id NOT IN ({some})""",
        {"ids": json_ids(story_ids)},
    )
    return [Edge(one, other, Join(gate, strength)) for one, other, gate, strength in rows]


def _join(
    gate: Gate, strength: float, similarity: float | None, translates: float | None, names: str, figures: str
) -> Join:
    pairs = tuple((ours, theirs) for ours, theirs in msgspec.json.decode(figures))
    return Join(gate, strength, tuple(msgspec.json.decode(names)), pairs, similarity, translates)


def storylines_of(db: Database, story_ids: Iterable[int]) -> dict[int, int]:
    """Give the storyline of each story that has one."""
    rows = db.execute(
        """SELECT id, storyline_id FROM stories
           WHERE id IN (SELECT value FROM json_each(:ids)) AND storyline_id IS NOT NULL""",
        {"ids": json_ids(story_ids)},
    )
    return {int(story): int(storyline) for story, storyline in rows}


def places_of(db: Database, story_ids: Iterable[int]) -> dict[int, tuple[int, str | None]]:
    """Give the storyline of each story that has one, with the gate by which it joined it."""
    rows = db.execute(
        """SELECT id, storyline_id, joined_because FROM stories
           WHERE id IN (SELECT value FROM json_each(:ids)) AND storyline_id IS NOT NULL""",
        {"ids": json_ids(story_ids)},
    )
    return {int(story): (int(storyline), because) for story, storyline, because in rows}


def members_of(db: Database, storylines: Iterable[int]) -> list[int]:
    """Give the stories of storylines, hidden and vanished ones too."""
    rows = db.execute(
        "SELECT id FROM stories WHERE storyline_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json_ids(storylines)},
    )
    return [int(row[0]) for row in rows]


def leads_of(db: Database, storylines: Iterable[int]) -> dict[int, int]:
    """Give the lead of each storyline that has one."""
    rows = db.execute(
        "SELECT id, lead_id FROM storylines WHERE id IN (SELECT value FROM json_each(:ids)) AND lead_id IS NOT NULL",
        {"ids": json_ids(storylines)},
    )
    return {int(storyline): int(lead) for storyline, lead in rows}


def add_storyline(db: Database, lead: int, now: str) -> int:
    """Start a storyline. Gives its row id."""
    cursor = db.execute("INSERT INTO storylines (made_at, lead_id) VALUES (:now, :lead)", {"now": now, "lead": lead})
    return int(cursor.lastrowid or 0)


def set_lead(db: Database, storyline: int, lead: int) -> None:
    """Have a report represent its storyline."""
    db.execute(
        "UPDATE storylines SET lead_id = :lead WHERE id = :id AND lead_id IS NOT :lead",
        {"id": storyline, "lead": lead},
    )


def merge_storylines(db: Database, merged: Mapping[int, int]) -> None:
    """Have storylines lead to their heirs, for ever."""
    for gone, heir in merged.items():
        db.execute("UPDATE storylines SET merged_into = :heir WHERE id = :gone", {"gone": gone, "heir": heir})


def heir_of(db: Database, storyline: int) -> int:
    """Give the storyline that an id stands for today: itself, or what it was merged into, however often."""
    row = db.execute(
        """
        WITH RECURSIVE heirs (id, merged_into) AS (
          SELECT id, merged_into FROM storylines WHERE id = :id
          UNION
          SELECT s.id, s.merged_into FROM storylines s JOIN heirs h ON s.id = h.merged_into
        )
        SELECT id FROM heirs WHERE merged_into IS NULL
        """,
        {"id": storyline},
    ).fetchone()
    return int(row[0]) if row else storyline


def place_story(db: Database, story_id: int, storyline: int, because: str | None) -> None:
    """Give a story its storyline, and the gate by which it joined it."""
    db.execute(
        """
        UPDATE stories SET storyline_id = :storyline, joined_because = :because
        WHERE id = :id AND (storyline_id IS NOT :storyline OR joined_because IS NOT :because)
        """,
        {"id": story_id, "storyline": storyline, "because": because},
    )


def visible_members(db: Database, storyline: int, asker: Asker) -> list[int]:
    """Give the stories of a storyline that an asker may see, the lead first."""
    rows = db.execute(
        f"""SELECT s.id FROM stories s LEFT JOIN storylines l ON l.id = s.storyline_id
            WHERE s.storyline_id = :storyline AND {VISIBLE} ORDER BY l.lead_id IS NOT s.id, s.id""",
        {**asker_values(asker), "storyline": storyline},
    )
    return [int(row[0]) for row in rows]


def entities_named(db: Database, slugs: Iterable[str]) -> dict[str, Entity]:
    """Give entities by their ids; what is no id of one is left out."""
    rows = db.execute(
        "SELECT slug, kind, name_en, name_zh FROM entities WHERE slug IN (SELECT value FROM json_each(:slugs))",
        {"slugs": json.dumps(sorted(slugs))},
    )
    return {slug: Entity(slug, kind, name_en, name_zh) for slug, kind, name_en, name_zh in rows}
