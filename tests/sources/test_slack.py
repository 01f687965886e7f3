"""`/sources` in the real app on the local workspace: the list, adding by modal and by words, menus, and being told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import bot.polling
from bot.blocks.source_views import (
    Found,
    address_view,
    by_feed_answer,
    edit_view,
    found_answer,
    found_view,
    looking_view,
    read_found,
)
from bot.blocks.sources import page_of, read_target, sources_answer, troubles_answer, why_words
from bot.workspace.limits import check_message, check_view
from store.errors import FETCH_SENTENCES, StoreError
from store.looking import Finding
from store.model import AudienceKind, Item
from store.source_rows import Source, list_sources
from tests.bot.conftest import NOW, buttons_of, words_of
from tests.sources.office import ADA, ADA_ID, FEED, GUEST, LIN, LIN_ID, SourcesOffice, action_of, plain
from tests.sources.web import Post, feed, gone, trouble


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SourcesOffice]:
    """An office of its own, to which Ada (an admin) and 小林 have said hello, with one feed on the web."""
    office = SourcesOffice(tmp_path)
    office.web.put(FEED, wire("A tug is sold", "A crane is let", "A buoy drifts", "A pilot retires"))
    for person in (ADA, LIN):
        office.types(person, "/sources help")
    yield office
    office.close()


def wire(*titles: str) -> str:
    """Write a feed, newest first."""
    return feed([Post(title, NOW - timedelta(hours=5 * n), f"g{title}") for n, title in enumerate(titles, 1)])


def test_an_empty_list_offers_to_add(office: SourcesOffice) -> None:
    """With the button for members, without it for guests."""
    empty = office.types(ADA, "/sources")
    assert "No source is read yet" in words_of(empty)
    assert buttons_of(empty) == {"sources.add": "Add a source", "sources.import": "Import OPML"}
    assert "还没有订阅来源" in words_of(office.types(LIN, "/tidings 来源"))
    assert buttons_of(office.types(GUEST, "/sources")) == {}


def test_a_source_is_added_by_modal(office: SourcesOffice) -> None:
    """The address, what was found there with its first three stories, name and language; then it is read."""
    first = office.opens(ADA, office.types(ADA, "/sources"), "sources.add")
    office.web.put("https://harbour.example", "<link rel=alternate type=application/rss+xml href=/feed>")
    office.workspace.people.submit(ADA, first.id, {"address": "harbour.example"})
    view = office.workspace.wait_for(lambda: modal(office, ADA, "sources.save"))
    shown = plain(words_of(view.content))
    assert "*Harbour Wire* · a feed with 4 stories" in shown
    assert [title in shown for title in ("tug", "crane", "buoy", "pilot")] == [True, True, True, False]
    office.workspace.people.submit(ADA, view.id, {"name": "The Wire", "language": "en"})
    office.workspace.wait_for(lambda: "*The Wire* is added" in plain(words_of(view.content)))
    office.workspace.wait_for(lambda: [one.stories for one in list_sources(office.store.db)] == [4])
    listed = words_of(office.types(LIN, "/sources"))
    assert "共 1 个来源" in listed
    assert "4 条报道" in listed


def modal(office: SourcesOffice, who: str, callback_id: str) -> Any:
    """Give the modal that a person has open, if it is one of a kind."""
    return next((one for one in office.workspace.views(who) if one.content["callback_id"] == callback_id), None)


def test_an_address_with_nothing_is_asked_for_again(office: SourcesOffice) -> None:
    """The modal says why, and keeps what was typed, in the person's language."""
    view = office.opens(LIN, office.types(LIN, "/sources"), "sources.add")
    office.workspace.people.submit(LIN, view.id, {"address": "https://x.example/none"})
    office.workspace.wait_for(lambda: "上没有这个页面" in words_of(view.content))
    field = next(block for block in view.content["blocks"] if block["type"] == "input")
    assert field["element"]["initial_value"] == "https://x.example/none"


