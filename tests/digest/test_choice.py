"""What a channel is told of, and of what it is told again: choosing over a store, edition after edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.storylines import numbers_pieces
from store import editions
from store.db import as_utc
from store.digest import claim_manual, preview
from store.digest_settings import set_digest
from store.edition_json import as_json
from store.evidence_rows import credit_outlets
from store.explaining import explain, learned
from store.figure_rows import set_figures
from store.figures import find_figures
from store.model import Asker, Edition, Item, Mention
from store.people import person_key
from store.stories import set_mentions
from tests.digest.conftest import START, Clock, Newsroom, item

WHO: dict[str, Any] = {"team": "T1", "channel": "C1", "person": "U1"}
ENTITIES = {"corvid": "company", "veldt": "company", "kestrel": "company", "chips": "topic", "memory-chips": "topic"}


@pytest.fixture
def desk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom that knows a few invented names, and chips to be broader than memory chips.

    Each story is a storyline of its own until a test joins it: how reports find each other is tested elsewhere.
    """
    monkeypatch.setattr("store.digest.settle", lambda store, now: 0)
    with newsroom.store.transaction() as db:
        for slug, kind in ENTITIES.items():
            db.execute(
                "INSERT INTO entities (slug, kind, name_en, added_at) VALUES (:slug, :kind, :name, '')",
                {"slug": slug, "kind": kind, "name": slug.title()},
            )
        db.execute(
            "INSERT INTO relations (entity_id, relation, other_id)"
            " SELECT a.id, 'broader', b.id FROM entities a, entities b"
            " WHERE a.slug = 'memory-chips' AND b.slug = 'chips'"
        )
    return newsroom


def news(headline: str, **changes: Any) -> Item:
    """Build a story whose words are no other's, so that nothing joins it to another."""
    return item(headline, **{"summary": f"{headline[::-1]}.", **changes})


def take_in(desk: Newsroom, *items: Item, **how: Any) -> list[int]:
    """Add stories with the names and figures that their words hold."""
    ids = desk.add(*items, **how, settled=False)
    with desk.store.transaction() as db:
        for story in ids:
            own = db.execute("INSERT INTO storylines (made_at, lead_id) VALUES ('', :id)", {"id": story}).lastrowid
            db.execute("UPDATE stories SET storyline_id = :own WHERE id = :id", {"own": own, "id": story})
        for story, each in zip(ids, items, strict=True):
            text = f"{each.headline}\n{each.summary}"
            named = [(slug, text.lower().find(slug)) for slug in ENTITIES]
            set_mentions(db, story, [Mention(slug, slug, place) for slug, place in named if place >= 0])
            set_figures(db, story, find_figures(text))
    return ids


def report(desk: Newsroom, told: Item, *, storyline_of: int, now: Any) -> int:
    """Add a report to the storyline of a story."""
    [story] = take_in(desk, told, now=now, source="Evening Letter")
    with desk.store.transaction() as db:
        db.execute(
            "UPDATE stories SET storyline_id = (SELECT storyline_id FROM stories WHERE id = :first) WHERE id = :story",
            {"first": storyline_of, "story": story},
        )
    return story


def post(desk: Newsroom, clock: Clock) -> Edition | None:
    """Post an edition to C1 as somebody asked for it."""
    edition = claim_manual(desk.store, **WHO, now=clock(), render=lambda each: [{"text": "post", "blocks": []}])
    while pending := editions.unfinished(desk.store.db, "T1"):
        with desk.store.transaction() as db:
            editions.start_posting(db, pending[0], clock())
            editions.record_posted(db, pending[0], "1.0", clock())
    clock.pass_by(days=1)
    return edition


def headlines(edition: Edition | None) -> list[str]:
    """Give the headlines of all slots, in order."""
    return [slot.lead.headline for slot in edition.slots] if edition else []


def shown(desk: Newsroom) -> Edition:
    """Preview C1's next edition."""
    return preview(desk.store, asker=Asker("T1", "U1", "C1"), now=START)


