"""Save as story, in Slack: what is shown, saved, corrected, refused; the real app over Socket Mode and a small web."""

from __future__ import annotations

import dataclasses
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.blocks.saving import Target, as_value, read_target
from bot.client import create_client
from bot.desk import Desk
from bot.listeners import saving
from bot.polling import ASKED_THREADS, Polling
from bot.words import fetching, say
from bot.words import saving as saving_words
from bot.workspace.views import View
from store.errors import UnreadReason
from store.looking import fetcher
from store.saving import SENTENCES
from tests.bot.conftest import NOW, Office, buttons_of, words_of
from tests.fetch.conftest import Site, answer
from tests.formats.pages import mail
from tests.formats.test_bundles import attach
from tests.formats.test_forwards import TEXT_BLOCKS, block, plain

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
NEWS, EDITORS = "ai-news", "editors"
PAGE = b"""<html><head><title>Nvidia lends the harbour a crane</title>
<meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2026-06-05T08:00:00Z">
<meta name="description" content="Nvidia lends its tallest crane to the harbour & its tugs for $2 million.">
</head><body><main><h1>Nvidia lends the harbour a crane</h1>
<p>Nvidia lends its tallest crane to the harbour &amp; its tugs for $2 million. It lifts whole racks of servers.</p>
<p>Dockers of three shifts were trained on it in May, and the first container was moved on Monday morning.</p>
</main></body></html>"""
FEED = b"""<rss version="2.0"><channel><title>Harbour Feed</title><link>https://harbour.example/</link>
<item><title>A tug is sold to Nvidia</title><link>https://harbour.example/tug</link></item>
<item><title>A pier is rented to OpenAI</title><link>https://harbour.example/pier</link></item></channel></rss>"""
LETTER = "*Harbour Letter*\n\n" + "\n".join(
    f"• *{who} buys tug number {n}.* The tug was built in {2000 + n} and pulls barges all day. <https://tugs.example/{n}|Reuters>"
    for n, who in enumerate(("Nvidia", "OpenAI", "Anthropic", "TSMC", "Mistral AI", "Samsung", "Intel", "AMD"))
)


class SavingOffice(Office):
    """An office that reads from a small web."""

    def __init__(self, folder: Path) -> None:
        self.site = Site()
        super().__init__(folder)

    def _desk(self) -> Desk:
        client = create_client(self.settings)
        fetch = fetcher(self.site.rules)
        self.polling = Polling(self.store, self.names, client, lambda: NOW, self.workspace.team_id, fetch)
        return dataclasses.replace(super()._desk(), polling=self.polling)

    def close(self) -> None:
        """Close everything."""
        self.polling.stop(5)
        self.site.close()
        super().close()

    def page(self, path: str, body: bytes = PAGE, *headers: str) -> str:
        """Put a page on the web, and give its address."""
        return self.site.serves(path, answer(body, *headers))

    def shares(self, person: str, text: str, channel: str = NEWS, *, by: str = LIN) -> dict[str, Any]:
        """Have somebody write a message and a person use the shortcut on it; what that person then sees."""
        before = {found["ts"] for found in self.seen(person, channel)}
        ts = self.workspace.post(by, channel, text)
        self.workspace.shortcut(person, channel, ts, "save_story")
        return self.workspace.wait_for(
            lambda: next((found for found in self.seen(person, channel) if found["ts"] not in before), {})
        )

    def asks(self, person: str, text: str, channel: str = NEWS) -> dict[str, Any]:
        """Have a person mention the bot, and give its reply once it is no longer reading."""
        reply = self.says(person, text, channel)
        where = self.workspace.direct(person) if channel == "im" else channel
        ts = reply["thread_ts"]
        return self.workspace.wait_for(
            lambda: next(
                (m for m in self.thread(person, where, ts) if "eading" not in m["text"] and "正在" not in m["text"]), {}
            )
        )

    def opens(self, who: str, message: dict[str, Any], channel: str = NEWS, action: str = "saving.correct") -> View:
        """Have a person press a button that opens a modal, and give the modal."""
        before = {view.id for view in self.workspace.views(who)}
        self.workspace.click(who, channel, message["ts"], action)
        [view] = self.workspace.wait_for(lambda: [view for view in self.workspace.views(who) if view.id not in before])
        return view

    def submits(self, who: str, view: View, **values: Any) -> dict[str, str]:
        """Have a person send a modal; give what it says is wrong, or nothing once it has closed."""
        view.errors = {}
        self.workspace.people.submit(who, view.id, {**initial_of(view), **values})
        self.workspace.wait_for(lambda: view.errors or not self.workspace.views(who))
        return view.errors

    def becomes(self, who: str, message: dict[str, Any], words: str, channel: str = NEWS) -> dict[str, Any]:
        """Wait until a message holds some words, and give it."""
        thread = message.get("thread_ts")
        return self.workspace.wait_for(
            lambda: next(
                (m for m in self._all(who, channel, thread) if m["ts"] == message["ts"] and words in words_of(m)), {}
            )
        )

    def rests(self) -> None:
        """Wait until nobody works any more: no listener, and none of the two threads of the background."""
        self.workspace.wait_for(lambda: self.reception.busy == 0)
        barrier = threading.Barrier(ASKED_THREADS + 1, timeout=10)

        def meet() -> None:
            barrier.wait()

        for _ in range(ASKED_THREADS):
            self.polling.in_background(meet)
        meet()

    def finds(self, who: str, line: str, channel: str = NEWS) -> str:
        """Give what a person reads after a command."""
        return words_of(self.types(who, line, channel))


