"""Addresses on the command line: `tidings intake URL` and `tidings parse URL`, by the operator's own rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.bot.database import give_database
from tests.fetch.conftest import Site, answer

PAGE = b"""<html><head><title>Nvidia lends the harbour a crane</title></head><body><main>
<h1>Nvidia lends the harbour a crane</h1><p>Nvidia lends its tallest crane to the harbour for $2 million a year.</p>
<p>Dockers of three shifts were trained on it in April, and the first container was moved on Monday.</p>
</main></body></html>"""
FEED = b"""<rss version="2.0"><channel><title>Harbour Feed</title><link>https://harbour.example/</link>
<item><title>A tug is sold to Nvidia</title><link>https://harbour.example/tug</link></item>
<item><title>A pier is rented to OpenAI</title><link>https://harbour.example/pier</link></item></channel></rss>"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return give_database(tmp_path / "tidings.db")


def run(site: Site, database: Path, *words: str) -> Result:
    env = {"TIDINGS_DB": str(database), "TIDINGS_FETCH_HOSTS": f"127.0.0.1:{site.port}"}
    return CliRunner(env=env).invoke(main, words, catch_exceptions=False)


def test_a_page_and_a_feed_are_taken_in(site: Site, database: Path) -> None:
    """The page is one story under its own link, the feed its entries; a second time nothing is new."""
    page = site.serves("/crane", answer(PAGE))
    feed = site.serves("/feed", answer(FEED, head=b"Content-Type: application/rss+xml\r\n"))
    first = json.loads(run(site, database, "intake", "--json", page, feed).stdout)
    assert (first["documents"], first["stories"]["new"], first["failed"]) == (2, 3, [])
    second = json.loads(run(site, database, "intake", "--json", page, feed).stdout)
    assert second["stories"] == {"new": 0, "changed": 0, "duplicate": second["stories"]["duplicate"]}
    found = json.loads(run(site, database, "find", "--json", "tallest crane").stdout)
    assert [(story["url"], story["source"]) for story in found["stories"]] == [(page, "127.0.0.1")]


def test_what_cannot_be_read_is_named_and_the_rest_taken_in(site: Site, database: Path) -> None:
    """Each address with its sentence, without a traceback."""
    page = site.serves("/crane", answer(PAGE))
    done = run(site, database, "intake", "--json", "http://10.0.0.5/", site.url("/none"), page)
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert report["stories"]["new"] == 1
    assert [failure["why"] for failure in report["failed"]] == [
        "10.0.0.5 is an address inside a private network, which is not read; an operator can allow it with"
        " TIDINGS_FETCH_HOSTS.",
        "127.0.0.1 has no such page; check the address.",
    ]


def test_parse_reads_an_address_and_saves_nothing(site: Site, database: Path) -> None:
    """What intake would make of it."""
    page = site.serves("/crane", answer(PAGE))
    document = json.loads(run(site, database, "parse", "--json", page).stdout)
    assert (document["layout"], document["url"]) == ("article", page)
    assert json.loads(run(site, database, "find", "--json", "crane").stdout)["total"] == 0
