"""Modals and Homes: what a view must be, and Slack's rules for opening, pushing, updating and publishing them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.clock import Clock
from bot.workspace import LocalWorkspace, WorkspaceError
from bot.workspace.limits import check_view
from tests.workspace.blocks import Block, field, modal, mrkdwn, plain, refusal, section
from tests.workspace.conftest import refused

ADA = "U0ADA00001"
DIVIDER: Block = {"type": "divider"}
HOME: Block = {"type": "home", "blocks": [DIVIDER]}
TIME: Block = {"type": "timepicker"}

RULES: list[tuple[str, Block, Block, str]] = [
    ("an input needs a submit", modal(field(TIME), submit=plain()), modal(field(TIME)), "must define `submit`"),
    ("a title", modal(), {"type": "modal", "blocks": [DIVIDER]}, "missing required field: title [json-pointer:/view]"),
    ("a plain title", modal(), modal(title=mrkdwn()), "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
    ("blocks", modal(), modal() | {"blocks": []}, "must provide at least 1 items [json-pointer:/view/blocks]"),
    ("its own kind", modal(), HOME, "must be a valid enum value [json-pointer:/view/type]"),
    (
        "no fields but Slack's",
        modal(clear_on_close=True),
        modal(submit_disabled=True),
        "invalid additional property: submit_disabled [json-pointer:/view]",
    ),
    ("metadata is a string", modal(private_metadata="{}"), modal(private_metadata={}), "must provide a string"),
    ("whole blocks", modal(section()), modal(section(text="x")), "must provide an object [json-pointer:/view/blocks/0"),
]


@pytest.mark.parametrize(("good", "bad", "reason"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_a_rule_of_views(good: Block, bad: Block, reason: str) -> None:
    """The one is taken; the other is invalid_arguments with the reason."""
    check_view(good, "modal")
    error = refusal(lambda: check_view(bad, "modal"))
    assert error.error == "invalid_arguments"
    assert any(reason in detail for detail in error.details), error.details


def test_a_home_has_neither_title_nor_submit() -> None:
    """Both are additional properties there; blocks alone are enough."""
    check_view(HOME, "home")
    error = refusal(lambda: check_view(HOME | {"title": plain()}, "home"))
    assert "invalid additional property: title [json-pointer:/view]" in error.details


@pytest.fixture
def trigger(workspace: LocalWorkspace) -> Callable[[], str]:
    """Give a new trigger of Ada's."""
    return lambda: str(workspace.command("Ada", "general", "/digest").payload["trigger_id"])


def test_a_trigger_opens_one_modal_within_three_seconds(
    trigger: Callable[[], str], client: WebClient, clock: Clock
) -> None:
    """Unknown, used and expired trigger ids are told apart."""
    triggers = [trigger(), trigger()]
    view = client.views_open(trigger_id=triggers[0], view=modal())["view"]
    assert view["root_view_id"] == view["id"]
    clock.put_forward(timedelta(seconds=4))
    codes = [refused(lambda t=t: client.views_open(trigger_id=t, view=modal()))["error"] for t in (*triggers, "none")]  # type: ignore[misc]
    assert codes == ["exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id"]


def test_a_broken_view_costs_no_trigger(trigger: Callable[[], str], client: WebClient) -> None:
    """Slack reads the view before it takes the trigger, and answers with a message for each path."""
    once = trigger()
    answer = refused(lambda: client.views_open(trigger_id=once, view=modal(title=plain("x" * 25))))
    assert answer == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {
            "messages": [
                "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
                "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
            ]
        },
    }
    assert client.views_open(trigger_id=once, view=modal())["ok"]


def test_three_modals_stand_on_each_other(trigger: Callable[[], str], client: WebClient) -> None:
    """A push needs a modal to stand on; the fourth is push_limit_reached."""
    assert refused(lambda: client.views_push(trigger_id=trigger(), view=modal()))["error"] == "not_found"
    root = client.views_open(trigger_id=trigger(), view=modal())["view"]
    pushed = [client.views_push(trigger_id=trigger(), view=modal())["view"] for _ in range(2)]
    assert [view["root_view_id"] for view in pushed] == [root["id"]] * 2
    assert pushed[1]["previous_view_id"] == pushed[0]["id"]
    assert refused(lambda: client.views_push(trigger_id=trigger(), view=modal()))["error"] == "push_limit_reached"


