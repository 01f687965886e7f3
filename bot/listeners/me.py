"""`/tidings me`: somebody's own edition and alerts, typed or in a modal, by direct message alone."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blocks.answers import plain_answer
from bot.blocks.parts import actions, button, section
from bot.blocks.people import (
    ME,
    OPEN_ME,
    Mine,
    Wished,
    following_answer,
    me_errors,
    me_view,
    mine_lines,
    read_me,
)
from bot.desk import Ask, Desk
from bot.listeners.digest_words import read_wish
from bot.listeners.modals import open_modal
from bot.listeners.senders import Sender, sender_of
from bot.message import Answer
from bot.refusals import read_refusal
from bot.words import say
from store.keeps import follows_of
from store.personal import MOST_FOLLOWED, end_personal, follow, personal_of, set_alerts, set_edition, unfollow

OFF = frozenset(("off", "stop", "关闭", "停止", "关"))


def register(app: App, desk: Desk) -> None:
    """Listen to the modal."""

    def _on_submit(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        _submit(ack, view, sender_of(body, client, desk), desk)

    app.view(ME)(_on_submit)


def answer_me(ask: Ask, desk: Desk) -> None:
    """Answer `me`: open the modal, set the hour that is typed, or end it."""
    if ask.text.casefold() in OFF:
        ended = end_personal(desk.store, team=ask.team, person=ask.person, now=desk.clock(), edition=True, alerts=True)
        desk.schedule.refresh()
        ask.reply(plain_answer(say("me.off" if ended else "me.off.none", ask.language)))
    elif ask.text:
        _set_typed(ask, desk)
    else:
        sender = Sender(ask.team, ask.person, None, ask.language, ask.zone, ask.client)
        if not (ask.trigger and open_me(sender, desk, ask.trigger)):
            line = say("me.press", ask.language)
            opener = button(OPEN_ME, say("me.button", ask.language), "me")
            ask.reply(Answer(line, [section(line), *actions("me", [opener])]))


def mine_of(desk: Desk, team: str, person: str) -> Mine:
    """Give what somebody has of their own."""
    edition, alerts = personal_of(desk.store, team, person)
    slugs = follows_of(desk.store.db, team, person)
    return Mine(tuple(entity for slug in slugs if (entity := desk.names.entity(slug))), edition, alerts)


def open_me(sender: Sender, desk: Desk, trigger: str) -> bool:
    """Open the modal of somebody's own edition; False where the trigger has expired."""
    view = me_view(mine_of(desk, sender.team, sender.id), sender.zone, desk.clock(), sender.language)
    return open_modal(sender.client, trigger, view)


def _set_typed(ask: Ask, desk: Desk) -> None:
    wish, (edition, _) = read_wish(ask.text), personal_of(desk.store, ask.team, ask.person)
    if wish.unclear or wish.twice or (edition is None and wish.at is None):
        ask.reply(plain_answer(say("me.usage", ask.language)))
        return
    try:
        direct = edition.channel if edition else _direct(ask.client, ask.person)
    except SlackApiError as error:
        ask.reply(plain_answer(say("me.error.dm", ask.language, code=read_refusal(error).code)))
        return
    set_edition(
        desk.store,
        team=ask.team,
        person=ask.person,
        direct=direct,
        now=desk.clock(),
        at=wish.at,
        zone=wish.zone or (None if edition else ask.zone),
        weekdays=wish.weekdays,
        language=wish.language or (None if edition else ask.language),
    )
    _wake(desk)
    lines = mine_lines(mine_of(desk, ask.team, ask.person), desk.clock(), ask.language)
    if not follows_of(desk.store.db, ask.team, ask.person):
        lines.append(say("following.none", ask.language))
    ask.reply(plain_answer("\n".join(lines)))


def _submit(ack: Ack, view: dict[str, Any], sender: Sender, desk: Desk) -> None:
    """Save what was filled in, or say at each field what is wrong; the modal closes before anything is written."""
    wished = read_me(view)
    names = {slug: entity for slug in wished.follows if (entity := desk.names.entity(slug))}
    if errors := me_errors(wished, names, sender.language):
        ack(response_action="errors", errors=errors)
        return
    ack()
    _save(wished, sender, desk)
    _wake(desk)
    mine = mine_of(desk, sender.team, sender.id)
    answer = following_answer(mine, desk.clock(), sender.language)
    sender.client.chat_postMessage(channel=sender.id, text=answer.text, blocks=answer.blocks)


def _save(wished: Wished, sender: Sender, desk: Desk) -> None:
    who: dict[str, Any] = {"team": sender.team, "person": sender.id, "now": desk.clock()}
    gone = set(follows_of(desk.store.db, sender.team, sender.id)) - set(wished.follows)
    unfollow(desk.store, **who, slugs=gone)
    follow(desk.store, **who, slugs=wished.follows[:MOST_FOLLOWED])
    end_personal(desk.store, **who, edition=not wished.has_edition, alerts=not wished.every_hours)
    if not (wished.has_edition or wished.every_hours):
        return
    direct = _direct(sender.client, sender.id)
    zone = wished.zone or sender.zone
    if wished.has_edition:
        how: dict[str, Any] = {"at": wished.at, "weekdays": wished.weekdays, "stories": wished.stories}
        set_edition(desk.store, **who, **how, direct=direct, zone=zone, language=wished.language)
    if wished.every_hours:
        every = wished.every_hours
        set_alerts(desk.store, **who, direct=direct, every_hours=every, zone=zone, language=wished.language)


def _direct(client: WebClient, person: str) -> str:
    return str(client.conversations_open(users=person)["channel"]["id"])


def _wake(desk: Desk) -> None:
    desk.schedule.refresh()
    desk.schedule.wake()