def test_a_name_that_is_taken_is_refused_at_its_field(office: SourcesOffice) -> None:
    """The modal stays open."""
    office.add()
    office.web.put("https://b.example/feed", wire("Another tug is sold"))
    view = office.opens(ADA, office.types(ADA, "/sources"), "sources.add")
    office.workspace.people.submit(ADA, view.id, {"address": "https://b.example/feed"})
    view = office.workspace.wait_for(lambda: modal(office, ADA, "sources.save"))
    office.workspace.people.submit(ADA, view.id, {"name": "harbour wire", "language": "en"})
    office.workspace.wait_for(lambda: view.errors)
    assert "There is a source called harbour wire already" in view.errors["name"]


def hears(office: SourcesOffice, who: str, words: str) -> None:
    """Have a person type an address, and wait until they are told some words."""
    office.types(who, "/sources add https://lone.example/")
    office.workspace.wait_for(lambda: any(words in plain(one["text"]) for one in office.seen(who, "ai-news")))


HOSTILE = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>"


@pytest.mark.parametrize(
    ("body", "english", "chinese"),
    [
        ("<html><body><h1>A tug is sold</h1><p>It was old and it leaked.</p>", "a single article", "只是一篇文章"),
        (HOSTILE, "declares entities", "声明了实体"),
    ],
)
def test_why_nothing_is_added_is_told_in_words(office: SourcesOffice, body: str, english: str, chinese: str) -> None:
    """In the language of whoever typed the address."""
    office.web.put("https://lone.example/", body)
    hears(office, ADA, english)
    hears(office, LIN, chinese)


def test_a_source_is_added_by_words(office: SourcesOffice) -> None:
    """`/sources add …` shows what is there with a button that saves it; the second time it is known."""
    looking = office.types(ADA, f"/sources add {FEED}")
    assert "Looking at" in words_of(looking)
    found = office.workspace.wait_for(
        lambda: next((one for one in office.seen(ADA, "ai-news") if "sources.save.0" in buttons_of(one)), {})
    )
    assert "*Harbour Wire* · a feed with 4 stories" in plain(words_of(found))
    saved = office.clicks(ADA, found, "sources.save.0")
    assert "*Harbour Wire* is added" in plain(words_of(saved))
    office.workspace.wait_for(lambda: [one.stories for one in list_sources(office.store.db)] == [4])
    ts = office.types(ADA, "/sources add harbour.example/feed")["ts"]
    del ts
    office.workspace.wait_for(
        lambda: any(
            "is read already, and this address leads to it" in one["text"] for one in office.seen(ADA, "ai-news")
        )
    )


LINKED = '<html><head><link rel=alternate type=application/rss+xml href="https://harbour.example/feed"></head>'
DREDGED = f"{LINKED}<body><h1>Dredging news</h1>" + "".join(
    f"<h2><a href='/{n}'>Quay {n} is dredged</a></h2><p>The work takes {n} weeks.</p>" for n in "357"
)


def test_a_page_whose_feed_is_read_can_be_insisted_on(office: SourcesOffice) -> None:
    """The answer says that the site is read by its feed, with a button that looks at the page itself."""
    office.add()
    office.web.put("https://harbour.example/news", DREDGED)
    office.types(ADA, "/sources add harbour.example/news")
    known = office.workspace.wait_for(
        lambda: next((one for one in office.seen(ADA, "ai-news") if "sources.page" in buttons_of(one)), {})
    )
    assert "This site is read already, by its feed: *Harbour Wire*." in plain(words_of(known))
    office.clicks(ADA, known, "sources.page")
    found = office.workspace.wait_for(
        lambda: next((one for one in office.seen(ADA, "ai-news") if "sources.save.0" in buttons_of(one)), {})
    )
    assert "a page of 3 stories, read again whenever it changes" in plain(words_of(found))
    office.clicks(ADA, found, "sources.save.0")
    office.workspace.wait_for(lambda: {one.reads for one in list_sources(office.store.db)} == {"feed", "page"})


