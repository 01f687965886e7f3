"""What Tidings can do, as blocks. The commands named here are the ones that are registered; a test holds them to it."""

from __future__ import annotations

from typing import Literal

from bot.blocks.parts import actions, header, section
from bot.blocks.questions import choice_buttons
from bot.message import Answer
from bot.words import say
from store.model import Entity, Language

Subject = Literal["company", "topic", "news", "digest", "figures", "sources", "tidings"]

COMMANDS: dict[Subject, str] = {
    "company": "/company",
    "topic": "/topics",
    "news": "/news",
    "digest": "/digest",
    "figures": "/figures",
    "sources": "/sources",
    "tidings": "/tidings",
}
"""What each slash command is about. Slack keeps `/topic` for itself, hence the plural."""


def help_answer(language: Language) -> Answer:
    """Build the help for everything."""
    lines = [_usage(subject, language) for subject in COMMANDS]
    title, intro = say("help.title", language), say("help.intro", language)
    lines += [say("help.people", language), say("help.names", language)]
    lines.append(say("help.save", language))
    mention = say("help.mention", language)
    blocks = [header(title), section(intro), section("\n".join(f"• {line}" for line in lines)), section(mention)]
    return Answer("\n".join([title, intro, *lines, mention]), blocks)


def usage_answer(subject: Subject, recent: list[Entity], language: Language) -> Answer:
    """Build the help for one command, with buttons for names that were much in the news."""
    usage = _usage(subject, language)
    if not recent:
        return Answer(usage, [section(usage)])
    lately = say("help.recent", language)
    names = say("list.comma", language).join(entity.name_in(language) for entity in recent)
    buttons = actions("question", choice_buttons(recent, language))
    return Answer(f"{usage}\n{lately} {names}", [section(f"{usage}\n\n{lately}"), *buttons])


def _usage(subject: Subject, language: Language) -> str:
    return f"`{COMMANDS[subject]}` — {say(f'help.{subject}', language)}"
