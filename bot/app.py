"""Build the Bolt app: settings, desk and client in, app out. Importing this has no effect and connects nowhere."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.apologies import apologise, explain
from bot.desk import Desk
from bot.listeners import actions, commands, digests, mentions
from bot.reception import Reception, leave
from bot.refusals import RefusedTokenError, is_token_refusal
from bot.settings import Settings
from store.errors import TidingsError

LISTENER_THREADS = 16
"""Measured with 1,000 commands at once: 766 acked within 3 s by 16 threads, 450 by Bolt's own 5."""

CALL_SECONDS = 15

_ANYTHING = re.compile(".*", re.DOTALL)

logger = logging.getLogger(__name__)


def create_client(settings: Settings, on_refused: Callable[[TidingsError], None] = lambda error: None) -> WebClient:
    """Build the Web API client. It waits when told to, and repeats nothing else: a dropped post may have arrived.

    `on_refused` is told when Slack refuses the bot's token, whoever made the call and whatever they make of it.
    """
    return WebClient(
        token=settings.bot_token,
        base_url=settings.api_url,
        timeout=CALL_SECONDS,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=1), _TokenWatch(on_refused)],
    )


def create_app(settings: Settings, desk: Desk, client: WebClient, reception: Reception) -> App:
    """Build the app with every listener registered. Raises: slack_bolt.error.BoltError for a token Slack refuses."""
    app = App(
        name="tidings",
        client=client,
        signing_secret=settings.signing_secret or "",
        logger=_bolt_logger(settings),
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
    )
    reception.attend(app)
    for listeners in (commands, mentions, digests, actions):
        listeners.register(app, desk)
    _catch_the_rest(app)

    def on_error(
        error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient, respond: Respond
    ) -> None:
        apology = explain(error, body, desk)
        reception.tell(body, context, apology.outcome, apology.logged, apology.bug)
        apologise(apology, body, client, respond)  # last: whoever asks about a reference finds it in the log

    app.error(on_error)
    return app


class _TokenWatch(RetryHandler):
    """Sees the answer to every call, in the one place that slack_sdk and Bolt share, and has none repeated."""

    def __init__(self, on_refused: Callable[[TidingsError], None]) -> None:
        super().__init__(max_retry_count=100)  # it is asked about repeated calls, too
        self._on_refused = on_refused

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        code = str((response.body or {}).get("error")) if response else ""
        if is_token_refusal(code):
            self._on_refused(RefusedTokenError("SLACK_BOT_TOKEN", code))
        return False


def _catch_the_rest(app: App) -> None:
    """Take what no listener is for, such as a button of an older version, so that Slack does not send it again."""

    def ignore(ack: Ack, context: BoltContext) -> None:
        ack()
        leave(context, "nothing listens to it")

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
