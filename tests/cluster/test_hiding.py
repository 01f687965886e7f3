"""Hiding a story: who may, what it leaves, and that it comes back as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store.digest import preview
from store.exporting import export_stories
from store.hiding import HidingRefusedError, hidden, hide, show_again
from store.intake import join_stories, take_in
from store.model import Asker
from store.people import Person, note_person, person
from store.reasons import why_together
from store.search import find
from tests.cluster.conftest import NOW, Desk, report

LETTER = """Canal Letter, number 7

June 14 – 20, 2026

Money
Cohere Raises $412 Million From Six Banks at a $7.3 Billion Valuation · June 16 · Reuters
→ Cohere raised $412 million. The round values it at $7.3 billion.
Mistral Opens an Office in Lyon · June 16 · Reuters
→ Forty people work there.
"""
OTHER = """Harbour Post, number 31

June 14 – 20, 2026

Business
Toronto's Cohere Lands $412 Million Round, Valued at $7.3 Billion · June 17 · Bloomberg
→ Six banks put $412 million into Cohere, at a valuation of $7.3 billion.
Rain Stops Play in Delhi · June 17 · Bloomberg
→ The match goes on tomorrow.
"""
ALL = Asker()
pytestmark = pytest.mark.usefixtures("no_meaning")


@pytest.fixture
def cohere(desk: Desk) -> int:
    """Give the lead of a storyline of two reports, in a store with two letters."""
    for letter in (LETTER, OTHER):
        take_in(desk.store, desk.names, letter, now=NOW)
    [story, other] = _told(desk, "cohere")
    assert desk.are_joined(story, other)
    [lead] = next(iter(desk.store.db.execute("SELECT lead_id FROM storylines JOIN stories s ON s.id = lead_id "
                                             "WHERE s.headline LIKE '%Cohere%'")))  # fmt: skip
    return int(lead)


def _told(desk: Desk, text: str) -> list[int]:
    return [story.id for story in find(desk.store, desk.names, text, asker=ALL, now=NOW).stories]


def _someone(desk: Desk, slack_id: str, *, is_admin: bool = False, is_guest: bool = False) -> Person:
    with desk.store.transaction() as db:
        note_person(
            db, "T1", slack_id, name=slack_id, locale=None, zone=None, is_guest=is_guest, is_admin=is_admin, now=NOW
        )
    found = person(desk.store.db, "T1", slack_id)
    assert found
    return found


def _audit(desk: Desk) -> list[tuple[object, ...]]:
    return list(desk.store.db.execute("SELECT person_id, action, what FROM audit ORDER BY id"))


def test_a_hidden_story_leaves_everything_and_comes_back(desk: Desk, cohere: int) -> None:
    """Answers, digests, exports and its storyline are without it; shown again, all is as before."""
    editor = _someone(desk, "U1", is_admin=True)

    def _everywhere() -> tuple[set[int], set[int], set[object], int]:
        slots = preview(desk.store, asker=ALL, now=NOW).slots
        leads = {story for slot in slots for story in slot.stories}
        exported = {row["id"] for row in export_stories(desk.store)}
        storylines = [desk.storylines()[story] for story in _told(desk, "cohere")]
        return (
            set(_told(desk, "cohere")),
            leads,
            exported,
            len(why_together(desk.store, storylines[0], asker=ALL).reports),
        )

    before = _everywhere()
    assert before[3] == 2
    [story] = hide(desk.store, [cohere], asker=ALL, by=editor, now=NOW)
    join_stories(desk.store, NOW)
    told, slots, exported, reports = _everywhere()
    assert "412 Million" in story.headline
    assert cohere not in told | slots
    assert cohere not in exported
    assert reports == 1, "its storyline counts it no more"
    assert told, "the other report is still told"
    show_again(desk.store, [cohere], asker=ALL, by=editor, now=NOW)
    join_stories(desk.store, NOW)
    assert _everywhere() == before


def test_it_stays_hidden_when_its_source_tells_it_again(desk: Desk, cohere: int) -> None:
    """The same issue again, and a changed one, bring nothing back."""
    hide(desk.store, [cohere], asker=ALL, by=None, now=NOW)
    for letter in (LETTER, LETTER.replace("Six Banks", "Six Banks").replace("raised $412", "has raised $412"), OTHER):
        take_in(desk.store, desk.names, letter, now=NOW + timedelta(hours=1))
    assert cohere not in _told(desk, "cohere")


def test_who_did_it_is_written_down_once(desk: Desk, cohere: int) -> None:
    """What is hidden already is not hidden anew; the list says since when and by whom, the last one first."""
    editor, [mistral] = _someone(desk, "U1", is_admin=True), _told(desk, "mistral")
    hide(desk.store, [cohere], asker=ALL, by=editor, now=NOW)
    hide(desk.store, [cohere, mistral], asker=ALL, by=None, now=NOW + timedelta(hours=1))
    found, total = hidden(desk.store, asker=ALL, by=editor, limit=10)
    assert [(one.story.id, one.by) for one in found] == [(mistral, None), (cohere, "U1")]
    assert total == 2
    assert [row[:2] for row in _audit(desk)] == [(editor.id, "stories.hide"), (None, "stories.hide")]
    assert str(_audit(desk)[1][2]).startswith(f"{mistral}: Mistral Opens")
    show_again(desk.store, [cohere, cohere], asker=ALL, by=editor, now=NOW)
    assert _audit(desk)[-1][:2] == (editor.id, "stories.show")
    assert len(_audit(desk)) == 3


@pytest.mark.parametrize("flags", [{}, {"is_guest": True}, {"is_guest": True, "is_admin": True}])
def test_only_editors_may(desk: Desk, cohere: int, flags: dict[str, bool]) -> None:
    """A member or guest hides nothing, shows nothing and reads no list."""
    member = _someone(desk, "U2", **flags)
    for refused in (
        lambda: hide(desk.store, [cohere], asker=ALL, by=member, now=NOW),
        lambda: show_again(desk.store, [cohere], asker=ALL, by=member, now=NOW),
        lambda: hidden(desk.store, asker=ALL, by=member, limit=5),
    ):
        with pytest.raises(HidingRefusedError, match="Only editors"):
            refused()
    assert cohere in _told(desk, "cohere")


def test_a_found_translation_is_judged_anew_once_it_is_shown_again(desk: Desk) -> None:
    """It goes with its original and comes back with it; once it tells something else, it translates it no more."""
    told = [("Cohere opens in Lyon", "Cohere在里昂设立办公室"), ("Mistral hires 40 people", "Mistral招聘40人"),
            ("Nvidia ships 900 racks", "英伟达交付900个机柜")]  # fmt: skip
    links = [f"https://a.example/{n}" for n in range(3)]
    english = desk.add("Post", *(report(en, url=link) for (en, _), link in zip(told, links, strict=True)))
    chinese = desk.add("晨报", *(report(zh, url=link) for (_, zh), link in zip(told, links, strict=True)))

    def _originals() -> list[int | None]:
        rows = desk.store.db.execute("SELECT id, translation_of FROM stories").fetchall()
        return [dict(rows)[story] for story in chinese]

    assert _originals() == english
    hide(desk.store, [chinese[0]], asker=ALL, by=None, now=NOW)
    join_stories(desk.store, NOW)
    show_again(desk.store, [chinese[0]], asker=ALL, by=None, now=NOW)
    join_stories(desk.store, NOW)
    assert _originals() == english
    with desk.store.transaction() as db:
        changed = {
            "url": "https://b.example/",
            "link_key": "b.example",
            "headline": "百度在西安裁员两千人",
            "id": chinese[0],
        }
        db.execute("UPDATE stories SET url = :url, link_key = :link_key, headline = :headline WHERE id = :id", changed)
    join_stories(desk.store, NOW)
    assert _originals()[0] is None


def test_one_that_is_not_there_hides_none(desk: Desk, cohere: int) -> None:
    """Of several stories, all are hidden or none; what the asker may not see is not there."""
    with desk.store.transaction() as db:
        own = db.execute("INSERT INTO channels (team, slack_id, kind) VALUES ('T1', 'C9', 'private') RETURNING id")
        [channel] = own.fetchone()
        db.execute("INSERT INTO audiences (id, kind, channel_id) VALUES (9, 'channel', :c)", {"c": channel})
        db.execute("UPDATE stories SET audience_id = 9 WHERE headline LIKE 'Mistral%'")
    [mistral] = next(iter(desk.store.db.execute("SELECT id FROM stories WHERE headline LIKE 'Mistral%'")))
    for stranger in (mistral, 9_999):
        with pytest.raises(HidingRefusedError, match=f"no story {stranger}"):
            hide(desk.store, [cohere, stranger], asker=ALL, by=None, now=NOW)
    assert cohere in _told(desk, "cohere")
    hide(desk.store, [mistral], asker=Asker("T1", None, "C9"), by=None, now=NOW)
    assert hidden(desk.store, asker=ALL, by=None, limit=5) == ([], 0), "nor does a list tell of it elsewhere"
