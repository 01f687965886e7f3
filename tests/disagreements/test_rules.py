"""What two reports of one event must and must not be told to disagree on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.disagreements import Finding, Report, Stated, find_disagreements
from store.disagreements.values import can_both_hold
from store.figures import find_figures
from store.model import Language, Mention
from tests.figures.labels import read_labels


def report(story: int, text: str, day: str = "2026-04-15", language: Language = "en") -> Report:
    """Write a report whose every figure is Acme's, as if it named nobody else."""
    figures = find_figures(text, [Mention("acme", "Acme", text.find("Acme"))] if "Acme" in text else [])
    stated = (Stated(story * 100 + n, replace(figure, entity_id="acme")) for n, figure in enumerate(figures))
    return Report(story, story, language, text, day, tuple(stated))


def told(*reports: Report) -> list[str | None]:
    """Give the causes of what is told of reports."""
    return [finding.cause for finding in find_disagreements(reports)]


AGREE = [
    ("Acme raised $1.3 billion.", "Acme raised $1.3B in new funding."),
    ("Acme is valued at $29.3 billion.", "Acme is valued at about $29 billion."),
    ("Acme's revenue run rate is at least $20 billion.", "Acme's revenue run rate is $20 billion."),
    ("Acme's campus has a capacity of 3.5 GW.", "Acme's campus has a capacity of 3.5 to 5 GW."),
    ("Acme raised $1.3 billion at a $12 billion valuation.", "Acme raised $300 million and $1 billion this year."),
    ("Acme laid off 1,300 people.", "Acme plans layoffs of up to 2,000 people."),
    ("Acme's revenue grew 20%.", "Acme's revenue grew 35%."),
    ("Acme raised $1.3 billion.", "Acme raised 1.2 billion euros."),
    ("Acme signed a contract worth $5 million.", "Acme signed a contract worth $8 million."),
    ("Acme cut its price to $20.", "Acme raised its price to $30."),
    ("Acme plans to raise $2 billion.", "Acme raised $1.5 billion."),
    ("Acme拟融资20亿美元。", "Acme融资15亿美元。"),
    ("Acme's valuation is $12 billion, as of 2025.", "In 2026 Acme's valuation is $30 billion."),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_what_may_both_be_true_is_no_disagreement(one: str, other: str) -> None:
    """Rounding, bounds, ranges, converted money, several values and things that come in many agree."""
    assert told(report(1, one), report(2, other)) == []


DISAGREE = [
    ("Acme raised $1.3 billion.", "Acme融资130亿美元。", "magnitude"),
    ("Acme raised $1.3 billion.", "Acme融资13亿元人民币。", "currency"),
    ("Acme's campus has a capacity of 3.5 GW.", "Acme's campus has a capacity of 3.5 MW.", "unit"),
    ("Acme is valued at $12 billion.", "Acme is valued at $17 billion.", None),
    ("Acme laid off 1,300 people.", "Acme laid off 4,000 people.", None),
    ("Acme plans to raise $2 billion.", "Acme is in talks to raise $3 billion.", None),
    ("Acme's model has 31 billion parameters.", "Acme's model has 72 billion parameters.", None),
]


@pytest.mark.parametrize(("one", "other", "cause"), DISAGREE)
def test_what_cannot_both_be_true_is_told(one: str, other: str, cause: str | None) -> None:
    """Reports of one day that differ in what they tell of one thing are told, with the cause where one shows."""
    assert told(report(1, one), report(2, other)) == [cause]


def test_a_later_larger_value_of_what_grows_is_a_development() -> None:
    """The run rate of January and of April may both be right; a smaller one later cannot be growth."""
    early, late = "Acme's revenue run rate is $9 billion.", "Acme's revenue run rate is $30 billion."
    assert told(report(1, early, "2026-01-10"), report(2, late, "2026-04-10")) == []
    assert told(report(1, late, "2026-01-10"), report(2, early, "2026-04-10")) == ["newer"]


def test_what_does_not_grow_was_corrected_by_the_newer_report() -> None:
    """A round is one sum: a later report of another tells what is likely right."""
    one = report(1, "Acme raised $2 billion.", "2026-04-10")
    other = report(2, "Acme raised $2.5 billion.", "2026-04-12")
    assert told(one, other) == ["newer"]


def test_somebody_else_is_another_thing() -> None:
    """Figures of two companies are never compared."""
    other = report(2, "Acme raised $9 billion.")
    theirs = replace(other, figures=tuple(Stated(s.id, replace(s.figure, entity_id="zenith")) for s in other.figures))
    assert told(report(1, "Acme raised $2 billion."), theirs) == []


def test_both_figures_are_given_by_their_rows() -> None:
    """A finding says which two figures, so that both sources can be shown."""
    one, other = report(1, "Acme raised $1.3 billion."), report(2, "Acme raised $13 billion.")
    assert find_disagreements([one, other]) == [Finding(100, 200, "magnitude")]


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        ("$1.25B", "$1.3B", True), ("$1.2B", "$1.3B", False), ("about $30B", "$28B", True), ("$30B", "$34B", False),
        ("over $20B", "$35B", True), ("up to $20B", "$35B", False), ("$3-4B", "$3.5B", True),
        ("2.2万人", "21,800人", True),
    ],
)  # fmt: skip
def test_values_hold_within_their_rounding(one: str, other: str, holds: bool) -> None:
    """A value holds to half its last digit, an approximation to a tenth; bounds are open on one side."""
    [first], [second] = find_figures(one), find_figures(other)
    assert can_both_hold(first, second) == can_both_hold(second, first) == holds


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_nothing_disagrees_with_itself(language: str) -> None:
    """A text beside itself, as another report or as a translation, is at peace."""
    for sentence in read_labels(language):
        one, other = report(1, sentence.text), report(2, sentence.text, language="zh")
        assert told(one, other) == [], sentence.text
        assert told(one, replace(other, original=1)) == [], sentence.text
