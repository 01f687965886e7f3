"""Events API mode: a Bolt app behind the Starlette adapter is told everything by signed requests."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.serving import Server
from bot.workspace import LocalWorkspace, WorkspaceError
from bot.workspace.faults import Fault
from tests.workspace.conftest import MANIFEST, events_of


class House:
    """Serves an app over HTTP, and keeps each request's headers and body."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[Response] = []
        self.handler: SlackRequestHandler | None = None
        self.pause = 0.0
        app = Starlette(routes=[Route("/slack/events", self._answer, methods=["POST"])])
        self._server = Server(app, "127.0.0.1", 0, "house")
        self.address = f"{self._server.origin}/slack/events"
        self._server.start()

    async def _answer(self, request: Request) -> Response:
        body = await request.body()
        self.heard.append((dict(request.headers), body))
        time.sleep(self.pause)
        if self.answers:
            return self.answers.pop(0)
        return await self.handler.handle(request) if self.handler else PlainTextResponse("")

    def serve(self, app: App) -> None:
        """Let a Bolt app answer."""
        self.handler = SlackRequestHandler(app)

    def close(self) -> None:
        """Close the server."""
        self._server.stop()


@pytest.fixture
def house(later: Executor) -> Iterator[House]:
    """A server for the app."""
    opened = House()
    yield opened
    later.submit(opened.close)


@pytest.fixture
def signed(workspace: LocalWorkspace, client: WebClient) -> App:
    """A Bolt app that checks signatures."""
    return App(client=client, token=workspace.bot_token, signing_secret=workspace.signing_secret)


def test_an_address_is_used_once_it_gives_the_challenge_back(
    workspace: LocalWorkspace, house: House, signed: App
) -> None:
    """An address that answers otherwise, or not at all, is refused; Bolt's answer passes."""
    for wrong in (house.address, house.address + "/nowhere", "http://127.0.0.1:9/"):
        with pytest.raises(WorkspaceError, match="challenge"):
            workspace.use_request_url(wrong)
    house.serve(signed)
    workspace.use_request_url(house.address)


def test_every_kind_of_request_reaches_a_bolt_app(workspace: LocalWorkspace, house: House, signed: App) -> None:
    """Commands and clicks come as forms, events as JSON, each signed; what the ack carries is shown."""
    heard: list[str] = []

    @signed.command("/company")
    def company(ack: Ack, command: dict[str, Any]) -> None:
        button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
        ack(text=command["text"], blocks=[{"type": "actions", "elements": [button]}])

    @signed.action("go")
    def go(ack: Ack) -> None:
        ack()
        heard.append("go")

    @signed.event("message")
    def message(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    house.serve(signed)
    workspace.use_request_url(house.address)
    workspace.command("Ada", "ai-news", "/company", "英伟达 & co")
    [shown] = workspace.wait_for(lambda: workspace.messages("ai-news", "Ada"))
    assert shown["text"] == "英伟达 &amp; co"
    workspace.click("Ada", "ai-news", shown["ts"], "go")
    workspace.wait_for(lambda: heard == ["go"])
    workspace.post("Ada", "im", "hello")
    workspace.wait_for(lambda: heard == ["go", "hello"])
    verifier = SignatureVerifier(workspace.signing_secret)
    assert all(verifier.is_valid_request(body, headers) for headers, body in house.heard)
    kinds = [headers["content-type"].partition("/")[2] for headers, _ in house.heard[1:]]
    assert kinds == ["x-www-form-urlencoded", "x-www-form-urlencoded", "json"]


@pytest.fixture
def told(clock: Clock, house: House, later: Executor) -> Iterator[LocalWorkspace]:
    """A started workspace that was given the address and secret before, as that of an app long set up."""
    local = LocalWorkspace(
        MANIFEST,
        clock=clock,
        ack_seconds=0.5,
        retry_seconds=(0.0, 0.1),
        request_url=house.address,
        signing_secret="known",
    )
    local.start()
    yield local
    later.submit(local.stop)


def test_the_address_and_secret_can_be_given_at_the_start(told: LocalWorkspace, house: House) -> None:
    """Nothing is asked first; the first request carries a command."""
    told.command("Ada", "ai-news", "/company")
    [(headers, body)] = told.wait_for(lambda: house.heard)
    assert SignatureVerifier("known").is_valid_request(body, headers)
    assert b"command=%2Fcompany" in body


def test_a_foreign_signature_is_refused_by_the_app(told: LocalWorkspace, house: House) -> None:
    """An app with another secret answers 401, which the person sees as http_client_error."""
    client = WebClient(token=told.bot_token, base_url=told.api_url)
    house.serve(App(client=client, token=told.bot_token, signing_secret="other"))
    told.command("Ada", "ai-news", "/company")
    [message] = told.wait_for(lambda: told.messages("ai-news", "Ada"))
    assert "http_client_error" in message["text"]


@pytest.mark.parametrize(
    ("answer", "pause", "shown", "reason"),
    [
        (PlainTextResponse("", 500), 0.0, "http_service_error", "http_error"),
        (PlainTextResponse("", 404), 0.0, "http_client_error", "http_error"),
        (None, 0.7, "operation_timeout", "http_timeout"),
    ],
    ids=["500", "404", "late"],
)
def test_a_failure_is_shown_for_a_command_and_repeated_for_an_event(
    told: LocalWorkspace, house: House, answer: Response | None, pause: float, shown: str, reason: str
) -> None:
    """A command fails before the person; an event comes again, saying how often and why."""
    house.pause, house.answers = pause, [answer, answer] if answer else []
    told.command("Ada", "ai-news", "/company")
    [message] = told.wait_for(lambda: told.messages("ai-news", "Ada"))
    assert shown in message["text"]
    told.post("Ada", "im", "hello")
    told.wait_for(lambda: len(house.heard) >= 2)
    house.pause = 0.0
    told.wait_for(lambda: len(house.heard) >= 3)
    retry = house.heard[2][0]
    assert (retry["x-slack-retry-num"], retry["x-slack-retry-reason"]) == ("1", reason)
    assert "x-slack-retry-num" not in house.heard[1][0]
    assert len({event_id for _, body in house.heard[1:3] for event_id in events_of(body)}) == 1


@pytest.mark.parametrize(("kind", "retries"), [("duplicate", [None, None]), ("lose_ack", [None, "1"]), ("lose", ["1"])])
def test_a_delivery_may_go_astray(told: LocalWorkspace, house: House, kind: Any, retries: list[str | None]) -> None:
    """As over sockets: twice at once, again though it was answered, or late; the next one comes once."""
    told.faults.add("events_api", Fault(kind))
    told.post("Ada", "im", "one")
    told.wait_for(lambda: len(house.heard) == len(retries))
    assert [headers.get("x-slack-retry-num") for headers, _ in house.heard] == retries
    assert len({event_id for _, body in house.heard for event_id in events_of(body)}) == 1
    house.heard.clear()
    told.post("Ada", "im", "two")
    told.wait_for(lambda: house.heard)
    assert b"two" in house.heard[0][1]


def test_an_app_may_refuse_to_be_told_again(told: LocalWorkspace, house: House) -> None:
    """X-Slack-No-Retry ends the redelivery that would otherwise come at once."""
    house.answers = [PlainTextResponse("", 500, {"X-Slack-No-Retry": "1"})]
    told.post("Ada", "im", "hello")
    told.wait_for(lambda: house.heard)
    threading.Event().wait(0.3)
    assert len(house.heard) == 1
