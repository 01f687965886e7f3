"""A server between the bot and its workspace that has bad moments the workspace cannot have by itself."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qs

Moment = Literal["pass", "kill_before", "kill_after", "fail_after", "page_after", "hang_after"]
"""What happens to a post: the bot's process is killed before or after it takes effect; after it took effect Slack
answers 500, or with somebody's web page, or not at all."""


class Relay:
    """Passes Web API calls on; the next posts meet the `moments`, in order. `victim` is the process to be killed.

    `latency` is how many seconds a call takes to arrive, and its answer to return.
    """

    def __init__(self, upstream: str) -> None:
        self.moments: deque[Moment] = deque()
        self.victim = 0
        self.latency = 0.0
        self.calls: list[str] = []
        self.started: list[tuple[str, float]] = []
        """The channel of each post, and when it came (monotonic seconds)."""
        self.over = threading.Event()
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                relay.handle(self, upstream)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def api_url(self) -> str:
        """The base address to give to the bot."""
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    def let_pass(self, posts: int) -> None:
        """Let the next posts pass before the moments that are added after."""
        for _ in range(posts):
            self.moments.append("pass")

    def stop(self) -> None:
        """Close the server."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def handle(self, request: BaseHTTPRequestHandler, upstream: str) -> None:
        """Pass one call on, or misbehave."""
        method = request.path.rpartition("/")[2]
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        self.calls.append(method)
        if method == "chat.postMessage":
            self.started.append((_channel(body), time.monotonic()))
        moment = self.moments.popleft() if method == "chat.postMessage" and self.moments else "pass"
        if moment == "kill_before":
            self._kill(request)
            return
        time.sleep(self.latency)
        status, headers, answer = _forward(upstream + method, request, body)
        time.sleep(self.latency)
        if moment == "kill_after":
            self._kill(request)
        elif moment == "hang_after":
            self.over.wait(10)
            request.close_connection = True
        elif moment == "fail_after":
            _answer(request, 500, {}, b"Internal Server Error")
        elif moment == "page_after":
            _answer(request, 200, {"Content-Type": "text/html"}, b"<html>Please sign in</html>")
        else:
            _answer(request, status, headers, answer)

    def _kill(self, request: BaseHTTPRequestHandler) -> None:
        os.kill(self.victim, signal.SIGKILL)
        request.close_connection = True


def _channel(body: bytes) -> str:
    """Read the channel out of a post, JSON as the client sends it, or a form."""
    text = body.decode("utf-8")
    return str(json.loads(text)["channel"] if text.startswith("{") else parse_qs(text)["channel"][0])


def _forward(url: str, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
    kept = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=kept), timeout=10) as response:
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def _answer(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    request.send_response(status)
    for name in ("Content-Type", "Retry-After"):
        value = next((value for key, value in headers.items() if key.lower() == name.lower()), None)
        if value:
            request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    with suppress(BrokenPipeError):  # who asked was killed meanwhile
        request.end_headers()
        request.wfile.write(body)
