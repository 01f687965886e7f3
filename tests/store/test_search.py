"""Search: names, words and filters; any text is legal; nobody sees what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.intake import join_stories, keep
from store.model import Asker
from store.parse import parse
from store.search import Found, as_json, find
from tests.store.conftest import NOW, Shelf
from tests.store.weekly import ENGLISH, WEEKLY


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A store that holds one bilingual weekly."""
    path: Path = tmp_path_factory.mktemp("search") / "t.db"
    shelf = Shelf(path)
    shelf.take_in(WEEKLY)
    yield shelf
    shelf.store.close()


def look_up(
    desk: Shelf, text: str, asker: Asker | None = None, *, limit: int = 10, offset: int = 0, up_to: int | None = None
) -> Found:
    """Find as a member of the workspace would."""
    return find(desk.store, desk.names, text, asker=asker or Asker(), now=NOW, limit=limit, offset=offset, up_to=up_to)


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ("封装", ["英伟达在台湾的封装订单翻倍"]),
        ("订单", ["博通拿下120亿美元定制芯片订单", "英伟达在台湾的封装订单翻倍"]),
        ("部委", ["Mistral AI一周拿下三个部委"]),
        ("wafers", ["Nvidia Doubles Packaging Orders in Taiwan"]),
        ("French soil", ["Mistral AI Wins Three Ministries in One Week"]),
        ("from:bloomberg lang:en", ["Nvidia Doubles Packaging Orders in Taiwan"]),
        ("from:bloomberg lang:zh", ["英伟达在台湾的封装订单翻倍"]),
        ("from:彭博社 lang:en", ["Nvidia Doubles Packaging Orders in Taiwan"]),
        ("since:2026-05-08 until:2026-05-08 lang:en", ["Broadcom Books a $12B Order for Custom Chips"]),
        ("company:broadcom lang:en", ["Broadcom Books a $12B Order for Custom Chips"]),
        ("brodcom lang:en", ["Broadcom Books a $12B Order for Custom Chips"]),
        ("what is new with mistral? lang:en since:2026-05-06", ["Mistral AI Wins Three Ministries in One Week"]),
        ("輝達 封裝", ["英伟达在台湾的封装订单翻倍"]),
    ],
)
def test_what_is_found(desk: Shelf, text: str, headlines: list[str]) -> None:
    """Two-character words, names in any spelling and filters find their stories, newest first."""
    found = look_up(desk, text)
    assert [story.headline for story in found.stories if story.kind == "story"] == headlines


def test_a_number_is_looked_for_whole(desk: Shelf) -> None:
    """Its parts elsewhere in a story are no find, and it is read back as it was typed."""
    for typed in ("90,000 wafers", "90,000", "$12B"):
        assert look_up(desk, f"{typed} lang:en").total == 1
    assert look_up(desk, "000,90 lang:en").total == 0
    assert look_up(desk, "3.5 GW 1,200").words == ("3.5", "gw", "1,200")


def test_a_topic_finds_what_it_is_broader_than(desk: Shelf) -> None:
    """`chips` finds a story that says TPU alone, and `chips mistral` none that says only one of them."""
    found = look_up(desk, "topic:chips lang:en", limit=50)
    assert "Broadcom Books a $12B Order for Custom Chips" in [story.headline for story in found.stories]
    tpu = look_up(desk, "topic:chips tpu lang:en")
    assert [story.headline for story in tpu.stories] == ["Broadcom Books a $12B Order for Custom Chips"]
    assert look_up(desk, "topic:chips ministries lang:en").total == 0


@pytest.mark.parametrize(
    "text", ["zzzqqq", "!!!", "\u200b", "from:nobody", "lang:en zzzqqq", "C++ $5bn", '"', "NEAR(zzzqqq *"]
)
def test_what_is_not_found(desk: Shelf, text: str) -> None:
    """What no story says is an honest zero, FTS syntax included."""
    assert look_up(desk, text).total == 0


def test_several_names_are_asked_together_first(desk: Shelf) -> None:
    """Stories that name all are found; where none does, those that name any, and it is said."""
    both = look_up(desk, "nvidia tsmc lang:en")
    assert (both.total, both.loosened) == (1, False)
    either = look_up(desk, "broadcom and mistral lang:en since:2026-05-06")
    assert {story.headline.split()[0] for story in either.stories} >= {"Broadcom", "Mistral"}
    assert either.loosened


