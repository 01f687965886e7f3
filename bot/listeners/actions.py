"""Buttons of answers: the name that was meant, further pages, the other language, and sharing.

A click on an answer that only the clicker reads replaces it. On a public one it answers the clicker alone, save for
the name that was meant: that answer belongs to the thread, in a direct message as well. A button's value comes back
from outside and is checked.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.answering import answer_view, show
from bot.asking import ask_of_click, in_thread, respond_with
from bot.blocks.answers import Reading, plain_answer
from bot.desk import Ask, Desk
from bot.listeners.clicks import in_thread_alone, is_ephemeral, thread_of
from bot.message import Answer
from bot.pages import read_value
from bot.words import say
from store.model import Asker

_SHOW = re.compile(r"^answer\.(?:choose\.\d+|search|more|newer|language)$")
_CHOICE = re.compile(r"^answer\.(?:choose\.\d+|search)$")


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that answers and questions carry."""

    def _on_show(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        _show(body, client, respond, desk)

    def _on_share(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        _share(body, client, respond, desk)

    app.action(_SHOW)(_on_show)
    app.action("answer.share")(_on_share)


def _show(body: dict[str, Any], client: WebClient, respond: Respond, desk: Desk) -> None:
    action = body["actions"][0]
    view = read_value(action.get("value"))
    is_choice = view is not None and bool(_CHOICE.match(action["action_id"]))
    ask = _ask(body, client, respond, desk, is_choice=is_choice)
    if view is None:
        ask.reply(plain_answer(say("stale.button", ask.language)))
    else:
        show(ask, desk, view)


def _share(body: dict[str, Any], client: WebClient, respond: Respond, desk: Desk) -> None:
    """Post the answer for everyone in the channel, as the channel may see it, and take the button off the original."""
    ask = _ask(body, client, respond, desk, is_choice=False)
    view = read_value(body["actions"][0].get("value"))
    if view is None or ask.is_guest:
        ask.reply(plain_answer(say("stale.button" if view is None else "share.guest", ask.language)))
        return
    language = view.language or ask.language
    note = say("share.by", language, who=f"<@{ask.person}>")
    # Without the person: what only they may see is not for the channel.
    shared = answer_view(desk, Asker(team=ask.team, channel=ask.channel), Reading(view, language, ask.zone, note=note))
    _publicly(body, client, respond)(shared)
    done = Reading(view, language, ask.zone, note=say("share.done", language))
    ask.reply(answer_view(desk, ask.asker, done))


def _ask(body: dict[str, Any], client: WebClient, respond: Respond, desk: Desk, *, is_choice: bool) -> Ask:
    ask = ask_of_click(body, client, _reply(body, client, respond, is_choice=is_choice), desk)
    public_choice = is_choice and not is_ephemeral(body)
    return dataclasses.replace(ask, is_ephemeral=not public_choice)


def _reply(body: dict[str, Any], client: WebClient, respond: Respond, *, is_choice: bool) -> Callable[[Answer], None]:
    """Choose how the clicker is answered: replace what only they see, in the thread, or for them alone."""
    channel, thread_ts = body["channel"]["id"], thread_of(body)
    if is_choice and thread_ts and not is_ephemeral(body):
        return in_thread(client, channel, thread_ts)
    if is_ephemeral(body) or channel.startswith("D"):
        return lambda answer: respond_with(respond, answer, response_type="ephemeral", replace=True)
    if thread_ts:  # a response_url would answer outside the thread (node-slack-sdk#674)
        return in_thread_alone(client, channel, body["user"]["id"], thread_ts)
    return lambda answer: respond_with(respond, answer, response_type="ephemeral")


def _publicly(body: dict[str, Any], client: WebClient, respond: Respond) -> Callable[[Answer], None]:
    if thread_ts := thread_of(body):
        return in_thread(client, body["channel"]["id"], thread_ts)
    return lambda answer: respond_with(respond, answer, response_type="in_channel")
