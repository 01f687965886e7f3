"""Who the editors are, as blocks, with the menu and buttons that change it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.blocks.names import spoken_of
from bot.blocks.parts import actions, button, header, listed, section
from bot.message import Answer
from bot.words import say
from store.model import Language

if TYPE_CHECKING:
    from store.people import Person

BUTTONS = 20


def editors_answer(editors: Sequence[Person], language: Language, *, may_change: bool, note: str = "") -> Answer:
    """Build the list of editors, with the menu and buttons that change it for those who may."""
    added = [one for one in editors if not one.is_admin]
    lines = [
        say("editors.who", language),
        f"• {say('editors.by_role', language, people=_people([one for one in editors if one.is_admin], language))}",
        f"• {say('editors.added', language, people=_people(added, language))}",
    ]
    blocks = [header(say("editors.title", language)), *([section(note)] if note else []), section("\n".join(lines))]
    if may_change:
        blocks += actions(
            "editors", [_editor_menu(language), *(_unset_button(one, language) for one in added[:BUTTONS])]
        )
    return Answer(spoken_of(blocks), blocks)


def _people(people: Sequence[Person], language: Language) -> str:
    return listed([f"<@{one.slack_id}>" for one in people[:50]], language) or say("editors.nobody", language)


def _editor_menu(language: Language) -> dict[str, Any]:
    return {
        "type": "users_select",
        "action_id": "editors.add",
        "placeholder": _plain(say("editors.choose", language)),
    }


def _unset_button(one: Person, language: Language) -> dict[str, Any]:
    label = say("editors.remove", language, name=one.name or one.slack_id)
    return button(f"editors.remove.{one.slack_id}", label, one.slack_id)


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}