@pytest.mark.parametrize(
    ("told", "how"),
    [
        (item("Corvid raises money", outlet="Herald", summary="It is $40 billion now, Herald says."), "figure"),
        (item("Corvid raises money", outlet="Daily Gazette", summary="Nothing else."), "outlet"),
        (item("Court stops the Corvid round for good", outlet="The Wire", published_at="2026-04-15"), "development"),
        (item("Corvid raises money", outlet="Nobody's Blog", summary="Nothing else."), None),
        (item("Corvid raises money", outlet="The Wire", summary="Nothing else."), None),
    ],
    ids=["figure", "outlet", "development", "an unknown outlet", "the same outlet"],
)
def test_a_told_storyline_comes_again_only_when_it_moved_on(
    desk: Newsroom, clock: Clock, told: Item, how: str | None
) -> None:
    """A new figure, an outlet of weight or a development brings it back, and the slot says what is new."""
    take_in(desk, *(item(f"Note {n} of the gazette", outlet="Daily Gazette", kind="watch") for n in range(5)),
            now=START - timedelta(days=20))  # fmt: skip
    [first] = take_in(desk, item("Corvid raises money", summary="It raised $30 billion on Monday."))
    assert headlines(post(desk, clock)) == ["Corvid raises money"]
    again = report(desk, told, storyline_of=first, now=clock())
    edition = post(desk, clock)
    if how is None:
        assert edition is None
        return
    assert edition
    [slot] = edition.slots
    assert slot.update
    assert (slot.update.how, slot.update.story, slot.lead.id) == (how, again, again)
    assert slot.why["update"] < 0
    if slot.update.figure:
        assert (slot.update.outlet, slot.update.figure.low) == ("Herald", 4e10)


def test_what_repeats_another_is_told_with_it_and_never_alone(desk: Newsroom, clock: Clock) -> None:
    """A near-repeat has no slot of its own, its outlet is named, and it does not come back as news."""
    take_in(
        desk,
        item("Corvid opens a large campus in the north", outlet="The Wire"),
        item("Corvid opens a large campus in the north, at last", outlet="Herald"),
    )
    edition = post(desk, clock)
    assert edition
    assert [slot.outlets for slot in edition.slots] == [("The Wire", "Herald")]
    assert edition.left_out == 0
    assert desk.rows("SELECT count(DISTINCT storyline_id) FROM slots") == [(2,)]


def test_tastes(desk: Newsroom, clock: Clock) -> None:
    """What is narrower is favoured with it, what headlines name is left out, and outlets are, of whatever spelling."""
    set_digest(desk.store, **WHO, now=START, at="08:30", favour=("chips",), leave_out=("kestrel",),
               outlets_out=("The Tattler",))  # fmt: skip
    take_in(
        desk,
        news("Veldt opens an office"),
        news("Kestrel has chips"),
        news("Prices of memory-chips rise", section=None),
        news("Gossip of the town", outlet="the TATTLER"),
        news("A walk in town", summary="Veldt went, and Kestrel was mentioned in passing."),
    )
    edition = shown(desk)
    assert headlines(edition) == ["Prices of memory-chips rise", "Veldt opens an office", "A walk in town"]
    assert [entity.id for entity in edition.slots[0].favoured] == ["memory-chips", "chips"]
    assert edition.left_out == 0


def test_an_outlet_is_left_out_in_every_spelling_that_the_catalogue_knows(desk: Newsroom) -> None:
    """Who leaves out an outlet by its English name leaves out its Chinese one."""
    set_digest(desk.store, **WHO, now=START, at="08:30", outlets_out=("Veldt Wire",))
    with desk.store.transaction() as db:
        for text in ("Veldt Wire", "威尔特社"):
            db.execute(
                "INSERT INTO aliases (entity_id, text, how, added_at)"
                " SELECT id, :text, 'name', '' FROM entities WHERE slug = 'veldt'",
                {"text": text},
            )
    told = take_in(desk, news("Corvid paints walls", outlet="威尔特社"), news("Kestrel hires cooks", outlet="威尔特报"))
    with desk.store.transaction() as db:
        credit_outlets(db, told)
    assert headlines(shown(desk)) == ["Kestrel hires cooks"]


