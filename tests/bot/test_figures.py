"""`/figures`, the figures of `/company`, their chart, and disagreements: as data, and in conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.amounts import amount_words, time_words
from bot.blocks.disagreements import disagreement_line
from bot.blocks.figures import (
    FiguresView,
    as_value,
    chart_answer,
    disagreements_answer,
    figures_answer,
    read_value,
    track_words,
)
from bot.message import Answer
from bot.workspace.limits import check_message
from store.intake import take_in
from store.model import Cause, Disagreement, Figure, Language, Story
from store.timeline import Point, Track
from tests.bot.builders import NVIDIA, ORDERS, ORDERS_ZH
from tests.bot.conftest import NOW, Office, buttons_of, words_of

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
OTHER = replace(ORDERS, id=12, outlet="Reuters", source="Other Letter")
RUN_RATE = Track(
    "revenue run rate",
    "money",
    "USD",
    (
        Point(9e9, 9e9, "exact", "2025-12", stories=(ORDERS,)),
        Point(30e9, None, "at_least", "2026-04-07", stories=(ORDERS, ORDERS_ZH, OTHER)),
    ),
)
VIEW = FiguresView("nvidia")


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (("money", "USD", 30e9, None, "at_least"), "$30B+", "300亿美元以上"),
        (("money", "USD", None, 5e9, "at_most"), "up to $5B", "至多50亿美元"),
        (("money", "CNY", 4.6e9, 4.6e9, "exact"), "CN¥4.6B", "46亿元"),
        (("money", "CHF", 2e6, 2e6, "about"), "about CHF 2M", "约200万 CHF"),
        (("power", "W", 3.5e9, 5e9, "range"), "3.5 GW to 5 GW", "3.5 GW至5 GW"),
        (("people", "1", 22_000, 22_000, "exact"), "22K", "2.2万"),
        (("people", "1", 9_870, 9_870, "exact"), "9,870", "9870"),
        (("parameters", "1", 31e9, 31e9, "exact"), "31B", "310亿"),
        (("percent", "%", 12.5, 12.5, "exact"), "12.5%", "12.5%"),
        (("percent", "pp", 3, 3, "exact"), "3 points", "3个百分点"),
        (("multiple", "1", 2, 2, "exact"), "2×", "2×"),
    ],
)
def test_amounts_are_written_as_newsrooms_do(
    amount: tuple[Any, Any, Any, Any, Any], english: str, chinese: str
) -> None:
    """Short, with the magnitudes of each language, and the bound."""
    assert amount_words(*amount, "en") == english
    assert amount_words(*amount, "zh") == chinese


def test_reports_of_one_storyline_that_credit_nobody_count_once() -> None:
    """Three sources that pass on one text are not three outlets, in a track as in a digest."""
    uncredited = [replace(OTHER, id=n, outlet=None, source=f"Letter {n}", storyline=3) for n in (20, 21, 22)]
    point = Point(9e9, 9e9, "exact", "2026-04-07", stories=tuple(uncredited))
    assert "outlets" not in track_words(replace(RUN_RATE, points=(point,)), "en", 3)
    point = replace(point, stories=(*point.stories, replace(OTHER, id=23, storyline=4)))
    assert "2 outlets" in track_words(replace(RUN_RATE, points=(point,)), "en", 3)


@pytest.mark.parametrize(
    ("time", "english", "chinese"),
    [
        ("2025", "2025", "2025年"), ("2025-12", "end 2025", "2025年底"), ("2026-Q1", "Q1 2026", "2026年第1季度"),
        ("2026-04", "Apr 2026", "2026年4月"), ("2026-04-07", "Apr 2026", "2026年4月"),
    ],
)  # fmt: skip
def test_times_are_as_wide_as_they_are_known(time: str, english: str, chinese: str) -> None:
    """A year stays a year, a quarter a quarter, and a day is told as its month."""
    assert (time_words(time, "en"), time_words(time, "zh")) == (english, chinese)


def test_a_track_tells_how_a_value_moved() -> None:
    """Old value, new value, their times and how many outlets tell of it; a translation is no outlet of its own."""
    assert track_words(RUN_RATE, "en", 3) == "*revenue run rate*: $9B, end 2025 → $30B+, Apr 2026, 2 outlets"
    assert "90亿美元（2025年底） → 300亿美元以上（2026年4月），2 家媒体" in track_words(RUN_RATE, "zh", 3)


def test_a_chart_is_slacks_own_block() -> None:
    """One bar a value, in one magnitude, named by its time; the text says the same."""
    answer = chart_answer(NVIDIA, [RUN_RATE], VIEW, "en")
    [chart] = [block for block in answer.blocks if block["type"] == "data_visualization"]
    assert chart["title"] == "Nvidia: revenue run rate"
    assert chart["chart"]["series"] == [
        {
            "name": "revenue run rate",
            "data": [{"label": "end 2025", "value": 9.0}, {"label": "Apr 2026", "value": 30.0}],
        }
    ]
    assert chart["chart"]["axis_config"] == {"categories": ["end 2025", "Apr 2026"], "y_label": "$B"}
    assert "$9B, end 2025 → $30B+, Apr 2026" in answer.text
    check_message(answer.text, answer.blocks)


def test_what_is_expected_is_said_and_not_drawn() -> None:
    """A chart draws what is; the line tells the forecast as one, and the note says what is left out."""
    forecast = Point(50e9, 50e9, "exact", "2027", stories=(ORDERS,), is_expected=True)
    track = replace(RUN_RATE, points=(*RUN_RATE.points, forecast))
    assert track_words(track, "en", 3).endswith("$30B+, Apr 2026 → $50B, 2027, expected, 2 outlets")
    assert "500亿美元（2027年，预计）" in track_words(track, "zh", 3)
    answer = chart_answer(NVIDIA, [track], VIEW, "en")
    assert answer.blocks[0]["chart"]["axis_config"]["categories"] == ["end 2025", "Apr 2026"]
    assert "What is only expected is not drawn." in str(answer.blocks)
    assert "not drawn" not in str(chart_answer(NVIDIA, [RUN_RATE], VIEW, "en").blocks)
    check_message(answer.text, answer.blocks)


def test_values_of_one_month_are_told_apart() -> None:
    """Slack wants each category once: two values of a month stand at their days, two of a day by number."""
    days = ("2026-04-07", "2026-04-15", "2026-04-15")
    points = tuple(Point(n, n, "exact", day, stories=(ORDERS,)) for n, day in enumerate(days, 1))
    answer = chart_answer(NVIDIA, [replace(RUN_RATE, points=points)], VIEW, "en")
    assert answer.blocks[0]["chart"]["axis_config"]["categories"] == ["7 Apr 2026", "15 Apr 2026", "15 Apr 2026 (2)"]
    check_message(answer.text, answer.blocks)


def test_what_has_one_value_is_not_drawn() -> None:
    """It is said instead."""
    answer = chart_answer(NVIDIA, [replace(RUN_RATE, points=RUN_RATE.points[:1])], VIEW, "en")
    assert answer.text == "There is nothing to draw: no figure of Nvidia has two actual values in one unit."


def told(cause: Cause | None = "magnitude", story: Story = ORDERS, words: str = "130亿美元") -> Disagreement:
    """Make a disagreement of two reports."""
    one = Figure("$1.3B", 3, "money", "USD", 1_300_000_000, 1_300_000_000, "exact")
    other = replace(one, words=words, low=13_000_000_000, high=13_000_000_000)
    return Disagreement(1, 3, one, story, other, ORDERS_ZH, cause, "2026-05-08T06:00:00Z")


def test_a_disagreement_shows_both_values_and_the_likely_cause() -> None:
    """What is in the other language is also given in the reader's."""
    assert disagreement_line(told(), "en") == (
        "*Reports disagree:* $1.3B / 130亿美元 ($13B) (likely off by a factor of 10)"
    )
    assert disagreement_line(told(), "zh") == ("*报道不一致：* $1.3B（13亿美元） / 130亿美元（可能差了 10 倍）")
    assert disagreement_line(told(None), "en").endswith("130亿美元 ($13B)")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_fullest_answers_keep_to_slacks_limits(language: Language) -> None:
    """The longest headlines, addresses, names and amounts, on full pages."""
    url = "https://example.com/?" + "&" * 300
    wide = replace(ORDERS, headline="<&>" * 200, url=url, outlet="&" * 200, source="<" * 200)
    points = tuple(Point(n * 1.234e9, n * 2.345e12, "range", f"2026-04-{n:02}", stories=(wide,)) for n in range(1, 25))
    tracks = [replace(RUN_RATE, unit=f"A{n:02}", points=points) for n in range(30)]
    view = replace_offset(VIEW, 4)
    answers: list[Answer] = [
        figures_answer(replace(NVIDIA, name_en="N" * 400), tracks, [told(None, wide, "&" * 300)] * 9, view, language),
        chart_answer(replace(NVIDIA, name_en="N" * 400), tracks, view, language),
        disagreements_answer([told(None, wide, "&" * 300)] * 40, replace_offset(FiguresView(), 6), language, "UTC"),
    ]
    for answer in answers:
        check_message(answer.text, answer.blocks)
        sections = [block["text"]["text"] for block in answer.blocks if block["type"] == "section"]
        assert all(len(text) < 3000 for text in sections)
        assert "<!" not in answer.text


