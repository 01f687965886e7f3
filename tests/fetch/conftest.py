"""A small web site that says exactly the bytes that it is told to, so that it can be as wrong as real ones are."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from store.fetch import Fetched, FetchRules, fetch

HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", head: bytes = HTML, length: bool = True) -> bytes:
    """Write a whole answer of HTTP."""
    lines = b"".join(header.encode() + b"\r\n" for header in headers)
    counted = b"Content-Length: %d\r\n" % len(body) if length else b"Connection: close\r\n"
    return b"HTTP/1.1 " + status.encode() + b"\r\n" + head + lines + counted + b"\r\n" + body


class Site:
    """A server on 127.0.0.1. `pages` are the parts that each path is answered with, `pause` seconds apart."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, list[bytes]] = {}
        self.pause = 0.0
        self.requests: list[str] = []
        self.connections = 0
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._socket.getsockname()[1])
        self.rules = FetchRules(allowed_hosts=frozenset({f"127.0.0.1:{self.port}"}), seconds=5)
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Give the address of a page."""
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    def serves(self, path: str, *parts: bytes) -> str:
        """Answer a path with parts from now on. Gives its address."""
        self.pages[path] = list(parts)
        return self.url(path)

    def fetch(self, path: str, etag: str | None = None, last_modified: str | None = None, **rules: object) -> Fetched:
        """Fetch a page of this site."""
        wanted = replace(self.rules, **rules)  # type: ignore[arg-type]
        return fetch(self.url(path), wanted, etag=etag, last_modified=last_modified)

    def close(self) -> None:
        """Answer nobody any more."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # which wakes the thread that waits in accept
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, accepted: socket.socket) -> None:
        with suppress(OSError), accepted, self._secured(accepted) as connection:
            while request := self._request(connection):
                self.requests.append(request)
                parts = self.pages.get(request.split()[1].partition("?")[0], [answer(status="404 Not Found")])
                for part in parts:
                    time.sleep(self.pause)
                    connection.sendall(part)
                said = b"".join(parts)
                if b"Content-Length" not in said or b"Connection: close" in said:
                    return

    def _secured(self, accepted: socket.socket) -> socket.socket:
        return self._context.wrap_socket(accepted, server_side=True) if self._context else accepted

    def _request(self, connection: socket.socket) -> str:
        data = b""
        while b"\r\n\r\n" not in data:
            received = connection.recv(65_536)
            if not received:
                return ""
            data += received
            if data.startswith(b"\x16\x03"):
                return "TLS /hello"  # answered in plain HTTP, as servers do
        return data.decode("latin-1")


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that fetches are allowed to."""
    served = Site()
    yield served
    served.close()


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names resolve to: the addresses of each in turn, the last one for ever; no other name exists."""
    known: dict[str, list[str]] = {}
    really = socket.getaddrinfo

    def look_up(host: str | bytes, port: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name in known:
            name = known[name].pop(0) if len(known[name]) > 1 else known[name][0]
        elif not name.replace(".", "").isdigit() and ":" not in name:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return really(name, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known
