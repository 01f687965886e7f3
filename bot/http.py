"""HTTP mode: Slack sends signed requests, and the same app answers them behind Bolt's Starlette adapter.

Signatures are checked here, before Bolt sees anything: Bolt's own check raises for a timestamp that is no number, and
then apologises to an address of the sender's choice. A replay is refused: by its age, and within the five minutes that
Slack allows by its signature. Only events may come again, because Slack itself repeats them; they are known by their
ids.
"""

from __future__ import annotations

import logging
import re
import time
from collections import OrderedDict

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.reception import Reception
from bot.serving import Server
from bot.settings import Settings

PATH = "/slack/events"
MAX_BYTES = 1_000_000
"""The largest body that is read. Slack's largest, a submitted modal, has at most 250 kB (docs: Views)."""

REPLAY_SECONDS = 300
"""How old a request may be (docs: Verifying requests from Slack)."""

_SECONDS = re.compile(r"[0-9]{1,12}")
_INTERACTION = re.compile(rb"(?:^|&)payload=")

logger = logging.getLogger(__name__)


class RequestServer:
    """Takes Slack's requests for an app."""

    def __init__(self, app: App, settings: Settings, reception: Reception) -> None:
        self.reconnections = 0
        self._app = app
        self._reception = reception
        self._verifier = SignatureVerifier(settings.signing_secret or "")
        self._seen: OrderedDict[str, float] = OrderedDict()
        routes = [Route(PATH, self._take, methods=["POST"]), Route(PATH, self._greet, methods=["GET"])]
        self._server = Server(Starlette(routes=routes), settings.http_host, settings.http_port, "requests")

    @property
    def address(self) -> str:
        """Where requests are taken, as this machine names it."""
        return self._server.origin + PATH

    def open(self) -> None:
        """Start to take requests.

        Raises: PortTakenError.
        """
        self._server.start()

    def close(self) -> None:
        """Take no more requests."""
        self._server.stop()

    def fault(self) -> str | None:
        """Say in words why nothing can be heard from Slack at the moment, or None."""
        return None if self._server.is_alive else "The server that takes Slack's requests has ended."

    async def _take(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        if why := self._refusal(request, body):
            logger.warning("A request from %s was refused: %s", request.client and request.client.host, why)
            return PlainTextResponse("refused", 401)
        # Bolt's own handler would answer on the event loop, one request after the other.
        return await run_in_threadpool(self._answer, request, body)

    def _answer(self, request: Request, body: bytes) -> Response:
        with self._reception.delivery():
            try:
                given = _bolt_request(request, body)
            except ValueError:
                return PlainTextResponse("not understood", 400)
            answer: BoltResponse = self._app.dispatch(given)
            return to_starlette_response(answer)

    async def _greet(self, request: Request) -> Response:
        """Answer a browser, and Slack's check of the certificate (docs: Slash commands, ssl_check)."""
        return PlainTextResponse("Tidings takes Slack's requests here.")

    def _refusal(self, request: Request, body: bytes) -> str | None:
        """Say why a request is not Slack's, or is not new."""
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (_SECONDS.fullmatch(stamp) and signature.isascii()):
            return "it is not signed"
        if abs(time.time() - int(stamp)) > REPLAY_SECONDS:
            return "it is older than five minutes, or this machine's clock is wrong"
        try:
            is_signed = self._verifier.is_valid(body, stamp, signature)
        except UnicodeDecodeError:
            return "it is no text"
        if not is_signed:
            return "its signature is wrong"
        return None if body.startswith(b"{") or self._is_new(signature) else "it came before"

    def _is_new(self, signature: str) -> bool:
        """Remember a signature for as long as its timestamp is good."""
        now = time.monotonic()
        while self._seen and now - next(iter(self._seen.values())) > 2 * REPLAY_SECONDS:
            self._seen.popitem(last=False)
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True


def _bolt_request(request: Request, body: bytes) -> BoltRequest:
    """Build Bolt's request. Bolt takes a command that has the word `payload` in it for an interaction, and drops it.

    Raises: ValueError for a body that is no JSON where it should be.
    """
    is_command = not (body.startswith(b"{") or _INTERACTION.search(body))
    built: BoltRequest = to_bolt_request(request, body.replace(b"payload", b"%70ayload") if is_command else body)
    built.raw_body = body.decode()
    return built


async def _read(request: Request) -> bytes | None:
    """Read a body, or None once it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    return bytes(body)