def initial_of(view: View) -> dict[str, Any]:
    """Give what a modal's inputs hold at first, by field."""
    elements = {block["block_id"]: block["element"] for block in view.content["blocks"]}
    names = ("initial_value", "initial_date")
    return {
        field: next((element[name] for name in names if name in element), None)
        or (element.get("initial_option") or {}).get("value")
        for field, element in elements.items()
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SavingOffice]:
    """One office for all; every test has pages of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "PATIENCE_SECONDS", 60.0)  # a busy machine is not what is tried here
        opened = SavingOffice(tmp_path_factory.mktemp("saving"))
        yield opened
        opened.close()


def test_the_shortcut_shows_what_was_understood_and_saves_it(office: SavingOffice) -> None:
    """The first link of a message; the card, the button, and then everyone finds the story."""
    url = office.page("/a-crane")
    card = office.shares(ADA, f"Look at {url}?utm_source=x and http://127.0.0.1:1/other")
    assert card["is_ephemeral"]
    words = words_of(card)
    assert f"*<{url}|Nvidia lends the harbour a crane>*" in words
    assert "Nvidia lends its tallest crane to the harbour &amp; its tugs for $2 million." in words
    assert "Harbour News · 5 Jun 2026 · in English" in words
    assert "Names: Nvidia" in words
    assert "*Save* keeps it for everyone in this workspace." in words
    assert list(buttons_of(card).values()) == ["Save", "Correct…", "Discard"]
    saved = office.clicks(ADA, card, "saving.save")
    assert saved["ts"] == card["ts"]
    assert ":white_check_mark: Saved for everyone in this workspace." in words_of(saved)
    assert "Nvidia lends the harbour a crane" in office.finds(LIN, "/news tallest crane", "general")


def test_in_chinese(office: SavingOffice) -> None:
    """A mention in Chinese, without a space; the card, the modal and the outcome."""
    url = office.page("/b-zh", PAGE.replace(b"crane", b"winch"))
    card = office.asks(LIN, f"@Tidings 收录{url}")
    words = words_of(card).replace("\u200b", "")
    assert "一条报道，是否正确？" in words
    assert "按*保存*后，可见范围：工作区所有人。" in words
    assert list(buttons_of(card).values()) == ["保存", "更正…", "放弃"]
    view = office.opens(LIN, card)
    labels = [block["label"]["text"] for block in view.content["blocks"]]
    assert labels == ["标题", "摘要", "媒体", "日期", "可见范围"]
    assert office.submits(LIN, view, headline=" … ") == {"headline": "请填写标题。"}
    assert office.submits(LIN, view, day="2026-06-30") == {"day": "日期不能在未来。"}
    assert office.submits(LIN, view, headline="英伟达出借绞车", outlet="港口报", day="2026-06-04") == {}
    saved = office.becomes(LIN, card, "已保存")
    assert "英伟达出借绞车" in words_of(saved)
    assert "港口报 · 2026年6月4日" in words_of(saved)


def test_a_mention_reads_and_becomes_its_card(office: SavingOffice) -> None:
    """One message in the thread: first that it is being read, then the card."""
    url = office.page("/c-thread", PAGE.replace(b"crane", b"dredger"))
    ts = office.workspace.post(ADA, NEWS, f"@Tidings save {url}")
    replies = office.workspace.wait_for(lambda: [m for m in office.thread(ADA, NEWS, ts) if buttons_of(m)])
    assert len(office.thread(ADA, NEWS, ts)) == 1
    saved = office.clicks(ADA, replies[0], "saving.save")
    assert "Saved for everyone" in words_of(saved)
    assert saved["ts"] == replies[0]["ts"]


def test_saved_from_its_thread(office: SavingOffice) -> None:
    """`save` beneath somebody's message takes the link of that message."""
    url = office.page("/c-above", PAGE.replace(b"crane", b"pilot"))
    ts = office.workspace.post(LIN, NEWS, f"看看 {url}")
    office.workspace.post(ADA, NEWS, "@Tidings save", ts)
    card = office.workspace.wait_for(lambda: next((m for m in office.thread(ADA, NEWS, ts) if buttons_of(m)), {}))
    assert "Nvidia lends the harbour a pilot" in words_of(card)


