"""Draw what is told of somebody's figures as tracks over time: run rate $9B at the end of 2025, $30B+ in April 2026.

A track is one thing of one entity in one unit. Its points are values: reports that tell the same value, rounding aside,
and do not name different times are one point, as wide as they are together ("3.5" and "3.5 to 5 GW" are 3.5 to 5). A
point stands at the time that its words name, else at the day of its first report, before which a value stands that is
told as a former one that day ("down from 700"). Rates, prices, shares and contracts come in many kinds for one company,
and make no track. What is only expected is a point of its own beside what is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.disagreements.values import can_both_hold, says_same
from store.figures.units import NO_CURRENCY
from store.model import Bound, Figure, FigureKind, Story

TRACKED = (
    "revenue run rate", "revenue", "profit", "loss", "valuation", "market cap", "funding", "fund size", "acquisition",
    "investment", "spending", "debt", "orders", "users", "customers", "headcount", "layoffs", "capacity", "chips",
    "vehicles", "downloads", "stars", "parameters", "context window",
)  # fmt: skip
"""What makes a track, the most telling first."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a track: its ends in base units, its time (`2025`, `2026-Q1`, `2026-04`, or the day of the first
    report where the words name none), and the reports that tell it, the oldest first. `is_before`: it is of some time
    before that day, nobody says which. `is_expected`: it is not there yet.
    """

    low: int | float | None
    high: int | float | None
    bound: Bound
    time: str
    stories: tuple[Story, ...]
    is_before: bool = False
    is_expected: bool = False

    @property
    def value(self) -> int | float:
        """The number to draw: the lower end, or the upper one where there is no lower."""
        return (self.low if self.low is not None else self.high) or 0


@dataclass(frozen=True, slots=True)
class Track:
    """The values of one thing, in order of time."""

    of: str
    kind: FigureKind
    unit: str
    points: tuple[Point, ...]

    @property
    def key(self) -> str:
        """What tells it from the other tracks of an entity."""
        return f"{self.of}/{self.kind}/{self.unit}"


Told = tuple[Figure, Story]


def draw_tracks(told: Iterable[Told]) -> tuple[Track, ...]:
    """Draw the tracks of one entity's figures, those of several points first, then the most telling."""
    groups: dict[tuple[str, FigureKind, str], list[Told]] = defaultdict(list)
    for figure, story in told:
        if figure.of in TRACKED:
            groups[(figure.of, figure.kind, figure.unit)].append((figure, story))
    _lend_currencies(groups)
    tracks = [Track(of, kind, unit, _points(group)) for (of, kind, unit), group in groups.items()]
    return tuple(sorted(tracks, key=lambda track: (len(track.points) < 2, TRACKED.index(track.of), track.unit)))


def _lend_currencies(groups: dict[tuple[str, FigureKind, str], list[Told]]) -> None:
    """Let money of no stated currency join the one currency in which the same thing is told elsewhere."""
    for of, kind, unit in list(groups):
        others = [found for found in groups if found[:2] == (of, kind) and found[2] != NO_CURRENCY]
        if unit == NO_CURRENCY and len(others) == 1:
            groups[others[0]] += groups.pop((of, kind, unit))


def day_of(story: Story) -> str:
    """Give the day that a report is from, or the last day that its issue covers."""
    return (story.published_at or (story.issue_days[1] if story.issue_days else story.effective_at))[:10]


def _points(told: Sequence[Told]) -> tuple[Point, ...]:
    groups: list[list[Told]] = []
    for figure, story in sorted(told, key=lambda each: (day_of(each[1]), each[1].id, each[0].start)):
        group = next((group for group in groups if all(_is_same(figure, other) for other, _ in group)), None)
        if group is None:
            groups.append([(figure, story)])
        else:
            group.append((figure, story))
    return tuple(
        sorted(
            map(_point, groups),
            key=lambda point: (_moment(point.time), not point.is_before, not point.is_expected, point.value),
        )
    )


def _is_same(figure: Figure, other: Figure) -> bool:
    if figure.is_expected != other.is_expected:
        return False
    is_one_time = figure.as_of == other.as_of or None in (figure.as_of, other.as_of)
    return is_one_time and can_both_hold(figure, other) and says_same(figure, other)


def _point(group: Sequence[Told]) -> Point:
    """Join what reports tell of one value: the range of them all, the most cautious bound."""
    figures = [figure for figure, _ in group]
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    bounds: Sequence[Bound] = ("range", "at_least", "at_most", "about", "exact")
    bound = next(bound for bound in bounds if any(figure.bound == bound for figure in figures))
    low = None if bound == "at_most" else min(lows, default=None)
    high = None if bound == "at_least" else max(highs, default=None) if bound == "range" else min(highs, default=None)
    as_of = next((figure.as_of for figure in figures if figure.as_of), None)
    stories = tuple({story.id: story for _, story in group}.values())
    is_before = not as_of and any(figure.is_former and day_of(story) <= day_of(stories[0]) for figure, story in group)
    return Point(low, high, bound, as_of or day_of(stories[0]), stories, is_before, figures[0].is_expected)


def _moment(time: str) -> date:
    """Give the last day of a time, to order by: a year's figure is known at its end."""
    year, _, rest = time.partition("-")
    if len(rest) > 2:
        return date.fromisoformat(time)
    month = 12 if not rest else 3 * int(rest[1]) if rest.startswith("Q") else int(rest)
    return date(int(year), month, 28)
