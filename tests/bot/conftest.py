"""The real app, connected to a local workspace over Socket Mode, with one issue taken in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import create_app
from bot.client import create_client
from bot.delivery import Delivery
from bot.desk import Desk
from bot.http import RequestServer
from bot.manifest import load_manifest
from bot.reception import Reception
from bot.run import connect, sign_in
from bot.schedule import Schedule
from bot.settings import Settings
from bot.workspace import LocalWorkspace
from store.db import Store
from store.entities import load_catalogue
from store.errors import TidingsError
from store.intake import take_in
from store.names import Names
from tests.bot.database import give_database
from tests.bot.issue import WEEKLY

NOW = datetime(2026, 6, 8, 6, 0, tzinfo=UTC)

Json = dict[str, Any]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Office:
    """A workspace in which the bot works: people say things, and hear what comes back.

    `is_http` has it told everything by signed requests, in place of Socket Mode.
    """

    def __init__(self, folder: Path, *, is_http: bool = False) -> None:
        self.workspace = LocalWorkspace(load_manifest(), clock=utc_now, retry_seconds=(0.0, 0.1))
        self.workspace.start()
        self.settings = Settings(
            database=give_database(folder / "tidings.db"),
            port=0,
            log_level="info",
            api_url=self.workspace.api_url,
            bot_token=self.workspace.bot_token,
            app_token=None if is_http else self.workspace.app_token,
            signing_secret=self.workspace.signing_secret,
            http_port=0,
        )
        self.store = Store(self.settings.database)
        load_catalogue(self.store, NOW)
        self.names = Names(self.store)
        take_in(self.store, self.names, WEEKLY, now=NOW)
        self.desk = self._desk()
        self.reception = Reception(utc_now)
        self.refusals: list[TidingsError] = []
        client = create_client(self.settings, self.refusals.append)
        self.app = create_app(self.settings, self.desk, client, self.reception)
        self.link = connect(self.app, self.settings, self.reception, lambda: None, self.refusals.append)
        if isinstance(self.link, RequestServer):
            self.workspace.use_request_url(self.link.address)
        else:
            self.workspace.wait_for(lambda: self.workspace.sockets)

    def _desk(self) -> Desk:
        client = create_client(self.settings)
        team, _ = sign_in(client)
        delivery = Delivery(self.store, client, lambda: NOW, team)
        schedule = Schedule(self.store, delivery, lambda: NOW, lambda error: None)
        return Desk(self.store, self.names, lambda: NOW, delivery, schedule)

    def close(self) -> None:
        """Close everything."""
        self.link.close()
        self.workspace.stop()
        self.app.listener_runner.listener_executor.shutdown()
        self.store.close()

    def seen(self, person: str, channel: str) -> list[Json]:
        """Give what the bot wrote that a person sees in a channel, threads left out."""
        return [found for found in self.workspace.messages(channel, person) if found.get("bot_id")]

    def types(self, person: str, line: str, channel: str = "ai-news") -> Json:
        """Have a person type a slash command, and give the answer that comes."""
        before = {found["ts"] for found in self.seen(person, channel)}
        command, _, text = line.partition(" ")
        self.workspace.command(person, channel, command, text)
        return self.workspace.wait_for(
            lambda: next((found for found in self.seen(person, channel) if found["ts"] not in before), {})
        )

    def says(self, person: str, text: str, channel: str = "ai-news", thread_ts: str | None = None) -> Json:
        """Have a person write a message, and give the reply that comes in its thread. `channel` may be `im`."""
        channel = self.workspace.direct(person) if channel == "im" else channel
        before = {found["ts"] for found in self.thread(person, channel, thread_ts)} if thread_ts else set()
        ts = self.workspace.post(person, channel, text, thread_ts)
        return self.workspace.wait_for(lambda: self._reply(person, channel, thread_ts or ts, before))

    def clicks(self, person: str, message: Json, action_id: str, channel: str = "ai-news") -> Json:
        """Have a person press a button, and give the message that it becomes, or that comes."""
        thread = message.get("thread_ts")
        before = {found["ts"]: found["text"] for found in self._all(person, channel, thread)}
        self.workspace.click(person, channel, message["ts"], action_id)
        return self.workspace.wait_for(
            lambda: next(
                (found for found in self._all(person, channel, thread) if before.get(found["ts"]) != found["text"]), {}
            )
        )

    def thread(self, person: str, channel: str, ts: str) -> list[Json]:
        """Give what the bot wrote in a thread, as a person sees it."""
        return [found for found in self.workspace.thread(channel, ts, person) if found.get("bot_id")]

    def _all(self, person: str, channel: str, thread: str | None) -> list[Json]:
        return [*self.seen(person, channel), *(self.thread(person, channel, thread) if thread else [])]

    def _reply(self, person: str, channel: str, ts: str, before: set[str]) -> Json:
        return next((found for found in self.thread(person, channel, ts) if found["ts"] not in before), {})


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all conversations here, closed before other tests run; each reads only what comes after it."""
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.close()


def words_of(message: Json) -> str:
    """Give everything that a message shows: its blocks' text and its buttons' labels."""
    return "\n".join(_texts(message.get("blocks", [])))


def buttons_of(message: Json) -> dict[str, str]:
    """Give the labels of a message's buttons by their action ids."""
    rows = [block["elements"] for block in message.get("blocks", []) if block["type"] == "actions"]
    return {button["action_id"]: button["text"]["text"] for row in rows for button in row}


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
