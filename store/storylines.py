"""Rows of clustering: what waits for it, what is compared of each story, the judged pairs, and the storylines."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlite_utils import Database

from store.cluster.facts import Facts, Named, Text
from store.cluster.gates import Gate, Join, Report
from store.cluster.partition import Edge

_read_facts = msgspec.json.Decoder(Facts)


def _ids(ids: Iterable[int]) -> str:
    """Write row ids as the JSON that `json_each` reads."""
    return json.dumps(list(ids))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that clustering has to look at. It takes part unless it is hidden or vanished."""

    id: int
    audience: int
    issue: int
    source: int
    takes_part: bool
    text: Text


def waiting(db: Database, limit: int) -> list[Waiting]:
    """Give the next stories that have no storyline, or were changed since they got theirs."""
    rows = db.query(
        """
        SELECT s.id, s.audience_id AS audience, s.issue_id AS issue, n.source_id AS source,
               s.hidden_at IS NULL AND s.vanished_at IS NULL AS takes_part, s.kind, s.language, s.headline, s.summary,
               s.link_key, s.published_at, s.seen_at, s.position, i.key AS source_key,
               coalesce(n.published_at, n.period_from) AS issue_from, coalesce(n.published_at, n.period_to) AS issue_to,
               s.outlet IS NOT NULL OR s.url IS NOT NULL AS is_credited
        FROM stories s JOIN issues n ON n.id = s.issue_id JOIN sources i ON i.id = n.source_id
        WHERE s.id IN (SELECT id FROM stories WHERE storyline_id IS NULL
                       UNION ALL SELECT story_id FROM unsettled ORDER BY 1 LIMIT :limit)
        ORDER BY s.id
        """,
        {"limit": limit},
    )
    return [_waiting(row) for row in rows]


def count_waiting(db: Database) -> int:
    """Count the stories that `waiting` gives in all."""
    waiting = "SELECT id FROM stories WHERE storyline_id IS NULL UNION SELECT story_id FROM unsettled"
    return int(db.execute(f"SELECT count(*) FROM ({waiting})").fetchone()[0])


def _waiting(row: dict[str, object]) -> Waiting:
    days = row.pop("issue_from"), row.pop("issue_to")
    ids = {key: row.pop(key) for key in ("id", "audience", "issue", "source")}
    takes_part = bool(row.pop("takes_part"))
    row |= {"issue_days": days if all(days) else None, "source": row.pop("source_key")}
    return Waiting(**ids, takes_part=takes_part, text=Text(**row | {"is_credited": bool(row["is_credited"])}))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much the names that we know relate to an entity, by its id, and which company owns it."""

    related: dict[str, int]
    owners: dict[str, str]


def sizes(db: Database) -> Sizes:
    """Count what is related to each entity: its products and people, or thrice each narrower product.

    People are as large as the largest company that they work at.
    """
    rows = db.execute(
        """SELECT e.slug, e.kind, r.relation, o.slug, o.kind FROM relations r
           JOIN entities e ON e.id = r.entity_id JOIN entities o ON o.id = r.other_id"""
    ).fetchall()
    related: dict[str, int] = defaultdict(int)
    for _, _, relation, other, kind in rows:
        related[other] += (3 if kind == "product" else 0) if relation == "broader" else 1
    for slug, kind, relation, other, _ in rows:
        if kind == "person" and relation == "works_at":
            related[slug] = max(related[slug], related[other])
    owners = {slug: other for slug, kind, relation, other, _ in rows if kind == "company" and relation == "owned_by"}
    return Sizes(dict(related), owners)


def named_in(db: Database, story_ids: Iterable[int], known: Sizes, outlets: frozenset[str]) -> dict[int, list[Named]]:
    """Give whom stories name, by story; `outlets` are the ids of those that report news."""
    rows = db.execute(
        """
        SELECT m.story_id, e.slug, e.kind, m.words, m.start, m.how = 'named'
        FROM mentions m JOIN entities e ON e.id = m.entity_id
        WHERE m.story_id IN (SELECT value FROM json_each(:ids)) ORDER BY m.story_id, m.start, e.slug
        """,
        {"ids": _ids(story_ids)},
    )
    found: dict[int, list[Named]] = defaultdict(list)
    for story_id, slug, kind, words, start, is_named in rows:
        size, owner = known.related.get(slug, 0), known.owners.get(slug)
        found[story_id].append(Named(slug, kind, words, start, bool(is_named), size, slug in outlets, owner))
    return found


def save_evidence(db: Database, story: Waiting, facts: Facts, vector: bytes | None) -> None:
    """Keep what is compared of a story."""
    db.execute(
        """
        INSERT INTO evidence (story_id, audience_id, issue_id, source_id, last_day, facts, vector)
        VALUES (:id, :audience, :issue, :source, :last_day, :facts, :vector)
        ON CONFLICT (story_id) DO UPDATE SET audience_id = :audience, last_day = :last_day, facts = :facts,
          vector = coalesce(:vector, vector)
        """,
        {
            "id": story.id,
            "audience": story.audience,
            "issue": story.issue,
            "source": story.source,
            "last_day": facts.last_day,
            "facts": msgspec.json.encode(facts).decode(),
            "vector": vector,
        },
    )


def drop_evidence(db: Database, story_ids: Iterable[int]) -> None:
    """Forget what is compared of stories that take no part any more."""
    db.execute("DELETE FROM evidence WHERE story_id IN (SELECT value FROM json_each(:ids))", {"ids": _ids(story_ids)})


_EVIDENCE = """
SELECT e.story_id, e.issue_id, e.source_id, s.position, e.facts, e.vector, s.translation_of
FROM evidence e JOIN stories s ON s.id = e.story_id
"""


def evidence_between(db: Database, audience: int, first: int, last: int) -> Iterator[tuple[Report, bytes | None]]:
    """Give the reports for an audience of which the last day lies between two (ordinals), with their vectors."""
    rows = db.execute(
        f"{_EVIDENCE} WHERE e.audience_id = :audience AND e.last_day BETWEEN :first AND :last ORDER BY e.story_id",
        {"audience": audience, "first": first, "last": last},
    )
    return (_report(row) for row in rows)


def evidence_of(db: Database, story_ids: Iterable[int]) -> dict[int, tuple[Report, bytes | None]]:
    """Give the reports of stories, by story, with their vectors; one that takes no part is left out."""
    rows = db.execute(f"{_EVIDENCE} WHERE e.story_id IN (SELECT value FROM json_each(:ids))", {"ids": _ids(story_ids)})
    return {report.id: (report, vector) for report, vector in map(_report, rows)}


def evidence_in(db: Database, issues: Iterable[int]) -> dict[int, list[Report]]:
    """Give the reports of issues, by issue."""
    rows = db.execute(
        f"{_EVIDENCE} WHERE s.issue_id IN (SELECT value FROM json_each(:ids)) ORDER BY s.position, s.id",
        {"ids": _ids(issues)},
    )
    found: dict[int, list[Report]] = defaultdict(list)
    for report, _ in map(_report, rows):
        found[report.issue].append(report)
    return found


def fitting(db: Database, issues: Iterable[int]) -> Iterator[tuple[int, int, int, int, float]]:
    """Give the pairs of stories that fit as translations of which one stands in any of some issues.

    Each as issue, story, other issue, other story, and how well they fit.
    """
    return (
        tuple(row)
        for row in db.execute(
            """
            SELECT s.issue_id, s.id, o.issue_id, o.id, j.translates
            FROM stories s JOIN joins j ON s.id IN (j.one_id, j.other_id)
            JOIN stories o ON o.id = j.one_id + j.other_id - s.id
            WHERE s.issue_id IN (SELECT value FROM json_each(:ids)) AND j.translates IS NOT NULL
            """,
            {"ids": _ids(issues)},
        )
    )


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
        {"ids": _ids(story_ids)},
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
        WHERE e.issue_id = :issue AND (s.translation_of IS NULL OR s.translation_of = e.found_translation_of)
        """,
        {"issue": issue},
    ).fetchall()
    for story, before in rows:
        original = wanted.get(story)
        if original != before:
            values = {"id": story, "original": original}
            db.execute("UPDATE stories SET translation_of = :original WHERE id = :id", values)
            db.execute("UPDATE evidence SET found_translation_of = :original WHERE story_id = :id", values)
            changed += [story, *(end for end in (before, original) if end is not None)]
    return changed


