"""What people follow, their own editions and alerts, what they save, and what they say of editions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store.channels import note_channel
from store.digest import claim
from store.digest_settings import digest_of, set_digest
from store.due import find_due
from store.keeps import (
    count_opinions,
    edition_told,
    follows_of,
    keep_opinion,
    saved_by,
    set_follow,
    set_opinion,
    toggle_save,
    withdraw_opinion,
)
from store.model import Asker, Digest, Edition, Item
from store.names import Names
from store.people import person_key
from store.stories import set_mentions
from store.storylining import settle
from tests.bot.database import give_database
from tests.digest.conftest import START, Clock, Newsroom, item, some_digest

DM = "D1"
WHO: dict[str, Any] = {"team": "T1", "channel": DM, "person": "U1"}


class Reader:
    """One person with their direct messages, in a store that knows the catalogue."""

    def __init__(self, newsroom: Newsroom, clock: Clock) -> None:
        self.newsroom, self.clock = newsroom, clock
        self.names = Names(newsroom.store)
        with newsroom.store.transaction() as db:
            self.id = person_key(db, "T1", "U1")
            self.channel = note_channel(db, "T1", DM, kind="direct")

    def follow(self, *slugs: str, follows: bool = True) -> None:
        """Follow entities, or no longer."""
        with self.newsroom.store.transaction() as db:
            for slug in slugs:
                set_follow(db, self.id, slug, follows, self.clock())

    def add(self, *items: Item, **more: Any) -> list[int]:
        """Take stories in, with the names that they mention."""
        ids = self.newsroom.add(*items, now=self.clock(), settled=False, **more)
        with self.newsroom.store.transaction() as db:
            for story_id, told in zip(ids, items, strict=True):
                set_mentions(db, story_id, self.names.mentions_in(f"{told.headline}\n{told.summary}"))
        settle(self.newsroom.store, self.clock())
        return ids

    def run(self, product: Any) -> list[Edition]:
        """Claim what is due of a product, and have it posted."""
        digest = digest_of(self.newsroom.store, "T1", DM, product)
        assert digest
        found = [
            claim(self.newsroom.store, digest, due, self.clock(), lambda edition: [{"text": "x", "blocks": []}])
            for due in find_due(digest, self.clock())
        ]
        with self.newsroom.store.transaction() as db:
            db.execute("UPDATE editions SET state = 'done', posted_at = claimed_at WHERE state = 'claimed'")
        return [edition for edition in found if edition]


def heads(editions: list[Edition]) -> list[set[str]]:
    """Give the headlines of editions."""
    return [{slot.lead.headline for slot in edition.slots} for edition in editions]


@pytest.fixture
def reader(tmp_path: Path, clock: Clock) -> Iterator[Reader]:
    """A reader at 08:00 in Berlin, with a store that knows the catalogue."""
    newsroom = Newsroom(give_database(tmp_path / "tidings.db"))
    yield Reader(newsroom, clock)
    newsroom.store.close()


def test_follows_are_kept_once(reader: Reader) -> None:
    """Following twice is following once; what is no longer followed is gone; an unknown name is followed by nobody."""
    reader.follow("nvidia", "openai", "nvidia", "no-such-name")
    assert set(follows_of(reader.newsroom.store.db, "T1", "U1")) == {"nvidia", "openai"}
    reader.follow("nvidia", follows=False)
    assert follows_of(reader.newsroom.store.db, "T1", "U1") == ("openai",)
    assert follows_of(reader.newsroom.store.db, "T1", "U2") == ()


def test_a_personal_edition_tells_of_what_is_followed(reader: Reader) -> None:
    """At the person's own hour, from what they follow then, and once a day."""
    set_digest(reader.newsroom.store, **WHO, now=reader.clock(), product="personal", at="08:30", zone="Europe/Berlin")
    reader.add(item("Nvidia opens a harbour"), item("A tug is sold"), item("OpenAI rents a crane"))
    reader.follow("nvidia")
    reader.clock.pass_by(minutes=30)
    assert heads(reader.run("personal")) == [{"Nvidia opens a harbour"}]
    reader.clock.pass_by(minutes=5)
    assert reader.run("personal") == []
    reader.follow("openai")
    reader.add(item("OpenAI buys the crane"))
    reader.clock.pass_by(days=1)
    assert heads(reader.run("personal")) == [{"OpenAI buys the crane"}]


def test_a_personal_edition_holds_what_its_reader_may_see(reader: Reader) -> None:
    """What is for another channel or person alone is in nobody else's edition; one's own is."""
    with reader.newsroom.store.transaction() as db:
        other, mine = person_key(db, "T1", "U2"), reader.id
        private = note_channel(db, "T1", "C9", kind="private")
        for kind, channel, person in (("channel", private, None), ("person", None, other), ("person", None, mine)):
            db.execute(
                "INSERT INTO audiences (kind, channel_id, person_id) VALUES (:kind, :channel, :person)",
                {"kind": kind, "channel": channel, "person": person},
            )
    audiences = [row[0] for row in reader.newsroom.rows("SELECT id FROM audiences WHERE id > 1 ORDER BY id")]
    for number, audience in enumerate(audiences):
        reader.add(item(f"Nvidia secret {number}"), audience_id=audience, source=f"Letter {number}")
    reader.follow("nvidia")
    set_digest(reader.newsroom.store, **WHO, now=reader.clock(), product="personal", at="08:30", zone="Europe/Berlin")
    reader.clock.pass_by(minutes=30)
    assert heads(reader.run("personal")) == [{"Nvidia secret 2"}]


