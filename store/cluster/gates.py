"""Judge whether two reports tell of one event: two gates open on one sure thing, the third weighs all there is.

Two reports are compared where they are for the same audience and no more than `NEAR` days apart, `FAR` where they share
several rare figures. Within one issue only items of different kinds are, because an editor lists an event once; what
repeats others, a summary or a takeaway, joins nothing but its own issue's report of which it tells, and only where that
names three quarters of whom it names. Any of these gates joins two, the strongest first:

1. *link*: they are of two sources and link to the same page (not a front page). What one source links to twice is
   mostly a page of several events, of which it takes one after the other.
2. *text*: they are the same words, `ALIKE` by rapidfuzz's token_set_ratio, and no name stands against it; of one source
   in their headlines as well, which name nobody else, for what stands under them may be what it always writes. Where
   one is four times as long as the other, whose words may well hold the few that it has, the headlines must be.
3. *weight*: what they share outweighs what speaks against them, on the scale of `weighing`. Such a join is said to be
   by *figures* where a rare figure or several are among it, beside a name, else by *meaning*, or by *names* where the
   encoder is not installed. A pair that falls short of it by less than `DOUBT` is noted as well, because where each has
   others of its event, all pairs between them count (`partition`).

What blocks every gate but the first: other versions of one product, other parts of a series, other quarters; and
unless a rare figure is shared, other places, other companies in the headlines neither of which the other report
names, other products there, other people where someone is hired or leaves, or amounts of the same thing that cannot
be one (but for a slip of a power of ten, and for rounding).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec
from rapidfuzz import fuzz

from store.cluster.blocks import RARE, block
from store.cluster.facts import Amount, Facts
from store.cluster.weighing import ENOUGH, strangers, weigh

Gate = Literal["link", "text", "translation", "figures", "meaning", "names"]

NEAR = 4
FAR = 8
ALIKE = 85.0
AT_ALL = 0.3
"""How near in meaning two reports are at least that name somebody each and nobody in common."""
_ROUNDING = 0.012
_PER_STRENGTH = 100
_SEVERAL = 2
_LEAST_WORDS = 6
_SO_MUCH_LONGER = 4
_MOSTLY = 0.75
_REPEATS = ("summary", "takeaway")
WEIGHED = ("figures", "meaning", "names")
UNBLOCKED = ("text", *WEIGHED)
"""The gates that are closed to what is blocked."""
SURE = ENOUGH + 1.0
"""What a pair counts that was not weighed."""
DOUBT = 0.3
UNLIKELY = ENOUGH - DOUBT
"""What a pair counts of which nothing is noted."""
ORDER: dict[Gate, float] = {"link": 6, "text": 5, "translation": 4, "figures": 3, "meaning": 2, "names": 1}


@dataclass(frozen=True, slots=True)
class Report:
    """A story with what is compared of it. `position` is its place in its issue, `original` the story it translates."""

    id: int
    issue: int
    source: int
    position: int
    facts: Facts
    original: int | None = None


class Join(msgspec.Struct, frozen=True, gc=False):
    """Why two reports are one event: the gate, how strong, the names and figures shared, and how near in meaning.

    `translates` is how well they fit as each other's translation, None where they do not.
    """

    gate: Gate
    strength: float
    names: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    similarity: float | None = None
    translates: float | None = None


def may_meet(one: Report, other: Report) -> bool:
    """Tell whether two reports are compared at all."""
    if one.issue == other.issue:
        return one.facts.language == other.facts.language and one.facts.kind != other.facts.kind
    if repeats(one) or repeats(other):
        return False
    return days_apart(one.facts, other.facts) <= FAR


def repeats(report: Report) -> bool:
    """Tell whether a report is a line of its issue that repeats others: one of a summary, or a takeaway."""
    return report.facts.kind in _REPEATS


def days_apart(one: Facts, other: Facts) -> int:
    """Count the days between what two reports may be of; 0 where they overlap."""
    return max(0, one.first_day - other.last_day, other.first_day - one.last_day)


def judge(one: Report, other: Report, similarity: float | None = None) -> Join | None:
    """Judge two reports. What falls short of `ENOUGH` by less than `DOUBT` is given as well."""
    a, b = one.facts, other.facts
    if not may_meet(one, other):
        return None
    if a.link and a.link == b.link and one.source != other.source:
        return _join("link", 1.0, a, b)
    if one.issue == other.issue and (repeats(one) != repeats(other)) and not _is_mostly(one, other):
        return None
    is_again = one.source == other.source and one.issue != other.issue
    telling, large = _shared_names(a, b, is_again)
    shares = bool(telling or large) or not set(a.telling).isdisjoint(b.telling)
    if not shares and not _may_share_nothing(a, b, similarity):
        return None
    figures = list(shared_figures(a, b)) if a.amounts and b.amounts else []
    if block(a, b, figures):
        return None
    gap = days_apart(a, b)
    if (alike := _alike(a, b, shares)) and not (is_again and _is_formula(a, b)):
        return _join("text", alike, a, b, figures)
    if gap > NEAR and _count(figures, RARE) < _SEVERAL:
        return None
    weight = weigh(a, b, (telling, large), figures, similarity, gap, is_again)
    if weight < ENOUGH - DOUBT:
        return None
    by_figures = (telling or large) and (_count(figures, RARE) or _count(figures, 1.0) >= _SEVERAL)
    by_weight: Gate = "figures" if by_figures else "names" if similarity is None else "meaning"
    if weight < ENOUGH:  # it explains nothing, so what is shared need not be kept
        return Join(by_weight, ORDER[by_weight] + weight / _PER_STRENGTH, similarity=similarity)
    return _join(by_weight, weight, a, b, figures, similarity)


def _count(figures: list[tuple[Amount, Amount]], rarity: float) -> int:
    return sum(min(ours.rarity, theirs.rarity) >= rarity for ours, theirs in figures)


def worth(join: Join) -> float:
    """Give what a join counts, on the scale of `weighing`: `SURE` at most, and for what is no matter of weight."""
    if join.gate not in WEIGHED:
        return SURE
    counted = (join.strength - ORDER[join.gate]) * _PER_STRENGTH
    return counted if counted < SURE else SURE


def _shared_names(a: Facts, b: Facts, is_again: bool) -> tuple[set[str], set[str]]:
    """Give the telling and the large names that both hold; a product and its maker, named or not, are one.

    Of one source, names that the catalogue does not know may be what it writes over all its stories.
    """
    telling, large = set(a.telling).intersection(b.telling), set(a.large).intersection(b.large)
    if is_again:
        telling = {name for name in telling if name[0] != "?"}
    if not telling:
        return telling, large
    owners = {*a.owners, *b.owners}
    return (telling - owners or telling), large - owners


def _may_share_nothing(a: Facts, b: Facts, similarity: float | None) -> bool:
    """Tell whether two reports without a name in common may be one event at all, before more is compared."""
    is_nameless = not (a.companies or a.telling) or not (b.companies or b.telling)
    return is_nameless or (similarity or 0.0) >= AT_ALL


def _is_mostly(one: Report, other: Report) -> bool:
    """Tell whether the one of both that repeats names hardly anybody else than the other does."""
    line, full = (one.facts, other.facts) if repeats(one) else (other.facts, one.facts)
    named = {*line.telling, *line.large}
    return len(named & {*full.telling, *full.large}) >= _MOSTLY * len(named) > 0


def _join(
    gate: Gate,
    strength: float,
    a: Facts,
    b: Facts,
    figures: list[tuple[Amount, Amount]] | None = None,
    similarity: float | None = None,
) -> Join:
    names = sorted(set(a.telling) & set(b.telling)) + sorted(set(a.large) & set(b.large))
    words = tuple((ours.words, theirs.words) for ours, theirs in figures or ())
    return Join(gate, ORDER[gate] + min(strength, 99.0) / _PER_STRENGTH, tuple(names), words, similarity)


def _alike(a: Facts, b: Facts, shares: bool) -> float:
    """Tell how alike two texts of one language are, 0 below `ALIKE` or where names stand against it."""
    less, more = sorted((a.words.count(" "), b.words.count(" ")))
    if a.language != b.language or less < _LEAST_WORDS:
        return 0.0
    if not shares and (a.companies or a.telling) and (b.companies or b.telling):
        return 0.0
    if less * _SO_MUCH_LONGER < more:
        return fuzz.token_sort_ratio(a.headline, b.headline, score_cutoff=ALIKE)
    return fuzz.token_set_ratio(a.words, b.words, score_cutoff=ALIKE)


def _is_formula(a: Facts, b: Facts) -> bool:
    """Tell whether a source says nearly the same of something else: under another headline, or of other names."""
    return fuzz.token_set_ratio(a.headline, b.headline) < ALIKE or (strangers(a, b) and strangers(b, a))


def shared_figures(a: Facts, b: Facts) -> Iterator[tuple[Amount, Amount]]:
    """Give the figures of like kind and unit that agree, each once."""
    taken: set[int] = set()
    for ours in a.amounts:
        for n, theirs in enumerate(b.amounts):
            if n not in taken and agree(ours, theirs):
                taken.add(n)
                yield ours, theirs
                break


def agree(ours: Amount, theirs: Amount) -> bool:
    """Tell whether two amounts state the same: either end is the same but for rounding."""
    if (ours.kind, ours.unit) != (theirs.kind, theirs.unit):
        return False
    ends = [(x, y) for x in {ours.low, ours.high} for y in {theirs.low, theirs.high} if x and y]
    return any(abs(x - y) <= _ROUNDING * max(abs(x), abs(y)) for x, y in ends)
