"""What goes wrong on demand or by itself: late acks, spent addresses, faults, strangers, taken ports."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.clock import Clock
from bot.workspace import LocalWorkspace, WorkspaceError
from tests.workspace.conftest import MANIFEST, Connection

NEWS = "C0AINEWS01"


@contextmanager
def socket_of(workspace: LocalWorkspace, client: WebClient) -> Iterator[ClientConnection]:
    """Open a bare websocket as the app would, and take its hello."""
    with connect(client.apps_connections_open(app_token=workspace.app_token)["url"]) as opened:
        assert json.loads(opened.recv(5))["type"] == "hello"
        yield opened


def turned_away(request: urllib.request.Request) -> tuple[int, str]:
    """Send a request that is refused; give the status and the words."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    with caught.value as answer:
        return answer.status or 0, answer.read().decode()


def test_an_event_that_nobody_acks_comes_again(workspace: LocalWorkspace, client: WebClient) -> None:
    """The same event_id in a new envelope that counts the attempts; an ack ends it."""
    with socket_of(workspace, client) as link:
        workspace.post("Ada", "im", "hello")
        first, second = json.loads(link.recv(5)), json.loads(link.recv(5))
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert first["envelope_id"] != second["envelope_id"]
        assert "retry_attempt" not in first
        assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
        link.send(json.dumps({"envelope_id": second["envelope_id"]}))
        with pytest.raises(TimeoutError):
            link.recv(1.3)


def test_an_event_moves_to_another_socket_when_its_own_closes(workspace: LocalWorkspace, client: WebClient) -> None:
    """An unacked event of a lost socket is sent again at once, to the one that is left."""
    with socket_of(workspace, client) as dying, socket_of(workspace, client) as staying:
        workspace.post("Ada", "im", "hello")
        first = json.loads(dying.recv(5))
        dying.close()
        again = json.loads(staying.recv(5))
    assert (again["payload"], again["retry_attempt"]) == (first["payload"], 1)


@pytest.mark.parametrize(("connected", "error"), [(True, "operation_timeout"), (False, "dispatch_failed")])
def test_a_command_that_nobody_acks_fails_before_the_person(
    workspace: LocalWorkspace, client: WebClient, connected: bool, error: str
) -> None:
    """An ephemeral line names the failure; a command is not sent again."""
    with socket_of(workspace, client) if connected else nullcontext() as link:
        workspace.command("Ada", "ai-news", "/company", "nvidia")
        [message] = workspace.wait_for(lambda: workspace.messages("ai-news", "Ada"))
        assert error in message["text"]
        assert message["is_ephemeral"]
        if link is not None:
            assert json.loads(link.recv(5))["type"] == "slash_commands"
            with pytest.raises(TimeoutError):
                link.recv(0.2)


def test_a_ticket_opens_one_socket(workspace: LocalWorkspace, client: WebClient) -> None:
    """The address of a socket cannot be used again or guessed."""
    url = client.apps_connections_open(app_token=workspace.app_token)["url"]
    with connect(url):
        pass
    with pytest.raises(InvalidStatus, match="403"), connect(url):
        pass


def posting(url: str, body: dict[str, Any]) -> urllib.request.Request:
    """Build the request that answers through a response_url."""
    return urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})


def respond_to(url: str, body: dict[str, Any]) -> dict[str, Any]:
    """Answer through a response_url."""
    with urllib.request.urlopen(posting(url, body)) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def test_a_response_url_works_five_times_in_thirty_minutes(workspace: LocalWorkspace, clock: Clock) -> None:
    """The sixth use is used_url, a late one expired_url; both are 404. It works where the bot is no member."""
    urls = [workspace.command("Ada", "quiet", "/company", "x").payload["response_url"] for _ in range(2)]
    for i in range(5):
        assert respond_to(urls[0], {"text": str(i), "response_type": "in_channel"})["ok"]
    assert [message["text"] for message in workspace.messages("quiet")] == list("01234")
    status, words = turned_away(posting(urls[0], {"text": "5"}))
    assert (status, json.loads(words)["error"]) == (404, "used_url")
    clock.put_forward(timedelta(minutes=31))
    status, words = turned_away(posting(urls[1], {"text": "late"}))
    assert (status, json.loads(words)["error"]) == (404, "expired_url")


