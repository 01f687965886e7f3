"""An office whose bot reads sources from a small web in memory."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.client import create_client
from bot.desk import Desk
from bot.polling import Polling
from bot.workspace.views import View
from store.looking import look
from store.source_rows import Source, list_sources
from store.sourcing import add
from tests.bot.conftest import NOW, Office
from tests.sources.web import Web

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
ADA_ID, LIN_ID = "U0ADA00001", "U0XIAOLIN1"
FEED = "https://harbour.example/feed"

Json = dict[str, Any]


class SourcesOffice(Office):
    """An office that reads sources; its clock stands still until it is put forward."""

    def __init__(self, folder: Path) -> None:
        self.web, self.now = Web(), NOW
        super().__init__(folder)

    def _desk(self) -> Desk:
        desk = super()._desk()
        client, team = create_client(self.settings), self.workspace.team_id
        self.polling = Polling(self.store, self.names, client, self.clock, team, self.web)
        self.polling.start()
        return dataclasses.replace(desk, clock=self.clock, polling=self.polling)

    def clock(self) -> datetime:
        """Give the time."""
        return self.now

    def later(self, **span: float) -> None:
        """Put the clock forward and have the sources looked at."""
        self.now += timedelta(**span)
        self.polling.wake()

    def close(self) -> None:
        """Close everything."""
        self.polling.stop(5)
        super().close()

    def add(self, address: str = FEED, by: str | None = None) -> Source:
        """Add a source as the operator does, or as a person whom the bot knows, and wait until it was read."""
        from store.people import person

        who = person(self.store.db, self.workspace.team_id, by) if by else None
        added = add(self.store, look(self.web, address), person=who, now=self.now)
        self.polling.wake()
        self.workspace.wait_for(lambda: self.source(added.name).last_ok_at)
        return added

    def source(self, name: str) -> Source:
        """Give a source by its name."""
        return next(one for one in list_sources(self.store.db) if one.name == name)

    def opens(self, who: str, message: Json, action_id: str, value: str | None = None) -> View:
        """Have a person press what opens a modal, and give the modal."""
        before = {view.id for view in self.workspace.views(who)}
        self.workspace.people.click(who, "ai-news", message["ts"], action_id, value)
        [view] = self.workspace.wait_for(lambda: [view for view in self.workspace.views(who) if view.id not in before])
        return view

    def chooses(self, who: str, message: Json, verb: str, row: int = 0) -> None:
        """Have a person choose something in the menu of a row."""
        [menu] = [block["accessory"] for block in message["blocks"] if action_of(block) == f"sources.do.{row}"]
        value = next(option["value"] for option in menu["options"] if option["value"].startswith(f"{verb} "))
        self.workspace.people.click(who, "ai-news", message["ts"], menu["action_id"], value)

    def reads(self, who: str, ts: str, words: str) -> Json:
        """Wait until a message that a person sees holds some words, and give it."""
        from tests.bot.conftest import words_of

        return self.workspace.wait_for(
            lambda: next(
                (one for one in self.seen(who, "ai-news") if one["ts"] == ts and words in plain(words_of(one))), {}
            )
        )

    def told(self, who: str) -> list[str]:
        """Give what the bot wrote to a person directly."""
        return [plain(one["text"]) for one in self.seen(who, self.workspace.direct(who))]


def action_of(block: Json) -> str:
    """Give the action id of what stands beside a section, if anything does."""
    return str(block.get("accessory", {}).get("action_id", ""))


def plain(text: str) -> str:
    """Give a text without the spaces of no width."""
    return text.replace("\u200b", "")
