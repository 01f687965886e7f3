"""The menu of a storyline that says why its reports stand together, to whoever asks alone."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks.answers import plain_answer
from bot.blocks.together import ACTION, together_answer
from bot.desk import Desk
from bot.listeners.clicks import click_of
from bot.words import say
from store.reasons import why_together

_ACTION = re.compile(rf"^{ACTION}\.\d+$")
_STORYLINE = re.compile(r"[0-9]{1,15}", re.ASCII)


def register(app: App, desk: Desk) -> None:
    """Listen to the menus of storylines."""

    def _on_choice(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        _tell(body, client, respond, desk)

    app.action(_ACTION)(_on_choice)


def _tell(body: dict[str, Any], client: WebClient, respond: Respond, desk: Desk) -> None:
    click = click_of(body, client, respond, desk)
    ask = dataclasses.replace(click.ask, is_ephemeral=True)
    value = str((click.action.get("selected_option") or {}).get("value"))
    if not _STORYLINE.fullmatch(value):
        click.tell(plain_answer(say("stale.button", ask.language)))
        return
    found = why_together(desk.store, int(value), asker=ask.asker)
    click.tell(together_answer(found.reasons, ask.language))
