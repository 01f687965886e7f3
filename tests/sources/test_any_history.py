"""A source through any history, and through encodings that are declared wrongly."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.db import Store, from_utc
from store.intake import join_stories
from store.model import Asker
from store.names import Names
from store.people import Person
from store.polling import poll
from store.rhythm import MOST_PATIENT
from store.source_rows import Source
from store.sourcing import edit
from tests.sources.conftest import FEED, NOW, Newsroom
from tests.sources.web import Post, Web, feed, gone, page, trouble

OTHER = "https://quay.example/feed"
TUG = Post("A tug is sold to the yard", NOW, "g1")
YARD = Post("港口拖轮易主，船坞重新开张", NOW, "g2", text="拖轮在码头停泊多年，如今由船坞接手修理。")


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", None])
def test_an_encoding_that_is_declared_wrongly_is_seen_through(room: Newsroom, declared: str | None) -> None:
    """Bytes in GBK, whatever their server and their declaration call them."""
    room.web.put(FEED, feed([YARD], title="北港日报").encode("gbk"), charset=declared)
    assert room.poll(room.add()).brought.new == 1
    assert room.headlines() == ["港口拖轮易主，船坞重新开张"]


steps = st.lists(
    st.tuples(st.sampled_from(["new", "same", "304", "fail", "late", "gone", "page", "moved"]), st.integers(1, 200)),
    max_size=25,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_history_leaves_a_source_in_order(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    """Whatever happens to it: stories are never lost or doubled, and it is due again unless somebody has to act."""
    room = _room(tmp_path_factory.mktemp("any"))
    entries = [TUG]
    room.web.put(FEED, feed(entries))
    source = room.add()
    room.poll(source)
    failures = 0
    for what, hours in steps:
        room.later(hours=hours)
        if what == "new":
            entries = [Post(f"Crane {len(entries)} lifts", room.now, f"c{len(entries)}"), *entries]
        _set_up(room.web, what, feed(entries))
        polled = room.poll(source)
        failures = failures + 1 if polled.error else 0
        _check(room, polled.source, failures)
    room.web.put(FEED, feed(entries))
    room.web.put("https://b.example/feed", feed(entries))
    assert room.poll(source).source.stories == len(entries)
    assert len(set(room.headlines())) == len(room.headlines()) == len(entries)
    room.store.close()


def _room(folder: Path) -> Newsroom:
    store = Store(folder / "t.db")
    return Newsroom(store, Names(store))


def _set_up(web: Web, what: str, body: str) -> None:
    """Let the address answer as a step says, wherever it has moved to by then."""
    answers: dict[str, Any] = {
        "304": page(FEED, body, etag='"e"'),
        "fail": trouble(FEED),
        "late": trouble(FEED, 503, retry_after=10**6),
        "gone": gone(FEED),
        "page": page(FEED, "<html><body><p>We are mending this.</p>"),
        "moved": page("https://b.example/feed", body, moved_to="https://b.example/feed"),
    }
    for url in (FEED, "https://b.example/feed"):
        web.pages[url] = answers.get(what) or page(url, body)


def _check(room: Newsroom, source: Source, failures: int) -> None:
    due = from_utc(source.next_due_at or "")
    assert source.failures == failures
    assert timedelta(minutes=15) <= due - room.now <= MOST_PATIENT
    assert (source.state == "failing") == (failures > 0 and not source.paused_at and not source.ended_at)


moves = st.lists(
    st.tuples(st.sampled_from(["read", "join", "workspace", "channel", "person"]), st.integers(0, 1)), max_size=14
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_any_audiences_leave_stories_with_their_sources(
    tmp_path_factory: pytest.TempPathFactory, moves: list[Any]
) -> None:
    """Whomever two sources of the same events are for, and whenever they are read: no storyline holds stories of two
    audiences, no story is for others than its source, and once all are for everyone they are as if they always were.
    """
    room = _room(tmp_path_factory.mktemp("moves"))
    ada = room.person("UADA")
    links = [Post(f"Crane {n} lifts the tug", NOW, f"g{n}", f"https://crane.example/{n}") for n in range(4)]
    room.web.put(FEED, feed(links))
    room.web.put(OTHER, feed(links[1:], title="Quay", home="https://quay.example/"))
    both = [room.add(FEED, by=ada), room.add(OTHER, by=ada)]
    for what, which in moves:
        if what == "read":
            poll(room.store, room.names, both[which].id, room.web, room.now)
        elif what == "join":
            join_stories(room.store, room.now)
        else:
            _give(room, both[which], what, ada)
        assert _astray(room) == (0, 0)
    for source in both:
        _give(room, source, "workspace", ada)
        room.poll(source)
    assert room.store.db.execute("SELECT count(*), count(DISTINCT storyline_id) FROM stories").fetchone() == (7, 4)
    room.store.close()


def _give(room: Newsroom, source: Source, kind: Any, person: Person) -> None:
    asker = Asker("T1", person.slack_id, "CEDIT")
    edit(room.store, source.id, audience=kind, asker=asker, person=person, now=room.now)


def _astray(room: Newsroom) -> tuple[int, int]:
    """Count storylines of two audiences, and stories that are for others than their sources."""
    mixed = "SELECT 1 FROM stories GROUP BY storyline_id HAVING storyline_id AND count(DISTINCT audience_id) > 1"
    astray = """SELECT 1 FROM stories t JOIN issues i ON i.id = t.issue_id JOIN sources s ON s.id = i.source_id
                WHERE s.audience_id <> t.audience_id OR s.audience_id <> i.audience_id"""
    first, second = (len(room.store.db.execute(query).fetchall()) for query in (mixed, astray))
    return first, second
