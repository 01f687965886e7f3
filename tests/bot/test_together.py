"""Why reports are one storyline: the menu at its side, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.together import storyline_menu, together_answer
from bot.pages import Shown
from bot.workspace.limits import check_message
from store.intake import take_in
from store.model import Language
from store.reasons import Reason
from tests.bot.builders import ORDERS, ORDERS_ZH, TSMC
from tests.bot.conftest import NOW, Office, words_of

ADA, LIN = "Ada", "小林"

FIRST = """Canal Letter, number 7

June 1 – 7, 2026

Money
Cohere Raises $412 Million From Six Banks at a $7.3 Billion Valuation · June 2 · Reuters
→ Cohere raised $412 million. The round values it at $7.3 billion.
A Bakery Opens in Leeds · June 2 · Reuters
→ It sells bread.
"""
SECOND = """Harbour Post, number 31

June 1 – 7, 2026

Business
Toronto's Cohere Lands $412 Million Round, Valued at $7.3 Billion · June 3 · Bloomberg
→ Six banks put $412 million into Cohere, at a valuation of $7.3 billion.
Rain Stops Play in Delhi · June 3 · Bloomberg
→ The match goes on tomorrow.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office to which two letters told of one event."""
    office = Office(tmp_path_factory.mktemp("together"))
    for letter in (FIRST, SECOND):
        take_in(office.store, office.names, letter, now=NOW)
    yield office
    office.close()


def menus(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the menus of a message."""
    return [block["accessory"] for block in message["blocks"] if "accessory" in block]


@pytest.mark.parametrize(
    ("person", "label", "words"),
    [
        (ADA, "Why together?", ["Why these reports are one story", "($412 Million; ", "Reuters"]),
        (LIN, "为何归为一条？", ["这些报道为何归为一条", "同一数字", "都提到Cohere"]),
    ],
)  # fmt: skip
def test_a_storyline_of_two_reports_says_why(desk: Office, person: str, label: str, words: list[str]) -> None:
    """The menu stands at the storyline's side; its answer names both reports and what they share."""
    answer = desk.types(person, "/company cohere")
    [menu, *_] = menus(answer)
    assert menu["options"][0]["text"]["text"] == label
    before = {found["ts"] for found in desk.seen(person, "ai-news")}
    desk.workspace.click(person, "ai-news", answer["ts"], menu["action_id"], menu["options"][0]["value"])
    told = desk.workspace.wait_for(
        lambda: next((found for found in desk.seen(person, "ai-news") if found["ts"] not in before), {})
    )
    assert all(word in words_of(told) for word in words), words_of(told)


def test_a_report_that_stands_alone_has_no_menu() -> None:
    """Nothing was joined, so there is nothing to ask."""
    assert storyline_menu(Shown(ORDERS), "en") == {}
    assert storyline_menu(Shown(ORDERS, (ORDERS_ZH,)), "en")["accessory"]["type"] == "overflow"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_longest_answer_keeps_to_slacks_limits(language: Any) -> None:
    """Long headlines, addresses, names and many ties; nothing of them is markup."""
    wide = replace(ORDERS, headline="<&>" * 200, url=f"https://example.com/{'&' * 40}", outlet="<!channel>" * 9)
    named = replace(TSMC, name_en="&" * 200, name_zh="<" * 200)
    reason = Reason("figures", wide, wide, (named,) * 9, (("<" * 90, "&" * 90),) * 9, 0.7)
    answer = together_answer([reason] * 40, language)
    check_message(answer.text, answer.blocks)
    assert all(len(block["text"]["text"]) < 3000 for block in answer.blocks)
    assert "<!" not in answer.text


@pytest.mark.parametrize("gate", ["translation", "link", "text", "figures", "meaning", "names"])
def test_every_gate_has_its_words(gate: Any) -> None:
    """A reason without evidence is told by its gate alone."""
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        answer = together_answer([Reason(gate, ORDERS, ORDERS_ZH, (), (), 0.7)], language)
        assert "Nvidia doubles" in answer.text
        assert "英伟达封装订单翻倍" in answer.text


def test_a_storyline_that_is_gone_says_so() -> None:
    """A button of long ago is answered."""
    assert together_answer([], "en").text == "Only one report of this is known here."
