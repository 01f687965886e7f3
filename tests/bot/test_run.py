"""The process itself: it starts, connects, stops when told to, and says in one line why it cannot start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from slack_bolt import App

from bot import run
from bot.manifest import load_manifest
from bot.workspace import LocalWorkspace
from tests.bot.conftest import utc_now, words_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def slack() -> Iterator[LocalWorkspace]:
    """A Slack-compatible server that is none of the bot's own."""
    workspace = LocalWorkspace(load_manifest(), clock=utc_now)
    workspace.start()
    yield workspace
    workspace.stop()


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `tidings run` in an empty folder, with the settings given and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TIDINGS_"))}
    own = {"PYTHONPATH": str(ROOT), "TIDINGS_DB": str(tmp_path / "t.db"), "TIDINGS_PORT": "0"}
    started: list[subprocess.Popen[str]] = []

    def run_in_folder(**settings: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bot.cli", "run"]
        environ = {**kept, **own, **settings}
        process = subprocess.Popen(command, cwd=tmp_path, env=environ, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield run_in_folder
    for process in started:
        process.kill()
        process.communicate()


def wait_until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    for line in process.stderr:
        if "ready" in line:
            return line
    raise AssertionError("it ended before it was ready")


def test_without_tokens_it_serves_its_own_workspace(start: Start) -> None:
    """It prints the page's address, serves the page, and ends well on SIGTERM."""
    process = start()
    line = wait_until_ready(process)
    address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
    with urllib.request.urlopen(address, timeout=5) as page:
        assert page.status == 200
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_it_answers_on_any_slack_compatible_server(start: Start, slack: LocalWorkspace) -> None:
    """SLACK_API_URL leads Web API and Socket Mode both; SIGINT ends it well."""
    process = start(
        SLACK_API_URL=slack.api_url.rstrip("/"),
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
    )
    assert "Local workspace" in wait_until_ready(process)
    slack.wait_for(lambda: slack.sockets)
    slack.command("Ada", "ai-news", "/company", "antropic")
    [answer] = slack.wait_for(lambda: [found for found in slack.messages("ai-news", "Ada") if found.get("bot_id")])
    assert "Anthropic" in words_of(answer)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0


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
    good = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
    }
    process = start(**{**good, **settings})
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert words in said
    assert said.count("\n") == 1
    assert "wrong" not in said


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
    run.finish_listeners(app, finish_seconds)
    assert ended.is_set() is finishes
    timer.join()
    executor.shutdown()
