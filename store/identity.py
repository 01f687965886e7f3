"""Which entry of a feed is one that we know already, whatever its publisher changed about it meanwhile.

Feeds change what should never change: guids when the software does, dates when a story is touched, links when a site
moves. So an entry is known again by the first of these that holds for it and for one stored entry alone:

1. nothing about it changed;
2. its guid, and its link or headline too;
3. its link and headline;
4. its headline and day;
5. its guid alone, unless that is only a place in the list ("1", "2");
6. its link alone, if the day is the same or unknown, or the words are alike: some feeds give every number one address;
7. its headline, if the words beneath are alike: many weeks have a "Weekly roundup".

A guid, or a link, that several entries of one feed share tells nothing and is left aside. Within a feed, entries that
agree in guid or link and in headline are one. Pure.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from store.parse.entries import Entry
from store.text import headline_key, link_key

ALIKE = 85.0
"""How alike (rapidfuzz `token_set_ratio`, 0–100) two beginnings are that say the same; facts-language measured it."""
FEWEST_WORDS = 60
"""Characters beneath a headline from which its words tell anything."""
_LONGEST_WORDS = 400
_SHORTEST_GUID = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """What an entry is known again by: keys of its link and headline, its day, and how its words begin."""

    guid: str | None
    link: str | None
    headline: str
    day: str | None
    words: str
    digest: str


def sight_of(entry: Entry) -> Sight:
    """Give what an entry is known again by."""
    published = entry.published_at or entry.updated_at
    headline = headline_key(entry.title) or headline_key(entry.summary[:_LONGEST_WORDS])
    return Sight(
        guid=entry.guid,
        link=link_key(entry.url) if entry.url else None,
        headline=headline,
        day=published[:10] if published else None,
        words=(entry.summary or entry.content)[:_LONGEST_WORDS],
        digest=hashlib.blake2b(repr(entry).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
    )


def distinct(entries: Sequence[Entry]) -> list[tuple[Entry, Sight]]:
    """Give the entries of a feed with their sights, each story once; shared guids and links tell nothing."""
    pairs = [(entry, sight_of(entry)) for entry in entries]
    kept: list[tuple[Entry, Sight]] = []
    seen: set[tuple[str, str]] = set()
    for entry, sight in pairs:
        names = {(key, sight.headline) for key in (sight.guid, sight.link) if key}
        if not names & seen:
            kept.append((entry, sight))
        seen |= names
    guids, links = Counter(sight.guid for _, sight in kept), Counter(sight.link for _, sight in kept)
    return [
        (entry, replace(
            sight,
            guid=sight.guid if guids[sight.guid] == 1 else None,
            link=sight.link if links[sight.link] == 1 else None,
        ))
        for entry, sight in kept
    ]  # fmt: skip


def know_again(seen: Sequence[Sight], stored: dict[int, Sight]) -> dict[int, int]:
    """Say which stored entry (by its key) each of these is, by its place; those that are new are left out."""
    known: dict[int, int] = {}
    waiting, left = dict(enumerate(seen)), dict(stored)
    for key, agrees in _RULES:
        rows = _alone(left, key)
        for name, place in _alone(waiting, key).items():
            if name in rows and agrees(waiting[place], left[rows[name]]):
                known[place] = rows[name]
                del waiting[place], left[rows[name]]
    return known


def _alone(sights: dict[int, Sight], key: Callable[[Sight], Hashable]) -> dict[Hashable, int]:
    """Give, by its key, each of some sights that alone has that key."""
    places: dict[Hashable, list[int]] = {}
    for place, sight in sights.items():
        name = key(sight)
        if name is not None:
            places.setdefault(name, []).append(place)
    return {name: found[0] for name, found in places.items() if len(found) == 1}


def _both(*parts: str | None) -> Hashable:
    return parts if all(parts) else None


def _lasting(guid: str | None) -> str | None:
    return guid if guid and len(guid) >= _SHORTEST_GUID else None


def _always(_: Sight, __: Sight) -> bool:
    return True


def _are_alike(one: Sight, other: Sight) -> bool:
    if min(len(one.words), len(other.words)) < FEWEST_WORDS:
        return False
    return fuzz.token_set_ratio(one.words, other.words) >= ALIKE


def _may_be_one_day(one: Sight, other: Sight) -> bool:
    return one.day is None or other.day is None or one.day == other.day or _are_alike(one, other)


_RULES: tuple[tuple[Callable[[Sight], Hashable], Callable[[Sight, Sight], bool]], ...] = (
    (lambda it: it.digest, _always),
    (lambda it: _both(it.guid, it.headline), _always),
    (lambda it: _both(it.guid, it.link), _always),
    (lambda it: _both(it.link, it.headline), _always),
    (lambda it: _both(it.headline, it.day), _always),
    (lambda it: _lasting(it.guid), _always),
    (lambda it: it.link, _may_be_one_day),
    (lambda it: it.headline or None, _are_alike),
)
