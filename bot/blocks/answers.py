"""Answers as blocks: an entity's stories, and a search's.

At most 45 blocks and 12,000 characters (Slack refuses a message from about 13,200, slackapi/bolt-js#2509): each
storyline is one section of at most about 1,800, and a page has five.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from bot.blocks.disagreements import disagreement_line
from bot.blocks.figures import track_blocks
from bot.blocks.parts import (
    actions,
    button,
    clip,
    context,
    date_words,
    day_words,
    full_name,
    header,
    joined,
    listed,
    quoted,
    section,
    spoken_lines,
)
from bot.blocks.questions import choice_buttons
from bot.blocks.together import storyline_menu
from bot.message import Answer, Block
from bot.mrkdwn import escape, link
from bot.pages import STORYLINES_A_PAGE, Page, Shown, View, as_value, most_named
from bot.words import say
from store.model import ENTITY_KINDS, Entity, Language
from store.search import Found
from store.text import sentences
from store.timeline import Track

HEADLINE_LIMIT, SUMMARY_LIMIT, URL_LIMIT, NAME_LIMIT = 250, 400, 600, 60
SUMMARY_SENTENCES = 2
DISAGREEMENTS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """How an answer is to be read: the view it shows, in which language and zone, and whether it may be shared."""

    view: View
    language: Language
    zone: str
    shareable: bool = False
    typed: str = ""
    """What was typed, where it is not the name that was found."""
    dropped: str = ""
    """Words that were typed too and that no story holds together with the names."""
    follows: bool = False
    """Whether whoever reads it alone follows the entity."""
    may_hide: bool = False
    """Whether whoever reads it alone may hide stories."""
    note: str = ""
    """A line of mrkdwn at the foot, such as who shared it."""


def entity_answer(
    entity: Entity, relations: list[tuple[str, Entity]], page: Page, reading: Reading, tracks: Sequence[Track] = ()
) -> Answer:
    """Build the answer to a name: who that is, its figures over time, and the page's storylines."""
    language = reading.language
    name = full_name(entity, language)
    facts = [say(f"kind.{entity.kind}", language), *_relation_words(relations, language)]
    if reading.typed:
        facts.append(say("read.typed", language, words=quoted(reading.typed, language)))
    line = " · ".join([*facts, *_dropped(reading), _count_words(page.total, reading)])
    body = [] if page.shown else [section(_nothing_of(entity, page, reading))]
    named = _related(entity, page, language)
    figures = track_blocks(entity, tracks, language)
    told = say("list.tells", language, sentence=line)
    spoken = "\n".join([f"{escape(name)}{told}", *(said for block in figures for said in spoken_lines(block))])
    return _answer(header(name), spoken, [context(line), *figures], [*body, *named], page, reading)


def search_answer(found: Found, page: Page, reading: Reading) -> Answer:
    """Build the answer to a search: how it was read, and the page's storylines."""
    language = reading.language
    title = say("search.title" if found.query else "search.latest", language)
    what = _read_as(found, reading)
    lines = [say("search.read_as", language, what=what), *_dropped(reading), _count_words(page.total, reading)]
    if found.loosened:
        lines.append(say("search.loosened", language))
    if found.unread:
        lines.append(say("search.unread", language, filters=quoted(" ".join(found.unread), language)))
    line = " · ".join(lines)
    body = [] if page.shown else _nothing_found(found, what, reading)
    spoken = joined([title + say("list.end", language), line], language)
    return _answer(header(title), spoken, [context(line)], body, page, reading)


def plain_answer(text: str) -> Answer:
    """Build an answer of one paragraph of mrkdwn that is escaped already."""
    return Answer(text, [section(text)])


def _answer(head: Block, spoken: str, top: list[Block], foot: list[Block], page: Page, reading: Reading) -> Answer:
    told = [
        section(_story_words(shown, page, reading)) | storyline_menu(shown, reading.language, may_hide=reading.may_hide)
        for shown in page.shown
    ]
    notes = [*foot, *([context(reading.note)] if reading.note else [])]
    lines = [_story_spoken(shown, page, n, reading) for n, shown in enumerate(page.shown, 1 + reading.view.offset)]
    lines = [spoken, *lines, *(line for block in notes for line in spoken_lines(block))]
    return Answer("\n".join(lines), [head, *top, *told, *notes, *actions("answer", _buttons(page, reading))])


def _story_words(shown: Shown, page: Page, reading: Reading) -> str:
    """Write a storyline in lines: the linked headline, who reported it when, up to two sentences, disagreements."""
    story = shown.story
    url = story.url if story.url and len(story.url) <= URL_LIMIT else None
    lines = [f"*{link(url, clip(story.headline, HEADLINE_LIMIT))}*", _credit(shown, reading, linked=True)]
    if summary := _summary(shown):
        lines.append(summary)
    return "\n".join([*lines, *_disagreements(shown, page, reading)])


def _disagreements(shown: Shown, page: Page, reading: Reading) -> list[str]:
    told = [each for each in page.disagreements if each.storyline == shown.story.storyline]
    return [disagreement_line(each, reading.language) for each in told[:DISAGREEMENTS]]


