"""slack_sdk's Socket Mode client as a mere carrier: it sends, receives and pings, and connects only when told to.

What it hears goes to its listeners. Who reconnects is `watchdog`; this knows no token's meaning and no retry.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import suppress

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

ACK_THREADS = 16
"""Threads that take envelopes to the app and send the acks."""


class SocketClient(SocketModeClient):
    """A carrier. `ask` is called when Slack wants the socket replaced."""

    def __init__(self, token: str, web_client: WebClient, ping_seconds: float, ask: Callable[[], None]) -> None:
        self._ask = ask
        super().__init__(
            token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=web_client,
            auto_reconnect_enabled=False,
            ping_interval=ping_seconds,
            concurrency=ACK_THREADS,
        )

    def is_connected(self) -> bool:
        """Tell whether a socket is open, on this side and on the other.

        slack_sdk takes the end of the stream for silence, and reads it in a loop without a pause.
        """
        session = self.current_session
        return session is not None and session.is_active() and not _has_ended(session)

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Have the watchdog connect anew; slack_sdk calls this when Slack announces a disconnection."""
        self._ask()

    def replace_session(self) -> bool:
        """Open the socket at `wss_uri`, and close the one before only once that stands. False when it does not.

        In place of slack_sdk's `connect`, which gives the old socket up either way, and which reads the new one only
        after up to 3 s, when the old one's read has timed out: too late for an ack.
        """
        session = Connection(
            url=self.wss_uri or "",
            logger=self.logger,
            ping_interval=self.ping_interval,
            receive_buffer_size=self.receive_buffer_size,
            proxy=self.proxy,
            proxy_headers=self.proxy_headers,
            on_message_listener=self._on_message,
            on_error_listener=self._on_error,
            on_close_listener=self._on_close,
            ssl_context=self.web_client.ssl,
        )
        session.connect()
        if not session.is_active():
            return False
        old, old_state = self.current_session, self.current_session_state
        self.current_session, self.current_session_state = session, ConnectionState()  # type: ignore[no-untyped-call]
        old_state.terminated = True
        if old is not None:
            _cut(old)
        if not self.current_app_monitor_started:
            self.current_app_monitor_started = True
            self.current_app_monitor.start()
        return True

    def close(self) -> None:
        """Close the socket and end every thread, without waiting for bytes or messages that may never come."""
        self.closed = True
        self.current_session_state.terminated = True
        if self.current_session is not None:
            _cut(self.current_session)
        self.enqueue_message("")
        super().close()


def _has_ended(session: Connection) -> bool:
    """Look, without taking anything from whoever reads it, whether the other side has closed a session's socket."""
    sock = session.sock
    if sock is None:
        return True
    try:
        with socket.fromfd(sock.fileno(), sock.family, sock.type) as same:
            same.setblocking(False)
            return not same.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except (OSError, ValueError):  # reset, or closed by now; looking has used the error up
        return True


def _cut(session: Connection) -> None:
    """Close a session's socket at once; shut down, a read that waits for bytes returns."""
    with suppress(OSError, AttributeError):  # AttributeError: the thread that reads it has just closed it (measured)
        session.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
    with suppress(OSError, AttributeError):
        session.close()
