"""`tidings names`: the names that a team adds to those that come with Tidings, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from bot.cli.shared import (
    counted,
    database_option,
    json_option,
    new_database_option,
    open_store,
    print_json,
    read_bytes,
    utc_now,
)
from store import namesheet, naming, retags
from store.additions import Addition, list_additions
from store.db import Store
from store.model import ENTITY_KINDS, Asker, EntityKind, Use
from store.names import Names
from store.naming import Change, NewName
from store.offers import offer
from store.parse import decode
from store.story_json import entity_json
from store.tagging import tag_batch

_use_option = click.option(
    "--use",
    type=click.Choice(("typed", "text", "both")),
    default="both",
    show_default=True,
    help="Where it counts: when typed, in the text of stories, or both.",
)
_cased_option = click.option("--cased", is_flag=True, help="In stories it counts only in exactly this case.")


@click.group(epilog="Example: tidings names add Harborline --kind product")
def names() -> None:
    """Add names of your own to those that come with Tidings, and take names away.

    A change counts at once, for what is typed and for new stories; past stories that hold it are tagged again. A
    spelling that somebody else has already is refused with the reason.
    """


@names.command(epilog="Example: tidings names add Harborline --kind product --zh 海港线 --spelling 'Harbor Line'")
@click.argument("name")
@click.option("--kind", type=click.Choice(ENTITY_KINDS), default="company", show_default=True)
@click.option("--zh", metavar="NAME", help="Its Chinese name.")
@click.option("--spelling", "spellings", multiple=True, help="Another spelling; may be given several times.")
@click.option("--phrase", "phrases", multiple=True, help="Words that show a topic in a story; likewise.")
@_use_option
@_cased_option
@json_option
@new_database_option
def add(
    name: str,
    kind: EntityKind,
    zh: str | None,
    spellings: tuple[str, ...],
    phrases: tuple[str, ...],
    use: Use,
    cased: bool,
    as_json: bool,
    db_path: Path,
) -> None:
    """Add a company, person, product or topic."""
    new = NewName(kind, name, zh, spellings, phrases, use, cased)
    with open_store(db_path) as (store, known):
        change = naming.add_name(store, known, new, by=None, now=utc_now())
        _report(store, known, change, f"{change.entity.name} is known now as {change.entity.id}.", as_json)


@names.command(epilog="Example: tidings names alias nvidia 'the green giant' --use typed")
@click.argument("entity")
@click.argument("spelling")
@_use_option
@_cased_option
@json_option
@new_database_option
def alias(entity: str, spelling: str, use: Use, cased: bool, as_json: bool, db_path: Path) -> None:
    """Add another spelling of ENTITY, which is an id or a name."""
    with open_store(db_path) as (store, known):
        slug = naming.find_entity(known, entity).id
        change = naming.add_spelling(store, known, slug, spelling, use=use, is_cased=cased, by=None, now=utc_now())
        _report(store, known, change, f"“{change.text}” counts as {change.entity.name} from now on.", as_json)


@names.command(epilog="Example: tidings names remove 'the green giant'")
@click.argument("entity_or_spelling", nargs=-1, required=True, metavar="ENTITY|SPELLING")
@json_option
@database_option
def remove(entity_or_spelling: tuple[str, ...], as_json: bool, db_path: Path) -> None:
    """Remove an entity, given by its id or name, or one other spelling of an entity.

    What comes with Tidings stays away after upgrades too; adding it again brings it back.
    """
    with open_store(db_path) as (store, known):
        entity, text = naming.find_removable(known, " ".join(entity_or_spelling))
        change = naming.remove(store, known, entity.id, text, person=None, now=utc_now())
        what = f"“{text}” no longer counts as {entity.name}." if text else f"{entity.name} is known no more."
        _report(store, known, change, what, as_json)


@names.command(name="list", epilog="Example: tidings names list")
@json_option
@database_option
def list_names(as_json: bool, db_path: Path) -> None:
    """List what your team added, newest first, with who and when."""
    with open_store(db_path) as (store, _):
        added = list_additions(store.db)
    if as_json:
        print_json([_addition_json(one) for one in added])
        return
    for one in added:
        click.echo(_addition_line(one))
    click.echo(f"{counted(len(added), 'addition', 'additions')}.", err=True)


@names.command(epilog="Example: tidings names unknown")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@json_option
@database_option
def unknown(limit: int, as_json: bool, db_path: Path) -> None:
    """List names that keep appearing in the stories of the last 30 days and that nobody has told us of."""
    with open_store(db_path) as (store, known):
        offers = offer(store, known, asker=Asker(), now=utc_now(), limit=limit)
    if as_json:
        print_json([{"name": one.words, "kind": one.kind, "stories": one.stories, "issues": one.issues}
                    for one in offers])  # fmt: skip
        return
    if not offers:
        click.echo("No unknown name keeps appearing.", err=True)
    for one in offers:
        click.echo(f"{one.words} appeared in {one.stories} stories of {one.issues} issues")
    if offers:
        click.echo("Track one with: tidings names add NAME --kind KIND; or: tidings names ignore NAME", err=True)


@names.command(epilog="Example: tidings names ignore Harborline")
@click.argument("name")
@database_option
def ignore(name: str, db_path: Path) -> None:
    """Offer a name that keeps appearing no more."""
    with open_store(db_path) as (store, _):
        naming.ignore(store, name, by=None, now=utc_now())
    click.echo(f"{name} is not offered again.")


@names.command(epilog="Example: tidings names export > ours.toml")
@click.option("--all", "everything", is_flag=True, help="Every name that is known, not only what was added.")
@database_option
def export(everything: bool, db_path: Path) -> None:
    """Write what your team added as TOML, in the shape in which Tidings keeps its own names."""
    with open_store(db_path) as (store, _):
        click.echo(namesheet.export(store, everything=everything), nl=False)


@names.command(name="import", epilog="Example: tidings names import ours.toml")
@click.argument("path", metavar="PATH|-")
@json_option
@new_database_option
def import_names(path: str, as_json: bool, db_path: Path) -> None:
    """Add the names of a TOML file, as `export` writes it.

    A name that is known already gets the spellings that it lacks. What is refused is named with the reason, the rest
    is added, and the exit code is 1.
    """
    text = decode(read_bytes(path))
    with open_store(db_path) as (store, known):
        taken = namesheet.import_names(store, known, text, by=None, now=utc_now())
        tagged, _ = _tag(store, known, taken.retags)
    refused = [{"what": what, "why": refusal.sentence} for what, refusal in taken.refused]
    counts = {"entities": taken.entities, "spellings": taken.spellings, "known": taken.known, "tagged": tagged}
    if as_json:
        print_json({**counts, "refused": refused})
    else:
        click.echo(f"{taken.entities} names and {taken.spellings} spellings added, {taken.known} known already; "
                   f"{tagged} mentions tagged.")  # fmt: skip
        for one in refused:
            click.echo(f"Error: {one['what']}: {one['why']}", err=True)
    if refused:
        sys.exit(1)


def _report(store: Store, known: Names, change: Change, words: str, as_json: bool) -> None:
    """Tag past stories, and say what was changed and what came of it."""
    tagged, untagged = _tag(store, known, [change.retag_id] if change.retag_id else [])
    if as_json:
        spelling = {"spelling": change.text} if change.text else {}
        print_json({"entity": entity_json(change.entity), **spelling, "tagged": tagged, "untagged": untagged})
        return
    counts = [f"{verb} {n} past {'story' if n == 1 else 'stories'}."
              for verb, n in (("Tagged", tagged), ("Untagged", untagged)) if n]  # fmt: skip
    click.echo(" ".join([words, *counts]))


def _tag(store: Store, known: Names, retag_ids: Iterable[int]) -> tuple[int, int]:
    """Look through the past stories that wait for it, with a bar; give how many were tagged and untagged by these."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        bars: dict[int, Any] = {}
        while done := tag_batch(store, known, utc_now()):
            if done.id not in bars:
                bars[done.id] = progress.add_task(f"Past stories for {done.name_en or done.name_zh}", total=done.total)
            progress.update(bars[done.id], completed=done.looked)
    over = [retags.retag(store.db, retag_id) for retag_id in retag_ids]
    return sum(one.tagged for one in over), sum(one.untagged for one in over)


def _addition_json(one: Addition) -> dict[str, object]:
    return {
        "id": one.slug,
        "kind": one.kind,
        "name": one.name,
        "spelling": None if one.is_name else one.text,
        "use": one.use,
        "cased": one.is_cased,
        "phrase": one.is_phrase,
        "by": one.person or one.added_by,
        "at": one.added_at,
    }


def _addition_line(one: Addition) -> str:
    what = f"{one.name} [{one.kind}] {one.slug}" if one.is_name else f"“{one.text}” for {one.name}"
    limits = [f"{one.use} only"] if one.use != "both" else []
    limits += ["exact case"] if one.is_cased else []
    who = one.person or one.added_by or "command line"
    return " · ".join([what, *limits, f"{who}, {one.added_at[:10]}"])
