"""Feeds and their entries as values, whatever format told them, and an entry as an issue.

An entry whose content is itself an issue of several stories is split by the layout rules; any other is one story
under its own title, link and date. A title that tells the whole news, as wires of flashes have it ("【Headline】Text."
or several Chinese sentences), is parted into headline and summary. Nothing is invented: an undated entry stays undated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from statistics import mode

from store.errors import NothingFoundError, UnreadableDocumentError
from store.model import Issue
from store.parse import read_issue
from store.parse.article import LAYOUT
from store.parse.credits import take_end_credit
from store.parse.html import read_fragment
from store.parse.prose import is_finished, width
from store.parse.redirects import true_link
from store.parse.written import Written
from store.text import collapse

_FLASH = re.compile(r"[【〖](?P<head>[^【】〖〗]{4,160})[】〗]\s*(?P<told>\S.{0,5000})", re.DOTALL)
_SENTENCES = re.compile(r"(?P<head>[^。]{4,300})。\s*(?P<told>[^。].{0,5000})", re.DOTALL)
"""No Chinese headline goes on behind a full stop."""
_SHORTEST_TOLD = 24
"""Columns of what is told behind a headline, at least; a shorter rest belongs to it."""
_SAME = 20
"""Characters by which a summary is known to say what the title tells."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `title` and `summary` are plain words; `content` is HTML, or plain words.

    `published_at` and `updated_at` are days or times in UTC; `outlet` is the site that the entry credits as its own,
    and `base` where the content's relative links start, which is no part of what it says.
    """

    guid: str | None = None
    url: str | None = None
    title: str = ""
    published_at: str | None = None
    updated_at: str | None = None
    author: str | None = None
    outlet: str | None = None
    content: str = ""
    summary: str = ""
    base: str | None = field(default=None, repr=False, compare=False)

    @property
    def key(self) -> str | None:
        """What the feed itself names the entry by: its guid, else its link."""
        return self.guid or self.url


@dataclass(frozen=True, slots=True)
class Feed:
    """A source's machine-readable address as read: what it calls itself, its page, and its entries in their order.

    `url` is the feed's own address where it states it, `language` a tag such as `en-us`.
    """

    title: str | None
    home_url: str | None
    language: str | None
    entries: tuple[Entry, ...]
    url: str | None = None


def entry_issue(entry: Entry, feed: Feed) -> Issue:
    """Read an entry as an issue: its stories if its content holds several, else one story (`layout` is `article`).

    Raises: NothingFoundError where neither its title nor its content holds a readable word.
    """
    written = _written(entry, feed)
    issue = read_issue(written)
    return issue if issue.layout == LAYOUT else _placed(issue, entry)


def _written(entry: Entry, feed: Feed) -> Written:
    content = read_fragment(entry.content or entry.summary, base=entry.base or entry.url or feed.home_url)
    title, told = _part_title(collapse(entry.title))
    credit, told = take_end_credit(told, ()) if told else (None, told)
    says_more = entry.summary and (not told or told[:_SAME] not in collapse(entry.summary))
    if not content.lines:
        content = replace(content, text=collapse(entry.title) or collapse(entry.summary))
    return replace(
        content, title=title or None, url=true_link(entry.url) if entry.url else None,
        published_at=entry.published_at or entry.updated_at, source=feed.title,
        outlet=entry.outlet or (credit.outlet if credit else None),
        description=(entry.summary if says_more else told) or None,
    )  # fmt: skip


def _part_title(title: str) -> tuple[str, str]:
    """Part a title that tells the whole news into headline and text; the text of any other is empty."""
    found = _FLASH.fullmatch(title) or _SENTENCES.fullmatch(title)
    if found is None or not is_finished(title) or width(found["told"]) < _SHORTEST_TOLD:
        return title, ""
    return found["head"].strip(), found["told"]


def _placed(issue: Issue, entry: Entry) -> Issue:
    """Give the stories of a split entry what only the entry knows."""
    return replace(issue, items=tuple(replace(item, outlet=item.outlet or entry.outlet) for item in issue.items))


def feed_issue(feed: Feed) -> Issue:
    """Read a whole feed as one issue (`layout` is `feed`), to show what its entries hold.

    Raises: NothingFoundError where no entry holds a readable word.
    """
    issues = [issue for entry in feed.entries if (issue := _readable(entry, feed))]
    items = [item for issue in issues for item in issue.items]
    if not items:
        raise NothingFoundError("The feed holds no entry with readable text; try again when it has news.")
    title = feed.title or items[0].headline
    return Issue(
        title=title, source=feed.title, url=feed.home_url, language=mode(item.language for item in items),
        published_at=None, period=None, layout="feed",
        items=tuple(replace(item, position=n, references=()) for n, item in enumerate(items)),
        references=(), translations=(), text="\n\n".join(issue.text for issue in issues),
    )  # fmt: skip


def _readable(entry: Entry, feed: Feed) -> Issue | None:
    try:
        return entry_issue(entry, feed)
    except (NothingFoundError, UnreadableDocumentError):
        return None
