"""Figures are kept with their story at intake, follow its changes and names, and are shown by the digest's document."""

from __future__ import annotations

from datetime import timedelta

from store.digest import preview
from store.edition_json import as_json
from store.figure_rows import figures_of, set_figures
from store.figures import find_figures
from store.model import Asker
from store.naming import NewName, add_name
from store.tagging import tag_batch
from tests.store.conftest import NOW, Shelf
from tests.store.weekly import WEEKLY

LATER = NOW + timedelta(hours=1)


def stated(shelf: Shelf, headline: str) -> list[tuple[object, ...]]:
    """Give the figures of a story as stored."""
    return shelf.rows(
        """SELECT f.words, f.kind, f.unit, f.low, f.high, f.bound, f.of, e.slug FROM figures f
           JOIN stories s ON s.id = f.story_id LEFT JOIN entities e ON e.id = f.entity_id
           WHERE s.headline = :headline ORDER BY f.start""",
        headline=headline,
    )


def test_a_story_keeps_its_figures(shelf: Shelf) -> None:
    """Both languages of a card keep the same amount, of the same company."""
    shelf.take_in(WEEKLY)
    english = stated(shelf, "Broadcom Books a $12B Order for Custom Chips")
    chinese = stated(shelf, "博通拿下120亿美元定制芯片订单")
    assert english == [("$12B", "money", "USD", 12e9, 12e9, "exact", None, "broadcom")]
    assert chinese == [("120亿美元", "money", "USD", 12e9, 12e9, "exact", "orders", "broadcom")]


def test_words_stand_where_their_row_says(shelf: Shelf) -> None:
    """A place counts from the start of the headline, with the summary on the line below."""
    shelf.take_in(WEEKLY)
    rows = shelf.rows(
        """SELECT s.headline || char(10) || s.summary, f.words, f.start
           FROM figures f JOIN stories s ON s.id = f.story_id"""
    )
    assert len(rows) > 4
    for text, words, start in rows:
        assert str(text).startswith(str(words), int(str(start)))


def test_a_changed_story_states_what_it_now_says(shelf: Shelf) -> None:
    """The old amount is gone; what stands as it stood keeps its row."""
    shelf.take_in(WEEKLY)
    kept = shelf.rows("SELECT id, words FROM figures WHERE words LIKE '90,000%'")
    shelf.take_in(WEEKLY.replace("$12B", "$15B"), LATER)
    assert [row[3] for row in stated(shelf, "Broadcom Books a $15B Order for Custom Chips")] == [15e9]
    assert shelf.rows("SELECT id, words FROM figures WHERE words LIKE '90,000%'") == kept
    assert shelf.rows("SELECT words FROM figures WHERE words = '$12B'") == []


def test_rows_give_back_what_was_read(shelf: Shelf) -> None:
    """Whole numbers stay whole, open ends open."""
    shelf.take_in(WEEKLY)
    [(story_id,)] = shelf.rows("SELECT min(id) FROM stories")
    figures = find_figures("over $20B, 3.5%, up to 10^26 FLOPs, a third of it by 2027")
    with shelf.store.transaction() as db:
        set_figures(db, int(str(story_id)), figures)
    assert list(figures_of(shelf.store.db, [int(str(story_id))])[int(str(story_id))]) == figures


def test_a_gone_figure_takes_its_disagreements_along(shelf: Shelf) -> None:
    """Nothing refers to a row that is no more."""
    shelf.take_in(WEEKLY)
    with shelf.store.transaction() as db:
        [one, other] = [row[0] for row in db.execute("SELECT id FROM figures ORDER BY id LIMIT 2").fetchall()]
        db.execute(
            """INSERT INTO disagreements (storyline_id, figure_id, other_id, found_at)
               SELECT min(id), :one, :other, :now FROM storylines""",
            {"one": one, "other": other, "now": NOW.isoformat()},
        )
        story_id = db.execute("SELECT story_id FROM figures WHERE id = :id", {"id": other}).fetchone()[0]
        set_figures(db, story_id, [])
    assert shelf.rows("SELECT count(*) FROM disagreements") == [(0,)]


def test_a_name_added_later_owns_what_was_nobodys(shelf: Shelf) -> None:
    """Past stories that hold a new name are read again, their figures too."""
    shelf.take_in(WEEKLY.replace("Broadcom Books", "Quorvex Books"))
    headline = "Quorvex Books a $12B Order for Custom Chips"
    assert [row[-1] for row in stated(shelf, headline)] == [None]
    add_name(shelf.store, shelf.names, NewName("company", "Quorvex"), by=None, now=LATER)
    while tag_batch(shelf.store, shelf.names, LATER):
        pass
    assert [row[-1] for row in stated(shelf, headline)] == ["quorvex"]


def test_the_digest_shows_the_figures_of_its_leads(shelf: Shelf) -> None:
    """Each slot of the document holds what its lead states."""
    shelf.take_in(WEEKLY)
    document = as_json(preview(shelf.store, asker=Asker(), now=NOW))
    slots = document["slots"]
    assert isinstance(slots, list)
    texts = [figure["text"] for slot in slots for figure in slot["figures"]]
    assert "$12B" in texts