def test_a_response_url_takes_no_broken_blocks(workspace: LocalWorkspace) -> None:
    """Limits hold there too."""
    url = workspace.command("Ada", "general", "/company", "x").payload["response_url"]
    assert respond_to(url, {"text": "x", "blocks": [{"type": "header"}]})["error"] == "invalid_blocks"


def test_an_ephemeral_answer_can_be_replaced_and_taken_away(
    workspace: LocalWorkspace, app: App, connection: Connection
) -> None:
    """A click on an ephemeral message has no message in it, but its response_url changes it."""
    clicks: list[dict[str, Any]] = []

    @app.command("/company")
    def company(ack: Ack) -> None:
        buttons = [
            {"type": "button", "text": {"type": "plain_text", "text": t}, "action_id": t} for t in ("new", "off")
        ]
        ack(text="first", blocks=[{"type": "actions", "elements": buttons}])

    @app.action("new")
    def new(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        clicks.append(body)
        respond(text="second", replace_original=True)

    connection.open(app)
    workspace.command("Ada", "ai-news", "/company", "x")
    [shown] = workspace.wait_for(lambda: workspace.messages("ai-news", "Ada"))
    workspace.click("Ada", "ai-news", shown["ts"], "new")
    workspace.wait_for(lambda: workspace.messages("ai-news", "Ada")[0]["text"] == "second")
    assert clicks[0]["container"]["is_ephemeral"] is True
    assert "message" not in clicks[0]
    respond_to(clicks[0]["response_url"], {"delete_original": True})
    assert workspace.messages("ai-news", "Ada") == []


def test_faults_come_as_often_as_asked(workspace: LocalWorkspace, client: WebClient) -> None:
    """429 with Retry-After, 500 and a refusal have no effect; the call after them works."""
    workspace.faults.rate_limit("chat.postMessage", retry_after=7)
    workspace.faults.fail("chat.postMessage", status=503)
    workspace.faults.refuse("chat.postMessage", "fatal_error")
    seen = []
    for _ in range(3):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel=NEWS, text="hello")
        seen.append((caught.value.response.status_code, caught.value.response.headers.get("retry-after")))
    assert seen == [(429, "7"), (503, None), (200, None)]
    assert workspace.messages("ai-news") == []
    assert client.chat_postMessage(channel=NEWS, text="hello")["ok"]


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
def test_a_connection_can_be_cut_before_and_after_the_effect(
    workspace: LocalWorkspace, client: WebClient, when: Any, kept: int
) -> None:
    """The client cannot tell the two apart; the channel can."""
    workspace.faults.drop("chat.postMessage", when=when)
    with pytest.raises((RemoteDisconnected, ConnectionError, urllib.error.URLError)):
        client.chat_postMessage(channel=NEWS, text="hello")
    assert len(workspace.messages("ai-news")) == kept


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}], ids=str
)
def test_strangers_are_turned_away(workspace: LocalWorkspace, headers: dict[str, str]) -> None:
    """Another host name or another site's origin gets 403, for the page as for the Web API."""
    for path in ("", "api/api.test", "page/view"):
        assert turned_away(urllib.request.Request(workspace.page_url + path, headers=headers))[0] == 403


def test_a_taken_port_is_said_in_one_sentence(clock: Clock) -> None:
    """WorkspaceError names the port."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(WorkspaceError, match=f"Port {port} on 127.0.0.1 is taken"):
            LocalWorkspace(MANIFEST, port=port, clock=clock).start()


@pytest.mark.parametrize("name", ["/topic", "/who", "/Search", "/feed", "/remind"])
def test_a_built_in_command_is_refused(clock: Clock, name: str) -> None:
    """A manifest that names a command of Slack's own makes no workspace."""
    with pytest.raises(WorkspaceError, match="Slack's own"):
        LocalWorkspace({"features": {"slash_commands": [{"command": name}]}}, clock=clock)


def test_the_workspace_runs_alone() -> None:
    """`python -m bot.workspace` prints how to reach it, and ends well when told to."""
    command = [sys.executable, "-W", "error", "-m", "bot.workspace"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        how = json.loads(process.stdout.readline())
        answer = WebClient(token=how["SLACK_BOT_TOKEN"], base_url=how["SLACK_API_URL"]).auth_test()
        process.terminate()
        assert process.wait(10) == 0
    assert answer["team_id"] == "T0LOCAL01"
