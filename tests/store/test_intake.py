"""Intake: every item once, changes kept, nothing half-saved."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import NothingFoundError
from store.intake import Stored, decide
from store.model import Item
from store.parse import parse
from tests.store.conftest import NOW, Shelf
from tests.store.weekly import ENGLISH, WEEKLY, next_week

LATER = NOW + timedelta(hours=1)


def test_a_document_becomes_its_items(shelf: Shelf) -> None:
    """Every item is a story of its kind, with section, outlet, date and the exact words it came from."""
    taken = shelf.take_in(WEEKLY)
    items = parse(WEEKLY).items
    assert (taken.new, taken.changed, taken.duplicate) == (len(items), 0, 0)
    kept = shelf.rows("SELECT kind, section, headline, outlet, published_at, text FROM stories ORDER BY position")
    assert kept == [(it.kind, it.section, it.headline, it.outlet, it.published_at, it.text) for it in items]
    assert all(item.text in WEEKLY for item in items)
    assert shelf.rows("SELECT text FROM issues") == [(WEEKLY,)]


def test_a_bare_site_is_credited_by_its_outlets_name(shelf: Shelf) -> None:
    """A story without a credit has the outlet that its link's site belongs to, in its language."""
    sites = ("www.theverge.com", "edition.cnn.com", "www.washingtonpost.com", "unheard-of.example", "36kr.com")
    lines = [f"- [A new kiln opens in town number {n}](https://{site}/{n}/kiln)" for n, site in enumerate(sites)]
    shelf.take_in("# Kilns, 3 May 2026\n\n## News\n\n" + "\n".join(lines) + "\n")
    kept = shelf.rows("SELECT outlet FROM stories ORDER BY position")
    assert kept == [("The Verge",), ("CNN",), ("The Washington Post",), ("unheard-of.example",), ("36Kr",)]


def test_translations_share_a_storyline(shelf: Shelf) -> None:
    """Both languages of a card are one storyline; different cards are different ones."""
    shelf.take_in(WEEKLY)
    pairs = shelf.rows(
        """SELECT s.headline, o.headline, s.storyline_id = o.storyline_id FROM stories s
           JOIN stories o ON o.id = s.translation_of WHERE s.kind = 'story' ORDER BY s.position"""
    )
    assert pairs == [
        ("Nvidia Doubles Packaging Orders in Taiwan", "英伟达在台湾的封装订单翻倍", 1),
        ("Broadcom Books a $12B Order for Custom Chips", "博通拿下120亿美元定制芯片订单", 1),
        ("Mistral AI Wins Three Ministries in One Week", "Mistral AI一周拿下三个部委", 1),
    ]
    assert shelf.rows("SELECT count(DISTINCT storyline_id) FROM stories WHERE kind = 'story'") == [(3,)]


def test_mentions_are_found_in_both_languages(shelf: Shelf) -> None:
    """A story names its companies in either language."""
    shelf.take_in(WEEKLY)
    named = shelf.rows(
        """SELECT s.language FROM mentions m JOIN entities e ON e.id = m.entity_id JOIN stories s ON s.id = m.story_id
           WHERE e.slug = 'nvidia' AND s.kind = 'story' ORDER BY 1"""
    )
    assert named == [("en",), ("zh",)]


def test_the_same_document_again_changes_nothing(shelf: Shelf) -> None:
    """A second intake leaves every row of the file as it was."""
    shelf.take_in(WEEKLY)
    before = shelf.dump()
    again = shelf.take_in(WEEKLY, LATER)
    assert (again.new, again.changed, again.vanished) == (0, 0, 0)
    assert again.duplicate == len(parse(WEEKLY).items)
    assert shelf.dump() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Suppliers were told to plan for two years of growth.", "Suppliers were told to wait."),
        ("Nvidia Doubles Packaging Orders in Taiwan", "Nvidia Triples Packaging Orders in Taiwan"),
        ("May 6 · Bloomberg", "May 6 · Reuters"),
        ("May 6 · Bloomberg", "May 5 · Bloomberg"),
    ],
)
def test_one_edited_story_changes_that_story(shelf: Shelf, old: str, new: str) -> None:
    """An edit of body, headline, outlet or date changes one story in place and keeps what it said before."""
    shelf.take_in(ENGLISH)
    story_id = shelf.rows("SELECT id, headline FROM stories WHERE headline LIKE 'Nvidia Doubles%'")[0][0]
    taken = shelf.take_in(ENGLISH.replace(old, new), LATER)
    assert (taken.new, taken.changed, taken.vanished) == (0, 1, 0)
    assert shelf.rows("SELECT story_id FROM revisions") == [(story_id,)]
    assert shelf.rows("SELECT id FROM stories WHERE changed_at IS NOT NULL") == [(story_id,)]


