"""`tidings run`: start the bot."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bot.cli.shared import new_database_option


@click.command(epilog="Example: tidings run")
@click.option("--port", type=click.IntRange(0, 65535), help="Port of the local page (TIDINGS_PORT, else 8321).")
@new_database_option
def run(port: int | None, db_path: Path) -> None:
    """Start the bot: in Slack when its tokens are set, otherwise in a local workspace in the browser.

    SLACK_BOT_TOKEN and SLACK_APP_TOKEN lead it to Slack over Socket Mode, SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET by
    HTTP; a .env file in this folder is read. Stop it with Ctrl-C.
    """
    from bot.run import run as run_bot
    from bot.settings import load_settings

    given = {"TIDINGS_DB": str(db_path)} | ({"TIDINGS_PORT": str(port)} if port is not None else {})
    sys.exit(run_bot(load_settings({**os.environ, **given})))
