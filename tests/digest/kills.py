"""Kills the delivery at random and counts what was lost or doubled: `python -m tests.digest.kills 60`.

Each round is one edition of a post and a thread part. A process that claims and posts is killed after a random time;
a minute later by its clock the next one starts, and so on until the ledger says done.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot.workspace import LocalWorkspace
from tests.digest.conftest import Clock, Newsroom, item
from tests.digest.relay import Relay
from tests.digest.test_delivery import MANIFEST, ONCE, Desk

LIFE = (0.2, 0.6)
"""Seconds after which a process is killed. It starts in about 0.2 s, and a post through the slow relay takes 0.1 s."""

LATENCY = 0.05


def play(folder: Path) -> tuple[int, Counter[int]]:
    """Play one round. Gives how many processes were killed, and how often each part was posted."""
    clock = Clock()
    newsroom = Newsroom(folder / "tidings.db")
    newsroom.add(*(item(f"Story number {n}") for n in range(12)))
    workspace = LocalWorkspace(MANIFEST, clock=clock)
    workspace.start()
    relay = Relay(workspace.api_url)
    relay.latency = LATENCY
    desk = Desk(newsroom, workspace, relay, clock)
    desk.set_up()
    clock.pass_by(minutes=30)
    killed = 0
    while desk.states() != [("done", None)]:
        process = desk.start()
        time.sleep(random.uniform(*LIFE))
        process.kill()
        process.communicate()
        killed += process.returncode == -9
        clock.pass_by(seconds=61)
    relay.stop()
    workspace.stop()
    newsroom.store.close()
    return killed, desk.posted()


def main(rounds: int) -> None:
    """Play rounds and print the counts."""
    killed, lost, doubled = 0, 0, 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            kills, posted = play(Path(folder))
        killed += kills
        lost += bool(ONCE - posted)
        doubled += bool(posted - ONCE)
    print(f"{rounds} editions, {killed} processes killed: {lost} lost, {doubled} doubled")


if __name__ == "__main__":
    main(int(sys.argv[1]))
