"""auth.*, apps.*, team.* and users.*: who the bot is, and who everyone else is."""

from __future__ import annotations

from bot.workspace.methods.call import Call
from bot.workspace.model import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, Json, RefusedError


def api_test(call: Call) -> Json:
    """Answer api.test."""
    return {"args": {key: value for key, value in call.arguments.values.items() if key != "token"}}


def auth_test(call: Call) -> Json:
    """Answer auth.test."""
    return {
        "url": f"{call.hub.origin}/",
        "team": TEAM_NAME,
        "team_id": TEAM_ID,
        "user": call.hub.state.people[BOT_USER].name,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    """Answer apps.connections.open with the address of a socket that opens once."""
    ticket = call.hub.passes.new_ticket()
    return {"url": f"ws://127.0.0.1:{call.hub.port}/link/?ticket={ticket}&app_id={APP_ID}"}


def team_info(call: Call) -> Json:
    """Answer team.info."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "url": f"{call.hub.origin}/"}}


def user_info(call: Call) -> Json:
    """Answer users.info.

    Raises: RefusedError `user_not_found`.
    """
    person = call.hub.state.people.get(call.arguments.text("user"))
    if person is None:
        raise RefusedError("user_not_found")
    return {"user": person.to_json(with_locale=call.arguments.flag("include_locale"))}


def list_users(call: Call) -> Json:
    """Answer users.list. Without a `limit` Slack gives everyone.

    Raises: RefusedError `invalid_limit` or `invalid_cursor`.
    """
    with_locale = call.arguments.flag("include_locale")
    page, cursor = call.page(list(call.hub.state.people.values()), default=1000, most=1000)
    people = [person.to_json(with_locale=with_locale) for person in page]
    return {"members": people, "response_metadata": {"next_cursor": cursor}}
