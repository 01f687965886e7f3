"""A store and a small web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.db import Store
from store.intake import join_stories
from store.looking import Finding, look
from store.names import Names
from store.people import Person, note_person, person
from store.polling import Polled, poll
from store.source_rows import Source
from store.sourcing import add, get
from tests.sources.web import Web

NOW = datetime(2026, 6, 8, 6, 0, tzinfo=UTC)
FEED = "https://harbour.example/feed"


@dataclass
class Newsroom:
    """A store, a web and a clock that stands still until it is put forward."""

    store: Store
    names: Names
    web: Web = field(default_factory=Web)
    now: datetime = NOW

    def later(self, **span: float) -> None:
        """Put the clock forward."""
        self.now += timedelta(**span)

    def look(self, address: str = FEED, *, as_page: bool = False) -> Finding:
        """Look at an address."""
        return look(self.web, address, as_page=as_page)

    def add(self, address: str = FEED, *, by: Person | None = None, name: str | None = None) -> Source:
        """Look at an address and add what is there."""
        return add(self.store, self.look(address), name=name, person=by, now=self.now)

    def poll(self, source: Source) -> Polled:
        """Read a source now."""
        polled = poll(self.store, self.names, source.id, self.web, self.now)
        assert polled
        join_stories(self.store, self.now)
        return polled

    def source(self, source: Source) -> Source:
        """Give a source as it is now."""
        return get(self.store, source.id)

    def person(self, slack_id: str, *, is_guest: bool = False, is_admin: bool = False) -> Person:
        """Give a person of the team."""
        with self.store.transaction() as db:
            note_person(db, "T1", slack_id, slack_id, "en-US", "UTC", is_guest, is_admin, self.now)
        found = person(self.store.db, "T1", slack_id)
        assert found
        return found

    def headlines(self) -> list[str]:
        """Give the headlines of all stories, in the order in which they came."""
        return [row[0] for row in self.store.db.execute("SELECT headline FROM stories ORDER BY id")]

    def attempts(self, source: Source) -> list[tuple[str, int]]:
        """Give what every attempt came to and brought, in order."""
        sql = "SELECT outcome, stories FROM attempts WHERE source_id = :id ORDER BY id"
        return list(self.store.db.execute(sql, {"id": source.id}))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom of its own, which knows no names: they take half a second and are not what is tested here."""
    store = Store(tmp_path / "t.db")
    yield Newsroom(store, Names(store))
    store.close()
