"""What people share becomes stories: as understood, for whom they say, once, and corrected with what it said kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store.db import Store
from store.fetch import Fetched
from store.intake import keep, take_in
from store.model import Asker, AudienceKind, Correction, Issue
from store.names import Names
from store.people import Person, note_person, person
from store.saving import (
    SavingRefusedError,
    correct,
    discard,
    propose,
    save,
    story_of,
)
from store.search import find
from store.understanding import Understood, look_at, look_at_text, read_fetched
from tests.bot.database import give_database
from tests.store.conftest import NOW, Shelf
from tests.store.weekly import ENGLISH

URL = "https://news.harbour.example/cranes"
TEAM, NEWS, EDITORS = "T1", "C1", "C2"
PAGE = """<html><head><title>Nvidia lends the harbour a crane</title>
<meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2026-05-09T08:00:00Z">
<meta name="description" content="Nvidia lends its tallest crane to the harbour for $2 million a year.">
{more}</head><body><main><h1>Nvidia lends the harbour a crane</h1>
<p>Nvidia lends its tallest crane to the harbour for $2 million a year. The crane lifts servers.</p>
<p>Dockers of three shifts were trained on it in April, and the first container was moved on Monday morning.</p>
</main></body></html>"""
ISSUE = """# Harbour Letter 12

May 8, 2026

## Yards

- **Nvidia buys a tug.** The tug pulls barges. [Reuters](https://reuters.example/tug)
- **OpenAI rents a pier.** The pier is long. [Bloomberg](https://bloomberg.example/pier)
- **Anthropic paints a boat.** The boat is green. [FT](https://ft.example/boat)
"""


def page(more: str = "", url: str = URL) -> Fetched:
    return Fetched(url, 200, PAGE.format(more=more).encode(), "text/html", "utf-8", None, None, None, None, False)


def somebody(shelf: Shelf, slack_id: str, *, is_guest: bool = False, is_admin: bool = False) -> Person:
    with shelf.store.transaction() as db:
        note_person(db, TEAM, slack_id, slack_id, None, None, is_guest, is_admin, NOW)
    found = person(shelf.store.db, TEAM, slack_id)
    assert found
    return found


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Names]:
    """The names of the catalogue, whose index is built once."""
    store = Store(give_database(tmp_path_factory.mktemp("names") / "tidings.db"))
    yield Names(store)
    store.close()


@pytest.fixture
def shelf(tmp_path: Path, names: Names) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "tidings.db")
    shelf.names = names
    yield shelf
    shelf.store.close()


@pytest.fixture
def ada(shelf: Shelf) -> Person:
    return somebody(shelf, "UADA")


def look(shelf: Shelf, fetched: Fetched | None = None, asker: Asker | None = None) -> Understood:
    return look_at(shelf.store, shelf.names, fetched or page(), asker=asker or Asker(team=TEAM), now=NOW)


def proposed(shelf: Shelf, by: Person, understood: Understood | None = None, channel: str = NEWS) -> int:
    seen = understood or look(shelf)
    return propose(shelf.store, seen, team=TEAM, channel=channel, kind="public", by=by, now=NOW)


def saved(shelf: Shelf, by: Person, audience: AudienceKind = "workspace", **more: Any) -> int:
    """Share the page and save it; the story's id."""
    done = save(shelf.store, shelf.names, proposed(shelf, by, **more), audience=audience, by=by, now=NOW)
    assert done
    return done.stories[0].id


def seen_by(shelf: Shelf, asker: Asker) -> list[int]:
    return [story.id for story in find(shelf.store, shelf.names, "crane", asker=asker, now=NOW).stories]


def test_a_page_is_understood_as_one_story(shelf: Shelf) -> None:
    """Headline, summary, site, date, language and names, and nothing is saved by looking."""
    understood = look(shelf)
    story = understood.first
    assert (understood.kind, understood.known) == ("article", None)
    assert (story.headline, story.url, story.outlet) == ("Nvidia lends the harbour a crane", URL, "Harbour News")
    assert story.summary.startswith("Nvidia lends its tallest crane")
    assert (story.published_at, story.language) == ("2026-05-09T08:00:00Z", "en")
    assert [entity.id for entity in understood.entities] == ["nvidia"]
    assert shelf.rows("SELECT count(*) FROM stories") == [(0,)]


TWO = f"""From: Ann <ann@team.example>
Subject: Fwd: two
Date: Sat, 09 May 2026 08:00:00 +0000
Content-Type: text/plain

{
    "".join(
        f'''---------- Forwarded message ---------
From: {name} Letter <n@x.example>
Date: Fri, May 8, 2026 at 9:00 AM
Subject: {name} Letter 3

* OpenAI rents {name} Pier: it is a long pier with room for a hundred barges. https://{name}.example/pier
* Cohere paints {name} Tower: it is a green tower with a lamp for the pilots. https://{name}.example/tower
* Nvidia sells {name} Dock: it is a dry dock with two gates, and both of them leak. https://{name}.example/dock

'''
        for name in ("Quay", "Marl")
    )
}"""


def test_a_mail_of_several_newsletters_is_saved_whole(shelf: Shelf, ada: Person) -> None:
    """Each issue under its own source; saved once, and taken in again it is all known."""
    fetched = Fetched(f"{URL}.eml", 200, TWO.encode(), "message/rfc822", None, None, None, None, None, False)
    understood = look(shelf, fetched)
    assert (understood.kind, [issue.source for issue in understood.issues]) == ("issue", ["Quay Letter", "Marl Letter"])
    assert {entity.id for entity in understood.entities} >= {"openai", "cohere", "nvidia"}
    number = proposed(shelf, ada, understood)
    done = save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW)
    assert done
    assert (len(done.stories), done.new, done.changed) == (6, 6, 0)
    assert {story.source for story in done.stories} == {"Quay Letter", "Marl Letter"}
    assert save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW) is None
    again = proposed(shelf, ada, look(shelf, fetched))
    once_more = save(shelf.store, shelf.names, again, audience="workspace", by=ada, now=NOW)
    assert once_more
    assert (len(once_more.stories), once_more.new) == (6, 0)


def test_what_was_proposed_before_an_upgrade_can_be_saved(shelf: Shelf, ada: Person) -> None:
    """A card that is waiting holds its one issue as it was written then."""
    number = proposed(shelf, ada)
    with shelf.store.transaction() as db:
        db.execute("UPDATE proposals SET issue = json_extract(issue, '$[0]')")
    done = save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW)
    assert done
    assert [story.headline for story in done.stories] == ["Nvidia lends the harbour a crane"]


