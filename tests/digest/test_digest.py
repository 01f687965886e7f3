"""Setting a digest up, composing editions, and what the ledger lets through."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store import channels, editions
from store.db import Store
from store.digest import claim, claim_manual, preview
from store.digest_settings import digest_of, set_digest, turn_off
from store.due import Due, find_due
from store.edition_json import as_json
from store.editions import Message
from store.entities import load_catalogue
from store.errors import EditionUnderWayError, TidingsError
from store.model import Asker, Digest, Edition
from store.stories import mark_vanished
from tests.digest.conftest import START, Clock, Newsroom, item

WHO: dict[str, Any] = {"team": "T1", "channel": "C1", "person": "U1"}


def one_message(edition: Edition) -> list[Message]:
    """Write an edition as one message that lists its headlines."""
    return [{"text": "\n".join(slot.lead.headline for slot in edition.slots), "blocks": []}]


def set_up(newsroom: Newsroom, at: str = "08:30", now: datetime = START - timedelta(hours=3), **changes: Any) -> Digest:
    """Set a digest up in C1, in Berlin."""
    return set_digest(newsroom.store, **WHO, now=now, at=at, zone="Europe/Berlin", **changes)


def run_due(newsroom: Newsroom, clock: Clock) -> list[Edition]:
    """Claim what is due in C1."""
    digest = digest_of(newsroom.store, "T1", "C1")
    assert digest
    found = [claim(newsroom.store, digest, due, clock(), one_message) for due in find_due(digest, clock())]
    return [edition for edition in found if edition]


def finish(newsroom: Newsroom, clock: Clock) -> None:
    """Pretend that all unfinished messages were posted."""
    while pending := editions.unfinished(newsroom.store.db, "T1"):
        with newsroom.store.transaction() as db:
            editions.start_posting(db, pending[0], clock())
            editions.record_posted(db, pending[0], "1.0", clock())


def headlines(edition: Edition | None) -> list[str]:
    """Give the headlines of all slots, sorted."""
    return sorted(slot.lead.headline for slot in edition.slots) if edition else []


def test_a_first_digest_needs_a_time(newsroom: Newsroom) -> None:
    """Without a time nothing is set up."""
    with pytest.raises(TidingsError, match="time"):
        set_digest(newsroom.store, **WHO, now=START)
    assert digest_of(newsroom.store, "T1", "C1") is None


def test_settings_are_kept_where_nothing_is_said(newsroom: Newsroom) -> None:
    """A change keeps the rest, and every change stands in the audit log."""
    set_up(newsroom, weekdays="12345", language="zh")
    changed = set_digest(newsroom.store, **WHO, now=START, at="09:00")
    assert (changed.at, changed.zone, changed.weekdays, changed.language) == ("09:00", "Europe/Berlin", "12345", "zh")
    assert digest_of(newsroom.store, "T1", "C1") == changed
    assert [row[0] for row in newsroom.rows("SELECT action FROM audit")] == ["digest.set", "digest.set"]


def test_tastes_are_kept(newsroom: Newsroom) -> None:
    """What a channel favours and leaves out stays until it is changed, is audited, and unknown names are no taste."""
    load_catalogue(newsroom.store, START)
    set_up(newsroom, favour=("nvidia", "no-such-name"), leave_out=("ipo",), outlets_out=("The Wire",))
    kept = set_up(newsroom, at="09:00")
    assert (kept.favour, kept.leave_out, kept.outlets_out, kept.person) == (("nvidia",), ("ipo",), ("The Wire",), "U1")
    assert set_up(newsroom, favour=()).favour == ()
    assert "+nvidia -ipo -from:The Wire" in str(newsroom.rows("SELECT what FROM audit")[1])


def test_a_roundup_is_a_digest_of_its_own(newsroom: Newsroom, clock: Clock) -> None:
    """It comes once a week on its own day, tells again what the days told, and has its own settings."""
    newsroom.add(item("One"))
    set_up(newsroom)
    weekly = set_up(newsroom, product="roundup", weekdays="2", at="08:31")
    assert (weekly.product, weekly.weekdays) == ("roundup", "2")
    clock.pass_by(minutes=32)
    assert headlines(run_due(newsroom, clock)[0]) == ["One"]
    finish(newsroom, clock)
    due = find_due(weekly, clock())
    assert [each.period for each in due] == ["2026-W16"]
    assert headlines(claim(newsroom.store, weekly, due[0], clock(), one_message)) == ["One"]
    finish(newsroom, clock)
    clock.pass_by(days=1)
    newsroom.add(item("Two"), now=clock())
    assert find_due(weekly, clock()) == []
    assert headlines(run_due(newsroom, clock)[0]) == ["Two"]
    assert turn_off(newsroom.store, **WHO, now=clock(), product="roundup")
    assert digest_of(newsroom.store, "T1", "C1")


def test_a_digest_set_up_after_its_hour_waits_for_the_next_day(newsroom: Newsroom, clock: Clock) -> None:
    """Set up at 10:00 for 08:30, it does not fire for that morning."""
    clock.pass_by(hours=2)
    set_up(newsroom, now=clock())
    clock.pass_by(minutes=5)
    assert run_due(newsroom, clock) == []


def test_a_changed_hour_makes_no_second_edition(newsroom: Newsroom, clock: Clock) -> None:
    """On a day whose edition exists, another hour or zone brings none; the next day's comes at the new hour."""
    newsroom.add(item("One"))
    set_up(newsroom)
    clock.pass_by(minutes=30)
    assert headlines(run_due(newsroom, clock)[0]) == ["One"]
    finish(newsroom, clock)
    set_digest(newsroom.store, **WHO, now=clock(), at="09:00", zone="Europe/Paris")
    clock.pass_by(minutes=45)
    assert run_due(newsroom, clock) == []
    clock.pass_by(days=1)
    assert len(run_due(newsroom, clock)) == 1


