"""Socket Mode with a watchdog: one connection to Slack, and one thread that alone sees to it that it stands.

slack_sdk's client reconnects from three threads, waits up to 20 s for a peer that left without a word, and for ever for
one whose first pong never came (python-slack-sdk#1701, bolt-python#445, #470, #675, #945). Here it only sends and
receives. The watchdog connects anew when the socket is closed, when Slack asks for it, and when nothing was heard for
`STALE_SECONDS`, pongs included. It tries for as long as Slack fails; only a refused token ends it.

Measured until it was back: 0.2 s after a reset, 2 s after three HTTP 500, 7 s half-open, 4 s after the end of an outage
of 20 s. slack_sdk's own client took 8, 38, 48 and 37 s.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException

from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.reception import Reception
from bot.refusals import RefusedTokenError, read_refusal
from bot.settings import Settings
from bot.socket_client import SocketClient
from store.errors import TidingsError

PING_SECONDS = 2.0
STALE_SECONDS = 8.0
"""Four pings unanswered."""

LOOK_SECONDS = 0.25
CONNECT_SECONDS = 5
"""How long asking Slack for a socket may take: a try that hangs must not outlast an outage by much."""

PAUSES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each try, the last one from then on."""

SETTLED_SECONDS = 1.0
"""How long a connection has to last for the next loss to be one of its own, after which the pauses begin anew."""

ENVELOPES_KEPT = 1000

logger = logging.getLogger(__name__)


