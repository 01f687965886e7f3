"""The page's own routes: what one person sees, what they do there, the traffic, and the clock."""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.workspace import LocalWorkspace, page_api
from bot.workspace.traffic import MASK, masked
from tests.workspace.conftest import Connection

ADA, NEWS, GENERAL = "U0ADA00001", "C0AINEWS01", "C0GENERAL1"
PAGE = Path(page_api.__file__).with_name("page")
MODAL = {
    "type": "modal",
    "callback_id": "setup",
    "title": {"type": "plain_text", "text": "Set up"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "name"},
        },
        {
            "type": "input",
            "block_id": "readers",
            "optional": True,
            "label": {"type": "plain_text", "text": "Readers"},
            "element": {"type": "multi_users_select", "action_id": "readers"},
        },
    ],
}


def ask(workspace: LocalWorkspace, path: str, body: dict[str, Any] | None = None) -> Any:
    """Call the page's own address as its script does."""
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(workspace.page_url + path, data)) as answer:
        return json.load(answer)


def refused(workspace: LocalWorkspace, path: str, body: dict[str, Any]) -> str:
    """Give the sentence with which the page refuses to do something."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(workspace, path, body)
    with caught.value as answer:
        assert answer.code == 400
        return str(json.load(answer)["error"])


def see(workspace: LocalWorkspace, **asked: str) -> Any:
    """Give what the page is told to draw."""
    return ask(workspace, f"page/view?{urllib.parse.urlencode(asked)}")


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages]


def test_the_page_is_whole_and_lets_nothing_else_in(workspace: LocalWorkspace) -> None:
    """Every file is served under a policy that allows only the page's own; it names no other, and makes no HTML."""
    paths = ["", *(f"page/{found.name}" for found in PAGE.iterdir())]
    for path in paths:
        with urllib.request.urlopen(workspace.page_url + path) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "trusted-types 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.read()
    written = "".join(
        found.read_text("utf-8") for found in PAGE.glob("*.[hj][ts]*") if found.suffix in (".html", ".js")
    )
    named = set(re.findall(r"[\"'](/page/[\w.]+\.(?:js|css|svg|json))[\"']", written))
    assert {f"/{path}" for path in paths[1:]} - {"/page/index.html"} == named
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|style=|\son\w+=", written)


def test_scripts_stay_readable() -> None:
    """No script is longer than 300 lines."""
    assert all(len(found.read_text("utf-8").splitlines()) < 300 for found in PAGE.glob("*.js"))


def test_the_page_shows_what_one_person_sees(workspace: LocalWorkspace, client: WebClient) -> None:
    """Channels, messages, thread and commands for the person who is asked for."""
    ts = workspace.post("Ada", "ai-news", "hello")
    workspace.post("小林", "ai-news", "你好", ts)
    client.chat_postMessage(channel=NEWS, text="for all", thread_ts=ts, reply_broadcast=True)
    shown = see(workspace, **{"as": "ada", "channel": "ai-news", "thread": ts})
    assert texts(shown["messages"]) == ["hello", "for all"]
    assert texts(shown["thread"]) == ["hello", "你好", "for all"]
    assert shown["commands"][0]["usage_hint"] == "NAME"
    theirs = see(workspace, **{"as": "guest", "channel": "ai-news"})
    assert [channel["name"] for channel in theirs["channels"]] == ["general", "ai-news", "Tidings"]
    assert theirs["me"]["tz"] == "Europe/London"


def test_an_ephemeral_message_is_gone_after_a_reload(workspace: LocalWorkspace, client: WebClient) -> None:
    """It is seen by one person, on the page that was open when it came; a page that opens later never sees it."""
    since = see(workspace, **{"as": "ada", "channel": "ai-news"})["since"]
    client.chat_postEphemeral(channel=NEWS, user=ADA, text="psst")
    here = {"as": "ada", "channel": "ai-news"}
    assert texts(see(workspace, **here, since=since)["messages"]) == ["psst"]
    assert see(workspace, **here)["messages"] == []
    assert see(workspace, **{"as": "xiaolin", "channel": "ai-news", "since": since})["messages"] == []


def test_ada_lives_where_the_machine_is(clock: Clock) -> None:
    """The zone that the workspace is given is hers, for the page and for the bot."""
    local = LocalWorkspace({}, clock=clock, zone="Asia/Tokyo")
    assert local.state.person("ada").zone == "Asia/Tokyo"
    assert local.state.person("xiaolin").zone == "Asia/Shanghai"