@pytest.mark.parametrize("change", [{"language": "zh"}, {"at": "08:00"}, {"at": "08:31"}, {"zone": "Europe/Paris"}])
def test_a_change_in_the_very_minute_costs_no_edition(newsroom: Newsroom, clock: Clock, change: dict[str, Any]) -> None:
    """An edition that is due and not claimed yet is still due after a change."""
    set_up(newsroom)
    clock.pass_by(minutes=30, seconds=10)
    set_digest(newsroom.store, **WHO, now=clock(), **change)
    clock.pass_by(minutes=1)
    assert len(run_due(newsroom, clock)) == 1


def test_off_is_off(newsroom: Newsroom, clock: Clock) -> None:
    """A digest that was turned off claims nothing, not even with settings read before."""
    digest = set_up(newsroom)
    clock.pass_by(minutes=30)
    assert turn_off(newsroom.store, **WHO, now=clock())
    assert not turn_off(newsroom.store, **WHO, now=clock())
    assert claim(newsroom.store, digest, Due("2026-04-14", clock()), clock(), one_message) is None
    assert channels.active_digests(newsroom.store.db, "T1") == []


def test_nothing_falls_between_two_editions(newsroom: Newsroom, clock: Clock) -> None:
    """Stories that come in between a claim and its post are in the next edition, and none is in two."""
    newsroom.add(item("One"), item("Two"))
    set_up(newsroom)
    clock.pass_by(minutes=30)
    first = run_due(newsroom, clock)[0]
    newsroom.add(item("Three"), now=clock())
    finish(newsroom, clock)
    clock.pass_by(days=1)
    assert (headlines(first), headlines(run_due(newsroom, clock)[0])) == (["One", "Two"], ["Three"])


def test_unsettled_stories_hold_the_cut_off_back(newsroom: Newsroom, clock: Clock) -> None:
    """A story without its storyline, and what came after it, wait for the next edition."""
    newsroom.add(item("One"))
    set_up(newsroom)
    clock.pass_by(minutes=30)
    newsroom.add(item("Two"), settled=False)

    edition = claim_unsettled(newsroom, clock)
    assert headlines(edition) == ["One"]
    finish(newsroom, clock)
    clock.pass_by(days=1)
    assert headlines(run_due(newsroom, clock)[0]) == ["Two"]


def claim_unsettled(newsroom: Newsroom, clock: Clock) -> Edition | None:
    """Claim as if intake had committed just after `claim` had settled."""
    digest = digest_of(newsroom.store, "T1", "C1")
    assert digest
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.digest.settle", lambda store, now: 0)
        return claim(newsroom.store, digest, find_due(digest, clock())[-1], clock(), one_message)


