"""`tidings sources`: what is read by address, from the command line; and reading what is due."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.reading import Reading, own_fetcher, read_all
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
from store import polling, sourcing
from store.channels import channel_named
from store.db import Store
from store.errors import StoreError
from store.intake import join_stories
from store.lists import Listed, add_list, export_opml
from store.looking import Finding, look
from store.model import Asker, AudienceKind, Item, Language
from store.opml import Outline, read_opml
from store.source_rows import Source, list_sources

_LANGUAGE = click.option("--language", type=click.Choice(("en", "zh")), help="Its language, where it is not as found.")


@click.group(invoke_without_command=True, epilog="Example: tidings sources add https://example.com/news")
@click.pass_context
def sources(context: click.Context) -> None:
    """The newsletters, blogs and feeds that are read by address, each by its own rhythm; without a command, their list.

    The bot reads them while it runs; `tidings intake` without a path reads what is due.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_all)


@sources.command(name="list", epilog="Example: tidings sources list")
@json_option
@database_option
def list_all(as_json: bool, db_path: Path) -> None:
    """List every source with how it is: read well, failing, paused, ended or silent, and why."""
    with open_store(db_path) as (store, _):
        known = list_sources(store.db)
    if as_json:
        print_json([sourcing.as_json(source) for source in known])
        return
    for source in known:
        click.echo(_lines(source))
    click.echo(f"{counted(len(known), 'source', 'sources')}.", err=True)


@sources.command(epilog="Example: tidings sources add example.com/news --name 'Example News'")
@click.argument("address")
@click.option("--name", help="What to call it, where that is not what it calls itself.")
@_LANGUAGE
@click.option("--page", "as_page", is_flag=True, help="Read the page itself, though it has a feed.")
@click.option("--yes", is_flag=True, help="Save without asking.")
@json_option
@new_database_option
def add(
    address: str, name: str | None, language: Language | None, as_page: bool, yes: bool, as_json: bool, db_path: Path
) -> None:
    """Add a source: a feed, a page that has one, or a page that is read as an issue each time it changes.

    A page with a feed is read by its feed; with --page it is read itself, also beside its feed. What was found and its
    first stories are shown before anything is saved. What is older than a day is kept for search, and comes in no
    digest.
    """
    with open_store(db_path) as (store, names):
        finding = look(own_fetcher(), address, as_page=as_page)
        sourcing.check_new(store.db, finding, None)
        if not as_json:
            _show(finding)
        if not yes and not as_json:
            click.confirm("Save it?", default=True, abort=True, err=True)
        added = sourcing.add(store, finding, name=name, language=language, person=None, now=utc_now())
        reading = read_all(store, names, [added.id], own_fetcher())
        done = sourcing.get(store, added.id)
    if as_json:
        print_json(sourcing.as_json(done))
    else:
        click.echo(f"{done.name} is added; {counted(reading.stories['new'], 'story', 'stories')} taken in.")


