"""Another audience for a source: what goes along, what stays, who may do it, and what nobody learns by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from store import sourcing
from store.channels import note_channel
from store.comparing import compare, open_disagreements
from store.db import Store
from store.entities import load_catalogue
from store.intake import join_stories, keep
from store.lists import add_list
from store.model import Asker, AudienceKind, Issue, Item
from store.names import Names
from store.opml import Outline
from store.people import Person
from store.schema import migrations
from store.search import find
from store.source_names import SourceRefusedError
from store.source_rights import audiences_for
from store.source_rows import Source, list_sources
from tests.sources.conftest import FEED, NOW, Newsroom
from tests.sources.web import Post, feed

ANYBODY, IN_EDITORS = Asker("T1", "UX", "CNEWS"), Asker("T1", "UX", "CEDIT")
OTHER = "https://quay.example/feed"
LINK = "https://bank.example/loan"
CRANE = Item("story", None, "A crane is let", "It was let.", "https://harbour.example/crane", None, None, "en", 0, "x")
SAVED = Issue("A crane is let", "Harbour Wire", CRANE.url, "en", None, None, "article", (CRANE,), (), (), "x")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with one feed on its web, which knows names, and the two channels."""
    store = Store(tmp_path / "t.db")
    load_catalogue(store, NOW)
    room = Newsroom(store, Names(store))
    room.web.put(FEED, feed([Post("A tug is sold to the yard", NOW - timedelta(hours=1), "g1")]))
    with store.transaction() as db:
        note_channel(db, "T1", "CEDIT", name="editors")
    yield room
    store.close()


def give(room: Newsroom, source: Source, kind: AudienceKind, person: Person | None, channel: str = "CEDIT") -> Source:
    """Give a source another audience and join what that parted."""
    asker = Asker("T1", person.slack_id if person else None, channel)
    done, _ = sourcing.edit(room.store, source.id, audience=kind, asker=asker, person=person, now=room.now)
    join_stories(room.store, room.now)
    return done


def seen(room: Newsroom, asker: Asker) -> list[str]:
    """Give the headlines that an asker finds."""
    return [story.headline for story in find(room.store, room.names, "", asker=asker, now=room.now).stories]


def own(person: Person) -> Asker:
    """Give a person who asks somewhere else."""
    return Asker("T1", person.slack_id, "CELSE")


def test_its_stories_go_along_and_come_back(room: Newsroom) -> None:
    """At once, before anything is joined again; the next reading knows them again for whom they are then."""
    ada = room.person("UADA")
    source = room.add(by=ada)
    room.poll(source)
    to_editors = Asker("T1", "UADA", "CEDIT")
    _, moved = sourcing.edit(room.store, source.id, audience="channel", asker=to_editors, person=ada, now=room.now)
    assert (moved, seen(room, ANYBODY), len(seen(room, IN_EDITORS))) == (1, [], 1)
    assert room.poll(source).brought.new == 0
    assert (seen(room, ANYBODY), len(seen(room, IN_EDITORS))) == ([], 1)
    give(room, source, "person", ada)
    assert (seen(room, IN_EDITORS), len(seen(room, own(ada)))) == ([], 1)
    give(room, source, "workspace", ada)
    room.web.put(FEED, feed([Post("A crane is let", NOW, "g2"), Post("A tug is sold to the yard", NOW, "g1")]))
    assert room.poll(source).brought.new == 1
    assert seen(room, ANYBODY) == ["A crane is let", "A tug is sold to the yard"]


def test_the_same_audience_again_is_no_change(room: Newsroom) -> None:
    """Nothing goes along, nothing is written down."""
    source = room.add(by=room.person("UADA"))
    assert sourcing.edit(room.store, source.id, audience="workspace", person=None, now=NOW)[1] is None
    assert room.store.db.execute("SELECT count(*) FROM audit WHERE action = 'sources.audience'").fetchone()[0] == 0


