"""Sources read through a real server with all its bad days: what is recorded, when it is asked again, what is kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.db import Store, from_utc
from store.intake import join_stories
from store.looking import fetcher, look
from store.names import Names
from store.polling import Polled, poll
from store.source_rows import Source
from store.sourcing import add, get
from tests.bot.database import give_database
from tests.fetch.conftest import Site, answer
from tests.sources.conftest import NOW

RSS = b"Content-Type: application/rss+xml\r\n"


def feed(*titles: str) -> bytes:
    """Write a feed of some entries."""
    items = "".join(
        f"<item><title>{title}</title><link>https://h.example/{n}</link></item>" for n, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>Harbour Feed</title>{items}</channel></rss>'.encode()


class Wire:
    """A source at a site, read by the rules of the network."""

    def __init__(self, store: Store, names: Names, site: Site) -> None:
        self.store, self.names, self.site, self.now = store, names, site, NOW
        self.fetch = fetcher(replace(site.rules, seconds=2))
        self.says(answer(feed("A tug is sold", "A pier is rented"), 'ETag: "1"', head=RSS))
        self.source = add(store, look(self.fetch, site.url("/feed")), name=None, person=None, now=NOW)
        assert self.reads().outcome == "new"

    def says(self, *parts: bytes) -> None:
        """Let the feed's address answer so from now on."""
        self.site.serves("/feed", *parts)

    def reads(self) -> Polled:
        """Read the source now, an hour after the last time."""
        self.now += timedelta(hours=1)
        polled = poll(self.store, self.names, self.source.id, self.fetch, self.now)
        assert polled
        join_stories(self.store, self.now)
        return polled

    @property
    def state(self) -> Source:
        """The source as it is now."""
        return get(self.store, self.source.id)

    def stories(self) -> int:
        """Count the stories that are there."""
        return int(self.store.db.execute("SELECT count(*) FROM stories WHERE vanished_at IS NULL").fetchone()[0])

    def due(self) -> datetime:
        """Say when it is asked again."""
        return from_utc(self.state.next_due_at or "")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Names]:
    """The names of the catalogue, whose index is built once."""
    store = Store(give_database(tmp_path_factory.mktemp("names") / "t.db"))
    yield Names(store)
    store.close()


@pytest.fixture
def wire(tmp_path: Path, names: Names) -> Iterator[Wire]:
    """A source that was read once."""
    store, site = Store(give_database(tmp_path / "t.db")), Site()
    yield Wire(store, names, site)
    site.close()
    store.close()


def test_304_is_asked_for_and_understood(wire: Wire) -> None:
    """What the site gave as validator is sent back, and nothing is parsed or lost."""
    wire.says(answer(status="304 Not Modified", head=b""))
    polled = wire.reads()
    assert (polled.outcome, polled.error, wire.stories()) == ("same", None, 2)
    assert 'If-None-Match: "1"' in wire.site.requests[-1]


BAD_DAYS: list[tuple[str, list[bytes], str]] = [
    ("500", [answer(status="500 Oops")], "trouble"),
    ("404", [answer(status="404 Not Found")], "missing"),
    ("drip", [b"HTTP/1.1 200 OK\r\n" + RSS + b"\r\n", *[b"<"] * 60], "slow"),
    ("torn", [b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 900\r\n" + RSS + b"\r\n<rss>"], "torn"),
    ("torn gzip", [answer(gzip.compress(feed("A"))[:-8], "Content-Encoding: gzip", head=RSS, length=False)], "torn"),
    ("hangs up", [b""], "no_answer"),
    ("too large", [answer(b"", head=RSS + b"Content-Length: 99999999\r\n", length=False)], "large"),
    ("image", [answer(b"\x89PNG", head=b"Content-Type: image/png\r\n")], "image"),
    ("inside", [answer(b"", "Location: http://10.0.0.1/", status="302 Found")], "refused"),
    ("loop", [answer(b"", "Location: /feed", status="302 Found")], "redirects"),
    ("login page", [answer(b"<html><body><p>Please sign in to go on reading.</p></body></html>")], "no_feed"),
    ("no words", [answer(b"\0\1\2" * 50, head=b"Content-Type: application/octet-stream\r\n")], "type"),
]


@pytest.mark.parametrize(("parts", "kind"), [row[1:] for row in BAD_DAYS], ids=[row[0] for row in BAD_DAYS])
def test_a_bad_day_is_recorded_and_takes_nothing_away(wire: Wire, parts: list[bytes], kind: str) -> None:
    """The attempt has its reason, the stories stay, and the next good day is read as if nothing had been."""
    wire.site.pause = 0.05 if len(parts) > 1 else 0.0
    wire.says(*parts)
    polled = wire.reads()
    wire.site.pause = 0.0
    [recorded] = wire.store.db.execute("SELECT kind FROM attempts WHERE outcome = 'failed'").fetchall()
    assert (polled.outcome, recorded[0], wire.state.failures, wire.stories()) == ("failed", kind, 1, 2)
    wire.says(answer(feed("A tug is sold", "A pier is rented", "A crane is lent"), head=RSS))
    assert (wire.reads().outcome, wire.state.failures, wire.stories()) == ("new", 0, 3)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        ("429 Too Many Requests", ["Retry-After: 36000"], timedelta(hours=10)),
        (
            "503 Busy",
            ["Date: Mon, 08 Jun 2026 06:00:00 GMT", "Retry-After: Mon, 08 Jun 2026 14:00:00 GMT"],
            timedelta(hours=8),
        ),
    ],
)
def test_who_asks_to_be_left_alone_is(wire: Wire, status: str, headers: list[str], wait: timedelta) -> None:
    """Retry-After is kept, whether in seconds or as a date."""
    wire.says(answer(b"", *headers, status=status))
    assert wire.reads().outcome == "failed"
    assert wire.due() >= wire.now + wait


