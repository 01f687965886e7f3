"""Fill the top slots from ranked storylines so that no name and no topic fills them all. Pure.

One by one the best is taken, where

- no entity that headlines name may take more than `MOST_OF_ONE` of them, except one that a personal edition follows;
- each slot that shares a broad topic with one taken before costs `SPREAD` of the score, and one that shares a name
  `ASIDE` more, which `why` shows;
- nothing that repeats what was taken (`repeats`) is taken beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from store.rank.pieces import Candidate, Known, Saying

MOST_OF_ONE = 2
SPREAD = 0.3
ASIDE = 0.2
"""In what one outlet counts."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A storyline with its reports (the lead first), what they say, and its score in parts."""

    reports: tuple[Candidate, ...]
    saying: Saying
    known: Known
    why: dict[str, float]

    @property
    def lead(self) -> Candidate:
        """The report that stands for it."""
        return self.reports[0]

    @property
    def score(self) -> float:
        """The sum of its parts."""
        return sum(self.why.values())


def best_first(one: Ranked) -> tuple[float, float, int]:
    """Order by score, then the newer, then the earlier in the store."""
    return (-one.score, -one.lead.effective_at.timestamp(), one.lead.id)


def fill_top(
    ranked: Sequence[Ranked], top: int, is_free: Callable[[str], bool] = lambda slug: False
) -> tuple[list[Ranked], list[Ranked]]:
    """Take up to `top` of what is ranked, the best first. Gives those, and the rest in order.

    `is_free` tells of which entities there may be any number.
    """
    chosen: list[Ranked] = []
    waiting = list(ranked)
    named: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    while waiting and len(chosen) < top:
        may_stand = [one for one in waiting if not _is_full(one, named, is_free)]
        if not may_stand:
            break
        taken = min((_spread(one, topics, named, is_free) for one in may_stand), key=best_first)
        waiting = [one for one in waiting if one.lead.id != taken.lead.id]
        chosen.append(taken)
        named.update(taken.saying.subjects)
        topics.update(taken.saying.topics)
    return chosen, waiting


def _is_full(one: Ranked, named: Counter[str], is_free: Callable[[str], bool]) -> bool:
    return any(named[slug] >= MOST_OF_ONE and not is_free(slug) for slug in one.saying.subjects)


def _spread(one: Ranked, topics: Counter[str], named: Counter[str], is_free: Callable[[str], bool]) -> Ranked:
    shared = max((topics[topic] for topic in one.saying.topics), default=0)
    again = max((named[name] for name in one.saying.names if not is_free(name)), default=0)
    cost = SPREAD * shared + ASIDE * again
    return replace(one, why={**one.why, "variety": -cost}) if cost else one
