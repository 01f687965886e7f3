"""Digests of many channels due at one minute, with Slack's own limits kept, while people go on typing commands.

The least that it can take: of M messages a workspace takes N a minute, after a burst of its own, so (M - burst) / N
minutes; a channel's thread comes a second after its post, which many channels hide. Everything runs in one process, the
workspace's server too, so acks are slower here than against Slack.
"""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.pace import BURST_SECONDS, POSTS_A_MINUTE
from bot.workspace.envelopes import Envelope
from bot.workspace.model import BOT_USER, Channel
from bot.workspace.state import Change
from store.digest_settings import set_digest
from store.intake import take_in
from tests.bench.generate import issues
from tests.bench.table import Timings, in_words
from tests.bot.conftest import NOW, Office

CHANNELS = {"small": 20, "normal": 100, "large": 500, "million": 500}
STORIES = 300
COMMAND_EVERY = 0.2
ADA = "U0ADA00001"


class Watch:
    """Notes when each message of an edition stood in its channel."""

    def __init__(self, office: Office) -> None:
        self.posts: list[tuple[float, str]] = []
        self.threads: list[float] = []
        office.workspace.state.subscribe(self._hear)

    def _hear(self, change: Change) -> None:
        message = change.message
        if change.kind != "posted" or message is None or not message.metadata:
            return
        if message.is_reply:
            self.threads.append(time.monotonic())
        else:
            self.posts.append((time.monotonic(), message.channel))


def measure_delivery(timings: Timings, folder: Path, size: str) -> None:
    """Measure how long the digests of many channels take, and how fast commands are acked meanwhile."""
    office = Office(folder)
    try:
        channels = _set_up(office, CHANNELS[size])
        office.names.warm_up()  # as the bot does when it starts
        office.workspace._hub.rates.is_on = True
        watch, typist = Watch(office), Typist(office)
        begun = time.monotonic()
        office.desk.schedule.start()
        _wait_until_done(office)
        ended = time.monotonic()
        office.desk.schedule.stop()
        acks = typist.stop()
    finally:
        office.close()
    _add_rows(timings, office, watch, channels, begun, ended, acks)


def _set_up(office: Office, number: int) -> list[str]:
    """Make channels, each with a digest that is due now, and stories to tell."""
    for name, text in issues(list(office.names.entities()), STORIES):
        take_in(office.store, office.names, text, now=NOW, name=name)
    channels = [f"C0MANY{n:04}" for n in range(number)]
    who: dict[str, Any] = {"team": office.workspace.team_id, "person": ADA, "now": NOW - timedelta(hours=1)}
    for n, channel in enumerate(channels):
        office.workspace.state.open(Channel(channel, f"many-{n}", "public", [ADA, BOT_USER]))
        set_digest(office.store, **who, channel=channel, at=f"{NOW:%H:%M}", zone="UTC")
    return channels


class Typist:
    """Somebody who types a command again and again, from when it is made."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sent: list[tuple[float, Envelope]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._type)
        self._thread.start()

    def stop(self) -> list[float]:
        """Type no more, and give the seconds until each command was acked."""
        self._over.set()
        self._thread.join()
        self._office.workspace.wait_for(lambda: all(envelope.acked_at for _, envelope in self._sent))
        return [(envelope.acked_at or 0.0) - start for start, envelope in self._sent]

    def _type(self) -> None:
        for n in count():
            if self._over.wait(COMMAND_EVERY):
                return
            text = ("nvidia", "openai", "anthropic")[n % 3]
            self._sent.append((time.monotonic(), self._office.workspace.command("ada", "ai-news", "/company", text)))


def _wait_until_done(office: Office) -> None:
    left = "SELECT count(*) FROM editions WHERE state IN ('claimed', 'posted')"
    wanted = office.store.db.execute("SELECT count(*) FROM digests").fetchone()[0]
    while True:
        time.sleep(0.25)
        [claimed] = office.store.db.execute("SELECT count(*) FROM editions").fetchone()
        if claimed == wanted and not office.store.db.execute(left).fetchone()[0]:
            return


def _add_rows(
    timings: Timings, office: Office, watch: Watch, channels: list[str], begun: float, ended: float, acks: list[float]
) -> None:
    messages = len(watch.posts) + len(watch.threads)
    burst = POSTS_A_MINUTE * BURST_SECONDS / 60
    least = max(0.0, (messages - burst) * 60 / POSTS_A_MINUTE)
    places = {channel: n for n, channel in enumerate(channels)}
    astray = max(abs(n - places[channel]) for n, (_, channel) in enumerate(watch.posts))
    posts = [at - begun for at, _ in watch.posts]
    timings.add(f"{len(channels)} channels due at once, each post", posts, f"≤ {astray} places astray")
    timings.add("each part of a thread", [at - begun for at in watch.threads], f"{len(watch.threads)} parts")
    timings.add(f"all {messages} messages", [ended - begun], f"at least {in_words(least)}")
    timings.add("slash commands meanwhile, until ack", acks)
