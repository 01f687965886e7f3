"""What the layout rules must reach on made documents: every family, and both halves as a whole."""

from __future__ import annotations

import pytest

from tests.layouts.families import TUNED, Family
from tests.layouts.kept import KEPT
from tests.layouts.scoring import Score, as_page, documents, judge

SEEDS = range(3)


def measure(families: tuple[Family, ...], *, kept: bool) -> Score:
    """Add up the scores of some families' documents."""
    total = Score()
    for family in families:
        for document in documents(family, SEEDS, kept=kept):
            total += judge(document)[0]
    return total


@pytest.mark.parametrize("family", TUNED, ids=lambda family: family.__name__)
def test_every_story_of_a_known_layout_is_found_whole(family: Family) -> None:
    """In the layouts that the rules were tuned on, every story has its boundaries and nothing else is one."""
    for document in documents(family, SEEDS, kept=False):
        score, faults = judge(document)
        assert (score.bounded, score.false) == (score.stories, 0), (faults, document.text)


@pytest.mark.parametrize("family", [*TUNED, *KEPT], ids=lambda family: family.__name__)
def test_a_page_reads_as_its_markdown_does(family: Family) -> None:
    """HTML gives the same stories as the Markdown that it was made from."""
    for document in documents(family, range(1), kept=family in KEPT):
        plain, page = judge(document)[0], judge(as_page(document))[0]
        assert (page.bounded, page.false, page.urls) == (plain.bounded, plain.false, plain.urls)


@pytest.mark.parametrize(("families", "kept", "floor"), [(TUNED, False, 0.99), (KEPT, True, 0.99)])
def test_links_outlets_dates_and_sections_are_right(families: tuple[Family, ...], kept: bool, floor: float) -> None:
    """Over many layouts, what an item says beside its text is right as often as pinned here."""
    score = measure(families, kept=kept)
    for right in (score.bounded, score.urls, score.outlets, score.dates, score.sections):
        assert right >= floor * score.stories
