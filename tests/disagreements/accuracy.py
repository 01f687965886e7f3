"""How well disagreements are told, as numbers and as a table: `python -m tests.disagreements.accuracy`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from store.db import Store
from store.disagreements import find_disagreements
from store.names import Names
from tests.bot.database import give_database
from tests.disagreements.events import independent_pairs, read_reports, sow
from tests.disagreements.samples import Pair, Slip, combined, findings, generated, sown, written

GENERATED, LONGER = 600, 400


@dataclass(slots=True)
class Score:
    """Counts over pairs: how many there are, how many were told of, and how many with the right cause."""

    total: int = 0
    told: int = 0
    right: int = 0
    pairs: list[Pair] = field(default_factory=list)
    """Those that were judged wrongly."""


def false_alarms(pairs: Iterable[Pair]) -> Score:
    """Count the true translations that are told to disagree."""
    score = Score()
    for pair in pairs:
        score.total += 1
        if findings(pair):
            score.told += 1
            score.pairs.append(pair)
    return score


def recall(slips: Iterable[Slip]) -> Score:
    """Count the sown slips that are told, once and with their cause."""
    score = Score()
    for slip in slips:
        found = findings(slip.pair)
        score.total += 1
        score.told += bool(found)
        score.right += [finding.cause for finding in found] == [slip.cause]
        if not found:
            score.pairs.append(slip.pair)
    return score


def independent(names: Names) -> tuple[Score, Score]:
    """Judge reports that were written independently: those as they are, and those with a slip sown into one."""
    alarms, slips = Score(), Score()
    for one, other in independent_pairs(read_reports(names)):
        alarms.total += 1
        if find_disagreements([one, other]):
            alarms.told += 1
            alarms.pairs.append(Pair(one.text, other.text))
        for wrong in sow(names, one, other):
            slips.total += 1
            slips.told += bool(find_disagreements([wrong, other]))
    return alarms, slips


def main() -> None:
    """Print the table."""
    print(f"{'true translations':24}{'pairs':>8}{'false alarms':>16}")
    for name, pairs in (("written", written()), ("generated", generated(GENERATED)), ("longer", combined(LONGER))):
        score = false_alarms(pairs)
        print(f"  {name:22}{score.total:8}{score.told:16}")
        for pair in score.pairs:
            print("   ", pair)
    print(f"{'slips sown':24}{'pairs':>8}{'told':>8}{'cause':>8}")
    slips = sown()
    for cause in sorted({slip.cause for slip in slips}):
        score = recall(slip for slip in slips if slip.cause == cause)
        print(f"  {cause:22}{score.total:8}{score.told / score.total:8.1%}{score.right / score.total:8.1%}")
        for pair in score.pairs[:5]:
            print("   ", pair)
    with TemporaryDirectory() as folder:
        store = Store(give_database(Path(folder) / "names.db"))
        alarms, rewritten = independent(Names(store))
        store.close()
    print(f"{'independent reports':24}{'pairs':>8}{'false alarms':>16}")
    print(f"  {'of one event':22}{alarms.total:8}{alarms.told:16}")
    print(f"  {'ten-fold slips sown':22}{rewritten.total:8}{rewritten.told / rewritten.total:16.1%} told")


if __name__ == "__main__":
    main()
