"""Looking at addresses, and keeping sources: what is found, names, who may, and what stays."""

from __future__ import annotations

import pytest

from store.errors import NothingFoundError, SignInError, TidingsError
from store.lists import export_opml
from store.looking import complete
from store.sign_in import asks_to_sign_in
from store.source_names import SourceRefusedError
from store.source_rows import list_sources
from store.sourcing import add, edit, find, pause, remove, resume
from tests.formats.pages import pdf
from tests.sources.conftest import FEED, NOW, Newsroom
from tests.sources.web import Post, feed, page

TUG = Post("A tug is sold to the yard", NOW, "g1")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("harbour.example/feed", "https://harbour.example/feed"),
        (" http://harbour.example ", "http://harbour.example"),
        ("<https://harbour.example/feed>", "https://harbour.example/feed"),
        ("feed://harbour.example/rss", "https://harbour.example/rss"),
        ("feed:https://harbour.example/rss", "https://harbour.example/rss"),
        ("ftp://harbour.example", "ftp://harbour.example"),
    ],
)
def test_an_address_is_completed_as_it_was_meant(typed: str, address: str) -> None:
    """A missing scheme is https; another scheme stays, and is refused when it is read."""
    assert complete(typed) == address


def test_a_page_leads_to_its_feed(room: Newsroom) -> None:
    """Declared addresses that are no feed are passed over; the usual places come last."""
    room.web.put("https://harbour.example/", "<link rel=alternate type=application/rss+xml href=/old><p>Harbour")
    room.web.put("https://harbour.example/old", "<html><p>No feed here.")
    room.web.put("https://harbour.example/rss.xml", feed([TUG]))
    found = room.look("https://harbour.example/")
    assert (found.url, found.reads, found.title, found.total) == (
        "https://harbour.example/rss.xml", "feed", "Harbour Wire", 1,
    )  # fmt: skip


@pytest.mark.parametrize(("moved_to", "kept"), [(None, FEED), ("https://cdn.example/f", "https://cdn.example/f")])
def test_a_redirect_is_kept_only_where_it_is_for_good(room: Newsroom, moved_to: str | None, kept: str) -> None:
    """Where a temporary one led may be gone tomorrow."""
    room.web.pages[FEED] = page("https://cdn.example/f", feed([TUG]), moved_to=moved_to)
    assert room.look(FEED).url == kept


def test_a_page_without_words_of_its_own_leads_to_its_feed(room: Newsroom) -> None:
    """A page that scripts fill is followed to the feed that it declares; without one it says that it is empty."""
    page = '<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head><body></body></html>'
    room.web.put("https://harbour.example/", page)
    with pytest.raises(NothingFoundError, match="No readable text"):
        room.look("https://harbour.example/")
    room.web.put(FEED, feed([TUG]))
    assert room.look("https://harbour.example/").url == FEED


def test_a_feed_that_is_empty_is_one_all_the_same(room: Newsroom) -> None:
    """Its entries may come; without a name of its own it gets its host's."""
    room.web.put(FEED, feed([], title=""))
    found = room.look()
    assert (found.reads, found.total, found.items) == ("feed", 0, ())
    assert room.add().name == "harbour.example"


def test_a_single_article_is_no_source(room: Newsroom) -> None:
    """It says so, and what to give instead."""
    room.web.put("https://harbour.example/", "<html><body><h1>A tug is sold</h1><p>It was old and it leaked.</p>")
    with pytest.raises(NothingFoundError, match="single article"):
        room.look("https://harbour.example/")


SIGN_IN = "<html><body><form>Your name <input><input class='a' type=\"password\"></form></body></html>"


def test_a_form_to_sign_in_is_no_source_but_leads_to_the_feed(room: Newsroom) -> None:
    """It says that it is one, unless the site has a feed that anybody may read."""
    room.web.put("https://harbour.example/", SIGN_IN)
    with pytest.raises(SignInError, match="shows a form to sign in"):
        room.look("https://harbour.example/")
    room.web.put(FEED, feed([Post("A tug is sold")]))
    assert room.look("https://harbour.example/").reads == "feed"


