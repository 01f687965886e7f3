"""What Slack's refusal of a call means for a message: whether it may have been posted, and who has to act.

Codes are those of Slack's reference for chat.postMessage and conversations.history. A refusal in none of the lists is
about the message itself: sending it again would be refused again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from slack_sdk.errors import SlackApiError

from store.errors import TidingsError

Meaning = Literal["later", "unknown", "channel", "token", "message"]
"""`later`: not taken, told when to try again. `unknown`: it may have been taken. `channel`: this channel takes nothing
until a person acts. `token`: nobody takes anything from us. `message`: this message is wrong."""

_TOKEN = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
_CHANNEL = {"not_in_channel", "channel_not_found", "is_archived", "is_inactive", "missing_scope", "access_denied"}
_UNKNOWN = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
_LATER = {"ratelimited", "rate_limited"}
_REMEDY = {
    "SLACK_BOT_TOKEN": "reinstall the app (its page, OAuth & Permissions)",
    "SLACK_APP_TOKEN": "generate another (the app's page, Basic Information, App-Level Tokens)",
}
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class RefusedTokenError(TidingsError):
    """A token that Slack takes no more; `setting` names it. Nothing can be done until somebody sets a new one."""

    def __init__(self, setting: str, code: str) -> None:
        self.what, self.remedy = f"Slack refuses {setting} ({code})", f"{_REMEDY[setting]} and set the new one."
        super().__init__(f"{self.what}; {self.remedy}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused call: what it means, Slack's code for it, and the seconds to wait where Slack said so."""

    meaning: Meaning
    code: str
    retry_after: int = 1


def is_token_refusal(code: str) -> bool:
    """Tell whether a code of Slack's is about the token itself."""
    return code in _TOKEN


def read_refusal(error: SlackApiError) -> Refusal:
    """Read what a refusal means from its status, its code and its headers."""
    status = int(error.response.status_code)
    data = error.response.data
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    if status == 429 or code in _LATER:
        return Refusal("later", "ratelimited", retry_after(error.response.headers or {}))
    if status >= 500 or not _CODE.fullmatch(code):  # a page of some proxy, not Slack's JSON
        return Refusal("unknown", f"http_{status}")
    return Refusal(_meaning(code), code)


def _meaning(code: str) -> Meaning:
    if is_token_refusal(code):
        return "token"
    if code in _CHANNEL or code.startswith("restricted_action"):
        return "channel"
    return "unknown" if code in _UNKNOWN else "message"


def retry_after(headers: Mapping[str, object]) -> int:
    """Read how many seconds Slack asks us to wait, at least one; slack_sdk's headers hold words or lists of them."""
    for name, value in headers.items():
        seconds = str(value[0] if isinstance(value, list) else value)
        if name.lower() == "retry-after" and seconds.isdigit():
            return max(1, int(seconds))
    return 1
