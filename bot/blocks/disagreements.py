"""Disagreements as blocks: two reports whose figures for one thing cannot both hold, in a line and in full. Pure."""

from __future__ import annotations

from bot.blocks.amounts import figure_words
from bot.blocks.parts import clip, date_words
from bot.mrkdwn import escape, link
from bot.words import say
from store.disagreements.values import power_between
from store.model import Disagreement, Figure, Language, Story

HEADLINE_LIMIT, URL_LIMIT, NAME_LIMIT, WORDS_LIMIT = 120, 350, 40, 40
"""Characters as escaped; together they keep a section within 3,000 and a page within 12,000."""


def disagreement_line(told: Disagreement, language: Language) -> str:
    """Write a disagreement in a line: both values, and the likely cause."""
    return say(
        "disagree.line",
        language,
        one=_side(told.figure, told.story, language),
        other=_side(told.other, told.other_story, language),
        cause=_cause(told, language),
    )


def _side(figure: Figure, story: Story, language: Language) -> str:
    """Write a figure as its report does, with what that says in the reader's language where it is another."""
    words = escape(clip(figure.words, WORDS_LIMIT))
    if story.language == language or figure.kind == "duration":
        return words
    return say("disagree.side", language, words=words, amount=figure_words(figure, language))


def _cause(told: Disagreement, language: Language) -> str:
    factor = 10 ** abs(power_between(told.figure, told.other))
    return say(f"cause.{told.cause or 'none'}", language, factor=f"{factor:,}")


def disagreement_in_full(told: Disagreement, language: Language, zone: str) -> str:
    """Write a disagreement with both its reports, each in a line of its own."""
    sides = ((told.figure, told.story), (told.other, told.other_story))
    sources = [
        "• "
        + say(
            "disagree.source",
            language,
            words=escape(clip(figure.words, WORDS_LIMIT)),
            credit=_credit(story, language, zone),
            headline=linked_headline(story),
        )
        for figure, story in sides
    ]
    return "\n".join([disagreement_line(told, language), *sources])


def _credit(story: Story, language: Language, zone: str) -> str:
    name, day = escape(clip(story.outlet or story.source, NAME_LIMIT)), date_words(story, zone, language)
    return " · ".join(
        [name, day] if story.language == language else [name, day, say(f"language.{story.language}", language)]
    )


def linked_headline(story: Story) -> str:
    """Write a story's headline, linked where its address is not too long."""
    url = story.url if story.url and len(escape(story.url)) <= URL_LIMIT else None
    return link(url, clip(story.headline, HEADLINE_LIMIT))
