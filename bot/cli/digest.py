"""`tidings digest`: preview an edition."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import click

from bot.blocks.editions import edition_messages
from bot.cli.shared import database_option, open_store, print_json, utc_now
from store import digest as editions
from store.edition_json import as_json
from store.model import Asker, Language


@click.command(epilog="Example: tidings digest --at 2026-04-15T08:30+02:00 --language zh")
@click.option("--at", "at_text", metavar="ISO", help="The moment it would be due; now by default, UTC without a zone.")
@click.option("--language", type=click.Choice(("en", "zh")), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(("text", "json", "blocks")), default="text", show_default=True)
@database_option
def digest(at_text: str | None, language: Language, form: str, db_path: Path) -> None:
    """Preview the edition of the seven days before a moment, with default settings; nothing is posted or recorded."""
    at = _moment(at_text) if at_text else utc_now()
    with open_store(db_path) as (store, _):
        edition = editions.preview(store, asker=Asker(), now=at, language=language)
    messages = edition_messages(edition)
    if form == "json":
        print_json(as_json(edition, blocks=messages[0].blocks, text=messages[0].text))
    elif form == "blocks":
        print_json([block for message in messages for block in message.blocks])
    else:
        click.echo(unescape("\n\n".join(message.text for message in messages)))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no ISO time such as 2026-04-15T08:30Z.", param_hint="--at") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
