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
from functools import cached_property

from store.rank.pieces import Candidate, Known, Saying

MOST_OF_ONE = 2
SPREAD = 0.3
ASIDE = 0.2
"""In what one outlet counts."""


@dataclass(frozen=True)
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

    @cached_property
    def order(self) -> tuple[float, float, int]:
        """What sorts the best first: by score, then the newer, then the earlier in the store."""
        return (-self.score, -self.lead.effective_at.timestamp(), self.lead.id)


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
    while len(chosen) < top:
        may_stand = (one for one in waiting if not _is_full(one, named, is_free))
        costs = ((_cost(one, topics, named, is_free), one) for one in may_stand)
        cost, taken = min(costs, key=_at_its_cost, default=(0.0, None))
        if taken is None:
            break
        waiting.remove(taken)
        chosen.append(replace(taken, why={**taken.why, "variety": -cost}) if cost else taken)
        named.update(taken.saying.subjects)
        topics.update(taken.saying.topics)
    return chosen, waiting


def _is_full(one: Ranked, named: Counter[str], is_free: Callable[[str], bool]) -> bool:
    return any(named.get(slug, 0) >= MOST_OF_ONE and not is_free(slug) for slug in one.saying.subjects)


def _cost(one: Ranked, topics: Counter[str], named: Counter[str], is_free: Callable[[str], bool]) -> float:
    shared = max((topics.get(topic, 0) for topic in one.saying.topics), default=0)
    again = max((named.get(name, 0) for name in one.saying.names if not is_free(name)), default=0)
    return SPREAD * shared + ASIDE * again


def _at_its_cost(costing: tuple[float, Ranked]) -> tuple[float, float, int]:
    cost, one = costing
    behind, newer, earlier = one.order
    return (behind + cost, newer, earlier)
