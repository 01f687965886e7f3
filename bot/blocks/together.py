"""The menu at the side of a storyline, and the answer to why its reports stand together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.blocks.fields import option
from bot.blocks.parts import clip, header, section
from bot.blocks.reasons import reason_text
from bot.message import Answer
from bot.mrkdwn import escape, link
from bot.pages import Shown
from bot.words import say
from store.model import Language, Story
from store.reasons import Reason

ACTION = "storyline"
WHY, CORRECT, HIDE = "why", "correct", "hide"
MOST = 6
HEADLINE_LIMIT, URL_LIMIT, NAME_LIMIT, REASON_LIMIT = 80, 150, 30, 600
"""Characters as escaped; together they keep a reason well within one section's 3,000 (docs: section block)."""


def storyline_menu(shown: Shown, language: Language, *, may_hide: bool = False) -> dict[str, Any]:
    """Build the menu at the side of a storyline: why its reports are together, where it has several, and correcting or
    hiding the story that tells it, for those who may (`may_hide`: editors). Nothing where there is neither.
    """
    story, options = shown.story, []
    if shown.others and story.storyline is not None:
        options.append(option(say("together.ask", language), f"{WHY}.{story.storyline}"))
    if may_hide:
        options.append(option(say("save.correct", language), f"{CORRECT}.{story.id}"))
        options.append(option(say("hiding.hide", language), f"{HIDE}.{story.id}"))
    menu = {"type": "overflow", "action_id": f"{ACTION}.{story.id}", "options": options}
    return {"accessory": menu} if options else {}


def together_answer(reasons: Sequence[Reason], language: Language) -> Answer:
    """Build the answer: a line for each reason, with both reports and what they share."""
    if not reasons:
        line = say("together.alone", language)
        return Answer(line, [section(line)])
    title = say("together.title", language)
    lines = [_line(reason, language) for reason in reasons[:MOST]]
    if len(reasons) > MOST:
        lines.append(say("together.more", language, n=len(reasons) - MOST))
    return Answer("\n".join([title, *lines]), [header(title), *map(section, lines)])


def _line(reason: Reason, language: Language) -> str:
    why = escape(clip(reason_text(reason, language), REASON_LIMIT))
    one, other = _report(reason.story, language), _report(reason.other, language)
    return say("together.tie", language, one=one, other=other, why=why)


def _report(story: Story, language: Language) -> str:
    url = story.url if story.url and len(escape(story.url)) <= URL_LIMIT else None
    headline = link(url, clip(story.headline, HEADLINE_LIMIT))
    credit = escape(clip(story.outlet or story.source, NAME_LIMIT))
    return say("together.report", language, headline=headline, credit=credit)
