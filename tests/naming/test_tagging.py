"""Past stories after a name has changed: only those that hold it, in batches, whatever interrupts them."""

from __future__ import annotations

import pytest

from store import retags, tagging
from store.naming import NewName, remove
from store.stories import set_mentions
from store.text import search_words
from tests.naming.conftest import NOW, Desk

QUORVEX = NewName("product", "Quorvex")


def test_stories_that_hold_a_new_name_mention_it(desk: Desk) -> None:
    """In both languages, with plurals and possessives; the count is of stories."""
    desk.take_in(2)
    desk.add(NewName("company", "Quorvex", "泰山智造"))
    *_, last = desk.tag()
    assert (last.tagged, last.looked, last.total, last.is_over) == (4, 4, 4, True)
    assert desk.mentioned("quorvex") == ["Quorvex", "泰山智造"] * 2
    assert desk.mentioned("acme") == ["Acme Labs", "艾可米"] * 2


def test_only_stories_that_may_hold_it_are_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are not even looked at."""
    desk.take_in(3)
    read: list[int] = []
    monkeypatch.setattr(tagging, "set_mentions", lambda db, story, found: read.append(story))
    desk.add(NewName("company", "Terafab Harbour"))
    desk.tag()
    assert len(read) == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Quorvex", "the QUORVEXES and Quorvex’s"),
        ("Foo-4", "a Foo-4 or foo 4"),
        ("Crème Labs", "at Crème Labs’ yard"),
        ("泰山智造", "由泰山智造公司，泰山"),
        ("A股", "在A股市场"),
        ("云 Box 2", "推出云Box 2手机"),
        ("阿里·巴巴", "阿里·巴巴集团"),
        ("オルカ Works", "the オルカ Works"),
        ("C#Flow", "uses C#Flow"),
        ("輝騰", "辉腾上市"),
    ],
)
def test_words_are_found_as_the_index_holds_them(desk: Desk, name: str, text: str) -> None:
    """What the finder would find in a story, the index gives as one to look at."""
    db = desk.store.db
    db.execute("CREATE VIRTUAL TABLE held USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2')")
    words = " ".join(word for phrase in search_words(text) for word in phrase)
    db.execute("INSERT INTO held (words) VALUES (:words)", {"words": words})
    assert db.execute("SELECT count(*) FROM held WHERE held MATCH :q", {"q": retags.words_of([name])}).fetchone() == (
        1,
    )


@pytest.mark.parametrize("name", ['"', "AND", "a* OR b", "NEAR(", "-x", "'; --", "^tid", "甲", ""])
def test_no_name_is_syntax(desk: Desk, name: str) -> None:
    """Whatever a name holds, the query is a legal one."""
    desk.take_in()
    query = retags.words_of([name])
    if query:
        desk.store.db.execute("SELECT count(*) FROM story_search WHERE story_search MATCH :q", {"q": query}).fetchone()


def test_it_goes_on_where_a_crash_left_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches that are done stay done, the one that was under way is done again, and the count is right."""
    monkeypatch.setattr(tagging, "BATCH", 2)
    desk.take_in(5)
    desk.add(QUORVEX)
    first = tagging.tag_batch(desk.store, desk.names, NOW)
    assert first
    assert (first.looked, first.tagged, first.is_over) == (2, 2, False)
    with monkeypatch.context() as crash:
        crash.setattr(retags, "advance", _crash)
        with pytest.raises(KeyboardInterrupt):
            tagging.tag_batch(desk.store, desk.names, NOW)
    assert len(desk.mentioned("quorvex")) == 2
    *_, last = desk.tag()
    assert (last.looked, last.tagged, last.is_over) == (5, 5, True)
    assert len(desk.mentioned("quorvex")) == 5


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_is_removed_is_mentioned_no_more(desk: Desk) -> None:
    """A removed name gives way to the shorter one inside it, and the stories lose it."""
    desk.add(NewName("company", "Harbour", is_cased=True))
    desk.add(NewName("company", "Terafab Harbour"))
    desk.take_in(2)
    assert (len(desk.mentioned("terafab-harbour")), desk.mentioned("harbour")) == (2, [])
    desk.tag()
    remove(desk.store, desk.names, "terafab-harbour", None, person=None, now=NOW)
    *_, last = desk.tag()
    assert (last.untagged, last.tagged) == (2, 0)
    assert (desk.mentioned("terafab-harbour"), len(desk.mentioned("harbour"))) == ([], 2)


def test_a_removed_spelling_leaves_the_others(desk: Desk) -> None:
    """Stories that hold another spelling mention it still."""
    desk.take_in()
    remove(desk.store, desk.names, "acme", "Acme Labs", person=None, now=NOW)
    *_, last = desk.tag()
    assert (last.untagged, desk.mentioned("acme")) == (0, ["Acme", "艾可米"])
    assert desk.audit()[-1] == ("names.remove", "acme: Acme Labs")


def test_a_spelling_that_counts_only_when_typed_reads_nothing(desk: Desk) -> None:
    """No story can change."""
    desk.take_in()
    assert desk.add(NewName("company", "Quorvex", use="typed")).retag_id is None
    assert desk.tag() == []


def test_who_asked_is_told_once(desk: Desk) -> None:
    """What is finished waits to be told to whoever of this workspace asked for it."""
    desk.take_in()
    desk.add(QUORVEX, by=desk.member)
    desk.add(NewName("company", "Terafab Harbour"))
    assert retags.untold(desk.store.db, "T1") == []
    desk.tag()
    assert retags.untold(desk.store.db, "T2") == []
    [told] = retags.untold(desk.store.db, "T1")
    assert (told.slug, told.asked_by, told.tagged) == ("quorvex", "U1", 1)
    with desk.store.transaction() as db:
        retags.mark_told(db, told.id, NOW)
    assert retags.untold(desk.store.db, "T1") == []


def test_a_story_keeps_its_other_mentions(desk: Desk) -> None:
    """Tagging again finds everything that a story names, as intake does."""
    desk.take_in()
    with desk.store.transaction() as db:
        set_mentions(db, 1, [])
    desk.add(QUORVEX)
    desk.tag()
    assert "Acme Labs" in desk.mentioned("acme")
