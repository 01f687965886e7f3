"""The Web API over HTTP: `POST /api/{method}` with a form or JSON body, answered with `{"ok": …}` and status 200.

Tokens and scopes are asked for here, faults suffered here; what a method does is in `methods`.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.workspace.composer import escape_plain
from bot.workspace.hub import Hub
from bot.workspace.methods import chat, conversations, people, views
from bot.workspace.methods.call import Arguments, Call, Method
from bot.workspace.model import Json, RefusedError
from bot.workspace.suffering import answer_or_suffer, too_many

METHODS = {
    "api.test": Method(people.api_test, 4),
    "apps.connections.open": Method(people.open_connection, 1),
    "auth.test": Method(people.auth_test, None),
    "chat.delete": Method(chat.delete, 3, "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, 4, "chat:write"),
    "chat.postMessage": Method(chat.post_message, None, "chat:write"),
    "chat.update": Method(chat.update, 3, "chat:write"),
    "conversations.history": Method(conversations.history, 3),
    "conversations.info": Method(conversations.info, 3),
    "conversations.join": Method(conversations.join, 3, "channels:join"),
    "conversations.list": Method(conversations.list_all, 2),
    "conversations.members": Method(conversations.members, 4),
    "conversations.open": Method(conversations.open_direct, 3, "im:write"),
    "conversations.replies": Method(conversations.replies, 3),
    "reactions.add": Method(chat.add_reaction, 3, "reactions:write"),
    "team.info": Method(people.team_info, 3, "team:read"),
    "users.conversations": Method(conversations.list_of_user, 3),
    "users.info": Method(people.user_info, 4, "users:read"),
    "users.list": Method(people.list_users, 2, "users:read"),
    "views.open": Method(views.open_view, 4),
    "views.publish": Method(views.publish_view, 4),
    "views.push": Method(views.push_view, 4),
    "views.update": Method(views.update_view, 4),
}
"""Every method that there is, with its rate limit tier (its own page at docs.slack.dev/reference/methods)."""

OPEN_TO_ALL = "api.test"
APP_LEVEL = "apps.connections.open"


class WebApi:
    """Answers the calls of one workspace's app."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def handle(self, request: Request) -> Response:
        """Answer one HTTP call."""
        name = request.path_params["method"]
        arguments = await read_arguments(request)
        fault = self._hub.faults.take("call", (name,), arguments.values)
        method = METHODS.get(name)
        if wait := self._hub.rates.wait(name, method.tier if method else None, arguments.text("channel")):
            return too_many(wait)
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._hub.manifest.scopes))}  # Slack says it with every answer
        return await answer_or_suffer(
            fault, request, lambda: JSONResponse(self._answer(name, arguments, token), headers=headers)
        )

    def _answer(self, name: str, arguments: Arguments, token: str) -> Json:
        try:
            method = find_method(name)
            self._check_caller(name, arguments, token)
            call = Call(self._hub, arguments, name)
            if method.scope:
                call.need(method.scope)
            return {"ok": True} | escape_plain(method.answer(call))
        except RefusedError as refused:
            return refused.to_json()

    def _check_caller(self, name: str, arguments: Arguments, token: str) -> None:
        """Check that a call can be read and may be made. Socket Mode takes its token from the header alone."""
        if arguments.problem:
            raise RefusedError(arguments.problem)
        if name == OPEN_TO_ALL:
            return
        token = token or (arguments.token if name != APP_LEVEL else "")
        if not token:
            raise RefusedError("not_authed")
        passes = self._hub.passes
        if token not in (passes.bot_token, passes.app_token):
            raise RefusedError("invalid_auth")
        if token in passes.revoked:
            raise RefusedError(passes.revoked[token])
        if token != (passes.app_token if name == APP_LEVEL else passes.bot_token):
            raise RefusedError("not_allowed_token_type")


def find_method(name: str) -> Method:
    """Find a method by its name.

    Raises: RefusedError `unknown_method`.
    """
    if name not in METHODS:
        raise RefusedError("unknown_method", req_method=name)
    return METHODS[name]


async def read_arguments(request: Request) -> Arguments:
    """Read a call's arguments from its address and its body, form or JSON."""
    values: Json = dict(request.query_params)
    body = (await request.body()).decode("utf-8", "replace")
    if not request.headers.get("content-type", "").startswith("application/json"):
        form = dict(parse_qsl(body, keep_blank_values=True))
        return Arguments(values | form, form.get("token", ""))
    try:
        found = json.loads(body or "{}")
    except ValueError:
        return Arguments(values, problem="invalid_json")
    if not isinstance(found, dict):
        return Arguments(values, problem="json_not_object")
    return Arguments(values | found)
