"""`/sources` as it is drawn: the list, the modal that adds, and what it says of an address that is refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Bot, Open, say


@pytest.mark.parametrize(
    ("query", "size", "add", "look", "words"),
    [
        ("?channel=general", DESKTOP, "Add a source", "Look", "an address inside a private network"),
        ("?as=xiaolin&channel=general", PHONE, "添加来源", "查看", "是内部网络的地址"),
    ],
    ids=["desktop", "phone"],
)
def test_an_address_is_refused_in_the_modal(
    bot: Bot, visit: Open, query: str, size: tuple[int, int], add: str, look: str, words: str
) -> None:
    """The bot itself refuses it, in the reader's language, and keeps what was typed."""
    page = visit(bot.page_url, query, size=size)
    say(page, "/sources")
    page.locator(".message.ephemeral").last.get_by_role("button", name=add).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("http://10.0.0.1/feed")
    dialog.get_by_role("button", name=look).click()
    expect(dialog).to_contain_text(words)
    expect(dialog.get_by_role("textbox")).to_have_value("http://10.0.0.1/feed")
