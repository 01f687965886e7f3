"""A bad day at Slack, against the whole process: what it answers, logs, tells of itself, and when it gives up."""

from __future__ import annotations

import dataclasses
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.app import create_app
from bot.ending import finish_listeners
from bot.manifest import load_manifest
from bot.reception import Reception
from bot.workspace import LocalWorkspace
from bot.workspace.faults import Fault, Kind
from store.db import Store
from tests.bot.conftest import Office, utc_now, words_of
from tests.bot.database import give_database
from tests.bot.process import Bot, leading_to

DIRECT_WORDS = "our merger with nobody"
LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) \S+: |Tidings is ready|Error: "
)


@pytest.fixture
def slack() -> Iterator[LocalWorkspace]:
    """A Slack-compatible server that redelivers soon."""
    workspace = LocalWorkspace(load_manifest(), clock=utc_now, ack_seconds=1.0, retry_seconds=(0.0, 0.1))
    workspace.start()
    yield workspace
    workspace.stop()


@pytest.fixture
def bot(request: pytest.FixtureRequest, slack: LocalWorkspace, tmp_path: Path) -> Iterator[Bot]:
    """A bot that is ready and has something to tell, with the settings that the test names."""
    give_database(tmp_path / "t.db", with_sample=True)
    started = Bot(tmp_path, **leading_to(slack, **getattr(request, "param", {})))
    started.wait_for_line("Tidings is ready")
    slack.wait_for(lambda: slack.sockets)
    yield started
    started.kill()


def answers(slack: LocalWorkspace, person: str = "Ada", channel: str = "ai-news") -> list[str]:
    """Give what somebody reads of the bot's in a channel."""
    return [found["text"] + words_of(found) for found in slack.messages(channel, person) if found.get("bot_id")]


def ask(slack: LocalWorkspace, text: str = "antropic") -> str:
    """Type a command and give its answer."""
    before = len(answers(slack))
    slack.command("Ada", "ai-news", "/company", text)
    return slack.wait_for(lambda: answers(slack)[before:])[0]


def test_the_log_of_a_day(bot: Bot, slack: LocalWorkspace) -> None:
    """Each event is one line: what, where, who, what came of it and how long it took; no words of a direct message."""
    ask(slack)
    ts = slack.post("Ada", "ai-news", "@Tidings nvidia")
    slack.wait_for(lambda: slack.thread("ai-news", ts)[1:])
    ts = slack.post("Ada", "im", DIRECT_WORDS)
    slack.wait_for(lambda: slack.thread(slack.direct("Ada"), ts)[1:])
    slack.faults.fail("response_url", status=500, times=1)
    slack.command("Ada", "ai-news", "/company", "nvidia")
    bot.wait_for_line("reference")
    assert bot.end(signal.SIGTERM) == 0
    for pattern in (
        r"INFO bot\.reception: /company in C\w+ by U\w+: answered in \d+ ms$",
        r"INFO bot\.reception: app_mention in C\w+ by U\w+: answered in \d+ ms$",
        r"INFO bot\.reception: message in D\w+ by U\w+: answered in \d+ ms$",
        r"WARNING bot\.reception: /company in C\w+ by U\w+: failed, reference [0-9a-f]{6}, response_url answered 500: "
        r"Internal Server Error, in \d+ ms$",
    ):
        assert len(re.findall(pattern, bot.said, re.MULTILINE)) == 1, bot.said
    assert "Traceback" not in bot.said
    assert DIRECT_WORDS not in bot.said
    assert "antropic" not in bot.said


@pytest.mark.parametrize("bot", [{"TIDINGS_LOG": "debug"}], indirect=True)
def test_no_secret_is_ever_written(bot: Bot, slack: LocalWorkspace) -> None:
    """At debug, with everything failing: no token, no ticket, no response address, in no line and no traceback."""
    sent = [slack.command("Ada", "ai-news", "/company", "nvidia")]
    slack.wait_for(lambda: answers(slack))
    kinds: tuple[Kind, ...] = ("fail", "drop", "rate_limit", "refuse")
    slack.faults.script("response_url", [Fault(kind) for kind in kinds])
    slack.faults.script("chat.*", [Fault(kind) for kind in kinds])
    for _ in kinds:
        sent.append(slack.command("Ada", "ai-news", "/company", "nvidia"))
        slack.post("Ada", "ai-news", "@Tidings nvidia")
    slack.wait_for(lambda: bot.said.count("bot.reception: ") >= 9, 10)
    slack.faults.clear()
    slack.faults.fail("apps.connections.open", times=1)
    slack.faults.disconnect("refresh_requested")
    bot.wait_for_line("Connected to Slack again")
    ask(slack)
    slack.faults.cut()
    slack.revoke(slack.app_token)
    assert bot.end() == 1
    keys = [envelope.payload["response_url"].rpartition("/")[2] for envelope in sent]
    tickets = list(slack._hub.passes._tickets)
    for secret in (slack.bot_token, slack.app_token, *keys, *tickets):
        assert secret not in bot.said
    assert "ticket=" not in bot.said.replace("ticket=…", "")
    assert len(bot.said) > 50_000  # it was talkative indeed