def test_the_modal_reads_the_page_itself_where_that_is_ticked(office: SourcesOffice) -> None:
    """Without the tick it says that the feed is read; what was typed and ticked stays where it fails."""
    office.add()
    office.web.put("https://harbour.example/news", DREDGED)
    view = office.opens(ADA, office.types(ADA, "/sources"), "sources.add")
    office.workspace.people.submit(ADA, view.id, {"address": "harbour.example/news"})
    office.workspace.wait_for(lambda: "by its feed: *Harbour Wire*" in plain(words_of(view.content)))
    office.workspace.people.submit(ADA, view.id, {"address": "harbour.example/none", "page": ["page"]})
    office.workspace.wait_for(lambda: "no such page" in words_of(view.content))
    assert "initial_options" in view.content["blocks"][-1]["element"]
    office.workspace.people.submit(ADA, view.id, {"address": "harbour.example/news", "page": ["page"]})
    view = office.workspace.wait_for(lambda: modal(office, ADA, "sources.save"))
    assert "a page of 3 stories" in plain(words_of(view.content))


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        (ADA, "/sources help", "/sources add https://"),
        (LIN, "/sources 帮助", "添加"),
        (ADA, "/sources sing", "I did not understand “sing”"),
        (ADA, "/sources pause", "Which source?"),
        (ADA, "/sources pause nowhere", "There is no source *nowhere*"),
        (ADA, "/sources check harbor wrie", "There is no source *harbor wrie*. Did you mean *Harbour Wire*?"),
        (LIN, "/sources 读取 harbor wier", "没有名为*harbor wier*的来源，是不是*Harbour Wire*？"),
        (LIN, "/sources 暂停 nowhere", "没有名为*nowhere*的来源"),
        (GUEST, "/sources add https://x.example/", "Guests read only"),
        (GUEST, "/sources check harbour", "Guests read only"),
        (LIN, "/sources remove harbour", "是别人添加的"),
        (ADA, "/sources remove harbour", "Its 4 stories stay"),
        (ADA, "/sources check all", "was read in the last five minutes"),
        (LIN, "/sources check 全部", "最近五分钟内都已读取"),
        (ADA, "/tidings sources", "1 source"),
    ],
)
def test_what_is_typed_after_sources(library: SourcesOffice, who: str, line: str, words: str) -> None:
    """Every verb, in both languages, for members and guests."""
    assert words in plain(words_of(library.types(who, line)))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SourcesOffice]:
    """An office with one source, in which nothing is changed."""
    office = SourcesOffice(tmp_path_factory.mktemp("sources"))
    office.names.resolve("nvidia")  # the first question builds the index, which takes a second
    office.web.put(FEED, wire("A tug is sold", "A crane is let", "A buoy drifts", "A pilot retires"))
    office.add()
    yield office
    office.close()


def test_a_question_that_begins_with_the_word_is_a_question(library: SourcesOffice) -> None:
    """Sources that say something are no list of sources."""
    assert "Harbour Wire" not in words_of(library.says(ADA, "@Tidings sources say nvidia is sold"))


def test_the_menu_of_a_source(office: SourcesOffice) -> None:
    """Read now, pause, resume, rename and remove, each shown at the head of the list."""
    office.add()
    listed = office.types(ADA, "/sources")
    office.web.put(FEED, wire("A lamp is lit", "A tug is sold"))
    office.chooses(ADA, listed, "check")
    read = office.reads(ADA, listed["ts"], "*Harbour Wire* was read: 1 new story.")
    office.chooses(ADA, read, "pause")
    paused = office.reads(ADA, listed["ts"], "*Harbour Wire* is paused.")
    assert ":double_vertical_bar: paused" in words_of(paused)
    office.chooses(ADA, paused, "resume")
    resumed = office.reads(ADA, listed["ts"], "*Harbour Wire* is read again.")
    [menu] = [block["accessory"] for block in resumed["blocks"] if action_of(block)]
    edit = next(option["value"] for option in menu["options"] if option["value"].startswith("edit "))
    view = office.opens(ADA, resumed, menu["action_id"], edit)
    office.workspace.people.submit(ADA, view.id, {"name": "The Wire", "language": "zh"})
    office.workspace.wait_for(lambda: [one.language for one in list_sources(office.store.db)] == ["zh"])
    listed = office.types(ADA, "/sources")
    office.chooses(ADA, listed, "remove")
    question = office.reads(ADA, listed["ts"], "Remove *The Wire*? Its 5 stories stay.")
    removed = office.clicks(ADA, question, "sources.remove")
    assert "*The Wire* is removed; its stories stay." in plain(words_of(removed))
    assert "A lamp is lit" in words_of(office.types(ADA, "/news lamp"))


