"""Floors under the telling of slips between translations: precision first.

At the first look the written pairs gave no false alarm in 164, and longer texts of them 95.6 % of the ten-fold slips
sown. `python -m tests.disagreements.accuracy` prints the numbers.
"""

from __future__ import annotations

import pytest

from tests.disagreements.accuracy import GENERATED, LONGER, false_alarms, independent, recall
from tests.disagreements.samples import combined, generated, sown, written
from tests.store.conftest import Shelf

MOST_FALSE = 1 / 200
"""False alarms in pairs of true translations."""
RECALL, CAUSE, INDEPENDENT = 0.97, 0.96, 0.6


def test_true_translations_agree() -> None:
    """What says the same is not told to disagree: written sentences, generated ones, and longer texts."""
    score = false_alarms([*written(), *generated(GENERATED), *combined(LONGER)])
    assert score.told / score.total <= MOST_FALSE, score.pairs


def test_there_is_enough_to_judge_by() -> None:
    """At least 400 pairs, 150 of them by hand, none twice."""
    pairs = [*written(), *generated(GENERATED)]
    assert len(set(written())) == len(written()) >= 150
    assert len(set(pairs)) >= 400


def test_independent_reports_of_one_event_are_told_to_disagree_only_when_they_do(shelf: Shelf) -> None:
    """Hundreds of pairs that tell one event in other words raise no alarm; most ten-fold slips in them are told."""
    alarms, slips = independent(shelf.names)
    assert alarms.total >= 300
    assert alarms.told / alarms.total <= MOST_FALSE, alarms.pairs
    assert slips.told / slips.total >= INDEPENDENT


@pytest.mark.parametrize("cause", ["magnitude", "unit", "currency", "bound", "direction"])
def test_slips_are_told_with_their_cause(cause: str) -> None:
    """Nearly every slip that is sown is told, once, for what it is."""
    score = recall(slip for slip in sown() if slip.cause == cause)
    assert score.told / score.total >= RECALL, score.pairs
    assert score.right / score.total >= CAUSE
