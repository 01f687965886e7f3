"""The connection to Slack: it comes back after whatever happens to it, loses no ack, and stays closed when refused."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.manifest import load_manifest
from bot.reception import Reception
from bot.refusals import RefusedTokenError
from bot.settings import Settings
from bot.watchdog import ConnectionFailedError, SocketLink, Timing
from bot.workspace import LocalWorkspace
from store.errors import TidingsError
from tests.bot.conftest import utc_now
from tests.bot.wire import Wire

# slack_sdk leaves a socket whose handshake failed to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

QUICK = Timing(ping=0.1, stale=0.5, look=0.02, connect=1, pauses=(0.0, 0.05, 0.1, 0.2), settled=0.3)
"""Times a tenth of the real ones, so that a bad day takes a second."""


class Line:
    """A small app, connected to a workspace by a wire that can be cut."""

    def __init__(self, folder: Path, timing: Timing = QUICK) -> None:
        self.workspace = LocalWorkspace(load_manifest(), clock=utc_now)
        self.workspace.start()
        self.wire = Wire(self.workspace._hub.port)
        self.workspace._hub.port = self.wire.port  # so that it names the wire's addresses as its own
        self.connected, self.refusals = 0, list[TidingsError]()
        self.heard: list[str] = []
        self.settings = Settings(
            database=folder / "unused.db",
            port=0,
            log_level="info",
            api_url=self.workspace.api_url,
            bot_token=self.workspace.bot_token,
            app_token=self.workspace.app_token,
        )
        self.reception = Reception(utc_now)
        client = WebClient(self.settings.bot_token, self.settings.api_url, retry_handlers=[])
        self.app = App(client=client, signing_secret="unused")
        self.reception.attend(self.app)
        self.app.command("/company")(self._company)
        self.link = SocketLink(
            self.app, self.settings, self.reception, self._on_connected, self.refusals.append, timing
        )

    def _company(self, ack: Ack, command: dict[str, Any]) -> None:
        ack()
        self.heard.append(command["text"])

    def _on_connected(self) -> None:
        self.connected += 1

    def hears(self, text: str) -> bool:
        """Tell whether a command typed now is acked and heard."""
        envelope = self.workspace.command("Ada", "ai-news", "/company", text)
        self.workspace.wait_for(lambda: envelope.acked_at)
        self.workspace.wait_for(lambda: text in self.heard)
        return True

    def back_after(self, trouble: Callable[[], None]) -> float:
        """Give how many seconds after some trouble a new connection stood."""
        before = self.connected
        trouble()
        start = time.monotonic()
        self.workspace.wait_for(lambda: self.connected > before, 30)
        return time.monotonic() - start

    def forget(self) -> None:
        """Have the workspace notice which sockets are gone; until then it tells them things, too."""
        self.wire.forget()
        self.workspace.wait_for(lambda: self.workspace.sockets == 1)

    def close(self) -> None:
        """Close everything."""
        self.link.close()
        self.wire.close()
        self.workspace.stop()
        self.app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """A connected line."""
    opened = Line(tmp_path)
    opened.link.open()
    assert opened.hears("first")
    yield opened
    opened.close()


@pytest.mark.parametrize("trouble", [Wire.cut, Wire.hang_up], ids=["reset", "closed"])
def test_a_lost_socket_is_noticed_at_once(tmp_path: Path, trouble: Callable[[Wire], None]) -> None:
    """After a reset, or an end of the stream without a word, it is connected again within a look of the watchdog."""
    line = Line(tmp_path, Timing())
    line.link.open()
    assert line.hears("first")
    assert line.back_after(lambda: trouble(line.wire)) < 1.5
    assert line.hears("after")
    assert line.link.reconnections == 1
    line.close()


def test_an_outage_is_outlasted(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    """While nothing can be reached it tries again and again, and says so once; then it is back soon."""

    def outage() -> None:
        line.wire.down()
        time.sleep(1)
        assert line.link.fault()
        line.wire.up()

    with caplog.at_level(logging.INFO, "bot.watchdog"):
        assert line.back_after(outage) < 0.5
    assert line.hears("after the outage")
    ours = [record for record in caplog.records if record.name == "bot.watchdog"]
    said = [record.getMessage() for record in ours if record.levelno >= logging.WARNING]
    assert len(said) == 1
    assert "Slack cannot be reached" in said[0]
    assert caplog.messages[-1] == "Connected to Slack again"


def test_a_half_open_socket_is_noticed(line: Line) -> None:
    """A peer that is gone without a word is given up after the stale time; health tells of it meanwhile."""
    took = line.back_after(line.wire.freeze)
    assert QUICK.stale - 0.2 < took < QUICK.stale + 1
    line.forget()
    assert line.hears("after the silence")


def test_a_socket_whose_first_pong_never_comes_is_noticed(line: Line) -> None:
    """Frozen before it answered once, a socket is given up as well; slack_sdk's own client would wait for ever."""
    opened = line.link._open_socket

    def open_frozen() -> None:
        opened()
        line.wire.freeze()
        line.link.client.current_session.last_ping_pong_time = None  # type: ignore[union-attr]

    line.link._open_socket = open_frozen  # type: ignore[method-assign]
    line.back_after(line.wire.cut)
    line.link._open_socket = opened  # type: ignore[method-assign]
    assert line.back_after(lambda: None) < QUICK.stale + 1
    line.forget()
    assert line.hears("after the silence")


