"""How well the choice agrees with editors: `python -m tests.digest.ranking`.

The hand-ordered days of `days/` (half of them held apart from tuning), and the reference weekly where it is at hand.
NDCG@5 says how good the top five are, by gains that halve from the editor's first on; Spearman's rank correlation how
alike the whole orders are.
"""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log2
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from store.db import Store, as_utc
from store.digest_settings import default_digest
from store.entities import load_catalogue
from store.figures import find_figures
from store.intake import take_in
from store.model import Language
from store.names import Names
from store.rank import Candidate, Known, Saying, Wishes, choose_slots, shortlist
from store.rank.pieces import WEEKLY_HALF_LIFE
from store.rank.score import WEIGHTS, Weights
from store.rank.statements import count_repeats
from store.readings import broader_entities, sayings_of, statements_about
from store.storylining import settle
from store.window import candidates_dated, next_window

NOW = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
DAYS = Path(__file__).with_name("days")
REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
TOP = 5


@dataclass(frozen=True)
class Day:
    """A hand-ordered day: what may be chosen from. Storylines are numbered from 1 in the editor's order."""

    title: str
    candidates: list[Candidate]
    sayings: dict[int, Saying]
    known: dict[int, Known]
    wishes: Wishes


def read_days(half: str) -> list[Day]:
    """Read the days of the tuning or the held half."""
    paths = sorted(DAYS.glob(f"{half}-*.toml"))
    return [_read_day(day) for path in paths for day in tomllib.loads(path.read_text("utf-8"))["day"]]


def _read_day(day: dict[str, Any]) -> Day:
    language: Language = day.get("language", "en")
    issues: dict[str, int] = {}
    candidates: list[Candidate] = []
    sayings: dict[int, Saying] = {}
    known: dict[int, Known] = {}
    for storyline, line in enumerate(day["stories"], start=1):
        headline, reports, hours, named, marks = (part.strip() for part in line.split("|"))
        entities = frozenset(name.strip() for name in named.split(",") if name.strip())
        figures = tuple(find_figures(headline))
        saying = Saying(headline, language, entities, entities, entities, frozenset(), figures,
                        frozenset() if "known" in marks else frozenset(figures))  # fmt: skip
        known[storyline] = Known(repeats=int("repeated" in marks))
        for report in reports.split(","):
            outlet, place = report.split()
            story = len(candidates) + 1
            candidates.append(Candidate(
                story, storyline, issues.setdefault(outlet, len(issues) + 1), "story", language,
                int(place.split("/")[0]), "brief" not in marks, outlet, as_utc(NOW - timedelta(hours=float(hours))),
                False, report == reports.split(",")[0],
            ))  # fmt: skip
            sayings[story] = saying
    _pad_issues(candidates, day["stories"], issues, language)
    wishes = Wishes(language, TOP, frozenset(day.get("favour", ())), frozenset(day.get("leave_out", ())))
    return Day(day["title"], candidates, sayings, known, wishes)


def _pad_issues(candidates: list[Candidate], lines: Sequence[str], issues: dict[str, int], language: Language) -> None:
    """Fill the places of each issue that no storyline of the day takes, with items that cannot be chosen first."""
    taken = {(each.issue, each.position) for each in candidates}
    lengths: dict[str, int] = {}
    for line in lines:
        for report in line.split("|")[1].split(","):
            outlet, place = report.split()
            lengths[outlet] = max(lengths.get(outlet, 0), int(place.split("/")[1]))
    for outlet, length in lengths.items():
        for position in set(range(1, length + 1)) - {place for issue, place in taken if issue == issues[outlet]}:
            story = 10_000 + len(candidates)
            candidates.append(Candidate(story, story, issues[outlet], "story", language, position, False, None,
                                        as_utc(NOW - timedelta(days=13)), False, True))  # fmt: skip


def order_of(day: Day, weights: Weights = WEIGHTS) -> list[int]:
    """Give the storylines of a day in the order in which they are chosen."""
    groups = shortlist(day.candidates, day.wishes, NOW, weights=weights)
    picks = choose_slots(groups, wishes=day.wishes, sayings=day.sayings, known=day.known, weights=weights)
    return [pick.storyline for pick in picks if pick.storyline < 10_000]


def ndcg(order: Sequence[int], count: int, top: int = TOP) -> float:
    """Give NDCG of the first few of an order of 1 to `count`, whose gains fall evenly from the first to the last."""

    def gained(numbers: Sequence[int]) -> float:
        return sum((1 - (number - 1) / count) / log2(place + 2) for place, number in enumerate(numbers[:top]))

    return gained(order) / gained(range(1, count + 1))


