"""A story that was hidden or shown again, and the list of what is hidden, with the buttons that undo it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.parts import (
    actions,
    button,
    clip,
    context,
    day_words,
    header,
    page_buttons,
    section,
    spoken_lines,
)
from bot.message import Answer
from bot.mrkdwn import escape, link
from bot.words import say
from store.model import Hidden, Language, Story

UNDO, SHOW, PAGE = "hiding.undo", "hiding.show", "hiding.page"
A_PAGE = 10
HEADLINE_LIMIT, URL_LIMIT, NAME_LIMIT = 250, 600, 60


@dataclass(frozen=True, slots=True)
class HiddenPage:
    """A page of what is hidden: the stories, how many there are in all, and from which one on."""

    stories: Sequence[Hidden]
    total: int
    offset: int = 0


def hidden_answer(story: Story, language: Language) -> Answer:
    """Build the word that a story is hidden now, with the button that shows it again."""
    words = said_of("hiding.done", story, language)
    undo = button(UNDO, say("hiding.undo", language), str(story.id))
    return Answer(words, [section(words), *actions("hiding", [undo])])


def said_of(key: str, story: Story, language: Language) -> str:
    """Say what was done to a story, as mrkdwn."""
    return say(key, language, headline=f"*{escape(clip(story.headline, HEADLINE_LIMIT))}*")


def hidden_list(page: HiddenPage, zone: str, language: Language, note: str = "") -> Answer:
    """Build a page of what is hidden, each with the button that shows it again."""
    blocks = [*([section(note)] if note else []), header(say("hiding.title", language))]
    blocks.append(context(say("hiding.count", language, n=page.total)) if page.total else section(_none(language)))
    for hidden in page.stories:
        show = button(f"{SHOW}.{hidden.story.id}", say("hiding.show", language), str(hidden.story.id))
        blocks.append(section(_line(hidden, zone, language)) | {"accessory": show})
    turning = page_buttons(PAGE, page.offset, len(page.stories), page.total, A_PAGE, language)
    blocks += actions("hidden", turning)
    return Answer("\n".join(line for block in blocks for line in spoken_lines(block)), blocks)


def _none(language: Language) -> str:
    return say("hiding.none", language)


def _line(hidden: Hidden, zone: str, language: Language) -> str:
    story = hidden.story
    url = story.url if story.url and len(story.url) <= URL_LIMIT else None
    who = f"<@{hidden.by}>" if hidden.by else say("hiding.operator", language)
    by = say("hiding.by", language, who=who, day=day_words(hidden.at, zone, language))
    outlet = escape(clip(story.outlet or story.source, NAME_LIMIT))
    return f"*{link(url, clip(story.headline, HEADLINE_LIMIT))}*\n{outlet} · {by}"
