"""Names that keep appearing in stories and that nobody has told us of."""

from __future__ import annotations

import pytest

from store.catalogue import read_entity
from store.intake import take_in
from store.mentions import build_finder
from store.model import Asker
from store.naming import NewName, ignore
from store.offers import RECENT, offer
from store.unknown import Text, find_unknown
from tests.naming.conftest import NOW, Desk

FINDER = build_finder(
    [read_entity("company", {"id": "acme", "en": "Acme", "zh": "艾可米"})],
)


def found(*stories: tuple[str, str], issues: int = 2) -> list[str]:
    """Give the unknown names of stories, each headline and summary told three times over several issues."""
    texts = [
        Text(3 * n + copy, (3 * n + copy) % issues, headline, summary)
        for n, (headline, summary) in enumerate(stories)
        for copy in range(3)
    ]
    return [unknown.words for unknown in find_unknown(texts, FINDER.places)]


@pytest.mark.parametrize(
    ("headline", "summary", "names"),
    [
        # Inside a sentence a capital is evidence; at its beginning only a word that is no English word.
        ("port news", "The yard is run by Blue Lantern now.", ["Blue Lantern"]),
        ("port news", "Terafab runs the yard.", ["Terafab"]),
        ("port news", "Harbours run the yard. Tugs wait; Cranes rust.", []),
        ("port news", "It was said by Quorvex's founder and Quorvex’s owners.", ["Quorvex"]),
        # In a headline whose every word has one, a word that is no English word.
        ("Terafab Buys Two Harbour Cranes From Zibbertek", "", ["Terafab", "Zibbertek"]),
        ("Harbour Cranes Rust While Nobody Watches", "", []),
        # Words with a capital inside, or a digit behind their letters.
        (
            "port news",
            "He likes xOrca and TugBoat, and the Orca-4 and TugNet2.",
            ["TugBoat", "TugNet2", "xOrca", "Orca-4"],
        ),
        # Known names are cut out, and an ordinary word beside one says what it is.
        ("port news", "They wrote to Acme Zibber and to Acme Robotics.", ["Zibber"]),
        ("port news", "艾可米宣布与艾可米合作，“艾可米”再获融资。", []),
        # Ranks, places, dates, abbreviations and amounts.
        (
            "port news",
            "On Monday the CEO of the US IPO market said in Q3 that H100 units went to Berlin in April.",
            ["H100"],
        ),
        ("port news", "They paid $20B and 5GW to the U.S. and the Chief of Hong Kong.", []),
        # Chinese in quotation marks, or before a verb of business at the start of a headline.
        ("码头新闻", "其模型《山海图鉴》与「飞鱼一号」、“白帆计划”亮相。", ["山海图鉴", "白帆计划", "飞鱼一号"]),
        ("码头新闻", "他说“我们不会再等了，真的不会再等了，绝不”，并“发布”。", ["发布"]),
        ("白帆科技完成三亿元融资", "", ["白帆科技"]),
        ("码头工人与Zibbertek签约", "", ["码头工人", "Zibbertek"]),
        # Hostile and empty.
        ("", "", []),
        ("<!channel> *Terafab* _x_", "`Terafab` <@U1>", ["Terafab"]),
    ],
)
def test_what_looks_like_a_name(headline: str, summary: str, names: list[str]) -> None:
    """What is said in three stories of two issues, and what of it is offered."""
    assert sorted(found((headline, summary))) == sorted(names)


def test_a_name_stands_in_several_stories_of_several_issues() -> None:
    """Two stories, or three of one issue, are not enough."""
    said = ("port news", "The yard is run by Terafab.")
    assert found(said) == ["Terafab"]
    assert found(said, issues=1) == []
    texts = [Text(n, n, *said) for n in range(2)]
    assert find_unknown(texts, FINDER.places) == []


def test_headlines_count_for_a_name_of_ordinary_words() -> None:
    """Once a sentence has shown that it is one."""
    texts = [Text(n, n, "Blue Lantern Sells Its Tugs", "") for n in range(2)]
    assert find_unknown(texts, FINDER.places) == []
    texts += [Text(n, n, "a tug is sold", "It went to Blue Lantern.") for n in range(3, 6)]
    [unknown] = find_unknown(texts, FINDER.places)
    assert (unknown.words, unknown.stories, unknown.issues) == ("Blue Lantern", 5, 5)


def test_of_names_that_hold_each_other_the_most_frequent_stays() -> None:
    """Terafab Yards is Terafab, unless it is always that."""
    assert found(("port news", "It is Terafab Yards."), ("port news", "It is Terafab.")) == ["Terafab"]
    assert found(("port news", "It is Terafab Yards.")) == ["Terafab Yards"]


def test_a_model_is_offered_as_a_product() -> None:
    """The rest as companies, which is what most are."""
    texts = [Text(n, n, "port news", "He likes Orca-4 and Terafab.") for n in range(3)]
    assert {one.words: one.kind for one in find_unknown(texts, FINDER.places)} == {
        "Orca-4": "product", "Terafab": "company",
    }  # fmt: skip


EVERYONE = Asker()


def offered(desk: Desk, asker: Asker = EVERYONE) -> list[str]:
    return [unknown.words for unknown in offer(desk.store, desk.names, asker=asker, now=NOW)]


def test_recent_stories_offer_what_nobody_knows(desk: Desk) -> None:
    """Until it is added or ignored."""
    desk.take_in(3)
    assert set(offered(desk)) == {"Quorvex", "Terafab Harbour", "泰山智造"}
    desk.add(NewName("company", "Quorvex"))
    ignore(desk.store, "泰山智造", by=desk.editor, now=NOW)
    assert offered(desk) == ["Terafab Harbour"]
    desk.add(NewName("company", "Terafab Harbour", use="typed"))
    assert offered(desk) == []


def test_old_stories_and_those_of_others_offer_nothing(desk: Desk) -> None:
    """Thirty days, and only what the asker may see."""
    desk.take_in(3)
    later = NOW + RECENT
    assert offer(desk.store, desk.names, asker=Asker(), now=later) == []
    with desk.store.transaction() as db:
        db.execute("INSERT INTO audiences (id, kind, person_id) VALUES (9, 'person', :p)", {"p": desk.member})
    for number in range(3):
        text = (
            f"Own notes {number}\n\nJune 4, 2026\n\nYard\nA tug is sold to Zibbertek · June 4 · Me\n→ It was {number}."
        )
        take_in(desk.store, desk.names, text, now=NOW, audience_id=9)
    assert "Zibbertek" not in offered(desk)
    assert "Zibbertek" in offered(desk, Asker("T1", "U1", "D1"))
