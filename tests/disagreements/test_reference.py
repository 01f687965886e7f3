"""The bilingual reference weekly gives exactly its one true slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.comparing import open_disagreements
from store.model import Asker
from tests.store.conftest import Shelf

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference documents are not here")


@pytest.mark.parametrize("names", [("003",), ("000", "003")])
def test_the_weekly_has_one_slip(shelf: Shelf, names: tuple[str, ...]) -> None:
    """A ten-fold one, in body and summary, which people see once; the daily beside it adds none."""
    for name in names:
        [path] = REFERENCE.glob(f"{name}_*.txt")
        shelf.take_in(path.read_text("utf-8"))
    [told] = open_disagreements(shelf.store.db, Asker())
    assert {(figure.low, figure.unit) for figure in (told.figure, told.other)} == {(1.3e9, "USD"), (13e9, "USD")}
    assert told.cause == "magnitude"