def test_alerts_are_bundled(reader: Reader) -> None:
    """The first news of what is followed comes at once, what comes within the hours after it in one message later."""
    reader.follow("nvidia")
    reader.add(item("Nvidia was old news"))
    reader.clock.pass_by(minutes=1)
    set_digest(reader.newsroom.store, **WHO, now=reader.clock(), product="alert", at="00:00", every_hours=4)
    assert reader.run("alert") == []
    reader.clock.pass_by(minutes=10)
    assert reader.run("alert") == []
    reader.add(item("Nvidia opens a harbour"), item("A tug is sold"))
    assert heads(reader.run("alert")) == [{"Nvidia opens a harbour"}]
    reader.add(item("Nvidia hires a pilot", summary="He knows every sandbank by night."))
    reader.clock.pass_by(hours=3, minutes=59)
    reader.add(item("Nvidia paints a buoy", summary="Red replaces green near the estuary."))
    assert reader.run("alert") == []
    reader.clock.pass_by(minutes=1)
    assert heads(reader.run("alert")) == [{"Nvidia hires a pilot", "Nvidia paints a buoy"}]
    reader.clock.pass_by(days=3)
    assert reader.run("alert") == []
    assert reader.newsroom.rows("SELECT count(*) FROM editions") == [(2,)]


@pytest.mark.parametrize(
    ("last_at", "every", "later", "is_due"),
    [
        (None, 4, timedelta(0), True),
        ("2026-04-14T06:00:00Z", 4, timedelta(hours=3, minutes=59), False),
        ("2026-04-14T06:00:00Z", 4, timedelta(hours=4), True),
        ("2026-04-14T06:00:00Z", 24, timedelta(hours=23), False),
        ("2026-04-14T06:00:00Z", 1, timedelta(days=40), True),
    ],
)
def test_when_an_alert_is_due(last_at: str | None, every: int, later: timedelta, is_due: bool) -> None:
    """Whenever its hours have passed since the last one."""
    digest = _alert(every, last_at)
    found = find_due(digest, START + later)
    assert [(due.period, due.due_at, due.missed) for due in found] == (
        [(last_at or digest.set_at, START + later, False)] if is_due else []
    )


def _alert(every: int, last_at: str | None) -> Digest:
    return some_digest(product="alert", every_hours=every, last_at=last_at)


def test_a_story_is_saved_and_taken_off(reader: Reader) -> None:
    """Pressing again undoes it; the list is newest first, and holds what its reader may still see."""
    first, second = reader.add(item("One"), item("Two"))
    me = Asker(team="T1", person="U1")
    with reader.newsroom.store.transaction() as db:
        assert toggle_save(db, reader.id, first, START)
        assert toggle_save(db, reader.id, second, START + timedelta(minutes=1))
    assert saved_by(reader.newsroom.store.db, me, 10) == ([second, first], 2)
    assert saved_by(reader.newsroom.store.db, me, 1, 1) == ([first], 2)
    assert saved_by(reader.newsroom.store.db, Asker(team="T1", person="U2"), 10) == ([], 0)
    with reader.newsroom.store.transaction() as db:
        assert not toggle_save(db, reader.id, second, START)
        db.execute("UPDATE stories SET hidden_at = '2026-04-14T06:00:00Z' WHERE id = :id", {"id": first})
    assert saved_by(reader.newsroom.store.db, me, 10) == ([], 0)


def test_opinions_are_one_each_and_reversible(reader: Reader) -> None:
    """The other opinion replaces the first, the same again takes it back; a story's stands beside its edition's."""
    set_digest(reader.newsroom.store, **WHO, now=reader.clock(), product="personal", at="08:30", zone="Europe/Berlin")
    [story] = reader.add(item("Nvidia opens a harbour"))
    reader.follow("nvidia")
    reader.clock.pass_by(minutes=30)
    [edition] = reader.run("personal")
    db = reader.newsroom.store.db
    assert edition_told(db, "T1", "C1", edition.uid) is None, "it is of another channel"
    assert edition_told(db, "T1", DM, edition.uid, story + 1) is None, "it told no such story"
    told = edition_told(db, "T1", DM, edition.uid, story)
    assert told
    with reader.newsroom.store.transaction() as db:
        assert set_opinion(db, reader.id, told.id, story, True, START) is True
        assert set_opinion(db, reader.id, told.id, None, True, START) is True
        assert set_opinion(db, reader.id, told.id, story, False, START) is False
        assert count_opinions(db, reader.channel, START - timedelta(days=1)) == (1, 1)
        assert set_opinion(db, reader.id, told.id, story, False, START) is None
        keep_opinion(db, reader.id, told.id, True, START)
        keep_opinion(db, reader.id, told.id, True, START)
        assert count_opinions(db, reader.channel, START - timedelta(days=1)) == (1, 0)
        assert not withdraw_opinion(db, reader.id, told.id, None, False)
        assert withdraw_opinion(db, reader.id, told.id, None, True)
        assert count_opinions(db, reader.channel, START - timedelta(days=1)) == (0, 0)
