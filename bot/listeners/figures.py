"""`/figures`: an entity's figures over time, their chart, where reports disagree, and the buttons to them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from difflib import get_close_matches

from slack_bolt import App

from bot.blocks.answers import plain_answer
from bot.blocks.figures import (
    CHART,
    OPEN,
    SHOW,
    FiguresView,
    chart_answer,
    disagreements_answer,
    figures_answer,
    read_value,
    whose_answer,
)
from bot.blocks.questions import unknown_answer
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, on_click
from bot.message import Answer
from bot.pages import question_text
from bot.words import say
from store.comparing import open_disagreements
from store.model import Language
from store.tracking import tracks_of

_OPEN = frozenset("disagreements disagreement open conflicts 不一致 矛盾 分歧".split())
_SLIP = 0.8
"""How near to `disagreements` what is no name must be to mean it."""
_OF = re.compile(r"(?:of|for|about)\s+(?=\S)", re.IGNORECASE)
_ACTION = re.compile(rf"^(?:{re.escape(SHOW)}|{re.escape(CHART)}|{re.escape(OPEN)})(?:\.(?:\d+|more|newer|language))?$")


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that figures carry."""
    app.action(_ACTION)(on_click(desk, _turn))


def is_about_disagreements(text: str) -> bool:
    """Tell whether a text asks for the open disagreements."""
    return question_text(text).casefold() in _OPEN


def answer_figures(ask: Ask, desk: Desk) -> None:
    """Answer what was typed after `/figures`: a name, or `disagreements`."""
    text = question_text(ask.text)
    text = text[found.end() :] if (found := _OF.match(text)) else text  # "figures of anthropic"
    if is_about_disagreements(text):
        ask.reply(_show(ask, desk, OPEN, FiguresView(), ask.language))
        return
    match = desk.names.resolve(text)
    if match.outcome == "match" and match.entity:
        ask.reply(_show(ask, desk, SHOW, FiguresView(match.entity.id), ask.language))
    elif match.outcome == "ambiguous":
        ask.reply(whose_answer(match.suggestions, ask.language))
    elif named := list(dict.fromkeys(part.entity for part in match.parts if part.entity)):
        named = [entity for entity in named if entity.kind != "topic"] or named  # "the valuation of Anthropic"
        one = FiguresView(named[0].id)
        ask.reply(_show(ask, desk, SHOW, one, ask.language) if len(named) == 1 else whose_answer(named, ask.language))
    elif match.suggestions:
        ask.reply(whose_answer(match.suggestions, ask.language, unknown=match.query))
    elif get_close_matches(text.casefold(), ("disagreements",), cutoff=_SLIP):
        ask.reply(_show(ask, desk, OPEN, FiguresView(), ask.language))
    else:
        ask.reply(unknown_answer(match, None, 0, ask.language))


def _turn(click: Click, desk: Desk) -> None:
    """Answer a button for the clicker alone: a chart comes beside what it draws, a page takes the place of another."""
    ask = dataclasses.replace(click.ask, is_ephemeral=True)
    view = read_value(click.value)
    action = next(found for found in (SHOW, CHART, OPEN) if click.action["action_id"].startswith(found))
    if view is None:
        click.tell(plain_answer(say("stale.button", ask.language)))
        return
    is_turned = click.action["action_id"] != action
    reply: Callable[[Answer], None] = click.replace if is_turned else click.tell
    reply(_show(ask, desk, action, view, view.language or ask.language))


def _show(ask: Ask, desk: Desk, action: str, view: FiguresView, language: Language) -> Answer:
    if action == OPEN:
        return disagreements_answer(open_disagreements(desk.store.db, ask.asker), view, language, ask.zone)
    entity = desk.names.entity(view.entity) if view.entity else None
    if entity is None:
        return plain_answer(say("stale.entity", language))
    tracks = tracks_of(desk.store, entity.id, ask.asker, language)
    if action == CHART:
        return chart_answer(entity, tracks, view, language)
    return figures_answer(entity, tracks, open_disagreements(desk.store.db, ask.asker, entity.id), view, language)