def spearman(order: Sequence[int]) -> float:
    """Give the rank correlation of an order with the numbers' own."""
    ranks = {number: place for place, number in enumerate(sorted(order))}
    n = len(order)
    return 1 - 6 * sum((ranks[number] - place) ** 2 for place, number in enumerate(order)) / (n * (n * n - 1))


def measure(days: Sequence[Day], weights: Weights = WEIGHTS) -> Iterator[tuple[str, float, float]]:
    """Give each day's title, NDCG@5 and rank correlation."""
    for day in days:
        order = order_of(day, weights)
        yield day.title, ndcg(order, max(day.known)), spearman(order)


def means(days: Sequence[Day], weights: Weights = WEIGHTS) -> tuple[float, float]:
    """Give the mean NDCG@5 and rank correlation of some days."""
    found = list(measure(days, weights))
    return statistics.mean(each[1] for each in found), statistics.mean(each[2] for each in found)


def measure_weekly(path: Path, folder: Path, *, placed: bool) -> tuple[float, float]:
    """Give NDCG@5 and rank correlation with the order in which a weekly places its stories in English.

    Without `placed`, where its editor placed them is withheld: what counts is takeaways, figures, days and names.
    """
    store = Store(folder / f"weekly-{placed}.db")
    try:
        load_catalogue(store, NOW)
        take_in(store, Names(store), path.read_text("utf-8"), now=NOW, name=path.name)
        settle(store, NOW)
        return _agreement(store, placed)
    finally:
        store.close()


def _agreement(store: Store, placed: bool) -> tuple[float, float]:
    day = str(store.db.execute("SELECT max(coalesce(published_at, period_to)) FROM issues").fetchone()[0])
    until = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(hours=20)
    digest = default_digest("", "", "UTC", "en", until)
    window = dataclasses.replace(next_window(store.db, 0, until), since_at=as_utc(until - timedelta(days=10)))
    candidates = map(Candidate._make, candidates_dated(store.db, digest, window, until))
    found = [each for each in candidates if each.kind == "story"]
    sayings = sayings_of(store.db, [each.id for each in found], broader_entities(store.db), 0)
    repeats = count_repeats(*statements_about(store.db, found, sayings))
    known = {each.storyline: Known(repeats[each.storyline]) for each in found}
    weights = WEIGHTS if placed else dataclasses.replace(WEIGHTS, prominence=0.0)
    wishes = Wishes("en", TOP, half_life=WEEKLY_HALF_LIFE)
    groups = shortlist(found, wishes, until, weights=weights)
    picks = choose_slots(groups, wishes=wishes, sayings=sayings, known=known, weights=weights)
    place = {each.storyline: each.position for each in found if each.language == "en"}
    editors = {storyline: n for n, storyline in enumerate(sorted(place, key=place.__getitem__), start=1)}
    order = [editors[pick.storyline] for pick in picks if pick.storyline in editors]
    return ndcg(order, len(editors)), spearman(order)


def main() -> None:
    """Print what was measured."""
    table = Table("days", "day", "NDCG@5", "Spearman", title="Agreement with editors", title_justify="left")
    for half in ("tuning", "held"):
        days = read_days(half)
        for title, gain, correlation in measure(days):
            table.add_row(half, title, f"{gain:.3f}", f"{correlation:.2f}")
        gain, correlation = means(days)
        table.add_row(half, f"[bold]mean of {len(days)}", f"[bold]{gain:.3f}", f"[bold]{correlation:.2f}")
    newest = [sorted(range(1, max(day.known) + 1), key=lambda n: _newest(day, n)) for day in read_days("held")]
    gains = statistics.mean(ndcg(order, len(order)) for order in newest)
    table.add_row(
        "held", "for comparison: newest first", f"{gains:.3f}", f"{statistics.mean(map(spearman, newest)):.2f}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(REFERENCE.glob("003_*")):
            for placed in (True, False):
                gain, correlation = measure_weekly(path, Path(folder), placed=placed)
                words = "as placed" if placed else "its placement withheld"
                table.add_row("weekly", f"reference, {words}", f"{gain:.3f}", f"{correlation:.2f}")
    Console(width=100).print(table)


def _newest(day: Day, storyline: int) -> tuple[float, int]:
    moments = [each.effective_at.timestamp() for each in day.candidates if each.storyline == storyline]
    return (-max(moments), -storyline)


if __name__ == "__main__":
    main()
