"""Rows of stories: their text as searched, their mentions, their revisions, and who may see them.

`VISIBLE` is the one place that says which stories an asker sees; every query over stories includes it, but for those
over what editors hid.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from store.audiences import OPEN_TO, asker_values
from store.model import Asker, Entity, Issue, Item, Language, Mention, Story
from store.text import headline_key, link_key, outlet_key, search_words

MEANT_FOR = f"s.vanished_at IS NULL AND s.audience_id IN {OPEN_TO}"
_IS_SEEN_ELSEWHERE = f"""
EXISTS (SELECT 1 FROM stories own CROSS JOIN stories other ON other.link_key = own.link_key
        WHERE own.id = s.id AND other.headline_key = own.headline_key AND other.audience_id < s.audience_id
          AND other.audience_id IN {OPEN_TO} AND other.vanished_at IS NULL)
"""
"""That an asker has a story twice, by link and headline: for everybody, say, and for themselves. It is told once."""
VISIBLE = f"s.hidden_at IS NULL AND {MEANT_FOR} AND (s.audience_id = 1 OR NOT {_IS_SEEN_ELSEWHERE})"

_STORED = ("section", "headline", "summary", "url", "outlet", "published_at", "text")
"""The columns whose change makes a revision."""

_KEPT = """
SELECT id, kind, language, section, headline, summary, url, outlet, published_at, text, position, link_key,
       headline_key, vanished_at, corrected_at
FROM stories
"""


def indexed_words(item: Item | Story) -> str:
    """Write a story's headline, summary and outlet as the words that full-text search holds."""
    text = "\n".join(part for part in (item.headline, item.summary, item.outlet) if part)
    return " ".join(word for phrase in search_words(text) for word in phrase)


def stories_of_issue(db: Database, issue_id: int) -> list[dict[str, object]]:
    """Give an issue's stories as stored, vanished ones too, in their order."""
    return list(db.query(f"{_KEPT} WHERE issue_id = :issue ORDER BY position", {"issue": issue_id}))


def same_elsewhere(
    db: Database, item: Item, *, source_id: int, audience_id: int, issue_id: int
) -> dict[str, object] | None:
    """Find a story that this source already told in another issue: same kind, language, headline, link and date.

    It is given as `stories_of_issue` gives them.
    """
    found = db.query(
        f"""{_KEPT} WHERE headline_key = :headline AND kind = :kind AND language = :language
              AND link_key IS :link AND published_at IS :published_at AND text = :text
              AND audience_id = :audience AND issue_id <> :issue
              AND issue_id IN (SELECT id FROM issues WHERE source_id = :source)
            ORDER BY id LIMIT 1""",
        {
            "headline": headline_key(item.headline),
            "kind": item.kind,
            "language": item.language,
            "link": link_key(item.url) if item.url else None,
            "published_at": item.published_at,
            "text": item.text,
            "audience": audience_id,
            "issue": issue_id,
            "source": source_id,
        },
    )
    return next(iter(found), None)


def _item_values(item: Item, issue: Issue, now: str) -> dict[str, object]:
    return {
        "kind": item.kind,
        "section": item.section,
        "headline": item.headline,
        "summary": item.summary,
        "url": item.url,
        "outlet": item.outlet,
        "outlet_key": outlet_key(item.outlet) if item.outlet else None,
        "published_at": item.published_at,
        "effective_at": item.published_at or issue.published_at or (issue.period[0] if issue.period else now),
        "language": item.language,
        "position": item.position,
        "link_key": link_key(item.url) if item.url else None,
        "headline_key": headline_key(item.headline),
        "text": item.text,
        "cites": json.dumps(item.references),
        "other_links": json.dumps(item.links),
        "now": now,
    }


