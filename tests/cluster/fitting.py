"""`python -m tests.cluster.fitting [STORIES.jsonl ...]`: fit what the evidence of `store.cluster.weighing` is worth.

A logistic regression over the pairs that are weighed, scaled so that nearness in meaning counts one: those of the half
of the table on which gates are set, and of labelled stories where such files are given. Their lines are objects of
source, date, language, headline, body, link, outlet, event, and maybe: other events that it may as well be of, of which
no pair counts. The pairs of one event count together as many as it has reports, so that a large affair does not decide
alone. Beside it stands what is fitted where meaning is not known, on the same scale.

Printed is also how well it does on what it has not seen, pair by pair, before any storyline is made: the events are
parted in ten, and each part is weighed by what was fitted on the other nine; and of files each by what was fitted on
the table and the other files.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy

from store import evidence_rows
from store.cluster.candidates import Window
from store.cluster.facts import Facts
from store.cluster.gates import Report, judge
from store.cluster.weighing import (
    DOUBLED,
    SUPPOSED,
    UNHELD,
    WORDS,
    WORDS_ALONE,
    WORTH,
    doublings,
    find_evidence,
    share_of_words,
    unheld_words,
)
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
_PULL = 3.0
"""How strongly each worth, of what is spread by one, is pulled to nothing (ridge): few pairs hold the rarer things."""
TABLE = 0.8
"""What a pair of the table counts: its reports are briefer than real ones, and fewer tell one company's next news."""
_LEAST_RIGHT = (0.9, 0.95, 0.97, 0.99)

Vector = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


@dataclass(frozen=True, slots=True)
class Label:
    """Of which event a story is, and of which it may be as well."""

    event: str
    maybe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that was weighed. `event` is that of its first story, `source` where it was taken from.

    `count` is how many pairs it counts as, `words` the share of words that both hold, `doublings` how long the shorter
    is, `unheld` the shares of the words of each headline that the other report does not hold.
    """

    event: str
    source: str
    is_same: bool
    count: float
    sort: str
    evidence: Counter[str]
    similarity: float
    words: float
    doublings: float
    unheld: float


def weighed_pairs(path: Path, labelled: Path | None = None) -> Iterator[Pair]:
    """Take in labelled stories, or else the table, in a new database, and give every pair that comes to be weighed."""
    with closing(Store(give_database(path))) as store:
        labels = _take_in(store, labelled) if labelled else _take_in_table(store)
        found = evidence_rows.evidence_of(store.db, labels)
    window, sizes = Window(), Counter(label.event for label in labels.values())
    for report, vector in found.values():
        window.add(report, vector)
    for one, other, similarity in window.near(sorted(found)):
        label, another = labels[one.id], labels[other.id]
        is_same = _are_same(label, another)
        if one.id > other.id or is_same is None or (weighed := _weighed(one, other, similarity)) is None:
            continue
        evidence, is_again = weighed
        languages = {one.facts.language, other.facts.language}
        yield Pair(
            label.event, labelled.name if labelled else "table", is_same,
            (2 / sizes[label.event] if is_same else 1.0) * (1.0 if labelled else TABLE),
            "across" if len(languages) > 1 else one.facts.language, evidence, similarity or 0.0,
            share_of_words(one.facts, other.facts, is_again), doublings(one.facts, other.facts),
            unheld_words(one.facts, other.facts),
        )  # fmt: skip


def _weighed(one: Report, other: Report, similarity: float | None) -> tuple[Counter[str], bool] | None:
    """Give what is weighed of two reports and whether they are of one source, if they come so far."""
    seen = []

    def note(a: Facts, b: Facts, names: Any, figures: Any, similarity: float, gap: int, is_again: bool) -> float:
        seen.append((Counter(find_evidence(a, b, names, figures, gap, is_again)), is_again))
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


def fit(x: Vector, y: Vector, counts: Vector) -> Vector:
    """Fit a logistic regression with an intercept (last), by Newton's method."""
    spread = numpy.append(x.std(0) + 1e-9, 1.0)
    x = numpy.column_stack([x, numpy.ones(len(x))]) / spread
    pull = numpy.diag([_PULL] * (x.shape[1] - 1) + [1e-6])
    worth: Vector = numpy.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-x @ worth))
        slope = (x * (counts * p * (1 - p))[:, None]).T @ x + pull
        worth -= numpy.linalg.solve(slope, x.T @ (counts * (p - y)) + pull @ worth)
    found: Vector = worth / spread
    return found


