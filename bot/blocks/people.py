"""What a person follows and saved, the modal of their own edition, and their Home, as blocks. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks.editions import weekday_words
from bot.blocks.fields import OPTION_LIMIT, input_field, menu, modal, option, plain, several
from bot.blocks.fields import chosen as chosen_in
from bot.blocks.parts import (
    actions,
    button,
    choice_label,
    clip,
    context,
    date_words,
    header,
    listed,
    page_buttons,
    section,
)
from bot.blocks.settings_words import settings_words
from bot.blocks.setup_views import (
    STORIES,
    day_boxes,
    entity_options,
    read_days,
    read_time,
    time_box,
    zone_menu,
)
from bot.message import Answer, Block
from bot.mrkdwn import escape, link
from bot.words import say
from bot.zones import is_zone
from store.digest_settings import TOP_STORIES, default_digest
from store.model import Digest, Entity, Language, Match, Story
from store.personal import MOST_FOLLOWED

ME = "people.me"
"""The callback id of the modal."""

OPEN_ME = "people.open_me"
FOLLOW = "follow.add"
UNFOLLOW = "follow.remove"
UNSAVE = "saved.remove"
PAGE = "saved.page"
HOURS = ("0", "1", "4", "24")
SAVED_A_PAGE = 10
SAVED_AT_HOME = 5
LISTED = 40
DIGESTS_AT_HOME = 20
HEADLINE_LIMIT, URL_LIMIT, NAME_LIMIT = 250, 600, 60

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody has of their own: whom they follow, their edition and alerts, where they have any."""

    follows: tuple[Entity, ...]
    edition: Digest | None = None
    alerts: Digest | None = None


@dataclass(frozen=True, slots=True)
class Wished:
    """What the modal holds; `every_hours` is 0 for no alerts."""

    follows: tuple[str, ...]
    has_edition: bool
    at: str | None
    zone: str | None
    weekdays: str
    language: Language
    stories: int
    every_hours: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of what somebody saved: the stories, how many there are in all, and from which one on."""

    stories: tuple[Story, ...]
    total: int
    offset: int = 0


def follow_question(match: Match, language: Language) -> Answer:
    """Ask whom somebody means to follow, or say that nobody is known by that name."""
    words = escape(clip(match.query, NAME_LIMIT))
    unsure = match.outcome == "ambiguous"
    lines = [say("follow.which" if unsure else "ask.unknown.any", language, words=f"“{words}”")]
    if match.suggestions and not unsure:
        lines.append(say("ask.nearest", language))
    buttons = [
        button(f"{FOLLOW}.{n}", choice_label(entity, language), entity.id)
        for n, entity in enumerate(match.suggestions[:8])
    ]
    text = "\n".join(lines)
    return Answer(text, [section(text), *actions("follow", buttons)])


def following_answer(mine: Mine, now: datetime, language: Language, note: str = "") -> Answer:
    """Build the list of whom somebody follows, with their edition and alerts, and what changes them."""
    blocks = [*([section(note)] if note else []), *_following_blocks(mine, now, language)]
    return Answer("\n".join(_spoken(blocks)), blocks)


def _following_blocks(mine: Mine, now: datetime, language: Language) -> list[Block]:
    names = listed([f"*{escape(clip(one.name_in(language), NAME_LIMIT))}*" for one in mine.follows[:LISTED]], language)
    rest = len(mine.follows) - LISTED
    more = say("list.others", language, n=rest) if rest > 0 else ""
    follows = f"{names}{more}" if mine.follows else say("following.none", language)
    foot: list[dict[str, Any]] = [button(OPEN_ME, say("me.button", language), "me")]
    if mine.follows:
        foot.append(_unfollow_menu(mine.follows, language))
    return [
        header(say("following.title", language)),
        section(follows),
        section("\n".join(mine_lines(mine, now, language))),
        *actions("following", foot),
    ]


def mine_lines(mine: Mine, now: datetime, language: Language) -> list[str]:
    """Say when somebody's edition comes, and how often alerts."""
    edition, alerts = mine.edition, mine.alerts
    lines = [settings_words("me.edition", edition, now, language) if edition else say("me.edition.none", language)]
    if edition and edition.paused_why:
        lines.append(say("me.paused", language, code=escape(edition.paused_why)))
    often = say(f"me.alerts.{_hours(alerts)}", language)
    lines.append(say("me.said.alerts", language, often=often[:1].lower() + often[1:]))
    return lines


def saved_answer(saved: Saved, zone: str, language: Language, note: str = "") -> Answer:
    """Build a page of what somebody saved."""
    if not saved.total:
        line = say("saved.none", language)
        blocks = [*([section(note)] if note else []), section(line)]
    else:
        count = say("saved.count", language, n=saved.total)
        blocks = [header(say("saved.title", language)), context(" · ".join(part for part in (note, count) if part))]
        blocks += saved_blocks(saved.stories, zone, language)
        turning = page_buttons(PAGE, saved.offset, len(saved.stories), saved.total, SAVED_A_PAGE, language)
        blocks += actions("saved", turning)
    return Answer("\n".join(_spoken(blocks)), blocks)


def saved_blocks(stories: Sequence[Story], zone: str, language: Language) -> list[Block]:
    """Write saved stories, each with the button that takes it off."""
    blocks = []
    for story in stories:
        url = story.url if story.url and len(story.url) <= URL_LIMIT else None
        credit = f"{escape(clip(story.outlet or story.source, NAME_LIMIT))} · {date_words(story, zone, language)}"
        told = section(f"*{link(url, clip(story.headline, HEADLINE_LIMIT))}*\n{credit}")
        take_off = button(f"{UNSAVE}.{story.id}", say("saved.remove", language), str(story.id))
        blocks.append(told | {"accessory": take_off})
    return blocks