def add_story(db: Database, item: Item, issue: Issue, *, issue_id: int, audience_id: int, now: str) -> int:
    """Add an item as a story, indexed for search. Gives its row id."""
    values = _item_values(item, issue, now) | {"issue": issue_id, "audience": audience_id}
    cursor = db.execute(
        """
        INSERT INTO stories (issue_id, audience_id, kind, section, headline, summary, url, outlet, outlet_key,
                             published_at, effective_at, language, position, link_key, headline_key, text, cites,
                             other_links, seen_at)
        VALUES (:issue, :audience, :kind, :section, :headline, :summary, :url, :outlet, :outlet_key,
                :published_at, :effective_at, :language, :position, :link_key, :headline_key, :text, :cites,
                :other_links, :now)
        """,
        values,
    )
    story_id = int(cursor.lastrowid or 0)
    index_story(db, story_id, indexed_words(item))
    return story_id


def as_known(item: Item, old: dict[str, object]) -> Item:
    """Give an item with what is known better of the story that it is again.

    What a person put right outlasts the source's words, and a date outlasts a source that states it no more.
    """
    if old["corrected_at"] is None:
        return item if item.published_at else replace(item, published_at=old["published_at"])  # type: ignore[arg-type]
    return replace(item, **{name: old[name] for name in ("headline", "summary", "outlet", "published_at")})  # type: ignore[arg-type]


def is_changed(old: dict[str, object], item: Item) -> bool:
    """Tell whether an item says something else than the story that it is again, or brings a vanished one back."""
    return old["vanished_at"] is not None or any(old[column] != getattr(item, column) for column in _STORED)


def change_story(db: Database, old: dict[str, object], item: Item, issue: Issue, now: str) -> None:
    """Put an item's words in place of a story's, keeping the old ones as a revision."""
    keep_revision(db, old, now)
    # What was undated keeps the moment it was first seen: a change does not make an old story new.
    db.execute(
        """
        UPDATE stories SET section = :section, headline = :headline, summary = :summary, url = :url, outlet = :outlet,
          outlet_key = :outlet_key, published_at = :published_at, position = :position, link_key = :link_key,
          headline_key = :headline_key, text = :text, cites = :cites, other_links = :other_links,
          changed_at = :now, vanished_at = NULL,
          effective_at = CASE WHEN :effective_at = :now THEN effective_at ELSE :effective_at END
        WHERE id = :id
        """,
        _item_values(item, issue, now) | {"id": old["id"]},
    )
    index_story(db, int(str(old["id"])), indexed_words(item))


def keep_revision(db: Database, old: dict[str, object], now: str) -> None:
    """Keep what a story says until now."""
    db.execute(
        """
        INSERT INTO revisions (story_id, replaced_at, headline, summary, url, outlet, published_at, section, text)
        VALUES (:id, :now, :headline, :summary, :url, :outlet, :published_at, :section, :text)
        """,
        old | {"now": now},
    )


def move_story(db: Database, story_id: int, position: int) -> None:
    """Note where in its issue an unchanged story now stands."""
    db.execute(
        "UPDATE stories SET position = :position WHERE id = :id AND position <> :position",
        {"id": story_id, "position": position},
    )


def mark_vanished(db: Database, story_ids: Iterable[int], now: str) -> None:
    """Mark stories that their issue no longer holds; they leave answers and editions but are kept."""
    for story_id in story_ids:
        db.execute(
            "UPDATE stories SET vanished_at = :now WHERE id = :id AND vanished_at IS NULL",
            {"id": story_id, "now": now},
        )


def set_translation(db: Database, story_id: int, original_id: int) -> None:
    """Record that a story is another one in the other language."""
    db.execute(
        "UPDATE stories SET translation_of = :original WHERE id = :id AND translation_of IS NOT :original",
        {"id": story_id, "original": original_id},
    )


