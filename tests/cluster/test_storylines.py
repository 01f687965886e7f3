"""What becomes one storyline and what does not, and how storylines last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import meaning
from store.cluster.outlets import name_outlets
from store.errors import NothingFoundError
from store.model import Asker
from store.reasons import explain, why_together
from store.storylines import heir_of
from store.storylining import BATCH, settle
from tests.cluster.accuracy import without_meaning
from tests.cluster.conftest import NOW, Desk, report
from tests.cluster.events import read_events

ROUND = report("Mistral raises €3.1 billion from ASML", "Pension funds join; the Paris firm is worth €21 billion.")
ROUND_ZH = report("Mistral融资31亿欧元", "ASML与养老基金出资，估值210亿欧元。", day="2026-05-05")


@pytest.mark.usefixtures("no_meaning")
class TestOnEvidence:
    """Without the encoder, evidence alone decides."""

    def test_figures_join_across_languages(self, desk: Desk) -> None:
        """Two rare figures of one company, in both number systems, are one event."""
        (one,), (other,) = desk.add("Post", ROUND), desk.add("晨报", ROUND_ZH)
        assert desk.are_joined(one, other)

    @pytest.mark.parametrize(
        ("headline", "summary", "day"),
        [
            ("Mistral raises €3.1 billion from ASML", "A story of a year later about another round.", "2026-06-19"),
            ("Cohere raises €900 million from ASML", "Pension funds join; the firm is worth €8 billion.", "2026-05-04"),
            ("Mistral opens an office in Munich", "Fifty people will work on cars there.", "2026-05-04"),
        ],
    )
    def test_what_is_not_the_event(self, desk: Desk, headline: str, summary: str, day: str) -> None:
        """Another time, another company or another deed is another event."""
        (one,), (other,) = desk.add("Post", ROUND), desk.add("Ledger", report(headline, summary, day=day), day=day)
        assert not desk.are_joined(one, other)

    def test_places_stand_apart(self, desk: Desk) -> None:
        """A site in Britain is none in Abu Dhabi, whatever else is alike."""
        (one,) = desk.add(
            "Post", report("OpenAI builds Stargate campus in Britain", "It costs $31 billion, OpenAI says.")
        )
        (other,) = desk.add(
            "Ledger", report("OpenAI builds Stargate campus in Abu Dhabi", "It costs $30 billion, it says.")
        )
        assert not desk.are_joined(one, other)

    @pytest.mark.parametrize(
        ("headline", "other_headline"),
        [
            (
                "Reading the Mistral charter, part 2: what it owes ASML",
                "Reading the Mistral charter, Part III: ASML pays",
            ),
            ("读懂Mistral与ASML的章程（第二篇）", "读懂Mistral与ASML的章程（第3篇）"),
            ("Reading Mistral Large 3, Pt. 2: ASML", "读懂Mistral Large 3（第三部分）：ASML"),
            ("读懂Mistral与ASML的章程（上）", "读懂Mistral与ASML的章程（下）"),
        ],
    )
    def test_parts_of_a_series_stand_apart(self, desk: Desk, headline: str, other_headline: str) -> None:
        """A series comes out part by part, with the same names and figures in each; its next part is another event."""
        text = "It owes ASML €3.1 billion and holds 11.3 percent. 31亿欧元，11.3%。"
        (one,), (other,) = desk.add("Post", report(headline, text)), desk.add("Ledger", report(other_headline, text))
        assert not desk.are_joined(one, other)
        (same,) = desk.add("Mail", report(headline, text))
        assert desk.are_joined(one, same)

    def test_one_page_is_one_event(self, desk: Desk) -> None:
        """Two links to a page join; a site's front page is no evidence."""
        page, front = "https://news.example/a/1?utm_source=x", "https://news.example/"
        (one,) = desk.add("Post", report("A quiet day at the harbour", url=page))
        (other,) = desk.add("Ledger", report("Nothing happened by the sea", url="https://www.news.example/a/1"))
        (third,) = desk.add("Mail", report("Boats stay where they are", url=front))
        (fourth,) = desk.add("Gazette", report("Rain is expected later on", url=front))
        assert desk.are_joined(one, other)
        assert not desk.are_joined(third, fourth)

    def test_a_page_that_one_source_uses_twice_holds_several_events(self, desk: Desk) -> None:
        """Two items that one newsletter took from one roundup are two; of two newsletters they would be one."""
        url = "https://weekly.example/p/what-happened"
        first = report("Suno opens its vocoder to studios", "A licence comes with it.", url=url)
        second = report("Waymo takes riders on freeways", "Phoenix comes first.", url=url, day="2026-05-05")
        (one,), (other,) = desk.add("Post", first), desk.add("Post", second, day="2026-05-05")
        assert not desk.are_joined(one, other)

    def test_a_private_story_stays_among_its_own(self, desk: Desk) -> None:
        """Stories of different audiences are never joined."""
        with desk.store.transaction() as db:
            db.execute("INSERT INTO people (team, slack_id) VALUES ('T', 'U')")
            db.execute("INSERT INTO audiences (id, kind, person_id) VALUES (2, 'person', 1)")
        (one,), (other,) = desk.add("Post", ROUND), desk.add("Ledger", ROUND, audience=2)
        assert not desk.are_joined(one, other)

    def test_a_takeaway_joins_its_issues_report_alone(self, desk: Desk) -> None:
        """What repeats a report of its issue joins it; it bridges no two."""
        take = report("Mistral is worth €21 billion now", "ASML led with €3.1 billion.", kind="takeaway", day=None)
        one, line = desk.add("Post", ROUND, take)
        assert desk.are_joined(one, line)

    def test_an_issue_lists_an_event_once(self, desk: Desk) -> None:
        """Two full items of one issue are two events."""
        one, other = desk.add("Post", ROUND, report("Mistral again: €3.1 billion", "ASML pays, worth €21 billion."))
        assert not desk.are_joined(one, other)

    def test_a_hidden_story_leaves(self, desk: Desk) -> None:
        """A story that is hidden stands alone, and returns when it is shown again."""
        (one,), (other,) = desk.add("Post", ROUND), desk.add("晨报", ROUND_ZH)
        for hidden_at, joined in (("2026-06-20T06:00:00Z", False), (None, True)):
            with desk.store.transaction() as db:
                db.execute("UPDATE stories SET hidden_at = :at WHERE id = :id", {"at": hidden_at, "id": one})
            settle(desk.store, NOW)
            assert desk.are_joined(one, other) is joined

    def test_a_late_report_merges_two_for_ever(self, desk: Desk) -> None:
        """A report that holds the evidence of two storylines makes them one; the other's id leads to it."""
        money = report("Skild AI raises $1.4 billion", "SoftBank leads the round, which closed after months of talks.")
        price = report(
            "Robot brains make Skild AI worth $14.2 billion", "Warehouses everywhere run its software by now."
        )
        (one,), (other,) = desk.add("Post", money), desk.add("Ledger", price)
        assert not desk.are_joined(one, other)
        before = desk.storylines()
        desk.add(
            "Mail", report("Skild AI raises $1.4 billion at $14.2 billion", "SoftBank leads for its robot brains.")
        )
        assert desk.are_joined(one, other)
        after = desk.storylines()[one]
        assert {heir_of(desk.store.db, storyline) for storyline in (before[one], before[other])} == {after}

    def test_a_join_is_explained(self, desk: Desk) -> None:
        """A story's explanation names gate, names and figures; a story that nobody sees has none."""
        (one,), (other,) = desk.add("Post", ROUND), desk.add("晨报", ROUND_ZH)
        found = explain(desk.store, other, asker=Asker())
        assert [(reason.gate, {reason.story.id, reason.other.id}) for reason in found.reasons] == [
            ("figures", {one, other})
        ]
        assert ("€3.1 billion", "31亿欧元") in found.reasons[0].figures
        assert why_together(desk.store, found.storyline, asker=Asker()).reasons == found.reasons
        with pytest.raises(NothingFoundError):
            explain(desk.store, 99, asker=Asker())

    def test_a_long_chain_is_cut(self, desk: Desk) -> None:
        """A storyline spans twelve days at most, however its reports hang together."""
        days = [f"2026-05-{day:02}" for day in range(1, 29, 3)]
        ids = [
            desk.add(f"Paper {day}", report(f"Skild AI at $1.47 billion, day {day}", day=day), day=day)[0]
            for day in days
        ]
        held = desk.storylines()
        assert len({held[story] for story in ids}) > 1
        for storyline in set(held.values()):
            places = [n for n, story in enumerate(ids) if held[story] == storyline]
            assert (max(places) - min(places)) * 3 <= 12


