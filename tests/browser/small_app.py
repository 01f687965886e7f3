"""A small app in a local workspace, which shows every block, opens a modal and has a Home; it notes what it hears."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bot.clock import Clock
from bot.workspace import LocalWorkspace
from tests.browser import gallery
from tests.browser.gallery import Json

MANIFEST: Json = {
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "Tidings"},
        "slash_commands": [{"command": "/setup", "description": "Set the digest up", "usage_hint": "[NAME]"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "im:history", "im:write", "users:read"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}, "socket_mode_enabled": True},
}


class SmallApp:
    """The app and its workspace. `heard` holds the bodies of actions and submissions."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.workspace = LocalWorkspace(MANIFEST, clock=Clock(), zone="Europe/Berlin")
        self.workspace.start()
        self.client = WebClient(token=self.workspace.bot_token, base_url=self.workspace.api_url, retry_handlers=[])
        self._handler = SocketModeHandler(
            self._app(), self.workspace.app_token, web_client=WebClient(base_url=self.workspace.api_url)
        )
        self._handler.connect()  # type: ignore[no-untyped-call]
        self.workspace.wait_for(lambda: self.workspace.sockets)

    def close(self) -> None:
        """Close the server's end of the socket first: the client would wait seconds for the next bytes."""
        self._handler.client.auto_reconnect_enabled = False
        self.workspace.stop()
        self._handler.client.closed = True
        self._handler.close()  # type: ignore[no-untyped-call]

    def post(self, *messages: list[Json], text: str = "blocks", channel: str = "C0AINEWS01") -> None:
        """Post messages, each of some blocks, or a text."""
        for blocks in messages or [[]]:
            self.client.chat_postMessage(channel=channel, text=text, blocks=blocks)

    def _app(self) -> App:
        app = App(client=self.client)

        @app.command("/setup")
        def open_modal(ack: Ack, client: WebClient, body: dict[str, Any]) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=gallery.MODAL)

        @app.view("setup")
        def take(ack: Ack, body: dict[str, Any]) -> None:
            self.heard.append(body)
            taken = body["view"]["state"]["values"]["name"]["name"]["value"] == "taken"
            ack({"response_action": "errors", "errors": {"name": "That name is taken."}} if taken else {})

        @app.view_closed(re.compile(""))
        def close(ack: Ack, body: dict[str, Any]) -> None:
            self.heard.append(body)
            ack()

        @app.action("change")
        def change(ack: Ack, client: WebClient, body: dict[str, Any]) -> None:
            ack()
            first = {"type": "section", "block_id": "intro", "text": gallery.mrkdwn("*Changed.*")}
            blocks = [first, *gallery.MODAL["blocks"][1:]]
            client.views_update(view_id=body["view"]["id"], view={**gallery.MODAL, "blocks": blocks})

        @app.action("deeper")
        def deeper(ack: Ack, client: WebClient, body: dict[str, Any]) -> None:
            ack()
            client.views_push(trigger_id=body["trigger_id"], view=gallery.DEEPER)

        @app.action(re.compile(""))
        def hear(ack: Ack, body: dict[str, Any]) -> None:
            self.heard.append(body)
            ack()

        @app.options("follow")
        def offer(ack: Ack, payload: dict[str, Any]) -> None:
            names = [name for name in ("Anthropic", "英伟达", "Nvidia") if payload["value"].lower() in name.lower()]
            ack(options=[gallery.option(name, name.lower()) for name in names])

        @app.event("app_home_opened")
        def home(event: dict[str, Any], client: WebClient) -> None:
            client.views_publish(user_id=event["user"], view=gallery.HOME)

        return app
