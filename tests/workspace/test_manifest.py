"""Manifests that Slack would refuse make no workspace; those next to them do."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bot.workspace import WorkspaceError
from bot.workspace.manifest import EVENT_SCOPES, read_manifest
from tests.workspace.conftest import MANIFEST


def changed(**parts: Any) -> dict[str, Any]:
    """The tests' manifest with parts of it replaced, each named by its path with `__` for `/`."""
    manifest = deepcopy(MANIFEST)
    for path, value in parts.items():
        *way, last = path.split("__")
        place = manifest
        for name in way:
            place = place.setdefault(name, {})
        place[last] = value
    return manifest


def with_command(**changes: object) -> dict[str, Any]:
    return changed(features__slash_commands=[{"command": "/company", "description": "x", **changes}])


def with_shortcut(**changes: object) -> dict[str, Any]:
    shortcut = {"name": "Keep", "type": "message", "callback_id": "keep", "description": "x"}
    return changed(features__shortcuts=[{**shortcut, **changes}])


LIMITS: list[tuple[str, int, Callable[[int], dict[str, Any]]]] = [
    ("name", 35, lambda n: changed(display_information__name="x" * n)),
    ("description", 140, lambda n: changed(display_information__description="x" * n)),
    ("long description", 4000, lambda n: changed(display_information__long_description="x" * n)),
    ("bot's name", 80, lambda n: changed(features__bot_user__display_name="x" * n)),
    ("command", 32, lambda n: with_command(command="/".ljust(n, "x"))),
    ("usage hint", 1000, lambda n: with_command(usage_hint="x" * n)),
    ("shortcut", 24, lambda n: with_shortcut(name="x" * n)),
    ("shortcut's description", 150, lambda n: with_shortcut(description="x" * n)),
    ("shortcuts", 10, lambda n: changed(features__shortcuts=with_shortcut()["features"]["shortcuts"] * n)),
    ("commands", 50, lambda n: changed(features__slash_commands=with_command()["features"]["slash_commands"] * n)),
]


@pytest.mark.parametrize(("limit", "build"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_a_limit_of_manifests_holds_to_the_one(limit: int, build: Callable[[int], dict[str, Any]]) -> None:
    """The limit passes; the limit and one is refused."""
    read_manifest(build(limit))
    with pytest.raises(WorkspaceError, match="Slack would refuse the manifest"):
        read_manifest(build(limit + 1))


def test_a_long_description_is_long() -> None:
    """175 characters at least."""
    read_manifest(changed(display_information__long_description="x" * 175))
    with pytest.raises(WorkspaceError, match="must be more than 174 characters"):
        read_manifest(changed(display_information__long_description="x" * 174))


@pytest.mark.parametrize("name", ["/topic", "/who", "/Search", "/feed", "/remind", "/status"])
def test_a_built_in_command_is_refused(name: str) -> None:
    """Whatever its case; with an s it is one's own."""
    read_manifest(with_command(command=f"{name}s"))
    with pytest.raises(WorkspaceError, match="Slack's own"):
        read_manifest(with_command(command=name))


@pytest.mark.parametrize("command", ["company", "/my company"])
def test_a_command_is_one_word_after_a_slash(command: str) -> None:
    """Anything else is refused."""
    with pytest.raises(WorkspaceError, match="regex pattern"):
        read_manifest(with_command(command=command))


@pytest.mark.parametrize("event", EVENT_SCOPES)
def test_an_event_needs_its_scope(event: str) -> None:
    """Each of the scopes that it may have is enough; none is refused."""
    asked = {"features": {}, "settings": {"event_subscriptions": {"bot_events": [event]}}}
    for scope in EVENT_SCOPES[event]:
        assert event in read_manifest({**asked, "oauth_config": {"scopes": {"bot": [scope]}}}).events
    with pytest.raises(WorkspaceError, match=f"the event {event} needs the scope"):
        read_manifest({**asked, "oauth_config": {"scopes": {"bot": ["chat:write"]}}})


def test_commands_need_their_scope() -> None:
    """`commands`, without which a manifest with commands is refused."""
    read_manifest(changed(oauth_config__scopes__bot=["commands"], settings={}))
    with pytest.raises(WorkspaceError, match="slash commands need the scope commands"):
        read_manifest(changed(oauth_config__scopes__bot=["chat:write"], settings={}))


def test_only_shortcuts_of_messages_are_offered_on_them() -> None:
    """A global one is valid and shown elsewhere in Slack; any other kind, or none, is refused."""
    assert [found.callback_id for found in read_manifest(with_shortcut()).shortcuts] == ["keep"]
    assert read_manifest(with_shortcut(type="global")).shortcuts == ()
    with pytest.raises(WorkspaceError, match="must be a valid enum value"):
        read_manifest(with_shortcut(type="channel"))
    with pytest.raises(WorkspaceError, match="missing required field: type"):
        read_manifest(changed(features__shortcuts=[{"name": "x", "callback_id": "y", "description": "z"}]))


def test_shortcuts_need_their_scope() -> None:
    """The scope `commands`, like slash commands."""
    scopes = [scope for scope in MANIFEST["oauth_config"]["scopes"]["bot"] if scope != "commands"]
    manifest = with_shortcut() | changed(oauth_config__scopes__bot=scopes, features__slash_commands=[])
    manifest["features"] = {"shortcuts": with_shortcut()["features"]["shortcuts"]}
    with pytest.raises(WorkspaceError, match="shortcuts need the scope commands"):
        read_manifest(manifest)
