"""Where a page's feed may be: what it declares, what it links, and where feeds usually are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.discovery import MOST, feed_addresses

PAGE = "https://yard.example/news/today.html"


@pytest.mark.parametrize(
    ("html", "first"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', "https://yard.example/rss"),
        ('<LINK REL="Alternate home" TYPE="application/atom+xml; charset=utf-8" HREF="atom">',
         "https://yard.example/news/atom"),
        ('<base href="https://cdn.example/x/"><link rel=alternate type=application/feed+json href=f.json>',
         "https://cdn.example/x/f.json"),
        ('<link rel=alternate type=application/json href=/api><link rel=alternate type=application/rss+xml href=/f>',
         "https://yard.example/f"),
        ('<link rel=alternate type=application/rss+xml href=/comments/feed><link rel=alternate '
         'type=application/rss+xml href=/all?a=1&amp;b=2>', "https://yard.example/all?a=1&b=2"),
        ('<p><a href="https://feeds.example/yard.rss">RSS</a>', "https://feeds.example/yard.rss"),
        ('<p><a href="/feedback">Write to us</a>', "https://yard.example/news/feed"),
        ('<link rel=alternate hreflang=de href=/de><link rel=stylesheet type=application/rss+xml href=/x>',
         "https://yard.example/news/feed"),
        ('<link rel=alternate type=application/rss+xml href="javascript:alert(1)">', "https://yard.example/news/feed"),
        ('<link rel=alternate type=application/rss+xml href="http://[broken">', "https://yard.example/news/feed"),
        ("", "https://yard.example/news/feed"),
    ],
)  # fmt: skip
def test_the_likeliest_address_comes_first(html: str, first: str) -> None:
    """Declared feeds, sure types before others; feeds of comments last; nothing but http(s)."""
    assert feed_addresses(html, PAGE)[0] == first


def test_usual_places_are_tried_below_the_page_and_at_the_root() -> None:
    """Each once, and never the page itself."""
    found = feed_addresses("", "https://yard.example/feed")
    assert "https://yard.example/feed" not in found
    assert "https://yard.example/atom.xml" in found
    assert feed_addresses("", "https://yard.example/blog/")[0] == "https://yard.example/blog/feed"


@settings(max_examples=80)
@given(st.text(max_size=200), st.lists(st.text(max_size=30), max_size=30))
def test_any_page_gives_few_addresses_that_can_be_asked(text: str, hrefs: list[str]) -> None:
    """Whatever the page holds."""
    links = "".join(f'<link rel=alternate type=application/rss+xml href="{href}">' for href in hrefs)
    found = feed_addresses(text + links, PAGE)
    assert len(found) <= MOST
    assert all(address.startswith(("http://", "https://")) for address in found)
