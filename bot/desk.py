"""What every listener works with, and one person's question with the way to answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from bot.message import Answer
from store.model import Asker, Language

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.delivery import Delivery
    from bot.polling import Polling
    from bot.schedule import Schedule
    from store.db import Store
    from store.names import Names

DigestEditors = Literal["members", "editors"]


@dataclass(frozen=True, slots=True)
class Desk:
    """The running desk: the store, the names it knows, the clock (aware, UTC), and what posts and wakes.

    `retag` is to be called when past stories are to be tagged again; it returns at once. `digest_editors` says who may
    change a channel's digest: its members, or editors alone. `polling` reads the sources.
    """

    store: Store
    names: Names
    clock: Callable[[], datetime]
    delivery: Delivery
    schedule: Schedule
    retag: Callable[[], None] = lambda: None
    digest_editors: DigestEditors = "members"
    polling: Polling | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One person asking something somewhere, and how to answer: `reply` sends an answer to where it was asked.

    `text` is what follows the command or the mention. Slash commands are answered ephemerally, mentions and direct
    messages in the thread; whoever answers need not know which.
    """

    team: str
    channel: str
    person: str
    text: str
    language: Language
    zone: str
    is_guest: bool
    client: WebClient
    reply: Callable[[Answer], None]
    is_ephemeral: bool = False
    """Whether only the asker sees the answer, so that it may be shared."""
    trigger: str = ""
    """What opens a modal, for three seconds; there is none where somebody wrote a message."""
    links: tuple[str, ...] = ()
    """The addresses of the links in what was typed, whatever words Slack shows for them."""
    thread: str = ""
    """The thread in which it is answered, if it is."""

    @property
    def asker(self) -> Asker:
        """Who asks, for the store's audience filter: the person only where nobody else reads the answer."""
        is_alone = self.is_ephemeral or self.channel.startswith("D")
        return Asker(team=self.team, person=self.person if is_alone else None, channel=self.channel)
