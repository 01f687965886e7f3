"""A small web in memory, asked as `store.fetch` is, and feeds written for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from store.errors import BadStatusError, FetchError, GoneError
from store.fetch import Fetched

Answer = Fetched | FetchError


@dataclass
class Web:
    """What stands at which address; an address without anything is a 404. `asked` notes every request."""

    pages: dict[str, Callable[[], Answer] | Answer] = field(default_factory=dict)
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    def put(self, url: str, body: str | bytes, **said: object) -> None:
        """Let something stand at an address."""
        self.pages[url] = page(url, body, **said)

    def fail(self, url: str, error: FetchError) -> None:
        """Let an address fail."""
        self.pages[url] = error

    def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Read an address as `store.fetch.fetch` does."""
        self.asked.append((url, etag, last_modified))
        found = self.pages.get(url) or BadStatusError("missing", url, "x.example", 404)
        answer = found() if callable(found) else found
        if isinstance(answer, FetchError):
            raise answer
        if etag and etag == answer.etag:
            return Fetched(answer.url, 304, b"", None, None, etag, None, answer.max_age, answer.moved_to, True)
        return answer


def page(url: str, body: str | bytes, **said: object) -> Fetched:
    """Give what a site answers; `said` are the fields of `Fetched` that differ from an ordinary answer's."""
    data = body.encode() if isinstance(body, str) else body
    kind = "text/html" if data.lstrip()[:2].lower() in (b"<h", b"<!", b"<b") else "application/rss+xml"
    usual = {"url": url, "status": 200, "body": data, "media_type": kind, "charset": None, "etag": None,
             "last_modified": None, "max_age": None, "moved_to": None, "not_modified": False}  # fmt: skip
    return Fetched(**{**usual, **said})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Post:
    """One entry of a feed."""

    title: str
    at: datetime | None = None
    guid: str | None = None
    link: str | None = None
    text: str = ""


def feed(posts: Sequence[Post], title: str = "Harbour Wire", home: str = "https://harbour.example/") -> str:
    """Write a feed as RSS 2.0."""
    items = "".join(_item(post) for post in posts)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{home}</link><description>x</description>{items}</channel></rss>"
    )


def _item(post: Post) -> str:
    link = post.link or f"https://harbour.example/{abs(hash(post.title)) % 10**9}"
    parts = [
        f"<title>{escape(post.title)}</title>",
        f"<link>{escape(link)}</link>" if link != "-" else "",
        f'<guid isPermaLink="false">{escape(post.guid)}</guid>' if post.guid else "",
        f"<pubDate>{format_datetime(post.at)}</pubDate>" if post.at else "",
        f"<description>{escape(post.text or post.title + ' was told at the quay on that day.')}</description>",
    ]
    return f"<item>{''.join(parts)}</item>"


def gone(url: str) -> GoneError:
    """Give what a site says of what is gone."""
    return GoneError("gone", url, "harbour.example", 410)


def trouble(url: str, status: int = 500, retry_after: int | None = None) -> BadStatusError:
    """Give what a site says that has trouble."""
    return BadStatusError("trouble" if status >= 500 else "missing", url, "harbour.example", status, retry_after)
