"""Choose which storylines fill which slots of an edition, and say why. Pure.

Two passes. The first scores every storyline by its reports' columns alone and keeps the best (`shortlist`): a window
may hold twenty thousand. The second scores these in full (`choose_slots`), with what the caller has read of what they
say.

The best fill the top slots (`variety`), by score, then the newer, then the earlier in the store; what did not get one
is the rest. Quick hits and watch items have places of their own, by score too, unless a full story tells the same
storyline; where an edition has few quick hits, the next best stories stand there in one line each. No storyline stands
twice, and one that only repeats another (`repeats`) is told by that one's slot. Of the rest at most `MOST_REST` stand
at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from store.model import SlotPart
from store.rank.columns import shortlist
from store.rank.pieces import COLUMNS, RANKED, Candidate, Group, Known, Pick, Row, Saying, Wishes
from store.rank.repeats import Told, print_of
from store.rank.score import WEIGHTS, Weights, told_why
from store.rank.variety import Ranked, fill_top

__all__ = ["Candidate", "Group", "Known", "Pick", "Row", "Saying", "Wishes", "choose_slots", "shortlist"]

MOST_QUICK_HITS = 8
"""As many as an editor's list of them is long; more join the rest."""

FEW_QUICK_HITS = 5
"""So many there are at least, where there are stories to fill them."""

MOST_WATCH = 5
MOST_REST = 100
"""A thread is there to be read; a channel's first edition, or an archive taken in, would flood it."""


def choose_slots(
    groups: Iterable[Group],
    *,
    wishes: Wishes,
    sayings: Mapping[int, Saying] | None = None,
    known: Mapping[int, Known] | None = None,
    weights: Weights = WEIGHTS,
) -> list[Pick]:
    """Choose an edition's slots, in their order.

    `sayings` is by story's row id and `known` by storyline's; what is missing says nothing. `weights` are the most that
    each part of a score may count.
    """
    ranked = sorted(_ranked(groups, wishes, sayings or {}, known or {}, weights), key=_best_first)
    unique, repeats = _without_repeats(ranked)
    full, quick, watch = (
        [one for one in unique if one.lead.kind in kinds] for kinds in (RANKED, ("quick_hit",), ("watch",))
    )
    is_free = wishes.favour.__contains__ if wishes.only_favoured else lambda slug: False
    top, rest = fill_top(full, wishes.top, is_free)
    missing = max(0, FEW_QUICK_HITS - len(quick))
    hits = [*quick[:MOST_QUICK_HITS], *rest[:missing]]
    further = sorted([*rest[missing:], *quick[MOST_QUICK_HITS:], *watch[MOST_WATCH:]], key=_reports_first)
    parts: tuple[tuple[SlotPart, Sequence[Ranked]], ...] = (
        ("top", top),
        ("quick_hit", hits),
        ("watch", watch[:MOST_WATCH]),
        ("rest", further[:MOST_REST]),
    )
    return [pick for part, ones in parts for pick in _picks(part, ones, repeats)]


_best_first = attrgetter("order")


def _ranked(
    groups: Iterable[Group],
    wishes: Wishes,
    sayings: Mapping[int, Saying],
    known: Mapping[int, Known],
    weights: Weights,
) -> Iterable[Ranked]:
    for group in groups:
        about = known.get(group.storyline, Known())
        reports = _lead_first(group.reports, wishes, about)
        said = [sayings[report.id] for report in reports if report.id in sayings]
        if any(saying.subjects & wishes.leave_out for saying in said):
            continue
        why = dict(zip(COLUMNS, group.parts, strict=True)) | told_why(said, about, wishes, weights)
        if why["taste"] or not wishes.only_favoured:
            yield Ranked(tuple(reports), sayings.get(reports[0].id, Saying()), about, why)


def _lead_first(reports: list[Candidate], wishes: Wishes, known: Known) -> list[Candidate]:
    """Put first what is new, then what tells most fully, in the channel's language, and is the storyline's own lead."""
    new = known.update.story if known.update else 0
    return sorted(
        reports,
        key=lambda r: (
            *(r.id != new, r.fullness, r.language != wishes.language, not r.is_lead),
            *(-r.effective_at.timestamp(), r.id),
        ),
    )


def _without_repeats(ranked: Sequence[Ranked]) -> tuple[list[Ranked], dict[int, list[Ranked]]]:
    """Part what stands for itself from what repeats a better one, by the lead of that one."""
    unique: list[Ranked] = []
    repeats: dict[int, list[Ranked]] = defaultdict(list)
    told: Told[Ranked] = Told()
    for one in sorted(ranked, key=_reports_first):
        own = print_of(one.saying.headline, one.saying.language, one.saying)
        said = told.find(own)
        if said is None:
            told.add(own, one)
            unique.append(one)
        else:
            repeats[said.lead.id].append(one)
    return sorted(unique, key=_best_first), repeats


def _reports_first(one: Ranked) -> tuple[int, float, float, int]:
    """Order full reports before quick hits and watch items, each by score."""
    return (one.lead.fullness, *one.order)


def _picks(part: SlotPart, ranked: Sequence[Ranked], repeats: Mapping[int, list[Ranked]]) -> list[Pick]:
    return [_pick(n, part, one, repeats.get(one.lead.id, ())) for n, one in enumerate(ranked, start=1)]


def _pick(n: int, part: SlotPart, one: Ranked, repeats: Sequence[Ranked]) -> Pick:
    reports = [*one.reports, *(report for other in repeats for report in other.reports)]
    return Pick(
        n,
        part,
        one.lead.storyline,
        one.lead.id,
        tuple(report.id for report in reports),
        round(one.score, 4),
        {name: round(value, 4) for name, value in one.why.items() if value},
        one.known.update,
        tuple(other.lead.id for other in repeats),
    )
