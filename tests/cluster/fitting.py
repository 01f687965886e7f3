"""`python -m tests.cluster.fitting [STORIES.jsonl]`: fit what the evidence of `store.cluster.weighing` is worth.

A logistic regression over the pairs that are weighed, scaled so that nearness in meaning counts one: those of the half
of the table on which gates are set, and of labelled stories where such a file is given. Its lines are objects of
source, date, language, headline, body, link, outlet, event, and maybe: other events that it may as well be of, of which
no pair counts. Printed is also how well it does on events that it has not seen: they are parted in ten, and each part
is weighed by what was fitted on the other nine.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy

from store import evidence_rows, meaning
from store.cluster.facts import Facts
from store.cluster.gates import Report, judge
from store.cluster.weighing import WORTH, find_evidence
from store.db import Store
from store.intake import keep
from store.model import Issue, Item
from store.names import Names
from store.storylining import settle
from tests.bot.database import give_database
from tests.cluster.events import NOW, read_events, take_in_all

NAMES = tuple(WORTH)
PARTS = 10
_NEIGHBOURS = 6
"""So many events that follow each other in the table stay together, because they are hard to tell apart."""
_PULL = 1.0
"""How strongly each worth is pulled to nothing (ridge): few pairs hold the rarer things."""
_LEAST_RIGHT = (0.95, 0.97, 0.98, 0.99)

Vector = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


@dataclass(frozen=True, slots=True)
class Label:
    """Of which event a story is, and of which it may be as well."""

    event: str
    maybe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that was weighed. `event` is that of its first story."""

    event: str
    is_same: bool
    sort: str
    evidence: Counter[str]
    similarity: float


def weighed_pairs(path: Path, labelled: Path | None = None) -> Iterator[Pair]:
    """Take in labelled stories, or else the table, in a new database, and give every pair that comes to be weighed."""
    with closing(Store(give_database(path))) as store:
        labels = _take_in(store, labelled) if labelled else _take_in_table(store)
        found = evidence_rows.evidence_of(store.db, labels)
    reports = [
        (report, meaning.read_vector(vector), labels[story]) for story, (report, vector) in found.items() if vector
    ]
    for (one, ours, label), (other, theirs, another) in combinations(reports, 2):
        is_same = _are_same(label, another)
        if is_same is not None and (weighed := _weighed(one, other, float(ours @ theirs))):
            languages = {one.facts.language, other.facts.language}
            yield Pair(label.event, is_same, "across" if len(languages) > 1 else one.facts.language, *weighed)


def _weighed(one: Report, other: Report, similarity: float) -> tuple[Counter[str], float] | None:
    """Give what is weighed of two reports, if they come so far."""
    seen = []

    def note(a: Facts, b: Facts, names: Any, figures: Any, similarity: float, gap: int, is_again: bool) -> float:
        seen.append((Counter(find_evidence(a, b, names, figures, gap, is_again)), similarity))
        return 0.0

    with patch("store.cluster.gates.weigh", note):
        judge(one, other, similarity)
    return seen[0] if seen else None


def _take_in_table(store: Store) -> dict[int, Label]:
    told = take_in_all(store, Names(store), [report for report in read_events() if report.half == 0])
    return {story: Label(report.event) for story, report in told.items()}


def _take_in(store: Store, file: Path) -> dict[int, Label]:
    issues: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for line in file.read_text("utf-8").splitlines():
        story = json.loads(line)
        issues.setdefault((story["source"], story["date"], story["language"]), []).append(story)
    names, labels = Names(store), {}
    for (source, day, _), listed in issues.items():
        items = tuple(_item(story, n) for n, story in enumerate(listed))
        issue = Issue(f"{source} {day}", source, None, items[0].language, day, None, "test", items, (), ())
        with store.transaction() as db:
            taken = keep(db, names, issue, now=NOW)
        for row, story in zip(taken.story_ids, listed, strict=True):
            labels[row] = Label(story["event"], frozenset(story.get("maybe", ())))
    settle(store, NOW)
    return labels


def _item(story: dict[str, Any], n: int) -> Item:
    text = f"{story['headline']}\n{story['body']}"
    return Item("story", None, story["headline"], story["body"], story["link"] or None, story["outlet"] or None,
                story["date"], story["language"], n, text)  # fmt: skip


def _are_same(one: Label, other: Label) -> bool | None:
    """Tell whether two stories are of one event; None where that is open."""
    if one.event == other.event:
        return True
    return None if {one.event, *one.maybe} & {other.event, *other.maybe} else False


def fit(x: Vector, y: Vector) -> Vector:
    """Fit a logistic regression with an intercept (last), by Newton's method."""
    x = numpy.column_stack([x, numpy.ones(len(x))])
    pull = numpy.diag([_PULL] * (x.shape[1] - 1) + [1e-6])
    worth = numpy.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-x @ worth))
        worth -= numpy.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + pull, x.T @ (p - y) + pull @ worth)
    return worth


def recall_at(scores: Vector, y: Vector, least: float) -> float:
    """Give the largest share found of those of one event of which at least a share is right."""
    right = numpy.cumsum(y[numpy.argsort(-scores)])
    good = numpy.flatnonzero(right / numpy.arange(1, len(y) + 1) >= least)
    return float(right[good[-1]] / y.sum()) if len(good) else 0.0


def main() -> None:
    """Print the worths, and how well they do."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(weighed_pairs(Path(folder) / "table.db"))
        for n, file in enumerate(sys.argv[1:]):
            pairs += weighed_pairs(Path(folder) / f"{n}.db", Path(file))
    x = numpy.array([[pair.similarity, *(pair.evidence[name] for name in NAMES)] for pair in pairs], dtype=float)
    y = numpy.array([pair.is_same for pair in pairs], dtype=float)
    _print_unseen(pairs, x, y)
    worth = fit(x, y)
    print(f"{len(pairs)} pairs, {int(y.sum())} of one event; as likely as not at {-worth[-1] / worth[0]:.2f}")
    for name, value, count in zip(NAMES, worth[1:-1] / worth[0], (x[:, 1:] > 0).sum(0), strict=True):
        print(f"  {name:26} {value:6.2f}  now {WORTH[name]:6.2f}  in {int(count)}")


def _print_unseen(pairs: Sequence[Pair], x: Vector, y: Vector) -> None:
    places = {event: n for n, event in enumerate(dict.fromkeys(pair.event for pair in pairs))}
    part = numpy.array([places[pair.event] // _NEIGHBOURS % PARTS for pair in pairs])
    scores = numpy.zeros(len(pairs))
    for n in range(PARTS):
        worth = fit(x[part != n], y[part != n])
        scores[part == n] = (x[part == n] @ worth[:-1] + worth[-1]) / worth[0]
    for sort in ("en", "zh", "across"):
        inside = numpy.array([pair.sort == sort for pair in pairs])
        shares = (f"{least:.0%} {recall_at(scores[inside], y[inside], least):5.1%}" for least in _LEAST_RIGHT)
        print(f"{sort:7} {int(y[inside].sum()):4} of one event; found where so many are right:", *shares)


if __name__ == "__main__":
    main()
