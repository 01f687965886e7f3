"""Sources read over real HTTP: what servers do wrong, in the words and states that people see; and any history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from store.db import Store, from_utc
from store.fetch import FetchRules
from store.looking import Finding, fetcher
from store.names import Names
from store.polling import Polled, poll
from store.rhythm import MOST_PATIENT
from store.source_rows import Source
from store.sourcing import add
from tests.sources.conftest import FEED, NOW, Newsroom
from tests.sources.web import Post, Web, feed, gone, page, trouble

TUG = Post("A tug is sold to the yard", NOW, "g1")
CHINESE = feed(
    [Post("港口拖轮易主，船坞重新开张", NOW, "g2", text="拖轮在码头停泊多年，如今由船坞接手修理。")], title="北港日报"
)


class Wire:
    """A newsroom whose sources stand on a server of this machine."""

    def __init__(self, room: Newsroom, server: HTTPServer) -> None:
        self.room, self.server = room, server
        rules = FetchRules(allowed_hosts=frozenset({f"{server.host}:{server.port}"}), seconds=1.0)
        self.read = fetcher(rules)
        finding = Finding(server.url_for("/feed"), "feed", "Harbour Wire", None, "en", (), 0)
        self.source = add(room.store, finding, person=None, now=room.now)

    def answers(self, answer: Callable[[Request], Response] | Response | str, path: str = "/feed") -> None:
        """Let the server answer in a way."""
        self.server.clear()
        expected = self.server.expect_request(path)
        if callable(answer) and not isinstance(answer, Response):
            expected.respond_with_handler(answer)
        elif isinstance(answer, Response):
            expected.respond_with_response(answer)
        else:
            expected.respond_with_data(answer, content_type="application/rss+xml")

    def poll(self) -> Polled:
        """Read the source now."""
        polled = poll(self.room.store, self.room.names, self.source.id, self.read, self.room.now)
        assert polled
        return polled


@pytest.fixture
def wire(room: Newsroom, httpserver: HTTPServer) -> Wire:
    return Wire(room, httpserver)


def answer(body: str | bytes = "", status: int = 200, **headers: str) -> Response:
    """Build a server's answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(body, status, {"Content-Type": "application/rss+xml", **named})


def test_the_publisher_s_mark_is_sent_back(wire: Wire) -> None:
    """And a 304 is a success without a body."""

    def conditional(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"a"':
            return answer("", 304, ETag='"a"')
        return answer(feed([TUG]), ETag='"a"', Cache_Control="max-age=7200")

    wire.answers(conditional)
    assert wire.poll().brought.new == 1
    assert wire.poll().outcome == "same"


def test_a_permanent_redirect_is_followed_and_saved(wire: Wire) -> None:
    """On the same host at once."""
    wire.answers(answer("", 301, Location="/new"))
    wire.server.expect_request("/new").respond_with_data(feed([TUG]), content_type="application/rss+xml")
    assert wire.poll().source.feed_url == wire.server.url_for("/new")


def test_a_temporary_redirect_is_followed_and_not_saved(wire: Wire) -> None:
    """The next reading asks at the old address again."""
    wire.answers(answer("", 302, Location="/new"))
    wire.server.expect_request("/new").respond_with_data(feed([TUG]), content_type="application/rss+xml")
    assert wire.poll().source.feed_url == wire.server.url_for("/feed")


@pytest.mark.parametrize(
    ("said", "outcome", "kind"),
    [
        (answer("", 410), "ended", "gone"),
        (answer("", 404), "failed", "missing"),
        (answer("", 403), "failed", "forbidden"),
        (answer("", 429, Retry_After="86400"), "failed", "busy"),
        (answer("", 500), "failed", "trouble"),
        (answer("", 503), "failed", "busy"),
        (answer("x" * 100, 200, Content_Type="image/png"), "failed", "image"),
        (answer(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100), "failed", "image"),
        (answer("", 302, Location="http://169.254.169.254/latest"), "failed", "refused"),
        (answer("", 301, Location="/feed"), "failed", "redirects"),
        (answer(feed([TUG])[:-60]), "same", None),
        (answer("<html><body><p>Sign in to the hotel's network.</p></body></html>"), "failed", "no_feed"),
        (answer(""), "failed", None),
    ],
    ids=["gone", "missing", "forbidden", "busy", "trouble", "down", "image", "false type", "metadata", "loop", "torn",
         "portal", "empty"],
)  # fmt: skip
def test_what_servers_do_wrong_is_recorded(wire: Wire, said: Response, outcome: str, kind: str | None) -> None:
    """Each with its kind and a sentence, nothing half-saved, and the next good reading heals it."""
    wire.answers(said)
    polled = wire.poll()
    assert polled.outcome == outcome
    assert kind is None or polled.source.kind == kind
    assert (polled.error is None) == (outcome == "same")
    assert wire.room.headlines() == []
    wire.answers(feed([TUG, Post("A crane is let", NOW, "g3")]))
    healed = wire.poll()
    assert (healed.source.state, healed.brought.new) == ("ok", 2)


def test_retry_after_is_kept(wire: Wire) -> None:
    """A publisher that asks for a day gets it."""
    wire.answers(answer("", 429, Retry_After="86400"))
    due = wire.poll().source.next_due_at
    assert due
    assert from_utc(due) >= NOW + timedelta(days=1)


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", None])
def test_an_encoding_that_is_declared_wrongly_is_seen_through(wire: Wire, declared: str | None) -> None:
    """Bytes in GBK, whatever their server and their declaration call them."""
    kind = f"application/rss+xml; charset={declared}" if declared else "application/rss+xml"
    wire.answers(answer(CHINESE.encode("gbk"), Content_Type=kind))
    assert wire.poll().brought.new == 1
    assert wire.room.headlines() == ["港口拖轮易主，船坞重新开张"]


steps = st.lists(
    st.tuples(st.sampled_from(["new", "same", "304", "fail", "late", "gone", "page", "moved"]), st.integers(1, 200)),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
