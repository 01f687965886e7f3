"""Which storylines fill which slots."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.db import as_utc
from store.model import Figure, Update
from store.rank import (
    FEW_QUICK_HITS,
    MOST_QUICK_HITS,
    MOST_REST,
    MOST_WATCH,
    Candidate,
    Known,
    Pick,
    Saying,
    Wishes,
    choose_slots,
    shortlist,
)

NOW = datetime(2026, 4, 15, 6, 30, tzinfo=UTC)


def candidate(id: int, **changes: object) -> Candidate:
    """Build a candidate that is a storyline of its own, a day old, in a section, with one outlet."""
    usual: dict[str, object] = {
        "storyline": id,
        "issue": 1,
        "kind": "story",
        "language": "en",
        "position": id,
        "in_section": True,
        "outlet_key": "wire",
        "dated": as_utc(NOW - timedelta(days=1)),
        "is_translation": False,
        "is_lead": True,
    }
    return Candidate(id, **usual | changes)  # type: ignore[arg-type]


def choose(*candidates: Candidate, top: int = 5, **known: Any) -> list[Pick]:
    """Choose for an English channel; `known` holds what `choose_slots` is told besides, and `Wishes` of other kinds."""
    told = {name: known.pop(name) for name in ("sayings", "known") if name in known}
    wishes = Wishes(top=top, **known)
    return choose_slots(shortlist(candidates, wishes, NOW), wishes=wishes, **told)


def leads(picks: list[Pick], part: str) -> list[int]:
    """Give the leads of a part in order."""
    return [pick.lead for pick in picks if pick.part == part]


def test_more_outlets_come_first() -> None:
    """Of two storylines with equal places, the one that more outlets report wins."""
    picks = choose(
        candidate(1, issue=1),
        candidate(2, issue=2),
        candidate(3, issue=3, storyline=2, outlet_key="other"),
    )
    assert leads(picks, "top") == [2, 1]
    assert picks[0].why["outlets"] == 1.585
    assert picks[0].stories == (2, 3)


def test_a_translation_is_no_second_outlet() -> None:
    """A story, its translation and a report that credits the same outlet count once."""
    picks = choose(
        candidate(1),
        candidate(2, storyline=1, language="zh", is_translation=True, outlet_key="wirezh"),
        candidate(3, storyline=1, issue=2),
    )
    assert picks[0].why["outlets"] == 1.0


def test_place_and_freshness_count() -> None:
    """What an issue puts first outranks what it puts last; the newer outranks the older of equal place."""
    assert leads(choose(candidate(1), candidate(2), candidate(3)), "top") == [1, 2, 3]
    older = candidate(1, issue=1, dated="2026-04-10")
    assert leads(choose(older, candidate(2, issue=2)), "top") == [2, 1]


def test_a_themed_section_counts() -> None:
    """A story that an editor put into a section outranks a loose one."""
    assert leads(choose(candidate(1, issue=1, in_section=False), candidate(2, issue=2)), "top") == [2, 1]


def test_a_chapter_stands_for_its_parts() -> None:
    """The parts of a report's chapters come after the chapters."""
    chapters = [candidate(n, kind="analysis", in_section=n in (2, 3, 5)) for n in range(1, 6)]
    assert leads(choose(*chapters, top=2), "top") == [1, 4]


def test_why_sums_to_the_score() -> None:
    """The parts of a score are all of it."""
    pick = choose(candidate(1))[0]
    assert set(pick.why) == {"outlets", "prominence", "section", "language", "freshness"}
    assert abs(sum(pick.why.values()) - pick.score) < 1e-3


def test_what_the_channel_can_read_comes_first() -> None:
    """Of two equal stories the one in the channel's language is better, and says why."""
    first, second = choose(candidate(1, language="zh"), candidate(2, language="en", issue=2))
    assert (first.lead, second.lead) == (2, 1)
    assert first.why["language"] > 0
    assert "language" not in second.why


def test_kinds_have_their_places() -> None:
    """Stories and analyses fill the top, quick hits and watch items their own parts; takeaways and summaries none."""
    kinds = ["story", "analysis", "quick_hit", "watch", "takeaway", "summary"]
    picks = choose(*(candidate(n, kind=kind) for n, kind in enumerate(kinds, 1)))
    assert sorted(leads(picks, "top")) == [1, 2]
    assert (leads(picks, "quick_hit"), leads(picks, "watch"), leads(picks, "rest")) == ([3], [4], [])


def test_a_day_without_quick_hits_has_some_all_the_same() -> None:
    """Where nobody lists any, the next best stories stand there."""
    picks = choose(*(candidate(n) for n in range(1, 10)), top=2)
    assert leads(picks, "quick_hit") == [3, 4, 5, 6, 7]
    assert leads(picks, "rest") == [8, 9]


