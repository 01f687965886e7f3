"""What Slack allows inside blocks: texts, options, confirmations, buttons, menus, pickers and inputs.

The numbers are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit) and of the comments in
@slack/types; a number from elsewhere names its source.
"""

from __future__ import annotations

from bot.workspace.checks import Check, Items, Kinds, Number, OneOf, Problems, Shape, Words, yes_or_no
from bot.workspace.model import Json

ID = Words(255)
URL = Words(3_000, pattern=r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")

_STYLE = OneOf(("primary", "danger"))


def plain(most: int) -> Kinds:
    """Check a text object that must be plain text of at most so many characters."""
    return Kinds({"plain_text": Shape({"text": Words(most)}, {"emoji": yes_or_no})})


def text(most: int = 3_000) -> Kinds:
    """Check a text object, plain or in mrkdwn, of at most so many characters."""
    return Kinds({**plain(most).shapes, "mrkdwn": Shape({"text": Words(most)}, {"verbatim": yes_or_no})})


_OPTION = {"value": Words(75)}
"""Slack's reference says 150 characters, the comments in @slack/types 75: the smaller one is safe."""

PLAIN_OPTION = Shape({"text": plain(75), **_OPTION}, {"description": plain(75)})
OPTION = Shape({"text": text(75), **_OPTION}, {"description": text(75)})
LINK_OPTION = Shape({"text": plain(75), **_OPTION}, {"description": plain(75), "url": URL})
_GROUP = Shape({"label": plain(75), "options": Items(PLAIN_OPTION, 100)})

CONFIRM = Shape({"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, {"style": _STYLE})

_ACTIONABLE: dict[str, Check] = {"action_id": ID}
_CONFIRMED: dict[str, Check] = {**_ACTIONABLE, "confirm": CONFIRM}
_FOCUSED: dict[str, Check] = {**_CONFIRMED, "focus_on_load": yes_or_no}
_PLACED: dict[str, Check] = {**_FOCUSED, "placeholder": plain(150)}
_MANY: dict[str, Check] = {**_PLACED, "max_selected_items": Number(1, 100)}
_DISPATCH = Shape({"trigger_actions_on": Items(OneOf(("on_enter_pressed", "on_character_entered")), 2)})
_TYPED: dict[str, Check] = {
    **_ACTIONABLE,
    "focus_on_load": yes_or_no,
    "placeholder": plain(150),
    "dispatch_action_config": _DISPATCH,
}
_FILTER = Shape(
    {},
    {
        "include": Items(OneOf(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": yes_or_no,
        "exclude_bot_users": yes_or_no,
    },
    some_of=("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
_CHOICE: dict[str, Check] = {"response_url_enabled": yes_or_no}
_CONVERSATIONS: dict[str, Check] = {"default_to_current_conversation": yes_or_no, "filter": _FILTER}

DATE = Words(10, pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = Words(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")


def _initial_is_offered(problems: Problems, element: Json, path: str) -> None:
    """Check that what is chosen at first is one of the options, exactly."""
    groups = element.get("option_groups") or [element]
    offered = [option for group in groups for option in group.get("options", [])]
    if element.get("initial_option") is not None and element["initial_option"] not in offered:
        problems.add("initial_option must match one of the options", f"{path}/initial_option")
    for i, option in enumerate(element.get("initial_options") or []):
        if option not in offered:
            problems.add("initial_options must match the options", f"{path}/initial_options/{i}")


def _options_or_groups(problems: Problems, element: Json, path: str) -> None:
    if element.get("options") and element.get("option_groups"):
        problems.add("only one of options and option_groups is allowed", path)
    _initial_is_offered(problems, element, path)


def _static(fields: dict[str, Check]) -> Shape:
    """Check a menu whose options stand in it."""
    offered: dict[str, Check] = {"options": Items(PLAIN_OPTION, 100), "option_groups": Items(_GROUP, 100)}
    return Shape({}, {**fields, **offered}, some_of=("options", "option_groups"), also=_options_or_groups)


def _group(initial: str, check: Check) -> Shape:
    """Check a group of boxes or buttons to tick."""
    return Shape({"options": Items(OPTION, 10)}, {**_FOCUSED, initial: check}, also=_initial_is_offered)


def _button(**more: Check) -> Shape:
    return Shape({"text": plain(75)}, {**_CONFIRMED, "style": _STYLE, "accessibility_label": Words(75), **more})


def _lengths_in_order(problems: Problems, element: Json, path: str) -> None:
    if element.get("min_length", 0) > element.get("max_length", 3_000):
        problems.add("min_length must not be greater than max_length", f"{path}/min_length")


_FEEDBACK = Shape({"text": plain(75), "value": Words(2_000)}, {"accessibility_label": Words(75)})
_IDS = Items(Words(255), 100)

IMAGE = Shape({"alt_text": Words(2_000)}, {"image_url": URL, "slack_file": Shape({}, {"id": ID, "url": URL})},
              some_of=("image_url", "slack_file"))  # fmt: skip

ELEMENTS = Kinds(
    {
        "button": _button(value=Words(2_000), url=URL),
        "workflow_button": Shape(
            {"text": plain(75), "workflow": Shape({"trigger": Shape({"url": URL})})},
            {"action_id": ID, "style": _STYLE, "accessibility_label": Words(75)},
        ),
        "image": IMAGE,
        "overflow": Shape({"options": Items(LINK_OPTION, 5)}, _CONFIRMED),
        "checkboxes": _group("initial_options", Items(OPTION, 10)),
        "radio_buttons": _group("initial_option", OPTION),
        "static_select": _static({**_PLACED, "initial_option": PLAIN_OPTION}),
        "users_select": Shape({}, {**_PLACED, "initial_user": ID}),
        "channels_select": Shape({}, {**_PLACED, **_CHOICE, "initial_channel": ID}),
        "conversations_select": Shape({}, {**_PLACED, **_CHOICE, **_CONVERSATIONS, "initial_conversation": ID}),
        "external_select": Shape({}, {**_PLACED, "initial_option": PLAIN_OPTION, "min_query_length": Number(0, 100)}),
        "multi_static_select": _static({**_MANY, "initial_options": Items(PLAIN_OPTION, 100)}),
        "multi_users_select": Shape({}, {**_MANY, "initial_users": _IDS}),
        "multi_channels_select": Shape({}, {**_MANY, "initial_channels": _IDS}),
        "multi_conversations_select": Shape({}, {**_MANY, **_CONVERSATIONS, "initial_conversations": _IDS}),
        "multi_external_select": Shape(
            {}, {**_MANY, "initial_options": Items(PLAIN_OPTION, 100), "min_query_length": Number(0, 100)}
        ),
        "datepicker": Shape({}, {**_PLACED, "initial_date": DATE}),
        "timepicker": Shape({}, {**_PLACED, "initial_time": TIME, "timezone": Words(255)}),
        "datetimepicker": Shape({}, {**_FOCUSED, "initial_date_time": Number(10**9, 10**10 - 1)}),
        "plain_text_input": Shape(
            {},
            {
                **_TYPED,
                "initial_value": Words(3_000, least=0),
                "multiline": yes_or_no,
                "min_length": Number(0, 3_000),
                "max_length": Number(1, 3_000),
            },
            also=_lengths_in_order,
        ),
        "email_text_input": Shape({}, {**_TYPED, "initial_value": Words(3_000, least=0)}),
        "url_text_input": Shape({}, {**_TYPED, "initial_value": Words(3_000, least=0)}),
        "number_input": Shape(
            {"is_decimal_allowed": yes_or_no},
            {**_TYPED, "initial_value": Words(255), "min_value": Words(255), "max_value": Words(255)},
        ),
        "feedback_buttons": Shape({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTIONABLE),
        "icon_button": Shape(
            {"icon": OneOf(("trash",)), "text": plain(75)},
            {**_CONFIRMED, "value": Words(2_000), "visible_to_user_ids": _IDS, "accessibility_label": Words(75)},
        ),
    }
)

_SELECTS = tuple(name for name in ELEMENTS.shapes if name.endswith("_select"))
_TICKS = ("checkboxes", "radio_buttons")
_TYPED_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")

IN_ACTIONS = ELEMENTS.only(
    "button", "workflow_button", "overflow", "datepicker", "timepicker", "datetimepicker", *_TICKS, *_SELECTS
)
AS_ACCESSORY = ELEMENTS.only(
    "image", "button", "workflow_button", "overflow", "datepicker", "timepicker", *_TICKS, *_SELECTS
)
IN_INPUT = ELEMENTS.only("datepicker", "timepicker", "datetimepicker", *_TICKS, *_SELECTS, *_TYPED_INPUTS)
IN_CONTEXT_ACTIONS = ELEMENTS.only("feedback_buttons", "icon_button")
IN_CONTEXT = Kinds({"image": IMAGE, **text().shapes})
BUTTON = ELEMENTS.only("button")
