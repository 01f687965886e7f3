"""Plays what Slack may do to a delivery and prints what came of it: `python -m tests.digest.faults 5`.

Each round has two channels due at once, each with a post and a thread part, and one fault; the bot looks again for the
hours after. Counted are the messages that the ledger promised and that do not stand (lost) or stand twice (doubled).
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot import pace, posting
from bot.refusals import RefusedTokenError
from bot.workspace import LocalWorkspace
from tests.digest.conftest import Clock, Newsroom, item
from tests.digest.relay import Relay
from tests.digest.test_delivery import CHANNEL, MANIFEST, OTHER, Desk

Fault = Callable[[Desk], None]

FAULTS: dict[str, Fault] = {
    "nothing": lambda desk: None,
    "429 with Retry-After": lambda desk: desk.workspace.faults.rate_limit("chat.postMessage", retry_after=7, times=3),
    "500 before it took effect": lambda desk: desk.workspace.faults.fail("chat.postMessage", times=2),
    "500 after it took effect": lambda desk: desk.workspace.faults.fail("chat.postMessage", when="after", times=2),
    "a page of some proxy, after": lambda desk: desk.relay.moments.append("page_after"),
    "a timeout after it accepted": lambda desk: desk.relay.moments.append("hang_after"),
    "dropped before it took effect": lambda desk: desk.workspace.faults.drop("chat.postMessage", when="before"),
    "dropped after (a lost answer)": lambda desk: desk.workspace.faults.drop("chat.postMessage", when="after"),
    "history cannot be read either": lambda desk: _lost_and_blind(desk),
    "not_in_channel": lambda desk: desk.workspace.kick(CHANNEL),
    "is_archived": lambda desk: desk.workspace.archive(CHANNEL),
    "a revoked token": lambda desk: desk.workspace.faults.refuse("chat.postMessage", "token_revoked"),
    "out of reach for an hour": lambda desk: desk.workspace.faults.begin_outage(),
}


def _lost_and_blind(desk: Desk) -> None:
    desk.workspace.faults.fail("chat.postMessage", when="after")
    desk.workspace.faults.fail("conversations.history", times=3)


def play(fault: Fault, folder: Path, outcomes: Counter[str]) -> None:
    """Play one round, and count what came of it."""
    clock = Clock()
    newsroom = Newsroom(folder / "tidings.db")
    newsroom.add(*(item(f"Story number {n}") for n in range(12)))
    workspace = LocalWorkspace(MANIFEST, clock=clock)
    workspace.start()
    relay = Relay(workspace.api_url)
    desk = Desk(newsroom, workspace, relay, clock)
    for channel in (CHANNEL, OTHER):
        desk.set_up(channel)
    fault(desk)
    clock.pass_by(minutes=30)
    for minutes in (0, *[2] * 29, 3, 2, 2, 2, 2, 2):
        if minutes == 3:
            workspace.faults.end_outage()
        clock.pass_by(minutes=minutes)
        try:
            desk.run()
        except RefusedTokenError:
            outcomes["stopped"] += 1
    _take_stock(desk, outcomes)
    relay.stop()
    workspace.stop()
    newsroom.store.close()


def _take_stock(desk: Desk, outcomes: Counter[str]) -> None:
    outcomes.update(f"{state} {why}" if why else str(state) for state, why in desk.states())
    for channel in (CHANNEL, OTHER):
        rows = desk.newsroom.rows(
            """
            SELECT d.part FROM deliveries d JOIN editions e ON e.id = d.edition_id
            JOIN channels c ON c.id = e.channel_id WHERE c.slack_id = :channel AND e.state <> 'failed'
            """,
            channel=channel,
        )
        posted = desk.posted(channel)
        outcomes["lost"] += sum(posted[int(str(part))] == 0 for (part,) in rows)
        outcomes["doubled"] += sum(number > 1 for number in posted.values())
        outcomes["messages"] += sum(posted.values())


def main(rounds: int) -> None:
    """Play each fault so many times, and print a line of what came of it."""
    pace.A_CHANNEL_SECONDS, posting.POST_SECONDS = 0.0, 1
    for name, fault in FAULTS.items():
        outcomes: Counter[str] = Counter()
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                play(fault, Path(folder), outcomes)
        counts = {key: outcomes.pop(key, 0) for key in ("messages", "lost", "doubled")}
        told = ", ".join(f"{number} {what}" for what, number in sorted(outcomes.items()))
        print(f"{name:32} {rounds} rounds, {counts['messages']} messages, {counts['lost']} lost, "
              f"{counts['doubled']} doubled; editions: {told}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
