"""What the workspace knows of the app: its manifest, read once and refused where Slack would refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.workspace.checks import Check, Items, OneOf, Problems, Shape, Words, yes_or_no
from bot.workspace.element_rules import URL
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
    """A slash command as the composer offers it. `should_escape` marks people, channels and links in its text."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What the menu of a message offers; `callback_id` is how the app knows it."""

    name: str
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an app's manifest that decide what the workspace sends and allows."""

    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    has_home: bool = False
    has_messages: bool = True


LIMITS: dict[str, Check] = {
    "display_information/name": Words(35),
    "display_information/description": Words(140),
    "display_information/long_description": Words(4_000, least=175),
    "features/bot_user/display_name": Words(80),
    "features/slash_commands": Items(
        Shape(
            {"command": Words(32, least=2, pattern=r"/\S+"), "description": Words(2_000)},
            {"usage_hint": Words(1_000), "should_escape": yes_or_no, "url": URL},
        ),
        50,
    ),
    "features/shortcuts": Items(
        Shape(
            {
                "name": Words(24),
                "type": OneOf(("message", "global")),
                "callback_id": Words(255),
                "description": Words(150),
            }
        ),
        10,
    ),
}
"""Lengths of Slack's manifest schema 2.0.0, for what the workspace reads or people see."""

EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
}
"""The scopes of which an event needs one (the pages of docs.slack.dev/reference/events)."""


def read_manifest(manifest: Json) -> Manifest:
    """Read a manifest (the parsed YAML or JSON).

    Raises: WorkspaceError when it breaks a limit, names a command that Slack keeps for itself, or lacks a scope that
        its commands or events need.
    """
    features = manifest.get("features", {})
    home = features.get("app_home", {})
    read = Manifest(
        bot_name=features.get("bot_user", {}).get("display_name", "Tidings"),
        commands=tuple(_read_command(found) for found in features.get("slash_commands", [])),
        shortcuts=tuple(_read_shortcut(found) for found in features.get("shortcuts", []) if _is_on_messages(found)),
        events=frozenset(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        has_home=bool(home.get("home_tab_enabled", False)),
        has_messages=bool(home.get("messages_tab_enabled", True)),
    )
    for problem in [*_problems(read), *_length_problems(manifest)]:
        raise WorkspaceError(f"Slack would refuse the manifest: {problem}.")
    return read


def _read_command(found: Json) -> Command:
    return Command(
        found["command"],
        found.get("description", ""),
        found.get("usage_hint", ""),
        bool(found.get("should_escape", False)),
    )


def _is_on_messages(found: Json) -> bool:
    return found.get("type") == "message"


def _read_shortcut(found: Json) -> Shortcut:
    return Shortcut(found.get("name", ""), found.get("callback_id", ""), found.get("description", ""))


def _length_problems(manifest: Json) -> list[str]:
    problems = Problems()
    for path, check in LIMITS.items():
        value: object = manifest
        for name in path.split("/"):
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            check(problems, value, f"/{path}")
    return problems.found


def _problems(manifest: Manifest) -> Iterator[str]:
    for command in manifest.commands:
        if command.name.lower() in BUILT_IN_COMMANDS:
            yield f"{command.name} is a command of Slack's own"
    if manifest.commands and "commands" not in manifest.scopes:
        yield "slash commands need the scope commands"
    if manifest.shortcuts and "commands" not in manifest.scopes:
        yield "shortcuts need the scope commands"
    for event in sorted(manifest.events):
        needed = EVENT_SCOPES.get(event, ())
        if needed and not manifest.scopes.intersection(needed):
            yield f"the event {event} needs the scope {' or '.join(needed)}"
