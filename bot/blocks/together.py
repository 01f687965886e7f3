"""Why the reports of a storyline stand together, as a menu item of the storyline and as its answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.blocks.parts import clip, header, listed, section
from bot.message import Answer
from bot.mrkdwn import escape, link
from bot.pages import Shown
from bot.words import say
from store.model import Language, Story
from store.together import Tie

ACTION = "together"
MOST, MOST_NAMES, MOST_FIGURES = 6, 4, 3
HEADLINE_LIMIT, URL_LIMIT, NAME_LIMIT, WORDS_LIMIT = 80, 150, 30, 30
"""Characters as escaped; together they keep a tie well within one section's 3,000 (docs: section block)."""


def together_menu(shown: Shown, language: Language) -> dict[str, Any]:
    """Build the menu at the side of a storyline that has several reports; nothing for one that stands alone."""
    storyline = shown.story.storyline
    if not shown.others or storyline is None:
        return {}
    words = {"type": "plain_text", "text": say("together.ask", language)}
    options = [{"text": words, "value": str(storyline)}]
    return {"accessory": {"type": "overflow", "action_id": f"{ACTION}.{storyline}", "options": options}}


def together_answer(ties: Sequence[Tie], name_of: Callable[[str], str | None], language: Language) -> Answer:
    """Build the answer: a line for each tie, with what both reports share; `name_of` names an entity by its id."""
    if not ties:
        line = say("together.alone", language)
        return Answer(line, [section(line)])
    title = say("together.title", language)
    lines = [_tie_words(tie, name_of, language) for tie in ties[:MOST]]
    if len(ties) > MOST:
        lines.append(say("together.more", language, n=len(ties) - MOST))
    return Answer("\n".join([title, *lines]), [header(title), *map(section, lines)])


def _tie_words(tie: Tie, name_of: Callable[[str], str | None], language: Language) -> str:
    why = say(f"gate.{tie.gate}", language)
    if tie.figures and tie.gate != "translation":
        pairs = [_pair(one, other) for one, other in tie.figures[:MOST_FIGURES]]
        why = say("together.figures", language, why=why, figures=listed(pairs, language))
    names = [name for slug in tie.names if (name := name_of(slug))][:MOST_NAMES]
    if names and tie.gate != "translation":
        shown = listed([escape(clip(name, NAME_LIMIT)) for name in names], language)
        why = say("together.names", language, why=why, names=shown)
    return say("together.tie", language, one=_report(tie.story, language), other=_report(tie.other, language), why=why)


def _pair(one: str, other: str) -> str:
    first, second = escape(clip(one, WORDS_LIMIT)), escape(clip(other, WORDS_LIMIT))
    return first if first.casefold() == second.casefold() else f"{first} = {second}"


def _report(story: Story, language: Language) -> str:
    url = story.url if story.url and len(escape(story.url)) <= URL_LIMIT else None
    headline = link(url, clip(story.headline, HEADLINE_LIMIT))
    credit = escape(clip(story.outlet or story.source, NAME_LIMIT))
    return say("together.report", language, headline=headline, credit=credit)
