"""`tidings digest`: preview an edition."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import click

from bot.blocks.documents import edition_document
from bot.blocks.reports import report_document
from bot.blocks.roundups import messages_of
from bot.cli.shared import database_option, open_store, print_json, utc_now
from store import digest as editions
from store.channels import channel_named
from store.db import Store
from store.edition_json import as_json
from store.intake import join_stories
from store.model import Asker, DigestProduct, Edition, Language
from store.stories import stories_by_ids

FORMS = ("text", "json", "blocks", "markdown")


@click.command(epilog="Example: tidings digest --at 2026-04-15T08:30+02:00 --language zh --format markdown")
@click.option("--channel", metavar="ID", help="A channel's Slack id or name: its settings, and what it was not told.")
@click.option("--at", "at_text", metavar="ISO", help="The moment it would be due; now by default, UTC without a zone.")
@click.option("--language", type=click.Choice(("en", "zh")), help="en by default, or the channel's.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--roundup", is_flag=True, help="The weekly roundup in place of the daily edition.")
@click.option("--long", "is_long", is_flag=True, help="As a report in full: abstract, contents, sections, references.")
@database_option
def digest(
    channel: str | None,
    at_text: str | None,
    language: Language | None,
    form: str,
    roundup: bool,
    is_long: bool,
    db_path: Path,
) -> None:
    """Preview the edition of the seven days before a moment, with default settings; nothing is posted or recorded."""
    at = _moment(at_text) if at_text else utc_now()
    if is_long and form not in ("text", "markdown"):
        raise click.UsageError("--long is a Markdown document: leave --format out, or say markdown.")
    with open_store(db_path) as (store, _):
        join_stories(store, utc_now())
        asker = _asker(store, channel)
        product: DigestProduct = "roundup" if roundup else "daily"
        edition = editions.preview(store, asker=asker, now=at, language=language, product=product)
        written = _long(store, edition) if is_long else None
    _print(edition, written, form)


def _asker(store: Store, channel: str | None) -> Asker:
    found = channel_named(store.db, channel) if channel else None
    if channel and found is None:
        raise click.BadParameter(f"No channel {channel!r} is known here; give its Slack id.", param_hint="--channel")
    return Asker(team=found[0], channel=found[1]) if found else Asker()


def _long(store: Store, edition: Edition) -> str:
    ids = [story for slot in edition.slots for story in slot.stories]
    return report_document(edition, {story.id: story for story in stories_by_ids(store.db, ids)})


def _print(edition: Edition, written: str | None, form: str) -> None:
    messages = messages_of(edition)
    if written is not None:
        click.echo(written, nl=False)
    elif form == "markdown":
        click.echo(edition_document(edition), nl=False)
    elif form == "json":
        print_json(as_json(edition, blocks=messages[0].blocks, text=messages[0].text))
    elif form == "blocks":
        print_json([block for message in messages for block in message.blocks])
    else:
        click.echo(unescape("\n\n".join(message.text for message in messages)).replace("*", ""))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no ISO time such as 2026-04-15T08:30Z.", param_hint="--at") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
