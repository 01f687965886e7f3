"""Channels as the bot stands to them: in, able to join, or without sight; who is in them; what is said to all."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.desk import Desk
from bot.refusals import read_refusal
from store.channels import ChannelKind, note_channel
from store.model import AudienceKind

logger = logging.getLogger(__name__)

Standing = Literal["in", "out", "unseen"]
"""`out` is a public channel that we may join; of one that is `unseen` Slack tells us nothing until we are invited."""

_PAGE = 999


AUDIENCES: dict[ChannelKind, AudienceKind] = {"public": "workspace", "private": "channel", "direct": "person"}
"""For whom something is kept by the place where it was shared (design: who may see it)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, by what Slack tells of it."""

    channel: str
    standing: Standing
    kind: ChannelKind = "public"
    name: str | None = None


def look_at(client: WebClient, channel: str) -> Place:
    """Ask Slack how we stand to a channel. In a direct message we always are."""
    if channel.startswith("D"):
        return Place(channel, "in", "direct")
    try:
        found: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        logger.info("Nothing is told of %s: %s", channel, read_refusal(error).code)
        return Place(channel, "unseen")
    kind: ChannelKind = "private" if found.get("is_private") else "public"
    return Place(channel, "in" if found.get("is_member") else "out", kind, found.get("name"))


def kind_of(client: WebClient, channel: str) -> ChannelKind:
    """Say what kind of place a channel is; one of which Slack tells us nothing is private."""
    place = look_at(client, channel)
    return "private" if place.standing == "unseen" else place.kind


def note_kind(client: WebClient, desk: Desk, team: str, channel: str) -> ChannelKind:
    """Say what kind of place a channel is, as `kind_of` does, and keep what it is called: the operator goes by that."""
    place = look_at(client, channel)
    if place.standing == "unseen":
        return "private"
    note_place(desk, team, place)
    return place.kind


def audiences_at(channel: str) -> tuple[AudienceKind, ...]:
    """Give for whom something may be kept that comes from a channel, a direct message, or (empty) from no place."""
    return ("workspace", "channel", "person") if channel.startswith(("C", "G")) else ("workspace", "person")


def join(client: WebClient, channel: str) -> str | None:
    """Join a public channel. Gives Slack's code where it does not let us."""
    try:
        client.conversations_join(channel=channel)
    except SlackApiError as error:
        code = read_refusal(error).code
        logger.info("Cannot join %s: %s", channel, code)
        return code
    return None


def come_in(client: WebClient, desk: Desk, team: str, channel: str) -> bool:
    """Make sure that we are in a channel, joining a public one; False where somebody has to invite us."""
    place = look_at(client, channel)
    if place.standing == "unseen" or (place.standing == "out" and join(client, channel)):
        return False
    note_place(desk, team, place)
    return True


def note_place(desk: Desk, team: str, place: Place) -> None:
    """Keep what a channel is called, and of what kind it is."""
    with desk.store.transaction() as db:
        note_channel(db, team, place.channel, name=place.name, kind=place.kind)


def is_member(client: WebClient, channel: str, person: str) -> bool:
    """Tell whether somebody is in a channel that we can see."""
    cursor = ""
    while True:
        page = client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
        if person in page["members"]:
            return True
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return False


def announce(client: WebClient, channel: str, text: str) -> None:
    """Say a change in the channel. In a direct message the answer itself has said it."""
    if channel.startswith("D"):
        return
    try:
        client.chat_postMessage(channel=channel, text=text)
    except (SlackApiError, OSError) as error:
        logger.warning("A change of the digest in %s was not announced: %s", channel, error)
