"""A store with the real catalogue, into which feeds and documents are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from store.feeds import TakenFeed, keep_feed
from store.intake import Taken, keep
from store.parse.documents import read_document
from store.parse.entries import Feed
from tests.formats.feeds import rss
from tests.store.conftest import NOW, Shelf


class Desk(Shelf):
    """A shelf that takes in the bytes of any format."""

    def feed(self, text: str, now: datetime = NOW, progress: Callable[[int], None] = lambda _: None) -> TakenFeed:
        """Take a feed in."""
        feed = read_document(text.encode())
        assert isinstance(feed, Feed)
        return keep_feed(self.store, self.names, feed, now=now, progress=progress)

    def document(self, data: bytes, name: str | None = None) -> Taken:
        """Take any other document in."""
        issue = read_document(data, name=name)
        assert not isinstance(issue, Feed)
        with self.store.transaction() as db:
            return keep(db, self.names, issue, now=NOW)


class Newsletter:
    """One source of a desk that many tests share."""

    def __init__(self, desk: Desk, title: str) -> None:
        self._desk, self._title = desk, title

    def feed(self, *items: str, now: datetime = NOW) -> TakenFeed:
        """Take in its feed, which holds these items."""
        return self._desk.feed(rss(*items, head=f"<title>{self._title}</title>"), now)

    def issues(self) -> list[tuple[object, ...]]:
        """Give the days of its issues."""
        return self._desk.rows(
            """SELECT n.published_at FROM issues n JOIN sources i ON i.id = n.source_id
               WHERE i.name = :title ORDER BY n.id""",
            title=self._title,
        )

    def stories(self) -> list[tuple[object, ...]]:
        """Give its stories: headline, date, the time they count from, and whether they vanished."""
        return self._desk.rows(
            """SELECT s.headline, s.published_at, s.effective_at, s.vanished_at IS NOT NULL
               FROM stories s JOIN issues n ON n.id = s.issue_id JOIN sources i ON i.id = n.source_id
               WHERE i.name = :title ORDER BY s.id""",
            title=self._title,
        )


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One store for all tests of a module, because opening one takes half a second."""
    desk = Desk(tmp_path_factory.mktemp("desk") / "tidings.db")
    yield desk
    desk.store.close()


@pytest.fixture
def newsletter(shared_desk: Desk, request: pytest.FixtureRequest) -> Newsletter:
    """A source of its own for each test."""
    return Newsletter(shared_desk, f"The {request.node.name}")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A blank store that knows the catalogue."""
    desk = Desk(tmp_path / "tidings.db")
    yield desk
    desk.store.close()
