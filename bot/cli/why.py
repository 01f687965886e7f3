"""`tidings why`: how a story came to its storyline."""

from __future__ import annotations

from pathlib import Path

import click

from bot.blocks.reasons import reason_text
from bot.cli.shared import STORY, counted, database_option, json_option, open_store, print_json, story_line
from store.model import Asker, Entity
from store.reasons import Explanation, Reason, explain


@click.command(epilog="Example: tidings why 42")
@click.argument("story", type=STORY)
@json_option
@database_option
def why(story: int, as_json: bool, db_path: Path) -> None:
    """Explain with which reports a story was joined as one event, and why.

    STORY is the id that `tidings find --json` and `tidings export` give.
    """
    with open_store(db_path) as (store, _):
        found = explain(store, story, asker=Asker())
    if as_json:
        print_json(_document(story, found))
        return
    told = next(report for report in found.reports if report.id == story)
    click.echo(f"{story_line(told)}\nStoryline {found.storyline}, {counted(len(found.reports), 'report', 'reports')}.")
    for reason in found.reasons:
        click.echo(f"with {story_line(reason.other if reason.story.id == story else reason.story)}")
        click.echo(f"     {reason_text(reason, 'en')}")


def _document(story: int, found: Explanation) -> dict[str, object]:
    return {
        "story": story,
        "storyline": found.storyline,
        "reports": [report.id for report in found.reports],
        "reasons": [_reason(story, reason) for reason in found.reasons],
    }


def _reason(story: int, reason: Reason) -> dict[str, object]:
    return {
        "with": reason.other.id if reason.story.id == story else reason.story.id,
        "gate": reason.gate,
        "names": [name.id if isinstance(name, Entity) else name for name in reason.names],
        "figures": [list(pair) for pair in reason.figures],
        "similarity": reason.similarity,
        "said": reason_text(reason, "en"),
    }
