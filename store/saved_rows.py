"""Rows of what people saved: who saved which story, where a link is a story already, and stories put right by hand."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlite_utils import Database

from store.audiences import asker_values
from store.db import as_utc
from store.model import Asker, Correction
from store.stories import VISIBLE, index_story, indexed_words, keep_revision, stories_by_ids
from store.text import headline_key, language_after, outlet_key


def seen_by_link(db: Database, key: str, asker: Asker) -> int | None:
    """Give the first story of a link that the asker may see."""
    row = db.execute(
        f"SELECT s.id FROM stories s WHERE s.link_key = :key AND {VISIBLE} ORDER BY s.id LIMIT 1",
        {"key": key, **asker_values(asker)},
    ).fetchone()
    return int(row[0]) if row else None


def known_by_link(db: Database, key: str, audience_id: int) -> tuple[int, bool] | None:
    """Give the story of a link that an audience has, its own or everybody's, and whether an editor hid it."""
    row = db.execute(
        """
        SELECT id, hidden_at IS NOT NULL FROM stories
        WHERE link_key = :key AND audience_id IN (1, :audience) AND vanished_at IS NULL
        ORDER BY hidden_at IS NOT NULL, id LIMIT 1
        """,
        {"key": key, "audience": audience_id},
    ).fetchone()
    return (int(row[0]), bool(row[1])) if row else None


def remember_saved(db: Database, person_id: int, story_id: int, now: datetime) -> None:
    """Remember that a person saved a story; it stands among what they saved."""
    db.execute(
        "INSERT OR IGNORE INTO saves (person_id, story_id, at) VALUES (:person, :story, :now)",
        {"person": person_id, "story": story_id, "now": as_utc(now)},
    )


def has_saved(db: Database, person_id: int, story_id: int) -> bool:
    """Tell whether a person saved a story."""
    values = {"person": person_id, "story": story_id}
    return bool(db.execute("SELECT 1 FROM saves WHERE person_id = :person AND story_id = :story", values).fetchone())


def correct_story(db: Database, story_id: int, correction: Correction, now: datetime) -> bool:
    """Put a correction in place of what a story says, keeping that as a revision.

    It stays so when the source tells the story again. A story from which its day was taken stands at the moment it was
    first seen; one whose words are of the other language now is a story in that.
    Gives whether there is such a story and it changed.
    """
    rows = db.query(
        "SELECT id, language, headline, summary, url, outlet, published_at, section, text FROM stories WHERE id = :id",
        {"id": story_id},
    )
    old, values = next(iter(rows), None), asdict(correction)
    if old is None or all(old[name] == value for name, value in values.items()):
        return False
    keep_revision(db, old, as_utc(now))
    was, put = (f"{words['headline']} {words['summary']}" for words in (old, values))
    db.execute(
        """
        UPDATE stories SET headline = :headline, summary = :summary, outlet = :outlet, published_at = :published_at,
          outlet_key = :outlet_key, headline_key = :headline_key, language = :language,
          changed_at = :now, corrected_at = :now,
          effective_at = CASE WHEN published_at IS :published_at THEN effective_at
                         ELSE coalesce(:published_at, seen_at) END
        WHERE id = :id
        """,
        {
            **values,
            "id": story_id,
            "outlet_key": outlet_key(correction.outlet) if correction.outlet else None,
            "headline_key": headline_key(correction.headline),
            "language": language_after(was, put, old["language"]),
            "now": as_utc(now),
        },
    )
    index_story(db, story_id, indexed_words(stories_by_ids(db, [story_id])[0]))
    return True


def mark_corrected(db: Database, story_id: int, now: datetime) -> None:
    """Note that what a story says is what a person put right, so that it stays so."""
    db.execute("UPDATE stories SET corrected_at = :now WHERE id = :id", {"id": story_id, "now": as_utc(now)})
