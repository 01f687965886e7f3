"""`/tidings editors`: who looks after the names, and who else is to."""

from __future__ import annotations

import re

from slack_bolt import App

from bot.asking import look_up_person
from bot.blocks.editors import editors_answer
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, on_click
from bot.message import Answer
from bot.questions import is_help
from bot.words import say
from store.people import Person, editors, person, person_key, record_audit, set_editor

_PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_ADDS = {"add": True, "添加": True, "remove": False, "移除": False, "删除": False}


def register(app: App, desk: Desk) -> None:
    """Listen to the menu and the buttons of the list of editors."""
    app.action(re.compile(r"^editors\.(?:add|remove\.[A-Z0-9]+)$"))(on_click(desk, _change))


def answer_editors(ask: Ask, desk: Desk) -> None:
    """Answer the words after `/tidings editors`."""
    verb, _, rest = ("" if is_help(ask.text) else ask.text.strip()).partition(" ")
    adds = _ADDS.get(verb.casefold())
    named = _PERSON.fullmatch(rest.strip())
    me = person_of(ask, desk)
    if adds is None and not verb:
        note = ""
    elif not (me and me.may_edit):
        note = say("names.editors_only", ask.language)
    elif adds is None or named is None:
        note = say("editors.unclear", ask.language)
    else:
        note = _set_editor(ask, desk, named[1], adds)
    ask.reply(_editors(ask, desk, note))


def is_about_editors(text: str) -> bool:
    """Tell whether the words after `editors` are ones that are answered here, rather than a question."""
    return text.partition(" ")[0].casefold() in ("", *_ADDS) or is_help(text)


def person_of(ask: Ask, desk: Desk) -> Person | None:
    """Give what is known of whoever asks."""
    return person(desk.store.db, ask.team, ask.person)


def _change(click: Click, desk: Desk) -> None:
    ask, me, action = click.ask, person_of(click.ask, desk), click.action
    if not (me and me.may_edit):
        click.tell(_editors(ask, desk, say("names.editors_only", ask.language)))
        return
    adds = action["action_id"] == "editors.add"
    chosen = str(action.get("selected_user" if adds else "value") or "")
    note = _set_editor(ask, desk, chosen, adds) if chosen else ""
    click.replace(_editors(ask, desk, note))


def _editors(ask: Ask, desk: Desk, note: str) -> Answer:
    me = person_of(ask, desk)
    known = editors(desk.store.db, ask.team)
    return editors_answer(known, ask.language, may_change=bool(me and me.may_edit), note=note)


def _set_editor(ask: Ask, desk: Desk, slack_id: str, adds: bool) -> str:
    """Make somebody an editor, or no longer one, and say what came of it."""
    who = f"<@{slack_id}>"
    chosen = look_up_person(desk, ask.client, ask.team, slack_id)
    if chosen is None:
        return say("editors.unknown", ask.language, who=who)
    if chosen.is_admin:
        return say("editors.set.already" if adds else "editors.unset.role", ask.language, who=who)
    if adds and chosen.is_guest:
        return say("editors.guest", ask.language, who=who)
    with desk.store.transaction() as db:
        changed = set_editor(db, chosen.id, adds)
        if changed:
            by = person_key(db, ask.team, ask.person)
            record_audit(db, by, "editors.add" if adds else "editors.remove", slack_id, desk.clock())
    key = (
        ("editors.set" if adds else "editors.unset")
        if changed
        else ("editors.set.already", "editors.unset.not")[not adds]
    )
    return say(key, ask.language, who=who)
