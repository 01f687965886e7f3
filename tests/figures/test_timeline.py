"""Figures of one entity drawn as tracks over time: what joins, what stays apart, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.figures import find_figures
from store.model import Asker, Story
from store.timeline import Track, draw_tracks
from store.tracking import tracks_of
from tests.bot.builders import ORDERS
from tests.store.conftest import Shelf
from tests.store.weekly import WEEKLY


def tracks(*told: tuple[str, str]) -> tuple[Track, ...]:
    """Draw what texts tell, each with the day of its report."""
    stories: list[tuple[Story, str]] = [
        (replace(ORDERS, id=n, published_at=day), text) for n, (day, text) in enumerate(told)
    ]
    return draw_tracks((figure, story) for story, text in stories for figure in find_figures(text))


def values(track: Track) -> list[tuple[object, ...]]:
    """Give a track's values with their times and how many reports tell them."""
    return [(point.low, point.high, point.time, len(point.stories)) for point in track.points]


def test_values_stand_in_order_of_their_time() -> None:
    """The time that words name goes before the day of the report."""
    [track] = tracks(
        ("2026-04-07", "The revenue run rate passed $30 billion."),
        ("2026-05-02", "The revenue run rate was $9 billion at the end of 2025."),
    )
    assert values(track) == [(9e9, 9e9, "2025-12", 1), (30e9, None, "2026-04-07", 1)]


@pytest.mark.parametrize("text", ["The headcount shrank to 400, down from 700.", "The headcount fell from 700 to 400."])
def test_a_fall_is_told_in_its_order(text: str) -> None:
    """What was before a fall stands before it, as of no known time; a report of that time dates it."""
    [track] = tracks(("2026-04-07", text))
    assert [(point.value, point.is_before) for point in track.points] == [(700, True), (400, False)]
    [track] = tracks(("2026-04-07", text), ("2026-01-05", "The headcount is 700."))
    assert values(track) == [(700, 700, "2026-01-05", 2), (400, 400, "2026-04-07", 1)]
    [track] = tracks(("2026-04-07", text), ("2026-04-09", "The headcount is 400; it was 700 in spring."))
    assert [(point.value, point.is_before) for point in track.points] == [(700, True), (400, False)]


def test_what_is_expected_is_a_point_of_its_own() -> None:
    """A forecast stands at its time as one, and apart from the same value once it has come."""
    [track] = tracks(
        ("2026-04-07", "Veldt expects revenue of $500 million in 2026."),
        ("2026-05-07", "维尔特预计2026年营收为5亿美元。"),
        ("2027-02-01", "Revenue in 2026 was $500 million."),
    )
    assert values(track) == [(5e8, 5e8, "2026", 2), (5e8, 5e8, "2026", 1)]
    assert [point.is_expected for point in track.points] == [True, False]


def test_reports_of_one_value_are_one_point() -> None:
    """Rounding and language make no second value; the first report gives the day."""
    [track] = tracks(
        ("2026-04-09", "估值为290亿美元。"),
        ("2026-04-07", "The valuation is $29.3 billion."),
        ("2026-06-01", "The valuation is $50 billion."),
    )
    assert values(track) == [(29e9, 29e9, "2026-04-07", 2), (50e9, 50e9, "2026-06-01", 1)]


def test_what_agrees_in_part_is_shown_as_a_range() -> None:
    """3.5 and 3.5 to 5 GW are 3.5 to 5 GW."""
    [track] = tracks(("2026-04-07", "A capacity of 3.5 GW."), ("2026-04-08", "A capacity of 3.5 to 5 GW."))
    assert values(track) == [(3.5e9, 5e9, "2026-04-07", 2)]
    assert track.points[0].bound == "range"


def test_the_same_value_of_two_years_is_two_points() -> None:
    """What the words date apart stays apart."""
    [track] = tracks(
        ("2026-04-07", "Revenue in 2024 was $2 billion."), ("2026-04-08", "Revenue in 2025 was $2 billion.")
    )
    assert [point.time for point in track.points] == ["2024", "2025"]


def test_currencies_are_tracks_of_their_own() -> None:
    """Yuan are no dollars; money without a currency joins the only one there is."""
    both = tracks(("2026-04-07", "The valuation is $2 billion."), ("2026-04-08", "估值为140亿元。"))
    assert [track.unit for track in both] == ["CNY", "USD"]
    [one] = tracks(("2026-04-07", "The valuation is $2 billion."), ("2026-04-08", "估值20亿。"))
    assert values(one) == [(2e9, 2e9, "2026-04-07", 2)]


@pytest.mark.parametrize(
    "text", ["Prices fell 20%.", "A seat costs $20.", "It signed a $5 million contract.", "1,200 words."]
)
def test_what_comes_in_many_kinds_makes_no_track(text: str) -> None:
    """Rates, prices and contracts are not lined up."""
    assert tracks(("2026-04-07", text)) == ()


def test_an_entitys_figures_come_from_what_the_asker_may_see(shelf: Shelf) -> None:
    """A hidden report's figures are gone; what reports disagree on is no value."""
    shelf.take_in(WEEKLY)
    [track] = tracks_of(shelf.store, "broadcom", Asker())
    assert values(track)[0][:2] == (12e9, 12e9)
    shelf.take_in(WEEKLY.replace("120亿美元", "1200亿美元"))
    assert tracks_of(shelf.store, "broadcom", Asker()) == ()
    shelf.take_in(WEEKLY)
    with shelf.store.transaction() as db:
        db.execute("UPDATE stories SET hidden_at = '2026-05-11T06:00:00Z'")
    assert tracks_of(shelf.store, "broadcom", Asker()) == ()


def test_a_reader_is_led_to_the_report_in_their_language(shelf: Shelf) -> None:
    """Of a report and its translation each reader gets their own."""
    shelf.take_in(WEEKLY)
    for language in ("en", "zh"):
        [track] = tracks_of(shelf.store, "broadcom", Asker(), language)
        assert {story.language for point in track.points for story in point.stories} == {language}
