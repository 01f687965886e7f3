"""A source read again and again: what is new, what is known again, what fails, moves, ends and comes back."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from store import digest
from store.db import Store, from_utc
from store.errors import TornDownloadError, UnreachableError
from store.model import Asker
from store.names import Names
from store.polling import due, poll
from store.reading_rows import ATTEMPTS_KEPT, CLAIM
from store.source_rows import list_sources
from store.sourcing import pause, remove
from tests.sources.conftest import FEED, NOW, Newsroom
from tests.sources.endless_reading import growing
from tests.sources.web import Post, feed, gone, page, trouble

DAY = timedelta(days=1)
ROOT = Path(__file__).parents[2]


def posts(*ages: float) -> list[Post]:
    """Write entries of these ages in days."""
    return [Post(f"Crane {n} of the quay lifts again", NOW - age * DAY, guid=f"g{n}") for n, age in enumerate(ages, 1)]


def told(room: Newsroom) -> list[str]:
    """Give the headlines of the edition that a channel would get now."""
    edition = digest.preview(room.store, asker=Asker("T1", None, "C1"), now=room.now, stories=10)
    return [slot.lead.headline for slot in edition.slots]


def test_the_first_reading_is_a_silent_baseline(room: Newsroom) -> None:
    """All of it is kept; only what is from that day or the one before is news to the next edition."""
    room.web.put(FEED, feed([*posts(0.2, 1, 5, 9), Post("An undated buoy drifts", guid="u")]))
    source = room.add()
    polled = room.poll(source)
    assert (polled.outcome, polled.brought.new, polled.source.state, polled.source.stories) == ("new", 5, "ok", 5)
    assert sorted(told(room)) == ["Crane 1 of the quay lifts again", "Crane 2 of the quay lifts again"]
    room.later(hours=6)
    room.web.put(FEED, feed([Post("A pilot boat is named", room.now, guid="new"), *posts(0.2, 1, 5, 9)]))
    assert room.poll(source).brought.new == 1
    assert "A pilot boat is named" in told(room)
    assert not [one for one in told(room) if "Crane 3" in one or "buoy" in one]


def test_an_undated_item_keeps_the_time_it_was_first_seen(room: Newsroom) -> None:
    """It has no date of its own, is ordered by when it came, and a later reading does not make it new."""
    room.web.put(FEED, feed([Post("An undated buoy drifts", guid="u")]))
    source = room.add()
    room.poll(source)
    room.later(days=2)
    room.web.put(FEED, feed([Post("An undated buoy drifts", guid="u"), Post("Another buoy drifts", guid="v")]))
    room.poll(source)
    sql = "SELECT published_at, effective_at FROM stories ORDER BY id"
    assert list(room.store.db.execute(sql)) == [(None, "2026-06-08T06:00:00Z"), (None, "2026-06-10T06:00:00Z")]


def test_a_date_outlasts_a_feed_that_drops_it(room: Newsroom) -> None:
    """The story stays where it was in time, and nothing about it counts as changed."""
    room.web.put(FEED, feed([Post("A crane is let", NOW - DAY, guid="a")]))
    source = room.add()
    room.poll(source)
    room.later(days=2)
    room.web.put(FEED, feed([Post("A crane is let", guid="a"), Post("A buoy drifts", NOW, guid="b")]))
    polled = room.poll(source)
    assert (polled.brought.new, polled.brought.changed) == (1, 0)
    [dated, _] = room.store.db.execute("SELECT published_at FROM stories ORDER BY id").fetchall()
    assert dated == ("2026-06-07T06:00:00Z",)


def test_what_did_not_change_is_not_read_twice(room: Newsroom) -> None:
    """The publisher's own mark is sent back; without one the same bytes are known again."""
    room.web.put(FEED, feed(posts(1, 2)), etag='"a"', last_modified="Mon, 08 Jun 2026 05:00:00 GMT")
    source = room.add()
    assert room.poll(source).brought.new == 2
    assert room.poll(source).outcome == "same"
    assert room.web.asked[-1] == (FEED, '"a"', "Mon, 08 Jun 2026 05:00:00 GMT")
    room.web.put(FEED, feed(posts(1, 2)))
    assert room.poll(source).outcome == "same"
    assert room.attempts(source) == [("new", 2), ("same", 0), ("same", 0)]


