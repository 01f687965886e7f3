"""Sources for fewer than everybody: chosen when one is added, kept in lists, stories and notices ever after."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.workspace.views import View
from store import sourcing
from store.looking import Finding, look
from store.model import Asker
from store.people import person
from store.source_rows import Source, list_sources
from tests.bot.conftest import NOW, buttons_of, words_of
from tests.sources.office import ADA, ADA_ID, FEED, GUEST, LIN, LIN_ID, SourcesOffice, plain
from tests.sources.web import Post, feed, gone

EDITORS = "editors"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SourcesOffice]:
    """An office to which Ada (an admin) and 小林 have said hello, with one feed on the web."""
    office = SourcesOffice(tmp_path)
    office.web.put(FEED, feed([Post("A tug is sold", NOW - timedelta(hours=2), "g1")]))
    for who in (ADA, LIN):
        office.types(who, "/sources help")
    yield office
    office.close()


def found_in(office: SourcesOffice, who: str, channel: str) -> dict[str, Any]:
    """Have a person look at the feed's address in a channel, and give what was found there."""
    office.workspace.command(who, channel, "/sources", f"add {FEED}")
    return office.workspace.wait_for(
        lambda: next((one for one in office.seen(who, channel) if "sources.save.0" in buttons_of(one)), {})
    )


def saved_by(office: SourcesOffice, who: str, channel: str, found: dict[str, Any], button: str) -> Source:
    """Have a person save the feed by a button, and give the source once it was read."""
    assert "*Harbour Wire* is added" in plain(words_of(office.clicks(who, found, button, channel)))
    office.workspace.wait_for(lambda: [one.stories for one in list_sources(office.store.db)] == [1])
    return office.source("Harbour Wire")


def test_a_private_channels_source_stays_there(office: SourcesOffice) -> None:
    """The list, its stories and its name are for that channel; elsewhere nobody learns that it is read."""
    found = found_in(office, ADA, EDITORS)
    assert list(buttons_of(found).values()) == ["Save for this channel only", "Save for everyone"]
    source = saved_by(office, ADA, EDITORS, found, "sources.save.0")
    assert (source.audience, source.channel) == ("channel", "#editors")
    assert "仅本频道可见" in words_of(office.types(LIN, "/sources", EDITORS))
    assert "还没有订阅来源" in words_of(office.types(LIN, "/sources"))
    assert "A tug is sold" in words_of(office.types(ADA, "/news tug", EDITORS))
    assert "A tug is sold" not in words_of(office.types(ADA, "/news tug"))
    assert "Harbour" not in office.types(ADA, "/sources export")["text"]
    assert "There is no source" in plain(words_of(office.types(ADA, "/sources pause Harbour Wire")))
    found = found_in(office, LIN, "ai-news")
    office.clicks(LIN, found, "sources.save.0")
    office.workspace.wait_for(lambda: [one.stories for one in list_sources(office.store.db)] == [1, 1])
    assert [one.name for one in list_sources(office.store.db)] == ["Harbour Wire", "Harbour Wire"]
    assert "A tug is sold" in words_of(office.types(ADA, "/news tug"))
    assert "read for everyone as well" in words_of(office.types(ADA, "/sources", EDITORS))


def test_checking_all_tells_nothing_of_others(office: SourcesOffice) -> None:
    """What one reads alone is neither counted nor read when somebody else asks for all."""
    direct = office.workspace.direct(LIN)
    office.workspace.command(LIN, direct, "/sources", f"add {FEED}")
    found = office.workspace.wait_for(
        lambda: next((one for one in office.seen(LIN, direct) if "sources.save.1" in buttons_of(one)), {})
    )
    office.clicks(LIN, found, "sources.save.1", direct)
    office.workspace.wait_for(lambda: [one.stories for one in list_sources(office.store.db)] == [1])
    office.now += timedelta(minutes=6)
    asked = len(office.web.asked)
    assert "All that can be read was read" in words_of(office.types(ADA, "/sources check all"))
    assert len(office.web.asked) == asked
    assert "正在读取 1 个来源" in words_of(office.types(LIN, "/sources check all"))


def editing(office: SourcesOffice, who: str, channel: str = "ai-news") -> View:
    """Have a person open the modal that edits the feed, and give it."""
    before = {view.id for view in office.workspace.views(who)}
    office.workspace.command(who, channel, "/sources", "edit harbour")
    [view] = office.workspace.wait_for(lambda: [one for one in office.workspace.views(who) if one.id not in before])
    return view


def offered(view: View) -> list[str]:
    """Give the audiences that a modal offers."""
    fields = [block for block in view.content["blocks"] if block.get("block_id") == "audience"]
    return [one["value"] for field in fields for one in field["element"]["options"]]


