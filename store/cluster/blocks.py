"""Tell what two reports hold that cannot be of one event: it closes every gate but that of one link. Pure."""

from __future__ import annotations

from math import log10

from store.cluster.facts import Amount, Facts
from store.cluster.places import are_apart

Names = tuple[str, ...]
Versions = tuple[tuple[str, str], ...]

RARE = 2.0
"""Significant digits from which on a figure is rare, by `Amount.rarity`."""
_BESIDE = 0.12
"""How far apart two amounts of one thing are at most to be one that was rounded."""


def block(a: Facts, b: Facts, figures: list[tuple[Amount, Amount]]) -> bool:
    """Tell whether two reports hold what cannot be of one event."""
    if _are_others(a.versions, b.versions) or _are_others(a.headed, b.headed):
        return True
    if _count_on(a.quarters, b.quarters) or _count_on(a.parts, b.parts):
        return True
    if any(min(ours.rarity, theirs.rarity) >= RARE for ours, theirs in figures):
        return False
    return (
        are_apart(a.places, b.places)
        or _others(a.in_headline, a.companies, b.in_headline, b.companies)
        or _others(a.in_headline, a.products, b.in_headline, b.products)
        or _other_people(a, b)
        or _other_amounts(a, b)
    )


def _count_on(ours: Names, theirs: Names) -> bool:
    """Tell whether both say which quarter, or which part, they are of, and it is another one."""
    return bool(ours and theirs) and set(ours).isdisjoint(theirs)


def _are_others(ours: Versions, theirs: Versions) -> bool:
    """Tell whether both name versions of something and, of what both name, none in common."""
    if not ours or not theirs:
        return False
    names = {name for name, _ in ours} & {name for name, _ in theirs}
    return bool(names) and {v for v in ours if v[0] in names}.isdisjoint(theirs)


def _others(headline: Names, held: Names, other_headline: Names, other_held: Names) -> bool:
    """Tell whether each headline names companies, or products, that the other report does not hold at all."""
    if not held or not other_held:
        return False
    return _are_none_of(set(headline).intersection(held), other_held) and _are_none_of(
        set(other_headline).intersection(other_held), held
    )


def _are_none_of(names: set[str], held: Names) -> bool:
    return bool(names) and names.isdisjoint(held)


def _other_people(a: Facts, b: Facts) -> bool:
    if not a.people or not b.people or set(a.people) & set(b.people):
        return False
    moves = {"hire", "leave"}
    return bool(set(a.deeds) & moves and set(b.deeds) & moves)


def _other_amounts(a: Facts, b: Facts) -> bool:
    """Tell whether both say how much the same thing is, and nothing of it can be one amount."""
    if not a.amounts or not b.amounts:
        return False
    things = {amount.of for amount in a.amounts if amount.of} & {amount.of for amount in b.amounts if amount.of}
    for thing in things:
        ours, theirs = ([x for x in side.amounts if x.of == thing and x.rarity >= 1] for side in (a, b))
        pairs = [(x, y) for x in ours for y in theirs if (x.kind, x.unit) == (y.kind, y.unit)]
        if pairs and not any(_could_be_one(x, y) for x, y in pairs):
            return True
    return False


def _could_be_one(ours: Amount, theirs: Amount) -> bool:
    """Tell whether two amounts are near, bound each other, or are a slip of a power of ten apart."""
    for x in (ours.low, ours.high):
        for y in (theirs.low, theirs.high):
            if x is None or y is None:
                return True
            if x and y and abs(x - y) <= _BESIDE * max(abs(x), abs(y)):
                return True
            if x > 0 and y > 0 and (power := log10(x / y)) and abs(power - round(power)) < 0.001:
                return True
    return False
