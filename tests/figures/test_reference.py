"""The two reference documents' figures: the one true slip stays to be seen, and the traps read as they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.figures import find_figures
from store.model import Figure
from store.parse import parse

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference documents are not here")


def figures_of(name: str) -> dict[str, list[Figure]]:
    """Give the figures of a reference document's items, by language."""
    [path] = REFERENCE.glob(f"{name}_*.txt")
    found: dict[str, list[Figure]] = {"en": [], "zh": []}
    for item in parse(path.read_text("utf-8"), name=path.name).items:
        found[item.language] += find_figures(f"{item.headline}\n{item.summary}")
    return found


@pytest.fixture(scope="module")
def weekly() -> dict[str, list[Figure]]:
    """The bilingual weekly's figures."""
    return figures_of("003")


def money(figures: list[Figure]) -> set[float]:
    """Give the amounts of dollars."""
    return {figure.low or figure.high or 0 for figure in figures if figure.unit == "USD"}


def test_both_languages_state_the_same_money_but_for_the_slip(weekly: dict[str, list[Figure]]) -> None:
    """A ten-fold slip is the only amount of dollars that one language alone states in the cards."""
    assert money(weekly["en"]) - money(weekly["zh"]) == {1.3e9}
    assert money(weekly["zh"]) - money(weekly["en"]) == {13e9}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_weekly_states_its_other_amounts_in_both(weekly: dict[str, list[Figure]], language: str) -> None:
    """Power, parameters, context, people, counts and shares read alike."""
    stated = {(figure.kind, figure.low) for figure in weekly[language]}
    assert {
        ("power", 3.5e9), ("parameters", 31e9), ("parameters", 2e12), ("parameters", 1e12), ("tokens", 256_000),
        ("people", 22_000), ("people", 165_000), ("people", 120), ("count", 24_000), ("count", 12_000),
        ("count", 180_000), ("count", 12), ("count", 13), ("percent", 25), ("customers", 1_000), ("money", 79e9),
    } <= stated  # fmt: skip


def test_versions_and_dates_of_the_weekly_are_no_figures(weekly: dict[str, list[Figure]]) -> None:
    """No CVSS score, model's number, issue or day is an amount."""
    words = {figure.words for figures in weekly.values() for figure in figures}
    assert not words & {"10.0", "2.0", "491", "481", "4", "7", "24", "2026"}


def test_the_daily_states_its_amounts() -> None:
    """A range of power, a development with its date, and money of three companies."""
    figures = figures_of("000")["zh"]
    assert ("range", 3.5e9, 5e9) in [(figure.bound, figure.low, figure.high) for figure in figures]
    assert ("revenue run rate", 9e9, "2025-12") in [(figure.of, figure.low, figure.as_of) for figure in figures]
    assert {2e12, 852e9, 380e9, 122e9, 31e9, 30e9} <= money(figures)
