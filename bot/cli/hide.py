"""`tidings hide`: stories that are to be told no more, or told again."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.shared import STORY, counted, database_option, json_option, open_store, print_json, story_line, utc_now
from store.db import Store
from store.hiding import hidden, hide, show_again
from store.intake import join_stories
from store.model import Asker

_LISTED = 100


@click.command(name="hide", epilog="Example: tidings hide 42")
@click.argument("stories", metavar="[STORY]...", nargs=-1, type=STORY)
@click.option("--undo", is_flag=True, help="Show them again.")
@json_option
@database_option
def hide_stories(stories: tuple[int, ...], undo: bool, as_json: bool, db_path: Path) -> None:
    """Hide stories from every answer, digest, storyline and export; without one, list what is hidden.

    STORY is the id that `tidings find --json` and `tidings export` give. What was posted stays.
    """
    if undo and not stories:
        raise click.UsageError("Say which stories to show again.")
    with open_store(db_path) as (store, _):
        if not stories:
            _list(store, as_json)
            return
        now, change = utc_now(), show_again if undo else hide
        changed = change(store, stories, asker=Asker(), by=None, now=now)
        join_stories(store, now)
    if as_json:
        print_json({"shown" if undo else "hidden": [story.id for story in changed]})
        return
    for story in changed:
        click.echo(f"{'Shown again' if undo else 'Hidden'}: {story_line(story)}")


def _list(store: Store, as_json: bool) -> None:
    found, total = hidden(store, asker=Asker(), by=None, limit=_LISTED)
    if as_json:
        told = [{"story": one.story.id, "headline": one.story.headline, "at": one.at, "by": one.by} for one in found]
        print_json({"total": total, "hidden": told})
        return
    for one in found:
        click.echo(f"{story_line(one.story)}, hidden {one.at[:10]} by {one.by or 'the operator'}")
    click.echo(f"{counted(total, 'story', 'stories')} hidden.", err=True)