def test_what_people_saved_stays_where_they_put_it(room: Newsroom) -> None:
    """Neither does a page that somebody saved for a channel become everybody's, nor one for everybody become rarer."""
    ada = room.person("UADA")
    source = room.add(by=ada)
    room.poll(source)
    with room.store.transaction() as db:
        keep(db, room.names, SAVED, now=NOW)
    give(room, source, "channel", ada)
    assert seen(room, ANYBODY) == ["A crane is let"]
    with room.store.transaction() as db:
        db.execute("UPDATE stories SET audience_id = :editors WHERE headline = 'A crane is let'",
                   {"editors": sourcing.get(room.store, source.id).audience_id})  # fmt: skip
    give(room, source, "workspace", ada)
    assert seen(room, ANYBODY) == ["A tug is sold to the yard"]


def test_a_storyline_never_holds_two_audiences(room: Newsroom) -> None:
    """A report that leaves is no part of what stays, nor of its disagreements, at once; and it can join it again."""
    ada = room.person("UADA")
    text = "OpenAI borrows {} from six banks, it said in a letter to its lenders."
    for url, name, amount in ((FEED, "Harbour Wire", "$412 million"), (OTHER, "Quay", "$4.12 billion")):
        title = f"OpenAI borrows {amount} from six banks"
        room.web.put(
            url,
            feed([Post(title, NOW, "g", LINK, text.format(amount))], title=name, home=f"https://{name[:4]}.example"),
        )
    first, second = room.add(by=ada), room.add(OTHER, by=ada)
    for source in (first, second):
        room.poll(source)
    join_stories(room.store, NOW)
    together = "SELECT count(DISTINCT storyline_id), count(*) FROM stories"
    assert room.store.db.execute(together).fetchone() == (1, 2)
    assert len(open_disagreements(room.store.db, ANYBODY)) == 1
    told = find(room.store, room.names, "openai", asker=ANYBODY, now=NOW)
    assert len(told.disagreements) == 1
    sourcing.edit(room.store, second.id, audience="person", person=ada, now=NOW)
    assert room.store.db.execute(together).fetchone() == (2, 2)
    for _ in range(2):
        assert open_disagreements(room.store.db, own(ada)) == ()
        assert find(room.store, room.names, "openai", asker=ANYBODY, now=NOW).disagreements == ()
        join_stories(room.store, NOW)
    assert room.store.db.execute(together).fetchone() == (2, 2)
    give(room, second, "workspace", ada)
    assert room.store.db.execute(together).fetchone() == (1, 2)
    assert len(open_disagreements(room.store.db, ANYBODY)) == 1


def test_a_reading_under_way_keeps_to_the_new_audience(room: Newsroom) -> None:
    """What was asked for before the change is kept for whom the source is after it."""
    ada = room.person("UADA")
    source = room.add(by=ada)
    answer = room.web.pages[FEED]

    def _slow() -> object:
        sourcing.edit(room.store, source.id, audience="person", person=ada, now=NOW)
        return answer

    room.web.pages[FEED] = _slow  # type: ignore[assignment]
    room.poll(source)
    assert (seen(room, ANYBODY), len(seen(room, own(ada)))) == ([], 1)


WHO: tuple[tuple[str, AudienceKind, AudienceKind, bool], ...] = (
    ("adder", "workspace", "channel", True),
    ("adder", "workspace", "person", True),
    ("adder", "channel", "workspace", True),
    ("adder", "person", "channel", True),
    ("editor", "workspace", "channel", True),
    ("editor", "workspace", "person", False),
    ("editor", "channel", "workspace", False),
    ("editor", "channel", "person", False),
    ("editor", "person", "workspace", False),
    ("operator", "channel", "workspace", True),
    ("operator", "workspace", "person", True),
    ("operator", "person", "workspace", False),
    ("operator", "person", "channel", False),
    ("another", "workspace", "channel", False),
    ("guest", "workspace", "channel", False),
)


