"""RSS (0.9x to 2.0, RDF too) and Atom as a `Feed`, however malformed: feedparser reads, this module guards and cleans.

Before feedparser sees a document its bytes are text (by `encoding`), what stands before its root is gone, and so is
its document type: no entity is declared when the parser starts, so none expands and none reaches a file or address.
A document that tries is refused. A document that breaks off is read up to its last whole entry: half an entry would
come back as a changed story.
"""

from __future__ import annotations

import io
import re
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from store.errors import UnreadableDocumentError
from store.parse.dates import find_date
from store.parse.entries import Entry, Feed
from store.parse.html import plain_words
from store.parse.markup import ILLEGAL
from store.text import clean_link, collapse, full_link
from store.times import utc_or_day

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,30}:)?(?P<name>rss|feed|RDF|channel)\b", re.IGNORECASE)
_BEFORE_ROOT = re.compile(r"\s+|<\?.{0,2000}?\?>|<!--.{0,100000}?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(?:\[(?P<subset>.{0,100000}?)\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(
    r"<!ENTITY\s+(?:%\s*)?[^\s\"'>]{1,100}\s+(?P<where>SYSTEM|PUBLIC\s+(?![\"']-//W3C//ENTITIES)|[\"'][^\"']*[&%])",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\d+|[A-Za-z]{3,}")
_HEAD = 4000
"""Characters within which a feed's root is looked for, after its declarations and comments."""
_LARGE = 50_000
_FEWEST_BETWEEN = 6
"""Characters from tag to tag below which a large document holds no words; real feeds have 15 and more."""
_MOST_ENTRIES = 20_000
_LONGEST_TITLE = 1000


def is_feed(text: str) -> bool:
    """Tell whether a text's root element is that of RSS, RDF or Atom, whatever junk stands before it."""
    return _root(text) is not None


def read_feed(text: str, *, url: str | None = None) -> Feed:
    """Read RSS or Atom. `url` is where it came from, against which its links are resolved.

    Raises: UnreadableDocumentError where it declares entities that name others, files or addresses, or is malformed
    beyond reading.
    """
    read = _parsed(_prepared(text), url)
    about = read.feed
    stated = [link.get("href") for link in about.get("links", ()) if link.get("rel") == "self"]
    own = next((link for given in stated if (link := _link(given, url))), None)
    home = _link(about.get("link"), url or own)
    base = url or own or home
    return Feed(
        title=_words(about, "title")[:_LONGEST_TITLE] or None,
        home_url=home,
        language=str(about.get("language") or "").strip()[:20] or None,
        entries=tuple(_entry(raw, base, home) for raw in read.entries[:_MOST_ENTRIES]),
        url=own,
    )


def _parsed(text: str, url: str | None) -> Any:
    if len(text) > _LARGE and text.count("<") * _FEWEST_BETWEEN > len(text):
        raise UnreadableDocumentError(
            "The feed is made of tags and next to no words; ask its publisher to mend it.", "parts"
        )
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": url} if url else {})
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers, sanitize_html=False, resolve_relative_uris=False,
        )  # fmt: skip
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        # Its loose parser trips over elements that end without having begun (found by trying damaged feeds).
        raise UnreadableDocumentError(
            "The feed is malformed beyond reading; ask its publisher to mend it.", "malformed"
        ) from error


def _root(text: str) -> re.Match[str] | None:
    at = 0
    while skipped := _BEFORE_ROOT.match(text, at) or _DOCTYPE.match(text, at):
        at = skipped.end()
    found = _ROOT.search(text, at, at + _HEAD)
    # Junk before the root is warnings of a server; a page that holds a feed's tags in its text is still a page.
    junk = text[at : found.start()] if found else ""
    return found if found and not re.search(r"<(?:html|head|body|div|p)\b", junk, re.IGNORECASE) else None


def _prepared(text: str) -> str:
    root = _root(text)
    start = root.start() if root else 0
    _refuse_entities(text[:start])
    body = ILLEGAL.sub("", text[start:])
    end = re.search(r"</(?:[\w.-]{1,30}:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.*)?$", body[-2000:], re.IGNORECASE)
    if end is None:
        body = _whole_entries(body)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}'


def _whole_entries(body: str) -> str:
    """Give what stands before the entry that a document breaks off in."""
    last = max((body.rfind(end) + len(end) for end in ("</item>", "</entry>") if end in body), default=0)
    torn = re.compile(r"<(?:item|entry)\b").search(body, last)
    return body[: torn.start()] if torn else body


def _refuse_entities(head: str) -> None:
    for doctype in _DOCTYPE.finditer(head):
        if _ENTITY.search(doctype["subset"] or ""):
            raise UnreadableDocumentError(
                "Its document type declares entities that name each other, files or addresses, which is how feeds are"
                " made to do harm; ask its publisher for a feed without them.",
                "entities",
            )


def _entry(raw: Any, base: str | None, home: str | None) -> Entry:
    source = raw.get("source") or {}
    contents = [part.get("value") or "" for part in raw.get("content", ())]
    summary = raw.get("summary") or ""
    content = max([*contents, summary], key=len)
    link = _link(raw.get("link"), base)
    guid = collapse(str(raw.get("id") or ""))[:_LONGEST_TITLE]
    return Entry(
        guid=guid or None,
        url=link or (_link(guid) if raw.get("guidislink") else None),
        title=_words(raw, "title")[:_LONGEST_TITLE],
        published_at=_when(raw, "published") or _when(raw, "created"),
        updated_at=_when(raw, "updated"),
        author=collapse(plain_words(str(raw.get("author") or "")))[:200] or None,
        outlet=_words(source, "title")[:200] or None,
        content=content,
        summary=plain_words(summary) if summary else "",
        base=_base_of(raw, base) or link or home or base,
    )


def _base_of(raw: Any, feed: str | None) -> str | None:
    """Give where an entry's content says that its links start (`xml:base`), which by default is the feed's address."""
    parts = [*raw.get("content", ()), raw.get("summary_detail") or {}]
    longest = max(parts, key=lambda part: len(part.get("value") or ""))
    base = clean_link(str(longest.get("base") or ""))
    return base if base and base != clean_link(feed or "") else None


def _words(raw: Any, name: str) -> str:
    """Give a field in plain words: Atom says whether it holds HTML, in RSS nobody knows."""
    value = str(raw.get(name) or "")
    is_plain = (raw.get(f"{name}_detail") or {}).get("type") == "text/plain"
    return ILLEGAL.sub("", collapse(value)) if is_plain else plain_words(value)


def _link(value: object, base: str | None = None) -> str | None:
    return full_link(collapse(str(value)), base) if value else None


def _when(raw: Any, name: str) -> str | None:
    """Give a time in UTC, or the day where no hour is written; None where it cannot be read.

    feedparser reads more notations than we do, but completes half a date with today's (measured: 2026年5月6日 is
    November), so it is believed only where a whole date is written and it does not contradict what we read.
    """
    if not dict.__contains__(raw, name):  # asked politely, it gives the day of publication for that of an update
        return None
    written, read = str(raw[name] or "").strip()[:200], raw.get(f"{name}_parsed")
    if not written or (stated := utc_or_day(written)):
        return stated if written else None
    found = find_date(written)
    if isinstance(read, time.struct_time) and 1990 <= read.tm_year <= 2200 and len(_PARTS.findall(written)) >= 3:
        moment = datetime(*read[:5], min(read.tm_sec, 59), tzinfo=UTC)
        if found is None or abs(moment.date() - date.fromisoformat(found.day)) <= timedelta(days=1):
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ" if any(read[3:6]) else "%Y-%m-%d")
    return found.day if found else None
