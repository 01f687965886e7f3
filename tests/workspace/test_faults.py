"""Calls that fail on demand: each fault, how often it comes, and that everything is well again afterwards."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.workspace import LocalWorkspace
from bot.workspace.faults import FOREVER, Fault, When
from tests.workspace.conftest import refused

NEWS, GENERAL = "C0AINEWS01", "C0GENERAL1"
POST = "chat.postMessage"


def outcome(call: Callable[[], object]) -> str:
    """Say how a call went: ok, Slack's code, the HTTP status, or that there was no answer."""
    try:
        call()
    except SlackApiError as error:
        found = error.response
        return str(found.status_code if found.status_code != 200 else found["error"])
    except (OSError, RemoteDisconnected, SlackClientError):
        return "nothing"
    return "ok"


def posts(client: WebClient, count: int, channel: str = NEWS) -> list[str]:
    """Post so often, and say how each went."""
    return [outcome(lambda: client.chat_postMessage(channel=channel, text="hello")) for _ in range(count)]


def test_faults_come_as_often_as_asked(workspace: LocalWorkspace, client: WebClient) -> None:
    """429 with Retry-After, 503 and a refusal have no effect, each once; the call after them works."""
    workspace.faults.rate_limit(POST, retry_after=7)
    workspace.faults.fail(POST, status=503)
    workspace.faults.refuse(POST, "fatal_error")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=NEWS, text="hello")
    assert caught.value.response.headers["retry-after"] == "7"
    assert caught.value.response["error"] == "ratelimited"
    assert posts(client, 2) == ["503", "fatal_error"]
    assert workspace.messages("ai-news") == []
    assert posts(client, 1) == ["ok"]


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize(("kind", "seen"), [("fail", "500"), ("drop", "nothing"), ("hang", "nothing")])
def test_a_fault_comes_before_or_after_the_effect(
    workspace: LocalWorkspace, kind: str, seen: str, when: When, kept: int
) -> None:
    """500, a cut connection and a time-out look alike to the client either way; the channel knows."""
    client = WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=[], timeout=1)
    workspace.faults.add(POST, Fault(kind, when, seconds=30))  # type: ignore[arg-type]
    assert posts(client, 1) == [seen]
    assert len(workspace.messages("ai-news")) == kept
    assert posts(client, 1) == ["ok"]


def test_a_call_may_be_slow(workspace: LocalWorkspace, client: WebClient) -> None:
    """It is answered well in the end; the next one at once."""
    workspace.faults.add(POST, Fault("slow", seconds=0.3))
    started = time.monotonic()
    assert posts(client, 1) == ["ok"]
    assert time.monotonic() - started >= 0.3
    started = time.monotonic()
    assert posts(client, 1) == ["ok"]
    assert time.monotonic() - started < 0.3


def test_a_script_is_followed_call_by_call(workspace: LocalWorkspace, client: WebClient) -> None:
    """None lets one pass; after the last step all pass."""
    workspace.faults.script(POST, [None, Fault("fail"), None, Fault("refuse", error="is_archived")])
    assert posts(client, 6) == ["ok", "500", "ok", "is_archived", "ok", "ok"]


def test_a_rate_is_kept_and_can_be_repeated(workspace: LocalWorkspace, client: WebClient) -> None:
    """About one call in two, the same ones for the same seed, until the faults are cleared."""
    runs = []
    for seed in (1, 1, 2):
        workspace.faults.at_rate("api.*", Fault("fail"), 0.5, seed=seed)
        runs.append([outcome(client.api_test) for _ in range(20)])
        workspace.faults.clear()
        assert outcome(client.api_test) == "ok"
    assert runs[0] == runs[1] != runs[2]
    assert 5 <= runs[0].count("500") <= 15


def test_a_fault_can_be_for_some_calls_only(workspace: LocalWorkspace, client: WebClient) -> None:
    """By argument and by a pattern of names; other calls do not use it up."""
    workspace.faults.add(POST, Fault("fail"), where={"channel": GENERAL})
    workspace.faults.add("users.*", Fault("refuse", error="internal_error"))
    assert [*posts(client, 1), *posts(client, 2, GENERAL)] == ["ok", "500", "ok"]
    assert refused(lambda: client.users_info(user="U0ADA00001"))["error"] == "internal_error"
    assert client.users_info(user="U0ADA00001")["ok"]


def test_a_response_url_suffers_too(workspace: LocalWorkspace) -> None:
    """By the name response_url; the use is not counted where it failed before its effect."""
    url = workspace.command("Ada", "ai-news", "/company").payload["response_url"]
    workspace.faults.fail("response_url", status=502)
    answer = urllib.request.Request(url, b'{"text": "late"}', {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(answer)
    with caught.value as error:
        assert error.code == 502
    with urllib.request.urlopen(answer) as answered:
        assert answered.status == 200
    assert [message["text"] for message in workspace.messages("ai-news", "Ada")][-1:] == ["late"]


def test_a_fault_must_fit_what_it_befalls(workspace: LocalWorkspace) -> None:
    """An ack is no call's to lose, and a delivery has no status."""
    for target, kind in ((POST, "lose_ack"), ("events_api", "fail"), ("link", "duplicate")):
        with pytest.raises(ValueError, match="cannot befall"):
            workspace.faults.add(target, Fault(kind))  # type: ignore[arg-type]


def test_a_revoked_token_counts_no_more(workspace: LocalWorkspace, client: WebClient) -> None:
    """token_revoked, or what else Slack may say, in the midst of the run; until then it is good."""
    assert outcome(client.auth_test) == "ok"
    workspace.revoke(workspace.bot_token)
    assert posts(client, 1) == ["token_revoked"]
    workspace.revoke(workspace.bot_token, "account_inactive")
    assert outcome(client.auth_test) == "account_inactive"
    assert outcome(lambda: client.apps_connections_open(app_token=workspace.app_token)) == "ok"


def test_an_outage_ends(workspace: LocalWorkspace, client: WebClient) -> None:
    """Nobody answers the app meanwhile, but the page is there; afterwards all is as before."""
    workspace.faults.begin_outage()
    assert outcome(client.auth_test) == "nothing"
    with urllib.request.urlopen(workspace.page_url) as page:
        assert page.status == 200
    workspace.faults.end_outage()
    assert outcome(client.auth_test) == "ok"


def test_forever_is_until_cleared(workspace: LocalWorkspace, client: WebClient) -> None:
    """Every call fails until the faults are cleared."""
    workspace.faults.fail("*", times=FOREVER)
    assert {*posts(client, 5), outcome(client.auth_test)} == {"500"}
    workspace.faults.clear()
    assert posts(client, 1) == ["ok"]
