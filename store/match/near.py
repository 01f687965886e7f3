"""Find the keys within two edits of a typed key, among 100,000, in a millisecond.

Distance is optimal string alignment: one edit is a letter left out, put in, changed, or swapped with its neighbour.
A key that is k edits from another still holds one of that one's k + 1 pieces, at nearly its place. So keys are indexed
by their pieces, and only those that share one are measured. A swap across the seam of two pieces harms both; therefore
a piece is also looked up with the letter beyond its seam. What is found this way is exact, not a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

FARTHEST = 2
"""Edits that are looked for at most."""
_LONGEST = 96

_Pieces = list[tuple[int, int, dict[str, list[str]]]]
"""For keys of one length and reach: start and width of each piece, and the keys that hold a text there."""


class Neighbours:
    """Keys, ready to be asked which are near. They are indexed on first use, 10,000 in 40 ms and 2 MB."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(keys)

    def near(self, key: str) -> list[tuple[str, int]]:
        """List the keys near to one, with the edits between; always in one order, for the first of equals counts."""
        farthest = reach(key)
        if not farthest or len(key) > _LONGEST:
            return []
        found = process.extract(
            key, list(self._sharing(key, farthest)), scorer=OSA.distance, score_cutoff=farthest, limit=None
        )
        return sorted((near, int(edits)) for near, edits, _ in found if edits <= min(farthest, reach(near)))

    @cached_property
    def _by_shape(self) -> dict[tuple[int, int], _Pieces]:
        """Index the keys by their length and reach."""
        shapes: dict[tuple[int, int], _Pieces] = {}
        for key in self._keys:
            shape = len(key), reach(key)
            if not shape[1] or shape[0] > _LONGEST:
                continue
            if shape not in shapes:
                shapes[shape] = _pieces(*shape)
            for start, width, by_text in shapes[shape]:
                by_text[key[start : start + width]].append(key)
        return shapes

    def _sharing(self, key: str, farthest: int) -> set[str]:
        """Give the keys that hold a piece in common with one, within as many places as there may be edits."""
        found: set[str] = set()
        for length in range(len(key) - farthest, len(key) + farthest + 1):
            for edits in range(1, FARTHEST + 1):
                for start, width, by_text in self._by_shape.get((length, edits), ()):
                    for text in _variants(key, start, width, farthest):
                        found.update(by_text.get(text, ()))
        return found


def reach(key: str) -> int:
    """Give how many edits off a key may be to be looked at: none up to three letters, one at four, else two.

    Chinese says more in a character: one edit, from three characters.
    """
    if not key.isascii():
        return 1 if len(key) >= 3 else 0
    return 2 if len(key) >= 5 else 1 if len(key) == 4 else 0


def _pieces(length: int, edits: int) -> _Pieces:
    seams = [length * number // (edits + 1) for number in range(edits + 2)]
    return [(start, end - start, defaultdict(list)) for start, end in pairwise(seams)]


def _variants(key: str, start: int, width: int, farthest: int) -> Iterator[str]:
    """Give the texts near to a place, each also as it was before a swap across one of its seams."""
    for at in range(max(0, start - farthest), min(len(key) - width, start + farthest) + 1):
        text = key[at : at + width]
        yield text
        yield text[:-1] + key[at + width : at + width + 1]
        if at:
            yield key[at - 1] + text[1:]