def test_members_change_what_they_added_and_editors_all(office: SourcesOffice) -> None:
    """Others' sources they may only have read now."""
    office.add(by=ADA_ID)
    office.web.put("https://b.example/feed", wire("Another tug is sold").replace("Harbour Wire", "Bay Wire"))
    office.add("https://b.example/feed", by=LIN_ID)
    verbs = {row: verbs_of(office.types(LIN, "/sources"), row) for row in (0, 1)}
    assert verbs == {0: ["check", "pause", "edit", "remove"], 1: ["check"]}
    assert verbs_of(office.types(ADA, "/sources"), 0) == ["check", "pause", "edit", "remove"]
    assert verbs_of(office.types(GUEST, "/sources"), 0) == []


def verbs_of(message: dict[str, Any], row: int) -> list[str]:
    """Give what the menu of a row offers."""
    menus = [block["accessory"] for block in message["blocks"] if action_of(block) == f"sources.do.{row}"]
    return [option["value"].split()[0] for menu in menus for option in menu["options"]]


def test_a_long_list_has_pages(office: SourcesOffice) -> None:
    """Eight sources each; More and Back turn them in place."""
    for n in range(10):
        office.web.put(f"https://b.example/{n}", wire(f"Tug {n} is sold").replace("Harbour Wire", f"Wire {n}"))
        office.add(f"https://b.example/{n}")
    first = office.types(ADA, "/sources")
    assert "10 sources" in words_of(first)
    second = office.clicks(ADA, first, "sources.more")
    assert "from no. 9 on" in words_of(second)
    assert "from no. 9 on" not in words_of(office.clicks(ADA, second, "sources.newer"))


def test_who_added_it_and_the_editors_are_told_once(office: SourcesOffice) -> None:
    """Each in their language, with the reason; *Try again* reads at once, and a success heals it without more words."""
    office.add(by=LIN_ID)
    office.web.fail(FEED, gone(FEED))
    office.later(days=1)
    office.workspace.wait_for(lambda: len(office.told(ADA)) == len(office.told(LIN)) == 1)
    assert "*Harbour Wire* has ended: harbour.example says that it is gone for good." in office.told(ADA)[0]
    assert "*Harbour Wire*已停更" in office.told(LIN)[0]
    office.later(days=1)
    office.polling.wake()
    direct = office.workspace.direct(LIN)
    message = office.seen(LIN, direct)[-1]
    office.workspace.click(LIN, direct, message["ts"], "sources.retry.0")
    office.workspace.wait_for(lambda: attempts(office) == 3)
    office.workspace.wait_for(lambda: "sources.retry.0" in accessories_of(office.seen(LIN, direct)[-1]))
    office.web.put(FEED, wire("A lamp is lit", "A tug is sold"))
    office.workspace.click(LIN, direct, message["ts"], "sources.retry.0")
    office.workspace.wait_for(lambda: "1 条新报道" in office.told(LIN)[-1])
    assert office.source("Harbour Wire").state == "ok"
    assert (len(office.told(ADA)), len(office.told(LIN))) == (1, 1)


