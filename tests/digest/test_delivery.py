"""Editions are posted exactly once, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlite_utils import Database

from bot import pace, posting
from bot.delivery import Delivery
from bot.workspace import LocalWorkspace
from store import editions
from store.digest_settings import digest_of, set_digest
from store.editions import Message, Pending
from store.errors import TidingsError
from tests.digest.conftest import Clock, Newsroom, item
from tests.digest.relay import Moment, Relay

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Tidings"},
    "features": {"bot_user": {"display_name": "Tidings"}},
    "oauth_config": {
        "scopes": {
            "bot": [
                *("chat:write", "users:read", "im:write", "im:history", "im:read"),
                *("channels:history", "channels:join", "channels:read", "groups:history", "groups:read"),
            ]
        }
    },
    "settings": {"socket_mode_enabled": True},
}
CHANNEL, OTHER, OWNER = "C0AINEWS01", "C0GENERAL1", "U0ADA00001"


@dataclass
class Desk:
    """A workspace with a digest due at 08:30 in one channel, and a delivery that posts to it through a relay."""

    newsroom: Newsroom
    workspace: LocalWorkspace
    relay: Relay
    clock: Clock

    @property
    def delivery(self) -> Delivery:
        """A new delivery, as after a restart."""
        client = WebClient(self.workspace.bot_token, self.relay.api_url)
        return Delivery(self.newsroom.store, client, self.clock, self.workspace.team_id)

    def set_up(self, channel: str = CHANNEL, **changes: Any) -> None:
        """Set a digest up for 08:30 in Berlin."""
        set_digest(
            self.newsroom.store,
            team=self.workspace.team_id,
            channel=channel,
            person=OWNER,
            now=self.clock(),
            at="08:30",
            zone="Europe/Berlin",
            **changes,
        )

    def run(self, **later: float) -> datetime | None:
        """Move the clock on, then claim and post as a freshly started bot."""
        self.clock.pass_by(**later)
        delivery = self.delivery
        delivery.run_due(self.clock())
        return delivery.deliver_unfinished()

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        """Start a process that does the same."""
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.digest.deliver_once", str(self.newsroom.store.path)),
                *(self.relay.api_url, self.workspace.bot_token, self.workspace.team_id, self.clock().isoformat()),
                *more,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.relay.victim = process.pid
        return process

    def posted(self, channel: str = CHANNEL) -> Counter[int]:
        """Count the messages that a channel and its threads got, by their part of the edition."""
        parts: Counter[int] = Counter()
        for message in self.workspace.messages(channel):
            thread = self.workspace.thread(channel, message["ts"])
            parts.update(each["metadata"]["event_payload"]["part"] for each in thread if each.get("metadata"))
        return parts

    def states(self) -> list[tuple[object, ...]]:
        """Give the ledger's states."""
        return self.newsroom.rows("SELECT state, why FROM editions ORDER BY id")

    def direct_messages(self) -> list[str]:
        """Give what the owner was told."""
        return [message["text"] for message in self.workspace.messages(self.workspace.direct("ada"))]