@pytest.mark.parametrize(
    "again",
    [
        [Post("A tug is sold to the yard", NOW - DAY, "other", "https://harbour.example/tug", "The tug is old.")],
        [Post("A tug is sold to the yard", NOW - 3 * DAY, "a", "https://harbour.example/tug", "The tug is old.")],
        [Post("Later news of the day", NOW, "b", "https://harbour.example/b"),
         Post("A tug is sold to the yard", NOW - DAY, "a", "https://harbour.example/tug", "The tug is old.")],
        [Post("A tug is sold to the yard", NOW - DAY, "a", "http://www.harbour.example/tug/?utm_source=rss",
              "The tug is old.")],
        [Post("A tug is sold to the yard: corrected", NOW - DAY, "a", "https://harbour.example/tug", "It is new.")],
    ],
    ids=["another guid", "another date", "another order", "another spelling of its link", "corrected"],
)  # fmt: skip
def test_an_item_stays_itself(room: Newsroom, again: list[Post]) -> None:
    """Whatever a publishing system changes about it, it is never doubled."""
    first = Post("A tug is sold to the yard", NOW - DAY, "a", "https://harbour.example/tug", "The tug is old.")
    room.web.put(FEED, feed([first]))
    source = room.add()
    room.poll(source)
    room.web.put(FEED, feed(again))
    room.poll(source)
    assert sum("tug" in headline for headline in room.headlines()) == 1
    assert room.source(source).stories == len(again)


def test_failures_back_off_pause_and_heal(room: Newsroom) -> None:
    """Each is recorded with what happened; after many over days it is paused with the reason; one success heals it."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    room.poll(source)
    room.web.fail(FEED, trouble(FEED))
    waits = []
    while (polled := room.poll(source)).source.state == "failing":
        next_due = polled.source.next_due_at
        assert next_due
        waits.append(next_due)
        room.now = max(room.now + timedelta(minutes=14), from_utc(next_due))
    assert waits == sorted(waits)
    assert (polled.source.state, polled.source.paused_why) == ("paused", "trouble")
    assert 8 <= polled.source.failures <= 11
    assert polled.source.why == "harbour.example has trouble of its own (status 500); try again later."
    assert due(room.store, room.now + 30 * DAY) == []
    room.web.put(FEED, feed(posts(1)))
    healed = room.poll(source).source
    assert (healed.state, healed.failures, healed.paused_why) == ("ok", 0, None)


def test_a_publisher_s_wishes_are_kept(room: Newsroom) -> None:
    """`max-age` after a success, `Retry-After` after a refusal."""
    room.web.put(FEED, feed(posts(1)), max_age=20_000)
    source = room.add()
    assert room.poll(source).source.next_due_at == "2026-06-08T11:33:20Z"
    room.web.fail(FEED, trouble(FEED, 503, retry_after=180_000))
    assert room.poll(source).source.next_due_at == "2026-06-10T08:00:00Z"


def test_what_is_gone_has_ended(room: Newsroom) -> None:
    """410 ends a source at once; it is not read again by itself, and its stories stay."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    room.poll(source)
    room.web.fail(FEED, gone(FEED))
    polled = room.poll(source)
    assert (polled.outcome, polled.source.state, polled.source.stories) == ("ended", "ended", 1)
    assert due(room.store, room.now + 30 * DAY) == []
    room.web.put(FEED, feed(posts(1)))
    assert room.poll(source).source.state == "ok"


def test_a_move_on_the_same_host_is_saved_at_once(room: Newsroom) -> None:
    """The next reading goes to the new address."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    new = "https://www.harbour.example/rss"
    room.web.pages[FEED] = page(new, feed(posts(1, 2)), moved_to=new)
    assert room.poll(source).source.feed_url == new


def test_a_move_to_another_host_is_believed_after_repeated_sight(room: Newsroom) -> None:
    """Three readings over a day; one without it in between begins the count anew."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    new = "https://quay.example/feed"
    moved, still = page(new, feed(posts(1)), moved_to=new), page(FEED, feed(posts(1)))
    seen = []
    for answer, hours in ((moved, 6), (moved, 6), (still, 6), (moved, 12), (moved, 6), (moved, 6), (moved, 6)):
        room.web.pages[FEED] = answer
        seen.append(room.poll(source).source.feed_url == new)
        room.later(hours=hours)
    assert seen == [False] * 6 + [True]
    audit = room.store.db.execute("SELECT what FROM audit WHERE action = 'sources.move'").fetchall()
    assert audit == [(f"Harbour Wire: {FEED} to {new}",)]