@sources.command(epilog="Example: tidings sources check 'Example News'")
@click.argument("name", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every source that is neither paused nor ended.")
@json_option
@database_option
def check(name: tuple[str, ...], everything: bool, as_json: bool, db_path: Path) -> None:
    """Read a source now, due or not, and say what came of it.

    One that failures paused and that works again is no longer paused; one that a person paused stays so.
    """
    if bool(name) == everything:
        raise click.UsageError("Name a source, or give --all.")
    with open_store(db_path) as (store, names):
        if everything:
            sourcing.make_all_due(store, utc_now())
            chosen = polling.due(store, utc_now())
        else:
            chosen = [sourcing.find(store, " ".join(name)).id]
        reading = read_all(store, names, chosen, own_fetcher())
    _report(reading, as_json)


@sources.command(epilog="Example: tidings sources pause 'Example News'")
@click.argument("name", nargs=-1, required=True)
@database_option
def pause(name: tuple[str, ...], db_path: Path) -> None:
    """Read a source no more until it is resumed."""
    with open_store(db_path) as (store, _):
        done = sourcing.pause(store, sourcing.find(store, " ".join(name)).id, person=None, now=utc_now())
    click.echo(f"{done.name} is paused.")


@sources.command(epilog="Example: tidings sources resume 'Example News'")
@click.argument("name", nargs=-1, required=True)
@database_option
def resume(name: tuple[str, ...], db_path: Path) -> None:
    """Read a source again that was paused or had ended."""
    with open_store(db_path) as (store, _):
        done = sourcing.resume(store, sourcing.find(store, " ".join(name)).id, person=None, now=utc_now())
    click.echo(f"{done.name} is read again.")


@sources.command(epilog="Example: tidings sources remove 'Example News'")
@click.argument("name", nargs=-1, required=True)
@database_option
def remove(name: tuple[str, ...], db_path: Path) -> None:
    """Remove a source for good. Its stories stay; adding its address again takes it up where it was."""
    with open_store(db_path) as (store, _):
        done = sourcing.remove(store, sourcing.find(store, " ".join(name)).id, person=None, now=utc_now())
    click.echo(f"{done.name} is removed; its {counted(done.stories, 'story stays', 'stories stay')}.")


@sources.command(epilog="Example: tidings sources rename 'Example News' 'The Example'")
@click.argument("name")
@click.argument("new_name")
@_LANGUAGE
@database_option
def rename(name: str, new_name: str, language: Language | None, db_path: Path) -> None:
    """Give a source another name."""
    with open_store(db_path) as (store, _):
        found = sourcing.find(store, name)
        done, _ = sourcing.edit(store, found.id, name=new_name, language=language, person=None, now=utc_now())
    click.echo(f"{found.name} is called {done.name} from now on.")


@sources.command(epilog="Example: tidings sources audience 'Example News' '#editors'")
@click.argument("name")
@click.argument("who", metavar="everyone|adder|CHANNEL")
@database_option
def audience(name: str, who: str, db_path: Path) -> None:
    """Change who may see a source: everyone, whoever added it alone, or one channel, by its name or Slack's id.

    The stories read from it go with it, at once. What was posted stays, and so does what people saved. One person's own
    is opened by them alone, in Slack.
    """
    with open_store(db_path) as (store, _):
        found, now = sourcing.find(store, name), utc_now()
        kind, asker = _audience(store, who)
        done, moved = sourcing.edit(store, found.id, audience=kind, asker=asker, person=None, now=now)
        join_stories(store, now)
    along = "" if moved is None else f", with {counted(moved, 'story', 'stories')} read from it"
    click.echo(f"{done.name} is for {_WHO[done.audience].format(channel=who)}{along}.")


_WHO: dict[AudienceKind, str] = {
    "workspace": "everyone",
    "channel": "{channel} only",
    "person": "whoever added it alone",
}


def _audience(store: Store, who: str) -> tuple[AudienceKind, Asker]:
    """Read who may see a source. Raises: StoreError for a channel that Tidings does not know."""
    if who.casefold() in ("everyone", "adder"):
        return ("workspace" if who.casefold() == "everyone" else "person"), Asker()
    found = channel_named(store.db, who)
    if found is None:
        raise StoreError(f"There is no channel {who} that Tidings knows; give everyone, adder, or its id in Slack.")
    return "channel", Asker(found[0], None, found[1])


@sources.command(name="import", epilog="Example: tidings sources import feeds.opml")
@click.argument("path", metavar="FILE.opml|ADDRESS|-")
@json_option
@new_database_option
def import_opml(path: str, as_json: bool, db_path: Path) -> None:
    """Add every feed of an OPML file, or of one at an address, that can be read, under the names it gives them.

    What is known already is left as it is. What cannot be read for the moment is added too, and tried again by itself.
    What cannot be read at all is named with the reason, the rest is added, and the exit code is 1. Their stories come
    with the next reading: tidings intake
    """
    outlines = read_opml(own_fetcher()(path).body if "://" in path else read_bytes(path))
    with open_store(db_path) as (store, _):
        listed = _add_all(store, outlines)
    failed = [{"what": outline.name or outline.url, "why": str(error)} for outline, error in listed.failed]
    if as_json:
        added = [sourcing.as_json(one) for one in listed.added]
        waiting = [sourcing.as_json(one) for one, _ in listed.waiting]
        print_json({"added": added, "waiting": waiting, "known": listed.known, "failed": failed})
    else:
        later = f"{len(listed.waiting)} to be tried again, " if listed.waiting else ""
        counts = f"{later}{listed.known} known already, {len(failed)} failed."
        click.echo(f"{counted(len(listed.added), 'source', 'sources')} added, {counts}")
        for source, why in listed.waiting:
            click.echo(f"{source.name}: {why} It is added, and tried again from {source.next_due_at} on.", err=True)
        for one in failed:
            click.echo(f"Error: {one['what']}: {one['why']}", err=True)
    if failed:
        sys.exit(1)


@sources.command(epilog="Example: tidings sources export > feeds.opml")
@database_option
def export(db_path: Path) -> None:
    """Write every source as OPML, which other feed readers take too."""
    with open_store(db_path) as (store, _):
        click.echo(export_opml(store), nl=False)


def _add_all(store: Store, outlines: Sequence[Outline]) -> Listed:
    """Add the sources of a list, with a progress bar."""
    from rich.console import Console
    from rich.progress import Progress

    def _look_at(address: str, *, as_page: bool = False) -> Finding:
        return look(own_fetcher(), address, as_page=as_page)

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Looking", total=len(outlines))

        def _on_progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return add_list(store, _look_at, outlines, person=None, now=utc_now(), progress=_on_progress)


def _report(reading: Reading, as_json: bool) -> None:
    if as_json:
        print_json(polling.as_json(reading.polled))
    else:
        for line in reading.lines():
            click.echo(line)
        reading.say_failures()
    if reading.failed:
        sys.exit(1)


def _show(finding: Finding) -> None:
    what = "a feed" if finding.reads == "feed" else "a page, read again whenever it changes"
    language = {"en": ", in English", "zh": ", in Chinese"}.get(finding.language or "", "")
    click.echo(
        f"{finding.title or finding.url}: {what}, {counted(finding.total, 'story', 'stories')}{language}", err=True
    )
    click.echo(f"  {finding.url}", err=True)
    for item in finding.items:
        click.echo(f"  • {_item(item)}", err=True)


def _item(item: Item) -> str:
    return f"{item.headline} · {item.published_at[:10]}" if item.published_at else item.headline


def _lines(source: Source) -> str:
    state = source.state
    why = f" ({source.why})" if source.why and state in ("failing", "paused", "ended") else ""
    facts = [f"{state}{why}", counted(source.stories, "story", "stories")]
    facts += [f"read {source.last_ok_at}"] if source.last_ok_at else []
    facts += [f"next {source.next_reading_at}"] if source.next_reading_at else []
    facts += [f"for {source.channel or 'one person'}"] if source.audience != "workspace" else []
    return f"{source.name}\n  {source.feed_url}\n  {' · '.join(facts)}"
