"""Where relative links start: at the address of a document, or where it says itself; without both nowhere."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

import pytest

from store.parse.documents import read_document
from store.parse.entries import Feed, feed_issue

HOST = "https://quay.example"
NEWS = ("A quay opens a yard in Oslo", "A pilot buys a boat in Lima", "A port hires divers in Kyoto")
TOLD = "It begins work in July with two hundred people, for three ministries have asked for it."


def html(start: str) -> str:
    """Give the HTML of three stories whose links begin so."""
    return "".join(f'<h3><a href="{start}{n}">{title}</a></h3><p>{TOLD}</p>' for n, title in enumerate(NEWS))


def page(start: str, head: str = "") -> str:
    """Give a page of them."""
    return f"<html><head><title>Quay Week 7</title>{head}</head><body><h1>Quay Week 7</h1>{html(start)}</body></html>"


def links(document: str, url: str | None, media_type: str | None = None) -> list[str | None]:
    """Give where the stories of a document lead that was read at an address."""
    read = read_document(document.encode(), url=url, media_type=media_type)
    issue = feed_issue(read) if isinstance(read, Feed) else read
    assert [item.headline for item in issue.items] == list(NEWS)
    return [item.url for item in issue.items]


def three(start: str) -> list[str]:
    return [f"{start}{n}" for n in range(3)]


PAGES = [
    ("x", "", f"{HOST}/news/x"),
    ("../x", "", f"{HOST}/x"),
    ("?x=", "", f"{HOST}/news/week.html?x="),
    ("//other.example/x", "", "https://other.example/x"),
    ("x", '<base target="_blank"><base href="/old/">', f"{HOST}/old/x"),
    ("x", '<base href="archive/">', f"{HOST}/news/archive/x"),
    ("x", '<base href="https://cdn.example/a/">', "https://cdn.example/a/x"),
    ("x", '<base href="javascript:go()">', f"{HOST}/news/x"),
]


@pytest.mark.parametrize(("start", "head", "whole"), PAGES)
def test_links_of_a_page_start_where_it_stands_or_says(start: str, head: str, whole: str) -> None:
    """A `base` may be relative itself, and one that names no place is none."""
    assert links(page(start, head), f"{HOST}/news/week.html") == three(whole)


@pytest.mark.parametrize("nowhere", ['href=""', 'href="#"', 'href="#top"', 'name="s1"', "id='s1'"])
def test_an_anchor_that_leads_nowhere_is_no_link(nowhere: str) -> None:
    """Else every story of a page would have the page for its source."""
    document = page("x")
    for n in range(3):
        document = document.replace(f'href="x{n}"', nowhere)
    assert links(document, f"{HOST}/news/week.html") == [None] * 3


MARKDOWN = [
    "### [{title}]({start}{n})\n\n{told}\n\n",
    "### {title}\n\n{told} [Read on][{n}]\n\n[{n}]: {start}{n}\n\n",
    '### <a href="{start}{n}">{title}</a>\n\n{told}\n\n',
    '<h3><a class="l" href="{start}{n}">{title}</a></h3>\n\n{told}\n\n',
]


def markdown(form: str, start: str) -> str:
    """Give three stories in Markdown whose links begin so."""
    told = "".join(form.format(n=n, title=title, told=TOLD, start=start) for n, title in enumerate(NEWS))
    return f"# Quay Week 7\n\n{told}"


@pytest.mark.parametrize("form", MARKDOWN)
@pytest.mark.parametrize(
    ("start", "whole"), [("x", "/news/x"), ("../x", "/x"), ("/x", "/x"), ("./x?a=1&b=", "/news/x?a=1&b=")]
)
def test_links_of_markdown_start_where_it_stands(form: str, start: str, whole: str) -> None:
    """However they are written; read from a file, such a link leads nowhere."""
    address = f"{HOST}/news/week.md"
    assert links(markdown(form, start), address, "text/plain") == three(f"{HOST}{whole}")
    assert links(markdown(form, start), None) == [None] * 3


def test_a_place_within_a_text_is_no_link_of_its_stories() -> None:
    """A Markdown document that links to its own headings reads as it would from a file."""
    document = markdown(MARKDOWN[0], "#s")
    assert links(document, f"{HOST}/news/week.md") == links(document, None) == [None] * 3


def test_an_address_that_ends_in_a_name_is_read_as_that_file() -> None:
    """Servers give Markdown as plain text: a document that begins with a logo is still no page."""
    document = f'<p align="center"><img src="l.png"></p>\n\n{markdown(MARKDOWN[0], f"{HOST}/x")}'
    assert links(document, f"{HOST}/news/week.md?raw=1", "text/plain; charset=utf-8") == three(f"{HOST}/x")


def rss(link: str = "", home: str = "") -> str:
    """Give a feed of one entry that holds the stories."""
    return (
        f'<rss version="2.0"><channel><title>Quay</title>{home}<item><title>Quay Week 7</title>{link}'
        f'<guid isPermaLink="false">7</guid><description>{escape(html("x"))}</description></item></channel></rss>'
    )


def atom(feed: str = "", entry: str = "", content: str = "") -> str:
    """Give the same in Atom, with what its elements state."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {feed}><title>Quay</title><id>a</id><entry {entry}>'
        f'<title>Quay Week 7</title><id>7</id><link href="issues/7/"/>'
        f'<content type="html" {content}>{escape(html("x"))}</content></entry></feed>'
    )


def json_feed(**entry: str) -> str:
    """Give the same as a JSON Feed."""
    item = {"id": "7", "title": "Quay Week 7", "content_html": html("x"), **entry}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [item]})


FEEDS = [
    (rss("<link>/issues/7/</link>"), "/issues/7/x"),
    (rss(home=f"<link>{HOST}/home/</link>"), "/home/x"),
    (rss(), "/feeds/x"),
    (atom(), "/feeds/issues/7/x"),
    (atom('xml:base="/a/"'), "/a/x"),
    (atom('xml:base="/a/"', 'xml:base="b/"', 'xml:base="c/"'), "/a/b/c/x"),
    (atom(f'xml:base="{HOST}/feeds/quay.xml"'), "/feeds/issues/7/x"),
    (json_feed(url="/issues/7/"), "/issues/7/x"),
    (json_feed(external_url="https://other.example/story"), "/feeds/x"),
    (json_feed(), "/feeds/x"),
]


@pytest.mark.parametrize(("document", "whole"), FEEDS)
def test_links_of_an_entry_start_where_it_says_or_stands(document: str, whole: str) -> None:
    """`xml:base` says so, else it is the entry's link, else the feed's page or address."""
    assert links(document, f"{HOST}/feeds/quay.xml") == three(f"{HOST}{whole}")


@pytest.mark.parametrize("document", [page("x"), rss(), atom(), json_feed()])
def test_without_any_address_a_relative_link_leads_nowhere(document: str) -> None:
    """A file says only what stands in it."""
    assert links(document, None) == [None] * 3


def test_where_links_start_is_no_part_of_what_an_entry_says() -> None:
    """The same entry read at another address of its feed is the same, and is not read again."""
    one, other = (read_document(rss().encode(), url=url) for url in (f"{HOST}/a.xml", f"{HOST}/b.xml"))
    assert isinstance(one, Feed)
    assert isinstance(other, Feed)
    assert (one.entries, repr(one.entries)) == (other.entries, repr(other.entries))
