"""What people say of editions: useful or not, a story to save, and thumbs as reactions. Each is reversible.

A click or a reaction counts where the edition stands, for a person who is no guest, once each: the same again takes it
back. Slack may deliver a reaction twice, so it is remembered by its event's id.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.asking import look_up_person
from bot.blocks.answers import plain_answer
from bot.blocks.feedback import FEEDBACK_EDITION, FEEDBACK_STORY, Click, Deed, read_click
from bot.blocks.why import why_sentence
from bot.desk import Desk
from bot.listeners import clicks
from bot.listeners.hiding import hide_story
from bot.reception import leave
from bot.words import say
from store.explaining import explain
from store.keeps import Told, edition_at, edition_told, keep_opinion, set_opinion, toggle_save, withdraw_opinion
from store.model import Language
from store.people import first_time_seeing, person_key

Body = dict[str, Any]

THUMBS = {"+1": True, "thumbsup": True, "-1": False, "thumbsdown": False}
"""Slack's names of the two reactions that count, without skin tones."""


def register(app: App, desk: Desk) -> None:
    """Listen to the menus and thumbs of editions, and to reactions on them."""

    def _on_reaction(body: Body, client: WebClient, context: BoltContext) -> None:
        if problem := _count_reaction(body, client, desk):
            leave(context, problem)

    app.action(FEEDBACK_STORY)(clicks.on_click(desk, _answer))
    app.action(FEEDBACK_EDITION)(clicks.on_click(desk, _answer))
    app.event("reaction_added")(_on_reaction)
    app.event("reaction_removed")(_on_reaction)


def _answer(click: clicks.Click, desk: Desk) -> None:
    """Do what was chosen, and say so to whoever chose it."""
    ask, found = click.ask, read_click(click.action)
    told = edition_told(desk.store.db, ask.team, ask.channel, found.edition, found.story) if found else None
    if found is None or told is None or found.do not in (get_args(Deed) if found.story else ("useful", "not")):
        click.tell(plain_answer(say("stale.button", ask.language)))
    elif found.do == "hide" and found.story:
        hide_story(click, desk, found.story)
    elif found.do in ("useful", "not") and ask.is_guest:
        click.tell(plain_answer(say("opinion.guest", ask.language)))
    else:
        note = _DEEDS[found.do](desk, ask.team, ask.person, told, found, ask.language)
        click.tell(plain_answer(note))


def _judge(desk: Desk, team: str, person: str, told: Told, click: Click, language: Language) -> str:
    with desk.store.transaction() as db:
        person_id = person_key(db, team, person)
        useful = set_opinion(db, person_id, told.id, click.story, click.do == "useful", desk.clock())
    if useful is None:
        return say("opinion.withdrawn", language)
    return say(f"opinion.{'story' if click.story else 'edition'}.{click.do}", language)


def _save(desk: Desk, team: str, person: str, told: Told, click: Click, language: Language) -> str:
    assert click.story is not None
    with desk.store.transaction() as db:
        is_saved = toggle_save(db, person_key(db, team, person), click.story, desk.clock())
    return say("saved.done" if is_saved else "saved.undone", language)


def _why(desk: Desk, team: str, person: str, told: Told, click: Click, language: Language) -> str:
    assert click.story is not None
    slot = explain(desk.store, team=team, channel=told.channel, edition=told.uid, story=click.story)
    return why_sentence(slot, language) if slot else say("stale.button", language)


_DEEDS: dict[Deed, Callable[[Desk, str, str, Told, Click, Language], str]] = {
    "useful": _judge,
    "not": _judge,
    "save": _save,
    "why": _why,
}


def _count_reaction(body: Body, client: WebClient, desk: Desk) -> str | None:
    """Count a thumb on an edition, or take it back; gives why it does not count, or None."""
    event, team = body["event"], body["team_id"]
    useful = THUMBS.get(str(event.get("reaction", "")).partition("::")[0])
    item = event.get("item") or {}
    if useful is None or item.get("type") != "message":
        return "no thumb"
    told = edition_at(desk.store.db, team, str(item.get("channel")), str(item.get("ts")))
    if told is None:
        return "not on an edition"
    known = look_up_person(desk, client, team, event["user"])
    if known and known.is_guest:
        return "a guest's"
    with desk.store.transaction() as db:
        if not first_time_seeing(db, body["event_id"], desk.clock()):
            return "seen before"
        person_id = person_key(db, team, event["user"])
        if event["type"] == "reaction_added":
            keep_opinion(db, person_id, told.id, useful, desk.clock())
        else:
            withdraw_opinion(db, person_id, told.id, None, useful)
    return None
