"""The page with a small app: modals, the Home, every block and element, reactions, edits, the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import gallery
from tests.browser.conftest import DESKTOP, PHONE, TABLET, Open, keep_picture, say
from tests.browser.small_app import SmallApp

HEIGHT = 3200
"""Pixels in which every block finds room at once, for one picture."""


def modal(page: Page) -> Locator:
    return page.locator("#modal")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_modal_is_opened_corrected_and_submitted(small_app: SmallApp, visit: Open, size: tuple[int, int]) -> None:
    """What is missing is said beside its field, then what the app finds wrong; what was typed stays throughout."""
    small_app.heard.clear()
    page = visit(small_app.workspace.page_url, "?channel=general", size=size)
    say(page, "/setup")
    expect(modal(page).get_by_role("heading")).to_have_text("Set up the digest")
    expect(modal(page).get_by_label("Name")).to_be_focused()
    page.keyboard.type("ta")
    page.keyboard.press("Enter")
    expect(modal(page)).to_contain_text("At least 3 characters.")
    expect(modal(page)).to_contain_text("Please fill this in.")
    page.keyboard.type("ken")
    modal(page).get_by_role("button", name="Channel").click()
    page.keyboard.type("news")
    page.keyboard.press("Enter")
    modal(page).get_by_role("button", name="Save").click()
    expect(modal(page)).to_contain_text("That name is taken.")
    keep_picture(page, f"a_modal_with_an_error-{size[0]}")
    modal(page).get_by_label("Name").fill("Morning")
    modal(page).get_by_role("button", name="Save").click()
    expect(modal(page)).to_be_hidden()
    values = small_app.heard[-1]["view"]["state"]["values"]
    assert values["name"]["name"]["value"] == "Morning"
    assert values["channel"]["channel"]["selected_channel"] == "C0AINEWS01"
    assert values["often"]["often"]["selected_option"]["value"] == "daily"
    assert values["time"]["time"]["selected_time"] == "08:30"


def test_every_input_says_what_was_chosen(small_app: SmallApp, visit: Open) -> None:
    """Several people, a day and time in one's own zone, checkboxes and radios arrive as Slack writes them."""
    small_app.heard.clear()
    page = visit(small_app.workspace.page_url, "?channel=general")
    say(page, "/setup every input")
    modal(page).get_by_label("Name").fill("Morning")
    modal(page).get_by_role("button", name="Channel").click()
    page.keyboard.press("Enter")
    modal(page).get_by_role("button", name="Readers").click()
    page.locator(".picking").get_by_role("option", name="小林").click()
    page.locator(".picking").get_by_role("option", name="Ada").click()
    page.keyboard.press("Escape")
    modal(page).get_by_role("button", name="Follow").click()
    expect(page.locator(".picking [role=option]")).to_have_count(3)
    page.keyboard.type("nvi")
    expect(page.locator(".picking [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    modal(page).get_by_label("Day", exact=True).fill("2026-11-23")
    modal(page).get_by_label("Begins day").fill("2026-07-01")
    modal(page).get_by_label("Begins time").fill("09:15")
    modal(page).get_by_role("checkbox", name="Weekly").check()
    modal(page).get_by_role("radio", name="每月").check()
    modal(page).get_by_label("At most").fill("21")
    modal(page).get_by_label("Mail").fill("nobody")
    modal(page).get_by_label("Feed").fill("javascript:alert(1)")
    modal(page).get_by_role("button", name="Save").click()
    for problem in ("At most 20.", "This is not an email address.", "This is not a web address"):
        expect(modal(page)).to_contain_text(problem)
    modal(page).get_by_label("At most").fill("7")
    modal(page).get_by_label("Mail").fill("ada@news.example")
    modal(page).get_by_label("Feed").fill("https://news.example/feed")
    keep_picture(page, "every_input")
    modal(page).get_by_role("button", name="Save").click()
    expect(modal(page)).to_be_hidden()
    values = {name: state[name] for name, state in small_app.heard[-1]["view"]["state"]["values"].items()}
    assert values["readers"]["selected_users"] == ["U0XIAOLIN1", "U0ADA00001"]
    assert values["follow"]["selected_option"]["value"] == "nvidia"
    assert values["day"]["selected_date"] == "2026-11-23"
    assert values["begins"]["selected_date_time"] == 1782890100  # 09:15 in Berlin's summer is 07:15 UTC
    assert [chosen["value"] for chosen in values["topics"]["selected_options"]] == ["weekly"]
    assert values["language"]["selected_option"]["value"] == "monthly"
    assert [values[name]["value"] for name in ("most", "mail", "feed")] == [
        "7",
        "ada@news.example",
        "https://news.example/feed",
    ]


def test_modals_change_and_lie_upon_each_other(small_app: SmallApp, visit: Open) -> None:
    """An update keeps what was typed; back returns to the one beneath; Escape closes all and the app is told."""
    small_app.heard.clear()
    page = visit(small_app.workspace.page_url, "?channel=general")
    say(page, "/setup")
    modal(page).get_by_label("Name").fill("Half typed")
    modal(page).get_by_role("button", name="Change").click()
    expect(modal(page)).to_contain_text("Changed.")
    expect(modal(page).get_by_label("Name")).to_have_value("Half typed")
    modal(page).get_by_role("button", name="Go deeper").click()
    expect(modal(page).get_by_role("heading")).to_have_text("Deeper")
    modal(page).get_by_role("button", name="Back").first.click()
    expect(modal(page).get_by_label("Name")).to_have_value("Half typed")
    page.keyboard.press("Escape")
    expect(modal(page)).to_be_hidden()
    small_app.workspace.wait_for(lambda: small_app.heard and small_app.heard[-1]["type"] == "view_closed")
    assert small_app.heard[-1]["is_cleared"]


def test_the_home_is_drawn_and_used(small_app: SmallApp, visit: Open) -> None:
    """Opening the Home tells the app, which publishes it; its buttons work."""
    small_app.heard.clear()
    page = visit(small_app.workspace.page_url, "?channel=im")
    page.get_by_role("tab", name="Home").click()
    expect(page.locator("#home")).to_contain_text("You follow Anthropic and 英伟达.")
    page.get_by_role("button", name="Unfollow").click()
    heard = small_app.workspace.wait_for(lambda: small_app.heard)
    assert heard[0]["container"]["type"] == "view"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_every_block_is_drawn(small_app: SmallApp, visit: Open, size: tuple[int, int], dark: bool) -> None:
    """No block is left as its name, and nothing is wider than the page at any size."""
    if not small_app.workspace.messages("editors"):
        small_app.post(*gallery.MESSAGES, channel="C0EDITORS1")
    page = visit(small_app.workspace.page_url, "?channel=editors", size=(size[0], HEIGHT), dark=dark)
    expect(page.locator(".body")).to_have_count(len(gallery.MESSAGES) + 1)  # the Home is a body too
    expect(page.locator(".unknown")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_elements_tell_the_app(small_app: SmallApp, visit: Open) -> None:
    """Menus, selects, dates, checkboxes and feedback tell what was chosen; a danger is asked about first."""
    heard = small_app.heard
    heard.clear()
    small_app.post(gallery.INTERACTIVE, channel="C0GENERAL1")
    page = visit(small_app.workspace.page_url, "?channel=general", size=(1280, 1600))
    shown = page.locator("#messages .message").last

    def told(count: int) -> dict[str, object]:
        small_app.workspace.wait_for(lambda: len(heard) >= count)
        action: dict[str, object] = heard[-1]["actions"][0]
        return action

    shown.get_by_role("button", name="More actions").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert told(1)["selected_option"]["value"] == "mute"  # type: ignore[index]
    shown.get_by_role("button", name="Choose").click()
    page.get_by_role("option", name="每月").click()
    assert told(2)["selected_option"]["value"] == "monthly"  # type: ignore[index]
    shown.get_by_role("checkbox", name="Two").check()
    assert [each["value"] for each in told(3)["selected_options"]] == ["2"]  # type: ignore[attr-defined]
    shown.locator("input[type=date]").fill("2026-12-24")
    assert told(4)["selected_date"] == "2026-12-24"
    shown.get_by_role("button", name="Good answer").click()
    assert told(5)["value"] == "good"
    shown.get_by_role("button", name="Danger").click()
    page.get_by_role("button", name="Leave it").click()
    shown.get_by_role("button", name="Danger").click()
    page.get_by_role("button", name="Do it").click()
    assert told(6)["action_id"] == "danger"
    values = {name: value for block in heard[-1]["state"]["values"].values() for name, value in block.items()}
    assert values["often"]["selected_option"]["value"] == "monthly"
    assert values["day"]["selected_date"] == "2026-12-24"


def test_messages_are_reacted_to_changed_and_deleted(small_app: SmallApp, visit: Open) -> None:
    """The row of buttons over a message reacts; the up arrow changes one's last message; deleting is asked about."""
    page = visit(small_app.workspace.page_url, "?channel=quiet")
    say(page, "a messge with *stars*")
    shown = page.locator("#messages .message").last
    shown.hover()
    page.get_by_role("button", name="React with eyes").click()
    expect(shown.locator(".reaction")).to_have_text(re.compile("👀.*1", re.DOTALL))
    shown.hover()
    page.get_by_role("button", name="Add reaction…").click()
    page.keyboard.type("rocket")
    page.keyboard.press("Enter")
    expect(shown.locator(".reaction")).to_have_count(2)
    shown.locator(".reaction").first.click()
    expect(shown.locator(".reaction")).to_have_count(1)
    page.locator("#typed").press("ArrowUp")
    expect(page.get_by_label("Edit message")).to_have_value("a messge with *stars*")
    page.get_by_label("Edit message").fill("a message with *stars*")
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("a message with stars(edited)")
    keep_picture(page, "reactions_and_edits")
    shown.hover()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete message").click()
    expect(page.locator("#messages .message")).to_have_count(0)


def test_an_ephemeral_message_vanishes_on_reload(small_app: SmallApp, visit: Open) -> None:
    """It is marked, and gone when the page is opened anew."""
    page = visit(small_app.workspace.page_url, "?channel=ai-news")
    small_app.client.chat_postEphemeral(channel="C0AINEWS01", user="U0ADA00001", text="psst")
    expect(page.locator(".message.ephemeral")).to_contain_text("Only visible to you")
    page.reload()
    expect(page.locator("#status.online")).to_be_attached()
    expect(page.locator(".message.ephemeral")).to_have_count(0)


def test_what_is_new_is_marked(small_app: SmallApp, visit: Open) -> None:
    """A channel with news is bold and says so; inside, a line stands above what is new."""
    small_app.post(text="before", channel="C0AINEWS01")
    page = visit(small_app.workspace.page_url, "?channel=general")
    small_app.post(text="after", channel="C0AINEWS01")
    channel = page.locator("#channels").get_by_role("button", name="ai-news")
    expect(channel).to_have_accessible_name("ai-news unread")
    expect(page).to_have_title("(1) #general · Local workspace")
    channel.click()
    expect(page.locator("#messages .new + .message")).to_contain_text("after")
    expect(channel).to_have_accessible_name("ai-news")


def test_everything_is_reached_by_the_keyboard(small_app: SmallApp, visit: Open) -> None:
    """Tab goes from skip link to channels, header, messages and box; arrows go from message to message and beyond."""
    small_app.post(text="one", channel="C0GENERAL1")
    page = visit(small_app.workspace.page_url, "?channel=general")
    page.locator(".skip").focus()
    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert seen == ["actor", "general", "ai-news", "quiet", "editors", "Tidings", "clock", "traffic-open"]
    page.locator("#messages").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#messages .message").last).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#messages .message").last.locator(".reaction")).to_have_count(1)


def test_a_screen_reader_is_told_what_is_what(small_app: SmallApp, visit: Open) -> None:
    """Regions, the log of messages, the list of channels and the box have their roles and names."""
    page = visit(small_app.workspace.page_url, "?channel=quiet")
    expect(page.locator("body")).to_match_aria_snapshot("""
      - navigation "Channels and people":
        - heading "Local workspace" [level=1]
        - combobox "Acting as"
        - list "Channels":
          - listitem:
            - button "general"
        - list "Direct messages":
          - listitem:
            - button "Tidings"
        - status
      - main:
        - heading "#quiet" [level=2]
        - button /Put its clock forward/
        - button "Show the traffic"
        - log "Messages"
        - combobox "Message"
        - button "Send"
    """)
