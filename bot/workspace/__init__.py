"""The local workspace: a small Slack-compatible server on 127.0.0.1, with a page, for trying and testing the bot.

The bot is connected to it as it is to Slack, by `api_url` and two tokens, and cannot tell the difference.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.clock import Clock
from bot.serving import Server
from bot.workspace import cast
from bot.workspace.acting import Acting
from bot.workspace.control import control_routes
from bot.workspace.envelopes import Envelope
from bot.workspace.events import Events
from bot.workspace.faults import Faults
from bot.workspace.hub import make_hub
from bot.workspace.manifest import BUILT_IN_COMMANDS, WorkspaceError, read_manifest
from bot.workspace.model import BOT_USER, HOUSE_USER, TEAM_ID, Json
from bot.workspace.outbox import RETRY_SECONDS
from bot.workspace.page_api import Page
from bot.workspace.server import HOST, make_app
from bot.workspace.sockets import ACK_SECONDS
from bot.workspace.state import Draft, State
from bot.workspace.views import View

__all__ = ["BUILT_IN_COMMANDS", "LocalWorkspace", "WorkspaceError"]

T = TypeVar("T")
POLL_SECONDS = 0.05


class LocalWorkspace:
    """One workspace in memory. `clock` gives its time (aware); `port` 0 takes any free one.

    `people` acts as its members; `faults` makes calls fail; `state` is everything it remembers. With a `request_url`
    the app is told everything by HTTP, signed with `signing_secret`, in place of Socket Mode. Ada lives in `zone`.
    With `rate_limits` calls are held to Slack's own rates; tests would be slow by them. `control_token` opens
    `/control` to other processes; see `bot.workspace.control`.

    Raises: WorkspaceError when the manifest names a built-in command of Slack.
    """

    def __init__(
        self,
        manifest: Json,
        *,
        port: int = 0,
        clock: Callable[[], datetime],
        ack_seconds: float = ACK_SECONDS,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
        request_url: str | None = None,
        signing_secret: str | None = None,
        zone: str | None = None,
        rate_limits: bool = False,
    ) -> None:
        self.clock = clock if isinstance(clock, Clock) else Clock(clock)
        self._hub = make_hub(
            read_manifest(manifest),
            self.clock,
            ack_seconds=ack_seconds,
            retry_seconds=retry_seconds,
            request_url=request_url,
            signing_secret=signing_secret,
            rate_limits=rate_limits,
        )
        if zone:
            self._hub.state.move(cast.ADA.id, zone)
        events = Events(self._hub)
        self._hub.state.subscribe(events.hear)
        self.people = Acting(self._hub, events)
        self._page = Page(self._hub, self.people)
        self._wanted_port = port
        self.control_token = secrets.token_hex(16)
        self._server: Server | None = None
        self._hub.state.post(self._hub.state.channel("general"), Draft(HOUSE_USER, cast.WELCOME))

    def start(self) -> None:
        """Start the server; returns when it listens.

        Raises: PortTakenError.
        """
        routes = [*control_routes(self, self.control_token), *self._page.routes()]
        app = make_app(self._hub, routes)
        self._server = Server(app, HOST, self._wanted_port, "local-workspace", has_sockets=True)
        self._hub.port = self._server.port
        self._server.start()

    def stop(self) -> None:
        """Close the server and every connection to it."""
        if self._server is not None:
            self._page.streams.close()
            self._hub.sockets.cut_frozen()
            self._server.stop()
            self._server = None
        self._hub.request_url.close()

    @property
    def state(self) -> State:
        """People, channels and messages."""
        return self._hub.state

    @property
    def faults(self) -> Faults:
        """Faults to come."""
        return self._hub.faults

    @property
    def page_url(self) -> str:
        """The page's address."""
        return f"{self._hub.origin}/"

    @property
    def api_url(self) -> str:
        """The base address of the Web API, for `SLACK_API_URL`."""
        return f"{self._hub.origin}/api/"

    @property
    def bot_token(self) -> str:
        """The bot's token, new with every start."""
        return self._hub.passes.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode, new with every start."""
        return self._hub.passes.app_token

    @property
    def signing_secret(self) -> str:
        """What requests to the app are signed with, for `SLACK_SIGNING_SECRET`."""
        return self._hub.request_url.signing_secret

    def use_request_url(self, address: str) -> None:
        """Verify the app's request URL by a challenge, and tell the app everything there from now on.

        Raises: WorkspaceError when it does not answer with the challenge.
        """
        self._hub.request_url.use(address)

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return TEAM_ID

    @property
    def sockets(self) -> int:
        """How many sockets the app has open."""
        return self._hub.sockets.count

    def post(self, person: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message as a person; see `Acting.post`."""
        return self.people.post(person, channel, text, thread_ts)

    def command(self, person: str, channel: str, command: str, text: str = "") -> Envelope:
        """Run a slash command as a person; see `Acting.command`."""
        return self.people.command(person, channel, command, text)

    def click(self, person: str, channel: str, ts: str, action_id: str, value: str | None = None) -> Envelope:
        """Press a button as a person; see `Acting.click`."""
        return self.people.click(person, channel, ts, action_id, value)

    def shortcut(self, person: str, channel: str, ts: str, callback_id: str) -> Envelope:
        """Use a shortcut on a message as a person; see `Acting.shortcut`."""
        return self.people.shortcut(person, channel, ts, callback_id)

    def messages(self, channel: str, person: str | None = None) -> list[Json]:
        """Give what stands in a channel, oldest first, without replies; with a person, what only they see as well."""
        found = self._hub.state.channel(channel)
        viewer = self._hub.state.person(person).id if person else None
        with self._hub.state.changed:
            shown = [message for message in self._hub.state.messages(found.id, viewer) if not message.is_reply]
            return [self._hub.state.write(message, viewer, with_metadata=True) for message in shown]

    def thread(self, channel: str, ts: str, person: str | None = None) -> list[Json]:
        """Give a message and the replies to it, oldest first."""
        found = self._hub.state.channel(channel)
        viewer = self._hub.state.person(person).id if person else None
        thread = self._hub.state.thread(found.id, ts, viewer)
        return [message.to_json(with_metadata=True) for message in thread]

    def views(self, person: str) -> list[View]:
        """Give the modals that a person has open, the topmost last."""
        return self._hub.views.stack(self._hub.state.person(person).id)

    def direct(self, person: str) -> str:
        """Give the channel id of a person's direct messages with the bot."""
        return self._hub.state.direct_channel(self._hub.state.person(person).id).id

    def invite(self, channel: str) -> None:
        """Make the bot a member of a channel."""
        self._hub.state.join(self._hub.state.channel(channel), BOT_USER)

    def kick(self, channel: str) -> None:
        """Take the bot out of a channel."""
        self._hub.state.leave(self._hub.state.channel(channel), BOT_USER)

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._hub.state.archive(self._hub.state.channel(channel))

    def change_channel_id(self, channel: str, new_id: str) -> None:
        """Give a channel another id, as Slack does where a channel becomes shared; the old one is unknown then."""
        self._hub.state.change_id(self._hub.state.channel(channel), new_id)

    def revoke(self, token: str, error: str = "token_revoked") -> None:
        """Let one of the app's tokens count no more; without the app's own, its sockets are closed."""
        self._hub.passes.revoked[token] = error
        if token == self.app_token:
            self._hub.sockets.disconnect("link_disabled")

    def wait_for(self, predicate: Callable[[], T], timeout: float = 20.0) -> T:
        """Wait until something holds and give it; it is asked after every change and now and then besides.

        Raises: TimeoutError when it does not hold within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while not (found := predicate()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"nothing came within {timeout} s")
            with self._hub.state.changed:
                self._hub.state.changed.wait(POLL_SECONDS)
        return found
