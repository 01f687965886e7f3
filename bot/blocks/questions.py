"""Questions as blocks: which of several names was meant, and what to do with words that are no name we know. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.blocks.parts import actions, button, choice_label, joined, listed, quoted, section
from bot.message import Answer
from bot.mrkdwn import escape
from bot.pages import View, as_value
from bot.words import say
from store.model import Entity, EntityKind, Language, Match

CHOICES = 8


def which_answer(match: Match, language: Language) -> Answer:
    """Build the question which of several names was meant, with a button for each and one for a search."""
    words, names = quoted(match.query, language), match.suggestions
    if len(names) == 1:
        question = say("ask.whether", language, words=words, name=escape(names[0].name_in(language)))
    else:
        question = say("ask.which", language, words=words)
    buttons = [*choice_buttons(names, language), _search_button(match.query, None, language)]
    return _question([question], names, buttons, language)


def unknown_answer(
    match: Match, kind: EntityKind | None, hits: int, language: Language, adding: Sequence[dict[str, Any]] = ()
) -> Answer:
    """Build the answer to a name that is none we know: the nearest names, and the stories that hold the words.

    `adding` are the buttons that add it, for those who may.
    """
    words = quoted(match.query, language)
    lines = [
        say("ask.unknown", language, kind=say(f"kind.{kind}", language), words=words)
        if kind
        else say("ask.unknown.any", language, words=words)
    ]
    if hits:
        lines.append(say("ask.mentioned.one" if hits == 1 else "ask.mentioned", language, n=hits))
    if match.suggestions:
        lines.append(say("ask.nearest", language))
    if not hits and not match.suggestions:
        lines.append(say("nothing.try.name", language))
    buttons = choice_buttons(match.suggestions, language)
    if hits:
        buttons.append(_search_button(match.query, hits, language))
    buttons.extend(adding)
    return _question(lines, match.suggestions, buttons, language)


def _question(
    lines: list[str], entities: tuple[Entity, ...], buttons: list[dict[str, Any]], language: Language
) -> Answer:
    options = [choice_label(entity, language) for entity in entities[:CHOICES]]
    spoken = joined([*lines, escape(listed(options, language))], language)
    return Answer(spoken, [section("\n".join(lines)), *actions("question", buttons)])


def choice_buttons(entities: Sequence[Entity], language: Language) -> list[dict[str, Any]]:
    """Build a button for each entity, at most `CHOICES`, that shows its stories."""
    return [
        button(f"answer.choose.{n}", choice_label(entity, language), as_value(View(entity=entity.id)))
        for n, entity in enumerate(entities[:CHOICES])
    ]


def _search_button(text: str, hits: int | None, language: Language) -> dict[str, Any]:
    if hits is None:
        label = say("ask.search", language)
    else:
        label = say("ask.search.one" if hits == 1 else "ask.search.count", language, n=hits)
    return button("answer.search", label, as_value(View(text=text)))
