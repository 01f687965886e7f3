"""Rows: stories as an export writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from store.audiences import asker_values
from store.evidence_rows import json_ids
from store.model import Asker
from store.stories import VISIBLE
from store.text import outlet_key


def exported(
    db: Database, asker: Asker, after: int, limit: int, *, since: str | None, source: str | None
) -> list[dict[str, object]]:
    """Give the next `limit` stories that an asker may see, behind the row id `after`, with their issue and storyline.

    `since` is a day or a time as stored, `source` the name of a source; None asks for all. One row a story, by row id.
    """
    return list(
        db.query(
            f"""
            SELECT s.id, i.name AS source, s.language, s.kind, s.section, s.headline, s.summary, s.url, s.outlet,
                   s.other_links, s.published_at, s.seen_at, s.position, s.text, s.storyline_id AS storyline,
                   l.lead_id IS s.id AS lead,
                   s.translation_of, n.title, n.published_at AS issue_at, n.period_from, n.period_to
            FROM stories s JOIN issues n ON n.id = s.issue_id JOIN sources i ON i.id = n.source_id
            LEFT JOIN storylines l ON l.id = s.storyline_id
            WHERE s.id > :after AND {VISIBLE}
              AND (:since IS NULL OR coalesce(s.published_at, n.published_at, n.period_to, s.seen_at) >= :since)
              AND (:source IS NULL OR i.key = :source)
            ORDER BY s.id LIMIT :limit
            """,
            {**asker_values(asker), "after": after, "limit": limit, "since": since,
             "source": outlet_key(source) if source else None},
        )
    )  # fmt: skip


def named_by(db: Database, story_ids: Iterable[int]) -> dict[int, list[dict[str, object]]]:
    """Give whom stories name, by story, as an export holds it."""
    rows = db.execute(
        """
        SELECT m.story_id, e.slug, e.kind, m.words, m.how FROM mentions m JOIN entities e ON e.id = m.entity_id
        WHERE m.story_id IN (SELECT value FROM json_each(:ids)) ORDER BY m.story_id, m.how = 'implied', m.start
        """,
        {"ids": json_ids(story_ids)},
    )
    found: dict[int, list[dict[str, object]]] = defaultdict(list)
    for story, slug, kind, words, how in rows:
        found[story].append({"id": slug, "kind": kind, "words": words, "how": how})
    return found
