"""What a newcomer does first: the bot as `tidings run` starts it, in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, ZONE, Bot, Open, keep_picture, say


def test_a_command_is_completed_and_answered(bot: Bot, visit: Open) -> None:
    """A slash offers the commands with their usage, Tab takes one, Enter sends; the answer is for one's eyes only."""
    page = visit(bot.page_url, "?channel=general")
    page.locator("#typed").press_sequentially("/comp")
    choice = page.get_by_role("option", name="/company")
    expect(choice).to_contain_text("Who a company is")
    page.keyboard.press("Tab")
    expect(page.locator("#typed")).to_have_value("/company ")
    expect(page.locator("#usage")).to_contain_text("NAME in any spelling")
    page.keyboard.type("antropic")
    page.keyboard.press("Enter")
    answer = page.locator(".message.ephemeral").last
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("you typed “antropic”")
    expect(answer.get_by_role("button", name="Share in channel")).to_be_visible()


def test_a_did_you_mean_is_followed(bot: Bot, visit: Open) -> None:
    """An unsure name is a question with buttons; pressing one turns the question into the answer."""
    page = visit(bot.page_url, "?channel=general")
    say(page, "/company antropick")
    question = page.locator(".message.ephemeral").last
    question.get_by_role("button", name="Anthropic").click()
    expect(page.locator(".message.ephemeral").last).to_contain_text("Claude Is Brought Up on a Written Constitution")


def test_the_digest_comes_when_the_clock_is_put_forward(bot: Bot, visit: Open) -> None:
    """Ten minutes later the first digest stands in its channel, posted by the scheduler, with its thread."""
    page = visit(bot.page_url, "?channel=ai-news")
    page.locator("#clock").click()
    page.get_by_role("menuitem", name="By 10 minutes").click()
    expect(page.locator("#messages")).to_contain_text("Quick hits")
    expect(page.locator("#clock")).to_have_class("tool ahead")
    page.locator(".thread-below").last.click()
    expect(page.locator("#replies .message")).not_to_have_count(0)
    keep_picture(page, "the_digest_with_its_thread")
    page.keyboard.press("Escape")
    expect(page.locator("#thread")).to_be_hidden()


def test_tomorrow_comes_hour_by_hour(bot: Bot, visit: Open) -> None:
    """The clock goes to nine tomorrow where Ada lives, and the page knows what yesterday was."""
    page = visit(bot.page_url, "?channel=general")
    page.locator("#clock").click()
    page.get_by_role("menuitem", name="To tomorrow, 09:00").click()
    expect(page.locator("#clock-face")).to_contain_text("9:00 AM", timeout=20_000)
    expect(page.locator("#messages .day").first).to_have_text("Yesterday")
    expect(page.locator("#actor-about")).to_contain_text(ZONE)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_speaks_chinese_with_those_who_do(bot: Bot, visit: Open, size: tuple[int, int]) -> None:
    """Acting as 小林, the page and the bot both speak Chinese, and times are those of Shanghai."""
    page = visit(bot.page_url, "?as=ada&channel=general", size=size)
    if size == PHONE:
        page.locator("#menu").click()
    page.get_by_label("Acting as").select_option("小林")
    expect(page.locator("#channels-title")).to_have_text("频道")
    expect(page.locator("#actor-about")).to_have_text("成员 · 中文 · Asia/Shanghai")
    if size == PHONE:
        page.keyboard.press("Escape")
    say(page, "/company antropic")
    answer = page.locator(".message.ephemeral").last
    expect(answer).to_contain_text("仅你可见")
    expect(answer).to_contain_text("公司")
    expect(answer.get_by_role("button", name="English")).to_be_visible()


def test_the_phone_has_room_for_everything(bot: Bot, visit: Open) -> None:
    """Nothing is wider than the screen; channels slide in, a mention is answered in a thread that fills the page."""
    page = visit(bot.page_url, "?channel=general", size=PHONE, dark=True)
    page.locator("#menu").click()
    page.get_by_role("button", name="ai-news", exact=True).click()
    expect(page.locator("#sidebar")).not_to_have_class("open")
    say(page, "@Tidings what is new with stargate?")
    asked = page.locator("#messages .message", has_text="what is new with stargate")
    asked.locator(".thread-below").click()
    expect(page.locator("#replies")).to_contain_text("Stargate")
    expect(page.locator("#main")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "[...document.querySelectorAll('#thread *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
    assert page.evaluate(f"{wide}.length") == 0


def test_the_traffic_shows_what_a_command_sets_off(bot: Bot, visit: Open) -> None:
    """The command with its ack and the answer through its response_url stand beside the channel, secrets masked."""
    page = visit(bot.page_url, "?channel=general")
    page.get_by_role("button", name="Show the traffic").click()
    say(page, "/news chips")
    command = page.locator("#exchanges details", has_text="/news").first
    command.locator("summary").click()
    expect(command.locator("pre").first).to_contain_text('"text": "chips"')
    expect(command.locator("pre").first).to_contain_text("/respond/•••")
    expect(page.locator("#exchanges details", has_text="response_url").first).to_be_visible()
    keep_picture(page, "the_traffic")
    page.keyboard.press("Escape")
    expect(page.locator("#traffic")).to_be_hidden()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_message_is_saved_as_a_story(bot: Bot, visit: Open, size: tuple[int, int]) -> None:
    """A message's menu has the shortcut; what was understood is corrected in the modal and saved."""
    page = visit(bot.page_url, "?as=ada&channel=general", size=size)
    words = f"Nvidia lends the harbour a crane for {size[0]} days"
    page.fill("#typed", words)
    page.get_by_role("button", name="Send").click()
    message = page.locator("#messages article.message", has_text=words).first
    message.tap() if size == PHONE else message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Save as story").click()
    card = page.locator(".message.ephemeral").last
    expect(card).to_contain_text("One story. Is this right?")
    expect(card).to_contain_text("Names: Nvidia")
    keep_picture(page, f"a_card_{size[0]}")
    card.get_by_role("button", name="Correct…").click()
    page.get_by_label("Outlet").fill("Harbour Times")
    keep_picture(page, f"a_card_corrected_{size[0]}")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    saved = page.locator(".message.ephemeral").last
    expect(saved).to_contain_text("Saved for everyone in this workspace.")
    expect(saved).to_contain_text("Harbour Times")
