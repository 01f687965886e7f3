"""`tidings backup`: a copy of the database, also while the bot runs."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.shared import database_option
from store.backup import back_up
from store.db import Store
from store.errors import StoreError


@click.command(epilog="Example: tidings backup --replace /var/backups/tidings.db")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put the copy in place of an earlier one.")
@database_option
def backup(path: Path, replace: bool, db_path: Path) -> None:
    """Copy the database to PATH, as it is at this moment; the bot may go on meanwhile.

    To go back to a copy, stop the bot and put the copy in the database's place.
    """
    if not db_path.exists():
        raise StoreError(f"There is no database at {db_path}; name it with --db.")
    store = Store(db_path)
    try:
        size = back_up(store, path, replace=replace)
    finally:
        store.close()
    click.echo(f"Copied {db_path} to {path} ({size / 1_000_000:.1f} MB).", err=True)