def test_a_failed_edition_moves_no_cut_off(newsroom: Newsroom, clock: Clock) -> None:
    """What never reached the channel comes with the next edition."""
    newsroom.add(item("One"))
    set_up(newsroom)
    clock.pass_by(minutes=30)
    run_due(newsroom, clock)
    with newsroom.store.transaction() as db:
        editions.record_failed(db, editions.unfinished(db, "T1")[0], "is_archived", clock())
    clock.pass_by(days=1)
    newsroom.add(item("Two"), now=clock())
    assert headlines(run_due(newsroom, clock)[0]) == ["One", "Two"]


def test_one_unposted_edition_at_a_time(newsroom: Newsroom, clock: Clock) -> None:
    """While one edition is not posted, a manual one is refused and a daily one waits, so that no cut-off overtakes."""
    newsroom.add(item("One"))
    set_up(newsroom)
    assert claim_manual(newsroom.store, **WHO, now=clock(), render=one_message)
    clock.pass_by(minutes=30)
    assert run_due(newsroom, clock) == []
    with pytest.raises(EditionUnderWayError):
        claim_manual(newsroom.store, **WHO, now=clock(), render=one_message)
    finish(newsroom, clock)
    assert len(run_due(newsroom, clock)) == 1


def test_a_manual_edition_moves_the_cut_off(newsroom: Newsroom, clock: Clock) -> None:
    """What was posted on demand is not posted again in the morning; with nothing new there is none."""
    newsroom.add(item("One"))
    set_up(newsroom)
    assert headlines(claim_manual(newsroom.store, **WHO, now=clock(), render=one_message)) == ["One"]
    finish(newsroom, clock)
    assert claim_manual(newsroom.store, **WHO, now=clock(), render=one_message) is None
    newsroom.add(item("Two"))
    clock.pass_by(minutes=30)
    assert headlines(run_due(newsroom, clock)[0]) == ["Two"]


@pytest.mark.parametrize(
    ("passes", "changes", "comes"),
    [
        ({"hours": 3}, {"at": "08:00"}, ["2026-04-14"]),  # 18:00 to 08:00 at 11:00: three hours over
        ({"hours": 8}, {"at": "08:00"}, ["2026-04-14"]),  # at 16:00: eight hours over
        ({"hours": 9, "minutes": 59}, {"at": "00:00"}, ["2026-04-14"]),
        ({"hours": 8}, {"at": "19:00"}, []),  # it comes by itself at 19:00
        ({"hours": 8}, {"at": "08:00", "weekdays": "1345"}, []),  # no more on Tuesdays
        ({"hours": 11}, {"at": "08:00"}, ["2026-04-14"]),  # due since an hour, which is not claimed yet
        ({"hours": 8}, {"zone": "Asia/Tokyo"}, ["2026-04-14"]),  # 18:00 there was at 11:00 here
        ({"hours": 8}, {"language": "zh"}, []),
    ],
)
def test_an_hour_moved_back_costs_no_day_its_edition(
    newsroom: Newsroom, clock: Clock, passes: dict[str, float], changes: dict[str, str], comes: list[str]
) -> None:
    """What was still to come is posted at once where its new hour is over, however long; the next day is as set."""
    set_up(newsroom, at="18:00")
    clock.pass_by(**passes)
    set_digest(newsroom.store, **WHO, now=clock(), **changes)  # type: ignore[arg-type]
    clock.pass_by(seconds=5)
    assert [edition.period for edition in run_due(newsroom, clock)] == comes
    finish(newsroom, clock)
    assert run_due(newsroom, clock) == []
    set_digest(newsroom.store, **WHO, now=clock(), at="07:00", weekdays="1234567", zone="Europe/Berlin")
    assert len(run_due(newsroom, clock)) == (0 if comes or "weekdays" in changes else 1), "nor does another change"
    finish(newsroom, clock)
    clock.now = datetime(2026, 4, 15, 5, 1, tzinfo=UTC)
    assert [edition.period for edition in run_due(newsroom, clock)] == ["2026-04-15"]


def test_an_owed_edition_that_nobody_could_post_is_missed(newsroom: Newsroom, clock: Clock) -> None:
    """Its grace counts from when the hour was moved."""
    set_up(newsroom, at="18:00")
    clock.pass_by(hours=8)
    set_digest(newsroom.store, **WHO, now=clock(), at="08:00")
    clock.pass_by(hours=7)
    assert run_due(newsroom, clock) == []
    assert newsroom.rows("SELECT period, state, why FROM editions") == [("2026-04-14", "skipped", "missed")]


