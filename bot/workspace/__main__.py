"""Run the local workspace alone: `python -m bot.workspace --port 8390`.

One JSON line on standard output says how to reach it, in the names of the environment that the bot reads, and how to
make it misbehave: see `bot.workspace.control`.
"""

from __future__ import annotations

import json
import signal
import threading

import click

from bot.clock import utc_now
from bot.manifest import load_manifest
from bot.workspace import LocalWorkspace
from store.errors import TidingsError


@click.command(help="Run the local Slack-compatible workspace without the bot.")
@click.option("--port", default=0, show_default=True, help="Port on 127.0.0.1; 0 takes any free one.")
@click.option("--rate-limits", is_flag=True, help="Hold the bot to Slack's own rate limits.")
def main(port: int, rate_limits: bool) -> None:
    """Serve until SIGINT or SIGTERM."""
    try:
        workspace = LocalWorkspace(load_manifest(), port=port, clock=utc_now, rate_limits=rate_limits)
        workspace.start()
    except TidingsError as error:
        raise click.ClickException(str(error)) from error
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    click.echo(json.dumps(described(workspace)))
    over.wait()
    workspace.stop()


def described(workspace: LocalWorkspace) -> dict[str, str]:
    """Say how a bot reaches the workspace."""
    return {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "page": workspace.page_url,
        "control": f"{workspace.page_url}control",
        "control_token": workspace.control_token,
    }


if __name__ == "__main__":
    main()