def test_a_move_onto_another_source_is_not_saved(room: Newsroom) -> None:
    """Two sources never share an address; one that was removed gives it up."""
    other = "https://harbour.example/all"
    for url in (FEED, other):
        room.web.put(url, feed(posts(1), title=url[-4:]))
    known, source = room.add(other), room.add()
    room.web.pages[FEED] = page(other, feed(posts(1)), moved_to=other)
    assert room.poll(source).source.feed_url == FEED
    remove(room.store, known.id, person=None, now=room.now)
    assert room.poll(source).source.feed_url == other


@pytest.mark.parametrize(
    ("body", "outcome", "kind"),
    [
        (feed([]), "same", None),
        (b"", "failed", None),
        ("<html><body><p>We moved house. There is no feed here any more.</p></body></html>", "failed", "no_feed"),
        ("<rss><channel><title>x", "same", None),
        (b"\x00\x01\x02" * 500, "failed", "unreadable"),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss><channel/></rss>',
         "failed", "unreadable"),
    ],
    ids=["empty feed", "nothing", "a page", "torn", "no text", "entities"],
)  # fmt: skip
def test_a_bad_document_is_recorded_and_takes_nothing_away(
    room: Newsroom, body: str | bytes, outcome: str, kind: str | None
) -> None:
    """What was there stays; the next good one goes on where it stopped."""
    room.web.put(FEED, feed(posts(1, 2)))
    source = room.add()
    room.poll(source)
    room.web.put(FEED, body)
    polled = room.poll(source)
    assert polled.outcome == outcome
    assert kind is None or polled.source.kind == kind
    assert room.source(source).stories == 2
    room.web.put(FEED, feed(posts(0.5, 1, 2)))
    assert room.poll(source).outcome in ("new", "same")


@pytest.mark.parametrize("error", [TornDownloadError("torn", FEED, "x"), UnreachableError("no_answer", FEED, "x")])
def test_what_breaks_off_is_asked_for_again_in_full(room: Newsroom, error: TornDownloadError) -> None:
    """Nothing of it is kept, not even the publisher's mark."""
    room.web.put(FEED, feed(posts(1)), etag='"a"')
    source = room.add()
    room.web.fail(FEED, error)
    assert room.poll(source).outcome == "failed"
    room.web.put(FEED, feed(posts(1)), etag='"a"')
    assert room.poll(source).brought.new == 1
    assert room.web.asked[-1] == (FEED, None, None)


def test_of_two_readings_at_once_one_wins(room: Newsroom) -> None:
    """The other is told that it is being read; a reading that died is begun anew after a while."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    inner: list[object] = []

    def meanwhile():  # type: ignore[no-untyped-def]
        inner.append(poll(room.store, room.names, source.id, room.web, room.now))
        return page(FEED, feed(posts(1)))

    room.web.pages[FEED] = meanwhile
    assert room.poll(source).brought.new == 1
    assert inner == [None]

    def dies() -> None:
        raise KeyboardInterrupt

    room.later(days=1)
    room.web.pages[FEED] = dies  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        room.poll(source)
    assert due(room.store, room.now) == []
    room.web.put(FEED, feed(posts(1, 2)))
    room.now += CLAIM
    assert due(room.store, room.now) == [source.id]
    assert room.poll(source).brought.new == 1


def test_a_bug_is_raised_and_written_down(room: Newsroom) -> None:
    """It backs off like any failure, so that one odd document does not keep a thread busy."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()

    def breaks() -> None:
        raise RuntimeError("odd")

    room.web.pages[FEED] = breaks  # type: ignore[assignment]
    with pytest.raises(RuntimeError):
        room.poll(source)
    assert room.source(source).failures == 1
    assert due(room.store, room.now) == []


