"""Hiding a story in Slack: by the menu of an answer or of a digest, undone by a button, for editors alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.blocks.hiding import HiddenPage, hidden_answer, hidden_list
from bot.workspace.limits import check_message
from store.model import Hidden
from tests.bot.builders import ORDERS
from tests.bot.conftest import Office, buttons_of, words_of

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
RUBIN = "Nvidia Sells Rubin Racks"

Json = dict[str, Any]


class HidingOffice(Office):
    """An office in which people choose from the menus of stories."""

    def chooses(self, who: str, message: Json, label: str, headline: str = "", channel: str = "ai-news") -> Json:
        """Have a person choose an item of a story's menu, and give what they alone are told."""
        before = {found["ts"] for found in self.seen(who, channel)}
        menu = next(menu for told, menu in menus(message) if headline in told)
        [value] = [option["value"] for option in menu["options"] if label in option["text"]["text"]]
        self.workspace.click(who, channel, message["ts"], menu["action_id"], value)
        return self.workspace.wait_for(
            lambda: next((found for found in self.seen(who, channel) if found["ts"] not in before), {})
        )

    def edition(self) -> Json:
        """Have an edition posted in #ai-news, and give its post."""
        self.desk.delivery.post_now(channel="C0AINEWS01", person="U0ADA00001", language="en", zone="UTC")
        self.desk.delivery.deliver_unfinished()
        return next(found for found in self.workspace.messages("ai-news") if found.get("metadata"))


def menus(message: Json) -> list[tuple[str, Json]]:
    """Give the menus of a message, each with what the section beside it says."""
    found = [(block["text"]["text"], block["accessory"]) for block in message["blocks"] if "accessory" in block]
    return [(words, menu) for words, menu in found if menu["type"] == "overflow"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HidingOffice]:
    """An office of its own."""
    office = HidingOffice(tmp_path)
    yield office
    office.close()


def test_an_editor_hides_a_story_of_an_answer(office: HidingOffice) -> None:
    """The menu beside it hides it, everybody's next answer is without it, and a button brings it back."""
    answer = office.types(ADA, "/company nvidia")
    assert RUBIN in words_of(answer)
    told = office.chooses(ADA, answer, "Hide this story", RUBIN)
    assert "Hidden: *Nvidia Sells Rubin Racks" in words_of(told)
    assert "Rubin" not in words_of(office.types(LIN, "/company nvidia")), "its translation is the same report"
    listed = office.types(ADA, "/tidings hidden")
    assert "hidden 8 Jun 2026 by <@U0ADA00001>" in words_of(listed)
    [[undo, label]] = buttons_of(told).items()
    assert label == "Undo"
    assert "Shown again" in words_of(office.clicks(ADA, told, undo))
    assert "Rubin" in words_of(office.types(LIN, "/company nvidia"))
    assert [row[0] for row in office.store.db.execute("SELECT action FROM audit ORDER BY id")] == [
        *["stories.hide"] * 2,
        *["stories.show"] * 2,
    ]


def test_a_posted_edition_stays_as_it_is(office: HidingOffice) -> None:
    """An editor hides by the menu of a digest; its post is left alone, the list shows the story again."""
    post = office.edition()
    headline = menus(post)[0][0].partition("|")[2].partition(">")[0]
    told = office.chooses(ADA, post, "Hide (editors)", headline)
    assert "what was posted stays" in words_of(told)
    assert words_of(next(found for found in office.workspace.messages("ai-news") if found.get("metadata"))) == words_of(
        post
    )
    listed = office.types(ADA, "/tidings hidden")
    show, *_ = [block["accessory"]["action_id"] for block in listed["blocks"] if "accessory" in block]
    shown = words_of(office.clicks(ADA, listed, show))
    assert "Shown again" in shown
    assert "Nothing is hidden" in shown


@pytest.mark.parametrize(("who", "words"), [(LIN, "需要编辑权限"), (GUEST, "That is for editors")])
def test_others_hide_nothing(office: HidingOffice, who: str, words: str) -> None:
    """Their answers offer no hiding; in a digest, which all read alike, they are told whose choice it is."""
    assert not [menu for _, menu in menus(office.types(who, "/company nvidia")) if "hide" in str(menu)]
    assert words in words_of(office.chooses(who, office.edition(), "Hide (editors)"))
    assert words in words_of(office.types(who, "/tidings hidden"))
    assert RUBIN in words_of(office.types(ADA, "/company nvidia"))


def test_what_everyone_reads_offers_no_hiding(office: HidingOffice) -> None:
    """An answer in a thread has no such item, and the list of what is hidden is not told there."""
    assert not [menu for _, menu in menus(office.says(ADA, "@Tidings nvidia")) if "hide" in str(menu)]
    assert "Hidden stories" not in words_of(office.says(ADA, "@Tidings hidden"))
    assert "Nothing is hidden" in words_of(office.says(ADA, "hidden", "im"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_longest_list_keeps_to_slacks_limits(language: Any) -> None:
    """Long headlines and addresses of ten stories; nothing of them is markup."""
    wide = [
        Hidden(replace(ORDERS, id=n, headline="<&>" * 200, url=f"https://example.com/{'a' * 550}", outlet="&" * 90),
               "2026-06-08T06:00:00Z", "U1" if n % 2 else None)
        for n in range(10)
    ]  # fmt: skip
    listed = hidden_list(HiddenPage(wide, 40, 10), "UTC", language)
    check_message(listed.text, listed.blocks)
    assert list(buttons_of({"blocks": listed.blocks})) == ["hiding.page.newer", "hiding.page.more"]
    check_message((told := hidden_answer(wide[0].story, language)).text, told.blocks)
