"""Say which storyline each part goes on as, so that ids last: what was told under one stays told. Pure.

A storyline goes on where its lead is. Of several that meet in one part the one with most reports there is the heir, of
equals the older; the others lead to it for ever. A part that no storyline goes on in is a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heirs:
    """The storyline of each part, None for a new one, and which storyline was merged into which."""

    of_part: list[int | None]
    merged: dict[int, int]


def find_heirs(parts: Sequence[Sequence[int]], storylines: Mapping[int, int], leads: Mapping[int, int]) -> Heirs:
    """Find which storyline each part goes on as. `storylines` are by report, `leads` the lead of each storyline."""
    part_of = {report: n for n, members in enumerate(parts) for report in members}
    held = [Counter(storylines[report] for report in members if report in storylines) for members in parts]
    claims: list[list[int]] = [[] for _ in parts]
    for storyline in sorted(set(storylines.values())):
        place = part_of.get(leads.get(storyline, 0))
        if place is None or not held[place][storyline]:
            place = max(range(len(parts)), key=lambda n: (held[n][storyline], -n))
        claims[place].append(storyline)
    heirs: list[int | None] = []
    merged: dict[int, int] = {}
    for place, claimed in enumerate(claims):
        heir = min(claimed, key=lambda storyline: (-held[place][storyline], storyline)) if claimed else None
        heirs.append(heir)
        merged |= {gone: heir for gone in claimed if heir is not None and gone != heir}
    return Heirs(heirs, merged)
