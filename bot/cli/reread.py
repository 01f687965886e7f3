"""`tidings reread`: past stories read again by the rules of this version, at once rather than in the background."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.shared import counted, database_option, json_option, open_store, print_json, utc_now
from store.db import Store
from store.intake import join_stories
from store.names import Names
from store.rereading import behind, reread_batch


@click.command(epilog="Example: tidings reread")
@json_option
@database_option
def reread(as_json: bool, db_path: Path) -> None:
    """Read past stories again that an earlier version read: whom they name, what they state, what they belong to.

    The bot does it by itself, little by little, while it runs. It may be stopped at any time and goes on where it was.
    """
    try:
        with open_store(db_path) as (store, names):
            done = _reread(store, names)
    except KeyboardInterrupt:
        raise click.ClickException("Stopped; the same command, or the bot, reads the rest.") from None
    if as_json:
        print_json({"reread": done})
    elif done:
        click.echo(f"{counted(done, 'story', 'stories')} read again.")
    else:
        click.echo("Every story was read by the rules of this version already.")


def _reread(store: Store, names: Names) -> int:
    from rich.console import Console
    from rich.progress import Progress

    done = 0
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        reading = bar.add_task("Stories read again", total=behind(store).left)
        while read := reread_batch(store, names):
            done += read
            bar.update(reading, completed=done)
        joining = bar.add_task("Stories joined", total=None, visible=done > 0)
        join_stories(store, utc_now(), lambda joined, total: bar.update(joining, completed=joined, total=total))
    return done
