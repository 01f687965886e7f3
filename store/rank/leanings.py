"""Learn what a channel finds useful from what its people said. Pure.

A vote is for or against what a story's headline names; a vote on a whole edition is shared out over its top stories. A
vote loses half its worth every `HALF_LIFE`, so that a taste that changed is forgotten. What is learned of a name is the
sum of its votes over their number and `DOUBT` more: one vote moves little, five of one mind almost all there is.
Taking a vote back takes back what it did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

HALF_LIFE = timedelta(days=30)
DOUBT = 2.0


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody said of a story that names `subjects`. `worth` is from -1, not useful, to 1."""

    subjects: frozenset[str]
    worth: float
    at: datetime


def learn(votes: Iterable[Vote], now: datetime) -> Mapping[str, float]:
    """Learn from votes how welcome each name is, from -1 to 1."""
    sums: dict[str, float] = defaultdict(float)
    counts: dict[str, float] = defaultdict(float)
    for vote in votes:
        fading = 0.5 ** (max(now - vote.at, timedelta(0)) / HALF_LIFE)
        for subject in vote.subjects:
            sums[subject] += vote.worth * fading
            counts[subject] += abs(vote.worth) * fading
    return {subject: sums[subject] / (counts[subject] + DOUBT) for subject in sums}