def test_a_personal_edition_tells_of_what_is_followed_alone(
    desk: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else comes, and one name may fill it."""
    set_digest(desk.store, **WHO, now=START, at="08:30", product="personal")
    with desk.store.transaction() as db:
        db.execute(
            "INSERT INTO follows (person_id, entity_id, at) SELECT :person, id, '' FROM entities WHERE slug = 'corvid'",
            {"person": person_key(db, "T1", "U1")},
        )
    take_in(
        desk,
        *(news(f"Corvid {does}") for does in ("buys land", "sells ice", "hires cooks", "paints walls")),
        news("Veldt waits"),
    )
    edition = preview(desk.store, asker=Asker("T1", "U1", "C1"), now=START, product="personal")
    assert len(edition.part("top")) == 4
    monkeypatch.setattr("store.rank.columns.SHORTLISTED", 1)
    [loud] = take_in(desk, news("Kestrel is everywhere"))
    for outlet in ("A", "B", "C", "D", "E", "F", "G"):
        report(desk, news(f"Kestrel is everywhere, {outlet} says", outlet=outlet), storyline_of=loud, now=START)
    found = preview(desk.store, asker=Asker("T1", "U1", "C1"), now=START, product="personal")
    assert len(found.slots) == 1, "what is followed is not crowded out by what is not"
    assert all("Corvid" in headline for headline in headlines(edition))


def test_feedback_changes_the_order_and_is_reversible(desk: Newsroom, clock: Clock) -> None:
    """What people called useful rises, what they did not falls; taken back, the order is as before."""
    take_in(desk, news("Veldt begins"), news("Kestrel begins"))
    edition = post(desk, clock)
    assert edition
    take_in(desk, news("Veldt goes on with something else"), news("Kestrel goes on with its own"), now=clock())
    before = headlines(shown(desk))
    assert before[0].startswith("Veldt")
    _say(desk, edition, {"Veldt begins": 0, "Kestrel begins": 1}, ["U1", "U2", "U3"], clock)
    after = shown(desk)
    assert headlines(after)[0].startswith("Kestrel")
    assert after.slots[0].why["feedback"] > 0 > after.slots[1].why["feedback"]
    more, less = learned(desk.store, 1, clock())
    assert ([entity.id for entity in more], [entity.id for entity in less]) == (["kestrel"], ["veldt"])
    with desk.store.transaction() as db:
        db.execute("DELETE FROM opinions")
    assert headlines(shown(desk)) == before
    assert learned(desk.store, 1, clock()) == ([], [])


def test_a_vote_on_an_edition_is_shared_by_its_top_stories(desk: Newsroom, clock: Clock) -> None:
    """It moves each of them by little, and a saved story counts as useful, unless a guest saved it."""
    [veldt, _] = take_in(desk, news("Veldt begins"), news("Kestrel begins"))
    edition = post(desk, clock)
    assert edition
    take_in(desk, news("Veldt goes on with something else"), news("Kestrel goes on with its own"), now=clock())
    _say(desk, edition, {None: 1}, ["U1"], clock)
    shared = [slot.why["feedback"] for slot in shown(desk).slots]
    assert shared[0] == shared[1] == pytest.approx(0.2, abs=0.01)
    with desk.store.transaction() as db:
        db.execute(
            "INSERT INTO saves (person_id, story_id, at) VALUES (:person, :story, :now)",
            {"person": person_key(db, "T1", "U2"), "story": veldt, "now": as_utc(clock())},
        )
    assert shown(desk).slots[0].why["feedback"] > shared[0]
    with desk.store.transaction() as db:
        db.execute("UPDATE people SET is_guest = 1 WHERE slack_id = 'U2'")
    assert shown(desk).slots[0].why["feedback"] == shared[0]


def _say(desk: Newsroom, edition: Edition, votes: Any, people: Sequence[str], clock: Clock) -> None:
    ids = {slot.lead.headline: slot.lead.id for slot in edition.slots}
    with desk.store.transaction() as db:
        for person in people:
            for headline, useful in votes.items():
                db.execute(
                    "INSERT INTO opinions (person_id, edition_id, story_id, useful, at)"
                    " VALUES (:person, (SELECT id FROM editions WHERE uid = :uid), :story, :useful, :now)",
                    {"person": person_key(db, "T1", person), "uid": edition.uid, "story": ids.get(headline),
                     "useful": useful, "now": as_utc(clock())},
                )  # fmt: skip


def test_a_takeaway_lifts_what_it_is_about(desk: Newsroom) -> None:
    """An editor's line on a story further down brings it up, in its own issue."""
    take_in(
        desk,
        news("Kestrel moves its office"),
        news("Corvid cancels the northern campus"),
        news("Veldt moves its office"),
        news("Corvid cancels its campus. The north is angry.", kind="takeaway", summary=""),
    )
    edition = shown(desk)
    assert headlines(edition)[0] == "Corvid cancels the northern campus"
    assert edition.slots[0].why["repeated"] > 0


def test_numbers_of_the_day_are_new_and_undisputed(desk: Newsroom, clock: Clock) -> None:
    """Notable figures that say what they are of, once each; what was said before is none."""
    take_in(desk, news("Corvid valuation is $30 billion", summary="Nothing else."), now=START - timedelta(days=30))
    take_in(
        desk,
        news("Corvid valuation is $30 billion again", summary="Still."),
        news("Veldt revenue reaches $4 billion", summary="It has 12 offices."),
    )
    with desk.store.transaction() as db:
        db.execute("UPDATE figures SET entity_id = (SELECT id FROM entities WHERE slug = 'corvid') WHERE low = 3e10")
    numbers = shown(desk).numbers
    assert [(number.figure.words, number.figure.of) for number in numbers] == [("$4 billion", "revenue")]
    document = as_json(shown(desk))
    assert document["numbers"][0]["figure"]["low"] == 4_000_000_000  # type: ignore[index]


def test_what_was_before_is_no_number_of_the_day(desk: Newsroom) -> None:
    """Of a fall the value that it fell to is told, however large the one before it."""
    take_in(desk, news("Veldt loses value", summary="Its valuation fell from $60 billion to $4 billion."))
    assert [number.figure.words for number in shown(desk).numbers] == ["$4 billion"]


def test_what_is_expected_is_told_as_that(desk: Newsroom) -> None:
    """A forecast may be a number of the day, and its line says that it is one."""
    take_in(desk, news("Veldt looks ahead", summary="It expects revenue of $4 billion."))
    edition = shown(desk)
    [number] = edition.numbers
    assert number.figure.is_expected
    [piece, *_] = [piece for piece in numbers_pieces(edition.numbers, edition) if "$4B" in piece.text]
    assert "expected revenue" in piece.text


@pytest.mark.parametrize(
    ("summary", "how"),
    [("It raised $30 billion on Monday.", "figure"), ("It is still in talks to raise $30 billion.", None)],
)
def test_what_was_expected_and_has_come_is_news(desk: Newsroom, clock: Clock, summary: str, how: str | None) -> None:
    """The same value counts again once it is no expectation any more, and is new of its owner."""
    take_in(desk, *(item(f"Note {n} of the gazette", outlet="Daily Gazette", kind="watch") for n in range(5)),
            now=START - timedelta(days=20))  # fmt: skip
    [first] = take_in(desk, item("Corvid raises money", summary="It plans to raise $30 billion."))
    post(desk, clock)
    report(desk, item("Corvid raises money", outlet="The Wire", summary=summary), storyline_of=first, now=clock())
    edition = post(desk, clock)
    assert (edition.slots[0].update.how if edition and edition.slots[0].update else None) == how


def test_why_can_be_asked_of_a_posted_edition(desk: Newsroom, clock: Clock) -> None:
    """The slot is read back as it was chosen, for that channel alone."""
    [story, _] = take_in(desk, news("Corvid raises $30 billion", summary="It did."), news("Veldt waits"))
    edition = post(desk, clock)
    assert edition
    slot = explain(desk.store, team="T1", channel="C1", edition=edition.uid, story=story)
    assert slot
    assert (slot.lead.id, slot.why, slot.score) == (story, edition.slots[0].why, edition.slots[0].score)
    assert explain(desk.store, team="T1", channel="C2", edition=edition.uid, story=story) is None
    assert explain(desk.store, team="T1", channel="C1", edition=edition.uid, story=999) is None


def test_a_roundup_has_takeaways_in_the_order_of_its_stories(desk: Newsroom, clock: Clock) -> None:
    """Editors' lines on what was chosen, one a storyline; none on what was not."""
    take_in(
        desk,
        news("Veldt moves its whole office abroad"),
        news("Corvid cancels the northern campus"),
        news("Corvid cancels its campus in the north.", kind="takeaway", summary="People are angry."),
        news("Veldt moves its office.", kind="takeaway", summary="Rents fell."),
        news("Nothing here was in the news.", kind="takeaway", summary=""),
    )
    edition = preview(desk.store, asker=Asker(), now=START, product="roundup")
    order = [slot.lead.headline.split()[0] for slot in edition.part("top")]
    assert [story.headline.split()[0] for story in edition.takeaways] == order
