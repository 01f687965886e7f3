"""What a person is told when answering them failed, and how it reaches them.

A `TidingsError` is a sentence for them and is said as it stands. Anything else is a bug: they get a reference that the
log has too, beside the traceback.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Callable
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.asking import in_thread, language_for, respond_with
from bot.blocks.answers import plain_answer
from bot.desk import Desk
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store.errors import TidingsError
from store.model import Language
from store.people import person

logger = logging.getLogger(__name__)

Body = dict[str, Any]


def apologise(error: Exception, body: Body, client: WebClient, respond: Respond, desk: Desk) -> None:
    """Tell whoever asked that it failed, for them alone wherever Slack lets us, and log what happened."""
    if isinstance(error, TidingsError):
        logger.info("%s was answered: %s", _what(body), error)
        words = escape(str(error))
    else:
        reference = secrets.token_hex(3)
        logger.error("Reference %s: %s failed", reference, _what(body), exc_info=error)
        words = say("error.unknown", _language(body, desk), reference=f"`{reference}`")
    try:
        _way_to_tell(body, client, respond)(plain_answer(words))
    except (SlackClientError, OSError) as failure:
        logger.warning("The apology did not arrive: %s", failure)


def _way_to_tell(body: Body, client: WebClient, respond: Respond) -> Callable[[Answer], None]:
    event = body.get("event") or {}
    if body.get("response_url"):
        return lambda answer: respond_with(respond, answer, response_type="ephemeral")
    if event.get("channel") and not str(event["channel"]).startswith("D"):
        return lambda answer: _tell_in_channel(client, event, answer)
    if event.get("channel"):
        return in_thread(client, event["channel"], event.get("thread_ts") or event["ts"])
    return lambda answer: _tell_directly(client, _asker(body)[1], answer)


def _tell_in_channel(client: WebClient, event: Body, answer: Answer) -> None:
    client.chat_postEphemeral(
        channel=event["channel"],
        user=event["user"],
        thread_ts=event.get("thread_ts") or event["ts"],
        text=answer.text,
        blocks=answer.blocks,
    )


def _tell_directly(client: WebClient, user: str, answer: Answer) -> None:
    """Write to the person, where there is no channel to answer in, as after a modal."""
    client.chat_postMessage(channel=user, text=answer.text, blocks=answer.blocks)


def _language(body: Body, desk: Desk) -> Language:
    """Give the person's language as the store knows it; the store itself may be what failed."""
    team, user = _asker(body)
    try:
        return language_for(person(desk.store.db, team, user), body.get("text") or "")
    except (sqlite3.Error, TidingsError):
        return "en"


def _asker(body: Body) -> tuple[str, str]:
    """Give the ids of the workspace and the person, which each kind of payload has in a place of its own."""
    event = body.get("event") or {}
    team = body.get("team_id") or (body.get("team") or {}).get("id") or ""
    user = body.get("user_id") or event.get("user") or (body.get("user") or {}).get("id") or ""
    return str(team), str(user)


def _what(body: Body) -> str:
    """Name what was asked for the log, without anyone's words."""
    event = body.get("event") or {}
    clicked = (body.get("actions") or [{}])[0].get("action_id")
    return str(body.get("command") or event.get("type") or clicked or body.get("type") or "something")
