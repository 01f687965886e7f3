"""The JSON that Slack sends to an app: slash commands, events, clicks and submitted views. Pure builders."""

from __future__ import annotations

import json
import secrets
from datetime import datetime

from bot.workspace.model import APP_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Channel, Json, Person

Value = str | list[str] | None
"""What a person typed or chose in one element: several choices as a list, a date and time as Unix seconds in text."""

_ONE_OPTION = frozenset({"static_select", "external_select", "overflow", "radio_buttons"})
_MANY_OPTIONS = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})
_SEVERAL = {
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
_NAMES = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
}

_SHARED = {"api_app_id": APP_ID, "token": "local"}
_CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup"}


def channel_name(channel: Channel) -> str:
    """Name a channel as slash commands and clicks do."""
    return _CHANNEL_NAMES.get(channel.kind, channel.name)


def command_payload(person: Person, channel: Channel, command: str, text: str) -> Json:
    """Build the payload of a slash command, without its `response_url` and `trigger_id`."""
    return {
        **_SHARED,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "is_enterprise_install": "false",
    }


def event_payload(event: Json, now: datetime) -> Json:
    """Wrap an event for the Events API, under an id of its own."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        **_SHARED,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "event": event,
        "type": "event_callback",
        "event_id": "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(now.timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
    }


def interaction_payload(kind: str, person: Person) -> Json:
    """Build what every interaction payload begins with."""
    return {
        **_SHARED,
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": TEAM_ID},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def shortcut_payload(person: Person, channel: Channel, message: Json, callback_id: str, action_ts: str) -> Json:
    """Build the payload of a message shortcut, without its `response_url` and `trigger_id`."""
    return interaction_payload("message_action", person) | {
        "callback_id": callback_id,
        "action_ts": action_ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message_ts": message["ts"],
        "message": message,
    }


def action_payload(block_id: str, element: Json, value: Value, action_ts: str) -> Json:
    """Build the entry of `actions` for one used element; `value` is the chosen option, date, time or text.

    Raises: ValueError for a choice that the element does not offer.
    """
    action = {"action_id": element["action_id"], "block_id": block_id, "type": element["type"], "action_ts": action_ts}
    if element["type"] in ("button", "icon_button"):
        return action | {key: element[key] for key in ("text", "value", "style", "url", "icon") if key in element}
    if element["type"] == "feedback_buttons":
        return action | _feedback(element, value)
    return action | state_value(element, value)


def state_value(element: Json, value: Value) -> Json:
    """Write the state of one input or select as Slack does, under the name its kind has.

    Raises: ValueError for a choice that the element does not offer.
    """
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": _option(element, str(value)) if value is not None else None}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, one) for one in _several(value)]}
    if kind in _SEVERAL:
        return {"type": kind, _SEVERAL[kind]: _several(value)}
    if kind == "datetimepicker":
        return {"type": kind, "selected_date_time": int(str(value)) if value else None}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": _rich_text(str(value)) if value else None}
    return {"type": kind, _NAMES.get(kind, "value"): value}


def _several(value: Value) -> list[str]:
    """Give several choices: a list, or a text of values between commas."""
    if isinstance(value, str):
        return value.split(",") if value else []
    return value or []


def _rich_text(words: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}


def _feedback(element: Json, value: Value) -> Json:
    for name in ("positive_button", "negative_button"):
        if element[name]["value"] == value:
            return {"text": element[name]["text"], "value": value}
    raise ValueError(f"{element['action_id']} offers no {value!r}")


def _option(element: Json, value: str) -> Json:
    if element["type"].endswith("external_select"):
        return _offered(element, value)
    groups = element.get("option_groups") or [element]
    for group in groups:
        for option in group["options"]:
            if option["value"] == value:
                found: Json = option
                return found
    raise ValueError(f"{element.get('action_id')} offers no {value!r}")


def _offered(element: Json, value: str) -> Json:
    """Give an option of an external select: one that it began with, or any as JSON, since only the app knows them."""
    for option in (element.get("initial_option"), *element.get("initial_options", [])):
        if option and option["value"] == value:
            return dict(option)
    return dict(json.loads(value))
