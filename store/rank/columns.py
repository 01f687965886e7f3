"""Keep the best storylines of a window by their reports' columns alone: the parts of a score that need no words. Pure.

A window may hold twenty thousand stories, and an edition a hundred. So this is one plain pass over bare rows, and makes
something of those alone that it keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from heapq import nsmallest
from itertools import groupby
from math import log2

from store.rank.pieces import FULLNESS, Candidate, Group, Row, Wishes, id_of, moment_of, position_of, storyline_of
from store.rank.score import WEIGHTS, Weights

SHORTLISTED = 250
"""Twice what an edition can hold, so that what its words are worth can still lift a storyline."""

FEW = 1
"""An issue of as many stories tells by their order half of what a long one does."""

_Scored = tuple[list[Row], tuple[float, ...]]


def shortlist(
    rows: Iterable[Row],
    wishes: Wishes,
    now: datetime,
    *,
    dropped: Collection[int] = (),
    welcome: Collection[int] = (),
    weights: Weights = WEIGHTS,
) -> list[Group]:
    """Group all candidates of a window by storyline, and keep the best; other kinds of story are passed over.

    Of the storylines, `welcome` are those that name what is favoured. The `dropped` are not to be told, but their
    reports take their places in their issues all the same.
    """

    def _behind(reports: list[Row], parts: tuple[float, ...]) -> float:
        return -sum(parts) - (weights.taste if storyline_of(reports[0]) in welcome else 0.0)

    usable = [row for row in rows if row[3] in FULLNESS]
    prominence = _prominence(usable)
    usable.sort(key=storyline_of)
    storylines = (list(reports) for one, reports in groupby(usable, key=storyline_of) if one not in dropped)
    scored = (
        (_behind(reports, parts), id_of(reports[0]), reports, parts)
        for reports, parts in _score(storylines, prominence, wishes, now, weights)
    )
    best = nsmallest(SHORTLISTED, scored)
    return [Group([Candidate._make(row) for row in reports], parts) for _, _, reports, parts in best]


def _score(
    storylines: Iterable[list[Row]], prominence: Mapping[int, float], wishes: Wishes, now: datetime, weights: Weights
) -> Iterator[_Scored]:
    """Give each storyline's reports with the parts of its score, in the order of `COLUMNS`."""

    @cache
    def _freshness(dated: str) -> float:
        return float(weights.freshness * 0.5 ** (max(now - moment_of(dated), timedelta(0)) / wishes.half_life))

    for reports in storylines:
        newest, place, section, is_readable = "", 0.0, weights.in_chapter, False
        for story, _, _, kind, language, _, in_section, _, dated, _, _ in reports:
            if dated > newest:
                newest = dated
            if (near := prominence[story]) > place:
                place = near
            if not in_section:
                section = max(section, 0.0)
            elif kind != "analysis":
                section = max(section, weights.section)
            if language == wishes.language:
                is_readable = True
        outlets = weights.outlets * log2(1 + _count_outlets(reports))
        readable = weights.language if is_readable else 0.0
        yield reports, (outlets, weights.prominence * place, section, _freshness(newest), readable)


def _count_outlets(reports: Sequence[Row]) -> int:
    """Count independent outlets: reports that credit nobody are one together, whatever the number."""
    if len(reports) == 1:
        return 1
    named = {outlet for _, _, _, _, _, _, _, outlet, _, is_translation, _ in reports if not is_translation}
    named = named or {row[7] for row in reports}
    return max(1, len(named - {None}))


def _prominence(rows: Iterable[Row]) -> dict[int, float]:
    """Give each story its place among its issue's stories of the same sort and language, from 1 at first to 0 at last.

    The fewer there are, the less an editor has said by placing them: of two the first gets two thirds.
    """
    lists = defaultdict(list)
    for row in rows:
        _, _, issue, kind, language, *_ = row
        lists[(issue, language, FULLNESS[kind])].append(row)
    found = {}
    for placed in lists.values():
        placed.sort(key=position_of)
        last, told = max(len(placed) - 1, 1), len(placed) / (len(placed) + FEW)
        for place, row in enumerate(placed):
            found[id_of(row)] = told * (1 - place / last)
    return found
