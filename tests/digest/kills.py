"""Kills the delivery at random and counts what was lost or doubled: `python -m tests.digest.kills 200`.

Each round has five products due at once: the digests of two channels, a roundup, and one person's edition and alerts.
A process, in every other life two of them, claims and posts them with several threads at once and is killed at a
random moment of its work; a minute later by its clock the next one starts, and so on until the ledger says done. Then
every message of the ledger must stand in Slack exactly once. Rounds go on until so many processes have been killed.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.workspace import LocalWorkspace
from store.keeps import set_follow
from store.people import person_key
from store.personal import set_alerts, set_edition
from tests.digest.conftest import Clock, Newsroom, item
from tests.digest.relay import Relay
from tests.digest.test_delivery import CHANNEL, MANIFEST, OTHER, OWNER, Desk

LATENCY = 0.05
"""Seconds each way between the bot and Slack."""

HEADLINES = ("Harbour opens", "Tug sold", "Crane rented", "Pilot hired", "Buoy painted", "Pier closed", "Lock widened",
             "Ferry launched", "Rope spliced", "Mast stepped", "Keel laid", "Anchor raised")  # fmt: skip


@dataclass
class Count:
    """What came of some rounds; `killed` are processes, the others messages and editions by product."""

    killed: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    editions: Counter[str] = field(default_factory=Counter)


def play(folder: Path, count: Count, life: float | None) -> float:
    """Play one round, killing after up to `life` seconds of work, or none at all. Gives the longest life."""
    clock = Clock()
    newsroom = Newsroom(folder / "tidings.db")
    workspace = LocalWorkspace(MANIFEST, clock=clock)
    workspace.start()
    relay = Relay(workspace.api_url)
    relay.latency = LATENCY
    desk = Desk(newsroom, workspace, relay, clock)
    _set_up(desk, clock)
    clock.pass_by(minutes=30)
    longest = 0.0
    while not _is_done(newsroom):
        processes = [desk.start() for _ in range(random.choice((1, 2)) if life else 1)]
        for process in processes:
            assert process.stdout
            process.stdout.readline()  # it begins
        begun = time.monotonic()
        if life:
            time.sleep(random.uniform(0, life))
        else:
            processes[0].wait()
        longest = max(longest, time.monotonic() - begun)
        count.killed += sum(_kill(process) for process in processes)
        clock.pass_by(seconds=61)
    _take_stock(newsroom, workspace, count)
    relay.stop()
    workspace.stop()
    newsroom.store.close()
    return longest


def _set_up(desk: Desk, clock: Clock) -> None:
    """Have every product due at the same minute, with stories of what the person follows."""
    newsroom, team, direct = desk.newsroom, desk.workspace.team_id, desk.workspace.direct("ada")
    who = {"team": team, "person": OWNER, "direct": direct, "now": clock()}
    set_alerts(newsroom.store, **who, every_hours=4, zone="Europe/Berlin", language="en")  # type: ignore[arg-type]
    set_edition(newsroom.store, **who, at="08:30", zone="Europe/Berlin")  # type: ignore[arg-type]
    desk.set_up()
    desk.set_up(OTHER)
    desk.set_up(product="roundup", weekdays="2")
    clock.pass_by(seconds=1)
    stories = newsroom.add(
        *(item(headline, summary=f"{headline}, they say in the {n}th port.") for n, headline in enumerate(HEADLINES)),
        now=clock(),
    )
    with newsroom.store.transaction() as db:
        now = "2026-04-14T06:00:00Z"
        db.execute(
            "INSERT INTO entities (slug, kind, name_en, added_at) VALUES ('port', 'topic', 'Port', :now)", {"now": now}
        )
        for story in stories:
            db.execute(
                """
                INSERT INTO mentions (story_id, entity_id, words, start, how)
                SELECT :story, id, 'port', 0, 'named' FROM entities
                """,
                {"story": story},
            )
        set_follow(db, person_key(db, team, OWNER), "port", True, clock())


def _is_done(newsroom: Newsroom) -> bool:
    """Tell whether every product had its edition, and each is posted."""
    [[products, unfinished]] = newsroom.rows(
        """
        SELECT count(DISTINCT channel_id || product), coalesce(sum(state NOT IN ('done')), 0) FROM editions
        """
    )
    return (products, unfinished) == (5, 0)


def _kill(process: subprocess.Popen[bytes]) -> bool:
    process.kill()
    process.communicate()
    return process.returncode == -9


def _take_stock(newsroom: Newsroom, workspace: LocalWorkspace, count: Count) -> None:
    """Compare what the ledger promised with what stands in the workspace."""
    stands: Counter[tuple[object, object]] = Counter()
    for channel in (CHANNEL, OTHER, workspace.direct("ada")):
        for post in workspace.messages(channel):
            for message in workspace.thread(channel, post["ts"]):
                payload = (message.get("metadata") or {}).get("event_payload")
                if payload:
                    stands[payload["edition"], payload["part"]] += 1
    rows = newsroom.rows("SELECT e.uid, d.part FROM deliveries d JOIN editions e ON e.id = d.edition_id")
    count.messages += len(rows)
    count.lost += sum(stands[uid, part] == 0 for uid, part in rows)
    count.doubled += sum(number > 1 for number in stands.values()) + len(set(stands) - {(u, p) for u, p in rows})
    count.editions.update(str(product) for (product,) in newsroom.rows("SELECT product FROM editions"))


def main(kills: int) -> None:
    """Play rounds until so many processes are killed, and print the counts."""
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        life = play(Path(folder), Count(), None)
    while count.killed < kills:
        with tempfile.TemporaryDirectory() as folder:
            play(Path(folder), count, life)
    editions = ", ".join(f"{number} {product}" for product, number in sorted(count.editions.items()))
    print(f"{count.killed} processes killed; {editions}; {count.messages} messages: "
          f"{count.lost} lost, {count.doubled} doubled")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
