"""`tidings export`: stories as JSON Lines, and how `tidings intake` knows such a file."""

from __future__ import annotations

import re
from datetime import date
from io import BufferedReader
from pathlib import Path

import click

from bot.cli.shared import counted, database_option, open_store, print_json
from store.exporting import export_stories

SUFFIXES = (".jsonl", ".ndjson")
_BEGINNING = 4_096
_STORY = re.compile(rb'\s*\{.*"(?:headline|summary)"\s*:', re.DOTALL)


@click.command(epilog="Example: tidings export --since 2026-04-01 > stories.jsonl")
@click.option("--since", metavar="DAY", help="Only stories from a day on, as 2026-04-01.")
@click.option("--source", metavar="NAME", help="Only stories of one source.")
@database_option
def export(since: str | None, source: str | None, db_path: Path) -> None:
    """Write stories as JSON Lines, one a line, with names, figures, storyline and translation.

    `tidings intake FILE.jsonl` takes such a file in.
    """
    try:
        day = date.fromisoformat(since).isoformat() if since else None
    except ValueError as error:
        raise click.BadParameter(f"{since!r} is no day such as 2026-04-01.", param_hint="--since") from error
    with open_store(db_path) as (store, _):
        written = 0
        for story in export_stories(store, since=day, source=source):
            print_json(story, one_line=True)
            written += 1
    click.echo(f"{counted(written, 'story', 'stories')}.", err=True)


def is_lines_file(path: Path) -> bool:
    """Tell by its name whether a file is one of stories as JSON Lines."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def begins_with_story(stream: BufferedReader) -> bool:
    """Tell whether a stream begins like stories as JSON Lines; nothing of it is taken away."""
    beginning = stream.peek(_BEGINNING)[:_BEGINNING]
    return bool(_STORY.match(beginning.split(b"\n")[0])) and b"jsonfeed.org" not in beginning
