"""Events API mode: envelopes as signed HTTP requests to the app's request URL, in place of Socket Mode.

Redirects are not followed (Slack follows two), and nothing is retried here: `outbox` does that.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from bot.workspace.envelopes import Envelope, NotAckedError, Retry
from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import Json

AT_ONCE = 64
"""How many requests may wait for their answers at the same time."""

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


class RequestUrl:
    """The app's request URL. Without an `address` the app is reached by sockets."""

    def __init__(self, address: str | None, signing_secret: str | None, ack_seconds: float) -> None:
        self.address = address
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self._ack_seconds = ack_seconds
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="request-url")
        # A proxy of the environment is not for this machine's own addresses.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def use(self, address: str) -> None:
        """Ask an address for its challenge, and from then on send everything there.

        Raises: WorkspaceError when it does not answer with the challenge.
        """
        challenge = secrets.token_hex(16)
        question = {"type": "url_verification", "token": "local", "challenge": challenge}
        try:
            answer = self._post(address, _JSON, json.dumps(question).encode(), {})
        except NotAckedError as error:
            raise WorkspaceError(f"{address} did not answer the challenge ({error}).") from error
        if challenge not in answer:
            raise WorkspaceError(f"{address} did not give the challenge back.")
        self.address = address

    async def carry(self, envelope: Envelope, retry: Retry | None) -> Json:
        """Send an envelope and give what the app answered.

        Raises: NotAckedError.
        """
        kind, body = written(envelope)
        headers = {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason} if retry else {}
        loop, address = asyncio.get_running_loop(), self.address or ""
        envelope.sent_at = time.monotonic()
        return read_answer(await loop.run_in_executor(self._threads, self._post, address, kind, body, headers))

    def close(self) -> None:
        """Start nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _post(self, address: str, kind: str, body: bytes, headers: dict[str, str]) -> str:
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0", **headers}
        request = urllib.request.Request(address, body, headers | self.signature(body))  # noqa: S310
        try:
            with self._opener.open(request, timeout=self._ack_seconds) as answer:
                text: str = answer.read().decode("utf-8", "replace")
                return text
        except urllib.error.HTTPError as error:
            error.close()
            shown = "http_service_error" if error.code >= 500 else "http_client_error"
            may_repeat = error.headers.get("X-Slack-No-Retry") != "1"
            raise NotAckedError(shown, "http_error", may_repeat=may_repeat) from error
        except TimeoutError as error:
            raise NotAckedError("operation_timeout", "http_timeout") from error
        except OSError as error:
            raise NotAckedError("dispatch_failed", "connection_failed") from error

    def signature(self, body: bytes) -> dict[str, str]:
        """Sign a body as Slack does ("Verifying requests from Slack").

        By this machine's time, not the workspace's: it guards against replays, which take real time.
        """
        stamp = str(int(time.time()))
        digest = hmac.new(self.signing_secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest.hexdigest()}"}


def written(envelope: Envelope) -> tuple[str, bytes]:
    """Give the content type and body of an envelope: JSON for events, a form for commands and interactions."""
    if envelope.kind == "events_api":
        return _JSON, json.dumps(envelope.payload).encode()
    if envelope.kind == "interactive":
        return _FORM, urlencode({"payload": json.dumps(envelope.payload)}).encode()
    return _FORM, urlencode(envelope.payload).encode()


def read_answer(text: str) -> Json:
    """Read what the app answered: JSON, or words that are the text of a message."""
    try:
        found = json.loads(text)
    except ValueError:
        found = {"text": text} if text.strip() else {}
    return found if isinstance(found, dict) else {}
