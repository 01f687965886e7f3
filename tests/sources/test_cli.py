"""`tidings sources` and `tidings intake` against a server on this machine that an operator has allowed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from bot.cli import main
from tests.bot.database import give_database
from tests.sources.web import Post, feed

TODAY = datetime.now(UTC)


class Shell:
    """Runs `tidings` with a database in an empty folder, and a web of one server."""

    def __init__(self, folder: Path, server: HTTPServer) -> None:
        self.folder, self.server = folder, server
        self.runner = CliRunner(
            env={
                "TIDINGS_DB": str(give_database(folder / "tidings.db")),
                "TIDINGS_FETCH_HOSTS": f"{server.host}:{server.port}",
            }
        )

    def run(self, *words: str, typed: str | None = None) -> Result:
        """Run a command line."""
        return self.runner.invoke(main, words, input=typed, catch_exceptions=False)

    def json(self, *words: str) -> Any:
        """Run a command line that must succeed, and read the document that it prints."""
        result = self.run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def put(self, path: str, body: str, kind: str = "application/rss+xml") -> str:
        """Let something stand on the server, and give its address."""
        self.server.expect_request(path).respond_with_data(body, content_type=kind)
        return self.server.url_for(path)


@pytest.fixture
def shell(tmp_path: Path, httpserver: HTTPServer) -> Shell:
    return Shell(tmp_path, httpserver)


def wire(*titles: str) -> str:
    """Write a feed with entries of yesterday."""
    return feed([Post(title, TODAY - timedelta(days=n), f"g{n}") for n, title in enumerate(titles, 1)])


def test_a_page_s_feed_is_found_shown_and_saved(shell: Shell) -> None:
    """What was found stands there before the question; then its stories are there."""
    shell.put("/wire.xml", wire("A tug is sold", "A crane is let", "A buoy drifts", "A pilot retires"))
    page = shell.put("/", '<link rel="alternate" type="application/rss+xml" href="/wire.xml"><p>Harbour', "text/html")
    refused = shell.run("sources", "add", page, typed="n\n")
    assert refused.exit_code == 1
    assert "Harbour Wire: a feed, 4 stories, in English" in refused.output
    assert "• A buoy drifts" in refused.output
    assert "A pilot retires" not in refused.output
    assert shell.json("sources", "list") == []
    added = shell.run("sources", "add", page, "--name", "The Wire", typed="y\n")
    assert added.stdout.endswith("The Wire is added; 4 stories taken in.\n")
    [source] = shell.json("sources", "list")
    assert (source["name"], source["reads"], source["state"], source["stories"]) == ("The Wire", "feed", "ok", 4)
    assert source["url"] == shell.server.url_for("/wire.xml")
    again = shell.run("sources", "add", page, "--yes")
    assert (again.exit_code, again.stderr.splitlines()[-1]) == (
        1, "Error: The Wire is read already, by the feed of this site; give --page to read the page itself too.",
    )  # fmt: skip


def test_a_page_without_a_feed_is_read_itself(shell: Shell) -> None:
    """It lists stories, so it is an issue each time it changes; what scrolled away stays."""

    def listing(*titles: str) -> str:
        items = "".join(
            f'<h2><a href="/{title[-5:]}">{title} at the old quay</a></h2><p>{title} was told by the harbour master in '
            "a letter to all who own a boat there, and to their heirs.</p>"
            for title in titles
        )
        return f"<html><head><title>Quay letters</title></head><body><h1>Quay letters</h1>{items}</body></html>"

    page = shell.put("/letters", listing("A tug is moored", "A crane is oiled", "A buoy is towed"), "text/html")
    added = shell.json("sources", "add", page)
    assert (added["reads"], added["state"], added["stories"]) == ("page", "ok", 3)
    shell.server.clear()
    shell.put("/letters", listing("A lamp is lit anew", "A tug is moored", "A crane is oiled"), "text/html")
    [checked] = shell.json("sources", "check", "Quay letters")
    assert checked["stories"] == {"new": 1, "changed": 0}
    found = shell.json("find", "buoy")
    assert found["total"] == 1


def test_a_page_is_read_beside_its_feed_where_somebody_insists(shell: Shell) -> None:
    """The refusal says how; a list that is exported and imported keeps the page a page."""
    shell.put("/wire.xml", wire("A tug is sold", "A crane is let"))
    link = '<link rel="alternate" type="application/rss+xml" href="/wire.xml">'
    rows = "".join(f"<h2><a href='/{n}'>Quay {n} is dredged</a></h2><p>The work takes {n} weeks.</p>" for n in "357")
    page = shell.put("/news", f"<html><head>{link}</head><body><h1>Dredging news</h1>{rows}</body></html>", "text/html")
    assert shell.json("sources", "add", page)["reads"] == "feed"
    assert "give --page to read the page itself" in shell.run("sources", "add", page, "--yes").stderr
    added = shell.run("sources", "add", page, "--page", typed="y\n")
    assert "a page, read again whenever it changes, 3 stories" in added.stderr
    assert "leads to it" in shell.run("sources", "add", page, "--page", "--yes").stderr
    listed = shell.run("sources", "export").stdout
    shell.run("sources", "remove", "Dredging news")
    shell.run("sources", "import", "-", typed=listed)
    assert {(one["url"], one["reads"]) for one in shell.json("sources", "list")} == {
        (shell.server.url_for("/wire.xml"), "feed"),
        (page, "page"),
    }


def test_a_single_article_is_no_page_to_insist_on(shell: Shell) -> None:
    """It says that only the feed can be read."""
    shell.put("/wire.xml", wire("A tug is sold"))
    link = '<link rel="alternate" type="application/rss+xml" href="/wire.xml">'
    page = shell.put("/story", f"{link}<h1>A tug is sold</h1><p>It was old and it leaked.</p>", "text/html")
    result = shell.run("sources", "add", page, "--page", "--yes")
    assert (result.exit_code, "so only its feed can be read" in result.stderr) == (1, True)


def test_a_listed_feed_that_is_down_for_the_moment_is_kept(shell: Shell) -> None:
    """It is told and tried again by its rhythm; what is refused for good is left out with its reason."""
    good, down = shell.put("/good", wire("A tug is sold")), shell.server.url_for("/down")
    busy = shell.server.url_for("/busy")
    shell.server.expect_request("/down").respond_with_data("", status=503)
    shell.server.expect_request("/busy").respond_with_data("", status=429, headers={"Retry-After": "7200"})
    missing, private = shell.server.url_for("/none"), "http://10.0.0.1/feed"
    shell.server.expect_request("/none").respond_with_data("", status=404)
    told = shell.run("sources", "import", "-", typed=opml(good, down, busy, missing, private))
    assert (told.exit_code, told.stdout) == (1, "1 source added, 2 to be tried again, 0 known already, 2 failed.\n")
    assert "asks to be left alone for a while" in told.stderr
    assert "It is added, and tried again from " in told.stderr
    states = {one["url"]: (one["state"], one["next_due_at"]) for one in shell.json("sources", "list")}
    assert [states[url][0] for url in (good, down, busy)] == ["waiting", "failing", "failing"]
    assert states[busy][1] > states[down][1]
    assert {missing, private}.isdisjoint(states)
    again = shell.run("sources", "import", "-", "--json", typed=opml(good, down, busy))
    assert (again.exit_code, json.loads(again.stdout)["known"]) == (0, 3)
    shell.server.clear()
    shell.put("/down", wire("A crane is let"))
    name = next(one["name"] for one in shell.json("sources", "list") if one["url"] == down)
    [checked] = shell.json("sources", "check", name)
    assert checked["stories"]["new"] == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://127.0.0.1:1/feed", "port"),
        ("http://10.0.0.1/feed", "private network"),
        ("ftp://x.example/feed", "http:// or https://"),
        ("http://me:secret@x.example/", "user name or password"),
        ("{server}/none", "has no such page"),
        ("{server}/story", "single article"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(shell: Shell, address: str, sentence: str) -> None:
    """Nothing is saved, there is no traceback, and the exit code is 1."""
    shell.server.expect_request("/none").respond_with_data("no", status=404)
    shell.put("/story", "<html><body><h1>A tug is sold</h1><p>It was old.</p></body></html>", "text/html")
    result = shell.run("sources", "add", address.format(server=shell.server.url_for("").rstrip("/")), "--yes")
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert shell.json("sources", "list") == []


def test_intake_without_a_path_reads_what_is_due(shell: Shell) -> None:
    """Sources that are not due, or paused, are left alone; one that fails is named, and the others are read."""
    good, bad = shell.put("/good", wire("A tug is sold")), shell.put("/bad", wire("A crane is let"))
    shell.run("sources", "import", "-", typed=opml(good, bad))
    shell.server.clear()
    shell.put("/good", wire("A tug is sold"))
    result = shell.run("intake", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["documents"], report["issues"], report["stories"]["new"]) == (2, 1, 1)
    assert [one["what"] for one in report["failed"]] == ["Feed 2"]
    assert shell.run("intake").stdout == "No source is due.\n"
    shell.run("sources", "pause", "Feed 2")
    assert shell.run("sources", "check", "--all").stdout.startswith("Feed 1: nothing new; next ")


def opml(*urls: str) -> str:
    """Write a list of feeds as OPML."""
    outlines = "".join(f'<outline text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls, 1))
    return f"<opml version='2.0'><body>{outlines}</body></opml>"


def test_opml_goes_in_and_out(shell: Shell) -> None:
    """Many are added, those that failed are named; what goes out comes in again as known."""
    urls = [shell.put(f"/{n}", wire(f"Tug {n} is sold")) for n in range(5)]
    result = shell.run("sources", "import", "-", "--json", typed=opml(*urls, "https://10.1.1.1/feed"))
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [one["name"] for one in report["added"]] == [f"Feed {n}" for n in range(1, 6)]
    assert [one["what"] for one in report["failed"]] == ["Feed 6"]
    out = shell.run("sources", "export").stdout
    again = shell.run("sources", "import", "-", typed=out)
    assert again.stdout == "0 sources added, 5 known already, 0 failed.\n"


def test_the_list_says_for_whom_a_source_is(shell: Shell) -> None:
    """The operator sees those of one channel or person too, and that they are."""
    url = shell.put("/feed", wire("A tug is sold"))
    assert shell.json("sources", "add", url)["audience"] == "workspace"
    assert " for " not in shell.run("sources").stdout
    with closing(sqlite3.connect(shell.folder / "tidings.db")) as db, db:
        db.execute("INSERT INTO people (id, team, slack_id) VALUES (1, 'T1', 'U1')")
        db.execute("INSERT INTO audiences (id, kind, person_id) VALUES (9, 'person', 1)")
        db.execute("UPDATE sources SET audience_id = 9")
    assert shell.run("sources").stdout.endswith("for one person\n")
    assert shell.json("sources", "list")[0]["channel"] is None
    assert shell.json("sources", "list")[0]["audience"] == "person"


def test_who_may_see_a_source_is_changed(shell: Shell) -> None:
    """With its stories, which the command line finds only while they are for everyone."""
    shell.json("sources", "add", shell.put("/feed", wire("A tug is sold")))
    with closing(sqlite3.connect(shell.folder / "tidings.db")) as db, db:
        db.execute("INSERT INTO channels (team, slack_id, name) VALUES ('T1', 'C1', 'editors')")
    said = shell.run("sources", "audience", "harbour", "#editors").stdout
    assert said == "Harbour Wire is for #editors only, with 1 story read from it.\n"
    assert shell.json("find", "tug")["total"] == 0
    [listed] = shell.json("sources", "list")
    assert (listed["audience"], listed["channel"]) == ("channel", "#editors")
    assert shell.run("sources").stdout.endswith("for #editors\n")
    assert shell.run("sources", "audience", "harbour", "everyone").stdout.startswith(
        "Harbour Wire is for everyone, with 1"
    )
    assert shell.json("find", "tug")["total"] == 1
    for who, why in (("adder", "nobody to keep it for"), ("#nowhere", "no channel #nowhere")):
        refused = shell.run("sources", "audience", "harbour", who)
        assert (refused.exit_code, why in refused.stderr) == (1, True)


def test_opml_is_read_at_an_address(shell: Shell) -> None:
    """As in Slack."""
    listed = shell.put("/list.opml", opml(shell.put("/feed", wire("A tug is sold"))), "text/x-opml")
    assert shell.run("sources", "import", listed).stdout == "1 source added, 0 known already, 0 failed.\n"


def test_a_source_is_renamed_paused_resumed_and_removed(shell: Shell) -> None:
    """By a part of its name; its stories stay, and adding it again takes it up."""
    url = shell.put("/feed", wire("A tug is sold"))
    shell.json("sources", "add", url)
    assert shell.run("sources", "rename", "harbour", "Quay Wire").stdout == (
        "Harbour Wire is called Quay Wire from now on.\n"
    )
    assert shell.run("sources", "pause", "quay").stdout == "Quay Wire is paused.\n"
    assert shell.json("sources", "list")[0]["state"] == "paused"
    assert shell.run("sources", "check", "quay").stdout == "Quay Wire: nothing new; it stays paused\n"
    assert shell.run("sources").stdout == shell.run("sources", "list").stdout
    assert shell.run("sources", "resume", "quay").stdout == "Quay Wire is read again.\n"
    assert shell.run("sources", "remove", "quay").stdout == "Quay Wire is removed; its 1 story stays.\n"
    assert shell.json("find", "tug")["total"] == 1
    assert shell.json("sources", "add", url)["stories"] == 1
    unknown = shell.run("sources", "pause", "nowhere")
    assert (unknown.exit_code, unknown.stderr) == (
        1, "Error: There is no source nowhere; `tidings sources` lists them.\n",
    )  # fmt: skip


def test_doctor_tells_of_sources(shell: Shell) -> None:
    """One that fails is named with what to do; it is a note, not a fault of this machine."""
    url = shell.put("/feed", wire("A tug is sold"))
    shell.json("sources", "add", url)
    assert "1 of 1 are read well." in shell.run("doctor").output
    shell.server.clear()
    shell.server.expect_request("/feed").respond_with_data("no", status=404)
    shell.run("sources", "check", "harbour")
    said = shell.run("doctor").output
    assert "Harbour Wire is failing: localhost has no such page" in said
    assert "tidings sources check 'Harbour Wire'" in said


def test_doctor_waits_for_no_source_that_has_ended(shell: Shell) -> None:
    """What is not to be read again is not late, however long ago that was."""
    shell.json("sources", "add", shell.put("/feed", wire("A tug is sold")))
    shell.server.clear()
    shell.server.expect_request("/feed").respond_with_data("no", status=410)
    shell.run("sources", "check", "harbour")
    with closing(sqlite3.connect(shell.folder / "tidings.db")) as db, db:
        db.execute("UPDATE sources SET next_due_at = '2026-01-01T00:00:00Z', last_ok_at = '2026-01-01T00:00:00Z'")
    assert "due for hours" not in shell.run("doctor").output


def test_a_known_address_is_refused_before_it_is_asked_about(shell: Shell) -> None:
    """Nobody is shown stories and asked to save what is read already."""
    address = shell.put("/feed", wire("A tug is sold"))
    shell.run("sources", "add", address, "--yes")
    result = shell.run("sources", "add", address)
    assert result.exit_code == 1
    assert [line.split(" is ")[1] for line in result.stderr.splitlines()] == [
        "read already, and this address leads to it."
    ]