def test_several_troubles_make_one_message(office: SourcesOffice) -> None:
    """Each with its own button, whose answer leaves the message as it is."""
    urls = [f"https://h{n}.example/feed" for n in range(3)]
    for n, url in enumerate(urls):
        office.web.put(url, wire(f"Tug {n} is sold").replace("Harbour Wire", f"Wire {n}"))
        office.add(url)
    for url in urls:
        office.web.fail(url, gone(url))
    office.later(days=1)
    [message] = office.workspace.wait_for(lambda: office.seen(ADA, office.workspace.direct(ADA)))
    assert accessories_of(message) == [f"sources.retry.{n}" for n in range(3)]
    office.web.put(urls[1], wire("A lamp is lit"))
    direct = office.workspace.direct(ADA)
    office.workspace.click(ADA, direct, message["ts"], "sources.retry.1")
    office.workspace.wait_for(lambda: any("*Wire 1* was read: 1 new story." in words for words in office.told(ADA)))
    assert office.seen(ADA, direct)[0]["blocks"] == message["blocks"]


def test_adding_without_an_address_opens_the_modal(office: SourcesOffice) -> None:
    """Where Slack gives a trigger; in a message it says what is missing."""
    office.workspace.command(ADA, "ai-news", "/sources", "add")
    office.workspace.wait_for(lambda: modal(office, ADA, "sources.look"))
    assert "Give the address as well" in words_of(office.says(ADA, "@Tidings sources add"))


def accessories_of(message: dict[str, Any]) -> list[str]:
    """Give the action ids of what stands beside a message's sections."""
    return [action_of(block) for block in message["blocks"] if action_of(block)]


def attempts(office: SourcesOffice) -> int:
    """Count the attempts so far."""
    return int(office.store.db.execute("SELECT count(*) FROM attempts").fetchone()[0])


def test_a_source_that_falls_silent_is_told_one_that_was_is_not(office: SourcesOffice) -> None:
    """Who adds an old one sees that it is; one that stops later is news."""
    old, live = "https://old.example/feed", "https://live.example/feed"
    for url, name, age in ((old, "Old Wire", 300), (live, "Live Wire", 0)):
        entries = [Post(f"{name} {n}", NOW - timedelta(days=age + n), f"{n}") for n in range(9)]
        office.web.put(url, feed(entries, title=name))
        office.add(url)
    assert (office.source("Old Wire").state, office.source("Live Wire").state) == ("silent", "ok")
    assert "nothing new since 12 Aug 2025" in words_of(office.types(ADA, "/sources"))
    office.later(days=10)
    office.workspace.wait_for(lambda: office.told(ADA))
    [told] = office.told(ADA)
    assert "*Live Wire* has fallen silent: nothing new since 8 Jun 2026" in told
    assert "Old Wire" not in told


def test_repeated_failure_pauses_and_is_told(office: SourcesOffice) -> None:
    """After days of failing it is paused with the reason."""
    office.add(by=ADA_ID)
    office.web.fail(FEED, trouble(FEED))
    for n in range(2, 30):
        if office.source("Harbour Wire").paused_at:
            break
        office.later(hours=25)
        office.workspace.wait_for(lambda n=n: attempts(office) >= n)  # type: ignore[misc]
    office.workspace.wait_for(lambda: office.told(ADA))
    assert "could not be read for 8 tries" in office.told(ADA)[0]
    assert "paused, because harbour.example has trouble of its own (status 500)." in words_of(
        office.types(ADA, "/sources")
    )


def test_a_database_that_takes_nothing_is_asked_once_a_ring(office: SourcesOffice, monkeypatch: Any) -> None:
    """Where no reading can be written down all stays due, and the reader waits for the next ring all the same."""
    office.add()
    tries = []

    def full(*_: object) -> None:
        tries.append(1)
        raise StoreError("The disk is full; make room on it.")

    monkeypatch.setattr(bot.polling, "poll", full)
    office.later(days=2)
    office.workspace.wait_for(lambda: tries)
    time.sleep(0.2)
    assert len(tries) <= 2  # one a ring, and adding may still ring


def test_slack_that_is_busy_is_told_later(office: SourcesOffice) -> None:
    """Nobody is told twice, nobody is forgotten."""
    office.add(by=LIN_ID)
    office.web.fail(FEED, gone(FEED))
    office.workspace.faults.refuse("chat.postMessage", "internal_error")
    office.later(days=1)
    office.workspace.wait_for(lambda: office.source("Harbour Wire").ended_at)
    office.later(minutes=5)
    office.workspace.wait_for(lambda: office.told(ADA) and office.told(LIN))
    office.later(minutes=5)
    assert (len(office.told(ADA)), len(office.told(LIN))) == (1, 1)


