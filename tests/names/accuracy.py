"""`python -m tests.names.accuracy`: how well typed names are resolved, class by class, printed as one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from store.catalogue import Catalogue, read_catalogue
from store.match import NameIndex, build_index, match
from store.model import Match
from tests.names import samples
from tests.names.samples import Case, Half

VERDICTS = ("right", "asked with", "asked without", "wrong", "none")


def judge(index: NameIndex, case: Case) -> str:
    """Say how a case was answered; a name guessed inside a text that names nobody we know is wrong too."""
    found = match(index, case.typed)
    if found.entity:
        return "right" if found.entity.id in case.slugs else "wrong"
    if found.outcome == "ambiguous":
        return "asked with" if case.slugs & {entity.id for entity in found.suggestions} else "asked without"
    return "wrong" if not case.slugs and any(map(is_guess, found.parts)) else "none"


def is_guess(part: Match) -> bool:
    """Tell whether a part of a text was taken for a misspelt name."""
    return part.via == "typo" and part.entity is not None


def count(index: NameIndex, cases: Iterable[Case]) -> Counter[str]:
    """Count the verdicts on a class."""
    return Counter(judge(index, case) for case in cases)


def judge_compound(index: NameIndex, typed: str, slugs: list[str], rest: str) -> str:
    """Say whether a longer text gave exactly its entities, in order, and the words left over."""
    found = match(index, typed)
    named = [part.entity.id for part in (found, *found.parts) if part.entity]
    if any(slug not in slugs for slug in named):
        return "wrong"
    return "right" if named == slugs and found.rest == rest else "none"


def classes(catalogue: Catalogue, index: NameIndex, half: Half) -> dict[str, list[Case]]:
    """Give every class of cases by its name; slips of one half of the entities."""
    entities = catalogue.entities
    return {
        "names and aliases": samples.spellings(entities),
        "slips, one edit": samples.slips(entities, index, half, 1, 6_000),
        "slips, two edits": samples.slips(entities, index, half, 2, 6_000),
        "traditional Chinese": samples.traditional(entities),
        "pinyin": samples.sounds(entities),
        "tickers": samples.tickers(entities),
        "tickers, lower case": samples.plain_tickers(entities),
        "dictionary words": samples.words(index),
        "companies elsewhere": samples.elsewhere(index, "companies_elsewhere"),
        "Chinese words": samples.chinese_words(index),
        "Chinese companies": samples.elsewhere(index, "companies_elsewhere_zh"),
        "names on the shipped list": samples.listed_elsewhere(index),
    }


@click.command()
@click.option("--half", type=click.Choice(("tuned", "held")), default="held", show_default=True)
@click.option("--only", default="", help="Classes whose name holds this.")
@click.option("--show", "shown", default="", help="List the cases with these verdicts, joined by commas.")
@click.option("--catalogue", "folder", type=click.Path(path_type=Path, exists=True), help="Another catalogue's folder.")
def accuracy(half: Half, only: str, shown: str, folder: Path | None) -> None:
    """Judge every class of typed names against the shipped catalogue."""
    catalogue = read_catalogue(folder)
    index = build_index(catalogue.entities, catalogue.blockers)
    table = Table("class", "n", *VERDICTS, title=f"{len(catalogue.entities):,} entities", title_justify="left")
    for name, cases in classes(catalogue, index, half).items():
        if only in name:
            _list(index, cases, [verdict.strip() for verdict in shown.split(",")])
            _add(table, name, count(index, cases))
    if only in "longer texts":
        _add(table, "longer texts", Counter(judge_compound(index, *row) for row in samples.compounds()))
    Console(width=110).print(table)


def _add(table: Table, name: str, counts: Counter[str]) -> None:
    total = counts.total() or 1
    shares = [f"{counts[verdict]} ({counts[verdict] / total:.1%})" if counts[verdict] else "0" for verdict in VERDICTS]
    table.add_row(name, f"{counts.total():,}", *shares)


def _list(index: NameIndex, cases: Iterable[Case], verdicts: list[str]) -> None:
    for case in cases:
        if judge(index, case) in verdicts:
            found = match(index, case.typed)
            offered = found.entity or found.suggestions or [(part.query, part.entity) for part in found.parts]
            click.echo(f"{case.typed} | {', '.join(case.slugs)} | {_names(offered)} | {found.via} {found.matched}")


def _names(offered: object) -> str:
    if isinstance(offered, (tuple, list)):
        return ", ".join(map(_names, offered))
    return str(getattr(offered, "id", offered))


if __name__ == "__main__":
    accuracy()