def test_a_source_that_a_person_paused_stays_paused(room: Newsroom) -> None:
    """It can be read on request, and goes on being paused."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    pause(room.store, source.id, person=None, now=room.now)
    assert room.poll(source).source.state == "paused"


def test_a_silent_source_is_noticed_and_comes_back(room: Newsroom) -> None:
    """Quiet against its own rhythm, then calm again with its next item."""
    room.web.put(FEED, feed(posts(*range(1, 11))))
    source = room.add()
    assert room.poll(source).source.state == "ok"
    room.later(days=10)
    assert room.poll(source).source.state == "silent"
    room.web.put(FEED, feed([Post("A lighthouse is lit", room.now, guid="l"), *posts(*range(1, 11))]))
    assert room.poll(source).source.state == "ok"


def test_a_page_that_is_no_list_any_more_is_a_failure(room: Newsroom) -> None:
    """A site's apology, sent as if all were well, is no story."""
    url = "https://harbour.example/letters"
    items = "".join(f"<h2><a href=/{n}>Letter {n} from the quay</a></h2><p>{'It rained. ' * 12}</p>" for n in range(4))
    room.web.put(url, f"<html><body><h1>Letters</h1>{items}")
    source = room.add(url)
    assert (source.reads, room.poll(source).brought.new) == ("page", 4)
    room.web.put(url, "<html><body><h1>Sorry</h1><p>We are mending the site and will be back in the morning.</p>")
    polled = room.poll(source)
    assert (polled.outcome, polled.source.kind, polled.source.stories) == ("failed", "nothing", 4)


def test_an_outage_of_our_own_pauses_nothing(room: Newsroom) -> None:
    """While no source can be reached, none is given up; when others can, the one that cannot is."""
    urls = [FEED, "https://quay.example/feed"]
    sources = []
    for n, url in enumerate(urls):
        room.web.put(url, feed(posts(1), title=f"Wire {n}"))
        sources.append(room.add(url))
        room.poll(sources[-1])
        room.web.fail(url, UnreachableError("no_answer", url, "x"))
    for _ in range(12):
        room.later(days=1)
        states = [room.poll(source).source.state for source in sources]
    assert states == ["failing", "failing"]
    room.web.put(urls[1], feed(posts(1)))
    assert [room.poll(source).source.state for source in reversed(sources)] == ["ok", "paused"]


def test_many_threads_double_nothing(room: Newsroom) -> None:
    """Ten threads that read the same sources at once bring each story once."""
    sources = []
    for n in range(3):
        url = f"https://h{n}.example/feed"
        entries = [Post(f"Crane {n}-{k} lifts", NOW, f"{k}", f"https://h{n}.example/{k}") for k in range(5)]
        room.web.put(url, feed(entries, title=f"Wire {n}"))
        sources.append(room.add(url))
    with ThreadPoolExecutor(10) as pool:
        jobs = [pool.submit(poll, room.store, room.names, one.id, room.web, room.now) for one in sources * 10]
        done = [job.result() for job in jobs]
    assert len(room.headlines()) == 15
    assert sum(one.brought.new for one in done if one) == 15


def test_a_reading_that_is_killed_saves_no_half_and_doubles_nothing(tmp_path: Path) -> None:
    """Killed again and again at any moment: every entry once, whole, and the next run carries on."""
    path, chance = tmp_path / "k.db", random.Random(7)
    for run in range(4):
        command = [sys.executable, "-m", "tests.sources.endless_reading", str(path), str(run)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.01, 0.6))
        process.kill()
        process.wait()
        process.stdout.close()
    store = Store(path)
    room = Newsroom(store, Names(store), now=NOW + 9000 * CLAIM)
    [source] = list_sources(store.db)
    assert due(store, room.now) == [source.id]
    room.web.put(FEED, growing(0, 0))
    polled = room.poll(source)
    assert (polled.source.failures, polled.brought.issues) == (0, 120)  # quiet or not: it depends on when it was killed
    headlines = room.headlines()
    assert len(headlines) == len(set(headlines)) >= 120
    orphans = "SELECT count(*) FROM stories WHERE id NOT IN (SELECT story_id FROM story_words)"
    assert store.db.execute(orphans).fetchone() == (0,)
    assert store.db.execute("SELECT count(*) FROM stories WHERE storyline_id IS NULL").fetchone() == (0,)
    assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()


def test_old_attempts_are_forgotten(room: Newsroom) -> None:
    """The newest hundred are kept."""
    room.web.put(FEED, feed(posts(1)))
    source = room.add()
    for _ in range(ATTEMPTS_KEPT + 5):
        poll(room.store, room.names, source.id, room.web, room.now)
    assert len(room.attempts(source)) == ATTEMPTS_KEPT