def test_who_may_see_it_is_changed_in_the_modal(office: SourcesOffice) -> None:
    """Its stories go along at once, and a list that was open before tells nobody else of it."""
    office.add(by=ADA_ID)
    stale = office.types(LIN, "/sources")
    view = editing(office, ADA, EDITORS)
    assert offered(view) == ["workspace", "channel", "person"]
    office.workspace.people.submit(ADA, view.id, {"name": "Harbour Wire", "language": "en", "audience": "channel"})
    office.workspace.wait_for(
        lambda: "for this channel only from now on, and so is the story" in words_of(view.content)
    )
    assert "A tug is sold" not in words_of(office.types(LIN, "/news tug"))
    assert "A tug is sold" in words_of(office.types(LIN, "/news tug", EDITORS))
    seen = len(office.seen(LIN, "ai-news"))
    office.chooses(LIN, stale, "check")
    office.workspace.wait_for(lambda: len(office.seen(LIN, "ai-news")) > seen)
    assert "Harbour" not in words_of(office.seen(LIN, "ai-news")[-1])
    view = editing(office, ADA, EDITORS)
    office.workspace.people.submit(ADA, view.id, {"name": "Wire", "language": "en", "audience": "workspace"})
    office.workspace.wait_for(lambda: "*Wire* is for everyone in this workspace" in plain(words_of(view.content)))
    assert "A tug is sold" in words_of(office.types(LIN, "/news tug"))


def test_an_editor_is_offered_what_an_editor_may(office: SourcesOffice) -> None:
    """Ada narrows what 小林 added, and cannot open it again; what is sent all the same is refused at the name."""
    office.add(by=LIN_ID)
    view = editing(office, ADA, EDITORS)
    assert offered(view) == ["workspace", "channel"]
    office.workspace.people.submit(ADA, view.id, {"name": "Harbour Wire", "language": "en", "audience": "channel"})
    office.workspace.wait_for(lambda: [one.audience for one in list_sources(office.store.db)] == ["channel"])
    late = editing(office, ADA, EDITORS)
    assert offered(late) == []
    assert "Only whoever added it may let others see it" in words_of(late.content)
    view = editing(office, LIN, EDITORS)
    office.workspace.people.submit(LIN, view.id, {"name": "Harbour Wire", "language": "en", "audience": "person"})
    office.workspace.wait_for(lambda: [one.audience for one in list_sources(office.store.db)] == ["person"])
    office.workspace.people.submit(ADA, late.id, {"name": "Mine", "language": "en"})
    office.workspace.wait_for(lambda: late.errors)
    assert [one.name for one in list_sources(office.store.db)] == ["Harbour Wire"]


def test_a_modal_that_is_late_opens_nothing(office: SourcesOffice) -> None:
    """What was for everyone when an editor opened it is not so again by saving; the reason stands at that field."""
    office.add(by=LIN_ID)
    late, view = editing(office, ADA, EDITORS), editing(office, LIN, EDITORS)
    values = {"name": "Harbour Wire", "language": "en"}
    office.workspace.people.submit(LIN, view.id, {**values, "audience": "channel"})
    office.workspace.wait_for(lambda: [one.audience for one in list_sources(office.store.db)] == ["channel"])
    office.workspace.people.submit(ADA, late.id, {**values, "audience": "workspace"})
    office.workspace.wait_for(lambda: late.errors)
    assert "Only whoever added Harbour Wire may let others see it" in plain(late.errors["audience"])


def test_editing_needs_a_command(office: SourcesOffice) -> None:
    """A message opens no modal; it says what does, and a stranger's source stays theirs."""
    office.add(by=ADA_ID)
    assert "Type `/sources edit NAME`" in words_of(office.says(ADA, "@Tidings sources edit harbour"))
    assert "别人添加的" in words_of(office.types(LIN, "/sources edit harbour"))


def test_a_name_that_somebody_uses_alone_is_free(office: SourcesOffice) -> None:
    """Nobody learns by a refusal what another reads."""
    lin = person(office.store.db, office.workspace.team_id, LIN_ID)
    asker = Asker(office.workspace.team_id, LIN_ID)
    sourcing.add(office.store, look(office.web, FEED), person=lin, now=NOW, audience="person", asker=asker)
    office.web.put("https://b.example/feed", feed([Post("A crane is let", NOW)], title="Harbour Wire"))
    assert office.add("https://b.example/feed", by=ADA_ID).name == "Harbour Wire"


def test_a_person_keeps_a_source_alone(office: SourcesOffice) -> None:
    """In a direct message the second button does; the list shows it to nobody else."""
    direct = office.workspace.direct(LIN)
    office.workspace.command(LIN, direct, "/sources", f"add {FEED}")
    found = office.workspace.wait_for(
        lambda: next((one for one in office.seen(LIN, direct) if "sources.save.1" in buttons_of(one)), {})
    )
    assert list(buttons_of(found).values()) == ["保存，所有人可见", "保存，仅自己可见"]
    office.clicks(LIN, found, "sources.save.1", direct)
    office.workspace.wait_for(lambda: [one.stories for one in list_sources(office.store.db)] == [1])
    assert "仅自己可见" in words_of(office.types(LIN, "/sources"))
    assert "No source is read yet" in words_of(office.types(ADA, "/sources"))
    assert "A tug is sold" in words_of(office.types(LIN, "/news tug"))
    assert "A tug is sold" not in words_of(office.types(ADA, "/news tug"))