@pytest.mark.parametrize(
    ("page", "said", "asks"),
    [
        (SIGN_IN, "Your name", True),
        (SIGN_IN, "登录 用户名 密码 忘记密码？", True),
        (SIGN_IN, "A tug was sold. " * 20, False),
        (SIGN_IN, "拖轮已经售出，港务局证实了这一消息。" * 10, False),
        (SIGN_IN.replace("password", "text"), "Your name", False),
        ("<p>How to write &lt;input type=password&gt;", "How to write it", False),
    ],
)
def test_a_form_to_sign_in_says_little(page: str, said: str, asks: bool) -> None:
    """An article with such a form beside it is one all the same."""
    assert asks_to_sign_in(page.encode(), said) is asks


def test_a_pdf_of_one_story_is_no_source(room: Newsroom) -> None:
    """It is told as for a page; no feed can stand in it."""
    url = "https://harbour.example/a.pdf"
    room.web.put(url, pdf([(740, 24, "A tug is sold"), (700, 11, "It was old.")]), media_type="application/pdf")
    with pytest.raises(NothingFoundError, match="single article"):
        room.look(url)


def test_where_nothing_answers_the_search_ends(room: Newsroom) -> None:
    """It gives up the usual places when a person has waited for long enough."""
    room.web.put("https://harbour.example/", "<html><body><h1>A tug</h1><p>It was old and it leaked.</p>")
    from store.looking import look

    ticks = iter(range(0, 1000, 15))
    with pytest.raises(TidingsError):
        look(room.web, "https://harbour.example/", timer=lambda: float(next(ticks)))
    assert len(room.web.asked) <= 4


def test_names_are_made_unlike(room: Newsroom) -> None:
    """Two feeds of one publisher, and a third; a name that somebody chose is never changed behind their back."""
    for n in range(3):
        room.web.put(f"https://harbour.example/{n}", feed([TUG]))
    assert [room.add(f"https://harbour.example/{n}").name for n in range(3)] == [
        "Harbour Wire", "Harbour Wire (harbour.example)", "Harbour Wire (harbour.example) 2",
    ]  # fmt: skip
    room.web.put(FEED, feed([TUG]))
    with pytest.raises(SourceRefusedError, match="There is a source called HARBOUR WIRE already"):
        room.add(name="HARBOUR WIRE")
    with pytest.raises(SourceRefusedError, match="letters or digits"):
        room.add(name=" -!- ")


def test_a_source_known_by_documents_is_taken_up(room: Newsroom) -> None:
    """The feed of a newsletter whose issues were taken in as files belongs to the same source."""
    with room.store.transaction() as db:
        db.execute("INSERT INTO sources (name, key, added_at) VALUES ('Harbour Wire', 'harbourwire', '2026-01-01')")
    room.web.put(FEED, feed([TUG]))
    assert room.add().name == "Harbour Wire"
    assert room.store.db.execute("SELECT count(*) FROM sources").fetchone() == (1,)


def test_a_removed_source_comes_back_beside_its_documents(room: Newsroom) -> None:
    """Files taken in under its name meanwhile keep their own row, and give the name back."""
    room.web.put(FEED, feed([TUG]))
    source = room.add()
    remove(room.store, source.id, person=None, now=room.now)
    with room.store.transaction() as db:
        db.execute("INSERT INTO sources (name, key, added_at) VALUES ('Harbour Wire', 'harbourwire', '2026-01-01')")
    again = room.add()
    assert (again.id, again.name) == (source.id, "Harbour Wire")