def test_stories_come_newest_first(desk: Shelf) -> None:
    """An empty search lists everything by date, reports before the lines that sum them up."""
    found = look_up(desk, "", limit=100)
    assert found.total == len(found.stories)
    days = [story.effective_at for story in found.stories]
    assert days == sorted(days, reverse=True)


def test_pages_do_not_shift_when_stories_come_in(tmp_path: Path) -> None:
    """A second page asked for after new stories came in continues the first one."""
    shelf = Shelf(tmp_path / "t.db")
    shelf.take_in(ENGLISH)
    whole = [story.id for story in look_up(shelf, "", limit=100).stories]
    first = look_up(shelf, "", limit=3)
    shelf.take_in(ENGLISH.replace("number 12", "number 13").replace("May", "June").replace("two", "three"))
    second = look_up(shelf, "", limit=100, offset=3, up_to=first.newest_id)
    assert [story.id for story in (*first.stories, *second.stories)] == whole
    shelf.store.close()


def test_a_story_is_seen_by_its_audience_only(tmp_path: Path) -> None:
    """What belongs to one channel or one person is found there and nowhere else."""
    shelf = Shelf(tmp_path / "t.db")
    with shelf.store.transaction() as db:
        db.execute("INSERT INTO channels (id, team, slack_id, kind) VALUES (1, 'T1', 'C1', 'private')")
        db.execute("INSERT INTO people (id, team, slack_id) VALUES (1, 'T1', 'U1')")
        db.execute("INSERT INTO audiences (id, kind, channel_id) VALUES (2, 'channel', 1)")
        db.execute("INSERT INTO audiences (id, kind, person_id) VALUES (3, 'person', 1)")
    shelf.take_in(ENGLISH, audience_id=2)
    shelf.take_in(ENGLISH.replace("number 12", "number 99"), audience_id=3)
    in_channel = look_up(shelf, "wafers", Asker("T1", "U2", "C1")).total
    as_person = look_up(shelf, "wafers", Asker("T1", "U1", "C2")).total
    assert (in_channel, as_person) == (1, 1)
    for other in (Asker(), Asker("T1", "U2", "C2"), Asker("T2", "U1", "C1"), Asker("T1", None, None)):
        assert look_up(shelf, "wafers", other).total == 0
    shelf.store.close()


def test_a_translation_counts_once_before_clustering_reached_it(tmp_path: Path) -> None:
    """A story and its translation are one storyline from the start, as an answer shows them."""
    shelf = Shelf(tmp_path / "t.db")
    with shelf.store.transaction() as db:
        keep(db, shelf.names, parse(WEEKLY), now=NOW)
    waiting = look_up(shelf, "nvidia")
    join_stories(shelf.store, NOW)
    joined = look_up(shelf, "nvidia")
    assert waiting.total == joined.total == 4
    assert waiting.storylines == joined.storylines == 2
    shelf.store.close()


def test_hidden_stories_leave_every_answer(tmp_path: Path) -> None:
    """A story that an editor hid is found no more."""
    shelf = Shelf(tmp_path / "t.db")
    shelf.take_in(ENGLISH)
    with shelf.store.transaction() as db:
        db.execute("UPDATE stories SET hidden_at = '2026-05-12T00:00:00Z' WHERE headline LIKE 'Broadcom%'")
    assert look_up(shelf, "broadcom").total == 0
    shelf.store.close()


@settings(max_examples=60)
@given(st.text() | st.text(alphabet="\"*()^:-+{}AND OR NEAR芯片$'\\"))
def test_any_text_is_legal(desk: Shelf, text: str) -> None:
    """Nothing that can be typed raises, and a page never holds more than the total."""
    found = look_up(desk, text)
    assert len(found.stories) <= found.total


def test_a_pasted_page_is_answered(desk: Shelf) -> None:
    """Ten thousand characters are read up to a limit, without an error."""
    assert look_up(desk, "nvidia " * 2000).total > 0


def test_the_json_document_has_its_keys(desk: Shelf) -> None:
    """The `find` document holds the contract's keys, with entities by id and both names."""
    document = as_json(look_up(desk, "from:bloomberg lang:en nvidia since:2026-05-01"))
    assert set(document) == {"query", "read_as", "total", "stories", "disagreements"}
    story = document["stories"][0]  # type: ignore[index]
    assert {"id", "headline", "summary", "url", "outlet", "published_at", "language", "section", "source"} <= set(story)
    assert "nvidia" in [entity["id"] for entity in story["entities"]]
    assert document["read_as"]["entities"][0]["names"] == {"en": "Nvidia", "zh": "英伟达"}  # type: ignore[index]