@pytest.fixture
def desk(newsroom: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose digest has stories for a post and one thread part, at five minutes before it is due."""
    monkeypatch.setattr(pace, "A_CHANNEL_SECONDS", 0.0)
    workspace = LocalWorkspace(MANIFEST, clock=clock)
    workspace.start()
    relay = Relay(workspace.api_url)
    newsroom.add(*(item(f"Story number {n}") for n in range(12)))
    clock.pass_by(minutes=25)
    desk = Desk(newsroom, workspace, relay, clock)
    desk.set_up()
    yield desk
    relay.stop()
    workspace.stop()


ONCE = Counter({0: 1, 1: 1})


def test_a_digest_is_posted_with_its_thread(desk: Desk) -> None:
    """Nothing comes before the hour, the post and its thread at it, and nothing more later."""
    assert desk.run() is None
    assert desk.posted() == Counter()
    assert desk.run(minutes=5) is None
    assert desk.posted() == ONCE
    assert desk.states() == [("done", None)]
    desk.run(minutes=1)
    desk.run(hours=10)
    assert desk.posted() == ONCE


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("moment", ["kill_before", "kill_after"])
def test_a_killed_process_neither_doubles_nor_loses(desk: Desk, part: int, moment: Moment) -> None:
    """Killed just before or just after Slack takes a message, the next process posts what is missing and no more."""
    desk.clock.pass_by(minutes=5)
    desk.relay.let_pass(part)
    desk.relay.moments.append(moment)
    process = desk.start()
    process.communicate(timeout=30)
    assert process.returncode == -9
    assert desk.posted()[part] == (moment == "kill_after")
    before = desk.posted()
    next_at = desk.run(seconds=30)
    assert desk.posted() == before, "the try has not settled yet"
    assert next_at == desk.clock() + timedelta(seconds=30)
    desk.run(seconds=31)
    assert desk.posted() == ONCE
    assert desk.states() == [("done", None)]


def test_killed_between_claim_and_post(desk: Desk) -> None:
    """A claim that was never tried is posted by the next process at once."""
    desk.clock.pass_by(minutes=5)
    process = desk.start("claim-and-die")
    process.communicate(timeout=30)
    assert (process.returncode, desk.posted(), desk.states()) == (-9, Counter(), [("claimed", None)])
    desk.run(seconds=1)
    assert desk.posted() == ONCE


def test_two_processes_post_once(desk: Desk) -> None:
    """Two bots on one database post each edition once."""
    desk.set_up(OTHER)
    desk.clock.pass_by(minutes=5)
    processes = [desk.start() for _ in range(2)]
    for process in processes:
        _, said = process.communicate(timeout=30)
        assert (process.returncode, said) == (0, b"")
    desk.run(seconds=61)
    assert (desk.posted(), desk.posted(OTHER)) == (ONCE, ONCE)
    assert desk.relay.calls.count("chat.postMessage") == 4


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("moment", ["fail_after", "page_after", "hang_after"])
def test_an_unknown_outcome_is_looked_up(
    desk: Desk, part: int, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a 500, a stranger's page or a timeout on a message that Slack took, it is found, not sent again."""
    monkeypatch.setattr(posting, "POST_SECONDS", 2)
    desk.relay.let_pass(part)
    desk.relay.moments.append(moment)
    desk.run(minutes=5)
    assert desk.posted()[part] == 1
    desk.run(seconds=61)
    assert desk.posted() == ONCE
    assert desk.relay.calls.count("chat.postMessage") == 2
    assert desk.states() == [("done", None)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_dropped_connection(desk: Desk, when: Any) -> None:
    """A connection that drops before or after the post took effect leads to one post."""
    direct = WebClient(desk.workspace.bot_token, desk.workspace.api_url)
    desk.workspace.faults.drop("chat.postMessage", when=when)
    desk.clock.pass_by(minutes=5)
    delivery = Delivery(desk.newsroom.store, direct, desk.clock, desk.workspace.team_id)
    delivery.run_due(desk.clock())
    delivery.deliver_unfinished()
    assert desk.posted()[0] == (when == "after")
    desk.run(seconds=61)
    assert desk.posted() == ONCE


def test_a_message_is_found_among_many(desk: Desk) -> None:
    """The search goes through every page of the channel's history."""
    desk.relay.moments.append("fail_after")
    desk.run(minutes=5)
    for n in range(150):
        desk.workspace.post("ada", CHANNEL, f"chatter {n}")
    desk.run(seconds=61)
    assert desk.posted() == ONCE
    assert desk.relay.calls.count("conversations.history") == 2


def test_a_busy_slack_is_obeyed(desk: Desk) -> None:
    """After 429 the message waits as long as it was told to, then goes out."""
    desk.workspace.faults.rate_limit("chat.postMessage", retry_after=7)
    assert desk.run(minutes=5) == desk.clock() + timedelta(seconds=7)
    assert desk.posted() == Counter()
    desk.run(seconds=6)
    assert desk.posted() == Counter()
    desk.run(seconds=1)
    assert desk.posted() == ONCE


def test_a_search_that_is_refused_waits(desk: Desk) -> None:
    """While the history cannot be read, nothing is posted again."""
    desk.relay.moments.append("fail_after")
    desk.run(minutes=5)
    desk.workspace.faults.fail("conversations.history")
    desk.workspace.faults.rate_limit("conversations.history", retry_after=20)
    desk.run(seconds=61)
    desk.run(seconds=61)
    assert (desk.posted(), desk.states()) == (Counter({0: 1}), [("claimed", None)])
    desk.run(seconds=21)
    assert desk.posted() == ONCE


@pytest.mark.parametrize("begins", ["before", "between"])
def test_an_hour_without_slack(desk: Desk, begins: str) -> None:
    """Slack out of reach from before the hour, or from between post and thread: an hour later all of it stands once."""
    if begins == "between":
        desk.relay.let_pass(1)
        desk.relay.moments.append("fail_after")
        desk.run(minutes=5)
    desk.workspace.faults.begin_outage()
    for _ in range(6):
        desk.run(minutes=10)
    assert desk.states()[0][0] in ("claimed", "posted")
    desk.workspace.faults.end_outage()
    desk.run(seconds=61)
    desk.run(seconds=61)
    assert desk.posted() == ONCE
    assert desk.states() == [("done", None)]


@pytest.mark.parametrize(("trouble", "code"), [("kick", "not_in_channel"), ("archive", "is_archived")])
def test_a_closed_channel_is_paused_and_its_owner_told(desk: Desk, trouble: str, code: str) -> None:
    """The edition fails, the channel is paused, its owner is told once, and other channels get theirs."""
    desk.set_up(OTHER)
    getattr(desk.workspace, trouble)(CHANNEL)
    desk.run(minutes=5)
    assert (desk.posted(), desk.posted(OTHER)) == (Counter(), ONCE)
    assert sorted(desk.states(), key=str) == [("done", None), ("failed", code)]
    assert len(desk.direct_messages()) == 1
    assert code in desk.direct_messages()[0]
    desk.run(days=1)
    assert len(desk.states()) == 3, "only the other channel has an edition"
    assert len(desk.direct_messages()) == 1


@pytest.mark.parametrize("code", ["channel_not_found", "restricted_action_read_only_channel", "missing_scope"])
def test_other_refusals_pause_as_well(desk: Desk, code: str) -> None:
    """Whatever a person has to mend pauses the channel; setting the digest up again goes on."""
    desk.workspace.faults.refuse("chat.postMessage", code)
    desk.run(minutes=5)
    assert desk.states() == [("failed", code)]
    digest = digest_of(desk.newsroom.store, desk.workspace.team_id, CHANNEL)
    assert digest
    assert digest.paused_why == code
    desk.set_up()
    desk.run(days=1)
    assert desk.posted() == ONCE


def test_a_wrong_message_fails_alone(desk: Desk) -> None:
    """A message that Slack finds wrong fails its edition and pauses nothing."""
    desk.workspace.faults.refuse("chat.postMessage", "invalid_blocks")
    desk.run(minutes=5)
    assert desk.states() == [("failed", "invalid_blocks")]
    desk.run(days=1)
    assert desk.posted() == ONCE


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_refused_token_stops_everything(desk: Desk, code: str) -> None:
    """A refused token is said in one line; with a good one the edition goes out."""
    desk.workspace.faults.refuse("chat.postMessage", code)
    with pytest.raises(TidingsError, match=code):
        desk.run(minutes=5)
    desk.run(seconds=1)
    assert desk.posted() == ONCE


def test_an_edition_is_given_up_after_its_grace_window(desk: Desk) -> None:
    """What Slack never took within the grace window is skipped, and its stories come with the next edition."""
    desk.workspace.faults.fail("chat.postMessage", times=1)
    desk.run(minutes=5)
    desk.run(hours=7)
    assert (desk.posted(), desk.states()) == (Counter(), [("skipped", "too late")])
    desk.run(hours=17, minutes=1)
    assert desk.posted() == ONCE


def test_a_late_search_still_finds_the_post(desk: Desk) -> None:
    """Even past the grace window a post of unknown outcome is looked for before it is given up."""
    desk.relay.moments.append("fail_after")
    desk.run(minutes=5)
    desk.run(hours=7)
    assert desk.posted() == Counter({0: 1})
    assert desk.states() == [("failed", "too late")], "the post is there, its thread came too late"
    assert desk.newsroom.rows("SELECT posted_at IS NOT NULL FROM editions") == [(1,)]


def test_posts_to_one_channel_are_paced(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two messages to one channel lies the time that Slack asks for; other channels do not wait for it."""
    monkeypatch.setattr(pace, "A_CHANNEL_SECONDS", 0.4)
    desk.set_up(OTHER)
    desk.relay.started.clear()
    desk.run(minutes=5)
    by_channel: dict[str, list[float]] = {}
    for channel, at in desk.relay.started:
        by_channel.setdefault(channel, []).append(at)
    assert {channel: len(times) for channel, times in by_channel.items()} == {CHANNEL: 2, OTHER: 2}
    assert all(times[1] - times[0] >= 0.4 for times in by_channel.values())
    assert abs(by_channel[CHANNEL][0] - by_channel[OTHER][0]) < 0.3


def test_posts_come_before_threads_in_due_order(desk: Desk) -> None:
    """What is due earlier comes first; of what is due at one moment every post, then the threads."""
    desk.set_up(OTHER)
    desk.set_up("C0EDITORS1")
    early = desk.newsroom.store
    set_digest(early, team=desk.workspace.team_id, channel="C0EDITORS1", person=OWNER, now=desk.clock(), at="08:29")
    desk.relay.latency = 0.05
    desk.run(minutes=5)
    order = [channel for channel, _ in desk.relay.started]
    assert set(order[:3]) == {CHANNEL, OTHER, "C0EDITORS1"}
    assert sorted(order) == sorted([CHANNEL, OTHER, "C0EDITORS1"] * 2)


def test_a_slow_channel_holds_up_no_other(desk: Desk) -> None:
    """While one post waits for an answer that does not come, other channels get theirs."""
    desk.set_up(OTHER)
    desk.relay.moments.append("hang_after")
    desk.clock.pass_by(minutes=5)
    delivery = desk.delivery
    delivery.run_due(desk.clock())
    thread = threading.Thread(target=delivery.deliver_unfinished)
    thread.start()
    desk.workspace.wait_for(lambda: ONCE in (desk.posted(), desk.posted(OTHER)))
    assert thread.is_alive()
    desk.relay.over.set()
    thread.join(10)
    desk.run(seconds=61)
    assert (desk.posted(), desk.posted(OTHER)) == (ONCE, ONCE)


def test_a_busy_slack_is_obeyed_by_all(desk: Desk) -> None:
    """After 429 no other message goes out either until the time that Slack named is over."""
    desk.set_up(OTHER)
    desk.workspace.faults.rate_limit("chat.postMessage", retry_after=7, times=2)
    desk.run(minutes=5)
    asked = desk.relay.calls.count("chat.postMessage")
    assert asked <= 2
    delivery = desk.delivery
    desk.workspace.faults.clear()
    desk.clock.pass_by(seconds=7)
    delivery.deliver_unfinished()
    assert (desk.posted(), desk.posted(OTHER)) == (ONCE, ONCE)


@pytest.mark.parametrize("lost", ["lease", "claim"])
def test_who_was_held_up_sends_nothing(desk: Desk, lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between winning a message and sending it, a process that goes on later leaves it to be looked for."""
    start = editions.start_posting

    def then_stopped(db: Database, pending: Pending, now: datetime) -> Message | None:
        message = start(db, pending, now)
        if lost == "lease":
            monkeypatch.setattr(posting, "LEASE_SECONDS", -1.0)
        else:  # another process took it a minute later
            start(db, replace(pending, tries=pending.tries + 1), now)
        return message

    monkeypatch.setattr(editions, "start_posting", then_stopped)
    desk.run(minutes=5)
    assert "chat.postMessage" not in desk.relay.calls
    monkeypatch.undo()
    monkeypatch.setattr(pace, "A_CHANNEL_SECONDS", 0.0)
    desk.run(seconds=61)
    assert desk.posted() == ONCE


def test_a_bug_in_one_edition_holds_up_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition whose messages cannot be read is logged and tried again; the others are posted."""
    desk.set_up(OTHER)
    desk.clock.pass_by(minutes=5)
    desk.delivery.run_due(desk.clock())
    with desk.newsroom.store.transaction() as db:
        db.execute("UPDATE deliveries SET payload = '{' WHERE edition_id = 1")
    next_at = desk.run()
    assert next_at == desk.clock() + timedelta(seconds=60)
    assert desk.posted(OTHER) == ONCE


def test_stopping_posts_no_further_message(desk: Desk) -> None:
    """A stopped delivery leaves what waits to the next start."""
    desk.clock.pass_by(minutes=5)
    delivery = desk.delivery
    delivery.run_due(desk.clock())
    delivery.stop()
    assert delivery.deliver_unfinished() is None
    assert desk.posted() == Counter()
    desk.run()
    assert desk.posted() == ONCE


def test_a_post_on_demand(desk: Desk) -> None:
    """A manual edition is posted once, and the morning's brings only what is new since."""
    delivery = desk.delivery
    edition = delivery.post_now(channel=CHANNEL, person=OWNER, language="en", zone="UTC")
    assert edition
    delivery.deliver_unfinished()
    assert desk.posted() == ONCE
    assert delivery.post_now(channel=CHANNEL, person=OWNER, language="en", zone="UTC") is None
    desk.run(minutes=5)
    assert desk.posted() == Counter({0: 2, 1: 1}), "the morning's edition is one line"


def test_nothing_unfurls(desk: Desk) -> None:
    """Every message carries its edition and says its text."""
    desk.run(minutes=5)
    post = next(m for m in desk.workspace.messages(CHANNEL) if m.get("metadata"))
    assert post["metadata"]["event_type"] == "tidings_edition"
    assert "Story number 0" in post["text"]
