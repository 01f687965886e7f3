"""Build the Bolt app: settings, desk and client in, app out. Importing this has no effect and connects nowhere."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.apologies import apologise, explain
from bot.desk import Desk
from bot.listeners import (
    actions,
    channels,
    commands,
    digests,
    editors,
    feedback,
    figures,
    hiding,
    home,
    me,
    mentions,
    names,
    people,
    saving,
    saving_clicks,
    setup,
    source_clicks,
    source_lists,
    together,
)
from bot.reception import Reception, leave
from bot.settings import Settings

LISTENER_THREADS = 16
"""Measured with 1,000 commands at once: all acked within 0.6 s, for which no listener is waited; the last answered
after 4.2 s, by Bolt's own 5 threads after 5.1 s."""

_ANYTHING = re.compile(".*", re.DOTALL)

logger = logging.getLogger(__name__)


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
    for listeners in (
        *(commands, mentions, digests, actions, names, editors, figures, together, channels),
        *(setup, source_clicks, source_lists, people, me, feedback, hiding, home, saving, saving_clicks),
    ):
        listeners.register(app, desk)
    _catch_the_rest(app)

    def _on_error(
        error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient, respond: Respond
    ) -> None:
        apology = explain(error, body, desk)
        reception.tell(body, context, apology.outcome, apology.logged, apology.bug)
        apologise(apology, body, client, respond)  # last: whoever asks about a reference finds it in the log

    app.error(_on_error)
    return app


def _catch_the_rest(app: App) -> None:
    """Take what no listener is for, such as a button of an older version, so that Slack does not send it again."""

    def _ignore(ack: Ack, context: BoltContext) -> None:
        ack()
        leave(context, "nothing listens to it")

    app.event(_ANYTHING)(_ignore)
    app.action(_ANYTHING)(_ignore)
    app.command(_ANYTHING)(_ignore)
    app.shortcut(_ANYTHING)(_ignore)
    app.view(_ANYTHING)(_ignore)


def _bolt_logger(settings: Settings) -> logging.Logger:
    """Give Bolt's logger: at debug it writes out whole requests, so it does that only when asked to debug."""
    bolt = logging.getLogger("slack_bolt.tidings")
    bolt.setLevel(logging.DEBUG if settings.log_level == "debug" else logging.WARNING)
    bolt.addFilter(_is_news)
    return bolt


def _is_news(record: logging.LogRecord) -> bool:
    """Drop the warning that our client goes before SLACK_BOT_TOKEN of the environment, which is as it should be."""
    return "`token` will be unused" not in record.getMessage()
