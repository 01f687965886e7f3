"""A web server in a thread of its own, for whoever has an ASGI application to serve."""

from __future__ import annotations

import os
import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp

from store.errors import TidingsError

START_SECONDS = 10.0


class PortTakenError(TidingsError):
    """An address that cannot be listened on."""


class Server:
    """Serves an application on a host and a port; 0 takes any free one. With `has_sockets`, websockets too.

    Raises: PortTakenError.
    """

    def __init__(self, app: ASGIApp, host: str, port: int, name: str, *, has_sockets: bool = False) -> None:
        self._listener = _listen(host, port)
        self.host, self.port = host, int(self._listener.getsockname()[1])
        config = uvicorn.Config(
            app,
            http="h11",
            ws="websockets-sansio" if has_sockets else "none",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def origin(self) -> str:
        """The address that it listens on."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def is_alive(self) -> bool:
        """Whether it still serves."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the thread; returns when it serves.

        Raises: PortTakenError when it does not within ten seconds.
        """
        self._thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not self._server.started:
            if time.monotonic() > deadline:
                raise PortTakenError(f"The server on port {self.port} did not start; see the log.")
            time.sleep(0.005)

    def stop(self) -> None:
        """Close every connection, and wait for the thread to end."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise PortTakenError(
            f"Port {port} on {host} cannot be used ({os.strerror(error.errno or 0)}); choose another."
        ) from error
