"""Channels that get another id: a private channel does when it is shared with another organisation.

Its digest, its stories and its editions move along, since they hang on our own row and not on Slack's id.
"""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App

from bot.desk import Desk
from store.channels import change_slack_id

logger = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Listen to channels whose id changes."""

    def _on_changed(body: dict[str, Any]) -> None:
        event = body["event"]
        with desk.store.transaction() as db:
            moved = change_slack_id(db, body["team_id"], event["old_channel_id"], event["new_channel_id"])
        if moved:
            logger.info("The channel %s is %s from now on", event["old_channel_id"], event["new_channel_id"])
            desk.schedule.wake()

    app.event("channel_id_changed")(_on_changed)