def test_an_outlet_counts_once_however_it_is_called(desk: Desk) -> None:
    """Two newsletters that credit one outlet, in two languages, are one; another outlet is a second."""
    for source, item, outlet in (
        ("Post", ROUND, "Bloomberg"),
        ("晨报", ROUND_ZH, "彭博社"),
        ("Ledger", replace(ROUND, headline="Mistral takes in €3.1 billion"), "bloomberg news"),
        ("Mail", replace(ROUND, headline="€3.1 billion goes to Mistral"), "Harbour Wire"),
    ):
        with without_meaning():
            desk.add(source, replace(item, outlet=outlet))
    storyline = desk.storylines()[1]
    reports = why_together(desk.store, storyline, asker=Asker()).reports
    assert len(reports) == 4
    assert len(name_outlets(reports)) == 2


SOME = read_events("events_1.txt")[:48]


def parts_of(folder: Path, order: Sequence[int], batch: int, at_once: int = BATCH) -> set[frozenset[str]]:
    """Give the storylines of some reports of the table that come in an order, settled a batch at a time.

    Of what waits, one run settles so many `at_once`.
    """
    desk = Desk(folder / "order.db")
    try:
        with patch("store.storylining.BATCH", at_once):
            for start in range(0, len(order), batch):
                add_some(desk, order[start : start + batch])
                settle(desk.store, NOW)
        return desk.parts()
    finally:
        desk.store.close()


