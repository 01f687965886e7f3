"""Run the bot until it is told to stop: open the store, sign in, connect, wait, and close everything in order.

Nothing here answers anyone. Stopping loses nothing: first nothing new is woken or received, then the listeners in
flight finish, and only then are the workspace and the store closed. A post under way gets its outcome in between.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

import click
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import create_app, create_client
from bot.delivery import Delivery
from bot.desk import Desk
from bot.manifest import load_manifest
from bot.schedule import Schedule
from bot.settings import Settings, set_up_logging
from store.db import Store
from store.entities import load_catalogue
from store.errors import TidingsError
from store.names import Names

if TYPE_CHECKING:
    from bot.workspace import LocalWorkspace

PING_SECONDS = 4
"""Measured until a half-open connection was back: 18 s with this, 48 s with the client's default of 10."""

FINISH_SECONDS = 10
"""How long listeners in flight may take to finish when the bot is stopped."""

_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")

logger = logging.getLogger(__name__)


class SignInError(TidingsError):
    """Slack that cannot be reached, or that refuses a token."""


def utc_now() -> datetime:
    """Read the clock. Everything below is given it."""
    return datetime.now(UTC)


def run(settings: Settings, clock: Callable[[], datetime] = utc_now) -> int:
    """Run the bot until SIGINT or SIGTERM; a second signal ends the process at once. Gives the exit code.

    Raises: TidingsError when it cannot start, saying in one sentence why.
    """
    set_up_logging(settings.log_level)
    over, failures = threading.Event(), list[TidingsError]()

    def give_up(error: TidingsError) -> None:
        failures.append(error)
        over.set()

    _stop_on_signals(over)
    with ExitStack() as closing:
        place = _start(settings, clock, give_up, closing)
        click.echo(f"Tidings is ready{place}. Stop it with Ctrl-C.", err=True)
        over.wait()
        logger.info("Stopping")
    for error in failures:
        raise error
    if _listeners_left():
        os._exit(0)  # the interpreter would wait for their threads, however long their calls take
    return 0


def _start(
    settings: Settings, clock: Callable[[], datetime], give_up: Callable[[TidingsError], None], closing: ExitStack
) -> str:
    """Start everything, noting how to close it in reverse. Gives where it is to be found, in words."""
    store = Store(settings.database)
    closing.callback(store.close)
    load_catalogue(store, clock())
    names, workspace = Names(store), None
    if settings.is_local:
        from bot.first_start import prepare

        workspace, settings = _start_workspace(settings, clock, closing)
        clock = workspace.clock  # from here on everything goes by the time that the page can put forward
        prepare(store, names, workspace, clock)
    client = create_client(settings)
    team, team_name = sign_in(client)
    delivery = Delivery(store, client, clock, team)
    schedule = Schedule(store, delivery, clock, give_up)
    if workspace:
        workspace.clock.subscribe(schedule.wake)
    app = create_app(settings, Desk(store, names, clock, delivery, schedule), client)
    closing.callback(_finish_listeners, app)
    schedule.start()
    closing.callback(schedule.stop)
    closing.callback(connect(app, settings, schedule.wake).close)
    return f": open {workspace.page_url} in a browser" if workspace else f" in {team_name}"


def _start_workspace(
    settings: Settings, clock: Callable[[], datetime], closing: ExitStack
) -> tuple[LocalWorkspace, Settings]:
    """Start the local workspace, and give it with the settings that lead to it."""
    from tzlocal import get_localzone_name

    from bot.workspace import LocalWorkspace  # with its web server, which Slack needs none of

    for name in _PROXIES:  # slack_sdk would send even 127.0.0.1 through a proxy: it knows no NO_PROXY
        os.environ.pop(name, None)
    workspace = LocalWorkspace(load_manifest(), port=settings.port, clock=clock, zone=get_localzone_name() or "UTC")
    workspace.start()
    closing.callback(workspace.stop)
    reached = dataclasses.replace(
        settings, api_url=workspace.api_url, bot_token=workspace.bot_token, app_token=workspace.app_token
    )
    return workspace, reached


def sign_in(client: WebClient) -> tuple[str, str]:
    """Check the bot's token, and give the workspace's id and name.

    Raises: SignInError.
    """
    try:
        who = client.auth_test()
    except SlackApiError as error:
        raise SignInError(f"Slack refuses SLACK_BOT_TOKEN ({error.response['error']}); check it.") from error
    except (SlackClientError, OSError) as error:
        raise SignInError(f"Slack cannot be reached at {client.base_url} ({error}).") from error
    return str(who["team_id"]), str(who.get("team") or who["team_id"])


def connect(app: App, settings: Settings, on_connected: Callable[[], None]) -> SocketModeHandler:
    """Connect an app by Socket Mode, and call back whenever a connection stands, the first and every later one.

    Raises: SignInError.
    """
    handler = SocketModeHandler(app, settings.app_token, ping_interval=PING_SECONDS)

    def hear(_client: object, message: dict[str, Any], _raw: str | None) -> None:
        if message.get("type") == "hello":
            on_connected()

    handler.client.message_listeners.append(hear)
    try:
        opened = app.client.apps_connections_open(app_token=settings.app_token or "")
        handler.client.wss_uri = opened["url"]
        handler.connect()  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        handler.close()  # type: ignore[no-untyped-call]
        raise SignInError(f"Slack refuses SLACK_APP_TOKEN ({error.response['error']}); check it.") from error
    except (SlackClientError, OSError) as error:
        handler.close()  # type: ignore[no-untyped-call]
        raise SignInError(f"Slack's socket cannot be opened ({error}).") from error
    return handler


def _stop_on_signals(over: threading.Event) -> None:
    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        over.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def _finish_listeners(app: App) -> None:
    """Let the listeners in flight finish, but not for longer than `FINISH_SECONDS`."""
    executor = app.listener_runner.listener_executor
    waiting = threading.Thread(target=executor.shutdown, daemon=True)
    waiting.start()
    waiting.join(FINISH_SECONDS)
    if waiting.is_alive():
        logger.warning("Some answers were not finished within %d s", FINISH_SECONDS)


def _listeners_left() -> bool:
    return any(thread.name.startswith("listener") and thread.is_alive() for thread in threading.enumerate())