def test_an_edit_reaches_the_search_index(shelf: Shelf) -> None:
    """After an edit the new words find the story and the old ones no longer do."""
    shelf.take_in(ENGLISH)
    shelf.take_in(ENGLISH.replace("two years of growth", "a quiet winter"), LATER)
    found = "SELECT count(*) FROM story_search WHERE story_search MATCH :words"
    assert shelf.rows(found, words='"quiet winter"') == [(1,)]
    assert shelf.rows(found, words='"years of growth"') == [(0,)]
    with shelf.store.transaction() as db:
        db.execute("INSERT INTO story_search (story_search) VALUES ('integrity-check')")


def test_a_story_that_leaves_its_issue_is_marked_and_may_return(shelf: Shelf) -> None:
    """A removed card is kept but marked; when it stands there again, the mark goes."""
    shelf.take_in(ENGLISH)
    card = ENGLISH[ENGLISH.index("Broadcom Books") : ENGLISH.index("\nModels in Public")]
    assert shelf.take_in(ENGLISH.replace(card, ""), LATER).vanished == 1
    gone = "SELECT headline FROM stories WHERE vanished_at IS NOT NULL"
    assert shelf.rows(gone) == [("Broadcom Books a $12B Order for Custom Chips",)]
    back = shelf.take_in(ENGLISH, LATER)
    assert (back.new, back.changed) == (0, 1)
    assert shelf.rows(gone) == []


def test_moving_a_card_is_no_change(shelf: Shelf) -> None:
    """Another order of the same cards makes no revision; the stories know their new places."""
    shelf.take_in(ENGLISH)
    first = ENGLISH[ENGLISH.index("Nvidia Doubles") : ENGLISH.index("Broadcom Books")]
    second = ENGLISH[ENGLISH.index("Broadcom Books") : ENGLISH.index("\nModels in Public")]
    taken = shelf.take_in(ENGLISH.replace(first + second, second + first), LATER)
    assert (taken.new, taken.changed, taken.vanished) == (0, 0, 0)
    order = shelf.rows("SELECT substr(headline, 1, 6) FROM stories WHERE kind = 'story' ORDER BY position")
    assert order == [("Broadc",), ("Nvidia",), ("Mistra",)]


def test_next_weeks_issue_overwrites_nothing(shelf: Shelf) -> None:
    """Another number of the letter adds its new stories; what it repeats word for word is told once."""
    shelf.take_in(ENGLISH)
    before = shelf.rows("SELECT id, text, vanished_at, position FROM stories ORDER BY id")
    taken = shelf.take_in(next_week(), LATER)
    assert taken.changed == 0
    assert taken.new >= 1
    assert shelf.rows("SELECT count(*) FROM issues") == [(2,)]
    kept = shelf.rows("SELECT id, text, vanished_at, position FROM stories ORDER BY id")
    assert kept[: len(before)] == before


def test_an_issue_of_a_day_to_come_is_dated_when_it_comes(shelf: Shelf) -> None:
    """Until then it is undated, or its stories would stand above all news; it is the same issue all along."""
    day = (NOW + timedelta(days=5)).date()
    text = f"# Quay Letter, {day}\n\n- Nvidia lends the harbour a crane.\n- OpenAI rents a pier from the city.\n"
    shelf.take_in(text)
    assert shelf.rows("SELECT published_at FROM issues") == [(None,)]
    shelf.take_in(text, now=NOW + timedelta(days=5))
    assert shelf.rows("SELECT published_at FROM issues") == [(day.isoformat(),)]


