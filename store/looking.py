"""Look at an address that somebody wants read: is it a feed, a page with a feed, or a page that is itself an issue?

Nothing is saved. An address that is a feed is taken as it is; for a page its feed is looked for (`discovery`), and
without one, or where somebody wants the page itself, it is read as an issue each time it changes, if stories are found
in it today.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from store.discovery import feed_addresses
from store.errors import NothingFoundError, SignInError, TidingsError, UnreadableDocumentError
from store.fetch import Fetched, FetchRules, fetch
from store.model import Item, Language
from store.parse import decode
from store.parse.article import LAYOUT as ONE_STORY
from store.parse.bundles import Bundle
from store.parse.entries import Feed, feed_issue
from store.source_rows import Reads
from store.text import host_of, language_of, link_key, series_name
from store.understanding import issues_in, read_all_fetched, read_fetched

SHOWN = 3
PATIENCE_SECONDS = 40.0
"""How long a feed is looked for in all, beyond the first answer: a person waits for it."""


class Fetcher(Protocol):
    """Reads an address, with what it said of itself last time. Raises: FetchError."""

    def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched: ...


def fetcher(rules: FetchRules) -> Fetcher:
    """Give what reads addresses by an operator's rules."""

    def _read(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        return fetch(url, rules, etag=etag, last_modified=last_modified)

    return _read


@dataclass(frozen=True, slots=True)
class Finding:
    """What an address was found to be: what would be read (`url`), how, and what stands there today.

    `items` are the first few stories, newest first as the source has them; `total` is how many there are.
    """

    url: str
    reads: Reads
    title: str | None
    home_url: str | None
    language: Language | None
    items: tuple[Item, ...]
    total: int
    page_url: str | None = None
    """The page that was asked for, where its feed was found instead."""


class Look(Protocol):
    """Finds out what stands at an address, as `look` does. Raises: TidingsError."""

    def __call__(self, address: str, *, as_page: bool = False) -> Finding: ...


def look(read: Fetcher, address: str, *, as_page: bool = False, timer: Callable[[], float] = time.monotonic) -> Finding:
    """Find out what stands at an address, which may lack its `https://`. With `as_page` no feed is looked for.

    Raises: FetchError where it cannot be read; UnreadableDocumentError or NothingFoundError where nothing is in it.
    """
    until = timer() + PATIENCE_SECONDS
    asked = complete(address)
    fetched = read(asked)
    bundle: Bundle | None
    try:
        bundle = read_all_fetched(fetched)
    except (NothingFoundError, SignInError) as nothing:  # a page that scripts fill says nothing, and yet names its feed
        bundle, empty = None, nothing
    if bundle and isinstance(bundle.main, Feed):
        return _of_feed(bundle.main, asked, fetched)
    for place in [] if as_page else _feed_places(fetched):
        if timer() > until:
            break
        if found := _try_feed(read, place):
            return replace(found, page_url=_lasting(asked, fetched))
    if bundle is None:
        raise empty
    return _of_page(bundle, asked, fetched, as_page=as_page)


def _feed_places(fetched: Fetched) -> list[str]:
    """Give the addresses where a page's feed may be; a PDF, which is no text, names none."""
    try:
        return feed_addresses(decode(fetched.body, fetched.charset), fetched.url)
    except UnreadableDocumentError:
        return []


def complete(address: str) -> str:
    """Give an address as it was meant: `example.com/feed` and `feed://…` are https."""
    address = address.strip().strip("<>")
    if address.lower().startswith("feed:"):
        rest = address[5:]
        address = rest if rest.lower().startswith(("http://", "https://")) else f"https://{rest.lstrip('/')}"
    return address if "://" in address else f"https://{address}"


def _try_feed(read: Fetcher, place: str) -> Finding | None:
    try:
        fetched = read(place)
        document = read_fetched(fetched)
    except TidingsError:
        return None
    return _of_feed(document, place, fetched) if isinstance(document, Feed) else None


def _lasting(asked: str, fetched: Fetched) -> str:
    """Give the address to read from now on: where it moved for good, else what was asked for, as it is written there.

    Where a temporary redirect led may be gone tomorrow.
    """
    is_same = link_key(asked) == link_key(fetched.url)
    return fetched.moved_to or (fetched.url if is_same else asked)


def _of_feed(feed: Feed, asked: str, fetched: Fetched) -> Finding:
    items: tuple[Item, ...]
    language: Language | None
    try:
        issue = feed_issue(feed)
        items, language = issue.items, issue.language
    except NothingFoundError:  # a feed without entries is one all the same: they may come
        items, language = (), language_of(feed.title) if feed.title else None
    return Finding(
        url=_lasting(asked, fetched),
        reads="feed",
        title=feed.title,
        home_url=feed.home_url,
        language=language,
        items=items[:SHOWN],
        total=len(items),
    )


def _of_page(bundle: Bundle, asked: str, fetched: Fetched, *, as_page: bool) -> Finding:
    """Describe a page, or a mail with all the issues that it holds, which are called by the one that says most."""
    issues = issues_in(bundle)
    is_single = len(issues) == 1 and issues[0].layout == ONE_STORY
    if is_single and as_page:
        raise NothingFoundError(
            "The page is a single article rather than a list of stories, so only its feed can be read.", "single"
        )
    if is_single:
        raise NothingFoundError(
            "No feed was found there, and the page is a single article rather than a list of stories; give the address"
            " of a feed or of a page that lists news.",
            "article",
        )
    items = [item for issue in issues for item in issue.items]
    host, main = host_of(fetched.url), max(issues, key=lambda issue: len(issue.text))
    named = main.source if main.source != host else None
    return Finding(
        url=_lasting(asked, fetched),
        reads="page",
        title=named or series_name(main.title),
        home_url=fetched.url,
        language=main.language,
        items=tuple(items[:SHOWN]),
        total=len(items),
    )
