"""Take a feed in: each entry its own issue, known again whatever its publisher changed about it.

An entry is an issue of one story, or of several where its content is itself an issue. What did not change is not read
again. Entries are kept some at a time, each lot in one transaction: a crash between two loses nothing and doubles
nothing, because the next run knows the first lot again. An entry that left its feed is no news of it: feeds hold only
their latest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store import feed_entries, sources
from store.db import Store, as_utc
from store.errors import NothingFoundError, UnreadableDocumentError
from store.identity import Sight, distinct, know_again
from store.intake import WORKSPACE_AUDIENCE, keep
from store.model import Issue
from store.names import Names
from store.parse.entries import Entry, Feed, entry_issue
from store.source_rows import audience_of
from store.text import host_of

LOT = 50
"""Entries kept in one transaction: some tenths of a second, so that others may write in between."""

_Seen = tuple[Entry, Sight]


@dataclass(frozen=True, slots=True)
class TakenFeed:
    """What a feed brought: its source's row id, how many entries it has, the row ids of issues that are new, and
    counts of stories.
    """

    source_id: int
    issues: int = 0
    new_issues: tuple[int, ...] = ()
    new: int = 0
    changed: int = 0
    duplicate: int = 0

    def __add__(self, other: TakenFeed) -> TakenFeed:
        """Give what two lots of one feed brought."""
        return TakenFeed(
            self.source_id, self.issues + other.issues, (*self.new_issues, *other.new_issues), self.new + other.new,
            self.changed + other.changed, self.duplicate + other.duplicate,
        )  # fmt: skip


def keep_feed(
    store: Store,
    names: Names,
    feed: Feed,
    *,
    now: datetime,
    source_id: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> TakenFeed:
    """Keep a feed's entries. Its stories wait for `intake.join_stories`.

    Without `source_id` it belongs to the source that is read at its address, else to the one of its title, and is for
    everybody; for whom a source is may change between two lots. `progress` hears how many entries are done after each
    lot; entries without a readable word, or too heavy, are passed over.
    """
    with store.transaction() as db:
        source = _source(db, feed, as_utc(now)) if source_id is None else source_id
    taken = TakenFeed(source)
    seen = distinct(feed.entries)
    done = len(feed.entries) - len(seen)
    for start in range(0, len(seen), LOT):
        lot = seen[start : start + LOT]
        with store.transaction() as db:
            audience_id = WORKSPACE_AUDIENCE if source_id is None else audience_of(db, source_id)
            for kept in _keep(db, names, feed, lot, source, audience_id, now):
                taken += kept
        done += len(lot)
        progress(done)
    return taken


def _source(db: Database, feed: Feed, now: str) -> int:
    known = sources.source_at(db, (feed.url, feed.home_url))
    if known is not None:
        return known
    host = host_of(feed.home_url or feed.url or "")
    return sources.source_named(db, feed.title or host or "A feed without a name", None, now)


def _keep(
    db: Database, names: Names, feed: Feed, lot: Sequence[_Seen], source_id: int, audience_id: int, now: datetime
) -> Iterator[TakenFeed]:
    """Keep some entries inside a transaction, one after another."""
    sights = [sight for _, sight in lot]
    stored = feed_entries.candidates(db, sights, source_id=source_id, audience_id=audience_id)
    known = know_again(sights, stored)
    for place, (entry, sight) in enumerate(lot):
        old = known.get(place)
        if old is not None and stored[old].digest == sight.digest:
            yield TakenFeed(source_id, 1, duplicate=feed_entries.stories_held(db, old))
            continue
        issue = _read(entry, feed)
        if issue is None:
            continue
        key = sources.key_of(db, old) if old is not None else _free_key(db, source_id, audience_id, sight)
        taken = keep(db, names, issue, now=now, audience_id=audience_id, source_id=source_id, key=key)
        feed_entries.save_sight(db, taken.issue_id, sight, source_id=source_id, audience_id=audience_id)
        new = () if old is not None else (taken.issue_id,)
        yield TakenFeed(source_id, 1, new, taken.new, taken.changed, taken.duplicate)


def _read(entry: Entry, feed: Feed) -> Issue | None:
    try:
        return entry_issue(entry, feed)
    except (NothingFoundError, UnreadableDocumentError):
        return None


def _free_key(db: Database, source_id: int, audience_id: int, sight: Sight) -> str:
    """Give a new entry's issue a key that no other issue of its source has."""
    named = hashlib.blake2b(repr((sight.guid, sight.link, sight.headline, sight.day)).encode(), digest_size=12)
    key = f"entry {named.hexdigest()}"
    n = 1
    while sources.has_key(db, key if n == 1 else f"{key} {n}", source_id, audience_id):
        n += 1
    return key if n == 1 else f"{key} {n}"