def test_a_firewall_that_drops_is_outlasted(line: Line) -> None:
    """Tries that hang are given up in time for the next."""

    def block() -> None:
        line.wire.blocked = True
        line.wire.freeze()
        time.sleep(1.5)
        line.wire.blocked = False

    assert line.back_after(block) < QUICK.connect + 1
    line.forget()
    assert line.hears("after the block")


@pytest.mark.parametrize("times", [1, 3])
def test_server_errors_are_outlasted(line: Line, times: int) -> None:
    """500s on apps.connections.open are tried again."""
    line.workspace.faults.fail("apps.connections.open", times=times)
    assert line.back_after(line.wire.cut) < 2
    assert line.hears("after the errors")


def test_a_busy_slack_is_obeyed(line: Line) -> None:
    """429 is waited out as long as it says."""
    line.workspace.faults.rate_limit("apps.connections.open", retry_after=1)
    assert 1 <= line.back_after(line.wire.cut) < 2


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_refused_token_ends_it(line: Line, code: str) -> None:
    """When Slack refuses the app-level token it says so once, and asks no more."""
    line.workspace.faults.refuse("apps.connections.open", code, times=9)
    line.wire.cut()
    line.workspace.wait_for(lambda: line.refusals)
    asked = line.wire.taken
    time.sleep(0.3)
    [error] = line.refusals
    assert isinstance(error, RefusedTokenError)
    assert str(error).startswith(f"Slack refuses SLACK_APP_TOKEN ({code})")
    assert line.wire.taken == asked


def test_slack_may_replace_the_socket(line: Line) -> None:
    """When Slack announces a disconnection the new socket stands before the old one goes, and no command is lost."""
    for number in range(3):
        took = line.back_after(lambda: line.link.client.enqueue_message('{"type":"disconnect","reason":"warning"}'))
        assert took < 1
        assert line.hears(f"after refresh {number}")
    line.workspace.wait_for(lambda: line.workspace.sockets == 1)


def test_a_server_that_drops_every_socket_is_not_hammered(line: Line) -> None:
    """Sockets that close at once are opened with growing pauses."""
    closing = threading.Event()

    def cut_again() -> None:
        while not closing.wait(0.02):
            line.wire.cut()

    cutter = threading.Thread(target=cut_again)
    asked = line.wire.taken
    cutter.start()
    time.sleep(1)
    closing.set()
    cutter.join()
    assert line.wire.taken - asked < 25
    assert line.hears("after the storm")


def test_losses_far_apart_are_each_their_own(tmp_path: Path) -> None:
    """A connection that lasted is replaced at once, however often that happens."""
    line, waits = Line(tmp_path, replace(QUICK, pauses=(0.0, 0.05, 0.1, 3.0))), list[float]()
    line.link.open()
    assert line.hears("first")
    for _ in range(6):
        time.sleep(QUICK.settled)
        waits.append(line.back_after(line.wire.cut))
    assert sorted(waits)[3] < 1  # a busy machine may be late once or twice
    line.close()


def test_the_first_connection_must_stand(line: Line) -> None:
    """A connection that cannot be opened at the start is an error, not something to wait for."""
    line.wire.down()
    link = SocketLink(line.app, line.settings, line.reception, lambda: None, lambda error: None, QUICK)
    with pytest.raises(ConnectionFailedError, match="Slack cannot be reached"):
        link.open()
    link.close()


class Acks:
    """Takes acks in place of a socket."""

    def __init__(self) -> None:
        self.logger = logging.getLogger("tests")
        self.ids: list[str] = []

    def send_socket_mode_response(self, response: Any) -> None:
        """Note one ack."""
        self.ids.append(response.envelope_id)


def test_an_envelope_that_comes_twice_is_answered_once(line: Line) -> None:
    """Slack hears its ack again, and the person no second answer."""
    payload = {"command": "/company", "text": "twice", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
    acks: Any = Acks()
    for _ in range(3):
        line.link.handle(acks, SocketModeRequest("slash_commands", "envelope-1", payload))
    line.workspace.wait_for(lambda: "twice" in line.heard)
    assert acks.ids == ["envelope-1"] * 3
    assert line.heard.count("twice") == 1


def test_closing_waits_for_no_bytes(line: Line) -> None:
    """It is closed within a moment, though nothing comes from the other side."""
    line.wire.freeze()
    start = time.monotonic()
    line.link.close()
    assert time.monotonic() - start < 1
