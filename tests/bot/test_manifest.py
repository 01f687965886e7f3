"""The manifest against Slack's schema and limits, and against what is registered and explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from slack_bolt import App

from bot.blocks.help import COMMANDS, help_answer
from bot.desk import Desk
from bot.listeners import actions, channels, commands, digests, feedback, home, mentions, saving
from bot.manifest import load_manifest
from bot.workspace.manifest import BUILT_IN_COMMANDS

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "schemas" / "manifest.schema.2.0.0.json"

SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "channel_id_changed": "groups:read",
    "app_home_opened": "chat:write",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
"""Which scope each event needs (Slack: the event's reference page); `app_home_opened` needs none of its own."""


class Register:
    """Stands in for an app and keeps what is listened to."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = {"command": [], "event": []}

    def __getattr__(self, kind: str) -> Callable[..., Callable[..., Any]]:
        def listen(what: object, *_: object, **__: object) -> Callable[..., Any]:
            self.heard.setdefault(kind, []).append(str(what))
            return lambda listener: listener

        return listen


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return load_manifest()


@pytest.fixture(scope="module")
def heard() -> dict[str, list[str]]:
    register = Register()
    for listeners in (commands, mentions, digests, actions, channels, feedback, home, saving):
        listeners.register(cast(App, register), cast(Desk, None))
    return register.heard


def names(manifest: dict[str, Any]) -> list[str]:
    return [command["command"] for command in manifest["features"]["slash_commands"]]


@pytest.mark.skipif(not SCHEMA.is_file(), reason="Slack's manifest schema is not beside this checkout")
def test_the_manifest_is_valid(manifest: dict[str, Any]) -> None:
    """Slack's published schema accepts the manifest."""
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_manifest_keeps_slack_s_limits(manifest: dict[str, Any]) -> None:
    """The lengths that Slack's form refuses are kept."""
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    for command in manifest["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["usage_hint"]) <= 1000


def test_no_command_is_slack_s_own(manifest: dict[str, Any]) -> None:
    """Slack refuses a manifest that names one of its built-in commands."""
    assert not set(names(manifest)) & BUILT_IN_COMMANDS


def test_commands_agree(manifest: dict[str, Any], heard: dict[str, list[str]]) -> None:
    """The manifest names the commands that are registered, and those alone."""
    assert sorted(names(manifest)) == sorted(heard["command"]) == sorted(COMMANDS.values())


def test_shortcuts_agree(manifest: dict[str, Any], heard: dict[str, list[str]]) -> None:
    """The manifest names the shortcuts that are registered, and those alone."""
    assert [shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]] == heard["shortcut"]


def test_events_agree(manifest: dict[str, Any], heard: dict[str, list[str]]) -> None:
    """The manifest subscribes to what is listened to, and each event has its scope."""
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in events} == set(heard["event"])
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert {SCOPE_OF_EVENT[event] for event in events} <= set(scopes)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_names_every_command(manifest: dict[str, Any], language: Any) -> None:
    """The help tells of every command of the manifest, in both languages."""
    text = help_answer(language).text
    assert all(f"`{command}`" in text for command in names(manifest))


def test_the_readme_names_every_command(manifest: dict[str, Any]) -> None:
    """The README tells of every command of the manifest."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{command}" in readme for command in names(manifest))


def test_the_app_answers_over_the_socket_with_buttons(manifest: dict[str, Any]) -> None:
    """Socket Mode, interactivity and messages to the app are on; no request address is needed."""
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"]
    assert settings["interactivity"] == {"is_enabled": True}
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
