"""Rows of what clustering reads: what waits for it, whom stories name, and what is compared of each story."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from sqlite_utils import Database

from store.cluster.facts import LARGE, WIDEST, Facts, Named, Text
from store.cluster.gates import Report

_read_facts = msgspec.json.Decoder(Facts)


def json_ids(ids: Iterable[int]) -> str:
    """Write row ids as the JSON that `json_each` reads."""
    return json.dumps(list(ids))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that clustering has to look at. It takes part unless it is hidden or vanished."""

    id: int
    issue: int
    source: int
    takes_part: bool
    text: Text


def waiting(db: Database, limit: int) -> list[Waiting]:
    """Give the next `limit` stories that have no storyline, or were changed since they got theirs."""
    rows = db.query(
        """
        SELECT s.id, s.issue_id AS issue, n.source_id AS source,
               s.hidden_at IS NULL AND s.vanished_at IS NULL AS takes_part, s.kind, s.language, s.headline, s.summary,
               s.link_key, s.published_at, s.seen_at, s.position, i.key AS source_key,
               coalesce(n.published_at, n.period_from) AS issue_from, coalesce(n.published_at, n.period_to) AS issue_to,
               s.outlet IS NOT NULL OR s.url IS NOT NULL AS is_credited
        FROM stories s JOIN issues n ON n.id = s.issue_id JOIN sources i ON i.id = n.source_id
        WHERE s.id IN (SELECT id FROM stories WHERE storyline_id IS NULL
                       UNION SELECT story_id FROM unsettled ORDER BY 1 LIMIT :limit)
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
    ids = {key: row.pop(key) for key in ("id", "issue", "source")}
    takes_part = bool(row.pop("takes_part"))
    row |= {"issue_days": days if all(days) else None, "source": row.pop("source_key")}
    return Waiting(**ids, takes_part=takes_part, text=Text(**row | {"is_credited": bool(row["is_credited"])}))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much the names that we know relate to an entity, by its id, and which company owns or makes it."""

    related: dict[str, int]
    owners: dict[str, str]


def sizes(db: Database, agencies: Iterable[str] = ()) -> Sizes:
    """Count what is related to each entity: its products and people, or thrice each narrower product.

    Agencies are large, and people are as large as the largest company that they work at.
    """
    rows = db.execute(
        """SELECT e.slug, e.kind, r.relation, o.slug, o.kind FROM relations r
           JOIN entities e ON e.id = r.entity_id JOIN entities o ON o.id = r.other_id"""
    ).fetchall()
    related: dict[str, int] = defaultdict(int, dict.fromkeys(agencies, LARGE))
    for _, _, relation, other, kind in rows:
        related[other] += (3 if kind == "product" else 0) if relation == "broader" else 1
    for slug, kind, relation, other, _ in rows:
        if kind == "person" and relation == "works_at":
            related[slug] = max(related[slug], related[other])
    owners = {slug: other for slug, _, relation, other, _ in rows if relation in ("owned_by", "made_by")}
    return Sizes(dict(related), owners)


def named_in(db: Database, story_ids: Iterable[int], known: Sizes, outlets: frozenset[str]) -> dict[int, list[Named]]:
    """Give whom stories name, by story; `outlets` are the ids of those that report news."""
    rows = db.execute(
        """
        SELECT m.story_id, e.slug, e.kind, m.words, m.start, m.how = 'named'
        FROM mentions m JOIN entities e ON e.id = m.entity_id
        WHERE m.story_id IN (SELECT value FROM json_each(:ids)) ORDER BY m.story_id, m.start, e.slug
        """,
        {"ids": json_ids(story_ids)},
    )
    found: dict[int, list[Named]] = defaultdict(list)
    for story_id, slug, kind, words, start, is_named in rows:
        size, owner = known.related.get(slug, 0), known.owners.get(slug)
        found[story_id].append(Named(slug, kind, words, start, bool(is_named), size, slug in outlets, owner))
    return found


def save_evidence(db: Database, story: Waiting, facts: Facts, vector: bytes | None) -> None:
    """Keep what is compared of a story, for whom it is now."""
    db.execute(
        """
        INSERT INTO evidence (story_id, audience_id, issue_id, source_id, first_day, last_day, facts, vector)
        SELECT :id, audience_id, :issue, :source, :first_day, :last_day, :facts, :vector FROM stories WHERE id = :id
        ON CONFLICT (story_id) DO UPDATE SET audience_id = excluded.audience_id, first_day = :first_day,
          last_day = :last_day, facts = :facts, vector = coalesce(:vector, vector)
        """,
        {
            "id": story.id,
            "issue": story.issue,
            "source": story.source,
            "first_day": facts.first_day,
            "last_day": facts.last_day,
            "facts": msgspec.json.encode(facts).decode(),
            "vector": vector,
        },
    )


_CREDITED = """
SELECT min(e.slug) FROM aliases a JOIN entities e ON e.id = a.entity_id
WHERE a.text = {outlet} COLLATE NOCASE AND e.kind = 'company' AND e.removed_at IS NULL
HAVING count(DISTINCT e.id) = 1
"""
"""Which company that we know is called as an outlet is, where exactly one is."""


def credit_outlets(db: Database, story_ids: Iterable[int]) -> None:
    """Note which company that we know each story credits as its outlet, where exactly one is called so."""
    db.execute(
        f"""
        UPDATE stories SET credit_key = ({_CREDITED.format(outlet="stories.outlet")})
        WHERE id IN (SELECT value FROM json_each(:ids)) AND outlet IS NOT NULL
        """,
        {"ids": json_ids(story_ids)},
    )


def credit_keys(db: Database, outlets: Iterable[str]) -> list[str]:
    """Give the `credit_key` of the stories that credit these outlets, in whatever spelling the catalogue knows."""
    rows = db.execute(
        f"SELECT ({_CREDITED.format(outlet='credited.value')}) FROM json_each(:outlets) credited",
        {"outlets": json.dumps(list(outlets))},
    )
    return [slug for (slug,) in rows if slug]


def drop_evidence(db: Database, story_ids: Iterable[int]) -> None:
    """Forget what is compared of stories that take no part any more."""
    db.execute(
        "DELETE FROM evidence WHERE story_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json_ids(story_ids)},
    )


_EVIDENCE = """
SELECT e.story_id, e.issue_id, e.source_id, s.position, e.facts, e.vector, s.translation_of
FROM evidence e JOIN stories s ON s.id = e.story_id
"""


def evidence_between(db: Database, audience: int, first: int, last: int) -> Iterator[tuple[Report, bytes | None]]:
    """Give the reports for an audience that may be of days between two (ordinals), with their vectors."""
    rows = db.execute(
        f"""{_EVIDENCE}
            WHERE e.audience_id = :audience AND e.last_day BETWEEN :first AND :last + {WIDEST} AND e.first_day <= :last
            ORDER BY e.story_id""",
        {"audience": audience, "first": first, "last": last},
    )
    return (_report(row) for row in rows)


def audiences_of(db: Database, story_ids: Iterable[int]) -> dict[int, int]:
    """Give for whom the stories are of which something is compared."""
    rows = db.execute(
        "SELECT story_id, audience_id FROM evidence WHERE story_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json_ids(story_ids)},
    )
    return {int(story): int(audience) for story, audience in rows}


def evidence_of(db: Database, story_ids: Iterable[int]) -> dict[int, tuple[Report, bytes | None]]:
    """Give the reports of stories, by story, with their vectors; one that takes no part is left out."""
    rows = db.execute(
        f"{_EVIDENCE} WHERE e.story_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json_ids(story_ids)},
    )
    return {report.id: (report, vector) for report, vector in map(_report, rows)}


def evidence_in(db: Database, issues: Iterable[int]) -> dict[int, list[Report]]:
    """Give the reports of issues, by issue."""
    rows = db.execute(
        f"{_EVIDENCE} WHERE s.issue_id IN (SELECT value FROM json_each(:ids)) ORDER BY s.position, s.id",
        {"ids": json_ids(issues)},
    )
    found: dict[int, list[Report]] = defaultdict(list)
    for report, _ in map(_report, rows):
        found[report.issue].append(report)
    return found


def _report(row: Sequence[object]) -> tuple[Report, bytes | None]:
    story_id, issue, source, position, facts, vector, original = row
    report = Report(story_id, issue, source, position, _read_facts.decode(str(facts)), original)  # type: ignore[arg-type]
    return report, vector  # type: ignore[return-value]


def note_read(db: Database, story_ids: Iterable[int]) -> None:
    """Note that stories are being looked at; until they are `settled` they wait all the same."""
    db.execute(
        "INSERT OR REPLACE INTO unsettled (story_id, is_read) SELECT value, 1 FROM json_each(:ids)",
        {"ids": json_ids(story_ids)},
    )


def note_evidence(db: Database) -> None:
    """Say that what is compared of stories has changed. To be called in the transaction that keeps it."""
    db.execute("UPDATE settings SET value = CAST(value AS INTEGER) + 1 WHERE name = 'evidence_version'")


def evidence_version(db: Database) -> int:
    """Give the number that grows whenever what is compared of stories changes."""
    return int(db.execute("SELECT value FROM settings WHERE name = 'evidence_version'").fetchone()[0])


def settled(db: Database, story_ids: Iterable[int]) -> None:
    """Note that stories were looked at; one that changed since it was read waits to be looked at again."""
    db.execute(
        "DELETE FROM unsettled WHERE is_read AND story_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json_ids(story_ids)},
    )
