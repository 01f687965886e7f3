"""Give a new local workspace something to ask about and a digest to see. Slack is never touched by this."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from bot.workspace import LocalWorkspace
from bot.workspace.cast import ADA
from bot.workspace.model import HOUSE_USER
from bot.workspace.state import Draft
from store.db import Store
from store.digest_settings import digest_of, set_digest
from store.intake import keep
from store.lookup import newest_id
from store.model import Digest
from store.names import Names
from store.parse import parse

CHANNEL = "ai-news"
FIRST_DIGEST = timedelta(minutes=2)
"""How soon after the first start the channel's first digest is due, so that whoever tries Tidings sees one come."""


def prepare(store: Store, names: Names, workspace: LocalWorkspace, clock: Callable[[], datetime]) -> None:
    """Take the sample issue into an empty store with a first digest for the channel, and say there when it comes.

    Its stories get their storylines in the background as those of any source do: nobody waits for the encoder to load.
    """
    channel = workspace.state.channel(CHANNEL)
    if not newest_id(store.db):
        sample = resources.files("bot.workspace").joinpath("sample.md").read_text("utf-8")
        with store.transaction() as db:
            keep(db, names, parse(sample, name="sample.md"), now=clock())
        _set_up(store, workspace, channel.id, clock())
    if digest := digest_of(store, workspace.team_id, channel.id):
        workspace.state.post(channel, Draft(HOUSE_USER, _note(digest)))


def _set_up(store: Store, workspace: LocalWorkspace, channel: str, now: datetime) -> None:
    zone = workspace.state.person(ADA.id).zone
    at = (now + FIRST_DIGEST).astimezone(ZoneInfo(zone))
    set_digest(store, team=workspace.team_id, channel=channel, person=ADA.id, now=now, at=f"{at:%H:%M}", zone=zone)


def _note(digest: Digest) -> str:
    return (
        f":newspaper: *The digest of this channel comes at {digest.at}* ({digest.zone}), posted by the scheduler as it "
        "would be in Slack. Change the hour with `/digest 08:30`, or post one now with `/digest now`."
    )
