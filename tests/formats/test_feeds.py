"""Feeds: every format of them, broken in every way that we could think of, and entries as issues."""

from __future__ import annotations

import pytest

from store.errors import UnreadableDocumentError
from store.parse.documents import read_document
from store.parse.entries import Entry, Feed, entry_issue, feed_issue
from tests.formats.feeds import ATOM, BROKEN, JSON_FEED, RDF, WHOLE, Broken, rss


def read(data: bytes | str, url: str | None = None) -> Feed:
    """Read a document that must be a feed."""
    feed = read_document(data.encode() if isinstance(data, str) else data, url=url)
    assert isinstance(feed, Feed)
    return feed


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.how)
def test_a_broken_feed_gives_its_whole_entries_or_is_refused(broken: Broken) -> None:
    """What can be read is read; what is hostile or hopeless is refused in one sentence."""
    if broken.titles is None:
        with pytest.raises(UnreadableDocumentError) as refused:
            read(broken.data)
        assert str(refused.value).endswith(".")
        assert "\n" not in str(refused.value)
    else:
        assert [entry.title for entry in read(broken.data).entries] == broken.titles


def test_rss_says_what_it_says() -> None:
    """Title, home, guid and link are read; what is not stated stays unknown."""
    feed = read(WHOLE)
    assert (feed.title, feed.home_url, feed.language) == ("Quay News", "https://quay.example/", None)
    assert feed.entries[0] == Entry(guid="quay-1", url="https://quay.example/plant", title="Quay opens a plant")


def test_atom_says_what_it_says() -> None:
    """Times are in UTC, midnight is a day, relative links are resolved against where the feed came from."""
    feed = read(ATOM, url="https://quay.example/feed")
    entry = feed.entries[0]
    assert (feed.url, feed.language) == ("https://quay.example/feed", "en")
    assert (entry.title, entry.url, entry.author) == ("Quay opens a plant", "https://quay.example/plant", "Ann Lee")
    assert (entry.published_at, entry.updated_at) == ("2026-05-06T00:30:00Z", "2026-05-07")
    assert entry.summary == "It makes cooling units."


@pytest.mark.parametrize(
    ("url", "link"),
    [(None, "https://quay.example/posts/1"), ("https://feeds.example/x/rss", "https://feeds.example/posts/1")],
)
def test_relative_links_of_a_saved_feed_start_at_its_page(url: str | None, link: str) -> None:
    """Where nobody knows where a feed came from, what it calls its page says so, in RSS and JSON Feed."""
    saved = rss("<item><title>Quay opens a plant</title><link>/posts/1</link></item>")
    json_feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://quay.example/",'
        ' "items": [{"id": "1", "url": "/posts/1", "title": "Quay opens a plant"}]}'
    )
    assert [read(feed, url=url).entries[0].url for feed in (saved, json_feed)] == [link, link]


def test_a_feed_is_in_the_language_of_most_of_its_stories() -> None:
    """One long headline in Chinese among English ones does not make it a Chinese feed."""
    titles = ["Quay opens a plant", "Prices fall again", "北风公司今天宣布完成新一轮融资金额超过十亿美元"]
    feed = read(rss("".join(f"<item><title>{title}</title></item>" for title in titles)))
    assert feed_issue(feed).language == "en"


def test_rdf_says_what_it_says() -> None:
    """RSS 1.0 keeps its items beside the channel and its dates in Dublin Core."""
    entry = read(RDF).entries[0]
    assert (entry.title, entry.published_at or entry.updated_at) == ("Quay opens a plant", "2026-05-06")


def test_a_json_feed_says_what_it_says() -> None:
    """Numbers are legal ids, an item of the wrong kind is left out alone, plain text needs no title."""
    feed = read(JSON_FEED)
    assert [entry.guid for entry in feed.entries] == ["1", "2"]
    assert (feed.entries[0].published_at, feed.entries[0].author) == ("2026-05-06T00:30:00Z", "Ann Lee")
    story = entry_issue(feed.entries[1], feed).items[0]
    assert (story.headline, story.summary) == ("Marl hires a chief.", "She comes from Acme.")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Wed, 06 May 2026 08:30:00 +0800", "2026-05-06T00:30:00Z"),
        ("Wed, 06 May 2026 00:00:00 GMT", "2026-05-06"),
        ("Wed, 06 May 2026 00:00:00 +0800", "2026-05-06"),
        ("6 May 2026", "2026-05-06"),
        ("2026-05-06", "2026-05-06"),
        ("2026-05-06T08:30:00", "2026-05-06T08:30:00Z"),
        ("2026年5月6日", "2026-05-06"),
        ("yesterday-ish", None),
        ("0001-01-01T00:00:00Z", None),
        ("99999-01-01", None),
        ("", None),
    ],
)
def test_dates_of_entries_are_read_or_left_out(written: str, kept: str | None) -> None:
    """A day stays a day, a time is in UTC, and nothing is invented."""
    feed = read(rss(f"<item><title>Quay opens a plant</title><pubDate>{written}</pubDate></item>"))
    assert feed.entries[0].published_at == kept