@pytest.mark.parametrize("address", [FEED, "http://harbour.example/feed", "https://www.harbour.example/feed/"])
def test_one_address_is_one_source(room: Newsroom, address: str) -> None:
    """However it is written."""
    for url in (FEED, address):
        room.web.put(url, feed([TUG]))
    room.add()
    with pytest.raises(SourceRefusedError, match="Harbour Wire is read already, and this address leads to it"):
        room.add(address)


def test_who_may_do_what(room: Newsroom) -> None:
    """Members add and change their own, editors change all, guests read, the operator may do everything."""
    ada, bo, cy = room.person("UADA"), room.person("UBO"), room.person("UCY", is_admin=True)
    guest = room.person("UG", is_guest=True)
    room.web.put(FEED, feed([TUG]))
    with pytest.raises(SourceRefusedError, match="Guests"):
        room.add(by=guest)
    source = room.add(by=ada)
    for one in (bo, guest):
        with pytest.raises(SourceRefusedError):
            pause(room.store, source.id, person=one, now=room.now)
    for person in (ada, cy, None):
        assert pause(room.store, source.id, person=person, now=room.now).state == "paused"
        assert resume(room.store, source.id, person=person, now=room.now).state == "waiting"
    remove(room.store, source.id, person=cy, now=room.now)
    audit = room.store.db.execute("SELECT person_id, action FROM audit ORDER BY id").fetchall()
    assert audit[0] == (ada.id, "sources.add")
    assert audit[-1] == (cy.id, "sources.remove")
    assert (None, "sources.pause") in audit


def test_what_is_removed_leaves_its_stories_and_can_come_back(room: Newsroom) -> None:
    """Its name is free at once; adding its address again takes the old row up with a new baseline."""
    room.web.put(FEED, feed([TUG]))
    source = room.add()
    room.poll(source)
    remove(room.store, source.id, person=None, now=room.now)
    assert list_sources(room.store.db) == []
    assert room.headlines() == ["A tug is sold to the yard"]
    room.web.put("https://other.example/feed", feed([TUG]))
    assert room.add("https://other.example/feed").name == "Harbour Wire"
    again = room.add(name="Old Harbour Wire")
    assert (again.id, again.stories, again.baseline_at) == (source.id, 1, None)
    assert room.poll(again).brought.new == 0


def test_a_source_is_found_by_what_people_call_it(room: Newsroom) -> None:
    """Its name in any case, a part of it, its address; where that is several, they are named."""
    for n, title in enumerate(("Harbour Wire", "Harbour Weekly", "Quay")):
        url = f"https://h{n}.example/feed"
        room.web.put(url, feed([TUG], title=title))
        room.add(url)
    for words in ("harbour wire", "HARBOUR WIRE", "wire", "http://h0.example/feed/"):
        assert find(room.store, words).name == "Harbour Wire"
    with pytest.raises(SourceRefusedError, match="Harbour Weekly, Harbour Wire"):
        find(room.store, "harbour")
    with pytest.raises(SourceRefusedError, match="no source"):
        find(room.store, "***")


def test_renaming_keeps_names_apart(room: Newsroom) -> None:
    """Its own name in another case is fine; another's is not."""
    for n in range(2):
        room.web.put(f"https://h{n}.example/feed", feed([TUG], title=f"Wire {n}"))
    first, second = (room.add(f"https://h{n}.example/feed") for n in range(2))
    assert edit(room.store, first.id, name="WIRE 0", person=None, now=room.now)[0].name == "WIRE 0"
    with pytest.raises(SourceRefusedError, match="already"):
        edit(room.store, second.id, name="wire 0", person=None, now=room.now)
    assert "WIRE 0" in export_opml(room.store)


def test_a_finding_can_be_added_later(room: Newsroom) -> None:
    """What stands there may have changed; the first reading tells."""
    room.web.put(FEED, feed([TUG]))
    finding = room.look()
    room.later(hours=2)
    room.web.pages.clear()
    source = add(room.store, finding, person=None, now=room.now)
    assert room.poll(source).source.state == "failing"
