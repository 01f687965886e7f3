"""Where stories begin, as the rules read it, held against the odds that all signs together give.

Rules know much of single layouts and take one they do not know for one of those; the odds are right of more layouts,
but never sure of one. So they are asked about blocks that are written alike and stand beneath one heading, together,
and their median is the answer: where it says that stories begin there which the rules do not see, these begin; where
it says that none does, none begins, if another story is sure to hold those words. Words that would be lost to all
stories are none only where that is unlikely, and where what is written alike elsewhere in the document is no story
either. Sections with a known name, remarks behind an arrow and headlines above their readers' counts are the rules'
alone.

The odds are also asked about issues (`character`) in which the rules see one story: where they expect several, these
begin.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from statistics import fmean, median
from typing import NamedTuple

from store.parse.blocks import At
from store.parse.drafts import Draft
from store.parse.odds import odds_of
from store.parse.places import Place
from store.parse.sections import Section
from store.parse.signs import read_signs
from store.parse.vocabulary import FURNITURE
from store.text import headline_key

_LIKELY, _UNLIKELY = 0.0, math.log(0.4 / 0.6)
"""Odds from which stories begin, and below which what no other story holds is none."""
_SEVERAL, _FEW, _SURE = 6, 3, 0.9
"""Stories expected from which a document is an issue that the rules take for one story; fewer where they are sure.

These were set on 421 documents by odds of trees that had not seen them, which told 3,363 of 3,737 stories and 233 false
ones; as they were read before any rule was made for them, 365 had 2,697 of 3,285 beginnings and 1,121 false ones by the
rules alone, and with the odds 2,866 and 334."""
_WITHIN = 0.5
"""Odds from which one begins within the story of a heading that the rules and the odds agree on, or beside stories
written alike of which they do, for the rules may well have a reason to leave it out."""
_NEVER = math.log(0.15 / 0.85)
"""Odds below which a block begins none, whatever those written alike do."""
_ALONE = 1.0
"""Odds from which a block that the rules do not see begins one by itself, whatever those written alike do."""
_SUREST = 4.0
"""Odds as far as they count, so that one block does not speak for all written alike."""
_FEWEST_BESIDE, _NEARLY_ALL = 3, 0.6
"""Entries of a list, and the share of them at which stories begin, from which one begins at each."""
_TELLING = 6
"""Letters of a cell that may be a headline, at least."""
_FEWEST_BLOCKS, _MOST_BLOCKS = 6, 3_000
"""Blocks of a document whose odds are weighed: a few are like nothing, and real issues have a tenth of the most."""
_ASKED = 30
"""Blocks written alike of which the odds are weighed, spread evenly over all of them."""


class Weighed(NamedTuple):
    """A block's place with its signs and the odds that a story begins there."""

    place: Place
    signs: dict[str, float]
    odds: float

    @property
    def chance(self) -> float:
        """How likely a story begins there, 0 to 1."""
        return 1 / (1 + math.exp(-self.odds))


@dataclass(slots=True)
class _Group:
    """Blocks written alike beneath one heading, at which the rules see stories begin or see none, and their odds."""

    places: list[Place]
    begun: bool
    odds: float
    unlikely: Set[At]
    alone: Set[At]