def me_view(mine: Mine, zone: str, now: datetime, language: Language) -> View:
    """Build the modal of somebody's own edition; `zone` is theirs, for a first one."""
    edition = mine.edition
    days = {str(day): say(f"days.{day}", language) for day in range(1, 8)}
    wishes = {wish: say(f"me.edition.{wish}", language) for wish in ("on", "off")}
    languages = {code: say(f"setup.language.{code}", language) for code in ("en", "zh")}
    numbers = {str(number): str(number) for number in STORIES}
    often = {hours: say(f"me.alerts.{hours}", language) for hours in HOURS}
    first = edition or default_digest("", "", zone, language, now, "personal")
    is_on = edition is not None or mine.alerts is None
    fields = [
        input_field("me.field.follows", "favour", language, _follows_menu(mine.follows, language), optional=True),
        input_field("me.field.edition", "edition", language, menu(wishes, "on" if is_on else "off", "radio_buttons")),
        input_field("setup.field.at", "at", language, time_box(first.at)),
        input_field("setup.field.zone", "zone", language, zone_menu(first.zone, language)),
        input_field("setup.field.weekdays", "weekdays", language, day_boxes(days, first.weekdays)),
        input_field("setup.field.language", "language", language, menu(languages, first.language)),
        input_field("setup.field.stories", "stories", language, menu(numbers, str(first.stories))),
        input_field("me.field.alerts", "alerts", language, menu(often, _hours(mine.alerts)), hint=True),
    ]
    return modal(ME, "me.title", language, fields, submit="me.submit")


def read_me(view: Mapping[str, Any]) -> Wished:
    """Read what was filled in. Whatever is none of what was offered counts as not chosen."""
    stories, hours, zone = chosen_in(view, "stories"), chosen_in(view, "alerts"), chosen_in(view, "zone")
    return Wished(
        follows=several(view, "favour"),
        has_edition=chosen_in(view, "edition") == "on",
        at=read_time(view, "at"),
        zone=zone if is_zone(zone) else None,
        weekdays=read_days(view),
        language="zh" if chosen_in(view, "language") == "zh" else "en",
        stories=int(stories) if stories in {str(number) for number in STORIES} else TOP_STORIES,
        every_hours=int(hours) if hours in HOURS else 0,
    )


def me_errors(wished: Wished, names: Mapping[str, Entity], language: Language) -> dict[str, str]:
    """Say what is wrong with what was filled in, by field."""
    found = {
        name: say(f"setup.error.{name}", language)
        for name in ("at", "zone", "weekdays")
        if wished.has_edition and not getattr(wished, name)
    }
    if unknown := [slug for slug in wished.follows if slug not in names]:
        found["favour"] = say("setup.error.unknown", language, name=clip(unknown[0], NAME_LIMIT))
    return found


def home_view(
    mine: Mine, saved: Saved, digests: Sequence[Digest], now: datetime, zone: str, language: Language
) -> View:
    """Build somebody's Home: whom they follow, their edition, what they saved, and the digests they may see."""
    shown = [
        say("home.digest", language, channel=f"<#{one.channel}>", days=weekday_words(one.weekdays, language),
            at=one.at, zone=escape(one.zone))
        for one in digests[:DIGESTS_AT_HOME]
    ]  # fmt: skip
    if len(digests) > DIGESTS_AT_HOME:
        shown.append(say("home.digests.more", language, n=len(digests) - DIGESTS_AT_HOME))
    blocks = [
        *_following_blocks(mine, now, language),
        {"type": "divider"},
        header(say("saved.title", language)),
        *(saved_blocks(saved.stories, zone, language) or [section(say("saved.none", language))]),
        *([context(say("saved.count", language, n=saved.total))] if saved.total > len(saved.stories) else []),
        {"type": "divider"},
        header(say("home.digests", language)),
        section("\n".join(f"• {line}" for line in shown) or say("home.digests.none", language)),
        context(say("home.help", language)),
    ]
    return {"type": "home", "blocks": blocks}


def _unfollow_menu(follows: Sequence[Entity], language: Language) -> dict[str, Any]:
    options = [option(one.name_in(language), one.id) for one in follows[:MOST_FOLLOWED] if len(one.id) <= OPTION_LIMIT]
    return {
        "type": "static_select",
        "action_id": UNFOLLOW,
        "placeholder": plain(say("following.remove", language)),
        "options": options,
    }


def _follows_menu(follows: Sequence[Entity], language: Language) -> dict[str, Any]:
    initial = entity_options(follows[:MOST_FOLLOWED], language)
    return {
        "type": "multi_external_select",
        "min_query_length": 1,
        "max_selected_items": MOST_FOLLOWED,
        "placeholder": plain(say("setup.choose", language)),
        **({"initial_options": initial} if initial else {}),
    }


def _hours(alerts: Digest | None) -> str:
    hours = str(alerts.every_hours if alerts else 0)
    return hours if hours in HOURS else "24"


def _spoken(blocks: Sequence[Block]) -> list[str]:
    """Give what blocks say, for a screen reader; buttons are read out by Slack itself."""
    said = []
    for block in blocks:
        texts = block["elements"] if block["type"] == "context" else [block["text"]] if "text" in block else []
        said += [text["text"] for text in texts]
    return said