def test_the_page_acts_as_the_person(workspace: LocalWorkspace) -> None:
    """What is typed is posted or run; what cannot be is answered with one sentence."""
    me = {"as": ADA, "channel": GENERAL}
    ask(workspace, "page/say", {**me, "text": "hello"})
    assert workspace.messages("general")[-1]["text"] == "hello"
    assert refused(workspace, "page/say", {**me, "text": "/nosuch x"}) == "/nosuch is not a command of this app."


def test_people_change_what_they_wrote(workspace: LocalWorkspace) -> None:
    """One's own message is changed, marked and taken away; another's is not."""
    me = {"as": ADA, "channel": GENERAL, "ts": workspace.post("Ada", "general", "helo")}
    ask(workspace, "page/edit", {**me, "text": "hello @Tidings <b>"})
    changed = workspace.messages("general")[-1]
    assert changed["text"] == "hello <@U0TIDINGS1> &lt;b&gt;"
    assert changed["edited"]["user"] == ADA
    theirs = {**me, "as": "U0XIAOLIN1"}
    assert refused(workspace, "page/edit", {**theirs, "text": "x"}) == "That is someone else's message."
    assert refused(workspace, "page/delete", theirs) == "That is someone else's message."
    ask(workspace, "page/delete", me)
    assert me["ts"] not in [message["ts"] for message in workspace.messages("general")]


def test_a_reaction_is_added_and_taken_back(workspace: LocalWorkspace) -> None:
    """The same deed twice leaves nothing; a reaction counts those who gave it."""
    me = {"as": ADA, "channel": GENERAL, "ts": workspace.post("Ada", "general", "hello"), "name": "eyes"}
    ask(workspace, "page/react", me)
    ask(workspace, "page/react", {**me, "as": "U0XIAOLIN1"})
    assert workspace.messages("general")[-1]["reactions"] == [
        {"name": "eyes", "users": [ADA, "U0XIAOLIN1"], "count": 2}
    ]
    ask(workspace, "page/react", me)
    assert workspace.messages("general")[-1]["reactions"][0]["count"] == 1


def test_a_modal_is_filled_in(workspace: LocalWorkspace, app: App, connection: Connection) -> None:
    """The page is shown the modal and the app's errors, submits what was chosen, and hears that it was taken."""
    heard: list[Any] = []

    @app.command("/digest")
    def setup(ack: Ack, client: WebClient, body: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("setup")
    def take(ack: Ack, view: dict[str, Any]) -> None:
        heard.append(view["state"]["values"])
        if view["state"]["values"]["name"]["name"]["value"] == "taken":
            ack(response_action="errors", errors={"name": "That name is taken."})
        else:
            ack()

    connection.open(app)
    here = {"as": "ada", "since": see(workspace)["since"]}
    workspace.command("Ada", "general", "/digest")
    workspace.wait_for(lambda: workspace.views("Ada"))
    shown = see(workspace, **here)["modals"]
    assert see(workspace, **{"as": "ada"})["modals"] == []  # a page that opens later does not have it
    assert [view["title"]["text"] for view in shown] == ["Set up"]
    me = {"as": ADA, "view_id": shown[0]["id"]}
    assert ask(workspace, "page/submit", {**me, "values": {"name": "taken", "readers": [ADA, "U0GUEST001"]}}) == {}
    assert see(workspace, **here)["modals"][0]["errors"] == {"name": "That name is taken."}
    assert heard[0]["readers"]["readers"]["selected_users"] == [ADA, "U0GUEST001"]
    assert ask(workspace, "page/submit", {**me, "values": {"name": "mine", "readers": []}}) == {}
    assert see(workspace, **here)["modals"] == []


def test_a_modal_that_nobody_takes_says_so(workspace: LocalWorkspace) -> None:
    """Where the app does not answer, the page is told why, and the modal stays with what was typed."""
    since = see(workspace)["since"]
    view = workspace._hub.views.open(ADA, MODAL)
    answer = ask(workspace, "page/submit", {"as": ADA, "view_id": view.id, "values": {"name": "mine"}})
    assert answer == {"failed": "dispatch_failed"}
    assert see(workspace, **{"as": "ada", "since": since})["modals"][0]["id"] == view.id


def test_the_page_hears_of_changes(workspace: LocalWorkspace) -> None:
    """A stream of events names each kind of change, and ends when the workspace stops."""
    with urllib.request.urlopen(workspace.page_url + "page/changes") as stream:
        assert stream.readline() == b": hello\n"
        workspace.post("Ada", "general", "hello")
        lines = [stream.readline() for _ in range(2)]
        assert json.loads(lines[1].removeprefix(b"data: ")) == {"kind": "posted"}


def test_the_traffic_shows_both_ways(
    workspace: LocalWorkspace, client: WebClient, app: App, connection: Connection
) -> None:
    """Calls with their answers, envelopes with their acks and refusals with their codes, in their order."""

    @app.command("/company")
    def company(ack: Ack) -> None:
        ack("here it is")

    connection.open(app)
    before = ask(workspace, "page/traffic")[-1]["number"]
    client.chat_postMessage(channel=NEWS, text="t", blocks=[{"type": "divider"}])
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="nosuch", text="x")
    workspace.command("Ada", "ai-news", "/company", "nvidia")
    found = workspace.wait_for(
        lambda: [each for each in ask(workspace, f"page/traffic?after={before}") if each["way"] == "to_app"]
    )
    calls = [each for each in ask(workspace, f"page/traffic?after={before}") if each["way"] == "from_app"]
    assert [(each["name"], each["problem"]) for each in calls] == [
        ("chat.postMessage", None),
        ("chat.postMessage", "channel_not_found"),
    ]
    assert calls[0]["sent"]["blocks"] == [{"type": "divider"}]
    assert calls[0]["answer"]["ok"]
    assert (found[0]["road"], found[0]["name"], found[0]["sent"]["text"]) == ("Socket Mode", "/company", "nvidia")
    assert found[0]["answer"] == {"text": "here it is"}