def add_some(desk: Desk, numbers: Sequence[int]) -> None:
    """Take in some reports of the table, and settle none."""
    for n in numbers:
        one = SOME[n]
        item = report(one.headline, one.summary, day=one.day)
        desk.add(one.outlet, item, day=one.day, number=n, settled=False)


@pytest.fixture(scope="module")
def usual_parts(tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[str]]:
    """The storylines, on evidence alone, of reports that came in the table's order and were settled at once."""
    with without_meaning():
        return parts_of(tmp_path_factory.mktemp("usual"), range(len(SOME)), len(SOME))


@settings(max_examples=6)
@given(
    order=st.permutations(range(len(SOME))), batch=st.integers(1, len(SOME)), at_once=st.sampled_from((3, 10, BATCH))
)
def test_any_order_gives_the_same_storylines(
    usual_parts: set[frozenset[str]], order: list[int], batch: int, at_once: int
) -> None:
    """Whatever order reports come in, however often they are settled and how many at once, the storylines are same."""
    with TemporaryDirectory() as folder, without_meaning():
        assert parts_of(Path(folder), order, batch, at_once) == usual_parts


@pytest.mark.skipif(not meaning.is_installed(), reason="the sentence encoder is not installed")
def test_any_order_with_meaning(tmp_path: Path) -> None:
    """By meaning as well: backwards and in small batches gives what all at once gives."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    forward = parts_of(tmp_path / "a", range(len(SOME)), len(SOME))
    assert parts_of(tmp_path / "b", range(len(SOME))[::-1], 21, at_once=4) == forward