def told_in(db: Database, story_ids: Sequence[int], language: Language, asker: Asker) -> dict[int, int]:
    """Give for stories in another language those that are their translation or original, as far as an asker may see."""
    rows = db.execute(
        f"""
        WITH wanted AS (SELECT w.id, w.translation_of FROM stories w
                        WHERE w.id IN (SELECT value FROM json_each(:ids)) AND w.language <> :language),
             pairs AS (SELECT w.id, s.id AS other FROM wanted w JOIN stories s ON s.translation_of = w.id
                       UNION ALL SELECT id, translation_of FROM wanted WHERE translation_of IS NOT NULL)
        SELECT pairs.id, min(s.id) FROM pairs JOIN stories s ON s.id = pairs.other
        WHERE s.language = :language AND {VISIBLE} GROUP BY pairs.id
        """,
        {"ids": json.dumps(list(story_ids)), "language": language, **asker_values(asker)},
    )
    return dict(rows.fetchall())


def set_mentions(db: Database, story_id: int, mentions: Sequence[Mention]) -> None:
    """Put these mentions in place of a story's; entities that the store does not hold are passed over."""
    db.execute("DELETE FROM mentions WHERE story_id = :story", {"story": story_id})
    for mention in mentions:
        db.execute(
            """
            INSERT OR IGNORE INTO mentions (story_id, entity_id, words, start, how)
            SELECT :story, id, :words, :start, :how FROM entities WHERE slug = :slug
            """,
            {
                "story": story_id,
                "words": mention.words,
                "start": mention.start,
                "how": mention.how,
                "slug": mention.entity_id,
            },
        )


def index_story(db: Database, story_id: int, words: str) -> None:
    """Index a story's words. A contentless FTS table deletes only by the exact words it was given, so they are kept."""
    old = db.execute("SELECT words FROM story_words WHERE story_id = :id", {"id": story_id}).fetchone()
    if old:
        db.execute(
            "INSERT INTO story_search (story_search, rowid, words) VALUES ('delete', :id, :words)",
            {"id": story_id, "words": old[0]},
        )
    db.execute(
        "INSERT OR REPLACE INTO story_words (story_id, words) VALUES (:id, :words)", {"id": story_id, "words": words}
    )
    db.execute("INSERT INTO story_search (rowid, words) VALUES (:id, :words)", {"id": story_id, "words": words})


def stories_by_ids(db: Database, ids: Sequence[int]) -> list[Story]:
    """Give stories with the entities they name, in the order of the ids."""
    marks = json.dumps(list(ids))
    entities = _entities_of(db, marks)
    rows = db.query(
        """
        SELECT s.id, s.kind, s.section, s.headline, s.summary, s.url, s.outlet, s.published_at, s.language, s.position,
               coalesce(n.published_at, n.period_from) AS issue_from, coalesce(n.published_at, n.period_to) AS issue_to,
               coalesce(i.name, '') AS source, s.seen_at, s.effective_at, s.storyline_id AS storyline, s.translation_of,
               s.credit_key
        FROM stories s
        JOIN issues n ON n.id = s.issue_id
        JOIN sources i ON i.id = n.source_id
        WHERE s.id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": marks},
    )
    stories = {}
    for row in rows:
        days = (row.pop("issue_from"), row.pop("issue_to"))
        named = tuple(entities.get(row["id"], ()))
        stories[row["id"]] = Story(**row, issue_days=days if all(days) else None, entities=named)
    return [stories[story_id] for story_id in ids if story_id in stories]


def _entities_of(db: Database, marks: str) -> dict[int, list[Entity]]:
    rows = db.query(
        """
        SELECT m.story_id, e.slug, e.kind, e.name_en, e.name_zh
        FROM mentions m JOIN entities e ON e.id = m.entity_id
        WHERE m.story_id IN (SELECT value FROM json_each(:ids))
        ORDER BY m.how = 'implied', m.start
        """,
        {"ids": marks},
    )
    found: dict[int, list[Entity]] = {}
    for row in rows:
        entity = Entity(id=row["slug"], kind=row["kind"], name_en=row["name_en"], name_zh=row["name_zh"])
        found.setdefault(row["story_id"], []).append(entity)
    return found
