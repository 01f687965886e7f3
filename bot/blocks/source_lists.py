"""Sources as OPML: the modal that takes a list in, what came of it, and a list to be copied. Pure.

A list goes out in messages, each a whole document by itself, for a message holds 12,000 characters at most. It stands
in preformatted text, which Slack shows and copies to the letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.blocks.fields import input_field, modal, plain, typed
from bot.blocks.parts import clip, section
from bot.blocks.source_views import audience_field
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store.model import AudienceKind, Language

if TYPE_CHECKING:
    from store.lists import Listed

IMPORT = "sources.import"
"""The modal's callback id, and the action id of the button that opens it."""

EXPORT = "sources.export"
OPML_LIMIT = 3000
"""Characters that a text field takes (docs: plain-text input)."""

DOCUMENT_LIMIT = 10_000
"""Characters of one document in a message, as JSON."""

FAILURES = 10
NAME_LIMIT = 80

View = dict[str, Any]


def import_view(audiences: Sequence[AudienceKind], first: AudienceKind, channel: str, language: Language) -> View:
    """Build the modal that takes a list in for one of `audiences`; `channel`, where it was asked for, travels along."""
    element = {"type": "plain_text_input", "multiline": True, "max_length": OPML_LIMIT}
    asked = input_field("sources.field.opml", "opml", language, element, hint=True)
    blocks = [asked, audience_field(audiences, first, language)]
    return modal(IMPORT, "sources.view.import", language, blocks, submit="sources.view.take", metadata=channel)


def importing_view(number: int, language: Language) -> View:
    """Build what stands there once a list is being taken in."""
    view = modal(IMPORT, "sources.view.import", language, [section(say("sources.import.reading", language, n=number))])
    return view | {"close": plain(say("sources.view.close", language))}


def read_opml_field(view: Mapping[str, Any]) -> str:
    """Read what was pasted."""
    return typed(view, "opml")


def listed_answer(
    listed: Listed,
    reasons: Sequence[str],
    language: Language,
    audience: AudienceKind = "workspace",
    waiting: Sequence[str] = (),
) -> Answer:
    """Say what came of a list, and for whom it is. `reasons` say why of each that failed, in mrkdwn.

    `waiting` say it of those that are tried again.
    """
    counts = {"added": len(listed.added) + len(listed.waiting), "known": listed.known, "failed": len(listed.failed)}
    lines = [say("sources.import.done", language, **counts)]
    if (listed.added or listed.waiting) and audience != "workspace":
        lines.append(say(f"sources.import.for.{audience}", language))
    lines += _named([outline.name or outline.url for outline, _ in listed.failed], reasons, language)
    if waiting:
        key = "sources.import.waiting.one" if len(waiting) == 1 else "sources.import.waiting"
        lines.append(say(key, language, n=len(waiting)))
        lines += _named([source.name for source, _ in listed.waiting], waiting, language)
    text = "\n".join(lines)
    return Answer(text, [section(text)])


def _named(names: Sequence[str], reasons: Sequence[str], language: Language) -> list[str]:
    """List the first of some names, each with its reason."""
    shown = zip(names[:FAILURES], reasons, strict=False)
    lines = [f"• {escape(clip(name, NAME_LIMIT))}: {why}" for name, why in shown]
    return lines if len(names) <= FAILURES else [*lines, say("list.others", language, n=len(names) - FAILURES)]


def opml_answer(document: str, number: int, part: int, parts: int, language: Language) -> Answer:
    """Build one list of `number` sources to be copied, one of several parts where they are too many for a message."""
    key = "sources.export.one" if parts == 1 else "sources.export.part"
    intro = say(key, language, n=number, part=part, parts=parts)
    literal = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": document}]}
    return Answer(intro, [section(intro), {"type": "rich_text", "elements": [literal]}])


def fits(document: str) -> bool:
    """Tell whether a document fits in a message."""
    return len(json.dumps(document, ensure_ascii=False)) <= DOCUMENT_LIMIT