def test_a_mail_is_saved_without_what_an_editor_hid(shelf: Shelf, ada: Person) -> None:
    """An article among several issues that was hidden stays so, and the others are saved."""
    article, story = look(shelf), saved(shelf, ada)
    with shelf.store.transaction() as db:
        db.execute("UPDATE stories SET hidden_at = '2026-05-10T00:00:00Z' WHERE id = :id", {"id": story})
    letter = look_at_text(shelf.store, shelf.names, ISSUE, asker=Asker(team=TEAM), now=NOW)
    both = replace(letter, issues=(*letter.issues, *article.issues))
    done = save(shelf.store, shelf.names, proposed(shelf, ada, both), audience="workspace", by=ada, now=NOW)
    assert done
    assert (len(done.stories), done.new) == (3, 3)


def test_shared_words_are_an_issue_of_several_stories(shelf: Shelf, ada: Person) -> None:
    """A newsletter that was pasted is split and saved as one."""
    understood = look_at_text(shelf.store, shelf.names, ISSUE, asker=Asker(team=TEAM), now=NOW)
    assert (understood.kind, len(understood.issue.items)) == ("issue", 3)
    number = proposed(shelf, ada, understood)
    done = save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW)
    assert done
    assert ([story.headline for story in done.stories], done.new) == (
        ["Nvidia buys a tug.", "OpenAI rents a pier.", "Anthropic paints a boat."],
        3,
    )


NUMBERED = "Yard Letter 14\n\n" + "\n\n".join(
    f"**{who} buys tug {n}**\n{who} bought a tug that pulls barges all day. https://tugs.example/{n}"
    for n, who in enumerate(("Nvidia", "OpenAI", "Cohere"))
)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (NUMBERED, "Yard Letter"),
        (NUMBERED.replace("Yard Letter 14", "造船日报 5月14日"), "造船日报"),
        (NUMBERED.replace("Yard Letter 14", "Morning all, this is what I read"), "Slack"),
        (NUMBERED.partition("\n\n")[2], "Slack"),
        ("Nvidia buys tug number 14", "Slack"),
    ],
    ids=["numbered", "dated", "greeting", "no title", "one story"],
)
def test_a_pasted_newsletter_is_credited_by_its_name(shelf: Shelf, text: str, source: str) -> None:
    """By the name that its title numbers or calls a daily; words without one are credited to Slack."""
    assert look_at_text(shelf.store, shelf.names, text, asker=Asker(team=TEAM), now=NOW).issue.source == source


