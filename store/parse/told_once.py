"""What an issue tells twice is one story: its entry and its text, its list of links, a headline said again."""

from __future__ import annotations

from rapidfuzz import fuzz

from store.parse.drafts import Draft, first_link
from store.text import headline_key, link_key

_ALIKE = 60.0
"""How alike (rapidfuzz `ratio`, 0–100) two headlines of one page are, at least."""


def tell_once(drafts: list[Draft]) -> list[Draft]:
    """Give the drafts without those that say again, and no more, what one with the same headline and link says.

    What stands in two places, in one with its link and in the other with more text, is told there with both.
    """
    drafts = _joined(drafts)
    keys = [(each.kind, headline_key(each.headline), first_link(each.links)) for each in drafts]
    fullest: dict[tuple[object, ...], Draft] = {}
    for key, each in zip(keys, drafts, strict=True):
        if key not in fullest or sum(map(len, each.body)) > sum(map(len, fullest[key].body)):
            fullest[key] = each
    told = [each for key, each in zip(keys, drafts, strict=True) if not all(key) or fullest[key] is each]
    return [each for n, each in enumerate(told) if not _repeats(each, told[:n])]


def _repeats(draft: Draft, before: list[Draft]) -> bool:
    """Tell a bare headline that leads to the page which a story above, told with its text, led to."""
    key = link_key(draft.links[0].url) if len(draft.links) == 1 and not draft.body else None
    same = [each for each in before if key and each.body and each.links and link_key(each.links[0].url) == key]
    heads, own = [headline_key(each.headline) for each in same if each.headline], headline_key(draft.headline)
    return bool(own) and any(own in head or head in own or fuzz.ratio(own, head) >= _ALIKE for head in heads)


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Join the drafts that only one other has the headline of, where one is linked and the other says more."""
    places: dict[tuple[object, ...], list[int]] = {}
    for n, each in enumerate(drafts):
        if each.headline and each.role is None:
            places.setdefault((each.kind, headline_key(each.headline)), []).append(n)
    dropped: set[int] = set()
    for pair in places.values():
        linked = [n for n in pair if first_link(drafts[n].links)]
        if len(pair) != 2 or len(linked) != 1:
            continue
        brief, told = drafts[linked[0]], drafts[next(n for n in pair if n not in linked)]
        if sum(map(len, told.body)) > sum(map(len, brief.body)):
            told.links, told.outlet, told.day = (
                [*brief.links, *told.links],
                told.outlet or brief.outlet,
                told.day or brief.day,
            )
            dropped.add(linked[0])
    return [each for n, each in enumerate(drafts) if n not in dropped]