def test_an_undated_note_stays_itself_when_edited(shelf: Shelf) -> None:
    """A document without date or link is the same again when edited; another one of its title is not."""
    note = ENGLISH.replace("May 4 – 10, 2026", "").replace("number 12", "a loose sheet")
    shelf.take_in(note)
    edited = shelf.take_in(note.replace("factories before models", "factories first"), LATER)
    assert (edited.new, edited.changed) == (0, 1)
    shelf.take_in("Harbour AI Letter, a loose sheet\n\nQuick Hits\n- Oslo hosts a summit: It lasts a day.\n", LATER)
    assert shelf.rows("SELECT count(*) FROM issues") == [(2,)]
    assert shelf.rows("SELECT count(*) FROM stories WHERE vanished_at IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("text", ["", "   \n\n ", "\x00\x01"])
def test_what_holds_nothing_is_refused_and_saves_nothing(shelf: Shelf, text: str) -> None:
    """A document without items is refused in one sentence; the file stays as it was."""
    before = shelf.dump()
    with pytest.raises(NothingFoundError) as refused:
        shelf.take_in(text)
    assert str(refused.value).endswith(".")
    assert shelf.dump() == before


def test_killed_at_any_moment_the_file_holds_all_or_nothing(tmp_path: Path) -> None:
    """A process killed while it takes documents in leaves whole issues only, and the next run carries on."""
    path = tmp_path / "t.db"
    expected = len(parse(ENGLISH).items)
    chance = random.Random(7)
    root = Path(__file__).parents[2]
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.endless_intake", str(path)], cwd=root, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.3))
        process.kill()
        process.wait()
        process.stdout.close()
    shelf = Shelf(path)
    counts = shelf.rows("SELECT count(*) FROM stories GROUP BY issue_id")
    assert counts
    assert set(counts) == {(expected,)}
    assert shelf.rows("SELECT count(*) FROM issues") == [(len(counts),)]
    assert shelf.rows("SELECT count(*) FROM story_words") == shelf.rows("SELECT count(*) FROM stories")
    shelf.take_in(ENGLISH)
    assert shelf.rows("SELECT count(*) FROM stories WHERE storyline_id IS NULL") == [(0,)]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    shelf.store.close()


def item(position: int, headline: str, url: str | None, section: str) -> Item:
    """Build an item of a list issue."""
    return Item("story", section, headline, "", url, None, None, "en", position, headline)


def stored(number: int, of: Item) -> Stored:
    """Write an item as the row it became."""
    from store.text import headline_key, link_key

    return {
        "id": number,
        "kind": of.kind,
        "language": of.language,
        "section": of.section,
        "text": of.text,
        "link_key": link_key(of.url) if of.url else None,
        "headline_key": headline_key(of.headline),
        "corrected_at": None,
    }


HEADLINES = st.sampled_from(["Nvidia ships", "Nvidia ships!", "Intel waits", "Intel waits again", "Meta", ""])
URLS = st.sampled_from([None, "https://a.com/1", "https://a.com/2"])
ITEMS = st.lists(st.tuples(HEADLINES, URLS, st.sampled_from(["A", "B"])), max_size=8)


@given(ITEMS, ITEMS)
def test_deciding_uses_each_story_once(
    old: list[tuple[str, str | None, str]], new: list[tuple[str, str | None, str]]
) -> None:
    """Whatever changed, no stored story is met twice, and those not met are exactly those gone."""
    rows = [stored(n, item(n, *traits)) for n, traits in enumerate(old)]
    decision = decide([item(n, *traits) for n, traits in enumerate(new)], rows)
    met = [row["id"] for row in decision.again.values()]
    assert len(met) == len(set(met))
    assert sorted([*met, *(row["id"] for row in decision.gone)], key=str) == sorted(range(len(old)), key=str)


@given(ITEMS)
def test_deciding_on_the_same_items_meets_all(traits: list[tuple[str, str | None, str]]) -> None:
    """The same issue again meets every stored story, identical ones included."""
    items = [item(n, *each) for n, each in enumerate(traits)]
    decision = decide(items, [stored(n, each) for n, each in enumerate(items)])
    assert len(decision.again) == len(items)
    assert not decision.gone
