"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as a `Feed`. One malformed item does not take the others with it."""

from __future__ import annotations

import msgspec

from store.errors import UnreadableDocumentError
from store.parse.entries import Entry, Feed
from store.parse.html import plain_words
from store.text import collapse, full_link
from store.times import utc_or_day


class _Author(msgspec.Struct):
    name: str | None = None


class _Item(msgspec.Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: _Author | None = None
    authors: list[_Author] | None = None


class _Feed(msgspec.Struct):
    version: str
    title: str | None = None
    home_page_url: str | None = None
    feed_url: str | None = None
    language: str | None = None
    items: list[msgspec.Raw] = []


def is_json_feed(text: str) -> bool:
    """Tell a JSON Feed by its version's address near its start, or a JSON document that names one."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "{" and "jsonfeed.org/version/" in text[:100_000].replace("\\/", "/")


def read_json_feed(text: str, *, url: str | None = None) -> Feed:
    """Read a JSON Feed. `url` is where it came from, against which its links are resolved.

    Raises: UnreadableDocumentError where it is no JSON, or its fields are of other kinds than the format's.
    """
    try:
        feed = msgspec.json.decode(text.lstrip("\ufeff").encode("utf-8", "replace"), type=_Feed)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise UnreadableDocumentError(
            f"The JSON Feed is malformed ({error}); ask its publisher.", "malformed"
        ) from error
    own = _link(feed.feed_url, url)
    home = _link(feed.home_page_url, url or own)
    base = url or own or home
    read = [entry for raw in feed.items if (entry := _entry(raw, base, home))]
    return Feed(feed.title, home, feed.language, tuple(read), own)


def _entry(raw: msgspec.Raw, base: str | None, home: str | None) -> Entry | None:
    try:
        item = msgspec.json.decode(raw, type=_Item, strict=False)
    except (msgspec.MsgspecError, RecursionError):
        return None
    author = next((each.name for each in [*(item.authors or []), item.author] if each and each.name), None)
    link = _link(item.url, base) or _link(item.external_url, base) or _link(item.id)
    return Entry(
        guid=collapse(str(item.id)) if item.id is not None else None,
        url=link,
        title=collapse(item.title or ""),
        published_at=utc_or_day(item.date_published or ""),
        updated_at=utc_or_day(item.date_modified or ""),
        author=author,
        content=item.content_html or _as_html(item.content_text or ""),
        summary=plain_words(item.summary or ""),
        base=_link(item.url, base) or home or base,
    )


def _as_html(text: str) -> str:
    """Write plain words as HTML, for the one reader of contents."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{part}</p>" for part in escaped.split("\n") if part.strip())


def _link(value: object, base: str | None = None) -> str | None:
    return full_link(value.strip(), base) if isinstance(value, str) and value.strip() else None