@pytest.mark.parametrize("bot", [{"TIDINGS_HEALTH_PORT": "0"}], indirect=True)
def test_it_tells_how_it_is(bot: Bot, slack: LocalWorkspace) -> None:
    """Health is ok while connected, says in words why not during an outage, and ok again after; figures are there."""
    origin = bot.wait_for_line(r"Health is told at (\S+)/healthz")[1]
    assert look(f"{origin}/healthz") == (200, "ok\n")
    ask(slack)
    slack.wait_for(lambda: 'tidings_deliveries_total{kind="command",outcome="answered"} 1' in figures_of(origin))
    figures = dict(line.rsplit(" ", 1) for line in figures_of(origin) if line[0] != "#")
    assert time.time() - float(figures["tidings_last_event_timestamp_seconds"]) < 10
    assert int(figures["tidings_store_bytes"]) > 0
    slack.faults.begin_outage()
    slack.wait_for(lambda: look(f"{origin}/healthz")[0] == 503)
    assert look(f"{origin}/healthz")[1].startswith("Not connected to Slack: nothing was heard for ")
    slack.faults.end_outage()
    slack.wait_for(lambda: look(f"{origin}/healthz")[0] == 200, 10)
    ask(slack)
    assert "tidings_reconnections_total 1" in figures_of(origin)
    assert bot.end(signal.SIGTERM) == 0
    strange = [line for line in bot.lines if not LINE.match(line)]
    assert strange == []


def figures_of(origin: str) -> list[str]:
    """Give the lines of the figures."""
    return look(f"{origin}/metrics")[1].splitlines()


def look(address: str) -> tuple[int, str]:
    """Ask for a page; its status and text."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize(
    ("where", "setting", "code"),
    [
        ("answer", "SLACK_BOT_TOKEN", "token_revoked"),
        ("look-up", "SLACK_BOT_TOKEN", "account_inactive"),
        ("delivery", "SLACK_BOT_TOKEN", "invalid_auth"),
        ("reconnection", "SLACK_APP_TOKEN", "token_revoked"),
    ],
)
def test_a_revoked_token_stops_it(bot: Bot, slack: LocalWorkspace, where: str, setting: str, code: str) -> None:
    """Wherever it is noticed, the process says so in one line and ends with exit code 1."""
    if where == "delivery":
        slack.command("Ada", "ai-news", "/digest", "now")
        slack.faults.refuse("chat.postMessage", code)
    elif where == "reconnection":
        slack.revoke(slack.app_token, code)
        slack.faults.cut()
    else:
        if where == "answer":
            ask(slack)  # so that Ada need not be looked up any more
        slack.revoke(slack.bot_token, code)
        slack.post("Ada", "ai-news", "@Tidings nvidia")
    assert bot.end() == 1
    assert bot.lines[-1].startswith(f"Error: Slack refuses {setting} ({code}); ")
    assert bot.said.count("refuses") == 1
    assert "Traceback" not in bot.said


def test_events_are_answered_once(office: Office) -> None:
    """However often they come: twice at once, again for a lost ack, and once more after a restart."""
    heard: list[dict[str, Any]] = []

    def overhear(body: dict[str, Any], next_: Callable[[], None]) -> None:
        heard.append(body)
        next_()

    office.app.use(overhear)
    faults = office.workspace.faults
    faults.script("events_api/app_mention", [Fault("duplicate"), Fault("lose_ack")])
    for _ in range(2):
        office.says("Ada", "@Tidings nvidia")
    office.workspace.wait_for(lambda: len(heard) >= 4, 10)
    restarted = dataclasses.replace(office.desk, store=Store(office.settings.database))
    app = create_app(office.settings, restarted, office.app.client, Reception(utc_now))
    for body in heard:
        app.dispatch(BoltRequest(mode="socket_mode", body=body))
    finish_listeners(app, 5)
    restarted.store.close()
    for ts in {str(body["event"]["ts"]) for body in heard}:
        assert len(office.thread("Ada", "ai-news", ts)) == 1


def test_a_burst_is_acked_in_time(office: Office) -> None:
    """Two hundred commands at once are all acked within three seconds, and answered in their time."""
    before = len(office.seen("Ada", "editors"))
    start = time.monotonic()
    sent = [office.workspace.command("Ada", "editors", "/company", "nvidia") for _ in range(200)]
    office.workspace.wait_for(lambda: all(envelope.acked_at for envelope in sent), 10)
    assert max(envelope.acked_at or 0 for envelope in sent) - start < 3
    office.workspace.wait_for(lambda: len(office.seen("Ada", "editors")) == before + 200, 30)
