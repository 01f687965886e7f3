"""Slash commands: `/tidings` and its short forms, answered where only the asker sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.asking import ask_of_command
from bot.blocks.help import COMMANDS, Subject
from bot.desk import Desk
from bot.listeners.subjects import answer_subject


def register(app: App, desk: Desk) -> None:
    """Listen to every command that the manifest names."""
    for subject, command in COMMANDS.items():
        app.command(command)(_listener(desk, subject))


def _listener(desk: Desk, subject: Subject) -> Callable[..., None]:
    def _listen(ack: Ack, command: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        answer_subject(ask_of_command(command, client, respond, desk), desk, subject)

    return _listen
