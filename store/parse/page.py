"""A page of the web: its own words without the site around them, and what it states of itself in its head.

The words are those of `main`, or of the only `article`, else of the whole body, and therein of what is named as the
content (`surroundings`). A page that is no issue of several
stories is an article, whose text trafilatura finds better than any rule of ours (F1 .926 on 990 pages); its dates are
not used, for it guesses where none is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from store.model import Language
from store.parse.dates import find_date
from store.parse.elements import words_of
from store.parse.html import read_element
from store.parse.lines import LONGEST_COMMAND, plain_lines
from store.parse.markup import parse_html
from store.parse.surroundings import content_of
from store.parse.titles import is_periodical
from store.parse.written import Written
from store.text import clean_link, collapse, full_link, host_of
from store.times import utc_or_day

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("og:title", "twitter:title", "citation_title")
_SITES = ("og:site_name", "application-name")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "dc.date", "dc.date.issued", "dcterms.created", "citation_publication_date", "parsely-pub-date",
)  # fmt: skip
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_PARTING = re.compile(r"\s+[|·•–—-]\s+|\s*[|_]\s*")
_LEAST = 200
"""Characters that a page's main element holds at least; with less it is an empty shell, and the body is read."""
_MOST_LINES = 3000
"""Lines up to which a page may be an article; trafilatura takes 100 µs a line."""
_LISTINGS = (
    f"//pre[.//code][string-length(normalize-space(.)) > {LONGEST_COMMAND}"
    " or normalize-space(substring-after(., '\n'))]"
)
"""Code that is no part of what an article tells: of several lines, or longer than a command."""
_DEEPEST = 6


def read_page(markup: str, *, url: str | None = None) -> Written:
    """Read a page as its own words and what it states of itself. `url` is where it came from."""
    root = parse_html(markup)
    if root is None:
        return Written("", ())
    said = _Head(root)
    own = said.own_link(url)
    base = _base(root, url or own)
    written = read_element(_main(root), base)
    title = said.title(_only_heading(root))
    return replace(
        written,
        title=title,
        url=own,
        published_at=said.published_at(root),
        source=said.site(),
        outlet=said.site(),
        language=said.language(),
        description=said.description(),
    )


def read_article_text(markup: str, page: Written) -> Written:
    """Read the text of a page that is an article, without what stands around it."""
    if len(page.lines) > _MOST_LINES:
        return page
    import trafilatura

    text = trafilatura.extract(
        markup, include_comments=False, include_tables=False, with_metadata=False, prune_xpath=_LISTINGS
    )
    return replace(page, text=text, lines=tuple(plain_lines(text))) if text else page


class _Head:
    """What a page states of itself: meta elements, links and JSON-LD. Each answer is None where it states nothing."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._meta: dict[str, str] = {}
        for element in root.iter("meta"):
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
            content = collapse(element.get("content") or "")
            if name and content:
                self._meta.setdefault(name, content[:2000])
        self._things = list(_json_ld(root))

    def _first(self, names: tuple[str, ...]) -> str | None:
        return next((self._meta[name] for name in names if name in self._meta), None)

    def title(self, heading: str | None) -> str | None:
        """Give the page's only main heading, else what it is called elsewhere, without the site's name.

        A heading that the page's name has nothing of is a motto where that names a periodical and its day.
        """
        element = self._root.find(".//title")
        name = words_of(element) if element is not None else None
        stated = heading or self._first(_TITLES) or name
        if heading and name and is_periodical(name) and find_date(name) and heading.strip(" .") not in name:
            stated = name
        site = self.site()
        if not stated or not site:
            return stated or None
        parts = [part for part in _PARTING.split(stated) if part]
        if len(parts) > 1 and parts[-1].casefold() == site.casefold():
            return collapse(stated[: stated.rindex(parts[-1])].rstrip(" |·•–—-_"))
        return stated

    def site(self) -> str | None:
        """Give the name of the site, or the publisher that JSON-LD names."""
        publishers = (thing.get("publisher") for thing in self._things)
        named = (each.get("name") for each in publishers if isinstance(each, dict))
        return self._first(_SITES) or next((collapse(name)[:200] for name in named if isinstance(name, str)), None)

    def own_link(self, url: str | None) -> str | None:
        """Give the page's own link, if it is on the host that it was read from: anybody can name somebody else's.

        A page that nobody knows where it came from is believed, as one that was saved from a browser.
        """
        links = [link.get("href") for link in self._root.iter("link") if "canonical" in (link.get("rel") or "").lower()]
        if url is None:
            links.append(self._first(("og:url",)))
        full = (link for href in links if href and (link := clean_link(href)))
        believed = (link for link in full if url is None or host_of(link) == host_of(url))
        return next(believed, None) or (clean_link(url) if url else None)

    def published_at(self, root: _Element) -> str | None:
        """Give the time or day of publication that is stated, in UTC."""
        stated = [thing.get("datePublished") for thing in self._things] + [self._first(_DATES)]
        times = [element.get("datetime") for element in root.iter("time") if _is_publication(element)]
        for written in (value for value in [*stated, *times] if isinstance(value, str)):
            if found := utc_or_day(written) or _written_day(written):
                return found
        return None

    def description(self) -> str | None:
        """Give the author's summary."""
        return self._first(_DESCRIPTIONS)

    def language(self) -> Language | None:
        """Give the page's language where it is one of ours."""
        tag = (self._root.get("lang") or self._meta.get("og:locale") or "").lower()
        return "zh" if tag.startswith("zh") else "en" if tag.startswith("en") else None


def _written_day(written: str) -> str | None:
    found = find_date(written[:200])
    return found.day if found and not found.period else None


def _is_publication(element: _Element) -> bool:
    return element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower()


def _only_heading(root: _Element) -> str | None:
    headings = [words for element in root.iter("h1") if (words := words_of(element))]
    return headings[0][:1000] if len(headings) == 1 else None


def _base(root: _Element, url: str | None) -> str | None:
    """Give where relative links start: the first `base` that names a place, seen from where the page stands."""
    named = (element.get("href", "").strip() for element in root.iter("base"))
    return next((link for href in named if href and (link := full_link(href, url))), url)


def _main(root: _Element) -> _Element:
    """Find the element that holds the page's own words: the one named as its content within its main element."""
    main = _outermost(root)
    content = content_of(main, _LEAST)
    return main if content is None else content


def _outermost(root: _Element) -> _Element:
    mains = [element for element in root.iter() if element.tag == "main" or element.get("role") == "main"]
    articles = [element for element in root.iter("article") if _stands_alone(element)]
    for found in (mains, articles):
        if len(found) == 1 and len(words_of(found[0])) >= _LEAST:
            return found[0]
    body = root.find("body")
    return body if body is not None else root


def _stands_alone(article: _Element) -> bool:
    return next(article.iterancestors("article", "aside", "nav", "footer"), None) is None


def _json_ld(root: _Element) -> Iterator[dict[str, Any]]:
    """Give every JSON-LD object that states when something was published or by whom; malformed ones are passed over."""
    import msgspec

    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        try:
            yield from _objects(msgspec.json.decode((element.text or "").strip() or "null"), 0)
        except (msgspec.MsgspecError, RecursionError):
            continue


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < _DEEPEST:
        for each in value[:100]:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        if "datePublished" in value or "publisher" in value:
            yield value
        for name in ("@graph", "mainEntity", "itemListElement"):
            yield from _objects(value.get(name), depth + 1)
