"""`tidings figures`: the figures in a text, with what they are of, whose and as of when."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.shared import counted, database_option, json_option, open_store, print_json, read_lines
from store.figures import as_json as figure_json
from store.model import Figure
from store.names import Names


@click.command(epilog="Example: tidings figures 'Acme raised $1.3B, more than 90亿元, for a 3.5 to 5 GW campus'")
@click.argument("text", nargs=-1)
@json_option
@database_option
def figures(text: tuple[str, ...], as_json: bool, db_path: Path) -> None:
    """Read the figures in a text: amounts in English and Chinese, in base units, with their bounds.

    Without TEXT, reads all of standard input as one text. With - as TEXT, reads one text a line from standard input
    and prints one JSON document a line.
    """
    if not text and sys.stdin.isatty():
        raise click.UsageError("Give a text, or - to read one a line.")
    with open_store(db_path) as (_, names):
        if text == ("-",):
            for line in read_lines():
                print_json(_document(names, line), one_line=True)
            return
        found = names.figures_in(" ".join(text) if text else sys.stdin.read())
        if as_json:
            print_json([figure_json(figure) for figure in found])
            return
    for figure in found:
        click.echo(_line(figure))
    click.echo(f"{counted(len(found), 'figure', 'figures')}.", err=True)


def _document(names: Names, text: str) -> list[dict[str, object]]:
    return [figure_json(figure) for figure in names.figures_in(text)]


def _line(figure: Figure) -> str:
    notes = (
        figure.of,
        figure.entity_id and f"of {figure.entity_id}",
        figure.as_of and f"as of {figure.as_of}",
        figure.is_former and "no more",
        figure.is_expected and "expected",
    )
    amount = f"{figure.kind} {_amount(figure)}"
    return "  ".join([" ".join(figure.words.split()), amount, *(note for note in notes if note)])


def _amount(figure: Figure) -> str:
    unit = "" if figure.unit == "1" else f" {figure.unit}"
    low, high = (None if value is None else f"{value:,}" for value in (figure.low, figure.high))
    match figure.bound:
        case "at_least":
            return f"≥ {low}{unit}"
        case "at_most":
            return f"≤ {high}{unit}"
        case "range":
            return f"{low} to {high}{unit}"
        case "about":
            return f"≈ {low}{unit}"
    return f"{low}{unit}"