@pytest.mark.parametrize(("who", "before", "after", "may"), WHO)
def test_who_may_do_it(room: Newsroom, who: str, before: AudienceKind, after: AudienceKind, may: bool) -> None:
    """Who may change a source narrows it; only whoever added it lets more people see it, or keeps it alone."""
    ada = room.person("UADA")
    people = {"adder": ada, "editor": room.person("UCY", is_admin=True), "operator": None,
              "another": room.person("UBO"), "guest": room.person("UG", is_guest=True)}  # fmt: skip
    source = room.add(by=ada)
    if before != "workspace":
        give(room, source, before, ada)
    assert (after in audiences_for(room.source(source), people[who])) == may
    if may:
        assert give(room, source, after, people[who]).audience == after
        return
    with pytest.raises(SourceRefusedError):
        give(room, source, after, people[who])
    assert room.source(source).audience == before


def test_a_channel_s_source_goes_to_another_channel_only_by_who_added_it(room: Newsroom) -> None:
    """Its members are other people."""
    ada, cy = room.person("UADA"), room.person("UCY", is_admin=True)
    source = give(room, room.add(by=ada), "channel", ada)
    with pytest.raises(SourceRefusedError, match="Only whoever added"):
        give(room, source, "channel", cy, "CNEWS")
    assert give(room, source, "channel", ada, "CNEWS").audience_id != source.audience_id


def test_one_that_the_operator_added_is_nobodys_own(room: Newsroom) -> None:
    """There is no person to keep it for."""
    with pytest.raises(SourceRefusedError, match="command line"):
        sourcing.edit(room.store, room.add().id, audience="person", person=None, now=NOW)


def test_a_name_is_taken_only_by_what_one_may_know_of(room: Newsroom) -> None:
    """One's own may not be called as one for everybody is; nor may it become everybody's under such a name."""
    ada, bo = room.person("UADA"), room.person("UBO")
    for n, url in enumerate(("https://a.example/f", "https://b.example/f", "https://c.example/f")):
        room.web.put(url, feed([Post(f"Tug {n} is sold", NOW)], title="Harbour Wire"))
    mine = give(room, room.add("https://a.example/f", by=ada), "person", ada)
    theirs = sourcing.add(
        room.store, room.look("https://b.example/f"), person=bo, now=NOW, audience="person", asker=own(bo)
    )
    everybodys = room.add("https://c.example/f", by=bo)
    assert {mine.name, theirs.name, everybodys.name} == {"Harbour Wire"}
    with pytest.raises(SourceRefusedError, match="already"):
        give(room, mine, "workspace", ada)
    with pytest.raises(SourceRefusedError, match="already"):
        sourcing.edit(room.store, mine.id, name="harbour wire", audience="workspace", person=ada, now=NOW)
    done, _ = sourcing.edit(room.store, mine.id, name="Dock Wire", audience="workspace", person=ada, now=NOW)
    assert (done.name, done.audience) == ("Dock Wire", "workspace")
    with pytest.raises(SourceRefusedError, match=r"https://b\.example/f, https://c\.example/f"):
        sourcing.find(room.store, "Harbour Wire", own(bo))
    assert sourcing.find(room.store, "https://c.example/f", own(bo)).id == everybodys.id


def test_documents_belong_to_the_source_for_everybody(room: Newsroom) -> None:
    """A file that names what somebody reads alone is put to no row of theirs."""
    ada = room.person("UADA")
    mine = give(room, room.add(by=ada), "person", ada)
    with room.store.transaction() as db:
        keep(db, room.names, SAVED, now=NOW)
    assert room.source(mine).stories == 0
    everybodys = sourcing.add(room.store, replace(room.look(), url=OTHER), person=None, now=NOW)
    assert (everybodys.name, everybodys.stories) == ("Harbour Wire", 1)


