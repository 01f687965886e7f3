"""Read a source that is due: ask for what changed, take it in, and write down how it went.

Reading is claimed first, so that of two at once one wins; what a crash left claimed is free again after a while, and
whatever was taken in by then is known again. What the publisher said of the document (`ETag`) is kept only once all of
it is taken in. Nothing here posts, waits or reads a clock; when a source is due is `rhythm`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from store import reading_rows, rhythm, source_rows
from store.db import Store, from_utc
from store.errors import (
    AddressRefusedError,
    BadStatusError,
    ContentTypeError,
    FetchError,
    GoneError,
    NothingFoundError,
    SignInError,
    TidingsError,
    TooSlowError,
    UnreachableError,
    UnreadableDocumentError,
)
from store.feeds import keep_feed
from store.fetch import Fetched
from store.intake import Taken, keep
from store.looking import Fetcher
from store.model import Issue
from store.names import Names
from store.parse.article import LAYOUT as ONE_STORY
from store.parse.entries import Feed
from store.people import record_audit
from store.reading_rows import Outcome, Read
from store.source_rows import Source
from store.text import headline_key
from store.understanding import issues_in, read_all_fetched

_SURE_STATUSES = frozenset((401, 403, 404, 451))
"""Statuses by which a server says for certain that there is nothing to be had (RFC 9110, RFC 7725)."""

_FLAWED = {"unreadable": UnreadableDocumentError, "nothing": NothingFoundError}


class NoFeedError(UnreadableDocumentError):
    """An address that was a feed and holds something else now."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a document brought: issues in it, and its stories as new, changed and known already."""

    issues: int = 0
    new: int = 0
    changed: int = 0
    duplicate: int = 0


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of one reading: the source as it is now, what it brought, and the error where it failed."""

    source: Source
    outcome: Outcome
    brought: Brought = Brought()
    error: TidingsError | None = None


def due(store: Store, now: datetime, limit: int = -1) -> list[int]:
    """Give the row ids of the sources that are due, the longest due first; all of them without a limit."""
    return reading_rows.due_sources(store.db, now, limit)


def poll(store: Store, names: Names, source_id: int, fetch: Fetcher, now: datetime) -> Polled | None:
    """Read one source now, due or not. Gives None where somebody else is reading it, or it was removed.

    What it brought waits for `intake.join_stories`, which may look at many sources' stories at once. A failure is
    written down and given back; only a bug is raised, and written down as well.
    """
    with store.transaction() as db:
        source = reading_rows.claim_source(db, source_id, now)
    if source is None:
        return None
    try:
        fetched = fetch(source.feed_url, etag=source.etag, last_modified=source.last_modified)
        return _take(store, names, source, fetched, now)
    except TidingsError as error:
        return note_failure(store, source, error, now)
    except Exception as bug:
        with suppress(sqlite3.Error):  # a full disk, say: the claim runs out by itself
            note_failure(store, source, TidingsError(f"It could not be taken in ({type(bug).__name__})."), now)
        raise


def _take(store: Store, names: Names, source: Source, fetched: Fetched, now: datetime) -> Polled:
    digest = source.body_digest if fetched.not_modified else hashlib.sha256(fetched.body).hexdigest()
    brought = Brought()
    if digest != source.body_digest or source.baseline_at is None:
        brought = _take_in(store, names, source, fetched, now)
    with store.transaction() as db:
        outcome: Outcome = "new" if brought.new or brought.changed else "same"
        reading_rows.record_attempt(db, source.id, outcome, now, status=fetched.status, stories=brought.new)
        reading_rows.record_read(db, source.id, _read(db, source, fetched, digest, now), now)
        _follow_move(db, source, fetched.moved_to, now)
        after = source_rows.source(db, source.id) or source
    return Polled(after, outcome, brought)


def _take_in(store: Store, names: Names, source: Source, fetched: Fetched, now: datetime) -> Brought:
    bundle = read_all_fetched(fetched)
    if isinstance(feed := bundle.main, Feed):
        taken = keep_feed(store, names, feed, source_id=source.id, now=now)
        return Brought(taken.issues, taken.new, taken.changed, taken.duplicate)
    if source.reads == "feed":
        raise NoFeedError("What stands at this address is no feed any more; look for its new address.")
    pages = issues_in(bundle)
    if len(pages) == 1 and pages[0].layout == ONE_STORY:  # an apology of the site, say, with status 200
        raise NothingFoundError("The page is no list of stories any more; look for its new address.")
    with store.transaction() as db:
        audience_id = source_rows.audience_of(db, source.id)  # which may have changed while it was fetched
        kept = [_keep_page(db, names, page, source, audience_id, now, is_only=len(pages) == 1) for page in pages]
    new, changed, duplicate = ([getattr(one, what) for one in kept] for what in ("new", "changed", "duplicate"))
    return Brought(len(kept), sum(new), sum(changed), sum(duplicate))


def _keep_page(
    db: Database, names: Names, page: Issue, source: Source, audience_id: int, now: datetime, *, is_only: bool
) -> Taken:
    key = _page_key(page, is_only=is_only)
    return keep(db, names, page, now=now, audience_id=audience_id, source_id=source.id, key=key)


def _page_key(page: Issue, *, is_only: bool) -> str:
    """Say which issue of its source a page is: that of its day or span, else one of its own.

    All of them stand at one address. A list from which old items scroll away must not lose them as vanished, so
    without a date each state of it is an issue, in which what was told before is known again. Several of one mail may
    be of one day, and are told apart by their titles.
    """
    days = page.published_at or "/".join(page.period or ())
    key = f"{source_rows.PAGE_KEY}{days or hashlib.sha256(page.text.encode()).hexdigest()[:16]}"
    return key if is_only else f"{key} {headline_key(page.title)}"


def _read(db: Database, source: Source, fetched: Fetched, digest: str | None, now: datetime) -> Read:
    """Say what a reading that went well leaves behind, with when the next one is due."""
    times = reading_rows.item_times(db, source.id, now)
    every = rhythm.interval(times, now)
    asked = min(timedelta(seconds=fetched.max_age or 0), rhythm.LONGEST)
    return Read(
        next_due=rhythm.next_due(source.id, every, now, asked=asked),
        every=every,
        etag=fetched.etag or (source.etag if fetched.not_modified else None),
        last_modified=fetched.last_modified or (source.last_modified if fetched.not_modified else None),
        body_digest=digest,
        is_silent=rhythm.is_silent(times, now),
        newest_at=max(times, default=None),
    )


def _follow_move(db: Database, source: Source, moved_to: str | None, now: datetime) -> None:
    """Save the address that a source has moved to for good, once it is believed."""
    target = moved_to if moved_to != source.feed_url else None
    polls, since = reading_rows.see_move(db, source.id, target, now)
    if target is None:
        return
    is_believed = rhythm.is_same_host(source.feed_url, target) or rhythm.is_believed(polls, since, now)
    if is_believed and reading_rows.move_source(db, source.id, target):
        record_audit(db, None, "sources.move", f"{source.name}: {source.feed_url} to {target}", now)


def note_failure(store: Store, source: Source, error: TidingsError, now: datetime) -> Polled:
    """Write down that a source was not read, and when it is tried again."""
    failures = source.failures + 1
    since = from_utc(source.failing_since) if source.failing_since else now
    is_ended, kind = isinstance(error, GoneError), kind_of(error)
    gives_up = rhythm.is_given_up(failures, since, now, is_sure=_is_sure(error)) and not is_ended
    if gives_up and isinstance(error, UnreachableError | TooSlowError):
        gives_up = reading_rows.others_are_read(store.db, source.id, now - rhythm.LONGEST)
    status, seconds = (error.status, error.retry_after) if isinstance(error, BadStatusError) else (None, None)
    next_try = rhythm.next_try(source.id, failures, now, asked=timedelta(seconds=min(seconds or 0, 10**8)))
    outcome: Outcome = "ended" if is_ended else "failed"
    with store.transaction() as db:
        reading_rows.record_attempt(db, source.id, outcome, now, status=status, kind=kind, what=str(error))
        reading_rows.record_failure(
            db, source.id, next_try, now, pause_for=kind if gives_up else None, is_ended=is_ended
        )
        after = source_rows.source(db, source.id) or source
    return Polled(after, outcome, error=error)


def kind_of(error: TidingsError) -> str:
    """Name what went wrong, for the words of another language."""
    if isinstance(error, AddressRefusedError):
        return "refused"
    if isinstance(error, FetchError):
        return error.key
    if isinstance(error, NoFeedError):
        return "no_feed"
    return next((kind for kind, flaw in _FLAWED.items() if isinstance(error, flaw)), "other")


def _is_sure(error: TidingsError) -> bool:
    """Tell whether trying again is unlikely to help: the server said so, or what stands there is nothing to read."""
    if isinstance(error, BadStatusError):
        return error.status in _SURE_STATUSES
    return isinstance(
        error, AddressRefusedError | ContentTypeError | SignInError | UnreadableDocumentError | NothingFoundError
    )


def as_json(polled: Sequence[Polled]) -> list[dict[str, object]]:
    """Write readings as `tidings sources check --json` prints them. Keys are stable."""
    return [
        {
            "id": one.source.id,
            "name": one.source.name,
            "outcome": one.outcome,
            "stories": {"new": one.brought.new, "changed": one.brought.changed},
            "why": str(one.error) if one.error else None,
            "next_due_at": one.source.next_reading_at,
        }
        for one in polled
    ]
