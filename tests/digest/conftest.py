"""A store with stories of our own making, a local workspace, and a clock that stands until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.db import Store, as_utc
from store.model import Digest, Issue, Item, ItemKind, Language
from store.sources import issue_key, note_source, save_issue
from store.stories import add_story, set_translation
from store.storylining import settle
from store.text import headline_key

START = datetime(2026, 4, 14, 6, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until somebody moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Read it."""
        return self.now

    def pass_by(self, **amount: float) -> None:
        """Move it on by a timedelta's arguments."""
        self.now += timedelta(**amount)


def item(
    headline: str,
    *,
    kind: ItemKind = "story",
    section: str | None = "Models",
    outlet: str | None = "The Wire",
    published_at: str | None = "2026-04-13",
    language: Language = "en",
    summary: str = "It was said on Monday. Nobody denied it. More is to come.",
    url: str | None = None,
) -> Item:
    """Build an item with the ordinary for whatever is not said."""
    return Item(
        kind=kind,
        section=section,
        headline=headline,
        summary=summary,
        url=url or f"https://news.example/{language}/{headline_key(headline)}",
        outlet=outlet,
        published_at=published_at,
        language=language,
        position=0,
        text=f"{headline}\n{summary}",
    )


class Newsroom:
    """A store, and how its tests put stories in."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self._issues = 0

    def add(
        self,
        *items: Item,
        now: datetime = START,
        source: str = "Morning Letter",
        audience_id: int = 1,
        translations: tuple[tuple[int, int], ...] = (),
        settled: bool = True,
    ) -> list[int]:
        """Take items in as one issue of a source, in their order, and give their story ids."""
        self._issues += 1
        placed = [replace(each, position=n) for n, each in enumerate(items)]
        issue = Issue(
            title=f"Issue {self._issues}",
            source=source,
            url=None,
            language="en",
            published_at="2026-04-14",
            period=None,
            layout="test",
            items=tuple(placed),
            references=(),
            translations=translations,
        )
        with self.store.transaction() as db:
            source_id = note_source(db, issue, as_utc(now))
            key = issue_key(db, issue, source_id, audience_id)
            key = issue_key(db, issue, source_id, audience_id)
            issue_id = save_issue(db, issue, source_id, audience_id, as_utc(now), key=key)
            ids = [
                add_story(db, each, issue, issue_id=issue_id, audience_id=audience_id, now=as_utc(now))
                for each in placed
            ]
            for first, second in translations:
                set_translation(db, ids[second], ids[first])
        if settled:
            settle(self.store, now)
        return ids

    def rows(self, sql: str, **values: object) -> list[tuple[object, ...]]:
        """Give what a query finds."""
        return list(self.store.db.execute(sql, values).fetchall())


def some_digest(**changes: object) -> Digest:
    """Build settings for 08:30 every day in Berlin, made long ago, with changes."""
    usual: dict[str, object] = {
        "id": 1,
        "channel_id": 1,
        "team": "T1",
        "channel": "C1",
        "at": "08:30",
        "zone": "Europe/Berlin",
        "weekdays": "1234567",
        "language": "en",
        "stories": 5,
        "on_empty": "line",
        "sources": (),
        "set_by": None,
        "set_at": "2000-01-01T00:00:00Z",
    }
    return Digest(**usual | changes)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at `START`."""
    return Clock()


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A blank store."""
    newsroom = Newsroom(tmp_path / "tidings.db")
    yield newsroom
    newsroom.store.close()
