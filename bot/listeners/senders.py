"""Whoever uses a modal or the Home, which stand in no channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.asking import language_for, look_up_person, zone_for
from bot.desk import Desk
from store.model import Language
from store.people import Person

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever uses a modal, and the way to Slack. `person` is what is known of them, `id` Slack's."""

    team: str
    id: str
    person: Person | None
    language: Language
    zone: str
    client: WebClient


def sender_of(body: Body, client: WebClient, desk: Desk) -> Sender:
    """Read who used a modal."""
    team, slack_id = body["team"]["id"], body["user"]["id"]
    known = look_up_person(desk, client, team, slack_id)
    return Sender(team, slack_id, known, language_for(known, ""), zone_for(known), client)