@pytest.mark.parametrize(("channel", "first"), [("ai-news", "workspace"), (EDITORS, "channel")])
def test_the_modal_asks_who_may_see_it(office: SourcesOffice, channel: str, first: str) -> None:
    """What is chosen already goes by where the modal was opened; another choice is taken."""
    before = {view.id for view in office.workspace.views(ADA)}
    office.workspace.command(ADA, channel, "/sources", "add")
    [view] = office.workspace.wait_for(lambda: [one for one in office.workspace.views(ADA) if one.id not in before])
    office.workspace.people.submit(ADA, view.id, {"address": FEED})
    [view] = office.workspace.wait_for(
        lambda: [one for one in office.workspace.views(ADA) if one.content["callback_id"] == "sources.save"]
    )
    [field] = [block for block in view.content["blocks"] if block.get("block_id") == "audience"]
    assert field["element"]["initial_option"]["value"] == first
    assert [one["value"] for one in field["element"]["options"]] == ["workspace", "channel", "person"]
    office.workspace.people.submit(ADA, view.id, {"name": "Wire", "language": "en", "audience": "person"})
    office.workspace.wait_for(lambda: [one.audience for one in list_sources(office.store.db)] == ["person"])


def test_only_who_added_it_is_told_of_a_private_ones_trouble(office: SourcesOffice) -> None:
    """Editors are not: they do not know of it."""
    lin = person(office.store.db, office.workspace.team_id, LIN_ID)
    asker = Asker(office.workspace.team_id, LIN_ID)
    sourcing.add(office.store, look(office.web, FEED), person=lin, now=NOW, audience="person", asker=asker)
    office.polling.wake()
    office.workspace.wait_for(lambda: office.source("Harbour Wire").last_ok_at)
    office.web.fail(FEED, gone(FEED))
    office.later(days=1)
    office.workspace.wait_for(lambda: [one for one in office.told(LIN) if "Harbour Wire" in one])
    assert not [one for one in office.told(ADA) if "Harbour Wire" in one]


def test_a_removed_source_may_come_back_for_more(office: SourcesOffice) -> None:
    """Added again for everybody, its stories are there for everybody; those kept before stay where they were."""
    saved_by(office, ADA, EDITORS, found_in(office, ADA, EDITORS), "sources.save.0")
    sourcing.remove(office.store, office.source("Harbour Wire").id, person=None, now=NOW)
    office.add()
    assert office.source("Harbour Wire").audience == "workspace"
    assert "A tug is sold" in words_of(office.types(LIN, "/news tug"))


def test_a_channel_that_is_not_named_keeps_nothing(office: SourcesOffice) -> None:
    """A source for a channel without one is refused rather than opened to everybody."""
    finding = Finding("https://b.example/feed", "feed", "B", None, "en", (), 0)
    with pytest.raises(sqlite3.IntegrityError):
        sourcing.add(office.store, finding, person=None, now=NOW, audience="channel", asker=Asker())
    assert list_sources(office.store.db) == []


LIST = "https://lists.example/all.opml"
OPML = f'<opml version="2.0"><body><outline text="Wire" xmlUrl="{FEED}"/></body></opml>'


@pytest.mark.parametrize(
    ("channel", "audience", "said"),
    [
        ("ai-news", "workspace", "1 added"),
        (EDITORS, "channel", "for this channel only"),
        ("im", "person", "for you alone"),
    ],
)
def test_a_list_that_is_typed_stays_where_it_was(office: SourcesOffice, channel: str, audience: str, said: str) -> None:
    """An OPML imported by its address is for whom the place is, and says so where that is not everybody."""
    office.web.put(LIST, OPML)
    place = office.workspace.direct(ADA) if channel == "im" else channel
    office.workspace.command(ADA, place, "/sources", f"import {LIST}")
    office.workspace.wait_for(lambda: [one for one in office.seen(ADA, place) if said in words_of(one)])
    assert [one.audience for one in list_sources(office.store.db)] == [audience]


@pytest.mark.parametrize(("chosen", "audience"), [({}, "channel"), ({"audience": "workspace"}, "workspace")])
def test_a_list_that_is_pasted_asks_for_whom(office: SourcesOffice, chosen: dict[str, str], audience: str) -> None:
    """In a private channel it is for that channel, unless they say otherwise."""
    office.workspace.command(ADA, EDITORS, "/sources", "import")
    [view] = office.workspace.wait_for(lambda: office.workspace.views(ADA))
    office.workspace.people.submit(ADA, view.id, {"opml": OPML, **chosen})
    office.workspace.wait_for(lambda: [one.audience for one in list_sources(office.store.db)] == [audience])


def test_a_guest_is_offered_nothing(office: SourcesOffice) -> None:
    """Wherever they ask."""
    assert buttons_of(office.types(GUEST, "/sources")) == {}