@pytest.mark.parametrize(
    ("canonical", "link"),
    [
        ("https://news.harbour.example/cranes-2026?utm_source=x", "https://news.harbour.example/cranes-2026"),
        ("https://www.news.harbour.example/cranes", "https://www.news.harbour.example/cranes"),
        ("https://reuters.com/business/cranes", URL),
        ("javascript:alert(1)", URL),
    ],
)
def test_a_page_speaks_for_its_own_host_alone(shelf: Shelf, canonical: str, link: str) -> None:
    """Nobody can put a story under somebody else's link."""
    assert look(shelf, page(f'<link rel="canonical" href="{canonical}">')).first.url == link


def test_a_page_without_a_site_is_its_host_s(shelf: Shelf) -> None:
    """The host is its source and outlet, whomever else it names as its own link."""
    bare = page('<link rel="canonical" href="https://reuters.com/business/cranes">').body.replace(
        b"og:site_name", b"og:nothing"
    )
    understood = look(shelf, Fetched(URL, 200, bare, "text/html", None, None, None, None, None, False))
    assert (understood.first.outlet, understood.issue.source) == ("news.harbour.example", "news.harbour.example")


def test_a_date_to_come_is_none(shelf: Shelf) -> None:
    """A page that says it is from next year says nothing."""
    late = page().body.replace(b"2026-05-09T08", b"2027-05-09T08")
    assert (
        look(shelf, Fetched(URL, 200, late, "text/html", None, None, None, None, None, False)).first.published_at
        is None
    )


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("workspace", {"everyone", "news", "editors", "ada"}),
        ("channel", {"news"}),
        ("person", {"ada"}),
    ],
)
def test_it_is_seen_by_whom_it_was_saved_for(shelf: Shelf, ada: Person, audience: AudienceKind, who: set[str]) -> None:
    """By the workspace, the channel that it was shared in, or the person alone."""
    story = saved(shelf, ada, audience)
    askers = {
        "everyone": Asker(team=TEAM),
        "news": Asker(team=TEAM, channel=NEWS),
        "editors": Asker(team=TEAM, channel=EDITORS),
        "ada": Asker(team=TEAM, person="UADA"),
    }
    assert {name for name, asker in askers.items() if seen_by(shelf, asker) == [story]} == who


def test_the_same_link_twice_is_the_same_story(shelf: Shelf, ada: Person) -> None:
    """Saved again, by another person or from another channel, nothing is added; the person is remembered."""
    lin = somebody(shelf, "ULIN")
    first = saved(shelf, ada)
    again = look(shelf, page(url=f"{URL}/?utm_source=feed#top"))
    assert again.known
    assert again.known.id == first
    done = save(shelf.store, shelf.names, proposed(shelf, lin, again, EDITORS), audience="channel", by=lin, now=NOW)
    assert done
    assert (done.stories[0].id, done.new) == (first, 0)
    assert shelf.rows("SELECT count(*) FROM stories") == [(1,)]
    assert shelf.rows("SELECT story_id FROM saves WHERE person_id = :id", id=lin.id) == [(first,)]


def test_what_one_channel_has_is_not_told_to_others(shelf: Shelf, ada: Person) -> None:
    """A story of a channel is no known one elsewhere, and may be saved for everyone beside it."""
    private = saved(shelf, ada, "channel", channel=EDITORS)
    assert look(shelf).known is None
    assert look(shelf, asker=Asker(team=TEAM, channel=EDITORS)).known is not None
    assert saved(shelf, ada) != private


def test_a_proposal_is_decided_once(shelf: Shelf, ada: Person) -> None:
    """A second press of Save or Discard does nothing, and what was decided is kept no longer."""
    number = proposed(shelf, ada)
    assert save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW)
    assert save(shelf.store, shelf.names, number, audience="person", by=ada, now=NOW) is None
    assert not discard(shelf.store, number, by=ada)
    dropped = proposed(shelf, ada)
    assert discard(shelf.store, dropped, by=ada)
    assert save(shelf.store, shelf.names, dropped, audience="workspace", by=ada, now=NOW) is None
    assert shelf.rows("SELECT state, issue FROM proposals ORDER BY id") == [("saved", ""), ("discarded", "")]


def test_others_decide_nothing(shelf: Shelf, ada: Person) -> None:
    """Members leave each other's alone, editors may, guests never."""
    number = proposed(shelf, ada)
    for who, why in ((somebody(shelf, "ULIN"), "not_yours"), (somebody(shelf, "UGIL", is_guest=True), "guest")):
        with pytest.raises(SavingRefusedError) as refused:
            save(shelf.store, shelf.names, number, audience="workspace", by=who, now=NOW)
        assert refused.value.reason == why
    boss = somebody(shelf, "UBOSS", is_admin=True)
    done = save(shelf.store, shelf.names, number, audience="person", by=boss, now=NOW)
    assert done
    assert seen_by(shelf, Asker(team=TEAM, person="UADA")) == [done.stories[0].id]