def test_the_traffic_keeps_no_secret(
    workspace: LocalWorkspace, client: WebClient, app: App, connection: Connection
) -> None:
    """Tokens, tickets, triggers and the keys of response addresses are masked before anything is kept."""
    connection.open(app)
    client.auth_test()
    workspace.command("Ada", "ai-news", "/company", "nvidia")
    workspace.wait_for(lambda: any(each["way"] == "to_app" for each in ask(workspace, "page/traffic")))
    kept = json.dumps(ask(workspace, "page/traffic"), ensure_ascii=False)
    assert workspace.bot_token not in kept
    assert workspace.app_token not in kept
    assert f"/respond/{MASK}" in kept
    assert not re.search(r"ticket=\w|/respond/\w|\d+\.[0-9a-f]{16}", kept)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("xoxb-1-a", f"xoxb-{MASK}"),
        ("say xapp-2-b!", f"say xapp-{MASK}!"),
        ({"token": "abc", "text": "token"}, {"token": MASK, "text": "token"}),
        (["http://127.0.0.1/respond/ab12"], [f"http://127.0.0.1/respond/{MASK}"]),
        ({"trigger_id": ""}, {"trigger_id": ""}),
        (7, 7),
    ],
)
def test_secrets_are_masked(given: object, kept: object) -> None:
    """What is secret is masked by its name or its shape; the rest stays as it is."""
    assert masked(given) == kept


def test_time_is_put_forward_hour_by_hour(workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens is told of every hour; messages are dated by the new time."""
    monkeypatch.setattr(page_api, "HOUR_SECONDS", 0.0)
    hours: list[datetime] = []
    workspace.clock.subscribe(lambda: hours.append(workspace.clock()))
    ask(workspace, "page/clock", {"as": ADA, "seconds": 2.5 * 3600})
    assert len(hours) == 3
    assert hours[-1] - datetime.now(UTC) > timedelta(hours=2.4)
    assert float(workspace.post("Ada", "general", "later")) == pytest.approx(workspace.clock().timestamp(), abs=5)
    assert see(workspace)["ahead"] == 2.5 * 3600


@pytest.mark.parametrize("seconds", [0, -60, 8 * 86_400])
def test_time_goes_neither_back_nor_too_far(workspace: LocalWorkspace, seconds: int) -> None:
    """A step back, none at all or one of more than a week is refused in words."""
    words = "Time can be put forward by up to 7 days at once, and not back."
    assert refused(workspace, "page/clock", {"as": ADA, "seconds": seconds}) == words


def test_the_clock_waits_for_the_app(
    workspace: LocalWorkspace, client: WebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the app is at work on what an hour brought, the next one does not pass."""
    monkeypatch.setattr(page_api, "HOUR_SECONDS", 0.05)
    monkeypatch.setattr(page_api, "QUIET_SECONDS", 0.2)
    posted: list[timedelta] = []

    def work() -> None:
        for _ in range(3):
            client.chat_postMessage(channel=NEWS, text="x")
            posted.append(workspace.clock.ahead)

    workers = [threading.Thread(target=work)]
    workspace.clock.subscribe(lambda: workers[0].start() if not posted and not workers[0].is_alive() else None)
    ask(workspace, "page/clock", {"as": ADA, "seconds": 3 * 3600})
    workers[0].join()
    assert set(posted) == {timedelta(hours=1)}
