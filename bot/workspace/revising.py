"""What people do to messages that are there already: change and take away their own, and react to any."""

from __future__ import annotations

from bot.workspace.composer import encode
from bot.workspace.hub import Hub
from bot.workspace.manifest import WorkspaceError
from bot.workspace.model import Message, Person


class Revising:
    """The deeds of people, each by the id or name of who does it, on messages by channel id and ts."""

    def __init__(self, hub: Hub) -> None:
        self._state = hub.state

    def edit(self, person: str, channel: str, ts: str, text: str) -> None:
        """Replace what one's own message says.

        Raises: WorkspaceError for another's message or an empty text; RefusedError for one that is not there.
        """
        if not text.strip():
            raise WorkspaceError("Write something first.")
        self._state.edit(self._own(person, channel, ts), encode(text, self._state), [])

    def delete(self, person: str, channel: str, ts: str) -> None:
        """Take one's own message away.

        Raises: WorkspaceError for another's message; RefusedError for one that is not there.
        """
        self._state.delete(self._own(person, channel, ts))

    def react(self, person: str, channel: str, ts: str, name: str) -> None:
        """Add a reaction by its short name, or take it back where it was one's own.

        Raises: WorkspaceError in a channel that one is not in; RefusedError for a message that is not there.
        """
        who, message = self._find(person, channel, ts)
        with self._state.changed:
            if who.id in message.reactions.get(name, []):
                self._state.unreact(message, who.id, name)
            else:
                self._state.react(message, who.id, name)

    def _own(self, person: str, channel: str, ts: str) -> Message:
        who, message = self._find(person, channel, ts)
        if message.user != who.id:
            raise WorkspaceError("That is someone else's message.")
        return message

    def _find(self, person: str, channel: str, ts: str) -> tuple[Person, Message]:
        who, where = self._state.person(person), self._state.channel(channel)
        if who.id not in where.members:
            raise WorkspaceError(f"{who.real_name} is not in #{where.name}.")
        return who, self._state.message(where.id, ts)
