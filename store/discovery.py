"""Where a page's feed may be. Pure: it only names addresses to try, in the order in which they are likely.

First what the page itself declares (`<link rel="alternate">` with a feed's type, as the RSS Advisory Board's
"RSS Autodiscovery" has it), then links to what looks like a feed, then the paths where publishing systems put one.
Feeds of comments come last. Only http(s) addresses are named; the feed itself may lie on another host, as with feed
services.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urldefrag, urljoin, urlsplit

from store.parse.markup import parse_html
from store.text import clean_link

MOST = 12
"""The most addresses that are tried for one page."""

_TYPES = frozenset(
    f"application/{name}" for name in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "json", "xml", "x.atom+xml")
) | {"text/xml"}
_SURE_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))
_PATHS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
_LOOKS_LIKE_FEED = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom)(?:$|[/._?-])|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_COMMENTS = re.compile(r"comment", re.IGNORECASE)


def feed_addresses(html: str, url: str) -> list[str]:
    """Name the addresses where a page's feed may be, the likeliest first. `url` is where the page was read."""
    declared, linked = _links(html, url)
    found = [*declared, *linked, *_common(url)]
    own = clean_link(urldefrag(url).url)
    unique = [address for address in dict.fromkeys(found) if address != own]
    return sorted(unique, key=lambda address: _COMMENTS.search(address) is not None)[:MOST]


def _links(html: str, url: str) -> tuple[list[str], list[str]]:
    """Give the addresses that a page declares as feeds, sure types first, and those it links that look like one."""
    page = parse_html(html)
    if page is None:
        return [], []
    base = next((joined for link in page.iter("base") for joined in _absolute([link.get("href", "")], url)), url)
    declared = [
        (link.get("type", "").split(";")[0].strip().lower(), link.get("href", ""))
        for link in page.iter("link")
        if "alternate" in link.get("rel", "").lower().split()
    ]
    sure = [href for kind, href in declared if kind in _SURE_TYPES]
    likely = [href for kind, href in declared if kind in _TYPES - _SURE_TYPES]
    linked = [href for link in page.iter("a") if _LOOKS_LIKE_FEED.search(_path(href := link.get("href", "")))]
    return _absolute([*sure, *likely], base), _absolute(linked[:4], base)


def _path(href: str) -> str:
    """Give the path of a link, or nothing for one that cannot be read."""
    try:
        return urlsplit(href.strip()).path.rstrip("/")
    except ValueError:
        return ""


def _absolute(hrefs: Iterable[str], base: str) -> list[str]:
    joined = []
    for href in hrefs:
        try:
            joined.append(clean_link(urldefrag(urljoin(base, href.strip())).url))
        except ValueError:  # brackets without an address in them
            continue
    return [address for address in joined if address]


def _common(url: str) -> list[str]:
    """Name where publishing systems put feeds: below the page, then at the root of its site."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    folder = urljoin(url, ".") if not parts.path.endswith("/") else f"{root}{parts.path.strip('/')}/"
    below = [f"{folder}{path}" for path in _PATHS[:2]] if folder.rstrip("/") != root.rstrip("/") else []
    return [*below, *(root + path for path in _PATHS)]