def test_a_missed_edition_is_recorded_and_loses_nothing(newsroom: Newsroom, clock: Clock) -> None:
    """Later than the grace window an edition is skipped, and its stories come with the next."""
    newsroom.add(item("One"))
    set_up(newsroom)
    clock.pass_by(hours=7)
    assert run_due(newsroom, clock) == []
    assert newsroom.rows("SELECT period, state, why FROM editions") == [("2026-04-14", "skipped", "missed")]
    clock.pass_by(hours=18)
    assert headlines(run_due(newsroom, clock)[0]) == ["One"]


@pytest.mark.parametrize(("on_empty", "state"), [("line", "claimed"), ("nothing", "done")])
def test_an_empty_day(newsroom: Newsroom, clock: Clock, on_empty: str, state: str) -> None:
    """An empty edition is one line or nothing, as the channel chose; either way the day has its edition."""
    set_up(newsroom, on_empty=on_empty)
    clock.pass_by(minutes=30)
    assert len(run_due(newsroom, clock)) == 1
    assert newsroom.rows("SELECT state FROM editions") == [(state,)]


def test_the_first_edition_takes_a_week(newsroom: Newsroom, clock: Clock) -> None:
    """A channel's first edition takes what was seen in the last seven days, published at most 14 days ago."""
    newsroom.add(item("Long seen"), now=START - timedelta(days=8))
    newsroom.add(item("Seen lately"), now=START - timedelta(days=6))
    newsroom.add(item("Undated", published_at=None), item("Archive", published_at="2026-03-30"))
    set_up(newsroom)
    clock.pass_by(minutes=30)
    assert headlines(run_due(newsroom, clock)[0]) == ["Seen lately", "Undated"]


def test_only_what_the_channel_may_see(newsroom: Newsroom, clock: Clock) -> None:
    """Hidden and vanished stories, and those for another channel or person, stay out; the channel's own are in."""
    digest = set_up(newsroom)
    with newsroom.store.transaction() as db:
        other = channels.note_channel(db, "T1", "C2")
        for audience, channel in ((2, digest.channel_id), (3, other)):
            db.execute(f"INSERT INTO audiences (id, kind, channel_id) VALUES ({audience}, 'channel', {channel})")
    newsroom.add(item("Ours"), audience_id=2)
    newsroom.add(item("Theirs"), audience_id=3)
    hidden, vanished, _ = newsroom.add(item("Hidden"), item("Vanished"), item("For all"))
    with newsroom.store.transaction() as db:
        mark_vanished(db, [vanished], "2026-04-14T06:00:00Z")
        db.execute("UPDATE stories SET hidden_at = seen_at WHERE id = :id", {"id": hidden})
    clock.pass_by(minutes=30)
    assert headlines(run_due(newsroom, clock)[0]) == ["For all", "Ours"]


def test_chosen_sources(newsroom: Newsroom, clock: Clock) -> None:
    """A digest that chose sources takes from these alone."""
    set_up(newsroom)
    newsroom.add(item("One"), source="First Letter")
    newsroom.add(item("Two"), source="Second Letter")
    with newsroom.store.transaction() as db:
        source = db.execute("SELECT id FROM sources WHERE name = 'Second Letter'").fetchone()[0]
    assert set_up(newsroom, sources=(source,)).sources == (source,)
    assert set_up(newsroom, at="08:30").sources == (source,), "what is not given is kept"
    clock.pass_by(minutes=30)
    assert headlines(run_due(newsroom, clock)[0]) == ["Two"]


def test_a_told_storyline_is_not_told_again(newsroom: Newsroom, clock: Clock) -> None:
    """A translation that comes a day later belongs to a storyline that was told."""
    newsroom.add(item("One"))
    set_up(newsroom)
    clock.pass_by(minutes=30)
    run_due(newsroom, clock)
    finish(newsroom, clock)
    clock.pass_by(days=1)
    late, _ = newsroom.add(item("一号", language="zh"), item("Two"), now=clock(), settled=False)
    with newsroom.store.transaction() as db:
        db.execute("UPDATE stories SET translation_of = 1 WHERE id = :id", {"id": late})
    assert headlines(run_due(newsroom, clock)[0]) == ["Two"]