class ConnectionFailedError(TidingsError):
    """A socket that could not be opened, this time. `wait` is how many seconds Slack asks us to stay away."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Timing:
    """What the watchdog goes by, in seconds."""

    ping: float = PING_SECONDS
    stale: float = STALE_SECONDS
    look: float = LOOK_SECONDS
    connect: int = CONNECT_SECONDS
    pauses: tuple[float, ...] = PAUSES
    settled: float = SETTLED_SECONDS


class SocketLink(BaseSocketModeHandler):
    """The app's connection by Socket Mode.

    `on_connected` is called whenever a connection stands, the first and every later one; `on_refused` with the error
    when Slack refuses the app-level token, after which it stays closed. Envelopes that come twice are acked twice and
    answered once.
    """

    client: SocketClient

    def __init__(
        self,
        app: App,
        settings: Settings,
        reception: Reception,
        on_connected: Callable[[], None],
        on_refused: Callable[[TidingsError], None],
        timing: Timing = Timing(),
    ) -> None:
        self.app = app
        self.reconnections = 0
        self._token = settings.app_token or ""
        self._web = WebClient(base_url=settings.api_url, timeout=timing.connect, retry_handlers=[])
        self._reception = reception
        self._on_connected, self._on_refused = on_connected, on_refused
        self._timing = timing
        self._wanted, self._closing = threading.Event(), threading.Event()
        self._answers: OrderedDict[str, BoltResponse | None] = OrderedDict()
        self._lock = threading.Lock()
        self._tries = 0
        self._connected_at = self._heard_at = time.monotonic()
        self._last_pong: float | None = None
        self.client = SocketClient(self._token, self._web, timing.ping, self._wanted.set)
        self.client.on_message_listeners.append(self._hear)
        self.client.socket_mode_request_listeners.append(self.handle)
        self._watchdog = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def open(self) -> None:
        """Connect for the first time, and start to watch.

        Raises: RefusedTokenError; ConnectionFailedError.
        """
        self._open_socket()
        self._watchdog.start()

    def close(self) -> None:
        """Close the connection for good."""
        self._closing.set()
        self._wanted.set()
        self.client.close()
        if self._watchdog.is_alive():
            self._watchdog.join(1.0)

    def fault(self) -> str | None:
        """Say in words why nothing can be heard from Slack at the moment, or None."""
        silence = self._silence()
        if self.client.is_connected() and silence <= self._timing.stale:
            return None
        return f"Not connected to Slack: nothing was heard for {silence:.0f} s."

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Let the app answer one envelope, and ack it. Called on one of the client's threads."""
        with self._reception.delivery():
            response = self._answer_once(req)
            try:
                if response is not None:
                    send_response(client, req, response, time.time())
            except (SlackClientError, OSError) as error:
                logger.warning("An ack could not be sent: %s", error)

    def _answer_once(self, request: SocketModeRequest) -> BoltResponse | None:
        """Give the app's answer, the same one again for an envelope that came before; None while that is under way.

        Slack was seen to send an envelope again, as if for the first time (bolt-js#2487).
        """
        with self._lock:
            if request.envelope_id in self._answers:
                return self._answers[request.envelope_id]
            self._answers[request.envelope_id] = None
            if len(self._answers) > ENVELOPES_KEPT:
                self._answers.popitem(last=False)
        response: BoltResponse = run_bolt_app(self.app, request)
        self._answers[request.envelope_id] = response
        return response

    def _watch(self) -> None:
        while not self._closing.is_set():
            asked = self._wanted.wait(self._timing.look)
            if self._closing.is_set() or not (asked or self.fault()):
                continue
            logger.info("Connecting to Slack anew: %s", "Slack asked for it" if asked else "the socket is gone")
            try:
                self._reconnect()
            except Exception:  # a dead watchdog would be the silent stall that it is there to prevent
                logger.exception("Connecting failed; the next look tries again")

    def _reconnect(self) -> None:
        """Connect anew, trying until it stands or the token is refused."""
        if time.monotonic() - self._connected_at > self._timing.settled:
            self._tries = 0  # else a server that takes sockets and drops them would be asked without a pause
        wait, told = 0.0, ""
        while not self._closing.wait(max(wait, self._pause())):
            self._tries += 1
            try:
                self._open_socket()
            except ConnectionFailedError as error:
                wait = error.wait
                if str(error) != told:
                    told = str(error)
                    logger.warning("Not connected to Slack: %s", told)
            except RefusedTokenError as error:
                self._closing.set()
                self._on_refused(error)
            else:
                self.reconnections += 1
                logger.info("Connected to Slack again")
                return

    def _pause(self) -> float:
        return self._timing.pauses[min(self._tries, len(self._timing.pauses) - 1)]

    def _open_socket(self) -> None:
        """Ask Slack for a socket and open it; the one before, if any, is kept until then.

        Raises: RefusedTokenError; ConnectionFailedError.
        """
        self._wanted.clear()
        self.client.wss_uri = self._ask_for_socket()
        if not self.client.replace_session():
            raise ConnectionFailedError("Slack's socket does not open.")
        self._connected_at = self._heard_at = time.monotonic()
        self._last_pong = None
        if self._closing.is_set():
            self.client.close()
        else:
            self._on_connected()

    def _ask_for_socket(self) -> str:
        try:
            return str(self._web.apps_connections_open(app_token=self._token)["url"])
        except SlackApiError as error:
            refusal = read_refusal(error)
            if refusal.meaning == "token":
                raise RefusedTokenError("SLACK_APP_TOKEN", refusal.code) from error
            wait = refusal.retry_after if refusal.meaning == "later" else 0.0
            raise ConnectionFailedError(f"Slack gives no socket ({refusal.code}).", wait) from error
        except (SlackClientError, OSError, HTTPException) as error:
            raise ConnectionFailedError(f"Slack cannot be reached ({error}).") from error

    def _silence(self) -> float:
        """Give the seconds since anything was heard: a message, or the pong to a ping of ours."""
        session = self.client.current_session
        pong = session.last_ping_pong_time if session else None
        if pong != self._last_pong:
            self._last_pong = pong
            self._heard_at = time.monotonic()
        return time.monotonic() - self._heard_at

    def _hear(self, _message: str) -> None:
        self._heard_at = time.monotonic()
