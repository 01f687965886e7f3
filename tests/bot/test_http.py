"""HTTP mode: the same app, told everything by signed requests; what is not Slack's, or not new, is refused."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.http import MAX_BYTES, RequestServer
from tests.bot.conftest import Office, buttons_of, words_of

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that Slack reaches by HTTP."""
    office = Office(tmp_path_factory.mktemp("house"), is_http=True)
    yield office
    office.close()


class Sender:
    """Sends requests as anybody could, and keeps what is posted to its own address."""

    def __init__(self, house: Office) -> None:
        assert isinstance(house.link, RequestServer)
        self.address = house.link.address
        self._verifier = SignatureVerifier(house.workspace.signing_secret)
        self.posted: list[bytes] = []
        sender = self

        class Trap(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sender.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._trap = HTTPServer(("127.0.0.1", 0), Trap)
        self.trap_url = f"http://127.0.0.1:{self._trap.server_port}/hooks"
        Thread(target=self._trap.serve_forever, args=(0.02,), daemon=True).start()

    def signed(self, body: bytes, age: float = 0) -> dict[str, str]:
        """Sign a body as Slack does, some seconds ago."""
        stamp = str(int(time.time() - age))
        signature = self._verifier.generate_signature(timestamp=stamp, body=body)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature or ""}

    def send(self, body: bytes, headers: dict[str, str], kind: str = FORM) -> tuple[int, str]:
        """Send a body; the status and the answer."""
        request = urllib.request.Request(self.address, body, {"Content-Type": kind, **headers})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def command(self, text: str = "nvidia", command: str = "/company") -> bytes:
        """Write a slash command that is to be answered at this sender's address."""
        fields = {
            "command": command,
            "text": text,
            "team_id": "T0LOCAL001",
            "user_id": "U0ADA00001",
            "channel_id": "C0AINEWS01",
            "response_url": self.trap_url,
            "trigger_id": "1.2",
        }
        return urlencode(fields).encode()

    def close(self) -> None:
        """Close the trap."""
        self._trap.shutdown()
        self._trap.server_close()


@pytest.fixture
def sender(house: Office) -> Iterator[Sender]:
    """Somebody who sends requests."""
    opened = Sender(house)
    yield opened
    opened.close()


def test_everything_is_answered(house: Office) -> None:
    """Commands, buttons, mentions and direct messages are answered as by Socket Mode."""
    answer = house.types("Ada", "/company antropic")
    assert "Anthropic" in words_of(answer)
    share = next(action for action, label in buttons_of(answer).items() if label == "Share in channel")
    house.clicks("Ada", answer, share)
    assert "Nvidia" in words_of(house.says("Ada", "@Tidings nvidia"))
    assert "英伟达" in words_of(house.says("小林", "英伟达", "im"))
    assert house.link.fault() is None


def test_it_says_hello_to_a_browser(sender: Sender) -> None:
    """A GET is answered, so that an operator sees that the address leads here."""
    with urllib.request.urlopen(sender.address, timeout=5) as answer:
        assert b"Tidings" in answer.read()


def refused(sender: Sender, headers: dict[str, str], body: bytes | None = None) -> bool:
    status, said = sender.send(body or sender.command(), headers)
    return (status, said) == (401, "refused")


def test_what_is_not_slacks_is_refused(house: Office, sender: Sender) -> None:
    """Unsigned, mis-signed, changed, old, or signed by nonsense: refused, and nothing is answered anywhere."""
    body = sender.command()
    good = sender.signed(body)
    assert refused(sender, {})
    assert refused(sender, {"X-Slack-Request-Timestamp": good["X-Slack-Request-Timestamp"]})
    assert refused(sender, {**good, "X-Slack-Signature": "v0=" + "0" * 64})
    assert refused(sender, {**good, "X-Slack-Signature": "é"})
    assert refused(sender, {**good, "X-Slack-Request-Timestamp": "soon"})
    assert refused(sender, {**good, "X-Slack-Request-Timestamp": "9" * 400})
    assert refused(sender, {**good, "X-Slack-Request-Timestamp": "-1"})
    assert refused(sender, good, body.replace(b"nvidia", b"openai"))
    assert refused(sender, sender.signed(body, age=301))
    assert refused(sender, sender.signed(body, age=-301))
    assert refused(sender, good, b"\xff\xfe")
    assert refused(sender, {**good, "X-Slack-Request-Timestamp": "soon"}, b"ssl_check=1")
    time.sleep(0.2)
    assert sender.posted == []


