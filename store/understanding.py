"""What people share is read and shown as understood, saving nothing.

A page's own link (`rel=canonical`) is believed only on the host that it was read from: anybody could name somebody
else's. A page stands under its site; where it names none, under its host. A date that lies in the future is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from store import stories
from store.db import Store
from store.errors import NothingFoundError, SignInError
from store.fetch import Fetched
from store.model import Asker, Entity, Issue, Item, Story
from store.names import Names
from store.parse.article import LAYOUT as ARTICLE
from store.parse.bundles import Bundle, read_each
from store.parse.documents import read_documents
from store.parse.entries import Feed, feed_issue
from store.parse.forwards import forwarded_in
from store.parse.outline import write_text
from store.parse.titles import is_periodical
from store.saved_rows import seen_by_link
from store.sign_in import asks_to_sign_in
from store.text import clean_link, headline_key, host_of, link_key, series_name

SHARED = "Slack"
"""The source of words that were shared without a link."""
Kind = Literal["article", "issue", "feed"]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a shared document was understood to be: one issue, or of a mail several.

    `entities` are those that it names, `known` is a story of an article's link, `unread` what could not be read in it.
    """

    kind: Kind
    issues: tuple[Issue, ...]
    entities: tuple[Entity, ...] = ()
    known: Story | None = None
    unread: tuple[str, ...] = ()

    @property
    def issue(self) -> Issue:
        """The first issue, which of all but a mail is the only one."""
        return self.issues[0]

    @property
    def first(self) -> Item:
        """The first story, which of an article is the only one."""
        return self.issue.items[0]


def look_at(store: Store, names: Names, fetched: Fetched, *, asker: Asker, now: datetime) -> Understood:
    """Read a page, feed or document that was fetched, of a mail all that it carries, saving nothing.

    Raises: UnreadableDocumentError, NothingFoundError, SignInError.
    """
    bundle = read_all_fetched(fetched)
    is_feed = len(bundle.issues) == 1 and isinstance(bundle.main, Feed)
    understood = _understood(store, names, issues_in(bundle), asker, now, "feed" if is_feed else None)
    return replace(understood, unread=tuple(part.name for part in bundle.unread))


def issues_in(bundle: Bundle) -> tuple[Issue, ...]:
    """Give what a document holds as issues, a feed as one. Raises: NothingFoundError for a feed without entries."""
    return tuple(feed_issue(read) if isinstance(read, Feed) else read for read in bundle.issues)


def read_fetched(fetched: Fetched) -> Issue | Feed:
    """Read what was fetched, of a mail what says most; a page stands under its own address and site.

    Raises: UnreadableDocumentError, NothingFoundError, SignInError.
    """
    return read_all_fetched(fetched).main


def read_all_fetched(fetched: Fetched) -> Bundle:
    """Read what was fetched as all the issues that it holds.

    Raises: UnreadableDocumentError, NothingFoundError, SignInError.
    """
    try:
        bundle = read_documents(fetched.body, media_type=fetched.media_type, charset=fetched.charset, url=fetched.url)
    except NothingFoundError:
        _refuse_sign_in(fetched, "")
        raise
    if len(bundle.issues) > 1:
        return replace(bundle, issues=tuple(_credited(read, fetched.url) for read in bundle.issues))
    if isinstance(document := bundle.main, Feed):
        return bundle
    _refuse_sign_in(fetched, " ".join(f"{item.headline} {item.summary}" for item in document.items))
    return replace(bundle, issues=(_placed(document, fetched.url),))


def _refuse_sign_in(fetched: Fetched, said: str) -> None:
    if asks_to_sign_in(fetched.body, said):
        raise SignInError("sign_in", fetched.url, host_of(fetched.url))


def look_at_text(store: Store, names: Names, text: str, *, asker: Asker, now: datetime) -> Understood:
    """Read words in Markdown that were shared without a link, or each mail that they forward, saving nothing.

    A newsletter that says what it is called ("Chip Letter 14") is its own source. Raises: NothingFoundError.
    """
    read = issues_in(read_each(forwarded_in(write_text(text, "shared.md"))))
    issues = tuple(replace(issue, source=issue.source or _periodical(issue) or SHARED) for issue in read)
    return _understood(store, names, issues, asker, now)


def _periodical(issue: Issue) -> str | None:
    """Name the newsletter whose issue was shared, if the title calls it one and is no story's headline."""
    headlines = {headline_key(item.headline) for item in issue.items}
    is_one = is_periodical(issue.title) and headline_key(issue.title) not in headlines
    return series_name(issue.title) if is_one and not is_article(issue) else None


def is_article(issue: Issue) -> bool:
    """Tell whether a document is one story by itself, rather than an issue of several."""
    return issue.layout == ARTICLE


def only_article(issues: tuple[Issue, ...]) -> Issue | None:
    """Give the article that was shared where that is all, which a person may put right."""
    return issues[0] if len(issues) == 1 and is_article(issues[0]) else None


def _understood(
    store: Store, names: Names, issues: tuple[Issue, ...], asker: Asker, now: datetime, kind: Kind | None = None
) -> Understood:
    issues = tuple(replace(issue, items=tuple(_dated(item, now) for item in issue.items)) for issue in issues)
    text = "\n".join(f"{item.headline}\n{item.summary}" for issue in issues for item in issue.items)
    slugs = dict.fromkeys(mention.entity_id for mention in names.mentions_in(text) if mention.how == "named")
    entities = tuple(entity for slug in slugs if (entity := names.entity(slug)))
    article = only_article(issues) if kind is None else None
    known = _known(store.db, article, asker) if article else None
    return Understood(kind or ("article" if article else "issue"), issues, entities, known)


def _placed(issue: Issue, url: str) -> Issue:
    """Put a page under its own address, unless what it calls its link stands on the same host, and under a source."""
    own = clean_link(url)
    named = issue.url if issue.url and host_of(issue.url) == host_of(url) else own
    source = issue.source or host_of(url)
    if not is_article(issue):
        return replace(issue, url=named, source=source)
    item = replace(issue.items[0], url=named, outlet=issue.items[0].outlet or source)
    return replace(issue, url=named, source=source, items=(item,))


def _credited(read: Issue | Feed, url: str) -> Issue | Feed:
    """Put what names no source under the host that it was read from."""
    return replace(read, source=read.source or host_of(url)) if isinstance(read, Issue) else read


def _dated(item: Item, now: datetime) -> Item:
    """Take away a date that cannot be."""
    return replace(item, published_at=None) if item.published_at and is_future(item.published_at, now) else item


def is_future(published_at: str, now: datetime) -> bool:
    """Tell whether a time, or a day `YYYY-MM-DD`, lies behind tomorrow (UTC), which is today for some."""
    return date.fromisoformat(published_at[:10]) > (now + timedelta(days=1)).date()


def _known(db: Database, issue: Issue, asker: Asker) -> Story | None:
    """Find a story of the same link that the asker sees already."""
    key = link_key(issue.items[0].url or "")
    found = seen_by_link(db, key, asker) if key else None
    return stories.stories_by_ids(db, [found])[0] if found else None