def test_who_waits_is_told_so(office: SavingOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow page: first that it is being read, then the card."""
    monkeypatch.setattr(saving, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(office.site, "pause", 0.4)
    url = office.page("/c-slow", PAGE.replace(b"crane", b"snail"))
    first = office.shares(ADA, url)
    assert first["text"] == "Reading 127.0.0.1…"
    card = office.workspace.wait_for(lambda: next((m for m in office.seen(ADA, NEWS) if m["ts"] > first["ts"]), {}))
    assert "Nvidia lends the harbour a snail" in words_of(card)


def test_the_slash_command_saves_too(office: SavingOffice) -> None:
    """`/tidings save <link>`, for the asker alone to see."""
    url = office.page("/d-slash", PAGE.replace(b"crane", b"ferry"))
    card = office.types(ADA, f"/tidings save {url}")
    assert card["is_ephemeral"]
    assert "Nvidia lends the harbour a ferry" in words_of(card)


@pytest.mark.parametrize(
    "typed", ["localhost.localhost/tugs?n=1", "LOCALHOST.localhost", "https://localhost.localhost"]
)
def test_an_address_may_lack_its_scheme(office: SavingOffice, typed: str) -> None:
    """Slack makes no link of it in a command; it is read as for a source."""
    assert "localhost.localhost is this computer itself" in words_of(office.types(ADA, f"/tidings save {typed}"))


def test_other_words_behind_save_are_no_address(office: SavingOffice) -> None:
    """They are a question as ever."""
    assert "“save foo”" in words_of(office.types(ADA, "/tidings save foo"))


@pytest.mark.parametrize(
    ("channel", "audience", "unseen"), [(EDITORS, "this channel only", NEWS), ("im", "you alone", EDITORS)]
)
def test_what_is_shared_in_private_stays_there(office: SavingOffice, channel: str, audience: str, unseen: str) -> None:
    """A private channel's is its own, a direct message's the person's."""
    word = f"lantern{channel}"
    card = office.asks(ADA, f"@Tidings save {office.page(f'/{word}', PAGE.replace(b'crane', word.encode()))}", channel)
    assert f"*Save* keeps it for {audience}." in words_of(card)
    where = office.workspace.direct(ADA) if channel == "im" else channel
    saved = office.clicks(ADA, card, "saving.save", where)
    assert f"Saved for {audience}." in words_of(saved)
    assert "Nvidia lends" in office.finds(ADA, f"/news {word}", where)
    assert "Nvidia lends" not in office.finds(LIN, f"/news {word}", unseen)


def test_the_person_says_otherwise_in_the_modal(office: SavingOffice) -> None:
    """From a private channel, for everyone."""
    card = office.asks(ADA, f"@Tidings save {office.page('/e-all', PAGE.replace(b'crane', b'anchor'))}", EDITORS)
    view = office.opens(ADA, card, EDITORS)
    assert initial_of(view)["audience"] == "channel"
    assert office.submits(ADA, view, audience="workspace") == {}
    office.becomes(ADA, card, "Saved for everyone in this workspace", EDITORS)
    assert "lends the harbour a anchor" in office.finds(LIN, "/news anchor", "general")


def test_a_story_is_corrected_after_it_was_saved(office: SavingOffice) -> None:
    """The card of a saved story keeps the button; a day that is left alone keeps its time."""
    card = office.shares(ADA, office.page("/f-fix", PAGE.replace(b"crane", b"barge")))
    saved = office.clicks(ADA, card, "saving.save")
    view = office.opens(ADA, saved)
    shown = initial_of(view)
    assert (shown["headline"], shown["outlet"], shown["day"]) == (
        "Nvidia lends the harbour a barge", "Harbour News", "2026-06-05"
    )  # fmt: skip
    assert "audience" not in shown
    assert office.submits(ADA, view, headline="OpenAI lends a barge", outlet=None) == {}
    corrected = office.becomes(ADA, saved, ":white_check_mark: Corrected.")
    assert "OpenAI lends a barge" in words_of(corrected)
    rows = office.store.db.execute(
        "SELECT s.published_at, s.outlet, r.headline FROM stories s JOIN revisions r ON r.story_id = s.id"
        " WHERE s.headline = 'OpenAI lends a barge'"
    )
    assert rows.fetchall() == [("2026-06-05T08:00:00Z", None, "Nvidia lends the harbour a barge")]


def test_stories_are_joined_in_the_background(office: SavingOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the button nor the modal has a listener encode texts, which may take a second to begin with."""
    threads: list[str] = []
    monkeypatch.setattr("store.saving.join_stories", lambda *_: threads.append(threading.current_thread().name))
    card = office.shares(ADA, office.page("/joined", PAGE.replace(b"crane", b"davit")))
    saved = office.clicks(ADA, card, "saving.save")
    view = office.opens(ADA, saved)
    assert office.submits(ADA, view, headline="Nvidia lends the harbour a davit today") == {}
    office.becomes(ADA, saved, ":white_check_mark: Corrected.")
    office.rests()
    assert len(threads) == 2
    assert all(name.startswith("polling-asked") for name in threads)


def test_a_link_that_is_a_story_already_is_told(office: SavingOffice) -> None:
    """By whatever way it came in, and nothing is asked."""
    url = office.page("/g-known", PAGE.replace(b"crane", b"beacon"))
    office.clicks(ADA, office.shares(ADA, url), "saving.save")
    again = office.shares(LIN, f"又是 {url}?utm_medium=post#top")
    assert "已经收录过这条报道" in words_of(again)
    assert buttons_of(again) == {}


def test_a_pasted_newsletter_becomes_stories(office: SavingOffice) -> None:
    """Its own words, though it has links; the first five are shown."""
    card = _forwarded(office)
    words = words_of(card)
    assert "An issue with 8 stories. Is this right?" in words
    assert "Nvidia buys tug number 0" in words
    assert "… and 3 more" in words
    assert buttons_of(card)["saving.correct"] == "Who may see it…"
    view = office.opens(ADA, card)
    assert list(initial_of(view)) == ["audience"]
    assert office.submits(ADA, view, audience="channel") == {}
    saved = office.becomes(ADA, card, "8 stories saved for this channel only: 8 new, 0 changed.")
    assert buttons_of(saved) == {}


def test_newsletters_forwarded_in_a_message_become_issues(office: SavingOffice) -> None:
    """Mails that somebody pasted one behind the other are told apart as those of a mail."""
    text = "\n\n".join(block(TEXT_BLOCKS["Gmail"], one, 4) + plain(one.lower()) for one in ("Fender", "Hawser"))
    words = words_of(office.shares(ADA, text))
    assert "2 issues with 6 stories in all. Are they right?" in words
    assert "*Hawser Letter 7*" in words
    assert "Hawser Letter · 4 May 2026" in words


def _forwarded(office: SavingOffice) -> dict[str, Any]:
    """Put a newsletter into the channel as Slack keeps it, and use the shortcut on it."""
    client = create_client(office.settings)
    ts = client.chat_postMessage(channel="C0AINEWS01", text=LETTER)["ts"]
    before = {found["ts"] for found in office.seen(ADA, NEWS)}
    office.workspace.shortcut(ADA, NEWS, ts, "save_story")
    return office.workspace.wait_for(
        lambda: next((found for found in office.seen(ADA, NEWS) if found["ts"] not in before), {})
    )


MAIL = b"Content-Type: message/rfc822\r\n"


def _mail(office: SavingOffice, path: str, *about: str) -> str:
    """Put a mail on the web that forwards newsletters inline, and has a torn file attached."""
    form = TEXT_BLOCKS["Gmail"]
    text = "Look.\n\n" + "\n\n".join(block(form, one, 4) + plain(one.lower()) for one in about)
    message = mail(text, sender="Ann <ann@team.example>", subject="Fwd: letters")
    attach(message, b"%PDF-1.4 torn", "torn & gone.pdf", "application/pdf")
    return office.site.serves(path, answer(message.as_bytes(), head=MAIL))


def test_a_mail_of_several_newsletters_is_told_and_saved_whole(office: SavingOffice) -> None:
    """The card names each issue with its sender, day and first stories, and what could not be read; all are saved."""
    card = office.asks(ADA, f"@Tidings save {_mail(office, '/two.eml', 'Winch', 'Davit')}")
    words = words_of(card)
    assert "2 issues with 6 stories in all. Are they right?" in words
    for name in ("Winch", "Davit"):
        assert f"*{name} Letter 7*" in words
        assert f"{name} Letter · 4 May 2026" in words
        assert f"{name} opens a plant in Kyoto" in words
    assert "Parts that could not be read (1): torn &amp; gone.pdf" in words
    assert list(buttons_of(card).values()) == ["Save", "Who may see it…", "Discard"]
    saved = office.clicks(ADA, card, "saving.save")
    assert "6 stories saved for everyone in this workspace: 6 new, 0 changed." in words_of(saved)
    assert "Davit opens a plant in Lima" in office.finds(LIN, "/news davit lima", "general")
    assert "Winch opens a plant in Lima" in office.finds(LIN, "/news winch lima", "general")


def test_a_mail_of_many_newsletters_shows_the_first(office: SavingOffice) -> None:
    """By the shortcut, in Chinese, with as much as a card holds; the modal asks only who may see them."""
    names = [f"Port{letter}" for letter in "abcdefghij"]
    card = office.shares(LIN, _mail(office, "/ten.eml", *names))
    words = words_of(card).replace("\u200b", "")
    assert "10 期内容，共 30 条报道，是否正确？" in words
    assert "另有 2 期未在此显示，会一并保存。" in words
    assert ("Porth Letter 7" in words, "Porti Letter 7" in words) == (True, False)
    view = office.opens(LIN, card)
    assert list(initial_of(view)) == ["audience"]
    assert office.submits(LIN, view, audience="person") == {}
    office.becomes(LIN, card, "30 条报道（新增 30，更新 0）")


def test_a_feed_is_offered_as_a_source(office: SavingOffice) -> None:
    """Saving today's entries would miss tomorrow's."""
    url = office.site.serves("/h-feed", answer(FEED, head=b"Content-Type: application/rss+xml\r\n"))
    card = office.asks(ADA, f"@Tidings save {url}")
    assert "Harbour Feed" in words_of(card)
    assert "A tug is sold to Nvidia" in words_of(card)
    assert buttons_of(card) == {"sources.save.0": "Save"}
    inside = office.asks(ADA, f"@Tidings save {url}", EDITORS)
    assert list(buttons_of(inside).values()) == ["Save for this channel only", "Save for everyone"]


BAD: list[tuple[str, str, str, str]] = [
    ("private", "http://10.0.0.5/x", "10.0.0.5 is an address inside a private network", "内部网络的地址"),
    ("metadata", "http://169.254.169.254/latest", "169.254.169.254 is an address for machines", "同一网段或云环境"),
    ("self", "http://localhost/x", "localhost is this computer itself", "本机自身"),
    ("port", "http://example.com:22/x", "names a port that is not allowed", "端口在此不允许使用"),
    ("password", "http://ada:pw@example.com/x", "holds a user name or password", "带有用户名或密码"),
    ("dead", "/dead", "has no such page", "没有这个页面"),
    ("gone", "/gone", "says that this is gone for good", "已永久移除"),
    ("image", "/image", "This is an image", "这是图片"),
    ("login", "/login", "127.0.0.1 shows a form to sign in there", "显示的是登录页面"),
    ("login, empty", "/login-bare", "127.0.0.1 shows a form to sign in there", "显示的是登录页面"),
    ("slow", "/torn", "The download from 127.0.0.1 broke off", "下载时中断了"),
    ("inside", "/inside", "sends on to an address that is not allowed", "会跳转到此处不允许的地址"),
    ("empty", "/empty", "I found no story in it.", "没有在其中找到报道"),
    ("xml", "/xml", "of no format that I read", "格式无法读取"),
    ("hostile feed", "/entities", "declares entities", "声明了实体"),
    ("torn pdf", "/pdf", "The PDF is damaged", "PDF 已损坏"),
    ("no text", "/bytes", "no text in an encoding that I read", "无法识别文字编码"),
]


@pytest.fixture(scope="module")
def bad_web(office: SavingOffice) -> SavingOffice:
    """An office whose web has what cannot be read."""
    office.site.serves("/gone", answer(status="410 Gone"))
    office.site.serves("/image", answer(b"\x89PNG", head=b"Content-Type: image/png\r\n"))
    office.site.serves(
        "/torn", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\nConnection: close\r\n\r\nhalf"
    )
    office.site.serves("/inside", answer(b"", "Location: http://192.168.1.1/admin", status="302 Found"))
    form = b"<form><label>Email <input name=m></label><input type='password'><button>Sign in</button></form>"
    office.site.serves("/login", answer(b"<title>Sign in</title>" + form + b"<p>Forgot it? <a href='/new'>Join us</a>"))
    office.site.serves("/login-bare", answer(b"<html><body><input type=password></body></html>"))
    office.site.serves("/empty", answer(b"<html><body></body></html>"))
    entity = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>"
    office.site.serves("/entities", answer(entity, head=b"Content-Type: application/rss+xml\r\n"))
    office.site.serves("/pdf", answer(b"%PDF-1.4 torn", head=b"Content-Type: application/pdf\r\n"))
    office.site.serves("/bytes", answer(bytes(range(256)) * 20, head=b"Content-Type: text/plain\r\n"))
    office.site.serves("/xml", answer(b"<?xml version='1.0'?><note/>", head=b"Content-Type: text/xml\r\n"))
    return office


@pytest.mark.parametrize(("url", "english", "chinese"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_cannot_be_read_is_told_in_words(bad_web: SavingOffice, url: str, english: str, chinese: str) -> None:
    """In the language of whoever shared it, by shortcut and by mention; nothing is saved."""
    link = bad_web.site.url(url) if url.startswith("/") else url
    before = bad_web.store.db.execute("SELECT count(*) FROM stories").fetchone()
    assert english in words_of(bad_web.shares(ADA, f"see {link}"))
    assert chinese in words_of(bad_web.asks(LIN, f"@Tidings 收录 {link}")).replace("\u200b", "")
    assert bad_web.store.db.execute("SELECT count(*) FROM stories").fetchone() == before


def test_bare_and_empty(office: SavingOffice) -> None:
    """`save` by itself tells how; a question that begins so is a question; a message without words is told."""
    assert "`@Tidings save https://…`" in words_of(office.says(ADA, "@Tidings save"))
    assert "Give a link" not in words_of(office.says(ADA, "@Tidings saved tokens of nvidia?"))
    assert "neither a link nor words" in words_of(office.shares(ADA, "… !"))


@pytest.mark.parametrize("typed", ["{url} @Tidings save", "@Tidings please save {url}", "@Tidings {url} 收录"])
def test_the_verb_may_stand_behind_the_link(office: SavingOffice, typed: str) -> None:
    """Or be asked for politely; a link in other words stays a question."""
    url = office.page("/n-behind", PAGE.replace(b"crane", b"bollard"))
    assert "saving.save" in buttons_of(office.asks(ADA, typed.format(url=url)))
    assert "saving.save" not in buttons_of(office.says(ADA, f"@Tidings {url} is what we save on"))


def test_guests_read_only(office: SavingOffice) -> None:
    """The shortcut and the mention say so, and a button that somebody else was given."""
    url = office.page("/i-guest", PAGE.replace(b"crane", b"lock"))
    assert "Guests read only" in words_of(office.shares(GUEST, url))
    assert "Guests read only" in words_of(office.says(GUEST, f"@Tidings save {url}"))
    card = office.asks(ADA, f"@Tidings save {url}")
    told = office.clicks(GUEST, card, "saving.save")
    assert (told["is_ephemeral"], "Guests read only" in told["text"]) == (True, True)


def test_a_card_belongs_to_whoever_shared_it(office: SavingOffice) -> None:
    """Another member is told so; an editor may."""
    card = office.asks(LIN, f"@Tidings 收录 {office.page('/j-own', PAGE.replace(b'crane', b'quay'))}")
    other = office.asks(ADA, f"@Tidings save {office.page('/j-other', PAGE.replace(b'crane', b'jetty'))}")
    for action in ("saving.save", "saving.correct", "saving.discard"):
        told = office.clicks(LIN, other, action)
        assert "只有分享者本人或编辑可以这样做" in words_of(told)
        other = next(m for m in office.thread(ADA, NEWS, other["thread_ts"]) if m["ts"] == other["ts"])
    assert "Saved for everyone" in words_of(office.clicks(ADA, card, "saving.save"))


def test_two_clicks_save_once(office: SavingOffice) -> None:
    """Whatever is pressed twice, at once or on an old card."""
    card = office.shares(ADA, office.page("/k-twice", PAGE.replace(b"crane", b"gangway")))
    for _ in range(3):
        office.workspace.click(ADA, NEWS, card["ts"], "saving.save")
    saved = office.becomes(ADA, card, ":white_check_mark:")
    office.rests()
    assert "lends the harbour a gangway" in words_of(saved)
    rows = office.store.db.execute("SELECT count(*) FROM stories WHERE headline LIKE '%gangway'").fetchone()
    assert rows == (1,)


def test_discarded_is_discarded(office: SavingOffice) -> None:
    """Nothing is saved, and a modal that is still open saves nothing either."""
    card = office.asks(ADA, f"@Tidings save {office.page('/l-drop', PAGE.replace(b'crane', b'mast'))}")
    view = office.opens(ADA, card)
    assert "Discarded; nothing was saved." in words_of(office.clicks(ADA, card, "saving.discard"))
    assert office.submits(ADA, view) == {}
    office.rests()
    assert "lends the harbour a mast" not in office.finds(ADA, "/news mast")


def test_a_trigger_that_expired_is_told(office: SavingOffice) -> None:
    """Slack was too slow: press again."""
    card = office.shares(ADA, office.page("/m-slow", PAGE.replace(b"crane", b"sail")))
    office.workspace.faults.refuse("views.open", "expired_trigger_id")
    assert "press the button again" in words_of(office.clicks(ADA, card, "saving.correct"))


def test_an_old_card_is_told(office: SavingOffice) -> None:
    """Its proposal is gone after a week."""
    card = office.shares(ADA, office.page("/n-old", PAGE.replace(b"crane", b"hull")))
    with office.store.transaction() as db:
        db.execute("DELETE FROM proposals")
    assert "too old; share it again" in words_of(office.clicks(ADA, card, "saving.save"))


@pytest.mark.parametrize("value", ["", "{}x", '{"proposal":"1"}', '{"audience":"all"}', "[" * 5000])
def test_a_value_of_no_button_is_none(value: str) -> None:
    """What comes back from outside is checked."""
    assert read_target(value) is None


def test_a_target_travels() -> None:
    """Written and read back the same."""
    target = Target(proposal=7, audience="person", channel="C1", ts="1.2", response_url="https://hooks.example/x")
    assert read_target(as_value(target)) == target


@pytest.mark.parametrize(
    ("key", "texts"), [*saving_words.TEXTS.items(), *fetching.TEXTS.items()], ids=[*saving_words.TEXTS, *fetching.TEXTS]
)
def test_both_languages_say_the_same(key: str, texts: tuple[str, str]) -> None:
    """Every text has the same placeholders in English and Chinese."""
    fields = [set(re.findall(r"\{(\w+)\}", text)) for text in texts]
    assert fields[0] == fields[1]
    assert re.search(r"[\u4e00-\u9fff]", texts[1])


def test_every_reason_is_said() -> None:
    """What the store refuses is said in both languages; in English as the store says it."""
    assert {f"save.refused.{reason}": words for reason, words in SENTENCES.items()} == {
        key: english for key, (english, _) in saving_words.TEXTS.items() if key.startswith("save.refused.")
    }


def test_every_reason_why_nothing_was_read_is_said() -> None:
    """Each has a sentence of its own, in both languages."""
    reasons = get_args(UnreadReason)
    for language in ("en", "zh"):
        assert len({say(f"unread.{reason}", language) for reason in reasons}) == len(reasons)
    assert not {say(f"unread.{reason}", "en") for reason in reasons} & {
        say(f"unread.{reason}", "zh") for reason in reasons
    }


def correcting(message: dict[str, Any], headline: str) -> dict[str, str]:
    """Give what the menu beside a story sends that corrects it, and the menu's action id."""
    [menu] = [
        block["accessory"] for block in message["blocks"] if "accessory" in block and headline in block["text"]["text"]
    ]
    [value] = [option["value"] for option in menu["options"] if "Correct" in option["text"]["text"]]
    return {"action_id": menu["action_id"], "value": value}


def test_an_editor_corrects_a_story_of_an_answer(office: SavingOffice) -> None:
    """By the menu beside it, whoever brought it; what it is now stands beside the answer, which stays."""
    answer = office.types(ADA, "/company nvidia")
    seen = office.seen(ADA, NEWS)
    office.workspace.click(ADA, NEWS, answer["ts"], **correcting(answer, "Nvidia Sells Rubin Racks"))
    [view] = office.workspace.wait_for(lambda: office.workspace.views(ADA))
    assert office.submits(ADA, view, headline="Nvidia Sells Rubin Racks in Oslo") == {}
    told = office.workspace.wait_for(lambda: [one for one in office.seen(ADA, NEWS) if one not in seen])
    assert ":white_check_mark: Corrected." in words_of(told[0])
    assert answer in office.seen(ADA, NEWS)
    again = office.types(ADA, "/company nvidia")
    assert "Nvidia Sells Rubin Racks in Oslo" in words_of(again)
    assert [days_of(one, "Rubin Racks") for one in (answer, again)] == ["4 Jun 2026", "4 Jun 2026"]


def days_of(message: dict[str, Any], headline: str) -> str:
    """Give the day beneath a story's headline."""
    [told] = [block["text"]["text"] for block in message["blocks"] if headline in block.get("text", {}).get("text", "")]
    return str(re.findall(r"\d{1,2} [A-Z][a-z]{2} \d{4}", told)[0])


def test_what_an_editor_may_not_see_is_not_opened(office: SavingOffice) -> None:
    """A menu from before its story was kept from them says that it is gone."""
    answer = office.types(ADA, "/company nvidia")
    button = correcting(answer, "Nvidia Sells Rubin Racks")
    with office.store.transaction() as db:
        db.execute("INSERT INTO people (id, team, slack_id) VALUES (99, 'T', 'U99')")
        db.execute("INSERT INTO audiences (id, kind, person_id) VALUES (99, 'person', 99)")
        db.execute("UPDATE stories SET audience_id = 99 WHERE id = :id", {"id": int(button["value"].split(".")[1])})
    seen = office.seen(ADA, NEWS)
    office.workspace.click(ADA, NEWS, answer["ts"], **button)
    [told] = office.workspace.wait_for(lambda: [one for one in office.seen(ADA, NEWS) if one not in seen])
    assert "This story is no longer here." in words_of(told)
    assert not office.workspace.views(ADA)
