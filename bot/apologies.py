"""What a person is told when answering them failed, and how it reaches them.

A `TidingsError` is a sentence for them and is said as it stands. For anything else they get a reference that the log
has too: with what Slack answered where the trouble is Slack's, beside the traceback where it is a bug of ours.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.asking import ResponseUrlError, in_thread, language_for, respond_with
from bot.blocks.answers import plain_answer
from bot.desk import Desk
from bot.logs import mask
from bot.message import Answer
from bot.mrkdwn import escape
from bot.reception import place_of
from bot.refusals import RefusedTokenError, read_refusal
from bot.words import say
from store.errors import TidingsError
from store.model import Language
from store.people import person

_NETWORK = (URLError, TimeoutError, ConnectionError, HTTPException)

logger = logging.getLogger(__name__)

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Apology:
    """A failure: the words for whoever asked, and for the log its outcome, its words, and the bug where it is one."""

    text: str
    outcome: str
    logged: str
    bug: Exception | None = None


def explain(error: Exception, body: Body, desk: Desk) -> Apology:
    """Put into words what went wrong."""
    error = _explained(error)
    if isinstance(error, RefusedTokenError):  # it ends the bot, which says so itself
        return Apology(escape(str(error)), "failed", "not answered, the token is refused,")
    if isinstance(error, TidingsError):
        # In a direct message it may repeat what they wrote, which is not for the log.
        logged = "told why not," if place_of(body)[0].startswith("D") else f"told “{error}”"
        return Apology(escape(mask(str(error))), "told", logged)
    reference, trouble = secrets.token_hex(3), _trouble(error)
    text = say("error.slack" if trouble else "error.unknown", _language(body, desk), reference=f"`{reference}`")
    logged = f"failed, reference {reference},"
    return Apology(text, "failed", f"{logged} {trouble},", None) if trouble else Apology(text, "failed", logged, error)


def apologise(apology: Apology, body: Body, client: WebClient, respond: Respond) -> None:
    """Tell whoever asked that it failed, for them alone wherever Slack lets us."""
    try:
        _way_to_tell(body, client, respond)(plain_answer(apology.text))
    except (SlackClientError, OSError) as failure:
        if not isinstance(_explained(failure), RefusedTokenError):
            logger.warning("The apology did not arrive: %s", failure)


def _explained(error: Exception) -> Exception:
    """Put a refused token into words: that is no bug, and whoever asked may know whom to tell."""
    if isinstance(error, SlackApiError) and (refusal := read_refusal(error)).meaning == "token":
        return RefusedTokenError("SLACK_BOT_TOKEN", refusal.code)
    return error


def _trouble(error: Exception) -> str | None:
    """Say what trouble of Slack's an error is, or None for a bug of ours."""
    if isinstance(error, SlackApiError):
        refusal = read_refusal(error)
        return f"Slack answered {refusal.code}" if refusal.meaning in ("later", "unknown") else None
    if isinstance(error, ResponseUrlError) and error.status != 200:
        return str(error)
    return f"Slack could not be reached ({error})" if isinstance(error, _NETWORK) else None


def _way_to_tell(body: Body, client: WebClient, respond: Respond) -> Callable[[Answer], None]:
    event = body.get("event") or {}
    if body.get("response_url"):
        return lambda answer: respond_with(respond, answer, response_type="ephemeral")
    if event.get("channel") and not str(event["channel"]).startswith("D"):
        return lambda answer: _tell_in_channel(client, event, answer)
    if event.get("channel"):
        return in_thread(client, event["channel"], event.get("thread_ts") or event["ts"])
    return lambda answer: _tell_directly(client, place_of(body)[1], answer)


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
    team = body.get("team_id") or (body.get("team") or {}).get("id") or ""
    try:
        return language_for(person(desk.store.db, str(team), place_of(body)[1]), body.get("text") or "")
    except (sqlite3.Error, TidingsError):
        return "en"
