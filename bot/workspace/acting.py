"""What people do in the workspace: write, run commands, press buttons, fill in modals. The page and tests call this.

A person may do what a member of Slack may do and no more; what the app answers comes back by the same roads as in
Slack. Nothing here waits for the app.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.workspace.composer import encode, encode_command
from bot.workspace.elements import check_filled, find_element, label_of, state_of
from bot.workspace.envelopes import Envelope
from bot.workspace.events import Events, home_opened
from bot.workspace.hub import Hub
from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import HOUSE_USER, Channel, Json, Message, Person, RefusedError
from bot.workspace.payloads import (
    Value,
    action_payload,
    channel_name,
    command_payload,
    interaction_payload,
    shortcut_payload,
)
from bot.workspace.replies import post_reply
from bot.workspace.state import Draft
from bot.workspace.views import View

FAILED = {
    "dispatch_failed": ("{what} failed because the app is not connected.", "{what}失败：应用未连接。"),
    "operation_timeout": ("{what} failed because the app did not answer in time.", "{what}失败：应用未及时响应。"),
}
"""What a person reads, in English and Chinese, when the app did not ack; any other reason is named alone."""


class Acting:
    """The deeds of people, each by the id or name of who does it."""

    def __init__(self, hub: Hub, events: Events) -> None:
        self._hub = hub
        self._events = events

    def post(self, person: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message as typed, `@Tidings` and all; its ts.

        Raises: WorkspaceError when the person may not write there; RefusedError for an unknown name or thread.
        """
        who, where = self._place(person, channel)
        if not text.strip():
            raise WorkspaceError("Write something first.")
        return self._hub.state.post(where, Draft(who.id, encode(text, self._hub.state), thread_ts=thread_ts)).ts

    def command(self, person: str, channel: str, command: str, text: str = "") -> Envelope:
        """Run a slash command; the envelope tells when the app acked.

        Raises: WorkspaceError for a command that the manifest does not name, or a channel that the person is not in.
        """
        who, where = self._place(person, channel)
        known = next((known for known in self._hub.manifest.commands if known.name == command), None)
        if known is None:
            raise WorkspaceError(f"{command} is not a command of this app.")
        words = encode_command(text.strip(), self._hub.state, should_escape=known.should_escape)
        payload = command_payload(who, where, command, words)
        payload["response_url"] = self._hub.response_url(where.id, who.id)
        payload["trigger_id"] = self._hub.passes.new_trigger(who.id)
        envelope = Envelope("slash_commands", payload)
        envelope.on_ack = lambda answer: self._answer_command(who, where, command, answer)
        envelope.on_failure = lambda reason: self._fail(who, where, f"`{command}`", reason)
        self._hub.outbox.send(envelope)
        return envelope

    def shortcut(self, person: str, channel: str, ts: str, callback_id: str) -> Envelope:
        """Use a shortcut on a message, the app's own or anybody's, whether or not the app is in the channel.

        Raises: WorkspaceError for a shortcut that the manifest does not name, or a message that only the person sees;
            RefusedError `message_not_found`.
        """
        who, where = self._place(person, channel)
        known = next((known for known in self._hub.manifest.shortcuts if known.callback_id == callback_id), None)
        if known is None:
            raise WorkspaceError(f"{callback_id} is not a shortcut of this app.")
        message = self._hub.state.message(where.id, ts, who.id)
        if message.only_for is not None:
            raise WorkspaceError("A message that only you see has no shortcuts.")
        payload = shortcut_payload(who, where, message.to_json(), callback_id, self._hub.state.next_ts())
        payload["response_url"] = self._hub.response_url(where.id, who.id)
        payload["trigger_id"] = self._hub.passes.new_trigger(who.id)
        return self._interact(who, where, payload, f"`{known.name}`")

    def click(
        self,
        person: str,
        channel: str,
        ts: str,
        action_id: str,
        value: Value = None,
        block_id: str | None = None,
        state: dict[str, Value] | None = None,
    ) -> Envelope:
        """Press a button of a message, or choose a value in a menu. `state` holds what its elements show, by action id.

        Raises: WorkspaceError when the message has no such element; RefusedError `message_not_found`.
        """
        who, where = self._place(person, channel)
        message = self._hub.state.message(where.id, ts, who.id)
        block, element = find_element(message.blocks, action_id, block_id)
        payload = interaction_payload("block_actions", who) | self._click_place(who, where, message)
        payload["actions"] = [self._action(block, element, value)]
        payload["state"] = {"values": state_of(message.blocks, state or {})}
        return self._interact(who, where, payload, label_of(element))

    def use_in_view(
        self, person: str, view_id: str, action_id: str, value: Value = None, values: dict[str, Value] | None = None
    ) -> Envelope:
        """Press a button or choose a value inside a modal or the Home. `values` holds what its inputs show.

        Raises: WorkspaceError when the view has no such element; RefusedError `not_found`.
        """
        who, view = self._hub.state.person(person), self._hub.views.find(view_id)
        block, element = find_element(view.content.get("blocks", []), action_id, None)
        if values is not None:
            view.values = state_of(view.content["blocks"], values)
        payload = interaction_payload("block_actions", who) | {
            "container": {"type": "view", "view_id": view.id},
            "view": view.to_json(),
            "trigger_id": self._hub.passes.new_trigger(who.id),
            "actions": [self._action(block, element, value)],
        }
        return self._interact(who, self._hub.state.direct_channel(who.id), payload, label_of(element))

    def submit(self, person: str, view_id: str, values: dict[str, Value]) -> Envelope:
        """Submit a modal. `values` holds what was typed or chosen, by action id.

        Raises: WorkspaceError when something is not filled in; RefusedError `not_found`.
        """
        who, view = self._hub.state.person(person), self._hub.views.find(view_id)
        check_filled(view.content["blocks"], values)
        view.values = state_of(view.content["blocks"], values)
        payload = interaction_payload("view_submission", who) | {"view": view.to_json(), "response_urls": []}
        payload["trigger_id"] = self._hub.passes.new_trigger(who.id)
        where = self._hub.state.direct_channel(who.id)
        return self._interact(who, where, payload, title_of(view), lambda answer: self._answer_view(who, view, answer))

    def close_view(self, person: str, view_id: str, *, everything: bool = False) -> None:
        """Close a modal, or all that are open with it, telling the app where it asked to be told.

        Raises: RefusedError `not_found`.
        """
        who, view = self._hub.state.person(person), self._hub.views.find(view_id)
        self._hub.views.close(view, everything=everything)
        if view.content.get("notify_on_close"):
            payload = interaction_payload("view_closed", who) | {"view": view.to_json(), "is_cleared": everything}
            self._hub.outbox.send(Envelope("interactive", payload))

    def open_home(self, person: str) -> None:
        """Open the app's Home.

        Raises: RefusedError `user_not_found`.
        """
        who = self._hub.state.person(person)
        channel, view = self._hub.state.direct_channel(who.id), self._hub.views.home(who.id)
        event = home_opened(who.id, channel, self._hub.state.next_ts(), view.to_json() if view else None)
        self._events.emit("app_home_opened", event)

    def _place(self, person: str, channel: str) -> tuple[Person, Channel]:
        """Find who acts and where; `im`, their own name or the bot's means their direct messages."""
        who = self._hub.state.person(person)
        state = self._hub.state
        where = state.direct_channel(who.id) if self._is_direct(who, channel) else state.channel(channel)
        if who.id not in where.members:
            raise WorkspaceError(f"{who.real_name} is not in #{where.name}.")
        return who, where

    def _is_direct(self, who: Person, channel: str) -> bool:
        bot_name = self._hub.manifest.bot_name.casefold()
        return channel in (who.id, who.name, who.real_name) or channel.casefold() in ("im", bot_name, f"@{bot_name}")

    def _action(self, block: Json, element: Json, value: Value) -> Json:
        try:
            return action_payload(block.get("block_id", ""), element, value, self._hub.state.next_ts())
        except ValueError as error:
            raise WorkspaceError(str(error)) from error

    def _click_place(self, who: Person, where: Channel, message: Message) -> Json:
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": where.id,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        place: Json = {
            "container": container,
            "channel": {"id": where.id, "name": channel_name(where)},
            "trigger_id": self._hub.passes.new_trigger(who.id),
            "response_url": self._hub.response_url(where.id, who.id, message.ts),
        }
        # Slack sends the message along unless it was ephemeral.
        return place if message.only_for else place | {"message": message.to_json(with_metadata=True)}

    def _interact(
        self, who: Person, where: Channel, payload: Json, what: str, on_ack: Callable[[Json], None] = lambda _: None
    ) -> Envelope:
        envelope = Envelope("interactive", payload, on_ack)
        envelope.on_failure = lambda reason: self._fail(who, where, what, reason)
        self._hub.outbox.send(envelope)
        return envelope

    def _answer_command(self, who: Person, where: Channel, command: str, answer: Json) -> None:
        if not answer:
            return
        try:
            post_reply(self._hub.state, where, who.id, answer)
        except RefusedError as refused:
            self._fail(who, where, f"`{command}`", refused.error)

    def _answer_view(self, who: Person, view: View, answer: Json) -> None:
        """Do what the app answered to a submission, or say why it cannot be done."""
        try:
            self._follow_answer(view, answer)
        except RefusedError as refused:
            self._fail(who, self._hub.state.direct_channel(who.id), title_of(view), refused.error)

    def _follow_answer(self, view: View, answer: Json) -> None:
        action = answer.get("response_action")
        if action == "update":
            self._hub.views.update(view, answer["view"])
        elif action == "push":
            self._hub.views.push(view.person, answer["view"])
        elif action == "errors":
            self._hub.views.show_errors(view, answer["errors"])
        else:
            self._hub.views.close(view, everything=action == "clear")  # nothing said closes the modal

    def _fail(self, who: Person, where: Channel, what: str, reason: str) -> None:
        """Tell a person alone that what they did came to nothing, with Slack's code for why."""
        english, chinese = FAILED.get(reason, ("{what} failed.", "{what}失败。"))
        text = (chinese if who.locale.startswith("zh") else english).format(what=what)
        self._hub.state.post(where, Draft(HOUSE_USER, f"{text} (`{reason}`)", only_for=who.id))


def title_of(view: View) -> str:
    """Name a view by its title."""
    return f"`{view.content.get('title', {}).get('text', '')}`"
