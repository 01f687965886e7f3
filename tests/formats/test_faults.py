"""Intake when things go wrong: kills, two at once, a full disk. Nothing half-saved, nothing doubled, taken up again."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.errors import StoreError
from tests.bot.database import give_database
from tests.formats.conftest import Desk
from tests.formats.feeds import rss
from tests.formats.pages import LETTER, PLAIN, mail

ROOT = Path(__file__).parents[2]
ENTRIES = 1000


def long_feed(entries: int) -> str:
    """Give a feed with this many entries, each of which names a company and a figure."""
    return rss(*(
        f"<item><title>Nvidia opens plant {n}</title><link>https://quay.example/{n}</link><guid>quay-{n}</guid>"
        f"<description>It cost ${n + 2} million and makes units for OpenAI. {'More of it. ' * 20}</description>"
        "</item>"
        for n in range(entries)
    ))  # fmt: skip


def check(desk: Desk) -> int:
    """Check that what is stored is whole and stands once; give how many entries there are."""
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    with desk.store.transaction() as db:
        db.execute("INSERT INTO story_search (story_search) VALUES ('integrity-check')")
    counts = desk.rows(
        """SELECT (SELECT count(*) FROM issues), (SELECT count(*) FROM feed_entries), (SELECT count(*) FROM stories),
                  (SELECT count(DISTINCT headline) FROM stories), (SELECT count(*) FROM story_words),
                  (SELECT count(DISTINCT story_id) FROM mentions), (SELECT count(DISTINCT story_id) FROM figures)"""
    )[0]
    assert len(set(counts)) == 1, counts
    return int(str(counts[0]))


def test_a_killed_intake_is_taken_up(tmp_path: Path) -> None:
    """After each kill what stands there is whole; the next run knows it again and takes in the rest."""
    path = give_database(tmp_path / "tidings.db")
    reached = [0]
    for seconds in (0.02, 0.09):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.formats.endless_feed", str(path)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        said = int(process.stdout.readline())
        time.sleep(seconds)
        process.kill()
        process.wait(10)
        process.stdout.close()
        desk = Desk(path)
        reached.append(check(desk))
        assert reached[-1] >= said
        desk.store.close()
    assert reached == sorted(reached)
    assert 0 < reached[1] < ENTRIES
    desk = Desk(path)
    taken = desk.feed(long_feed(ENTRIES))
    assert (taken.new, taken.duplicate) == (ENTRIES - reached[-1], reached[-1])
    assert check(desk) == ENTRIES
    desk.store.close()


def test_progress_tells_the_truth(desk: Desk) -> None:
    """It grows with what is done, never goes back, and ends at all there is; entries told twice count as done."""
    heard: list[int] = []
    feed = long_feed(120).replace(
        "</channel>", long_feed(3).partition("</link>")[2].partition("</channel>")[0] + "</channel>"
    )
    desk.feed(feed, progress=heard.append)
    assert heard == sorted(set(heard))
    assert (len(heard), heard[-1]) == (3, 123)


def test_two_intakes_at_once_double_nothing(tmp_path: Path) -> None:
    """Two processes that take in the same folder share the work; both end well."""
    folder = tmp_path / "issues"
    folder.mkdir()
    (folder / "feed.xml").write_text(long_feed(60))
    (folder / "letter.eml").write_bytes(mail(PLAIN, LETTER).as_bytes())
    path = give_database(tmp_path / "tidings.db")
    command = [sys.executable, "-m", "bot.cli", "intake", "--json", "--db", str(path), str(folder)]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    reports = [json.loads(process.communicate(timeout=120)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sum(report["stories"]["new"] for report in reports) == 63
    assert all(sum(report["stories"].values()) == 63 for report in reports)
    desk = Desk(path)
    assert desk.rows("SELECT count(*), count(DISTINCT headline), count(storyline_id) FROM stories") == [(63,) * 3]
    desk.store.close()


def test_a_full_disk_is_said_in_a_sentence(desk: Desk) -> None:
    """What was kept before stays whole; with space again the rest is taken in."""
    desk.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = int(str(desk.rows("PRAGMA page_count")[0][0]))
    desk.store.db.execute(f"PRAGMA max_page_count = {pages + 120}")
    with pytest.raises(StoreError) as refused:
        desk.feed(long_feed(600))
    assert "is full; free some space and try again." in str(refused.value)
    kept = check(desk)
    assert 0 < kept < 600
    desk.store.db.execute("PRAGMA max_page_count = 1000000")
    taken = desk.feed(long_feed(600))
    assert (taken.new, taken.duplicate, check(desk)) == (600 - kept, kept, 600)


def test_a_database_that_may_not_be_written_is_said_in_a_sentence(desk: Desk) -> None:
    """So is one that another process keeps locked."""
    desk.store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="may not be written; check its permissions"):
        desk.feed(long_feed(1))
    desk.store.db.execute("PRAGMA query_only = OFF")
    other = Desk(desk.store.path)
    desk.store.db.execute("PRAGMA busy_timeout = 50")
    with other.store.transaction(), pytest.raises(StoreError, match=r"keeps the database .* locked"):
        desk.feed(long_feed(1))
    other.store.close()
    assert desk.feed(long_feed(1)).new == 1
