"""The App Home: whom somebody follows, their own edition, what they saved, and the digests that everyone may see.

It is drawn anew whenever it is opened, and after each thing that is done in it. The same menus and buttons stand in
messages too, so this is where they are listened to.
"""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.asking import language_for, look_up_person, respond_with, zone_for
from bot.blocks.answers import plain_answer
from bot.blocks.people import (
    OPEN_ME,
    SAVED_A_PAGE,
    SAVED_AT_HOME,
    UNFOLLOW,
    UNSAVE,
    following_answer,
    home_view,
    saved_answer,
)
from bot.desk import Desk
from bot.listeners.clicks import click_of
from bot.listeners.me import mine_of, open_me
from bot.listeners.people import saved_page, unfollow_one, unsave_one
from bot.listeners.senders import Sender, sender_of
from bot.reception import leave
from bot.words import say
from store.channels import digests_for_all
from store.model import Asker

Body = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listen to the Home being opened, and to what is in it."""

    def _on_opened(body: Body, client: WebClient, context: BoltContext) -> None:
        event = body["event"]
        if event.get("tab") != "home":
            leave(context, "not the Home")
            return
        known = look_up_person(desk, client, body["team_id"], event["user"])
        language, zone = language_for(known, ""), zone_for(known)
        publish(Sender(body["team_id"], event["user"], known, language, zone, client), desk)

    def _on_unfollow(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        chosen = (body["actions"][0].get("selected_option") or {}).get("value")
        _unfollow(body, str(chosen), sender_of(body, client, desk), respond, desk)

    def _on_unsave(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        _unsave(body, str(body["actions"][0].get("value")), sender_of(body, client, desk), respond, desk)

    def _on_open(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        sender = sender_of(body, client, desk)
        if not open_me(sender, desk, body["trigger_id"]) and body.get("channel"):
            respond_with(respond, plain_answer(say("stale.click", sender.language)), response_type="ephemeral")

    app.event("app_home_opened")(_on_opened)
    app.action(UNFOLLOW)(_on_unfollow)
    app.action(re.compile(rf"^{re.escape(UNSAVE)}\.\d+$"))(_on_unsave)
    app.action(OPEN_ME)(_on_open)


def publish(sender: Sender, desk: Desk) -> None:
    """Draw somebody's Home as things stand."""
    mine = mine_of(desk, sender.team, sender.id)
    saved = saved_page(desk, Asker(team=sender.team, person=sender.id), 0, SAVED_AT_HOME)
    digests = digests_for_all(desk.store.db, sender.team)
    view = home_view(mine, saved, digests, desk.clock(), sender.zone, sender.language)
    sender.client.views_publish(user_id=sender.id, view=view)


def _unfollow(body: Body, slug: str, sender: Sender, respond: Respond, desk: Desk) -> None:
    note = unfollow_one(desk, sender.team, sender.id, slug, sender.language)
    if body.get("view"):
        publish(sender, desk)
    else:
        mine = mine_of(desk, sender.team, sender.id)
        click = click_of(body, sender.client, respond, desk)
        click.replace(following_answer(mine, desk.clock(), sender.language, note))


def _unsave(body: Body, story: str, sender: Sender, respond: Respond, desk: Desk) -> None:
    note = unsave_one(desk, sender.team, sender.id, story, sender.language)
    if body.get("view"):
        publish(sender, desk)
    else:
        click = click_of(body, sender.client, respond, desk)
        page = saved_page(desk, click.ask.asker, 0, SAVED_A_PAGE)
        click.replace(saved_answer(page, sender.zone, sender.language, note))
