"""Run the bot until it is told to stop: open the store, sign in, connect, wait, and close everything in order.

Nothing here answers anyone. Stopping loses nothing: first nothing new is let in or woken and what came in is acked,
then the connection is closed, then the post under way gets its outcome and the listeners in flight finish, and only
then are the workspace and the store closed.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click
from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import create_app
from bot.client import create_client
from bot.clock import utc_now
from bot.delivery import Delivery
from bot.desk import Desk
from bot.ending import ACK_SECONDS, Ending, are_listeners_left, exit_without_them, finish_listeners, stop_on_signals
from bot.logs import ErrorCount, set_up_logging
from bot.manifest import load_manifest
from bot.pace import Pace
from bot.polling import Polling
from bot.reception import Reception
from bot.refusals import RefusedTokenError, read_refusal
from bot.retagging import Retagging
from bot.schedule import Schedule
from bot.settings import Settings
from bot.watchdog import ConnectionFailedError, SocketLink
from store.db import Store
from store.entities import load_catalogue
from store.errors import TidingsError
from store.looking import fetcher
from store.names import Names
from store.rereading import note_rules

if TYPE_CHECKING:
    from bot.health import Connection, Health
    from bot.workspace import LocalWorkspace


_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")

logger = logging.getLogger(__name__)


class SignInError(TidingsError):
    """Slack that cannot be reached, or that refuses a token."""


def run(settings: Settings, clock: Callable[[], datetime] = utc_now) -> int:
    """Run the bot until SIGINT or SIGTERM; a second signal ends the process at once. Gives the exit code.

    Raises: TidingsError when it cannot start or go on, saying in one sentence why.
    """
    errors, ending = set_up_logging(settings.log_level, settings.secrets), Ending()
    stop_on_signals(ending)
    with ExitStack() as closing:
        place = _start(settings, clock, errors, ending, closing)
        click.echo(f"Tidings is ready{place}. Stop it with Ctrl-C.", err=True)
        ending.wait()
        logger.info("Stopping")
    logger.info("Stopped")
    if are_listeners_left():
        exit_without_them(ending.failure)
    if ending.failure:
        raise ending.failure
    return 0


def _start(
    settings: Settings, clock: Callable[[], datetime], errors: ErrorCount, ending: Ending, closing: ExitStack
) -> str:
    """Start everything, noting how to close it in reverse. Gives where it is to be found, in words."""
    started_at = clock()
    store = _open_store(settings, started_at, closing)
    names, workspace = Names(store), None
    if settings.is_local:
        from bot.first_start import prepare

        workspace, settings = _start_workspace(settings, clock, closing)
        clock = workspace.clock  # from here on everything goes by the time that the page can put forward
        prepare(store, names, workspace, clock)
    client = create_client(settings, ending.give_up)
    team, team_name = sign_in(client)
    delivery = Delivery(store, client, clock, team, Pace(settings.posts_a_minute))
    schedule = Schedule(store, delivery, clock, ending.give_up)
    retagging = Retagging(store, names, client, clock, team)
    polling = Polling(store, names, client, clock, team, fetcher(settings.fetching))
    if workspace:
        workspace.clock.subscribe(schedule.wake)
        workspace.clock.subscribe(polling.wake)
    reception = Reception(clock)
    with _in_words(client, "SLACK_BOT_TOKEN"):
        desk = Desk(store, names, clock, delivery, schedule, retagging.wake, settings.digest_editors, polling)
        app = create_app(settings, desk, client, reception)
    closing.callback(ending.hurry, partial(finish_listeners, app))
    for worker in (schedule, retagging, polling):
        worker.start()
        closing.callback(ending.hurry, worker.stop)
    _build_index(names, closing)
    connection = connect(app, settings, reception, schedule.wake, ending.give_up)
    closing.callback(connection.close)
    if settings.health_port is not None:
        from bot.health import Health

        _tell_health(Health(store, connection, schedule, reception, errors, started_at, polling), settings, closing)
    closing.callback(ending.hurry, reception.close, ACK_SECONDS)  # the first thing to happen
    return f": open {workspace.page_url} in a browser" if workspace else f" in {team_name}"


def _open_store(settings: Settings, now: datetime, closing: ExitStack) -> Store:
    """Open the store with the catalogue and the rules of this version."""
    store = Store(settings.database)
    closing.callback(store.close)
    load_catalogue(store, now)
    note_rules(store)
    return store


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

    Raises: RefusedTokenError; SignInError.
    """
    with _in_words(client, "SLACK_BOT_TOKEN"):
        who = client.auth_test()
    return str(who["team_id"]), str(who.get("team") or who["team_id"])


def connect(
    app: App,
    settings: Settings,
    reception: Reception,
    on_connected: Callable[[], None],
    on_refused: Callable[[TidingsError], None],
) -> Connection:
    """Connect an app to Slack: by Socket Mode with an app-level token, else by the requests that Slack sends us.

    Raises: RefusedTokenError; SignInError; PortTakenError.
    """
    if settings.is_http:
        from bot.http import RequestServer

        server = RequestServer(app, settings, reception)
        server.open()
        logger.info("Slack's requests are taken at %s", server.address)
        return server
    if settings.signing_secret:
        logger.info("SLACK_APP_TOKEN is set, so this is Socket Mode; SLACK_SIGNING_SECRET is not needed")
    link = SocketLink(app, settings, reception, on_connected, on_refused)
    try:
        link.open()
    except TidingsError as error:
        link.close()
        raise SignInError(str(error)) if isinstance(error, ConnectionFailedError) else error from error
    logger.info("Connected by Socket Mode")
    return link


def _build_index(names: Names, closing: ExitStack) -> None:
    """Have the index of the names built now, so that whoever asks first need not wait for it."""
    building = threading.Thread(target=names.warm_up, name="names")
    building.start()
    closing.callback(building.join)


@contextmanager
def _in_words(client: WebClient, setting: str) -> Iterator[None]:
    """Say in a sentence why Slack cannot be signed in to."""
    try:
        yield
    except SlackApiError as error:
        refusal = read_refusal(error)
        if refusal.meaning == "token":
            raise RefusedTokenError(setting, refusal.code) from error
        raise SignInError(f"Slack refuses to sign us in ({refusal.code}); try again later.") from error
    except (SlackClientError, BoltError, OSError) as error:
        raise SignInError(f"Slack cannot be reached at {client.base_url} ({error}).") from error


def _tell_health(health: Health, settings: Settings, closing: ExitStack) -> None:
    """Serve the health page. That its default port is taken, by another bot perhaps, is no reason not to start."""
    from bot.health import serve_health
    from bot.serving import PortTakenError

    try:
        server = serve_health(health, settings)
    except PortTakenError as error:
        if settings.is_health_wanted:
            raise
        logger.warning("Nobody can ask how we are: %s", error)
    else:
        closing.callback(server.stop)
        logger.info("Health is told at %s/healthz, figures at /metrics", server.origin)