def recall_at(scores: Vector, y: Vector, counts: Vector, least: float) -> float:
    """Give the largest share found of those of one event of which at least a share is right."""
    order = numpy.argsort(-scores)
    right = numpy.cumsum((y * counts)[order])
    good = numpy.flatnonzero(right / numpy.cumsum(counts[order]) >= least)
    return float(right[good[-1]] / right[-1]) if len(good) else 0.0


def main() -> None:
    """Print the worths, and how well they do."""
    files = [Path(file) for file in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(weighed_pairs(Path(folder) / "table.db"))
        for n, file in enumerate(files):
            pairs += weighed_pairs(Path(folder) / f"{n}.db", file)
    x = numpy.array(
        [
            [pair.similarity, pair.words, pair.doublings, pair.unheld, *(pair.evidence[name] for name in NAMES)]
            for pair in pairs
        ],
        dtype=float,
    )
    y = numpy.array([pair.is_same for pair in pairs], dtype=float)
    counts = numpy.array([pair.count for pair in pairs])
    for columns, how in ((x, "with meaning"), (x[:, 1:], "without")):
        print(how)
        _print_unseen("ten parts", pairs, columns, y, counts, _ten_parts(pairs))
        if files:
            _print_unseen("by files", pairs, columns, y, counts, numpy.array([pair.source for pair in pairs]))
    worth, alone = fit(x, y, counts), fit(x[:, 1:], y, counts)
    scale = worth[0]
    print(f"{len(pairs)} pairs, {int(y.sum())} of one event; as likely as not at {-worth[-1] / scale:.2f}")
    print(f"{'':16} {'with':>6} {'without':>8} {'now':>6}")
    print(f"{'supposed':16} {'':6} {(alone[-1] - worth[-1]) / scale:8.2f} {SUPPOSED:6.2f}")
    print(f"{'words':16} {worth[1] / scale:6.2f} {alone[0] / scale:8.2f} {WORDS:6.2f}, alone {WORDS_ALONE:.2f}")
    print(f"{'doubled':16} {worth[2] / scale:6.3f} {alone[1] / scale:8.3f} {DOUBLED:6.3f}")
    print(f"{'unheld':16} {worth[3] / scale:6.3f} {alone[2] / scale:8.3f} {UNHELD:6.3f}")
    for name, value, other, count in zip(NAMES, worth[4:-1], alone[3:-1], (x[:, 4:] > 0).sum(0), strict=True):
        print(f"{name:16} {value / scale:6.2f} {other / scale:8.2f} {WORTH[name]:6.2f}  in {int(count)}")


def _ten_parts(pairs: Sequence[Pair]) -> Vector:
    places = {event: n for n, event in enumerate(dict.fromkeys(pair.event for pair in pairs))}
    return numpy.array([places[pair.event] // _NEIGHBOURS % PARTS for pair in pairs])


def _print_unseen(how: str, pairs: Sequence[Pair], x: Vector, y: Vector, counts: Vector, part: Vector) -> None:
    scores = numpy.zeros(len(pairs))
    for here in sorted(set(part)):
        worth = fit(x[part != here], y[part != here], counts[part != here])
        scores[part == here] = x[part == here] @ worth[:-1] + worth[-1]
    for sort in ("en", "zh", "across"):
        inside = numpy.array([pair.sort == sort for pair in pairs])
        found = (
            f"{least:.0%} {recall_at(scores[inside], y[inside], counts[inside], least):5.1%}" for least in _LEAST_RIGHT
        )
        print(f"  {how}: {sort:7} {int(y[inside].sum()):4} of one event; found where so many are right:", *found)


if __name__ == "__main__":
    main()
