"""What the layout rules must reach on documents written by hand in the layouts of real newsletters."""

from __future__ import annotations

import pytest

from tests.layouts.imitations import judge_imitation, names


@pytest.mark.parametrize("name", names())
def test_every_story_of_an_imitation_is_found_whole(name: str) -> None:
    """Each story comes out with its boundaries, link and outlet, and nothing else does."""
    count, faults = judge_imitation(name)
    assert (count.bounded, count.linked, count.credited, count.false) == (count.wanted,) * 3 + (0,), faults
