"""What clustering must reach on the table of events; `python -m tests.cluster.accuracy` prints all of it.

The worths are fitted on real issues as well, where one joined pair in ten was wrong as long as the table decided. No
worth is fitted on the half of the table held apart, but which signs to keep was decided by what they did on it as well.
The bar is set for real issues: what joins there rightly is mostly told at more length than here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from store import meaning
from tests.cluster.accuracy import Outcome, count_hard, count_pairs, count_translations, run, total, without_meaning
from tests.cluster.events import read_events

HELD_APART = 1


@pytest.fixture(scope="module")
def on_evidence(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The table clustered without the encoder."""
    with without_meaning():
        return run(read_events(), tmp_path_factory.mktemp("evidence"))


@pytest.fixture(scope="module")
def by_meaning(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The table clustered with the encoder."""
    if not meaning.is_installed():
        pytest.skip("the sentence encoder is not installed")
    return run(read_events(), tmp_path_factory.mktemp("meaning"))


def test_by_meaning_joins_are_right(by_meaning: Outcome) -> None:
    """With the encoder at least 99 % of the joined pairs are of one event, and 61 % of such pairs are joined."""
    counts = count_pairs(by_meaning, HELD_APART)
    assert total(counts).precision >= 0.99
    assert total(counts).recall >= 0.61
    assert all(count.precision >= 0.97 for count in counts.values())


def test_on_evidence_joins_are_right(on_evidence: Outcome) -> None:
    """Without it as well at least 98 % are right; fewer are joined."""
    count = total(count_pairs(on_evidence, HELD_APART))
    assert count.precision >= 0.98
    assert count.recall >= 0.52


def test_hard_pairs_stay_apart(by_meaning: Outcome) -> None:
    """Of the pairs of two events that share a name and lie close in time, one in two hundred is joined at most."""
    hard, wrong = count_hard(by_meaning, HELD_APART)
    assert hard >= 200
    assert wrong * 200 <= hard


def test_translations_are_right(by_meaning: Outcome, on_evidence: Outcome) -> None:
    """What is found to be a translation is one, however near independent reports across languages are."""
    for outcome in (by_meaning, on_evidence):
        for half in (0, 1):
            assert count_translations(outcome, half).precision == 1
    assert sum(count_translations(by_meaning, half).right for half in (0, 1)) >= 15


def test_the_table_is_large_enough() -> None:
    """The table holds what its numbers claim: events, reports, and both languages of most events."""
    reports = read_events()
    events = {report.event for report in reports}
    both = {report.event for report in reports if report.language == "zh"} & {
        report.event for report in reports if report.language == "en"
    }
    assert len(events) >= 150
    assert len(reports) >= 400
    assert len(both) >= 120


def test_reports_are_the_projects_own(tmp_path: Path) -> None:
    """No two reports of the table have one headline, so that ids of the table are ids."""
    reports = read_events()
    assert len({report.id for report in reports}) == len(reports)