def test_the_channels_language_leads(newsroom: Newsroom) -> None:
    """A Chinese edition shows the Chinese story with its own outlet's name, once for both languages."""
    newsroom.add(
        item("One", outlet="The Wire"),
        item("一号", language="zh", outlet="连线"),
        item("Two", outlet=None),
        translations=((0, 1),),
    )
    edition = preview(newsroom.store, asker=Asker("T1", "U1", "C1"), now=START, language="zh")
    assert [(slot.lead.headline, slot.outlets) for slot in edition.slots] == [
        ("一号", ("连线",)),
        ("Two", ("Morning Letter",)),
    ]


def test_a_preview_without_a_channel_goes_by_dates(newsroom: Newsroom) -> None:
    """It takes what is dated in the seven days before, whenever it was seen, and claims nothing."""
    newsroom.add(
        item("Today", published_at="2026-04-14"),
        item("A week ago", published_at="2026-04-07"),
        item("Too old", published_at="2026-04-06"),
        item("To come", published_at="2026-04-15"),
        now=START - timedelta(days=300),
    )
    edition = preview(newsroom.store, asker=Asker(), now=START)
    assert headlines(edition) == ["A week ago", "Today"]
    assert (edition.channel, edition.at, edition.since_at) == (None, None, "2026-04-07T06:00:00Z")
    assert newsroom.rows("SELECT count(*) FROM editions") == [(0,)]


def test_as_json(newsroom: Newsroom) -> None:
    """The digest document has the keys of its contract."""
    newsroom.add(item("One"), item("Hit", kind="quick_hit"), item("Talk", kind="watch"))
    document = as_json(preview(newsroom.store, asker=Asker(), now=START), text="said")
    assert set(document) >= {
        *("channel", "due_at", "language", "since", "until", "slots"),
        *("quick_hits", "watch", "disagreements", "blocks", "text"),
    }
    slots = document["slots"]
    assert isinstance(slots, list)
    assert set(slots[0]) >= {
        *("n", "storyline", "headline", "summary", "url", "outlets"),
        *("stories", "entities", "figures", "score", "why"),
    }


def test_two_claims_at_once_make_one_edition(newsroom: Newsroom, clock: Clock) -> None:
    """Of many threads that claim the same period, exactly one gets it."""
    newsroom.add(item("One"))
    digest = set_up(newsroom)
    clock.pass_by(minutes=30)
    due = find_due(digest, clock())[-1]
    claims: list[Edition | None] = []
    threads = [threading.Thread(target=_claimer(newsroom.store, digest, due, clock, claims)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claims) == 8
    assert sum(claimed is not None for claimed in claims) == 1


def _claimer(store: Store, digest: Digest, due: Due, clock: Clock, claims: list[Edition | None]) -> Callable[[], None]:
    return lambda: claims.append(claim(store, digest, due, clock(), one_message))


def test_a_rendering_that_fails_leaves_nothing(newsroom: Newsroom, clock: Clock) -> None:
    """The claim, its slots and its messages are one transaction."""
    newsroom.add(item("One"))
    digest = set_up(newsroom)
    clock.pass_by(minutes=30)
    due = find_due(digest, clock())[-1]

    def fail(edition: Edition) -> list[Message]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        claim(newsroom.store, digest, due, clock(), fail)
    assert newsroom.rows("SELECT count(*) FROM editions") == [(0,)]
    assert len(run_due(newsroom, clock)) == 1


def test_choosing_reads_no_texts(newsroom: Newsroom, clock: Clock) -> None:
    """All that a window's many stories are chosen by is read from an index, in a first edition and in later ones."""
    db = newsroom.store.db
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    for _ in range(2):
        newsroom.add(item("Something happened"))
        claim_manual(newsroom.store, **WHO, now=clock(), render=one_message)
        finish(newsroom, clock)
    db.conn.set_trace_callback(None)
    choosing = [statement for statement in statements if "l.lead_id IS s.id" in statement]
    plans = [[row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}")] for statement in choosing]
    assert len(plans) == 2
    assert all("SEARCH s USING COVERING INDEX stories_to_choose (id>? AND id<?)" in plan for plan in plans)
