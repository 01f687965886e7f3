"""`python -m tests.cluster.accuracy`: how many pairs of the table are joined rightly, as a table.

Given names of its files (`events_apart_3.txt`), it takes only these. Options: `--errors` lists the wrong and missed
pairs of the half on which the gates were set; never of the other.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from store.db import Store
from store.names import Names
from tests.bot.database import give_database
from tests.cluster.events import Written, read_events, take_in_all

SORTS = ("en", "zh", "across")


@dataclass(slots=True)
class Count:
    """Pairs: how many are of one event, how many are joined, and how many are both."""

    same: int = 0
    joined: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of the joined that is right."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """The share of those of one event that is joined."""
        return self.right / self.same if self.same else 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What clustering made of some reports: their storylines and translations, and which entities each names."""

    reports: dict[int, Written]
    storylines: dict[int, int]
    translations: set[frozenset[int]]
    gates: dict[int, str | None]
    names: dict[int, set[str]]


@contextmanager
def without_meaning() -> Iterator[None]:
    """Do as if the encoder were not installed."""
    with patch("store.meaning.is_installed", return_value=False):
        yield


def run(reports: list[Written], folder: Path) -> Outcome:
    """Cluster reports in a new database."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(give_database(folder / "table.db"))
    try:
        told = take_in_all(store, Names(store), reports)
        rows = store.db.execute("SELECT id, storyline_id, translation_of, joined_because FROM stories").fetchall()
        names: dict[int, set[str]] = {story: set() for story in told}
        for story, slug in store.db.execute(
            "SELECT m.story_id, e.slug FROM mentions m JOIN entities e ON e.id = m.entity_id WHERE e.kind <> 'topic'"
        ):
            names[story].add(slug)
    finally:
        store.close()
    return Outcome(
        told,
        {story: storyline for story, storyline, _, _ in rows},
        {frozenset((story, original)) for story, _, original, _ in rows if original is not None},
        {story: gate for story, _, _, gate in rows},
        names,
    )


def sort_of(one: Written, other: Written) -> str:
    """Say whether a pair is within a language or across."""
    return one.language if one.language == other.language else "across"


def count_pairs(outcome: Outcome, half: int) -> dict[str, Count]:
    """Count a half's pairs by sort. A pair of both halves counts in the half of its first report."""
    counts = {sort: Count() for sort in SORTS}
    for one, other in combinations(sorted(outcome.reports), 2):
        ours, theirs = outcome.reports[one], outcome.reports[other]
        if ours.half != half:
            continue
        count = counts[sort_of(ours, theirs)]
        is_joined = outcome.storylines[one] == outcome.storylines[other]
        is_same = ours.event == theirs.event
        count.same += is_same
        count.joined += is_joined
        count.right += is_same and is_joined
    return counts


def count_hard(outcome: Outcome, half: int) -> tuple[int, int]:
    """Count the pairs of two events that share a name and lie within eight days, and those of them that are joined."""
    hard = wrong = 0
    for one, other in combinations(sorted(outcome.reports), 2):
        ours, theirs = outcome.reports[one], outcome.reports[other]
        near = abs(_day(ours) - _day(theirs)) <= 8
        if ours.half == half and ours.event != theirs.event and near and outcome.names[one] & outcome.names[other]:
            hard += 1
            wrong += outcome.storylines[one] == outcome.storylines[other]
    return hard, wrong


def _day(report: Written) -> int:
    from datetime import date

    return date.fromisoformat(report.day).toordinal()


def count_translations(outcome: Outcome, half: int) -> Count:
    """Count pairs of translations of a half."""
    ids = {report.id: story for story, report in outcome.reports.items()}
    true = {
        frozenset((story, ids[report.translates]))
        for story, report in outcome.reports.items()
        if report.translates and report.half == half
    }
    found = {pair for pair in outcome.translations if outcome.reports[min(pair)].half == half}
    return Count(len(true), len(found), len(true & found))


def total(counts: dict[str, Count]) -> Count:
    """Add the counts of all sorts."""
    parts = counts.values()
    return Count(sum(c.same for c in parts), sum(c.joined for c in parts), sum(c.right for c in parts))


def main() -> None:
    """Print the tables."""
    reports = read_events(*(name for name in sys.argv[1:] if not name.startswith("--")))
    table = Table("half", "meaning", "pairs", "same event", "joined", "right", "precision", "recall")
    with tempfile.TemporaryDirectory() as folder:
        with_it = run(reports, Path(folder) / "with")
        with without_meaning():
            without = run(reports, Path(folder) / "without")
    for half in (0, 1):
        for meaning, outcome in (("with", with_it), ("without", without)):
            counts = count_pairs(outcome, half)
            hard, wrong = count_hard(outcome, half)
            rows = [*counts.items(), ("all", total(counts)), ("translations", count_translations(outcome, half))]
            for sort, c in rows:
                table.add_row(
                    "set on" if half == 0 else "held apart", meaning, sort, str(c.same), str(c.joined), str(c.right),
                    f"{c.precision:.1%}", f"{c.recall:.1%}",
                )  # fmt: skip
            table.add_row("", "", f"hard negatives {hard}", "", str(wrong), "", "", "")
    Console(width=130).print(table)
    if "--errors" in sys.argv:
        _print_errors(with_it if "--without" not in sys.argv else without)


def _print_errors(outcome: Outcome) -> None:
    for one, other in combinations(sorted(outcome.reports), 2):
        ours, theirs = outcome.reports[one], outcome.reports[other]
        is_joined = outcome.storylines[one] == outcome.storylines[other]
        if {ours.half, theirs.half} == {0} and is_joined != (ours.event == theirs.event):
            print("WRONG" if is_joined else "missed", outcome.gates[one], outcome.gates[other])
            print("   ", ours.day, ours.headline, "|", ours.summary[:90], outcome.names[one])
            print("   ", theirs.day, theirs.headline, "|", theirs.summary[:90], outcome.names[other])


if __name__ == "__main__":
    main()
