"""The modal of a digest in the browser: searched menus, the preview that follows, and what the channel is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import DESKTOP, PHONE, Bot, Open, keep_picture, say


def choose(modal: Locator, label: str, typed: str, option: str) -> None:
    """Open a searched menu by its label, type, take an option, and leave a menu for several by touching elsewhere.

    Not by Escape: where the preview has come meanwhile and closed the menu, that would close the modal.
    """
    modal.get_by_role("button", name=label).click()
    modal.page.locator(".picking .filter").press_sequentially(typed)
    modal.page.get_by_role("option", name=option).first.click()
    modal.get_by_role("heading").first.click()
    expect(modal.page.locator(".picking")).to_be_hidden()


@pytest.mark.parametrize(("size", "channel"), [(DESKTOP, "general"), (PHONE, "editors")], ids=["desktop", "phone"])
def test_a_digest_is_set_up_in_the_modal(bot: Bot, visit: Open, size: tuple[int, int], channel: str) -> None:
    """A name and a zone are searched, the preview says when it comes first, and saving is said in the channel."""
    page = visit(bot.page_url, f"?channel={channel}", size=size)
    say(page, "/digest setup")
    modal = page.locator("dialog#modal[open]")
    expect(modal).to_contain_text("This is what it would bring now")
    choose(modal, "Tell first of", "英伟", "Nvidia")
    choose(modal, "Time zone", "shang", "Asia/Shanghai")
    expect(modal).to_contain_text("Nvidia (company)")
    keep_picture(page, f"setup_{size[0]}")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_be_hidden()
    said = page.locator("#messages .message").last
    expect(said).to_contain_text("(Asia/Shanghai), in English")
    expect(said).to_contain_text("First of Nvidia.")
