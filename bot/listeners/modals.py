"""Opening a modal."""

from __future__ import annotations

from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.refusals import read_refusal

_EXPIRED = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"})


def open_modal(client: WebClient, trigger: str, view: dict[str, Any]) -> bool:
    """Open a modal; False where its trigger has expired: it lives three seconds, which a slow network may use up.

    Raises: SlackApiError where Slack refuses it for any other reason.
    """
    try:
        client.views_open(trigger_id=trigger, view=view)
    except SlackApiError as error:
        if read_refusal(error).code not in _EXPIRED:
            raise
        return False
    return True
