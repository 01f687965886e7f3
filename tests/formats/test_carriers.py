"""The same stories come out of an issue whatever carried it."""

from __future__ import annotations

import pytest

from store.model import Issue
from store.parse.documents import read_document
from store.parse.entries import Feed, entry_issue
from tests.formats.carriers import FEED, ISSUE, PAGES, PLAIN

Told = list[tuple[str | None, str, str, str | None]]


def stories(document: str | bytes, name: str) -> Told:
    """Give section, headline, text and link of each story in a document."""
    data = document.encode() if isinstance(document, str) else document
    issue = read_document(data, name=name)
    assert isinstance(issue, Issue)
    return [(item.section, item.headline, item.summary, item.url) for item in issue.items if item.kind != "summary"]


@pytest.fixture(scope="module")
def told() -> Told:
    """What the issue says as Markdown."""
    read = stories(ISSUE, "issue.md")
    assert [headline[:4] for _, headline, _, _ in read] == ["Quay", "Marl", "Tern", "A mo"]
    return read


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_the_issue_without_the_site_around_it(name: str, told: Told) -> None:
    """Bars, sharing, sign-up boxes, comments and what to read next are no stories and part none."""
    assert stories(PAGES[name], "page.html") == told


@pytest.mark.parametrize("name", PLAIN)
def test_plain_text_gives_the_issue_that_its_signs_stand_for(name: str, told: Told) -> None:
    """Rules, asterisks, notes and addresses in brackets say what headings, bold words and links do."""
    assert stories(PLAIN[name], "mail.txt") == [told[0], told[2]]


def test_a_feed_gives_the_issue_without_the_line_about_where_it_stood(told: Told) -> None:
    """An entry that holds an issue is split as the page would be."""
    feed = read_document(FEED.encode(), name="feed.xml")
    assert isinstance(feed, Feed)
    issue = entry_issue(feed.entries[0], feed)
    assert [
        (item.section, item.headline, item.summary, item.url) for item in issue.items if item.kind == "story"
    ] == told
