"""Who may call the Web API and how: tokens, scopes, arguments, and who the bot and the people are."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace import LocalWorkspace
from bot.workspace.web_api import METHODS
from tests.workspace.conftest import refused

NEWS, EDITORS, DIRECT, ADA = "C0AINEWS01", "C0EDITORS1", "D0ADA00001", "U0ADA00001"


def raw(url: str, body: bytes, content_type: str, token: str = "") -> dict[str, Any]:
    """Call a method as no SDK would."""
    headers = {"Content-Type": content_type} | ({"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def test_the_bot_knows_who_it_is(client: WebClient, workspace: LocalWorkspace) -> None:
    """auth.test names the team and the bot's user."""
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (workspace.team_id, "U0TIDINGS1")


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
def test_a_wrong_token_is_refused(workspace: LocalWorkspace, client: WebClient, token: str, error: str) -> None:
    """No token and a wrong token have errors of their own; the right one passes."""
    assert client.auth_test()["ok"]
    stranger = WebClient(token=token, base_url=workspace.api_url)
    assert refused(stranger.auth_test)["error"] == error


def test_each_token_opens_its_own_methods(workspace: LocalWorkspace, client: WebClient) -> None:
    """Socket Mode wants the app's token, everything else the bot's."""
    opened = client.apps_connections_open(app_token=workspace.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")
    calls: list[Callable[[], object]] = [
        lambda: client.apps_connections_open(app_token=workspace.bot_token),
        lambda: client.auth_test(token=workspace.app_token),
    ]
    assert [refused(call)["error"] for call in calls] == ["not_allowed_token_type"] * 2


@pytest.mark.parametrize(
    ("method", "body", "content_type", "error"),
    [
        ("auth.test", "token={bot}", "application/x-www-form-urlencoded", None),
        ("auth.test?token={bot}", "", "application/x-www-form-urlencoded", "not_authed"),
        ("auth.test", '{{"token": "{bot}"}}', "application/json", "not_authed"),
        ("apps.connections.open", "token={app}", "application/x-www-form-urlencoded", "not_authed"),
    ],
    ids=["form", "address", "json", "socket"],
)
def test_a_token_stands_in_the_header_or_a_form(
    workspace: LocalWorkspace, method: str, body: str, content_type: str, error: str | None
) -> None:
    """Nowhere else; and for Socket Mode in the header alone."""
    tokens = {"bot": workspace.bot_token, "app": workspace.app_token}
    answer = raw(workspace.api_url + method.format(**tokens), body.format(**tokens).encode(), content_type)
    assert answer.get("error") == error


@pytest.mark.parametrize(("body", "error"), [(b"{}", None), (b"{", "invalid_json"), (b"[]", "json_not_object")])
def test_json_that_cannot_be_read_is_refused(workspace: LocalWorkspace, body: bytes, error: str | None) -> None:
    """What is no JSON, and what is no object."""
    answer = raw(workspace.api_url + "auth.test", body, "application/json; charset=utf-8", workspace.bot_token)
    assert answer.get("error") == error


def test_a_form_is_read_as_json_is(workspace: LocalWorkspace) -> None:
    """Blocks and tokens may stand in a url-encoded body, as other clients send them."""
    body = f"token={workspace.bot_token}&channel={NEWS}&text=form&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"
    message = raw(workspace.api_url + "chat.postMessage", body.encode(), "application/x-www-form-urlencoded")["message"]
    assert (message["text"], message["blocks"][0]["type"]) == ("form", "divider")


def test_a_method_has_a_name_of_slack_s(client: WebClient) -> None:
    """unknown_method for any other."""
    assert client.api_call("api.test")["ok"]
    answer = refused(lambda: client.api_call("pins.add"))
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "pins.add"}


SCOPES = [
    *((name, {}, method.scope) for name, method in METHODS.items() if method.scope),
    *(
        (f"conversations.{name}", {"channel": channel}, f"{kind}:{scope}")
        for name, scope in (("history", "history"), ("replies", "history"), ("info", "read"), ("members", "read"))
        for channel, kind in ((NEWS, "channels"), (EDITORS, "groups"), (DIRECT, "im"))
    ),
    ("conversations.list", {"types": "public_channel"}, "channels:read"),
    ("users.conversations", {"types": "private_channel"}, "groups:read"),
]


def test_every_method_asks_for_its_scope(bare: Callable[[dict[str, Any]], WebClient]) -> None:
    """missing_scope says what was needed and what was provided; with the scope it is not that."""
    granted = sorted({scope for _, _, scope in SCOPES if scope})
    without = bare({"oauth_config": {"scopes": {"bot": ["links:read"]}}})
    whole = bare({"oauth_config": {"scopes": {"bot": granted}}})
    for name, arguments, scope in SCOPES:
        answer = refused(lambda name=name, args=arguments: without.api_call(name, params=args))  # type: ignore[misc]
        assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", scope, "links:read"), name
        passed = raw(f"{whole.base_url}{name}", json.dumps(arguments).encode(), "application/json", str(whole.token))
        assert passed.get("error") != "missing_scope", name


def test_people_have_locale_and_zone(client: WebClient) -> None:
    """The locale is given only where it is asked for; the guest is restricted; an unknown id is user_not_found."""
    person = client.users_info(user="U0XIAOLIN1", include_locale=True)["user"]
    assert (person["locale"], person["tz"], person["is_admin"]) == ("zh-CN", "Asia/Shanghai", False)
    assert "locale" not in client.users_info(user="U0XIAOLIN1")["user"]
    assert client.users_info(user="U0GUEST001")["user"]["is_restricted"]
    assert refused(lambda: client.users_info(user="U0NOBODY01"))["error"] == "user_not_found"
    assert {"Ada", "小林"} <= {member["real_name"] for member in client.users_list()["members"]}
    assert client.team_info()["team"]["id"] == "T0LOCAL01"