def test_what_everybody_reads_is_not_read_twice(room: Newsroom) -> None:
    """One's own stays, and is read again by itself as soon as nobody reads it for all."""
    ada = room.person("UADA")
    mine = give(room, room.add(by=ada), "person", ada)
    room.poll(mine)
    everybodys = sourcing.add(room.store, room.look(), person=None, now=NOW, asker=ANYBODY)
    assert everybodys.id != mine.id
    assert len(seen(room, own(ada))) == 1
    room.poll(everybodys)
    assert len(seen(room, own(ada))) == len(seen(room, ANYBODY)) == 1
    room.later(days=2)
    assert (room.source(mine).state, room.source(mine).next_reading_at) == ("covered", None)
    assert sourcing.make_all_due(room.store, room.now) == 1
    sourcing.remove(room.store, everybodys.id, person=None, now=room.now)
    assert room.source(mine).state == "ok"
    assert sourcing.make_all_due(room.store, room.now) == 1
    with pytest.raises(SourceRefusedError, match="for fewer people"):
        sourcing.add(room.store, room.look(), person=ada, now=NOW, asker=own(ada))


def test_a_story_of_two_audiences_is_told_once_to_who_is_of_both(room: Newsroom) -> None:
    """Ada reads alone what a channel reads too: there she sees it once, and neither loses it elsewhere."""
    ada, bo = room.person("UADA"), room.person("UBO")
    mine = give(room, room.add(by=ada), "person", ada)
    asker = Asker("T1", "UBO", "CEDIT")
    theirs = sourcing.add(room.store, room.look(), person=bo, now=NOW, audience="channel", asker=asker)
    for source in (mine, theirs):
        room.poll(source)
    for where in (("UADA", "CEDIT"), ("UADA", None), ("UBO", "CEDIT")):
        assert len(seen(room, Asker("T1", *where))) == 1


def test_all_are_only_those_of_who_asks(room: Newsroom) -> None:
    """Neither the number nor a reading tells of another's."""
    ada = room.person("UADA")
    give(room, room.add(by=ada), "person", ada)
    asked = [sourcing.make_all_due(room.store, NOW, asker=asker) for asker in (ANYBODY, own(ada), None)]
    assert asked == [0, 1, 1]


def test_a_list_knows_only_what_its_reader_may_know(room: Newsroom) -> None:
    """An address that somebody reads alone is new to everybody else, and known to them and to the operator."""
    ada = room.person("UADA")
    give(room, room.add(by=ada), "person", ada)
    listed = [Outline("Wire", FEED)]
    for asker in (own(ada), None):
        assert add_list(room.store, room.look, listed, person=ada, now=NOW, asker=asker).known == 1
    taken = add_list(room.store, room.look, listed, person=room.person("UBO"), now=NOW, asker=ANYBODY)
    assert ([one.audience for one in taken.added], taken.known) == (["workspace"], 0)


def test_sources_of_earlier_versions_keep_apart_too(tmp_path: Path) -> None:
    """Their addresses, names and stories are as they were; a name that one alone has is free for everybody."""
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    migrations.apply(Database(old), stop_before="0008_sources_apart")
    old.execute("INSERT INTO people (id, team, slack_id) VALUES (1, 'T1', 'UADA')")
    old.execute("INSERT INTO audiences (id, kind, person_id) VALUES (9, 'person', 1)")
    add = """INSERT INTO sources (id, name, key, feed_url, reads, audience_id, added_by, added_at)
             VALUES (?, ?, ?, ?, 'feed', ?, 1, '')"""
    old.execute(add, (1, "Harbour Wire", "harbourwire", FEED, 9))
    old.execute(add, (2, "Quay", "quay", OTHER, 1))
    old.commit()
    old.close()
    store = Store(path)
    assert [(one.name, one.feed_url) for one in list_sources(store.db)] == [("Harbour Wire", FEED), ("Quay", OTHER)]
    room = Newsroom(store, Names(store))
    room.web.put(FEED, feed([Post("A tug is sold", NOW)]))
    assert sourcing.add(store, room.look(), person=None, now=NOW, asker=ANYBODY).name == "Harbour Wire"
    assert compare(store, NOW) == 0
    store.close()
