"""Sources as OPML in Slack: pasted into a modal, read at an address, and copied from a message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.blocks.source_lists import fits, import_view, importing_view, listed_answer, opml_answer
from bot.workspace.limits import check_message, check_view
from bot.workspace.views import View
from store.errors import BadStatusError, TidingsError
from store.lists import Listed, export_opml, export_parts
from store.looking import Finding
from store.model import Asker
from store.opml import Outline, read_opml
from store.source_rows import list_sources
from store.sourcing import add
from tests.bot.conftest import NOW, buttons_of, words_of
from tests.sources.office import ADA, FEED, GUEST, LIN, SourcesOffice, plain
from tests.sources.web import Post, feed

OTHER, BROKEN = "https://quay.example/rss", "https://gone.example/rss"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SourcesOffice]:
    """An office of its own, with two feeds on the web."""
    office = SourcesOffice(tmp_path)
    for url, title in ((FEED, "A tug is sold"), (OTHER, "A crane is let")):
        office.web.put(url, feed([Post(title, NOW - timedelta(hours=5), title)]))
    for person in (ADA, LIN):
        office.types(person, "/sources help")
    yield office
    office.close()


def opml(*urls: str) -> str:
    """Write a list as another reader exports it."""
    outlines = "".join(f'<outline text="Letter {n} &amp; Co" xmlUrl="{url}"/>' for n, url in enumerate(urls, 1))
    return f'<?xml version="1.0"?>\n<opml version="2.0"><body>\n{outlines}</body></opml>'


def opens(office: SourcesOffice, who: str, line: str) -> View:
    """Have a person type what opens a modal."""
    command, _, text = line.partition(" ")
    office.workspace.command(who, "ai-news", command, text)
    [view] = office.workspace.wait_for(lambda: office.workspace.views(who))
    return view


def test_a_pasted_list_is_taken_in(office: SourcesOffice) -> None:
    """What can be read is added under the list's names, what is known stays, and the person hears of the rest."""
    office.add(FEED)
    view = office.opens(ADA, office.types(ADA, "/sources"), "sources.import")
    office.workspace.people.submit(ADA, view.id, {"opml": opml(FEED, OTHER, BROKEN)})
    office.workspace.wait_for(lambda: "Looking at 3 addresses" in words_of(view.content))
    told = office.workspace.wait_for(lambda: [line for line in office.told(ADA) if "The list is read" in line])
    assert "1 added, 1 known already, 1 not taken in" in told[0]
    assert "• Letter 3 &amp; Co: x.example has no such page" in told[0]
    assert [one.name for one in list_sources(office.store.db)] == ["Harbour Wire", "Letter 2 & Co"]
    office.workspace.wait_for(lambda: office.source("Letter 2 & Co").stories)


def test_what_is_down_for_the_moment_is_tried_again(office: SourcesOffice) -> None:
    """It is added, told with its reason, and read as soon as it answers; in either language."""
    office.web.fail(OTHER, BadStatusError("busy", OTHER, "quay.example", 429, 60))
    office.web.put("https://lists.example/all.opml", opml(FEED, OTHER))
    office.types(ADA, "/sources import https://lists.example/all.opml")
    [told] = office.workspace.wait_for(
        lambda: [plain(words_of(one)) for one in office.seen(ADA, "ai-news") if "The list is read" in words_of(one)]
    )
    assert "2 added, 0 known already, 0 not taken in" in told
    assert "One of those added could not be read just now; I try it again by myself" in told
    assert "• Letter 2 &amp; Co: quay.example asks to be left alone for a while." in told
    assert office.source("Letter 2 & Co").state == "failing"
    office.web.put(OTHER, feed([Post("A crane is let", NOW - timedelta(hours=5), "c")]))
    office.later(hours=1)
    office.workspace.wait_for(lambda: office.source("Letter 2 & Co").stories)


