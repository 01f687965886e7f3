"""`tidings who` and `tidings find`: what a typed name resolves to, and which stories a text finds."""

from __future__ import annotations

from pathlib import Path

import click

from bot.blocks.disagreements import disagreement_line
from bot.cli.shared import counted, database_option, json_option, open_store, print_json, read_lines, utc_now
from store import names as naming
from store import search
from store.model import ENTITY_KINDS, Asker, Entity, EntityKind, Match, Story


@click.command(epilog="Example: tidings who antropic")
@click.argument("text", nargs=-1, required=True)
@click.option("--prefer", type=click.Choice(ENTITY_KINDS), help="The kind to prefer where a name fits several.")
@json_option
@database_option
def who(text: tuple[str, ...], prefer: EntityKind | None, as_json: bool, db_path: Path) -> None:
    """Say what a typed name resolves to, and why.

    With - as TEXT, reads one text a line from standard input and prints one JSON document a line.
    """
    with open_store(db_path) as (_, names):
        if text == ("-",):
            for line in read_lines():
                print_json(naming.as_json(names.resolve(line, prefer=prefer)), one_line=True)
            return
        match = names.resolve(" ".join(text), prefer=prefer)
        if as_json:
            print_json(naming.as_json(match))
        else:
            click.echo(_describe(match))


@click.command(epilog="Example: tidings find 'openai ipo from:winbuzzer since:2026-04-01'")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Stories to print.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Stories to leave out at the start.")
@json_option
@database_option
def find(text: tuple[str, ...], limit: int, offset: int, as_json: bool, db_path: Path) -> None:
    """Find stories, newest first, by the same rules as /news in Slack.

    TEXT holds names, words and filters: company: topic: from: since: until: lang:. With - as TEXT, reads one text a
    line from standard input and prints one JSON document a line.
    """
    with open_store(db_path) as (store, names):

        def _look_up(words: str) -> search.Found:
            return search.find(store, names, words, asker=Asker(), now=utc_now(), limit=limit, offset=offset)

        if text == ("-",):
            for line in read_lines():
                print_json(search.as_json(_look_up(line)), one_line=True)
            return
        found = _look_up(" ".join(text))
        if as_json:
            print_json(search.as_json(found))
            return
        for story in found.stories:
            click.echo(_story_lines(story))
        for told in found.disagreements:
            click.echo(disagreement_line(told, "en").replace("*", ""))
        click.echo(_count(found), err=True)


def _describe(match: Match) -> str:
    if match.entity:
        return f"{_name(match.entity)}  (by {match.via}: {match.matched})"
    if match.outcome == "ambiguous":
        return "Unsure. Did you mean: " + "; ".join(map(_name, match.suggestions)) + "?"
    if match.parts:
        lines = [f"{part.query} → {_describe(part)}" for part in match.parts]
        return "\n".join([*lines, f"rest: {match.rest}"] if match.rest else lines)
    near = "; ".join(map(_name, match.suggestions))
    return f"No match.{f' Nearest: {near}.' if near else ''}"


def _name(entity: Entity) -> str:
    other = entity.name_zh if entity.name == entity.name_en else entity.name_en
    return f"{entity.name}{f' {other}' if other and other != entity.name else ''} [{entity.kind}]"


def _story_lines(story: Story) -> str:
    credit = " · ".join(part for part in (story.outlet, _when(story), story.source) if part)
    return "\n".join(part for part in (story.headline, f"  {credit}", f"  {story.url}" if story.url else "") if part)


def _when(story: Story) -> str:
    """Say when a story was published; of an undated one the days of its issue, else when it was first seen."""
    days = "/".join(dict.fromkeys(day[:10] for day in story.issue_days or ()))
    return story.published_at or (f"issue of {days}" if days else f"undated, seen {story.seen_at[:10]}")


def _count(found: search.Found) -> str:
    shown = f", {len(found.stories)} shown" if len(found.stories) < found.total else ""
    loosened = "; none names all of them, these name any" if found.loosened else ""
    unread = f" Not understood and left out: {' '.join(found.unread)}" if found.unread else ""
    if not found.newest_id:
        return "No stories have been taken in yet; `tidings intake PATH` takes some in."
    return f"{counted(found.total, 'story', 'stories')}{shown}{loosened}.{unread}"
