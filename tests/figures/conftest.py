"""A store with the real catalogue, as the tests of intake use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.conftest import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A blank store that knows the catalogue."""
    shelf = Shelf(tmp_path / "tidings.db")
    yield shelf
    shelf.store.close()