def replace_offset(view: FiguresView, offset: int) -> FiguresView:
    """Turn to another page."""
    return FiguresView(view.entity, view.track, offset, view.language)


@pytest.mark.parametrize(
    "value", [None, "", "x", "{}x", '{"entity":"../x"}', '{"offset":-1}', '{"more":1}', "[" * 9999]
)
def test_a_forged_button_shows_nothing(value: object) -> None:
    """A value comes back from outside and is checked."""
    assert read_value(value) is None
    assert read_value(as_value(VIEW)) == VIEW


LETTER = """Canal Letter, number 7

June 1 – 7, 2026

Money
Cohere's Run Rate Climbs From $100 Million in 2025 to $400 Million · June 2 · Reuters
→ Cohere was valued at $7 billion. Banks pay for most of it.
Cohere's Run Rate Hits $400 Million · June 4 · Bloomberg
→ The company did not comment.

Chinese version:

运河通讯第7期

2026年6月1日 – 7日

资金
Cohere年化营收从2025年的1亿美元升至40亿美元 · 6月2日 · 路透社
→ Cohere估值70亿美元。大部分来自银行。
Cohere年化营收达4亿美元 · 6月4日 · 彭博社
→ 公司未予置评。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with one more letter, in which a figure slipped."""
    office = Office(tmp_path_factory.mktemp("figures"))
    take_in(office.store, office.names, LETTER, now=NOW)
    yield office
    office.close()