ISSUE_IN_AN_ENTRY = """&lt;h2&gt;Chips&lt;/h2&gt;
&lt;h3&gt;&lt;a href="https://a.example/1"&gt;Quay doubles its orders for packaging&lt;/a&gt;&lt;/h3&gt;
&lt;p&gt;Suppliers were told to plan for two years of growth. The orders are worth $12 billion.&lt;/p&gt;
&lt;h3&gt;&lt;a href="https://a.example/2"&gt;Marl wins three ministries in one week&lt;/a&gt;&lt;/h3&gt;
&lt;p&gt;The contracts run for three years. Work begins in July with two hundred people.&lt;/p&gt;
&lt;h3&gt;&lt;a href="https://a.example/3"&gt;Tern closes its office in Ohio&lt;/a&gt;&lt;/h3&gt;
&lt;p&gt;The company moves its sixty engineers to Texas. The lease ran out in April.&lt;/p&gt;"""


def test_an_entry_that_is_an_issue_is_split() -> None:
    """Its stories have their own headlines and links, and the entry's day and source."""
    about = "<title>Number 12</title><pubDate>2026-05-06</pubDate>"
    feed = read(rss(f"<item>{about}<description>{ISSUE_IN_AN_ENTRY}</description></item>"))
    issue = entry_issue(feed.entries[0], feed)
    assert [(story.headline, story.url) for story in issue.items] == [
        ("Quay doubles its orders for packaging", "https://a.example/1"),
        ("Marl wins three ministries in one week", "https://a.example/2"),
        ("Tern closes its office in Ohio", "https://a.example/3"),
    ]
    assert (issue.title, issue.source, issue.published_at) == ("Number 12", "Quay News", "2026-05-06")


ARTICLE = (
    "&lt;img src='https://t.example/p.gif' width=1 height=1&gt;&lt;p&gt;Quay opened a plant in Ohio on Monday. It makes"
    " cooling units.&lt;/p&gt;&lt;p&gt;The plant employs two hundred people. The mayor was there.&lt;/p&gt;"
)


def test_an_ordinary_article_is_one_story() -> None:
    """It has the entry's title, link and day, a summary in plain words, and the site that it credits as its outlet."""
    item = (
        "<item><title>Quay opens a plant</title><link>https://quay.example/plant?utm_source=rss</link>"
        "<pubDate>Wed, 06 May 2026 08:30:00 GMT</pubDate><source url='https://tern.example/feed'>The Tern</source>"
        f"<description>{ARTICLE}</description></item>"
    )
    issue = entry_issue(read(rss(item)).entries[0], read(rss(item)))
    (story,) = issue.items
    assert (issue.layout, story.kind, story.headline) == ("article", "story", "Quay opens a plant")
    assert story.summary.startswith("Quay opened a plant in Ohio on Monday. It makes cooling units.")
    assert (story.url, story.outlet) == ("https://quay.example/plant", "The Tern")
    assert story.published_at == "2026-05-06T08:30:00Z"


FLASHES = [
    ("【云麓港开通夜间航线】云麓港务局今日宣布，夜间航线下周起运行，每晚六班。（青浦晚报）", "",
     "云麓港开通夜间航线", "云麓港务局今日宣布，夜间航线下周起运行，每晚六班。", "青浦晚报"),
    ("市场消息：青浦造船拟收购云麓码头。该码头去年吞吐量为三百万吨，双方预计年内完成交割。", "",
     "市场消息：青浦造船拟收购云麓码头", "该码头去年吞吐量为三百万吨，双方预计年内完成交割。", None),
    ("云麓港开通夜间航线", "<p>【云麓港开通夜间航线】云麓港务局今日宣布，夜间航线下周起运行，每晚六班。</p>",
     "云麓港开通夜间航线", "云麓港务局今日宣布，夜间航线下周起运行，每晚六班。", None),
    ("【快讯】云麓港夜间航线今日开通。", "", "【快讯】云麓港夜间航线今日开通。", "", None),
    ("Is the port shut? Not for long, say its owners.", "",
     "Is the port shut? Not for long, say its owners.", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "headline", "summary", "outlet"), FLASHES)
def test_a_title_that_tells_the_whole_news_is_parted(
    title: str, text: str, headline: str, summary: str, outlet: str | None
) -> None:
    """A wire's flash has its headline in brackets or in its first sentence; the rest is its summary."""
    feed = read(rss(f"<item><title>{title}</title><description><![CDATA[{text}]]></description></item>"))
    (story,) = entry_issue(feed.entries[0], feed).items
    assert (story.headline, story.summary, story.outlet) == (headline, summary, outlet)


def test_an_undated_entry_stays_undated() -> None:
    """No day is invented."""
    feed = read(WHOLE)
    issue = entry_issue(feed.entries[0], feed)
    assert (issue.published_at, issue.items[0].published_at) == (None, None)


def test_a_whole_feed_is_shown_as_one_document() -> None:
    """`parse` prints all entries' items under the layout `feed`, in the feed's order."""
    issue = feed_issue(read(WHOLE))
    assert (issue.layout, issue.title) == ("feed", "Quay News")
    assert [(item.position, item.headline) for item in issue.items] == [
        (0, "Quay opens a plant"), (1, "Marl hires a chief"),
    ]  # fmt: skip
