"""A storyline's score: the sum of readable parts, each with its weight in `Weights`. Pure.

- outlets: log2(1 + n) for n independent outlets, so that one gives 1, two 1.6, three 2 and a tenth adds little. A
  translation is no second report, and two newsletters that credit one outlet are one.
- prominence: near 1 for what a long issue puts first, falling to 0 for what it puts last, the best of all its issues.
- section: for a story that stands in a themed section, where an editor placed it. A part of a report's chapter loses,
  because the chapter, an item itself, stands for all its parts.
- repeated: where an editor says it again in a takeaway or summary.
- taste: for what a channel favours. What it leaves out scores nothing, because it is not told.
- figures: by the most notable figure (`sizes`), in full where it was never said of its owner before.
- freshness: 1 when new, half of it lost every half-life, which is longer for a roundup.
- language: where the channel can read it in its own language.
- feedback: by what people there called useful or not of what it names; from -1 to 1.
- update: loses a little where it was told before and comes again because it moved on.

The weights were tuned by hand on the tuning half of the days in tests/digest/days, which stand on a plateau: half or
twice of any one changes NDCG@5 by less than .005. `python -m tests.digest.ranking` says how the other half agrees, and
a real weekly, which asked for more of `prominence` where the days did not care.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.rank.pieces import Known, Saying, Wishes
from store.rank.sizes import notability

SAID_BEFORE = 0.25
"""What remains of a figure's notability where it was said before."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts, in what one outlet counts."""

    outlets: float = 1.0
    prominence: float = 1.5
    section: float = 0.25
    in_chapter: float = -1.0
    repeated: float = 1.0
    taste: float = 1.5
    figures: float = 1.0
    freshness: float = 1.0
    language: float = 1.0
    feedback: float = 1.0
    update: float = -0.5


WEIGHTS = Weights()


def told_why(sayings: Sequence[Saying], known: Known, wishes: Wishes, weights: Weights) -> dict[str, float]:
    """Give the parts, by name, that depend on what a storyline's reports say; each is at most its weight."""
    named = frozenset().union(*(saying.entities for saying in sayings))
    return {
        "repeated": weights.repeated * min(1.0, known.repeats),
        "taste": weights.taste if named & wishes.favour else 0.0,
        "figures": weights.figures * max(map(_best_figure, sayings), default=0.0),
        "feedback": weights.feedback * _leaning(named, wishes),
        "update": weights.update if known.update else 0.0,
    }


def _best_figure(saying: Saying) -> float:
    return max(
        (notability(figure) * (1 if figure in saying.new_figures else SAID_BEFORE) for figure in saying.figures),
        default=0.0,
    )


def _leaning(named: frozenset[str], wishes: Wishes) -> float:
    felt = [wishes.leanings[slug] for slug in named if slug in wishes.leanings]
    return max(-1.0, min(1.0, sum(felt)))
