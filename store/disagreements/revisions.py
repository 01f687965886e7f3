"""Say which figures of a story were corrected by a revision: one is gone, and another of the same kind is in its place.

What moved, was rounded anew or came beside what stays is no correction, nor is it that what was expected has come.
Times are left alone: they are seldom what a story is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.disagreements.causes import is_comparable
from store.disagreements.values import says_same
from store.model import Figure


def find_changes(old: Sequence[Figure], new: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Pair the figures that a revision put away with those that it put in their place, in order, each value once."""
    gone = _without(old, new)
    fresh = _without(new, old)
    changes = []
    for figure in gone:
        instead = next((other for other in fresh if _may_replace(figure, other)), None)
        if instead is not None:
            changes.append((figure, instead))
            fresh.remove(instead)
    return changes


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """Give the figures whose value is not among others, each value once."""
    left: list[Figure] = []
    for figure in figures:
        if figure.kind != "duration" and not any(_is_same(figure, other) for other in (*others, *left)):
            left.append(figure)
    return left


def _is_same(figure: Figure, other: Figure) -> bool:
    return is_comparable(figure, other) and says_same(figure, other)


def _may_replace(figure: Figure, other: Figure) -> bool:
    is_one_thing = figure.of == other.of or None in (figure.of, other.of)
    is_one_thing = is_one_thing and figure.is_expected == other.is_expected
    return is_one_thing and is_comparable(figure, other)
