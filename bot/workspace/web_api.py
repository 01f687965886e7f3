"""The Web API over HTTP: `POST /api/{method}` with a form or JSON body, answered with `{"ok": …}` and status 200.

Tokens and scopes are asked for here, faults suffered here; what a method does is in `methods`.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.workspace.faults import Fault
from bot.workspace.hub import Hub
from bot.workspace.methods import chat, conversations, people, views
from bot.workspace.methods.call import Arguments, Call, Method
from bot.workspace.model import Json, RefusedError

METHODS = {
    "api.test": Method(people.api_test),
    "apps.connections.open": Method(people.open_connection),
    "auth.test": Method(people.auth_test),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "conversations.history": Method(conversations.history),
    "conversations.info": Method(conversations.info),
    "conversations.join": Method(conversations.join, "channels:join"),
    "conversations.list": Method(conversations.list_all),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.open_direct, "im:write"),
    "conversations.replies": Method(conversations.replies),
    "reactions.add": Method(chat.add_reaction, "reactions:write"),
    "team.info": Method(people.team_info, "team:read"),
    "users.conversations": Method(conversations.list_of_user),
    "users.info": Method(people.user_info, "users:read"),
    "users.list": Method(people.list_users, "users:read"),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish_view),
    "views.push": Method(views.push_view),
    "views.update": Method(views.update_view),
}
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
        fault = self._hub.faults.take(name)
        if fault is not None and fault.drop != "after":
            return await suffer(fault, request)
        answer = self._answer(name, arguments, request.headers.get("authorization", ""))
        if fault is not None:
            return await suffer(fault, request)
        return JSONResponse(answer)

    def _answer(self, name: str, arguments: Arguments, authorization: str) -> Json:
        try:
            method = find_method(name)
            self._check_token(name, authorization.removeprefix("Bearer ").strip() or arguments.text("token"))
            call = Call(self._hub, arguments)
            if method.scope:
                call.need(method.scope)
            return {"ok": True} | method.answer(call)
        except RefusedError as refused:
            return refused.to_json()

    def _check_token(self, name: str, token: str) -> None:
        if name == OPEN_TO_ALL:
            return
        if not token:
            raise RefusedError("not_authed")
        passes = self._hub.passes
        if token not in (passes.bot_token, passes.app_token):
            raise RefusedError("invalid_auth")
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
    """Read a call's arguments from its address and its body, form or JSON; what cannot be read is left out."""
    values: Json = dict(request.query_params)
    body = (await request.body()).decode("utf-8", "replace")
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            found = json.loads(body or "{}")
        except ValueError:
            found = {}
        return Arguments(values | found if isinstance(found, dict) else values)
    return Arguments(values | dict(parse_qsl(body, keep_blank_values=True)))


async def suffer(fault: Fault, request: Request) -> Response:
    """Answer as a fault says; one that drops the connection never answers.

    Raises: ClientDisconnect once the connection is cut.
    """
    if fault.drop is not None:
        request.scope["tidings.transport"].abort()
        raise ClientDisconnect
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    content = {"ok": False, "error": fault.error} if fault.error else "Internal Server Error"
    return JSONResponse(content, status_code=fault.status or 500, headers=headers)