def test_guests_propose_nothing(shelf: Shelf) -> None:
    """They read only."""
    with pytest.raises(SavingRefusedError, match="Guests read only"):
        proposed(shelf, somebody(shelf, "UGIL", is_guest=True))


def test_an_old_proposal_is_gone(shelf: Shelf, ada: Person) -> None:
    """After a week, when something else is shared."""
    number = proposed(shelf, ada)
    later = NOW + timedelta(days=8)
    propose(shelf.store, look(shelf), team=TEAM, channel=NEWS, kind="public", by=ada, now=later)
    with pytest.raises(SavingRefusedError, match="too old"):
        save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=later)


def test_a_hidden_story_is_not_saved_again(shelf: Shelf, ada: Person) -> None:
    """What an editor took away stays away, and that is said; nothing is half decided."""
    story = saved(shelf, ada)
    with shelf.store.transaction() as db:
        db.execute("UPDATE stories SET hidden_at = '2026-05-10T00:00:00Z' WHERE id = :id", {"id": story})
    number = proposed(shelf, ada)
    with pytest.raises(SavingRefusedError, match="hidden"):
        save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW)
    assert discard(shelf.store, number, by=ada)


FIXED = Correction("Anthropic lends a crane", "Not Nvidia, but Anthropic.", "Harbour Times", "2026-05-08")


def test_a_correction_before_saving_is_what_is_saved(shelf: Shelf, ada: Person) -> None:
    """Headline, summary, outlet and day as typed; names and figures are those of the new words."""
    number = proposed(shelf, ada)
    done = save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW, correction=FIXED)
    assert done
    story = done.stories[0]
    assert (story.headline, story.outlet, story.published_at) == (FIXED.headline, FIXED.outlet, FIXED.published_at)
    assert "anthropic" in {entity.id for entity in story.entities}
    assert story.url == URL


def test_a_correction_afterwards_keeps_what_was_said(shelf: Shelf, ada: Person) -> None:
    """A revision, an audit line, search by the new words alone; the same correction twice is one."""
    story_id = saved(shelf, ada)
    for _ in range(2):
        story = correct(shelf.store, shelf.names, story_id, FIXED, by=ada, now=NOW)
    assert (story.headline, story.summary) == (FIXED.headline, FIXED.summary)
    assert [entity.id for entity in story.entities if entity.kind == "company"] == ["anthropic", "nvidia"]
    assert shelf.rows("SELECT headline, outlet FROM revisions") == [
        ("Nvidia lends the harbour a crane", "Harbour News")
    ]
    assert shelf.rows("SELECT action, person_id FROM audit ORDER BY id") == [
        ("stories.save", ada.id), ("stories.correct", ada.id)
    ]  # fmt: skip
    found = find(shelf.store, shelf.names, "tallest", asker=Asker(team=TEAM), now=NOW)
    assert found.total == 0
    assert shelf.rows("SELECT effective_at FROM stories") == [("2026-05-08",)]


@pytest.mark.parametrize("is_before", [True, False], ids=["before saving", "afterwards"])
def test_a_correction_outlasts_the_source(shelf: Shelf, ada: Person, is_before: bool) -> None:
    """Told again by its page, a corrected story stays as it was put right."""
    number = proposed(shelf, ada)
    put = FIXED if is_before else None
    done = save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW, correction=put)
    assert done
    if not is_before:
        correct(shelf.store, shelf.names, done.stories[0].id, FIXED, by=ada, now=NOW)
    longer = replace(page(), body=page().body.replace(b"lifts servers", b"lifts whole racks"))
    issue = read_fetched(longer)
    assert isinstance(issue, Issue)
    with shelf.store.transaction() as db:
        keep(db, shelf.names, issue, now=NOW)
    told = shelf.rows("SELECT headline, summary, outlet, published_at FROM stories")
    assert told == [(FIXED.headline, FIXED.summary, FIXED.outlet, FIXED.published_at)]


def test_a_correction_without_a_day_stands_where_it_was_seen(shelf: Shelf, ada: Person) -> None:
    """Undated is undated; spaces are folded, too much is cut."""
    story_id = saved(shelf, ada)
    story = correct(
        shelf.store, shelf.names, story_id, Correction("  A \n crane " + "x" * 400, "", "", ""), by=ada, now=NOW
    )
    assert (story.headline[:9], len(story.headline), story.outlet, story.published_at) == ("A crane x", 300, None, None)
    assert shelf.rows("SELECT effective_at = seen_at FROM stories") == [(1,)]


