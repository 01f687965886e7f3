"""What is done about sources shares: who asks, what reads for them, and how what comes of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks.answers import plain_answer
from bot.blocks.sources import page_of, sources_answer
from bot.desk import Ask, Desk
from bot.listeners.modals import open_modal
from bot.message import Answer
from bot.polling import Polling
from bot.words import say
from store.people import Person, person, person_key
from store.source_names import SourceRefusedError
from store.source_rights import may_change
from store.source_rows import list_sources


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing asked about sources: by whom, and how what comes of it is shown. `offset` is the page they read."""

    ask: Ask
    desk: Desk
    show: Callable[[Answer], None]
    offset: int = 0

    @property
    def now(self) -> datetime:
        """The time."""
        return self.desk.clock()

    def say(self, key: str, **values: object) -> None:
        """Show a sentence."""
        self.show(plain_answer(say(key, self.ask.language, **values)))

    def show_list(self, note: str = "") -> None:
        """Show the list, with a note at its head."""
        self.show(listing(self.ask, self.desk, self.offset, note))

    def refuse_guest(self) -> None:
        """Let nobody go on who only reads. Raises: SourceRefusedError."""
        if self.ask.is_guest:
            raise SourceRefusedError("guest")


def listing(ask: Ask, desk: Desk, offset: int = 0, note: str = "") -> Answer:
    """Build a page of the list for whoever asks."""
    me, sources = person(desk.store.db, ask.team, ask.person), list_sources(desk.store.db, ask.asker)
    changeable = frozenset(one.id for one in sources if me and may_change(one, me))
    page = page_of(sources, offset, changeable, note)
    return sources_answer(page, ask.language, ask.zone, may_add=not ask.is_guest)


def person_asking(ask: Ask, desk: Desk) -> Person:
    """Give who asks, as a row that what they add can belong to."""
    if known := person(desk.store.db, ask.team, ask.person):
        return known
    with desk.store.transaction() as db:  # Slack told nothing of them just now
        person_key(db, ask.team, ask.person)
    found = person(desk.store.db, ask.team, ask.person)
    assert found
    return found


def polling_of(desk: Desk) -> Polling:
    """Give what reads the sources, which a running desk always has."""
    assert desk.polling
    return desk.polling


def open_view(ask: Ask, view: dict[str, Any]) -> None:
    """Open a modal, or say that it was too late for one."""
    if not open_modal(ask.client, ask.trigger, view):
        ask.reply(plain_answer(say("stale.click", ask.language)))
