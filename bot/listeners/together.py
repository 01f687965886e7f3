"""The menu of a storyline: why its reports stand together, told to whoever asks alone; correcting, hiding its story."""

from __future__ import annotations

import dataclasses
import re

from slack_bolt import App

from bot.blocks.answers import plain_answer
from bot.blocks.together import ACTION, CORRECT, HIDE, WHY, together_answer
from bot.desk import Desk
from bot.listeners.clicks import Click, on_click
from bot.listeners.hiding import hide_story
from bot.listeners.saving_clicks import open_correction
from bot.words import say
from store.reasons import why_together

_ACTION = re.compile(rf"^{ACTION}\.\d+$")
_CHOICE = re.compile(rf"({WHY}|{CORRECT}|{HIDE})\.([0-9]{{1,15}})", re.ASCII)


def register(app: App, desk: Desk) -> None:
    """Listen to the menus of storylines."""
    app.action(_ACTION)(on_click(desk, _answer))


def _answer(click: Click, desk: Desk) -> None:
    chosen = _CHOICE.fullmatch(str(click.value))
    if chosen is None:
        click.tell(plain_answer(say("stale.button", click.ask.language)))
    elif chosen[1] == HIDE:
        hide_story(click, desk, int(chosen[2]))
    elif chosen[1] == CORRECT:
        open_correction(click, desk, int(chosen[2]))
    else:
        asker = dataclasses.replace(click.ask, is_ephemeral=True).asker
        found = why_together(desk.store, int(chosen[2]), asker=asker)
        click.tell(together_answer(found.reasons, click.ask.language))