def _report(row: Sequence[object]) -> tuple[Report, bytes | None]:
    story_id, issue, source, position, facts, vector, original = row
    report = Report(story_id, issue, source, position, _read_facts.decode(str(facts)), original)  # type: ignore[arg-type]
    return report, vector  # type: ignore[return-value]


def replace_joins(db: Database, story_ids: Iterable[int], edges: Iterable[Edge]) -> None:
    """Put these judged pairs in place of all pairs of some stories."""
    values = {"ids": _ids(story_ids)}
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
                "names": json.dumps(edge.join.names),
                "figures": json.dumps(edge.join.figures, ensure_ascii=False),
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
        {"ids": _ids(story_ids)},
    )
    return [Edge(one, other, _join(*rest)) for one, other, *rest in rows]


def _join(
    gate: Gate, strength: float, similarity: float | None, translates: float | None, names: str, figures: str
) -> Join:
    pairs = tuple((ours, theirs) for ours, theirs in json.loads(figures))
    return Join(gate, strength, tuple(json.loads(names)), pairs, similarity, translates)


def storylines_of(db: Database, story_ids: Iterable[int]) -> dict[int, int]:
    """Give the storyline of each story that has one."""
    rows = db.execute(
        """SELECT id, storyline_id FROM stories
           WHERE id IN (SELECT value FROM json_each(:ids)) AND storyline_id IS NOT NULL""",
        {"ids": _ids(story_ids)},
    )
    return {int(story): int(storyline) for story, storyline in rows}


def members_of(db: Database, storylines: Iterable[int]) -> list[int]:
    """Give the stories of storylines, hidden and vanished ones too."""
    rows = db.execute(
        "SELECT id FROM stories WHERE storyline_id IN (SELECT value FROM json_each(:ids))",
        {"ids": _ids(storylines)},
    )
    return [int(row[0]) for row in rows]


def leads_of(db: Database, storylines: Iterable[int]) -> dict[int, int]:
    """Give the lead of each storyline that has one."""
    rows = db.execute(
        "SELECT id, lead_id FROM storylines WHERE id IN (SELECT value FROM json_each(:ids)) AND lead_id IS NOT NULL",
        {"ids": _ids(storylines)},
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


def settled(db: Database, story_ids: Iterable[int]) -> None:
    """Note that stories were looked at."""
    db.execute("DELETE FROM unsettled WHERE story_id IN (SELECT value FROM json_each(:ids))", {"ids": _ids(story_ids)})