CHINESE = Correction("英伟达借给港口一台起重机", "英伟达每年收取200万美元。", None, None)


@pytest.mark.parametrize("is_before", [True, False], ids=["before saving", "afterwards"])
def test_a_correction_in_the_other_language_is_in_that(shelf: Shelf, ada: Person, is_before: bool) -> None:
    """The story is found among those of its new language, and put right again among those of its old one."""
    number = proposed(shelf, ada)
    put = CHINESE if is_before else None
    done = save(shelf.store, shelf.names, number, audience="workspace", by=ada, now=NOW, correction=put)
    assert done
    story = done.stories[0] if is_before else correct(
        shelf.store, shelf.names, done.stories[0].id, CHINESE, by=ada, now=NOW
    )  # fmt: skip
    assert story.language == "zh"
    assert find(shelf.store, shelf.names, "起重机 lang:zh", asker=Asker(team=TEAM), now=NOW).total == 1
    assert correct(shelf.store, shelf.names, story.id, FIXED, by=ada, now=NOW).language == "en"


def test_a_story_in_another_language_is_known_again(shelf: Shelf) -> None:
    """Its source, which still tells it in the old one, neither doubles it nor changes it back."""
    editor = somebody(shelf, "UCY", is_admin=True)
    take_in(shelf.store, shelf.names, ENGLISH, now=NOW)
    [(story_id,)] = shelf.rows("SELECT id FROM stories WHERE headline = 'Cohere opens in Seoul'")
    before = shelf.rows("SELECT count(*) FROM stories")
    correct(shelf.store, shelf.names, int(str(story_id)), CHINESE, by=editor, now=NOW)
    take_in(shelf.store, shelf.names, ENGLISH.replace("Seoul", "Busan"), now=NOW)
    assert shelf.rows("SELECT count(*) FROM stories") == before
    assert shelf.rows(f"SELECT headline, language, vanished_at FROM stories WHERE id = {story_id}") == [
        (CHINESE.headline, "zh", None)
    ]


def test_a_correction_leaves_a_story_at_its_issues_day(shelf: Shelf) -> None:
    """One that is undated in a dated issue stands where its issue does, whatever else was put right in it."""
    editor = somebody(shelf, "UCY", is_admin=True)
    take_in(shelf.store, shelf.names, ENGLISH, now=NOW)
    [(story_id, before)] = shelf.rows("SELECT id, effective_at FROM stories WHERE headline = 'Cohere opens in Seoul'")
    correct(
        shelf.store, shelf.names, int(str(story_id)), Correction("Cohere in Seoul", "x", None, None), by=editor, now=NOW
    )
    assert shelf.rows("SELECT effective_at FROM stories WHERE headline = 'Cohere in Seoul'") == [(before,)]


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction("", "x", None, None), "headline"),
        (Correction(" … ", "x", None, None), "headline"),
        (Correction("A crane", "x", None, "2026-05-13"), "date"),
    ],
)
def test_a_wrong_correction_is_refused(shelf: Shelf, ada: Person, correction: Correction, why: str) -> None:
    """Before saving and afterwards, and nothing is changed."""
    story_id = saved(shelf, ada)
    number = proposed(shelf, ada, look(shelf, page(url="https://other.example/x")))
    for attempt in (
        lambda: correct(shelf.store, shelf.names, story_id, correction, by=ada, now=NOW),
        lambda: save(shelf.store, shelf.names, number, audience="person", by=ada, now=NOW, correction=correction),
    ):
        with pytest.raises(SavingRefusedError) as refused:
            attempt()
        assert refused.value.reason == why
    assert shelf.rows("SELECT count(*) FROM stories") == [(1,)]
    assert shelf.rows("SELECT state FROM proposals ORDER BY id") == [("saved",), ("waiting",)]


def test_only_who_saved_it_or_an_editor_corrects(shelf: Shelf, ada: Person) -> None:
    """A member who saved it too may, like an editor."""
    story_id = saved(shelf, ada)
    lin = somebody(shelf, "ULIN")
    with pytest.raises(SavingRefusedError) as refused:
        correct(shelf.store, shelf.names, story_id, FIXED, by=lin, now=NOW)
    assert refused.value.reason == "not_yours"
    saved(shelf, lin)
    assert correct(shelf.store, shelf.names, story_id, FIXED, by=lin, now=NOW).headline == FIXED.headline
    with pytest.raises(SavingRefusedError):
        story_of(shelf.store, story_id + 1)
