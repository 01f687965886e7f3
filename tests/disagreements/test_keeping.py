"""Disagreements are kept beside their storyline, shown with the digest, and settled when they are gone."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from store.comparing import compare, disagreements_in, open_disagreements
from store.digest import preview
from store.edition_json import as_json
from store.model import Asker
from tests.store.conftest import NOW, Shelf
from tests.store.weekly import WEEKLY

LATER = NOW + timedelta(hours=1)
SLIP = WEEKLY.replace("120亿美元", "1200亿美元")


def test_a_slip_in_a_translation_is_found_at_intake(shelf: Shelf) -> None:
    """Both figures, both stories and the likely cause are told."""
    shelf.take_in(SLIP)
    [told] = open_disagreements(shelf.store.db, Asker())
    assert {told.figure.words, told.other.words} == {"$12B", "1200亿美元"}
    assert told.cause == "magnitude"
    assert {told.story.language, told.other_story.language} == {"en", "zh"}
    assert disagreements_in(shelf.store.db, [told.storyline]) == (told,)


def test_a_true_translation_has_none(shelf: Shelf) -> None:
    """A weekly whose two languages say the same disagrees on nothing."""
    shelf.take_in(WEEKLY)
    assert open_disagreements(shelf.store.db, Asker()) == ()


def test_it_is_settled_when_a_revision_removes_it(shelf: Shelf) -> None:
    """Once the source has corrected itself nothing is open; should the slip come back, it is told again."""
    shelf.take_in(SLIP)
    shelf.take_in(WEEKLY, LATER)
    assert open_disagreements(shelf.store.db, Asker()) == ()
    shelf.take_in(SLIP, LATER + timedelta(hours=1))
    assert len(open_disagreements(shelf.store.db, Asker())) == 1


def test_a_hidden_report_disagrees_with_nobody(shelf: Shelf) -> None:
    """What an editor hides leaves the comparison too, and comes back with it."""
    shelf.take_in(SLIP)
    [told] = open_disagreements(shelf.store.db, Asker())
    for hidden, left in ((NOW.isoformat(), 0), (None, 1)):
        with shelf.store.transaction() as db:
            db.execute("UPDATE stories SET hidden_at = :at WHERE id = :id", {"at": hidden, "id": told.story.id})
        assert open_disagreements(shelf.store.db, Asker()) == ()  # at once, before anything is compared
        assert compare(shelf.store, LATER) == 1
        assert len(open_disagreements(shelf.store.db, Asker())) == left


def test_only_what_changed_is_compared_again(shelf: Shelf) -> None:
    """A step with nothing new looks at nothing."""
    shelf.take_in(SLIP)
    assert compare(shelf.store, LATER) == 0
    shelf.take_in(SLIP, LATER)
    assert compare(shelf.store, LATER) == 0


def test_the_same_two_values_are_told_once(shelf: Shelf) -> None:
    """The line that sums a report up repeats its slip; people see one."""
    twice = SLIP.replace("买家未具名。", "买家未具名,金额1200亿美元。").replace(
        "The buyer was not named.", "It is $12B."
    )
    shelf.take_in(twice)
    assert len(open_disagreements(shelf.store.db, Asker())) == 1


def test_the_digest_shows_them(shelf: Shelf) -> None:
    """The document lists each with both figures, whose they are and the cause."""
    shelf.take_in(SLIP)
    document: Any = as_json(preview(shelf.store, asker=Asker(), now=NOW))
    [told] = document["disagreements"]
    assert told["cause"] == "magnitude"
    assert {figure["text"] for figure in told["figures"]} == {"$12B", "1200亿美元"}
    assert {figure["outlet"] for figure in told["figures"]} == {"CNBC"}


def test_others_do_not_see_what_a_channel_keeps(shelf: Shelf) -> None:
    """A disagreement of a channel's own stories is that channel's."""
    with shelf.store.transaction() as db:
        db.execute("INSERT INTO channels (id, team, slack_id) VALUES (7, 'T1', 'C7')")
        db.execute("INSERT INTO audiences (id, kind, channel_id) VALUES (9, 'channel', 7)")
    shelf.take_in(SLIP, audience_id=9)
    assert open_disagreements(shelf.store.db, Asker()) == ()
    assert len(open_disagreements(shelf.store.db, Asker(team="T1", channel="C7"))) == 1


def test_reports_full_of_numbers_are_compared_in_no_time(shelf: Shelf) -> None:
    """Sixteen hostile reports of one event: each text is read once for all of its pairs, and no number again and again.

    The bound leaves room for a busy machine.
    """
    event = "OpenAI raises $40 billion from SoftBank"
    runs = ("10亿", "1亿1", "$1.37 billion ", "1.3% ", "三百", "7万亿 ", "12 13 ", "€4亿 1 GW ")
    started = time.perf_counter()
    for n in range(16):
        told = f"{event}, in round {n}.\n\n{runs[n % len(runs)] * 1_000}\n\n[more](https://harbour{n}.example/{n})"
        shelf.take_in(f"# Harbour {n}, May 3, 2026\n\n## {event}\n\n{told}\n\n## The crane fell\n\nRain.\n")
    assert time.perf_counter() - started < 30
    assert shelf.rows("SELECT max(n) FROM (SELECT count(*) AS n FROM stories GROUP BY storyline_id)") >= [(8,)]