def test_410_ends_it(wire: Wire) -> None:
    """A source that is gone is asked no more, and its stories stay."""
    wire.says(answer(status="410 Gone"))
    assert wire.reads().outcome == "ended"
    assert (wire.state.state, wire.stories()) == ("ended", 2)


def test_a_permanent_move_is_followed_and_saved(wire: Wire) -> None:
    """On the same host at once; a temporary one is only followed."""
    moved: Any = wire.site.serves("/new", answer(feed("A tug is sold", "A crane is lent"), head=RSS))
    wire.says(answer(b"", "Location: /new", status="302 Found"))
    assert (wire.reads().outcome, wire.state.feed_url) == ("new", wire.site.url("/feed"))
    wire.says(answer(b"", "Location: /new", status="301 Moved Permanently"))
    assert (wire.reads().outcome, wire.state.feed_url) == ("same", moved)


def letter(name: str, day: int, *stories: str) -> str:
    """Write a newsletter of some stories as a mail program forwards it inline."""
    told = "".join(
        f"* {story}: it begins in July with two hundred people and a budget of its own. https://{name.lower()}.example/{n}\n"
        for n, story in enumerate(stories)
    )
    return (
        f"---------- Forwarded message ---------\nFrom: {name} Letter <n@{name.lower()}.example>\n"
        f"Date: Mon, Jun {day}, 2026 at 9:00 AM\nSubject: {name} Letter\nTo: Ann <ann@team.example>"
        f"\n\n\nNews\n\n{told}\n"
    )


def forwarding(*letters: str) -> bytes:
    """Give the answer of an address that holds the mail in which letters are forwarded."""
    head = "From: Ann <ann@team.example>\nDate: Mon, 08 Jun 2026 05:00:00 +0000\nSubject: Fwd: the letters\n"
    mail = f"{head}Content-Type: text/plain; charset=utf-8\n\n{''.join(letters)}"
    return answer(mail.encode(), head=b"Content-Type: message/rfc822\r\n")


CABLE = letter("Cable", 8, "A quay opens a yard in Oslo", "A pilot buys a boat in Lima", "A port hires divers in Kyoto")
VALVE = letter("Valve", 8, "A foundry starts a line in Bonn", "A mill sells its wheel in Cork", "A pump is let in Graz")


def test_a_mail_at_an_address_is_read_with_all_that_it_forwards(wire: Wire) -> None:
    """Each letter is an issue, also of one day; what the mail said before is known again when another stands there."""
    address = wire.site.serves("/latest.eml", forwarding(CABLE, VALVE))
    found = look(wire.fetch, address, as_page=True)
    assert (found.reads, found.total) == ("page", 6)
    wire.source = add(wire.store, found, name=None, person=None, now=wire.now)
    before = wire.stories()
    brought = wire.reads().brought
    assert (brought.issues, brought.new, wire.stories() - before) == (2, 6, 6)
    glass = letter("Glass", 9, "A kiln is fired in Turin", "A lens is ground in Delft", "A pane is cast in Leeds")
    wire.site.serves("/latest.eml", forwarding(VALVE, glass))
    brought = wire.reads().brought
    assert (brought.issues, brought.new, brought.duplicate, wire.stories() - before) == (2, 3, 3, 9)
    wire.site.serves("/latest.eml", forwarding(CABLE))
    brought = wire.reads().brought
    assert (brought.issues, brought.new, wire.stories() - before) == (1, 0, 9)
