"""The modal that sets a digest up: its fields with what they hold, and how what was filled in is read. Pure.

Each field's block and element carry the field's name, so that Slack keeps what is filled in when the preview changes,
and an error stands at its field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.blocks.fields import OPTION_LIMIT, chosen, input_field, menu, modal, option, plain, several, state
from bot.blocks.parts import button, choice_label, clip, context, section
from bot.message import Block
from bot.mrkdwn import escape, shorten
from bot.words import say
from bot.zones import is_zone
from store.digest_settings import EVERY_DAY, TOP_STORIES
from store.model import Digest, Edition, EmptyDay, Entity, Language

SETUP = "digest.setup"
"""The modal's callback id."""

JOIN = "digest.join"
FIELDS = (
    "channel", "at", "zone", "weekdays", "language", "stories", "sources", "favour", "leave_out", "outlets_out",
    "on_empty", "roundup", "roundup_at",
)  # fmt: skip
SUGGESTED = ("zone", "sources", "favour", "leave_out", "outlets_out")
"""The fields whose options are asked for while somebody types."""

STORIES = tuple(range(3, 9))
MOST_CHOSEN = 20
HEADLINE_LIMIT = 120
_NONE = "none"
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setup:
    """What the modal holds; null or empty where nothing is chosen. `roundup` is an ISO weekday digit or empty."""

    channel: str | None
    at: str | None = "08:30"
    zone: str | None = "UTC"
    weekdays: str = EVERY_DAY
    language: Language = "en"
    stories: int = TOP_STORIES
    favour: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    outlets_out: tuple[str, ...] = ()
    on_empty: EmptyDay = "line"
    sources: tuple[int, ...] = ()
    roundup: str = ""
    roundup_at: str | None = None

    def onto(self, digest: Digest) -> Digest:
        """Put what is chosen in place of a digest's settings."""
        return replace(
            digest,
            at=self.at or digest.at,
            zone=self.zone or digest.zone,
            weekdays=self.weekdays or digest.weekdays,
            language=self.language,
            stories=self.stories,
            on_empty=self.on_empty,
            favour=self.favour,
            leave_out=self.leave_out,
            outlets_out=self.outlets_out,
            sources=self.sources,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in and around the fields: names by id, notes above the channel, the preview at the end."""

    names: Mapping[str, Entity] = field(default_factory=dict)
    sources: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[Block, ...] = ()
    preview: tuple[Block, ...] = ()


def setup_of(daily: Digest, roundup: Digest | None) -> Setup:
    """Give what the modal holds for settings there are, or for their defaults."""
    return Setup(
        daily.channel or None,
        *(daily.at, daily.zone, daily.weekdays, daily.language, daily.stories),
        *(daily.favour, daily.leave_out, daily.outlets_out, daily.on_empty, daily.sources),
        roundup=roundup.weekdays[:1] if roundup else "",
        roundup_at=roundup.at if roundup else None,
    )


def setup_view(setup: Setup, shown: Shown, language: Language) -> View:
    """Build the modal."""
    blocks = [*_fields(setup, shown, language), {"type": "divider"}, *shown.preview]
    metadata = json.dumps({"channel": setup.channel})
    return modal(SETUP, "setup.title", language, blocks, submit="setup.submit", metadata=metadata)


def _fields(setup: Setup, shown: Shown, language: Language) -> list[Block]:
    days = {str(day): say(f"days.{day}", language) for day in range(1, 8)}
    languages = {code: say(f"setup.language.{code}", language) for code in ("en", "zh")}
    empty = {wish: say(f"setup.empty.{wish}", language) for wish in ("line", "nothing")}
    numbers = {str(number): str(number) for number in STORIES}
    roundup = {_NONE: say("setup.roundup.none", language)} | days
    return [
        _input("channel", language, _channel_menu(setup.channel)),
        *shown.notes,
        _input("at", language, time_box(setup.at)),
        _input("zone", language, zone_menu(setup.zone, language)),
        _input("weekdays", language, day_boxes(days, setup.weekdays)),
        _input("language", language, menu(languages, setup.language)),
        _input("stories", language, menu(numbers, str(setup.stories))),
        _input("sources", language, _sources_menu(setup.sources, shown, language), hint=True, optional=True),
        _input("favour", language, _names_menu(setup.favour, shown, language), hint=True, optional=True),
        _input("leave_out", language, _names_menu(setup.leave_out, shown, language), optional=True),
        _input("outlets_out", language, _outlets_menu(setup.outlets_out, language), optional=True),
        _input("on_empty", language, menu(empty, setup.on_empty, "radio_buttons")),
        _input("roundup", language, menu(roundup, setup.roundup or _NONE)),
        _input("roundup_at", language, time_box(setup.roundup_at), optional=True),
    ]


def join_note(channel: str, language: Language) -> Block:
    """Say that we are not in a public channel, with the button that lets us in."""
    name = f"<#{channel}>"
    note = section(say("setup.note.join", language, channel=name))
    return note | {"accessory": button(JOIN, say("setup.join", language, channel="").strip(), channel)}


def preview_blocks(edition: Edition, next_at: str, roundup_at: str, language: Language) -> tuple[Block, ...]:
    """Write the post that the settings would bring now as a few lines, in the language of whoever reads the modal."""
    lines = [say("setup.preview", language, next_at=next_at)]
    top = edition.part("top")
    lines += [f"{slot.n}. {escape(clip(slot.lead.headline, HEADLINE_LIMIT))}" for slot in top]
    if others := len(edition.slots) + edition.left_out - len(top):
        lines.append(say("setup.preview.more", language, n=others))
    if not edition.slots:
        lines.append(say("setup.preview.empty", language))
    notes = [context(say("setup.preview.roundup", language, next_at=roundup_at))] if roundup_at else []
    return (section("\n".join(lines)) | {"block_id": "preview"}, *notes)


def channel_of(view: Mapping[str, Any]) -> str | None:
    """Give the channel that stood in the modal when it was last drawn.

    Where Slack asks what a menu offers, it does not tell what else is filled in (slackapi/java-slack-sdk#1292).
    """
    try:
        found = json.loads(str(view.get("private_metadata")))["channel"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if isinstance(found, str) else None


def read_setup(view: Mapping[str, Any]) -> Setup:
    """Read what is filled in. Whatever is none of what was offered counts as not chosen."""
    stories = chosen(view, "stories")
    roundup = chosen(view, "roundup")
    zone = chosen(view, "zone")
    return Setup(
        channel=str(state(view, "channel").get("selected_conversation") or "") or None,
        at=read_time(view, "at"),
        zone=zone if is_zone(zone) else None,
        weekdays=read_days(view),
        language="zh" if chosen(view, "language") == "zh" else "en",
        stories=int(stories) if stories in {str(number) for number in STORIES} else TOP_STORIES,
        favour=several(view, "favour"),
        leave_out=several(view, "leave_out"),
        outlets_out=several(view, "outlets_out"),
        on_empty="nothing" if chosen(view, "on_empty") == "nothing" else "line",
        sources=tuple(int(each) for each in several(view, "sources") if _NUMBER.fullmatch(each)),
        roundup=roundup if roundup in tuple(EVERY_DAY) else "",
        roundup_at=read_time(view, "roundup_at"),
    )


def errors_in(setup: Setup, shown: Shown, language: Language) -> dict[str, str]:
    """Say what is wrong with what was filled in, by field."""
    found: dict[str, str] = {}
    names = shown.names
    for name in ("channel", "at", "zone", "weekdays"):
        if not getattr(setup, name):
            found[name] = say(f"setup.error.{name}", language)
    if setup.roundup and not setup.roundup_at:
        found["roundup_at"] = say("setup.error.roundup_at", language)
    for name in ("sources", "favour", "leave_out", "outlets_out"):
        if len(getattr(setup, name)) > MOST_CHOSEN:
            found[name] = say("setup.error.many", language, n=MOST_CHOSEN)
    if any(source not in shown.sources for source in setup.sources):
        found["sources"] = say("setup.error.source", language)
    for name in ("favour", "leave_out"):
        if unknown := [slug for slug in getattr(setup, name) if slug not in names]:
            found[name] = say("setup.error.unknown", language, name=shorten(unknown[0], 60))
    if both := [slug for slug in setup.leave_out if slug in setup.favour and slug in names]:
        found["leave_out"] = say("setup.error.both", language, name=names[both[0]].name_in(language))
    return found


def _input(
    name: str, language: Language, element: dict[str, Any], *, hint: bool = False, optional: bool = False
) -> Block:
    """Build one field that tells of each change at once, for the preview."""
    return input_field(f"setup.field.{name}", name, language, element, hint=hint, optional=optional) | {
        "dispatch_action": True
    }


def entity_options(entities: Iterable[Entity], language: Language) -> list[dict[str, Any]]:
    """Build an option for each entity; one whose id is too long for Slack is passed over."""
    return [option(choice_label(entity, language), entity.id) for entity in entities if len(entity.id) <= OPTION_LIMIT]


def source_options(sources: Mapping[int, str]) -> list[dict[str, Any]]:
    """Build an option for each source, by its row id."""
    return [option(name, str(source)) for source, name in sources.items()]


def day_boxes(days: Mapping[str, str], ticked: str) -> dict[str, Any]:
    """Build the boxes of the weekdays."""
    options = {day: option(label, day) for day, label in days.items()}
    initial = [options[day] for day in ticked if day in options]
    return {"type": "checkboxes", "options": list(options.values())} | ({"initial_options": initial} if initial else {})


def time_box(at: str | None) -> dict[str, Any]:
    """Build the box of a time of day."""
    return {"type": "timepicker", **({"initial_time": at} if at else {})}


def zone_menu(zone: str | None, language: Language) -> dict[str, Any]:
    """Build the menu of time zones, which is searched as one types."""
    return _searched("external_select", 0, language) | ({"initial_option": option(zone, zone)} if zone else {})


def read_time(view: Mapping[str, Any], name: str) -> str | None:
    """Read a time of day."""
    at = str(state(view, name).get("selected_time") or "")
    return at if _TIME.fullmatch(at) else None


def read_days(view: Mapping[str, Any]) -> str:
    """Read the ticked weekdays as ISO digits, in their order."""
    ticked = several(view, "weekdays")
    return "".join(day for day in EVERY_DAY if day in ticked)


def _channel_menu(channel: str | None) -> dict[str, Any]:
    initial = {"initial_conversation": channel} if channel else {}
    return {"type": "conversations_select", "filter": {"include": ["public", "private"]}, **initial}


def _names_menu(slugs: Sequence[str], shown: Shown, language: Language) -> dict[str, Any]:
    known = entity_options((shown.names[slug] for slug in slugs if slug in shown.names), language)
    return _searched_many(known, 1, language)


def _outlets_menu(outlets: Sequence[str], language: Language) -> dict[str, Any]:
    return _searched_many([option(outlet, outlet) for outlet in outlets], 0, language)


def _sources_menu(sources: Sequence[int], shown: Shown, language: Language) -> dict[str, Any]:
    known = {source: shown.sources[source] for source in sources if source in shown.sources}
    return _searched_many(source_options(known), 0, language)


def _searched_many(initial: list[dict[str, Any]], least: int, language: Language) -> dict[str, Any]:
    element = _searched("multi_external_select", least, language) | {"max_selected_items": MOST_CHOSEN}
    return element | ({"initial_options": initial} if initial else {})


def _searched(kind: str, least: int, language: Language) -> dict[str, Any]:
    return {"type": kind, "min_query_length": least, "placeholder": plain(say("setup.choose", language))}
