"""A store that knows the catalogue, reports to put into it, and clustering as if the encoder were not installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.db import Store
from store.intake import keep
from store.model import Issue, Item, ItemKind, Language
from store.names import Names
from store.storylining import settle
from store.text import language_of
from tests.bot.database import give_database

NOW = datetime(2026, 6, 20, 6, 0, tzinfo=UTC)


@pytest.fixture
def no_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do as if the encoder were not installed."""
    monkeypatch.setattr("store.meaning.is_installed", lambda: False)


def report(
    headline: str,
    summary: str = "",
    *,
    day: str | None = "2026-05-04",
    kind: ItemKind = "story",
    url: str | None = None,
    language: Language | None = None,
) -> Item:
    """Build an item with the ordinary for whatever is not said."""
    text = f"{headline}\n{summary}"
    return Item(kind, None, headline, summary, url, None, day, language or language_of(text), 0, text)


class Desk:
    """A store and how its tests put reports in and look at storylines."""

    def __init__(self, path: Path, *, again: bool = False) -> None:
        """Open a store that is made for it, or `again` one that is there."""
        self.store = Store(path if again else give_database(path))
        self.names = Names(self.store)

    def add(
        self,
        source: str,
        *items: Item,
        day: str = "2026-05-04",
        audience: int = 1,
        pairs: tuple[tuple[int, int], ...] = (),
        settled: bool = True,
        number: int = 0,
    ) -> list[int]:
        """Take reports in as one issue of a source. Gives their story ids."""
        placed = tuple(replace(item, position=n) for n, item in enumerate(items))
        issue = Issue(
            f"{source} {day} {number}", source, None, placed[0].language, day, None, "test", placed, (), pairs
        )
        with self.store.transaction() as db:
            taken = keep(db, self.names, issue, now=NOW, audience_id=audience)
        if settled:
            settle(self.store, NOW)
        return list(taken.story_ids)

    def storylines(self) -> dict[int, int]:
        """Give the storyline of each story."""
        return dict(self.store.db.execute("SELECT id, storyline_id FROM stories").fetchall())

    def are_joined(self, *stories: int) -> bool:
        """Tell whether stories are in one storyline."""
        held = self.storylines()
        return len({held[story] for story in stories}) == 1

    def parts(self) -> set[frozenset[str]]:
        """Give the storylines as sets of headlines."""
        rows = self.store.db.execute("SELECT storyline_id, headline FROM stories").fetchall()
        return {frozenset(h for s, h in rows if s == storyline) for storyline, _ in rows}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A blank store that knows the catalogue."""
    desk = Desk(tmp_path / "tidings.db")
    yield desk
    desk.store.close()