def test_a_list_at_an_address_is_taken_in(office: SourcesOffice) -> None:
    """In the language of whoever asks; what stands there may be no list."""
    office.web.put("https://lists.example/all.opml", opml(FEED, OTHER))
    office.web.put("https://lists.example/page", "<html><body><p>Nothing</p></body></html>")
    office.types(LIN, "/sources 导入 https://lists.example/all.opml")
    office.workspace.wait_for(lambda: any("新增 2 个" in words_of(one) for one in office.seen(LIN, "ai-news")))
    office.types(LIN, "/sources import https://lists.example/page")
    office.workspace.wait_for(lambda: any("这不是 OPML" in words_of(one) for one in office.seen(LIN, "ai-news")))
    office.web.put("https://lists.example/many", opml(*(f"https://x.example/{n}" for n in range(201))))
    office.types(LIN, "/sources import https://lists.example/many")
    office.workspace.wait_for(lambda: any("列表有 201 个来源" in words_of(one) for one in office.seen(LIN, "ai-news")))
    office.types(LIN, "/sources import https://lists.example/none")
    office.workspace.wait_for(lambda: any("没有这个页面" in words_of(one) for one in office.seen(LIN, "ai-news")))


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("hello", "This is no OPML"),
        ("<opml><body><outline text='x'/></body></opml>", "names no feed"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml><body><outline xmlUrl="&a;"/></body></opml>', "This is no OPML"),
    ],
    ids=["words", "empty", "entities"],
)
def test_what_is_no_list_stands_at_its_field(office: SourcesOffice, pasted: str, words: str) -> None:
    """Nothing is read, and the modal stays."""
    view = opens(office, ADA, "/sources import")
    office.workspace.people.submit(ADA, view.id, {"opml": pasted})
    assert words in office.workspace.wait_for(lambda: view.errors)["opml"]
    assert office.web.asked == []


def test_what_goes_out_comes_in_again(office: SourcesOffice) -> None:
    """The message holds the list to the letter, for the asker alone; it reads back as the same sources."""
    assert "No source is read yet" in words_of(office.types(ADA, "/sources export"))
    office.add(FEED)
    office.add(OTHER)
    before = {one["ts"] for one in office.seen(ADA, "ai-news")}
    listed = office.types(ADA, "/sources")
    office.workspace.click(ADA, "ai-news", listed["ts"], "sources.export")
    told = office.workspace.wait_for(
        lambda: [one for one in office.seen(ADA, "ai-news") if one["ts"] not in before and one["ts"] != listed["ts"]]
    )
    [literal] = [block for block in told[0]["blocks"] if block["type"] == "rich_text"]
    document = literal["elements"][0]["elements"][0]["text"]
    assert document == export_opml(office.store)
    assert {one.url for one in read_opml(document.encode())} == {FEED, OTHER}
    assert "All sources (2) as OPML" in told[0]["text"]
    assert not [one for one in office.seen(LIN, "ai-news") if "OPML" in one["text"] and one["ts"] == told[0]["ts"]]


def test_guests_carry_nothing(office: SourcesOffice) -> None:
    """An address may hold a subscriber's key; a guest has no button and is refused."""
    office.add(FEED)
    assert buttons_of(office.types(GUEST, "/sources")) == {}
    for line in ("/sources export", "/sources import", "/sources import https://lists.example/all.opml"):
        assert "Guests read only" in plain(words_of(office.types(GUEST, line)))


def test_many_sources_go_out_in_parts(office: SourcesOffice) -> None:
    """Each part is a list by itself and fits in a message; together they are all sources."""
    for n in range(150):
        url = f"https://x.example/{n}/{'a' * 60}?a=1&b=<2>"
        add(office.store, Finding(url, "feed", f'Letter "{n}"', None, "en", (), 0), person=None, now=NOW)
    parts = export_parts(office.store, fits, Asker())
    assert len(parts) > 1
    assert sum(number for _, number in parts) == 150
    assert len({one.url for document, _ in parts for one in read_opml(document.encode())}) == 150
    for n, (document, number) in enumerate(parts, 1):
        answer = opml_answer(document, number, n, len(parts), "zh")
        check_message(answer.text, answer.blocks)
    said = office.types(ADA, "/sources export")
    assert "part 1 of" in said["text"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_longest_of_it_keeps_to_slacks_limits(language: Any) -> None:
    """Many failures with long names, and both steps of the modal."""
    failed = tuple((Outline("<&>" * 60, f"https://x.example/{n}"), TidingsError("x")) for n in range(200))
    answer = listed_answer(Listed((), 0, failed), ["because &lt;" * 10] * 200, language)
    check_message(answer.text, answer.blocks)
    check_view(import_view(("workspace", "channel", "person"), "channel", "C0123456789", language), "modal")
    check_view(importing_view(200, language), "modal")
