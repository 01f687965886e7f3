"""What goes wrong on demand or by itself: late acks, spent addresses, faults, strangers, taken ports."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.clock import Clock
from bot.serving import PortTakenError
from bot.workspace import LocalWorkspace
from tests.workspace.conftest import MANIFEST, Connection, refused

NEWS = "C0AINEWS01"


def turned_away(request: urllib.request.Request) -> tuple[int, str]:
    """Send a request that is refused; give the status and the words."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    with caught.value as answer:
        return answer.status or 0, answer.read().decode()


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


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}], ids=str
)
def test_strangers_are_turned_away(workspace: LocalWorkspace, headers: dict[str, str]) -> None:
    """Another host name or another site's origin gets 403, for the page as for the Web API."""
    for path in ("", "api/api.test", "page/view"):
        assert turned_away(urllib.request.Request(workspace.page_url + path, headers=headers))[0] == 403


def test_a_taken_port_is_said_in_one_sentence(clock: Clock) -> None:
    """PortTakenError names the port."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Port {port} on 127.0.0.1"):
            LocalWorkspace(MANIFEST, port=port, clock=clock).start()


def controlled(how: dict[str, str], deed: str, token: str | None = None, **arguments: Any) -> Any:
    """Ask something of a workspace that runs in another process."""
    request = posting(f"{how['control']}/{deed}", arguments)
    request.add_header("Authorization", f"Bearer {token or how['control_token']}")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_the_workspace_runs_alone_and_is_controlled_from_outside() -> None:
    """It prints how to reach it; with its token, and only so, it misbehaves; it ends well when told to."""
    command = [sys.executable, "-W", "error", "-m", "bot.workspace"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        how = json.loads(process.stdout.readline())
        client = WebClient(token=how["SLACK_BOT_TOKEN"], base_url=how["SLACK_API_URL"], retry_handlers=[])
        assert client.auth_test()["team_id"] == "T0LOCAL01"
        controlled(how, "script", target="auth.test", steps=[None, {"kind": "refuse", "error": "token_revoked"}])
        assert client.auth_test()["ok"]
        assert refused(client.auth_test)["error"] == "token_revoked"
        controlled(how, "post", person="Ada", channel="ai-news", text="hello")
        assert [message["text"] for message in controlled(how, "messages", channel="ai-news")] == ["hello"]
        for deed, token, status in (("clear", "guess", 401), ("nosuch", None, 404), ("add", None, 400)):
            with pytest.raises(urllib.error.HTTPError) as caught:
                controlled(how, deed, token)
            with caught.value as error:
                assert error.code == status
        process.terminate()
        assert process.wait(10) == 0