def test_a_replay_is_refused(house: Office, sender: Sender) -> None:
    """A command that was taken is not taken again, however soon."""
    body = sender.command("antropic")
    headers = sender.signed(body)
    assert sender.send(body, headers)[0] == 200
    house.workspace.wait_for(lambda: sender.posted)
    assert refused(sender, headers, body)
    assert refused(sender, {**headers, "Content-Type": JSON}, body)
    time.sleep(0.2)
    assert len(sender.posted) == 1


def test_an_event_may_come_again(house: Office, sender: Sender) -> None:
    """Slack repeats events; each is acked, and answered once, even by a new process."""
    ts = house.workspace.post("Ada", "ai-news", "something to answer")
    event = {"type": "app_mention", "user": "U0ADA00001", "channel": "C0AINEWS01", "text": "<@U0TIDINGS1> nvidia"}
    body = json.dumps(
        {"type": "event_callback", "team_id": "T0LOCAL001", "event_id": "Ev-http", "event": {**event, "ts": ts}}
    ).encode()
    for _ in range(3):
        assert sender.send(body, sender.signed(body), JSON)[0] == 200
    house.workspace.wait_for(lambda: house.thread("Ada", "ai-news", ts))
    house.says("Ada", "@Tidings help")
    assert len(house.thread("Ada", "ai-news", ts)) == 1
    seen = house.store.db.execute("SELECT count(*) FROM seen_events WHERE event_id = 'Ev-http'").fetchone()
    assert seen == (1,)


def test_the_challenge_is_given_back(sender: Sender) -> None:
    """Slack asks for it when the address is entered."""
    body = json.dumps({"type": "url_verification", "challenge": "abc123"}).encode()
    assert "abc123" in sender.send(body, sender.signed(body), JSON)[1]


def test_a_body_that_is_too_large_is_not_read(sender: Sender) -> None:
    """Nobody fills our memory."""
    assert sender.send(b"x" * (MAX_BYTES + 1), {})[0] == 413


def test_a_body_that_makes_no_sense_is_refused(sender: Sender) -> None:
    """Signed, but no JSON: refused without a traceback."""
    for body, kind in ((b"{nonsense", JSON), (b"payload=nonsense", FORM)):
        assert sender.send(body, sender.signed(body), kind)[0] == 400


@pytest.mark.parametrize("text", ["payload", "a payload=1 & more", "nvidia's payload"])
def test_a_command_may_hold_the_word_payload(house: Office, sender: Sender, text: str) -> None:
    """Bolt alone would take it for an interaction without one, and drop it."""
    body = sender.command(text, "/news")
    assert sender.send(body, sender.signed(body))[0] == 200
    house.workspace.wait_for(lambda: sender.posted)
    assert "payload" in sender.posted[0].decode()


def test_slow_listeners_hold_nobody_up(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty commands at once are all acked in time, though their answers take long."""
    resolve = house.names.resolve

    def slowly(*args: Any, **kwargs: Any) -> Any:
        time.sleep(0.2)
        return resolve(*args, **kwargs)

    monkeypatch.setattr(house.names, "resolve", slowly)
    before = len(house.seen("Ada", "editors"))
    envelopes = [house.workspace.command("Ada", "editors", "/company", "nvidia") for _ in range(40)]
    house.workspace.wait_for(lambda: all(envelope.acked_at for envelope in envelopes), 3)
    house.workspace.wait_for(lambda: len(house.seen("Ada", "editors")) == before + 40)


def test_a_stopping_bot_takes_nothing(tmp_path: Any) -> None:
    """While it stops it answers 503, so that Slack sends an event again, to the next bot."""
    office = Office(tmp_path, is_http=True)
    office.reception.close(1)
    sender = Sender(office)
    body = sender.command()
    assert sender.send(body, sender.signed(body))[0] == 503
    assert office.link.fault() is None
    office.close()
    assert "ended" in (office.link.fault() or "")
    sender.close()
