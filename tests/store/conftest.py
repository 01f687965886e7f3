"""A store with the real catalogue, in an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.db import Store
from store.intake import Taken, take_in
from store.names import Names
from tests.bot.database import give_database

NOW = datetime(2026, 5, 11, 6, 0, tzinfo=UTC)


class Shelf:
    """A store and its names, as the tests of intake and search use them."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path if path.exists() else give_database(path))
        self.names = Names(self.store)

    def take_in(self, text: str, now: datetime = NOW, audience_id: int = 1) -> Taken:
        """Take a document in."""
        return take_in(self.store, self.names, text, now=now, audience_id=audience_id)

    def rows(self, sql: str, **values: object) -> list[tuple[object, ...]]:
        """Give what a query finds."""
        return list(self.store.db.execute(sql, values).fetchall())

    def dump(self) -> list[str]:
        """Give everything that the file holds, as SQL."""
        return list(self.store.db.conn.iterdump())


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A blank store that knows the catalogue."""
    shelf = Shelf(tmp_path / "tidings.db")
    yield shelf
    shelf.store.close()