def test_a_hash_guards_a_view(trigger: Callable[[], str], client: WebClient) -> None:
    """An update or a Home with an old hash is hash_conflict; with the newest, or none, it passes."""
    opened = client.views_open(trigger_id=trigger(), view=modal())["view"]
    client.views_update(view_id=opened["id"], view=modal(section()), hash=opened["hash"])
    stale: list[Callable[[], Any]] = [
        lambda: client.views_update(view_id=opened["id"], view=modal(), hash=opened["hash"])
    ]
    client.views_update(view_id=opened["id"], view=modal())
    first = client.views_publish(user_id=ADA, view=HOME)["view"]
    client.views_publish(user_id=ADA, view=HOME, hash=first["hash"])
    stale.append(lambda: client.views_publish(user_id=ADA, view=HOME, hash=first["hash"]))
    assert [refused(call)["error"] for call in stale] == ["hash_conflict"] * 2


def test_a_view_is_found_by_its_own_id_or_the_app_s(
    workspace: LocalWorkspace, trigger: Callable[[], str], client: WebClient
) -> None:
    """Unknown and closed views are not_found; an external_id in use is duplicate_external_id."""
    client.views_open(trigger_id=trigger(), view=modal(external_id="mine"))
    client.views_update(external_id="mine", view=modal(section(), external_id="mine"))
    again = refused(lambda: client.views_push(trigger_id=trigger(), view=modal(external_id="mine")))
    assert again["error"] == "duplicate_external_id"
    assert refused(lambda: client.views_update(view_id="V0", view=modal()))["error"] == "not_found"
    [view] = workspace.views("Ada")
    workspace.people.close_view("Ada", view.id)
    assert refused(lambda: client.views_update(view_id=view.id, view=modal()))["error"] == "not_found"


def test_a_home_is_published_for_people_of_the_workspace(client: WebClient) -> None:
    """An unknown user is among the invalid_arguments."""
    assert client.views_publish(user_id=ADA, view=HOME)["view"]["type"] == "home"
    answer = refused(lambda: client.views_publish(user_id="U0NOBODY01", view=HOME))
    assert answer["response_metadata"]["messages"] == ["[ERROR] invalid `user_id`"]


def test_a_home_must_be_enabled_by_the_manifest(bare: Callable[[dict[str, Any]], WebClient]) -> None:
    """not_enabled without home_tab_enabled."""
    without = bare({"features": {"app_home": {"home_tab_enabled": False}}})
    assert refused(lambda: without.views_publish(user_id=ADA, view=HOME))["error"] == "not_enabled"
    assert bare({"features": {"app_home": {"home_tab_enabled": True}}}).views_publish(user_id=ADA, view=HOME)["ok"]


def test_a_modal_is_submitted_when_it_is_filled_in(
    workspace: LocalWorkspace, trigger: Callable[[], str], client: WebClient
) -> None:
    """Nothing, too little and too much are refused as by Slack's client; the state holds every input, unused too."""
    typed = {"type": "plain_text_input", "action_id": "name", "min_length": 2, "max_length": 5}
    inputs = [
        field(typed, label=plain("Name"), block_id="a"),
        field({**TIME, "action_id": "at", "initial_time": "08:30"}, block_id="b"),
        field({"type": "datepicker", "action_id": "on"}, block_id="c", optional=True),
    ]
    client.views_open(trigger_id=trigger(), view=modal(*inputs, submit=plain("Save")))
    [view] = workspace.views("Ada")
    for wrong in ({}, {"name": ""}, {"name": "x"}, {"name": "x" * 6}, {"name": "Lin", "at": None}):
        with pytest.raises(WorkspaceError, match=r"Name|Time"):
            workspace.people.submit("Ada", view.id, wrong)  # type: ignore[arg-type]
    sent = workspace.people.submit("Ada", view.id, {"name": "Lin"}).payload["view"]["state"]["values"]
    assert sent == {
        "a": {"name": {"type": "plain_text_input", "value": "Lin"}},
        "b": {"at": {"type": "timepicker", "selected_time": "08:30"}},
        "c": {"on": {"type": "datepicker", "selected_date": None}},
    }
