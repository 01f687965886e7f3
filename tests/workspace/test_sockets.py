"""Socket Mode: one delivery each, redelivery, limits, and what befalls sockets and deliveries on demand."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.clock import Clock
from bot.workspace import LocalWorkspace
from bot.workspace.faults import Fault
from bot.workspace.sockets import DisconnectReason
from tests.workspace.conftest import MANIFEST, refused


@pytest.fixture
def workspace(clock: Clock, later: Executor) -> Iterator[LocalWorkspace]:
    """A workspace that gives up on acks very soon: bare sockets answer at once or never."""
    local = LocalWorkspace(MANIFEST, clock=clock, ack_seconds=0.4, retry_seconds=(0.0, 0.1))
    local.start()
    yield local
    later.submit(local.stop)


def address(workspace: LocalWorkspace, client: WebClient) -> str:
    """Ask for the address of a new socket."""
    return str(client.apps_connections_open(app_token=workspace.app_token)["url"])


@contextmanager
def socket_of(workspace: LocalWorkspace, client: WebClient) -> Iterator[ClientConnection]:
    """Open a bare websocket as the app would, and take its hello."""
    with connect(address(workspace, client), close_timeout=0.2) as opened:
        assert json.loads(opened.recv(5))["type"] == "hello"
        yield opened


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
            link.recv(0.6)


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


def heard(link: ClientConnection, seconds: float = 5) -> dict[str, Any]:
    """Take the next message of a socket."""
    found: dict[str, Any] = json.loads(link.recv(seconds))
    return found


def acked(link: ClientConnection) -> dict[str, Any]:
    """Take the next envelope of a socket and ack it."""
    envelope = heard(link)
    link.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
    return envelope


def test_a_lost_ack_brings_an_event_again(workspace: LocalWorkspace, client: WebClient) -> None:
    """The app acked, Slack overheard it: the same event_id comes again, and its ack ends it."""
    with socket_of(workspace, client) as link:
        workspace.faults.add("events_api", Fault("lose_ack"))
        workspace.post("Ada", "im", "hello")
        first, second = acked(link), acked(link)
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert second["retry_attempt"] == 1
        with pytest.raises(TimeoutError):
            link.recv(0.6)


def test_a_lost_event_comes_later(workspace: LocalWorkspace, client: WebClient) -> None:
    """Nothing is heard of it at first; the redelivery says that it is the first one."""
    with socket_of(workspace, client) as link:
        workspace.faults.add("events_api/message", Fault("lose"))
        workspace.post("Ada", "im", "hello")
        with pytest.raises(TimeoutError):
            link.recv(0.3)
        assert acked(link)["retry_attempt"] == 1


def test_an_event_may_come_twice_at_once(workspace: LocalWorkspace, client: WebClient) -> None:
    """Two envelopes hold the same event, neither a retry; the next event comes once."""
    with socket_of(workspace, client) as link:
        workspace.faults.add("events_api/message", Fault("duplicate"))
        workspace.post("Ada", "im", "one")
        twins = [acked(link), acked(link)]
        assert len({twin["payload"]["event_id"] for twin in twins}) == 1
        assert len({twin["envelope_id"] for twin in twins}) == 2
        assert not any("retry_attempt" in twin for twin in twins)
        workspace.post("Ada", "im", "two")
        assert acked(link)["payload"]["event"]["text"] == "two"
        with pytest.raises(TimeoutError):
            link.recv(0.2)


def test_a_delivery_may_be_slow(workspace: LocalWorkspace, client: WebClient) -> None:
    """Only those asked for: a command waits, the next one does not."""
    with socket_of(workspace, client) as link:
        workspace.faults.add("slash_commands", Fault("slow", seconds=0.4), where={"command": "/digest"})
        started = time.monotonic()
        workspace.command("Ada", "general", "/digest")
        workspace.command("Ada", "general", "/company")
        commands = [(acked(link)["payload"]["command"], time.monotonic() - started >= 0.4) for _ in range(2)]
    assert commands == [("/company", False), ("/digest", True)]


@pytest.mark.parametrize(
    ("reason", "is_over"), [("warning", False), ("refresh_requested", True), ("link_disabled", True)]
)
def test_a_socket_is_told_that_it_is_to_close(
    workspace: LocalWorkspace, client: WebClient, reason: DisconnectReason, is_over: bool
) -> None:
    """A disconnect frame names the reason; a socket that is only warned goes on, the others are closed."""
    with socket_of(workspace, client) as link:
        workspace.faults.disconnect(reason)
        told = heard(link)
        assert (told["type"], told["reason"]) == ("disconnect", reason)
        if is_over:
            with pytest.raises(ConnectionClosed):
                link.recv(5)
        else:
            workspace.post("Ada", "im", "hello")
            assert acked(link)["type"] == "events_api"


def test_a_socket_may_be_cut(workspace: LocalWorkspace, client: WebClient) -> None:
    """Without a closing frame; a new one is opened at once and hears what comes then."""
    with socket_of(workspace, client) as link:
        workspace.faults.cut()
        with pytest.raises(ConnectionClosed) as caught:
            link.recv(5)
        assert caught.value.rcvd is None
    with socket_of(workspace, client) as link:
        workspace.post("Ada", "im", "hello")
        assert acked(link)["type"] == "events_api"


def test_a_half_open_socket_answers_nothing(workspace: LocalWorkspace, client: WebClient) -> None:
    """No pong, no event, no close; what was meant for it comes to the next socket as a retry."""
    with socket_of(workspace, client) as frozen:
        assert frozen.ping().wait(5)
        workspace.faults.freeze()
        assert not frozen.ping().wait(0.3)
        workspace.post("Ada", "im", "hello")
        with socket_of(workspace, client) as link:
            assert acked(link)["retry_attempt"] >= 1
        with pytest.raises(TimeoutError):
            frozen.recv(0)
        assert workspace.sockets >= 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("fail", status=503), InvalidStatus),
        (Fault("drop"), (InvalidMessage, OSError)),
        (Fault("hang", seconds=30), TimeoutError),
    ],
    ids=["503", "cut", "hanging"],
)
def test_a_socket_may_fail_to_open(workspace: LocalWorkspace, client: WebClient, fault: Fault, error: Any) -> None:
    """The next one opens."""
    workspace.faults.add("link", fault)
    with pytest.raises(error):
        connect(address(workspace, client), open_timeout=0.5)
    with socket_of(workspace, client):
        pass


def test_a_socket_may_open_and_say_nothing(workspace: LocalWorkspace, client: WebClient) -> None:
    """No hello and no events, though it stands; what was meant for it is lost."""
    workspace.faults.add("link", Fault("mute"))
    with connect(address(workspace, client)) as mute:
        workspace.wait_for(lambda: workspace.sockets)
        workspace.post("Ada", "im", "hello")
        with pytest.raises(TimeoutError):
            mute.recv(0.3)


def test_ten_sockets_are_enough(workspace: LocalWorkspace, client: WebClient) -> None:
    """The eleventh is told too_many_websockets and closed; there is room again when one has gone."""
    with ExitStack() as opened:
        links = [opened.enter_context(socket_of(workspace, client)) for _ in range(10)]
        with connect(address(workspace, client)) as eleventh:
            assert heard(eleventh)["reason"] == "too_many_websockets"
            with pytest.raises(ConnectionClosed):
                eleventh.recv(5)
        links[0].close()
        workspace.wait_for(lambda: workspace.sockets == 9)
        with socket_of(workspace, client):
            pass


def test_a_revoked_app_token_ends_socket_mode(workspace: LocalWorkspace, client: WebClient) -> None:
    """Open sockets are told link_disabled, and no new one is to be had."""
    with socket_of(workspace, client) as link:
        workspace.revoke(workspace.app_token)
        assert heard(link)["reason"] == "link_disabled"
    answer = refused(lambda: client.apps_connections_open(app_token=workspace.app_token))
    assert answer["error"] == "token_revoked"


def test_an_app_with_a_request_url_has_no_sockets(clock: Clock) -> None:
    """Its sockets are told link_disabled; without the address they are greeted."""
    for request_url, said in (("http://127.0.0.1:9/slack/events", "disconnect"), (None, "hello")):
        local = LocalWorkspace(MANIFEST, clock=clock, request_url=request_url)
        local.start()
        with connect(address(local, WebClient(token=local.bot_token, base_url=local.api_url))) as link:
            assert heard(link)["type"] == said
        local.stop()


def test_a_channel_may_change_its_id(clock: Clock) -> None:
    """channel_id_changed names both; the old id is unknown then, and what stood there stands there still."""
    manifest = {**MANIFEST, "settings": {"event_subscriptions": {"bot_events": ["channel_id_changed"]}}}
    local = LocalWorkspace(manifest, clock=clock)
    local.start()
    client = WebClient(token=local.bot_token, base_url=local.api_url)
    parent = client.chat_postMessage(channel="C0AINEWS01", text="one")["ts"]
    client.chat_postMessage(channel="C0AINEWS01", text="two", thread_ts=parent)
    with socket_of(local, client) as link:
        local.command("Ada", "ai-news", "/company")
        url = acked(link)["payload"]["response_url"]
        local.change_channel_id("ai-news", "C0SHARED01")
        event = acked(link)["payload"]["event"]
    assert (event["old_channel_id"], event["new_channel_id"]) == ("C0AINEWS01", "C0SHARED01")
    assert refused(lambda: client.chat_postMessage(channel="C0AINEWS01", text="x"))["error"] == "channel_not_found"
    assert len(client.conversations_replies(channel="C0SHARED01", ts=parent)["messages"]) == 2
    assert WebhookClient(url).send(text="late", response_type="in_channel").status_code == 200
    assert [message["text"] for message in local.messages("ai-news")] == ["one", "late"]
    local.stop()
