"""Names that are somebody's, but nobody's we know: typed, they are never taken for a slip of a name that is near.

The list beside this file holds large companies, given names and surnames, cities and countries: Teva is no slip for
Ceva, nor Chicago for UChicago. A name that the catalogue or a team has is found before this is asked.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from store.match.keys import name_key


def is_elsewhere(key: str) -> bool:
    """Tell whether a key is that of a name on the list."""
    return key in _keys()


@cache
def _keys() -> frozenset[str]:
    text = resources.files(__package__).joinpath("elsewhere.txt").read_text("utf-8")
    return frozenset(name_key(line) for line in text.splitlines() if not line.startswith("#"))
