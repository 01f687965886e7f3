"""The process itself: it starts, connects, stops when told to, and says in one line why it cannot start."""

from __future__ import annotations

import signal
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from slack_bolt import App

from bot.ending import FINISH_SECONDS, Ending, finish_listeners
from bot.manifest import load_manifest
from bot.workspace import LocalWorkspace
from bot.workspace.faults import Fault
from tests.bot.conftest import utc_now, words_of
from tests.bot.database import give_database
from tests.bot.process import Bot, leading_to

Start = Callable[..., Bot]


@pytest.fixture
def slack() -> Iterator[LocalWorkspace]:
    """A Slack-compatible server that is none of the bot's own."""
    workspace = LocalWorkspace(load_manifest(), clock=utc_now)
    workspace.start()
    yield workspace
    workspace.stop()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `tidings run` in a folder with nothing but a database."""
    started: list[Bot] = []
    give_database(tmp_path / "t.db")

    def run_in_folder(**settings: str) -> Bot:
        started.append(Bot(tmp_path, **settings))
        return started[-1]

    yield run_in_folder
    for bot in started:
        bot.kill()


def answers(slack: LocalWorkspace) -> list[str]:
    """Give what Ada reads of the bot's answers in the channel."""
    return [words_of(found) for found in slack.messages("ai-news", "Ada") if found.get("bot_id")]


def count(database: Path, what: str) -> int:
    """Count something of the stories."""
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"SELECT count({what}) FROM stories").fetchone()[0])


def test_without_tokens_it_serves_its_own_workspace(start: Start, tmp_path: Path) -> None:
    """It prints the page's address, serves the page, joins the sample behind its back, and ends well on SIGTERM."""
    bot = start()
    address = bot.wait_for_line(r"ready: open (http://127\.0\.0\.1:\S+) in")[1]
    with urllib.request.urlopen(address, timeout=5) as page:
        assert page.status == 200
    stories, until = count(tmp_path / "t.db", "*"), time.monotonic() + 30
    while (joined := count(tmp_path / "t.db", "storyline_id")) < stories and time.monotonic() < until:
        time.sleep(0.05)
    assert joined == stories > 0
    assert bot.end(signal.SIGTERM) == 0
    assert "healthz" not in bot.said


def test_an_answer_in_flight_is_finished(start: Start, slack: LocalWorkspace, tmp_path: Path) -> None:
    """When stopped it finishes the answer under way, takes nothing that it leaves unanswered, and closes everything."""
    bot = start(**leading_to(slack))
    bot.wait_for_line("ready in Local workspace")
    slack.faults.add("response_url", Fault("slow", seconds=1.5))
    envelope = slack.command("Ada", "ai-news", "/company", "antropic")
    slack.wait_for(lambda: envelope.acked_at)
    bot.process.send_signal(signal.SIGINT)
    bot.wait_for_line("Stopping")
    late = slack.command("Ada", "ai-news", "/company", "nvidia")
    assert bot.end() == 0
    told = answers(slack)
    assert "Anthropic" in told[0]
    assert len(told) == (1 if late.acked_at is None else 2)  # it may come in just before the door is shut
    assert slack.sockets == 0
    assert [path.name for path in tmp_path.iterdir()] == ["t.db"]  # closed: SQLite has put its log away


def test_a_second_signal_ends_it_at_once(start: Start, slack: LocalWorkspace) -> None:
    """An answer that hangs is waited for, until somebody insists."""
    bot = start(**leading_to(slack))
    bot.wait_for_line("ready")
    slack.faults.hang("response_url", when="before")
    envelope = slack.command("Ada", "ai-news", "/company", "antropic")
    slack.wait_for(lambda: envelope.acked_at)
    bot.process.send_signal(signal.SIGTERM)
    bot.wait_for_line("Stopping")
    with pytest.raises(Exception, match="timed out"):
        bot.process.wait(0.5)
    assert bot.end(signal.SIGINT, seconds=2) == -signal.SIGINT


def test_requests_are_taken_without_an_app_level_token(start: Start, slack: LocalWorkspace) -> None:
    """With a signing secret and no app-level token it is HTTP mode, and says where it listens."""
    settings = leading_to(slack, SLACK_SIGNING_SECRET=slack.signing_secret, TIDINGS_HTTP_PORT="0")
    del settings["SLACK_APP_TOKEN"]
    bot = start(**settings)
    slack.use_request_url(bot.wait_for_line(r"requests are taken at (\S+)")[1])
    slack.command("Ada", "ai-news", "/company", "antropic")
    slack.wait_for(lambda: answers(slack))
    assert slack.sockets == 0
    assert bot.end(signal.SIGTERM) == 0


def test_with_both_it_is_socket_mode(start: Start, slack: LocalWorkspace) -> None:
    """An app-level token decides for Socket Mode, and the log says so."""
    bot = start(**leading_to(slack, SLACK_SIGNING_SECRET=slack.signing_secret))
    bot.wait_for_line("this is Socket Mode")
    bot.wait_for_line("ready")
    assert slack.sockets == 1


def test_a_taken_port(start: Start, slack: LocalWorkspace) -> None:
    """A health port that was asked for must be free; one line says that it is not."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        bot = start(**leading_to(slack, TIDINGS_HEALTH_PORT=port))
        assert bot.end() == 1
    assert f"Error: Port {port} on 127.0.0.1 cannot be used" in bot.lines[-1]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack refuses SLACK_APP_TOKEN (invalid_auth)"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack cannot be reached at http://127.0.0.1:9/api/"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is missing"),
    ],
)
def test_it_says_in_one_line_why_it_cannot_start(
    start: Start, slack: LocalWorkspace, settings: dict[str, str], words: str
) -> None:
    """One sentence on standard error, no traceback, no token, exit code 1."""
    bot = start(**leading_to(slack, **settings))
    assert bot.end() == 1
    [line] = bot.lines
    assert words in line
    assert "wrong" not in line


@pytest.mark.parametrize(("finish_seconds", "finishes"), [(5.0, True), (0.05, False)])
def test_listeners_in_flight_may_finish(finish_seconds: float, finishes: bool) -> None:
    """Stopping waits for answers under way, and not for ever."""
    executor, may_end, ended = ThreadPoolExecutor(1), threading.Event(), threading.Event()

    def answer() -> None:
        may_end.wait(10)
        ended.set()

    executor.submit(answer)
    timer = threading.Timer(0.3, may_end.set)
    timer.start()
    app = cast(App, SimpleNamespace(listener_runner=SimpleNamespace(listener_executor=executor)))
    finish_listeners(app, finish_seconds)
    assert ended.is_set() is finishes
    timer.join()
    executor.shutdown()


def test_a_signal_that_interrupts_no_wait_ends_the_run_all_the_same() -> None:
    """One that comes just before the wait begins, or to another thread, is handled when the main thread looks up."""
    ending = Ending()
    before = signal.signal(signal.SIGUSR1, lambda _number, _frame: ending.stop())
    try:
        elsewhere = threading.Timer(0.1, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1))
        elsewhere.start()
        ending.wait()
        assert 0 < ending.left() <= FINISH_SECONDS
        elsewhere.join()
    finally:
        signal.signal(signal.SIGUSR1, before)
