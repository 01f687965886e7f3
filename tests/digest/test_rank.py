"""Which storylines fill which slots."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.rank import (
    MOST_QUICK_HITS,
    MOST_REST,
    MOST_WATCH,
    Candidate,
    Pick,
    choose_slots,
    count_storylines,
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
        "effective_at": NOW - timedelta(days=1),
        "is_translation": False,
        "is_lead": True,
    }
    return Candidate(id, **usual | changes)  # type: ignore[arg-type]


def choose(*candidates: Candidate, top: int = 5) -> list[Pick]:
    """Choose for an English channel."""
    return choose_slots(candidates, language="en", top=top, now=NOW)


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
    older = candidate(1, issue=1, effective_at=NOW - timedelta(days=5))
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
    assert set(pick.why) == {"outlets", "prominence", "section", "language", "recency"}
    assert abs(sum(pick.why.values()) - pick.score) < 1e-3


def test_what_the_channel_can_read_comes_first() -> None:
    """Of two equal stories the one in the channel's language is better, and says why."""
    first, second = choose(candidate(1, language="zh"), candidate(2, language="en", issue=2))
    assert (first.lead, second.lead) == (2, 1)
    assert (first.why["language"], second.why["language"]) == (0.5, 0.0)


def test_kinds_have_their_places() -> None:
    """Stories and analyses fill the top, quick hits and watch items their own parts; takeaways and summaries none."""
    kinds = ["story", "analysis", "quick_hit", "watch", "takeaway", "summary"]
    picks = choose(*(candidate(n, kind=kind) for n, kind in enumerate(kinds, 1)))
    assert sorted(leads(picks, "top")) == [1, 2]
    assert (leads(picks, "quick_hit"), leads(picks, "watch"), leads(picks, "rest")) == ([3], [4], [])


def test_what_finds_no_place_is_the_rest() -> None:
    """Beyond the places of a part, storylines go to the rest."""
    stories = [candidate(n) for n in range(1, 8)]
    hits = [candidate(n, kind="quick_hit") for n in range(10, 11 + MOST_QUICK_HITS)]
    watch = [candidate(n, kind="watch") for n in range(30, 31 + MOST_WATCH)]
    picks = choose(*stories, *hits, *watch, top=3)
    assert leads(picks, "top") == [1, 2, 3]
    assert leads(picks, "rest") == [4, 5, 6, 7, 10 + MOST_QUICK_HITS, 30 + MOST_WATCH]


def test_the_rest_is_not_endless() -> None:
    """Of a flood of storylines, the best hundred are the rest, and all are counted."""
    flood = [candidate(n) for n in range(1, 201)]
    assert len(leads(choose(*flood), "rest")) == MOST_REST
    assert count_storylines([*flood, candidate(300, kind="summary")]) == 200


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
                id, storyline=storyline, kind=kind, language=language, effective_at=NOW - timedelta(hours=hours)
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
