"""What the workspace knows of the app: its manifest, read once and refused where Slack would refuse it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workspace.model import Json
from store.errors import TidingsError

_BUILT_IN = """
    active apps archive away call canvas collapse dm dnd expand feed feedback group huddle invite invite_people
    invite_to join kick leave list me msg mute open part people prefs pro remind remove rename search shortcuts
    shrug star status topic trigger unarchive unmute who
"""
BUILT_IN_COMMANDS = frozenset("/" + name for name in _BUILT_IN.split())
"""Commands of Slack's own, which no app may name (Slack help: "Use built-in slash commands", and older ones)."""


class WorkspaceError(TidingsError):
    """Something a person asked of the local workspace that it cannot do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as the composer offers it."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an app's manifest that decide what the workspace sends and allows."""

    bot_name: str
    commands: tuple[Command, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    has_home: bool = False


def read_manifest(manifest: Json) -> Manifest:
    """Read a manifest (the parsed YAML or JSON).

    Raises: WorkspaceError when it names a command that Slack keeps for itself.
    """
    features = manifest.get("features", {})
    commands = tuple(
        Command(found["command"], found.get("description", ""), found.get("usage_hint", ""))
        for found in features.get("slash_commands", [])
    )
    for command in commands:
        if command.name.lower() in BUILT_IN_COMMANDS:
            raise WorkspaceError(f"The manifest names {command.name}, which is a command of Slack's own; rename it.")
    return Manifest(
        bot_name=features.get("bot_user", {}).get("display_name", "Tidings"),
        commands=commands,
        events=frozenset(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        has_home=bool(features.get("app_home", {}).get("home_tab_enabled", False)),
    )