def _story_spoken(shown: Shown, page: Page, n: int, reading: Reading) -> str:
    headline = escape(clip(shown.story.headline, HEADLINE_LIMIT))
    parts = [f"{n}. {headline}", _credit(shown, reading, linked=False), _summary(shown)]
    parts += _disagreements(shown, page, reading)
    return " — ".join(part for part in parts if part)


def _credit(shown: Shown, reading: Reading, *, linked: bool) -> str:
    """Say who reported a story when, through which source, and in which languages there are versions."""
    story, language = shown.story, reading.language
    outlets = [escape(clip(outlet, NAME_LIMIT)) for outlet in shown.outlets[:4]]
    parts = [listed(outlets, language)]
    parts.append(date_words(story, reading.zone, reading.language))
    if story.outlet and story.outlet != story.source:
        parts.append(say("story.via", language, source=escape(clip(story.source, NAME_LIMIT))))
    if story.language != language:
        parts.append(f"_{say(f'language.{story.language}', language)}_")
    elif other := shown.version_in(_other(language)):
        words = say("story.also", language, version=say(f"language.{other.language}", language))
        parts.append(link(other.url if other.url and len(other.url) <= URL_LIMIT else None, words) if linked else words)
    return " · ".join(parts)


def _summary(shown: Shown) -> str:
    """Give up to two sentences of a story that its headline does not say already."""
    headline = shown.story.headline
    told = [sentence for sentence in sentences(shown.story.summary) if sentence != headline][:SUMMARY_SENTENCES]
    return escape(clip(("" if _is_spaceless(told) else " ").join(told), SUMMARY_LIMIT)) if told else ""


def _is_spaceless(told: list[str]) -> bool:
    """Tell whether sentences join without a space, as after Chinese punctuation."""
    return bool(told) and told[0][-1] in "。！？；”」』）"


def _buttons(page: Page, reading: Reading) -> list[dict[str, Any]]:
    view, language = reading.view, reading.language
    buttons = []
    if view.entity:
        wish = "unfollow" if reading.follows else "follow"
        buttons.append(button(f"answer.{wish}", say(f"button.{wish}", language), as_value(view)))
    if view.offset:
        newer = replace(view, offset=max(0, view.offset - STORYLINES_A_PAGE))
        buttons.append(button("answer.newer", say("button.newer", language), as_value(newer)))
    if page.has_more:
        older = replace(view, offset=view.offset + STORYLINES_A_PAGE)
        buttons.append(button("answer.more", say("button.more", language), as_value(older)))
    if reading.shareable and page.shown:
        buttons.append(button("answer.share", say("button.share", language), as_value(view)))
    other = _other(language)
    turned = as_value(replace(view, language=other))
    buttons.append(button("answer.language", say(f"button.{other}", language), turned))
    return buttons


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def _count_words(total: int, reading: Reading) -> str:
    key = "count.none" if total == 0 else "count.story" if total == 1 else "count.stories"
    words = say(key, reading.language, n=total)
    if reading.view.offset and total:
        words += say("list.comma", reading.language) + say(
            "count.page", reading.language, first=reading.view.offset + 1
        )
    return words


def _dropped(reading: Reading) -> list[str]:
    language = reading.language
    return [say("search.dropped", language, words=quoted(reading.dropped, language))] if reading.dropped else []


def _relation_words(relations: list[tuple[str, Entity]], language: Language) -> list[str]:
    """Write relations such as “owned by A, B”, each kind once."""
    named: dict[str, list[str]] = {}
    for relation, other in relations:
        named.setdefault(relation, []).append(escape(other.name_in(language)))
    return [say(f"relation.{relation}", language, names=listed(names, language)) for relation, names in named.items()]


def _related(entity: Entity, page: Page, language: Language) -> list[Block]:
    others = most_named([shown.story for shown in page.shown], ENTITY_KINDS, 6, but=entity.id)
    if not others:
        return []
    names = listed([escape(other.name_in(language)) for other in others], language)
    return [context(say("related", language, names=names))]


def _nothing_of(entity: Entity, page: Page, reading: Reading) -> str:
    if page.total:
        return say("nothing.further", reading.language)
    return say("nothing.entity", reading.language, name=escape(entity.name_in(reading.language)))


def _nothing_found(found: Found, what: str, reading: Reading) -> list[Block]:
    """Say that nothing was found and what to try: other words, or each name by itself."""
    language = reading.language
    if found.total:
        return [section(say("nothing.further", language))]
    if not found.query:
        return [section(say("nothing.stories", language))]
    words = joined([say("nothing.found", language, words=what), say("nothing.try", language)], language)
    return [section(words), *actions("question", choice_buttons(found.entities, language))]


def _read_as(found: Found, reading: Reading) -> str:
    """Say how a search was read: its names, words, days, outlet and language."""
    language = reading.language
    parts = [f"*{escape(entity.name_in(language))}*" for entity in found.entities]
    parts += [quoted(word, language, 40) for word in found.words[:8]]
    if found.since:
        parts.append(say("search.since", language, day=day_words(found.since, reading.zone, language)))
    if found.until:
        parts.append(say("search.until", language, day=day_words(found.until, reading.zone, language)))
    if found.outlet:
        parts.append(say("search.outlet", language, outlet=escape(clip(found.outlet, NAME_LIMIT))))
    if found.language:
        parts.append(say(f"language.{found.language}", language))
    if not parts and found.query:
        return quoted(found.query, language)
    return listed(parts, language) or say("search.everything", language)
