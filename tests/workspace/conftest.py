"""A workspace with a tiny Bolt app, connected by the clients that the real one uses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.workspace import LocalWorkspace

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Tidings"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Tidings"},
        "slash_commands": [
            {"command": "/company", "description": "What is new with a company", "usage_hint": "NAME"},
            {"command": "/digest", "description": "The digest", "usage_hint": "preview | off"},
        ],
        "shortcuts": [{"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep a message"}],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *("app_mentions:read", "chat:write", "commands", "reactions:write", "team:read", "users:read"),
                *("channels:history", "channels:join", "channels:read", "groups:history", "groups:read"),
                *("im:history", "im:read", "im:write"),
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_mention", "message.im", "app_home_opened"]},
        "socket_mode_enabled": True,
    },
}


@pytest.fixture
def clock() -> Clock:
    """A clock to put forward."""
    return Clock()


@pytest.fixture(scope="session")
def later() -> Iterator[Executor]:
    """Threads for what takes a while and no test waits for, such as closing a server; all is done in the end."""
    with ThreadPoolExecutor() as threads:
        yield threads


@pytest.fixture
def workspace(clock: Clock, later: Executor) -> Iterator[LocalWorkspace]:
    """A started workspace that gives up on acks soon."""
    local = LocalWorkspace(MANIFEST, clock=clock, ack_seconds=1.0, retry_seconds=(0.0, 0.1))
    local.start()
    yield local
    later.submit(local.stop)


@pytest.fixture
def client(workspace: LocalWorkspace) -> WebClient:
    """The bot's Web API client, which retries nothing by itself."""
    return WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def bare(clock: Clock, later: Executor) -> Iterator[Callable[[dict[str, Any]], WebClient]]:
    """Start workspaces by other manifests, each with the client of its bot."""
    started: list[LocalWorkspace] = []

    def start(manifest: dict[str, Any]) -> WebClient:
        local = LocalWorkspace(manifest, clock=clock)
        local.start()
        started.append(local)
        return WebClient(token=local.bot_token, base_url=local.api_url, retry_handlers=[])

    yield start
    for local in started:
        later.submit(local.stop)


@pytest.fixture
def app(workspace: LocalWorkspace, client: WebClient) -> App:
    """A Bolt app without listeners, not yet connected."""
    return App(client=client, token=workspace.bot_token)


class Connection:
    """Opens and closes sockets of an app."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        self._workspace = workspace
        self._handlers: list[SocketModeHandler] = []

    def open(self, app: App) -> SocketModeHandler:
        """Connect an app and wait until the workspace has its socket."""
        known = self._workspace.sockets
        web_client = WebClient(base_url=self._workspace.api_url)
        handler = SocketModeHandler(app, self._workspace.app_token, web_client=web_client)
        handler.connect()  # type: ignore[no-untyped-call]
        self._handlers.append(handler)
        self._workspace.wait_for(lambda: self._workspace.sockets > known)
        return handler

    def close(self) -> None:
        """Close every socket, ending first what the client's threads would wait seconds for: bytes and messages."""
        for handler in self._handlers:
            handler.client.auto_reconnect_enabled = False
        self._workspace.stop()
        for handler in self._handlers:
            handler.client.closed = True
            handler.client.enqueue_message("")
            handler.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def connection(workspace: LocalWorkspace) -> Iterator[Connection]:
    """Sockets that are closed after the test."""
    opened = Connection(workspace)
    yield opened
    opened.close()


def events_of(body: bytes) -> list[str]:
    """Give the event ids of a request's body."""
    return [json.loads(body)["event_id"]] if body.startswith(b"{") else []


def refused(call: Callable[[], object]) -> dict[str, Any]:
    """Give what the server answered to a call that it refused."""
    with pytest.raises(SlackApiError) as caught:
        call()
    data: dict[str, Any] = caught.value.response.data
    return data
