"""An entry of a feed stays the same story whatever its publisher changes about it, and another story stays another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.identity import Sight, know_again
from tests.formats.conftest import Newsletter
from tests.store.conftest import NOW

LATER = NOW + timedelta(days=2)
WORDS = "Suppliers in three countries were told to plan for two years of growth, the chief executive said on Monday."


def entry(
    title: str = "Quay opens a plant",
    link: str | None = "https://quay.example/plant",
    guid: str | None = "quay-plant-1",
    day: str | None = "Wed, 06 May 2026 08:30:00 GMT",
    words: str = WORDS,
) -> str:
    """Give an entry with some parts changed."""
    parts = {"title": title, "link": link, "guid": guid, "pubDate": day, "description": words}
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in parts.items() if value)}</item>"


OTHER = entry("Marl hires a chief", "https://quay.example/chief", "quay-chief-2", words="She comes from another firm.")

SAME = {
    "another guid": entry(guid="https://quay.example/?p=77"),
    "no guid": entry(guid=None),
    "another day": entry(day="Fri, 08 May 2026 10:00:00 GMT"),
    "no day": entry(day=None),
    "another guid and day": entry(guid="new-77", day="Fri, 08 May 2026 10:00:00 GMT"),
    "another link": entry(link="https://quay.example/2026/plant"),
    "another guid and link, the day kept": entry(guid="new-77", link="https://new.example/plant"),
    "everything but headline and words": entry(
        guid="new-77", link="https://new.example/plant", day="Fri, 08 May 2026 10:00:00 GMT"
    ),
    "another headline": entry(title="Quay opens its plant in Ohio"),
    "another headline and guid": entry(title="Quay opens its plant in Ohio", guid="new-77"),
    "other words": entry(words="It was rewritten."),
    "a headline set in capitals": entry(title="QUAY OPENS A PLANT", guid=None),
    "a tracked link": entry(link="https://quay.example/plant?utm_source=feed&amp;utm_medium=rss", guid=None),
}
DIFFERENT = {
    "the same headline a week later about something else": entry(
        guid="new-77", link="https://quay.example/plant-2", day="Wed, 13 May 2026 08:30:00 GMT",
        words="Another plant, another town, and other people who speak of what they hope to build there next year.",
    ),
    "the address of every number": entry(
        title="Quay closes a shop", guid="new-77", day="Wed, 13 May 2026 08:30:00 GMT", words="It had lost money."
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SAME)
@pytest.mark.parametrize("order", ["before", "after"])
def test_a_changed_entry_is_the_same_story(newsletter: Newsletter, what: str, order: str) -> None:
    """Nothing is doubled, nothing vanishes, wherever in the feed it now stands."""
    assert newsletter.feed(entry(), OTHER).new == 2
    items = [SAME[what], OTHER] if order == "before" else [OTHER, SAME[what]]
    again = newsletter.feed(*items, now=LATER)
    assert (again.new, again.new_issues, again.changed + again.duplicate) == (0, (), 2)
    assert [story[3] for story in newsletter.stories()] == [0, 0]
    assert newsletter.feed(*items, now=LATER).duplicate == 2


@pytest.mark.parametrize("what", DIFFERENT)
def test_another_story_is_another(newsletter: Newsletter, what: str) -> None:
    """A headline or address that comes again over other words is news."""
    newsletter.feed(entry(), OTHER)
    again = newsletter.feed(DIFFERENT[what], OTHER, now=LATER)
    assert (again.new, again.changed) == (1, 0)


def test_guids_that_are_places_in_the_list_tell_nothing(newsletter: Newsletter) -> None:
    """When a story comes on top and every guid moves on by one, each story stays itself."""
    titles = ["Quay opens a plant", "Marl hires a chief", "Tern closes its office"]
    old = [entry(title, f"https://quay.example/{n}", str(n + 1), words="") for n, title in enumerate(titles)]
    newsletter.feed(*old)
    moved = [entry(title, f"https://quay.example/{n}", str(n + 2), words="") for n, title in enumerate(titles)]
    again = newsletter.feed(entry("Ibis sells a ship", "https://quay.example/9", "1", words=""), *moved, now=LATER)
    assert (again.new, again.changed) == (1, 0)
    assert [story[0] for story in newsletter.stories()] == [*titles, "Ibis sells a ship"]


def test_one_guid_or_link_for_all_tells_nothing(newsletter: Newsletter) -> None:
    """A feed that gives every entry the same guid and link still has as many stories as headlines."""
    items = [entry(f"Headline number {n}", "https://quay.example/", "same", words="") for n in range(5)]
    assert newsletter.feed(*items).new == 5
    assert newsletter.feed(*reversed(items), now=LATER).duplicate == 5


def test_an_entry_that_stands_twice_is_one(newsletter: Newsletter) -> None:
    """The same guid or link under the same headline is one entry."""
    assert newsletter.feed(entry(), OTHER, entry(guid="other"), entry(link="https://quay.example/copy")).new == 2


def test_an_entry_that_leaves_its_feed_stays(newsletter: Newsletter) -> None:
    """Feeds hold only their latest: what is gone from them is not marked."""
    newsletter.feed(entry(), OTHER)
    newsletter.feed(OTHER, now=LATER)
    assert [story[3] for story in newsletter.stories()] == [0, 0]


def test_entries_without_words_are_passed_over(newsletter: Newsletter) -> None:
    """They are no stories, and do not keep the others out."""
    assert newsletter.feed("<item></item>", "<item><guid>x-12345</guid></item>", OTHER).new == 1


def test_an_undated_entry_counts_from_when_it_was_seen(newsletter: Newsletter) -> None:
    """It stays marked as undated, and seeing it again later does not make it newer."""
    newsletter.feed(entry(day=None))
    newsletter.feed(entry(day=None, words="It was rewritten."), now=LATER)
    assert [story[1:3] for story in newsletter.stories()] == [(None, "2026-05-11T06:00:00Z")]


def test_a_day_that_lies_ahead_is_no_date(newsletter: Newsletter) -> None:
    """A story dated beyond tomorrow is taken as undated; tomorrow is a day somewhere already."""
    ahead = entry("Quay opens in June", "https://quay.example/june", "june-1", "Mon, 01 Jun 2026 08:00:00 GMT")
    tomorrow = entry("Quay opens", "https://quay.example/soon", "soon-1", "Mon, 11 May 2026 20:00:00 GMT")
    newsletter.feed(ahead, tomorrow)
    assert [story[1:3] for story in newsletter.stories()] == [
        (None, "2026-05-11T06:00:00Z"), ("2026-05-11T20:00:00Z", "2026-05-11T20:00:00Z"),
    ]  # fmt: skip
    assert newsletter.issues() == [(None,), ("2026-05-11T20:00:00Z",)]
    assert newsletter.feed(ahead, tomorrow, now=NOW + timedelta(days=40)).new == 0


def test_half_a_feed_that_was_taken_in_is_taken_up(newsletter: Newsletter) -> None:
    """What a crash left is known again, and the rest is taken in."""
    items = [entry(f"Headline number {n}", f"https://quay.example/{n}", f"guid-{n}", words="") for n in range(120)]
    newsletter.feed(*items[60:])
    again = newsletter.feed(*items, now=LATER)
    assert (again.new, again.duplicate) == (60, 60)


sights = st.builds(
    Sight,
    guid=st.sampled_from([None, "g-one", "g-two", "1"]),
    link=st.sampled_from([None, "a.example/1", "a.example/2"]),
    headline=st.sampled_from(["", "one", "two"]),
    day=st.sampled_from([None, "2026-05-06", "2026-05-07"]),
    words=st.sampled_from(["", WORDS]),
    digest=st.text("abc", min_size=1, max_size=2),
)


@settings(max_examples=200)
@given(st.lists(sights, max_size=6), st.lists(sights, max_size=6))
def test_no_stored_entry_is_met_twice(seen: list[Sight], stored: list[Sight]) -> None:
    """Whatever the entries say, each stored one is at most one of them."""
    known = know_again(seen, dict(enumerate(stored)))
    assert len(set(known.values())) == len(known)
    assert set(known) <= set(range(len(seen)))
    assert set(known.values()) <= set(range(len(stored)))
