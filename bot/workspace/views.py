"""Modals and App Homes: which views each person has open, and Slack's rules for opening, pushing and updating them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from bot.workspace.elements import with_ids
from bot.workspace.limits import MAX_ID, check_blocks
from bot.workspace.model import APP_ID, BOT_ID, TEAM_ID, Json, RefusedError
from bot.workspace.state import Change, State

MAX_DEPTH = 3
MAX_TITLE = 24
MAX_PRIVATE_METADATA = 3_000
KEPT = ("type", "title", "close", "submit", "blocks", "private_metadata", "callback_id", "external_id",
        "clear_on_close", "notify_on_close")  # fmt: skip
"""What a view is made of (Slack: "Views")."""


@dataclass(slots=True)
class View:
    """One modal or Home of one person. `hash` changes with each update."""

    person: str
    content: Json
    id: str = field(default_factory=lambda: "V" + secrets.token_hex(5).upper())
    hash: str = field(default_factory=lambda: secrets.token_hex(6))
    values: Json = field(default_factory=dict)
    root: str = ""
    previous: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> Json:
        """Write the view as Slack sends it with an interaction."""
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            **self.content,
            "state": {"values": self.values},
            "hash": self.hash,
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous,
        }


class Views:
    """Everyone's stack of modals and everyone's Home. Guarded by the state's lock."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, person: str) -> list[View]:
        """Give the modals that a person has open, the topmost last."""
        with self._state.changed:
            return list(self._stacks.get(person, []))

    def home(self, person: str) -> View | None:
        """Give what the app published to a person's Home."""
        with self._state.changed:
            return self._homes.get(person)

    def open(self, person: str, content: Json) -> View:
        """Open a modal over nothing.

        Raises: RefusedError for a view that breaks a rule.
        """
        view = View(person, checked(content, "modal"))
        with self._state.changed:
            self._stacks[person] = [view]
            self._tell(view)
        return view

    def push(self, person: str, content: Json) -> View:
        """Open a modal over the one that a person has open.

        Raises: RefusedError `push_limit_reached`, `not_found`, or for a view that breaks a rule.
        """
        view = View(person, checked(content, "modal"))
        with self._state.changed:
            stack = self._stacks.get(person)
            if not stack:
                raise RefusedError("not_found")
            if len(stack) >= MAX_DEPTH:
                raise RefusedError("push_limit_reached")
            view.root, view.previous = stack[0].id, stack[-1].id
            stack.append(view)
            self._tell(view)
        return view

    def update(self, view: View, content: Json, expected_hash: str | None = None) -> View:
        """Replace what a view holds.

        Raises: RefusedError `hash_conflict`, or for a view that breaks a rule.
        """
        with self._state.changed:
            if expected_hash not in (None, view.hash):
                raise RefusedError("hash_conflict")
            view.content, view.hash = checked(content, view.content["type"]), secrets.token_hex(6)
            view.errors = {}
            self._tell(view)
        return view

    def publish(self, person: str, content: Json, expected_hash: str | None = None) -> View:
        """Set what a person sees in the app's Home.

        Raises: RefusedError `hash_conflict`, or for a view that breaks a rule.
        """
        with self._state.changed:
            view = self._homes.get(person)
            if view is not None:
                return self.update(view, content, expected_hash)
            view = self._homes[person] = View(person, checked(content, "home"))
            self._tell(view)
        return view

    def find(self, view_id: str | None, external_id: str | None = None) -> View:
        """Find an open view by its id or by the one the app gave it.

        Raises: RefusedError `not_found`.
        """
        with self._state.changed:
            everyone = [view for stack in self._stacks.values() for view in stack] + list(self._homes.values())
            for view in everyone:
                if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                    return view
        raise RefusedError("not_found")

    def show_errors(self, view: View, errors: dict[str, str]) -> None:
        """Show what the app finds wrong with inputs, by block id."""
        with self._state.changed:
            view.errors = errors
            self._tell(view)

    def close(self, view: View, *, everything: bool = False) -> None:
        """Close a modal, or the whole stack that it stands in."""
        with self._state.changed:
            stack = self._stacks.get(view.person, [])
            self._stacks[view.person] = [] if everything else [other for other in stack if other.id != view.id]
            self._tell(view)

    def _tell(self, view: View) -> None:
        self._state.tell(Change("view", person=view.person))


def checked(content: Json, kind: str) -> Json:
    """Give the parts of a view that Slack keeps.

    Raises: RefusedError `invalid_arguments` or `invalid_blocks` for one that breaks a rule.
    """
    if content.get("type") != kind:
        raise RefusedError("invalid_arguments", [f"must be of type {kind} [json-pointer:/view/type]"])
    blocks = content.get("blocks", [])
    check_blocks(blocks, "modal" if kind == "modal" else "home", "/view/blocks")
    problems = list(_title_problems(content)) if kind == "modal" else []
    if len(content.get("private_metadata", "")) > MAX_PRIVATE_METADATA:
        problems.append(
            f"must be less than {MAX_PRIVATE_METADATA + 1} characters [json-pointer:/view/private_metadata]"
        )
    if len(content.get("callback_id", "")) > MAX_ID:
        problems.append(f"must be less than {MAX_ID + 1} characters [json-pointer:/view/callback_id]")
    if kind == "modal" and "submit" not in content and any(block.get("type") == "input" for block in blocks):
        problems.append("must define `submit` to use an `input` block in modals [json-pointer:/view]")
    if problems:
        raise RefusedError("invalid_arguments", problems)
    kept = {key: content[key] for key in KEPT if key in content}
    return kept | {"blocks": with_ids(blocks)}


def _title_problems(content: Json) -> list[str]:
    problems = [] if "title" in content else ["missing required field: title [json-pointer:/view]"]
    return problems + [
        f"must be less than {MAX_TITLE + 1} characters [json-pointer:/view/{name}/text]"
        for name in ("title", "submit", "close")
        if len(content.get(name, {}).get("text", "")) > MAX_TITLE
    ]
