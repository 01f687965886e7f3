"""Past stories tagged in the background: what an earlier run left, and telling whoever asked when Slack is busy."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import retagging
from bot.client import create_client
from bot.retagging import Retagging
from store import reread_rows, rereading, retags, tagging
from store.naming import NewName, add_name
from store.people import person_key
from tests.bot.conftest import NOW
from tests.bot.test_names import ADA, NamesOffice, opened


@pytest.fixture
def office(tmp_path: Path) -> Iterator[NamesOffice]:
    """An office whose worker stands still; Ada has added a name and a batch was done."""
    for office in opened(tmp_path):
        office.retagging.stop(5)
        with office.store.transaction() as db:
            ada = person_key(db, office.workspace.team_id, "U0ADA00001")
        add_name(office.store, office.names, NewName("company", "Quorvex"), by=ada, now=NOW)
        yield office


def restart(office: NamesOffice) -> Retagging:
    """Start a new worker, as a new run of the bot does."""
    client = create_client(office.settings)
    worker = Retagging(office.store, office.names, client, lambda: NOW, office.workspace.team_id)
    worker.start()
    return worker


def test_what_an_earlier_run_left_is_finished_and_told(office: NamesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """A start goes on where the last one stopped, and tells the whole count, once."""
    monkeypatch.setattr(tagging, "BATCH", 1)
    first = tagging.tag_batch(office.store, office.names, NOW)
    assert first
    assert (first.looked, first.is_over) == (1, False)
    worker = restart(office)
    office.hears(ADA, "Tagged 3 past stories.")
    worker.stop(5)
    again = restart(office)
    office.workspace.wait_for(lambda: retags.untold(office.store.db, office.workspace.team_id) == [])
    again.stop(5)
    told = [found for found in office.seen(ADA, office.workspace.direct(ADA)) if "Quorvex" in found["text"]]
    assert len(told) == 1


def test_a_refusal_of_slack_is_logged_and_left(office: NamesOffice, caplog: pytest.LogCaptureFixture) -> None:
    """Who cannot be written to is not tried for ever; the stories are tagged all the same."""
    office.workspace.faults.refuse("chat.postMessage", "channel_not_found")
    with caplog.at_level(logging.WARNING):
        worker = restart(office)
        office.workspace.wait_for(lambda: "could not be told" in caplog.text)
        office.workspace.wait_for(lambda: retags.untold(office.store.db, office.workspace.team_id) == [])
    worker.stop(5)
    assert len(retags.mentioning(office.store.db, "quorvex", range(1, 200))) == 3


def test_a_busy_slack_is_tried_again(office: NamesOffice) -> None:
    """What is told to come later is told later."""
    office.workspace.faults.refuse("chat.postMessage", "ratelimited")
    worker = restart(office)
    office.workspace.wait_for(lambda: not retags.unfinished(office.store.db))
    worker.wake()
    office.hears(ADA, "Tagged 3 past stories.")
    worker.stop(5)


def test_an_upgrade_reads_past_stories_again(office: NamesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little by little, in the same thread, until all are read by the rules of this version."""
    monkeypatch.setattr(rereading, "BATCH", 1)
    monkeypatch.setattr(retagging, "REREAD_SECONDS", 0.02)
    with office.store.transaction() as db:
        reread_rows.note_all_read(db, "older")
        db.execute("DELETE FROM mentions")
    assert rereading.behind(office.store).left > 2
    worker = restart(office)
    office.workspace.wait_for(lambda: rereading.behind(office.store).left == 0)
    worker.stop(5)
    assert office.store.db.execute("SELECT count(*) FROM mentions").fetchone()[0] > 0