def says(*names: str, headline: str = "", language: Any = "en", topics: Any = (), figures: Any = ()) -> Saying:
    """Build what a report says of some names, all new."""
    named = frozenset(names)
    return Saying(headline, language, named, named, named, frozenset(topics), tuple(figures), frozenset(figures))


def money(dollars: float, words: str = "money") -> Figure:
    """Build an amount in dollars."""
    return Figure(words, 0, "money", "USD", dollars, dollars, "exact")


def test_no_name_fills_the_top() -> None:
    """Of what names one entity two stand at the top, however good the others are; topics of headlines count too."""
    sayings = {n: says("northgate", headline=f"Story number {n}") for n in (1, 2, 3, 4)} | {5: says("veldt")}
    picks = choose(*(candidate(n) for n in range(1, 6)), sayings=sayings)
    assert leads(picks, "top") == [1, 2, 5]
    assert leads(picks, "quick_hit") == [3, 4]
    own = choose(*(candidate(n) for n in range(1, 5)), sayings=sayings, favour=frozenset({"northgate"}),
                 only_favoured=True)  # fmt: skip
    assert leads(own, "top") == [1, 2, 3, 4]


def test_topics_are_spread() -> None:
    """What shares a broad topic with a better one comes behind an equal one that does not, and says why."""
    sayings = {1: says("a", topics=["chips"]), 2: says("b", topics=["chips"]), 3: says("c", topics=["law"])}
    picks = choose(*(candidate(n, issue=n) for n in (1, 2, 3)), sayings=sayings)
    assert leads(picks, "top") == [1, 3, 2]
    assert picks[2].why["variety"] < 0
    assert abs(sum(picks[2].why.values()) - picks[2].score) < 1e-3


def test_a_second_story_of_one_name_waits_for_an_equal_one_of_another() -> None:
    """Names are spread like topics, by less; what a personal edition follows is not."""
    sayings = {1: says("corvid"), 2: says("corvid"), 3: says("veldt")}
    equal = [candidate(n, issue=n) for n in (1, 2, 3)]
    assert leads(choose(*equal, sayings=sayings), "top") == [1, 3, 2]
    follows = frozenset({"corvid", "veldt"})
    assert leads(choose(*equal, sayings=sayings, favour=follows, only_favoured=True), "top") == [1, 2, 3]


@pytest.mark.parametrize(
    ("first", "second", "is_repeat"),
    [
        ("Corvid raises $10B to build a campus", "Corvid raises $10B to build campus, sources say", True),
        ("Corvid raises $10B to build a campus", "Corvid raises $40B to build a campus", False),
        ("Corvid", "Corvid hires a chief of partnerships from Northgate", False),
        ("云岭科技完成新一轮融资并扩建算力园区", "云岭科技完成新一轮融资，并将扩建算力园区", True),
        ("云岭科技完成新一轮融资并扩建算力园区", "南湖智能开源旗舰模型，商用免费", False),
    ],
)
def test_near_repeats_never_stand_beside_each_other(first: str, second: str, is_repeat: bool) -> None:
    """A headline that says the same with the same numbers is told by the slot of the better one."""
    language = "zh" if "云" in first else "en"
    sayings = {1: says(headline=first, language=language), 2: says(headline=second, language=language)}
    picks = choose(candidate(1), candidate(2, outlet_key="other"), sayings=sayings)
    assert [pick.repeats for pick in picks] == ([(2,)] if is_repeat else [(), ()])
    assert sum(len(pick.stories) for pick in picks) == 2


def test_a_translation_that_nobody_paired_is_known_by_name_and_figure() -> None:
    """In another language it repeats by a name in both headlines and a figure in both; by a topic alone it does not."""
    english = says("corvid", headline="Corvid raises money", figures=[money(3e10)])
    chinese = says("corvid", headline="科维德融资", language="zh", figures=[money(3e10)])
    told = [candidate(1), candidate(2, language="zh")]
    assert len(choose(*told, sayings={1: english, 2: chinese})) == 1
    assert len(choose(*told, sayings={1: english, 2: dataclasses.replace(chinese, figures=(money(4e10),))})) == 2
    assert len(choose(*told, sayings={1: english, 2: dataclasses.replace(chinese, names=frozenset())})) == 2


def test_what_the_channel_favours_comes_first_and_what_it_leaves_out_never() -> None:
    """A favoured name lifts a storyline over a better one; one that is left out is not told."""
    sayings = {1: says("veldt"), 2: says("kestrel"), 3: says("corvid")}
    picks = choose(candidate(1), candidate(2), candidate(3), sayings=sayings, favour=frozenset({"corvid"}),
                   leave_out=frozenset({"kestrel"}))  # fmt: skip
    assert leads(picks, "top") == [3, 1]
    assert picks[0].why["taste"] > 0


def test_feedback_moves_what_it_was_about() -> None:
    """What people found useful rises, what they did not falls, and both say so."""
    sayings = {1: says("veldt"), 2: says("kestrel")}
    told = [candidate(1), candidate(2)]
    assert leads(choose(*told, sayings=sayings), "top") == [1, 2]
    picks = choose(*told, sayings=sayings, leanings={"veldt": -0.6, "kestrel": 0.6})
    assert leads(picks, "top") == [2, 1]
    assert [pick.why["feedback"] for pick in picks] == [0.6, -0.6]


