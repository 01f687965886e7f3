"""The log: one line a record, and no secret in any, however it is written."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.logs import Masking, mask, set_up_logging
from tests.bot.conftest import Office
from tests.bot.test_http import Sender

HOOK = "https://hooks.slack.com/commands/T0AAAA/123/aBcDeFgHiJkLmNoPqRsTuVwX"
WEBHOOK = "https://hooks.slack-gov.com/services/T0/B0/short"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that is logged from debug up, as it would be written with a signing secret set."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    handler.setFormatter(Masking(["0123456789abcdef" * 2, None]))
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("token xoxb-12-34-abCD, and so on", "token xoxb-…, and so on"),
        ("Bearer xapp-1-A0-99-ff00", "Bearer xapp-…"),
        ("xoxe.xoxb-1-abcdef xoxp-1-abcdef xwfp-1-abc", "xoxe.xoxb-… xoxp-… xwfp-…"),
        (f"posting to {HOOK}.", "posting to https://hooks.slack.com/…"),
        (f'"{WEBHOOK}"', '"https://hooks.slack-gov.com/…"'),
        (json.dumps({"response_url": HOOK}).replace("/", r"\/"), r'{"response_url": "https:\/\/hooks.slack.com/…"}'),
        (quote(json.dumps({"url": HOOK}), safe=""), "%7B%22url%22%3A%20%22https%3A%2F%2Fhooks.slack.com…%22%7D"),
        ("url: http://127.0.0.1:80/respond/0a1b2c3d4e5f60718293, x", "url: http://127.0.0.1:80/respond/…, x"),
        ("wss://wss-primary.slack.com/link/?ticket=1-2&app_id=3", "wss://wss-primary.slack.com/link/?…"),
        ("{'token': 'verify1', 'x': 1}", "{'token': '…', 'x': 1}"),
        ("'X-Slack-Signature': 'v0=0123456789abcdef0123'", "'X-Slack-Signature': 'v0=…'"),
        ("https://example.com/news/nvidia and more", "https://example.com/news/nvidia and more"),
        ("it starts with xoxb-… or xapp-…", "it starts with xoxb-… or xapp-…"),
    ],
)
def test_secrets_are_masked_by_their_shape(text: str, masked: str) -> None:
    """Tokens, signatures, webhooks, response addresses and tickets, plain, escaped or encoded; nothing else."""
    assert mask(text) == masked


def test_a_secret_without_a_shape_is_masked_by_its_value(written: io.StringIO) -> None:
    """In arguments and in tracebacks as well."""
    secret = "0123456789abcdef" * 2
    error = ValueError(f"bad secret {secret} for xoxb-1-abcdef")
    logging.getLogger("tests").error("signing with %s", secret, exc_info=error)
    text = written.getvalue()
    assert "signing with …" in text
    assert "ValueError: bad secret … for xoxb-…" in text
    assert "0123456789abcdef" not in text


def test_a_record_is_one_line(written: io.StringIO) -> None:
    """What somebody typed cannot begin a line of its own."""
    logging.getLogger("tests").info("typed: %s", "a\n2026-01-01 INFO forged\r\n")
    assert written.getvalue().count("\n") == 1
    assert r"a\n2026-01-01 INFO forged\r\n" in written.getvalue()


def test_http_mode_writes_no_secret(written: io.StringIO, tmp_path: Path) -> None:
    """At debug Bolt writes whole requests, taken and refused; no secret is among them."""
    office = Office(tmp_path, is_http=True)
    sender = Sender(office)
    logging.getLogger("slack_bolt.tidings").setLevel(logging.DEBUG)
    written_secret = "0a1b2c3d4e5f60718293"
    body = sender.command().replace(b"%2Fhooks", b"%2Frespond%2F" + written_secret.encode())
    assert sender.send(body, sender.signed(body))[0] == 200
    assert sender.send(body, {**sender.signed(body), "X-Slack-Signature": "v0=" + "ab" * 32})[0] == 401
    click = json.dumps({"type": "block_actions", "response_url": HOOK, "team": {"id": "T"}, "user": {"id": "U"}})
    body = b"payload=" + quote(click).encode()
    sender.send(body, sender.signed(body))
    office.workspace.wait_for(lambda: sender.posted)
    sender.close()
    office.close()
    logging.getLogger("slack_bolt.tidings").setLevel(logging.WARNING)
    text = written.getvalue()
    for secret in (written_secret, "aBcDeFgHiJkLmNoPqRsTuVwX", office.workspace.signing_secret, "ab" * 32):
        assert secret not in text
    assert "/respond/…" in text  # it was written, but for its secret part


def test_a_thread_that_ends_by_a_bug_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing dies in silence; errors are counted, and the libraries' chatter is kept out."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.handlers.clear()
    try:
        errors = set_up_logging("info", ["secret"])
        thread = threading.Thread(target=lambda: 1 // 0, name="worker")
        thread.start()
        thread.join()
        logging.getLogger("slack_sdk.web.base_client").error("chatter")
        assert errors.total == 1
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
