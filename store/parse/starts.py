"""Where stories begin, as the rules read it, held against the odds that all signs together give.

Rules know much of single layouts and take one they do not know for one of those; the odds are right of more layouts,
but never sure of one. So they are asked about blocks that are written alike and stand beneath one heading, together:
where they say on average that stories begin there which the rules do not see, these begin; where they say that none
does, none begins, if another story is sure to hold those words. Words that would be lost to all stories are none only
where that is unlikely, and where what is written alike elsewhere in the document is no story either. Sections with a
known name and remarks behind an arrow are the rules' alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from statistics import fmean

from store.parse.blocks import At
from store.parse.drafts import Draft
from store.parse.odds import odds_of
from store.parse.sections import Section
from store.parse.signs import Place, read_signs

_UNLIKELY = math.log(0.25 / 0.75)
"""Odds below which what no other story holds is none. Set, with even odds for all else, on 271 issues as they were read
before any rule was made for them: of 786 false beginnings 270 were left, of 2,086 right ones 2,211 found."""
_WITHIN = 0.5
"""Odds from which one begins within the story of a heading that the rules and the odds agree on."""
_NEVER = math.log(0.1 / 0.9)
"""Odds below which a block begins none, whatever those written alike do."""
_SUREST = 4.0
"""Odds as far as they count, so that one block does not speak for all written alike."""
_FEWEST_BLOCKS, _MOST_BLOCKS = 6, 3_000
"""Blocks of a document whose odds are weighed: a few are like nothing, and real issues have a tenth of the most."""
_ASKED = 30
"""Blocks written alike of which the odds are weighed, spread evenly over all of them."""


@dataclass(slots=True)
class _Group:
    """Blocks written alike beneath one heading, at which the rules see stories begin or see none, and their odds."""

    places: list[Place]
    begun: bool
    odds: float = 0.0
    unlikely: Set[At] = frozenset()


def weigh_starts(drafts: Sequence[Draft], sections: Sequence[Section]) -> Set[At] | None:
    """Give where the blocks stand in the source at which stories begin, or None where they are those of the drafts."""
    if not _FEWEST_BLOCKS <= sum(len(section.blocks) for section in sections) <= _MOST_BLOCKS:
        return None
    groups = _groups(sections, {draft.start for draft in drafts if draft.kind != "summary"})
    sure = [place for group in groups if group.odds > 0 for place in group.places]
    heads = {id(place.section) for place in sure if place.order < 0}
    entries = {id(place.section): place.order for place in reversed(sure) if place.order >= 0}
    likely = _likely_forms(groups)
    begun = {place.block.at for group in groups if group.begun for place in group.places}
    starts = set(begun)
    agreed = {id(place.section) for group in groups if group.begun and group.odds > 0 for place in group.places
              if place.order < 0}  # fmt: skip
    for group in groups:
        first = group.places[0]
        if group.odds > (_WITHIN if not group.begun and _is_held(first, agreed, {}) else 0):
            starts |= {place.block.at for place in group.places if place.block.at not in group.unlikely}
        elif group.begun and (_is_held(first, heads, entries) or (group.odds < _UNLIKELY and first.form not in likely)):
            starts -= {place.block.at for place in group.places}
    return starts if starts and starts != begun else None


def _groups(sections: Sequence[Section], begun: Set[int]) -> list[_Group]:
    groups: dict[tuple[object, ...], _Group] = {}
    seen = {}
    left = set(begun)
    for place, signs in read_signs(sections):
        was = place.block.start in left
        left.discard(place.block.start)
        if place.section.role is None and (was or place.block.kind != "comment"):
            outer = place.section if place.order >= 0 else place.section.above
            groups.setdefault((id(outer), *place.form, was), _Group([], was)).places.append(place)
            seen[id(place)] = signs
    for group in groups.values():
        asked = group.places[:: 1 + len(group.places) // _ASKED]
        odds = [max(-_SUREST, min(_SUREST, odds_of(seen[id(place)]))) for place in asked]
        group.odds = fmean(odds)
        if not group.begun:
            group.unlikely = {place.block.at for place, each in zip(asked, odds, strict=True) if each < _NEVER}
    return list(groups.values())


def _likely_forms(groups: Sequence[_Group]) -> set[tuple[object, ...]]:
    """Give the forms in which, all through the document, the stories that the rules see are likely ones."""
    odds: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for group in groups:
        if group.begun:
            odds[group.places[0].form] += [group.odds] * len(group.places)
    return {form for form, found in odds.items() if fmean(found) >= 0}


def _is_held(place: Place, heads: Set[int], entries: dict[int, int]) -> bool:
    """Tell a block whose words another story holds if none begins there: that of a heading above or an entry before."""
    if place.order >= 0 and (id(place.section) in heads or entries.get(id(place.section), place.order) < place.order):
        return True
    above = place.section.above
    while above is not None:
        if id(above) in heads:
            return True
        above = above.above
    return False
