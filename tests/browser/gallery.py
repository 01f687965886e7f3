"""Blocks of every kind and a modal with every input, as an app might send them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, **more: Json) -> Json:
    return {"text": plain(text), "value": value, **more}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def picture(alt_text: str) -> Json:
    return {"type": "image", "image_url": "https://pictures.example/x.png", "alt_text": alt_text}


LINK: Json = {"type": "link", "url": "https://news.example/a", "text": "a link"}


def section_of(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(leaves)}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


OFTEN = [option("Daily", "daily"), option("Weekly", "weekly"), option("每月", "monthly")]

RICH_TEXT: Json = {
    "type": "rich_text",
    "elements": [
        section_of(
            words("Rich, "),
            words("bold", bold=True),
            words(" and "),
            words("code", code=True),
            words(" with "),
            LINK,
            {"type": "emoji", "name": "tada"},
            {"type": "user", "user_id": "U0ADA00001"},
            {"type": "channel", "channel_id": "C0AINEWS01"},
        ),
        {"type": "rich_text_list", "style": "bullet", "elements": [section_of(words("one")), section_of(words("two"))]},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [section_of(words("nested"))]},
        {"type": "rich_text_quote", "elements": [words("a quote\nof two lines")]},
        {"type": "rich_text_preformatted", "elements": [words("x = 1")]},
    ],
}

MARKDOWN = """\
# Heading
Some **bold**, *italic*, ~~struck~~, `code` and [a link](https://news.example/a).

1. first
   - nested
2. second

- [x] done
- [ ] to do

> quoted

| Company | Stories |
|:--|--:|
| Anthropic | 12 |
| 英伟达 | 8 |

---

```python
x = 1
```
"""


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


TABLE: Json = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
    "rows": [
        [raw("Company"), raw("Stories")],
        [raw("Anthropic"), raw("12")],
        [{"type": "rich_text", "elements": [section_of(LINK)]}, raw("8")],
    ],
}


def card(number: int) -> Json:
    return {
        "type": "card",
        "hero_image": picture("A data centre at night"),
        "icon": picture("Logo"),
        "title": mrkdwn(f"*Story {number}*: a headline"),
        "subtitle": mrkdwn("The Observer · 22 Nov"),
        "body": mrkdwn("What happened, in a sentence or two, and why it matters."),
        "actions": [button("Follow", f"follow-{number}", style="primary")],
    }


def chart(kind: str) -> Json:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    series = [
        {"name": name, "data": [{"label": day, "value": (i * step) % 9 - 2} for i, day in enumerate(days)]}
        for name, step in (("English", 4), ("中文", 5))
    ]
    axis = {"categories": days, "x_label": "Day", "y_label": "Stories"}
    return {
        "type": "data_visualization",
        "title": f"Stories a day ({kind})",
        "chart": {"type": kind, "series": series, "axis_config": axis},
    }


PIE: Json = {
    "type": "data_visualization",
    "title": "Stories by outlet",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": "Observer", "value": 60},
            {"label": "晚点", "value": 30},
            {"label": "Other", "value": 10},
        ],
    },
}

INTERACTIVE: list[Json] = [
    {"type": "header", "text": plain("Everything one can press :gear:")},
    {
        "type": "section",
        "text": mrkdwn("A *menu* for more"),
        "accessory": {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Edit", "edit"), option("Mute", "mute")],
        },
    },
    {
        "type": "section",
        "text": mrkdwn("How often?"),
        "accessory": {"type": "static_select", "action_id": "often", "placeholder": plain("Choose"), "options": OFTEN},
    },
    {"type": "section", "text": mrkdwn("A picture beside it"), "accessory": picture("A logo")},
    {"type": "section", "fields": [mrkdwn("*One*\nfirst"), plain("<two>")]},
    {
        "type": "section",
        "text": mrkdwn("Which?"),
        "accessory": {"type": "checkboxes", "action_id": "which", "options": [option("One", "1"), option("Two", "2")]},
    },
    {
        "type": "actions",
        "elements": [
            button("Plain", "plain", value="v"),
            button("Primary", "primary", style="primary"),
            button(
                "Danger",
                "danger",
                style="danger",
                confirm={
                    "title": plain("Really?"),
                    "text": plain("This cannot be undone."),
                    "confirm": plain("Do it"),
                    "deny": plain("Leave it"),
                },
            ),
            button("Link", "link", url="https://news.example/a"),
        ],
    },
    {
        "type": "actions",
        "elements": [
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-22"},
            {"type": "timepicker", "action_id": "hour", "initial_time": "08:30"},
            {"type": "multi_users_select", "action_id": "people", "placeholder": plain("People")},
            {"type": "radio_buttons", "action_id": "one", "options": OFTEN},
        ],
    },
    {"type": "context", "elements": [picture("A small sign"), mrkdwn("said by *someone*")]},
    {"type": "divider"},
    {**picture("A chart of growing things"), "title": plain("A picture")},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": plain("👍"), "value": "good", "accessibility_label": "Good answer"},
                "negative_button": {"text": plain("👎"), "value": "bad", "accessibility_label": "Bad answer"},
            },
            {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "delete"},
        ],
    },
]

MESSAGES: list[list[Json]] = [
    [RICH_TEXT],
    [{"type": "markdown", "text": MARKDOWN}],
    [TABLE],
    [{"type": "carousel", "elements": [card(number) for number in range(1, 5)]}],
    [PIE, chart("bar")],
    [chart("line"), chart("area")],
    INTERACTIVE,
]


def field(label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": element["action_id"], "label": plain(label), "element": element, **more}


MODAL: Json = {
    "type": "modal",
    "callback_id": "setup",
    "title": plain("Set up the digest"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "notify_on_close": True,
    "blocks": [
        {"type": "section", "block_id": "intro", "text": mrkdwn("When *#ai-news* gets its digest.")},
        field(
            "Name", {"type": "plain_text_input", "action_id": "name", "min_length": 3}, hint=plain("Above each edition")
        ),
        field("Notes", {"type": "plain_text_input", "action_id": "notes", "multiline": True}, optional=True),
        field(
            "How often", {"type": "static_select", "action_id": "often", "options": OFTEN, "initial_option": OFTEN[0]}
        ),
        field("Channel", {"type": "channels_select", "action_id": "channel"}),
        field("Readers", {"type": "multi_users_select", "action_id": "readers"}, optional=True),
        field("Follow", {"type": "external_select", "action_id": "follow", "min_query_length": 0}, optional=True),
        field("Day", {"type": "datepicker", "action_id": "day"}, optional=True),
        field("Time", {"type": "timepicker", "action_id": "time", "initial_time": "08:30"}),
        field("Begins", {"type": "datetimepicker", "action_id": "begins"}, optional=True),
        field("Topics", {"type": "checkboxes", "action_id": "topics", "options": OFTEN[:2]}, optional=True),
        field("Language", {"type": "radio_buttons", "action_id": "language", "options": OFTEN}, optional=True),
        field(
            "At most",
            {
                "type": "number_input",
                "is_decimal_allowed": False,
                "action_id": "most",
                "min_value": "1",
                "max_value": "20",
            },
            optional=True,
        ),
        field("Mail", {"type": "email_text_input", "action_id": "mail"}, optional=True),
        field("Feed", {"type": "url_text_input", "action_id": "feed"}, optional=True),
        {"type": "actions", "elements": [button("Change", "change"), button("Go deeper", "deeper")]},
    ],
}

DEEPER: Json = {
    "type": "modal",
    "callback_id": "deeper",
    "title": plain("Deeper"),
    "close": plain("Back"),
    "blocks": [{"type": "section", "text": mrkdwn("This lies on top.")}],
}

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your desk")},
        {"type": "section", "text": mrkdwn("You follow *Anthropic* and *英伟达*.")},
        {"type": "actions", "elements": [button("Unfollow", "unfollow")]},
    ],
}