def test_a_new_large_figure_counts_more_than_a_small_or_an_old_one() -> None:
    """Billions outrank millions, and what was said before counts little."""
    large, small = says(figures=[money(9e9)]), says(figures=[money(2e6)])
    old = dataclasses.replace(large, new_figures=frozenset())
    picks = choose(*(candidate(n, issue=n) for n in (1, 2, 3)), sayings={1: small, 2: old, 3: large})
    assert leads(picks, "top") == [3, 2, 1]


def test_what_an_editor_says_again_counts() -> None:
    """A storyline that a takeaway repeats outranks an equal one."""
    assert leads(choose(candidate(1), candidate(2, issue=2), known={2: Known(repeats=1)}), "top") == [2, 1]


def test_what_is_new_leads_a_storyline_that_moved_on() -> None:
    """The report that brings the news stands for its storyline, and the slot says what is new."""
    update = Update("outlet", 2, "Wire")
    [pick] = choose(candidate(1), candidate(2, storyline=1, is_lead=False), known={1: Known(update=update)})
    assert (pick.lead, pick.update) == (2, update)
    assert pick.why["update"] < 0


def test_the_shortlist_keeps_the_best_and_the_favoured() -> None:
    """Of very many storylines the best by columns are kept whole, and what names what is favoured; none dropped."""
    many = [candidate(n, issue=n, dated=as_utc(NOW - timedelta(minutes=n))) for n in range(1, 1001)]
    pair = candidate(2_000, storyline=1, outlet_key="other")
    groups = shortlist([*many, pair], Wishes(), NOW, dropped={3}, welcome={900})
    kept = {each.id for group in groups for each in group.reports}
    assert {1, 2, 2_000, 900} <= kept
    assert 3 not in kept
    assert len(kept) < 400


def test_what_finds_no_place_is_the_rest() -> None:
    """Beyond the places of a part, storylines go to the rest, full reports first."""
    stories = [candidate(n) for n in range(1, 8)]
    hits = [candidate(n, kind="quick_hit") for n in range(10, 11 + MOST_QUICK_HITS)]
    watch = [candidate(n, kind="watch") for n in range(30, 31 + MOST_WATCH)]
    picks = choose(*stories, *hits, *watch, top=3)
    assert leads(picks, "top") == [1, 2, 3]
    assert leads(picks, "rest") == [4, 5, 6, 7, 10 + MOST_QUICK_HITS, 30 + MOST_WATCH]


def test_the_rest_is_not_endless() -> None:
    """Of a flood of storylines, the best hundred are the rest, and all are counted."""
    flood = [candidate(n) for n in range(1, 201)]
    assert len(leads(choose(*flood), "quick_hit")) == FEW_QUICK_HITS
    assert len(leads(choose(*flood), "rest")) == MOST_REST
    assert len(shortlist([*flood, candidate(300, kind="summary")], Wishes(), NOW)) == 200


def test_the_lead_is_in_the_channels_language() -> None:
    """The channel's language leads where a storyline has it, else the other one does."""
    both = [candidate(1, language="zh"), candidate(2, storyline=1, is_lead=False, is_translation=True)]
    assert choose(*both)[0].lead == 2
    assert choose(both[0])[0].lead == 1


def test_the_fullest_report_leads() -> None:
    """A quick hit on a story's storyline joins it instead of standing beside it."""
    picks = choose(candidate(1, kind="quick_hit"), candidate(2, storyline=1, language="zh"))
    assert [(pick.part, pick.lead, pick.stories) for pick in picks] == [("top", 2, (2, 1))]


@given(
    st.lists(
        st.builds(
            lambda id, storyline, kind, language, hours: candidate(
                id, storyline=storyline, kind=kind, language=language, dated=as_utc(NOW - timedelta(hours=hours))
            ),
            st.integers(1, 500),
            st.integers(1, 40),
            st.sampled_from(["story", "analysis", "quick_hit", "watch", "takeaway", "summary"]),
            st.sampled_from(["en", "zh"]),
            st.integers(-24, 400),
        ),
        unique_by=lambda each: each.id,
        max_size=80,
    ),
    st.integers(1, 8),
)
def test_every_storyline_stands_once(candidates: list[Candidate], top: int) -> None:
    """No storyline stands twice, none that may stand is lost, and the order does not depend on the input's."""
    picks = choose(*candidates, top=top)
    told = [pick.storyline for pick in picks]
    usable = {each.storyline for each in candidates if each.kind not in ("takeaway", "summary")}
    assert len(told) == len(set(told))
    assert set(told) == usable
    assert len(leads(picks, "top")) <= top
    assert choose(*reversed(candidates), top=top) == picks