def test_company_shows_its_figures_over_time(desk: Office) -> None:
    """The track, the buttons to its chart and to all figures, above the storylines."""
    answer = desk.types(ADA, "/company cohere")
    assert "*revenue run rate*: $100M, 2025 → $400M, Jun 2026" in words_of(answer)
    assert buttons_of(answer)["figures.chart"] == "Chart"
    assert buttons_of(answer)["figures.show"] == "All figures"
    chart = desk.clicks(ADA, answer, "figures.chart")
    assert chart["blocks"][0]["type"] == "data_visualization"
    assert "Cohere: *revenue run rate*: $100M, 2025" in chart["text"]


def test_a_storyline_says_where_its_reports_disagree(desk: Office) -> None:
    """The slip of the translation is told in the answer, in the reader's language."""
    assert "Reports disagree:" in words_of(desk.types(ADA, "/company cohere"))
    assert "报道不一致：" in words_of(desk.types(LIN, "/company cohere"))


@pytest.mark.parametrize(
    ("person", "line", "words"),
    [
        (ADA, "/figures cohere", ["Cohere: figures", "• $400M, Jun 2026 — ", "Run Rate Climbs", "*valuation*: $7B"]),
        (ADA, "/tidings figures cohere", ["Cohere: figures"]),
        (LIN, "/figures Cohere", ["Cohere：数字", "年化营收", "4亿美元（2026年6月）"]),
        (ADA, "/figures disagreements", ["Where reports disagree", "40亿美元 ($4B)", "Reuters · 2 Jun 2026"]),
        (LIN, "/tidings 数字 不一致", ["报道不一致之处", "40亿美元"]),
        (ADA, "/figures", ["/figures anthropic"]),
        (ADA, "/figures help", ["/figures disagreements"]),
        (LIN, "/figures 帮助", ["/figures 不一致"]),
        (ADA, "/figures tesla", ["No figures of Tesla have been told yet."]),
        (ADA, "/figures disagrements", ["Where reports disagree"]),
        (ADA, "/figures of cohere", ["Cohere: figures"]),
        (ADA, "/figures qwxyzzy", ["I know nothing by the name “qwxyzzy”."]),
        (GUEST, "/figures cohere", ["Cohere: figures"]),
    ],
)  # fmt: skip
def test_figures_are_answered(desk: Office, person: str, line: str, words: list[str]) -> None:
    """A name, the disagreements, help, nothing, and names without figures or unknown."""
    answer = desk.types(person, line)
    assert all(word in words_of(answer) for word in words), words_of(answer)


def test_a_shared_name_leads_to_the_figures_of_each(desk: Office) -> None:
    """Where a name may be several's, each button shows figures, not the name's page."""
    question = desk.types(ADA, "/figures amodei")
    buttons = buttons_of(question)
    assert set(buttons.values()) == {"Dario Amodei (person)", "Daniela Amodei (person)"}
    told = desk.clicks(ADA, question, next(action for action, label in buttons.items() if label.startswith("Dario")))
    assert "No figures of Dario Amodei have been told yet." in words_of(told)


@pytest.mark.parametrize(
    ("person", "typed", "asked"),
    [
        (ADA, "cohreee", "I know nothing by the name “cohreee”.\nDid you mean"),
        (LIN, "cohreee", "我不认识「cohreee」。"),
    ],
)
def test_a_slip_leads_to_figures(desk: Office, person: str, typed: str, asked: str) -> None:
    """The nearest names to one that is unknown are asked about, and a button shows figures too."""
    question = desk.types(person, f"/figures {typed}")
    assert asked in words_of(question)
    [action] = [action for action, label in buttons_of(question).items() if label.startswith("Cohere")]
    assert "Cohere" in words_of(desk.clicks(person, question, action)).splitlines()[0]


def test_pages_and_languages_are_turned_in_place(desk: Office) -> None:
    """The other language takes the place of the answer that only its reader sees."""
    answer = desk.types(ADA, "/figures cohere")
    turned = desk.clicks(ADA, answer, "figures.show.language")
    assert (turned["ts"], "Cohere：数字" in words_of(turned)) == (answer["ts"], True)