AUDIENCES: tuple[AudienceKind, ...] = ("workspace", "channel", "person")
HOSTILE = "<!channel> *x* `y` & \u202e" + "长" * 300


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_a_source_calls_itself_fits_slack(language: Any) -> None:
    """Lists, findings, modals and messages keep Slack's limits, and nothing in them can ping."""
    item = Item("story", None, HOSTILE, "", "https://x.example/" + "a" * 1500, None, "2026-06-08", "en", 0, "")
    finding = Finding("https://x.example/" + "b" * 1500, "feed", HOSTILE, None, "en", (item,) * 3, 3)
    known = [hostile_source(n) for n in range(30)]
    answers = [
        sources_answer(page_of(known, 8, frozenset(range(30)), HOSTILE[:0]), language, "UTC", may_add=True),
        found_answer(finding, "private", language, "UTC"),
        found_answer(finding, "direct", language, "UTC"),
        troubles_answer([one for one in known if one.trouble_at], language, "UTC"),
        by_feed_answer("w", "https://x.example/" + "b" * 1500, language),
        by_feed_answer("w", "https://x.example/" + "b" * 3000, language),
    ]
    for answer in answers:
        check_message(answer.text, answer.blocks)
        assert "<!" not in answer.text
    views = (
        address_view(language, address="x" * 3000, problem="p", as_page=True),
        looking_view(HOSTILE, language),
        found_view(finding, AUDIENCES, "channel", "C0AINEWS01", language, "UTC"),
        edit_view(known[0], AUDIENCES, "C0AINEWS01", language),
        edit_view(known[0], AUDIENCES[:1], "C0AINEWS01", language),
    )
    for view in views:
        check_view(view, "modal")


def hostile_source(n: int) -> Source:
    """Give a source in one of the states."""
    at = "2026-06-08T06:00:00Z"
    states: list[dict[str, Any]] = [
        {}, {"paused_at": at, "paused_why": "trouble"}, {"ended_at": at}, {"failures": 3, "failing_since": at},
        {"silent_at": at},
    ]  # fmt: skip
    values: dict[str, Any] = dict.fromkeys(Source.__dataclass_fields__)
    values |= {"id": n, "name": f"{HOSTILE}{n}", "feed_url": f"https://x.example/{'c' * 1500}{n}", "reads": "feed",
               "audience_id": 1, "audience": "channel", "added_at": at, "failures": 0, "moved_polls": 0,
               "stories": 10**6, "last_ok_at": at, "last_new_at": at, "next_due_at": at, "kind": "trouble",
               "status": 500, "why": HOSTILE}  # fmt: skip
    return Source(**values | states[n % 5])


@pytest.mark.parametrize("value", ["", "x", "check", "check x 0", "check 1", "rm -rf 1 2", "check 1 2 3", None, 7])
def test_a_value_of_no_button_is_none(value: object) -> None:
    """What comes back from outside is checked."""
    assert read_target(value) is None


@pytest.mark.parametrize(
    "value", ["", "{}", '{"url":"javascript:alert(1)"}', '{"url":"https://x","more":1}', '{"url":1}', "[" * 5000]
)
def test_what_travels_through_a_modal_is_checked(value: str) -> None:
    """Only an http address comes back."""
    assert read_found(value) is None
    assert read_found('{"url":"https://x.example/"}') == Found("https://x.example/")


@pytest.mark.parametrize("kind", [*FETCH_SENTENCES, "refused", "no_feed", "unreadable", "nothing", "other", None])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_failure_has_words(kind: str | None, language: Any) -> None:
    """In both languages, with the site and what it said filled in."""
    words = why_words(replace(hostile_source(0), feed_url="https://x.example/f", kind=kind), language)
    assert words.endswith(("。", "."))
    assert "{" not in words
