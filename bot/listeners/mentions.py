"""Mentions in channels and direct messages, answered in their thread.

Slack may deliver an event twice, so each is remembered by its id before it is answered (bolt-js#2487). Messages of
bots, edits and other subtypes are nobody's questions.
"""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.asking import ask_of_event, typed_text
from bot.desk import Desk
from bot.listeners.subjects import answer_anything
from bot.reception import leave
from store.people import first_time_seeing

_SPOKEN = {None, "file_share", "thread_broadcast"}
"""Subtypes of a message that a person wrote: plain, with a file, or a reply that is shown in the channel too."""


def register(app: App, desk: Desk) -> None:
    """Listen to mentions and to direct messages."""

    def _on_mention(body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _answer(body, client, context, desk)

    def _on_message(body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if body["event"].get("channel_type") == "im":
            _answer(body, client, context, desk)
        else:
            leave(context, "not for us")

    app.event("app_mention")(_on_mention)
    app.event("message")(_on_message)


def _answer(body: dict[str, Any], client: WebClient, context: BoltContext, desk: Desk) -> None:
    event = body["event"]
    if event.get("subtype") not in _SPOKEN or event.get("bot_id") or event.get("edited") or not event.get("user"):
        leave(context, "nobody's question")
        return
    with desk.store.transaction() as db:
        if not first_time_seeing(db, body["event_id"], desk.clock()):
            leave(context, "seen before")
            return
    ask = ask_of_event(body, typed_text(event.get("text") or "", context.bot_user_id or ""), client, desk)
    answer_anything(ask, desk)
