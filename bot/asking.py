"""Turn what Slack delivers into an `Ask`: who asks, in which language and zone, and how the answer gets back.

It answers nothing itself. Whoever asks is looked up with `users.info` once a day; if that fails, they read English (or
Chinese, if that is what they typed) in UTC.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.client import create_responder
from bot.desk import Ask, Desk
from bot.message import Answer
from bot.sharing import links_in
from store.db import from_utc
from store.model import Language
from store.people import Person, note_person, person
from store.text import has_chinese

CHECK_PERSON_EVERY = timedelta(days=1)

_MARKED = re.compile(r"<(?:https?://|mailto:|tel:|[#!])[^<>|]*\|([^<>]*)>|<(https?://[^<>|]*)>")
"""What Slack writes for a link or a channel: its address or id, and the words that were shown for it."""

logger = logging.getLogger(__name__)

Payload = Mapping[str, Any]


class ResponseUrlError(SlackClientError):
    """An answer that Slack did not take: the address is used up or expired, Slack fails, or the message is wrong.

    `status` is that of HTTP; a wrong message is refused with 200.
    """

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"response_url answered {status}: {body[:200]}")
        self.status = status


def ask_of_command(command: Payload, client: WebClient, respond: Respond, desk: Desk) -> Ask:
    """Build the ask of a slash command; its answer is ephemeral."""
    return _ask(
        desk,
        client,
        team=command["team_id"],
        channel=command["channel_id"],
        person_id=command["user_id"],
        text=typed_text(command.get("text") or ""),
        reply=lambda answer: respond_with(respond, answer, response_type="ephemeral"),
        is_ephemeral=True,
        trigger=str(command.get("trigger_id") or ""),
        links=links_in(command.get("text") or ""),
    )


def ask_of_event(body: Payload, text: str, client: WebClient, desk: Desk) -> Ask:
    """Build the ask of a mention or a direct message; it is answered in the thread."""
    event = body["event"]
    thread = event.get("thread_ts") or event["ts"]
    return _ask(
        desk,
        client,
        team=body["team_id"],
        channel=event["channel"],
        person_id=event["user"],
        text=text,
        reply=in_thread(client, event["channel"], thread),
        links=links_in(event.get("text") or ""),
        thread=thread,
    )


def ask_of_click(body: Payload, client: WebClient, reply: Callable[[Answer], None], desk: Desk) -> Ask:
    """Build the ask of a click on a button of ours, which has nothing typed."""
    return _ask(
        desk,
        client,
        team=body["team"]["id"],
        channel=body["channel"]["id"],
        person_id=body["user"]["id"],
        text="",
        reply=reply,
        trigger=str(body.get("trigger_id") or ""),
    )


def ask_of_view(body: Payload, client: WebClient, desk: Desk) -> Ask:
    """Build the ask of a modal that was sent. It has no place of its own, so an answer goes to them directly."""
    slack_id = body["user"]["id"]

    def _write(answer: Answer) -> None:
        client.chat_postMessage(channel=slack_id, text=answer.text, blocks=answer.blocks)

    return _ask(
        desk, client, team=body["team"]["id"], channel=slack_id, person_id=slack_id, text="", reply=_write,
        is_ephemeral=True,
    )  # fmt: skip


def typed_text(text: str, bot_user: str = "") -> str:
    """Give a text as it was typed: without the mention of the bot, links as their words, nothing escaped."""
    typed = text.replace(f"<@{bot_user}>", " ") if bot_user else text
    typed = _MARKED.sub(lambda found: found[1] if found[1] is not None else found[2], typed)
    return typed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def in_thread(client: WebClient, channel: str, thread_ts: str) -> Callable[[Answer], None]:
    """Give the reply that posts into a thread."""

    def _post(answer: Answer) -> None:
        client.chat_postMessage(
            channel=channel,
            thread_ts=thread_ts,
            text=answer.text,
            blocks=answer.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )

    return _post


def respond_with(respond: Respond, answer: Answer, *, response_type: str, replace: bool = False) -> None:
    """Answer through a response_url, which works where the bot is no member.

    Raises: ResponseUrlError when Slack does not take it.
    """
    response = create_responder(respond, is_seen_by_all=response_type == "in_channel").send(
        text=answer.text,
        blocks=answer.blocks,
        response_type=response_type,
        replace_original=replace,
        unfurl_links=False,
        unfurl_media=False,
    )
    if response.status_code != 200 or _is_refusal(response.body):
        raise ResponseUrlError(response.status_code, response.body)


def _is_refusal(body: str) -> bool:
    """Tell whether a response_url refused with status 200; when it takes a message it says `ok` or `{"ok":true}`."""
    return body.startswith("{") and not json.loads(body).get("ok")


def _ask(
    desk: Desk,
    client: WebClient,
    *,
    team: str,
    channel: str,
    person_id: str,
    text: str,
    reply: Callable[[Answer], None],
    is_ephemeral: bool = False,
    trigger: str = "",
    links: Sequence[str] = (),
    thread: str = "",
) -> Ask:
    known = look_up_person(desk, client, team, person_id)
    return Ask(
        team=team,
        channel=channel,
        person=person_id,
        text=text,
        language=language_for(known, text),
        zone=zone_for(known),
        is_guest=known.is_guest if known else False,
        client=client,
        reply=reply,
        is_ephemeral=is_ephemeral,
        trigger=trigger,
        links=tuple(links),
        thread=thread,
    )


def look_up_person(desk: Desk, client: WebClient, team: str, slack_id: str) -> Person | None:
    """Give a person as Slack last described them, asking again once a day; None while Slack has not told."""
    known = person(desk.store.db, team, slack_id)
    now = desk.clock()
    if known and known.checked_at and now - from_utc(known.checked_at) < CHECK_PERSON_EVERY:
        return known
    try:
        user = client.users_info(user=slack_id, include_locale=True)["user"]
    except (SlackClientError, OSError) as error:
        logger.warning("users.info of %s failed: %s", slack_id, error)
        return known
    with desk.store.transaction() as db:
        note_person(
            db,
            team,
            slack_id,
            name=user.get("real_name") or user.get("name"),
            locale=user.get("locale"),
            zone=user.get("tz"),
            is_guest=_is_guest(user, team),
            is_admin=bool(user.get("is_admin") or user.get("is_owner")),
            now=now,
        )
    return person(desk.store.db, team, slack_id)


def language_for(known: Person | None, text: str) -> Language:
    """Choose the language to answer in: the person's choice, else their Slack's, else that of what they typed."""
    if known and known.language:
        return known.language
    if known and known.locale:
        return "zh" if known.locale.lower().startswith("zh") else "en"
    return "zh" if has_chinese(text) else "en"


def zone_for(known: Person | None) -> str:
    """Give the person's time zone, or UTC for one that is missing or that this machine does not know."""
    try:
        return ZoneInfo(known.zone).key if known and known.zone else "UTC"
    except (OSError, ValueError, KeyError):  # ZoneInfo's ways to say that there is no such zone
        return "UTC"


def _is_guest(user: Payload, team: str) -> bool:
    """Tell guests and people of other organisations, who read only (Slack: the user object)."""
    restricted = user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger")
    return bool(restricted) or user.get("team_id", team) != team