def read_odds(sections: Sequence[Section]) -> list[Weighed]:
    """Give the places of sections' blocks, each with its signs and the odds that a story begins there.

    They are none for documents too short or too long to be weighed. Of many written alike under one heading some are
    asked, and the others take their mean.
    """
    if not _FEWEST_BLOCKS <= sum(len(section.blocks) for section in sections) <= _MOST_BLOCKS:
        return []
    alike: dict[tuple[object, ...], list[tuple[Place, dict[str, float]]]] = defaultdict(list)
    read = read_signs(sections)
    for place, signs in read:
        alike[_alike(place)].append((place, signs))
    odds: dict[int, float] = {}
    for group in alike.values():
        asked = {id(place): _odds(signs) for place, signs in group[:: 1 + len(group) // _ASKED]}
        mean = fmean(asked.values())
        odds |= {id(place): asked.get(id(place), mean) for place, _ in group}
    return [Weighed(place, signs, odds[id(place)]) for place, signs in read]


def _odds(signs: dict[str, float]) -> float:
    return max(-_SUREST, min(_SUREST, odds_of(signs)))


def find_starts(odds: Sequence[Weighed]) -> Set[At] | None:
    """Give where stories begin in a document that the rules take for one story, or None where it is one."""
    chances = {each.place.block.at: each.chance for each in odds if each.place.section.role not in FURNITURE}
    starts = weigh_starts([], odds) if sum(chances.values()) >= _FEW else None
    if starts is None or sum(chances.values()) >= _SEVERAL:
        return starts
    return starts if fmean(chances.get(at, 0.0) for at in starts) >= _SURE else None


def weigh_starts(drafts: Sequence[Draft], odds: Sequence[Weighed]) -> Set[At] | None:
    """Give where the blocks stand in the source at which stories begin, or None where they are those of the drafts."""
    groups = _groups(odds, {draft.start for draft in drafts if draft.kind != "summary"})
    sure = [place for group in groups if group.odds > 0 for place in group.places]
    heads = {id(place.section) for place in sure if place.order < 0}
    entries = {id(place.section): place.order for place in reversed(sure) if place.order >= 0}
    likely = _likely_forms(groups)
    agreed = [place for group in groups if group.begun and group.odds > 0 for place in group.places]
    agreed_heads = {id(place.section) for place in agreed if place.order < 0}
    agreed_alike = {_alike(place) for place in agreed}
    again = _said_again(odds)
    starts = begun = {place.block.at for group in groups if group.begun for place in group.places}
    for group in groups:
        first = group.places[0]
        doubted = not group.begun and (_is_held(first, agreed_heads, {}) or _alike(first) in agreed_alike)
        if group.odds > (_WITHIN if doubted else _LIKELY):
            starts = starts | {place.block.at for place in group.places if place.block.at not in group.unlikely}
        elif not group.begun:
            starts = starts | group.alone
        elif not first.block.counted and (
            _is_held(first, heads, entries) or (group.odds < _UNLIKELY and first.form not in likely)
        ):
            starts = starts - {place.block.at for place in group.places if place.block.at not in again}
    starts = (starts | _beside(groups, starts)) - _introductions(groups)
    return starts if starts and starts != begun else None


def _beside(groups: Sequence[_Group], starts: Set[At]) -> set[At]:
    """Give the entries that the rules begin a story at in a list in which one begins at nearly all beside them."""
    lists: dict[tuple[int, int], list[At]] = defaultdict(list)
    for group in groups:
        for place in group.places:
            if group.begun and place.block.kind == "item":
                lists[id(place.section), place.block.indent].append(place.block.at)
    found: set[At] = set()
    for listed in lists.values():
        told = sum(at in starts for at in listed)
        if len(listed) >= _FEWEST_BESIDE and told >= _NEARLY_ALL * len(listed):
            found |= set(listed)
    return found


def _introductions(groups: Sequence[_Group]) -> set[At]:
    """Give the unlinked paragraphs right beneath a heading, above a list at whose entries the rules begin stories."""
    listed: dict[int, int] = defaultdict(int)
    for group in groups:
        for place in group.places:
            listed[id(place.section)] += group.begun and place.block.kind == "item"
    plain = [place for group in groups if not group.begun for place in group.places if place.order == 0]
    return {
        place.block.at
        for place in plain
        if place.block.kind == "paragraph" and not place.block.links and listed[id(place.section)] >= _FEWEST_BESIDE
    }


def _said_again(odds: Sequence[Weighed]) -> set[At]:
    """Give the headings that say what a table's cell above says: with it they are one story, told there in full."""
    cells = {key for each in odds for cell in each.place.block.cells if len(key := headline_key(cell)) >= _TELLING}
    heads = [each.place.block for each in odds if each.place.order < 0]
    return {block.at for block in heads if headline_key(block.bare) in cells}


def _alike(place: Place) -> tuple[object, ...]:
    """Give what blocks have in common that are written alike beneath one heading."""
    return id(place.outer), *place.form


def _groups(odds: Sequence[Weighed], begun: Set[int]) -> list[_Group]:
    groups: dict[tuple[object, ...], list[tuple[Place, float]]] = defaultdict(list)
    left = set(begun)
    for place, _, each in odds:
        was = place.block.start in left
        left.discard(place.block.start)
        if place.section.role is None and (was or place.block.kind != "comment"):
            groups[was, *_alike(place)].append((place, each))
    return [_Group([place for place, _ in group], bool(was), median(each for _, each in group),
                   set() if was else {place.block.at for place, each in group if each < _NEVER},
                   {place.block.at for place, each in group if each > _ALONE})
            for (was, *_), group in groups.items()]  # fmt: skip


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
