"""Rows of people, events, channels and the audit log."""

from __future__ import annotations

import string
from datetime import timedelta

import pytest

from bot.words.digests import TEXTS
from store.channels import note_channel, pause_channel, unpause_channel
from store.people import first_time_seeing, note_person, person, person_by_key, person_key, record_audit
from tests.digest.conftest import START, Newsroom


def test_a_person_is_kept_up_to_date(newsroom: Newsroom) -> None:
    """What Slack says of a person replaces what it said before; the row stays the same."""
    with newsroom.store.transaction() as db:
        bare = person_key(db, "T1", "U1")
        noted = note_person(db, "T1", "U1", "Ada", "en-US", "Europe/Berlin", False, True, START)
        again = note_person(db, "T1", "U1", "Ada L.", None, None, True, False, START + timedelta(days=1))
    found = person(newsroom.store.db, "T1", "U1")
    assert bare == noted == again
    assert found == person_by_key(newsroom.store.db, bare)
    assert found
    assert (found.name, found.zone, found.is_guest, found.is_admin) == ("Ada L.", None, True, False)
    assert found.checked_at == "2026-04-15T06:00:00Z"
    assert person(newsroom.store.db, "T2", "U1") is None


def test_an_event_is_seen_once(newsroom: Newsroom) -> None:
    """An event id is new once, until it is long forgotten."""
    with newsroom.store.transaction() as db:
        assert first_time_seeing(db, "Ev1", START)
        assert not first_time_seeing(db, "Ev1", START + timedelta(hours=1))
        assert first_time_seeing(db, "Ev2", START + timedelta(hours=1))
        assert first_time_seeing(db, "Ev1", START + timedelta(days=3))
    assert newsroom.rows("SELECT count(*) FROM seen_events") == [(1,)]


def test_a_channel_keeps_what_is_known(newsroom: Newsroom) -> None:
    """Name and kind stay where nothing new is said."""
    with newsroom.store.transaction() as db:
        first = note_channel(db, "T1", "C1", name="ai-news", kind="private")
        assert note_channel(db, "T1", "C1") == first
        assert note_channel(db, "T2", "C1") != first
    assert newsroom.rows("SELECT name, kind FROM channels WHERE id = :id", id=first) == [("ai-news", "private")]


def test_a_channel_is_paused_once(newsroom: Newsroom) -> None:
    """Pausing says whether it was news."""
    with newsroom.store.transaction() as db:
        channel = note_channel(db, "T1", "C1")
        assert pause_channel(db, channel, "is_archived", START)
        assert not pause_channel(db, channel, "not_in_channel", START)
        unpause_channel(db, channel)
        assert pause_channel(db, channel, "not_in_channel", START)


def test_the_audit_log_names_who_and_what(newsroom: Newsroom) -> None:
    """A change is written down with its time, person and channel."""
    with newsroom.store.transaction() as db:
        who, where = person_key(db, "T1", "U1"), note_channel(db, "T1", "C1")
        record_audit(db, who, "digest.set", "08:30", START, channel_id=where)
    [row] = newsroom.rows("SELECT at, person_id, action, channel_id, what FROM audit")
    assert row == ("2026-04-14T06:00:00Z", who, "digest.set", where, "08:30")


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same(key: str) -> None:
    """Both texts exist, are different where they hold words, and have the same placeholders."""
    english, chinese = TEXTS[key]
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (english, chinese)]
    assert english
    assert chinese
    assert fields[0] == fields[1]
