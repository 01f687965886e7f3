"""Channels that get another id keep their digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.channels import change_slack_id, digest_in, note_channel, pause_channel
from store.db import Store
from tests.bot.conftest import Office

NOW = datetime(2026, 6, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(tmp_path / "t.db")
    yield opened
    opened.close()


def test_a_digest_moves_along(tmp_path: Path) -> None:
    """When Slack gives a channel another id, its digest is that of the new one."""
    office = Office(tmp_path)
    office.workspace.invite("ai-news")
    old = office.workspace.state.channel("ai-news").id
    office.types("Ada", "/digest 08:30", "ai-news")
    team = office.workspace.team_id
    assert digest_in(office.store.db, team, old)
    office.workspace.change_channel_id("ai-news", "C0AISHARED")
    moved = office.workspace.wait_for(lambda: digest_in(office.store.db, team, "C0AISHARED"))
    assert moved is not None
    assert moved.at == "08:30"
    assert digest_in(office.store.db, team, old) is None
    assert "08:30" in office.types("Ada", "/digest status", "ai-news")["text"]
    office.close()


def test_what_slack_no_longer_found_is_found_again(store: Store) -> None:
    """A channel that was paused because its old id was unknown goes on; one paused for another reason stays so."""
    with store.transaction() as db:
        for old, new, why in (("C1", "C2", "channel_not_found"), ("C3", "C4", "is_archived")):
            pause_channel(db, note_channel(db, "T1", old), why, NOW)
            assert change_slack_id(db, "T1", old, new)
            assert not change_slack_id(db, "T1", old, new)
        rows = db.execute("SELECT slack_id, paused_at IS NULL, paused_why FROM channels ORDER BY slack_id").fetchall()
    assert rows == [("C2", 1, None), ("C4", 0, "is_archived")]


def test_a_new_id_that_is_taken_changes_nothing(store: Store) -> None:
    """Two rows are never one: the old one stays, and whoever set its digest up is told when a post fails."""
    with store.transaction() as db:
        note_channel(db, "T1", "C1")
        note_channel(db, "T1", "C2")
        assert not change_slack_id(db, "T1", "C1", "C2")
