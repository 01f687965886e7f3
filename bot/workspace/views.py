"""Modals and App Homes: which views each person has open, and Slack's rules for opening, pushing and updating them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from bot.workspace.elements import with_ids
from bot.workspace.limits import check_view
from bot.workspace.model import APP_ID, BOT_ID, TEAM_ID, Json, RefusedError
from bot.workspace.state import Change, State

MAX_DEPTH = 3
"""views.push, error `push_limit_reached`."""
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
    opened_ts: str = ""

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
        check_view(content, "modal")
        with self._state.changed:
            view = View(person, self._kept(content), opened_ts=self._state.next_ts())
            self._stacks[person] = [view]
            self._tell(view)
        return view

    def push(self, person: str, content: Json) -> View:
        """Open a modal over the one that a person has open.

        Raises: RefusedError `push_limit_reached`, `not_found`, or for a view that breaks a rule.
        """
        check_view(content, "modal")
        with self._state.changed:
            view = View(person, self._kept(content), opened_ts=self._state.next_ts())
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
        check_view(content, view.content["type"])
        with self._state.changed:
            if expected_hash not in (None, view.hash):
                raise RefusedError("hash_conflict")
            view.content, view.hash = self._kept(content, view), secrets.token_hex(6)
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
            check_view(content, "home")
            view = self._homes[person] = View(person, self._kept(content))
            self._tell(view)
        return view

    def find(self, view_id: str | None, external_id: str | None = None) -> View:
        """Find an open view by its id or by the one the app gave it.

        Raises: RefusedError `not_found`.
        """
        with self._state.changed:
            for view in self._everyone():
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

    def _everyone(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack] + list(self._homes.values())

    def _kept(self, content: Json, itself: View | None = None) -> Json:
        """Give the parts of a view that Slack keeps.

        Raises: RefusedError `duplicate_external_id`.
        """
        name = content.get("external_id")
        if name and any(v is not itself and v.content.get("external_id") == name for v in self._everyone()):
            raise RefusedError("duplicate_external_id")
        return {key: content[key] for key in KEPT if key in content} | {"blocks": with_ids(content["blocks"])}

    def _tell(self, view: View) -> None:
        self._state.tell(Change("view", person=view.person))
