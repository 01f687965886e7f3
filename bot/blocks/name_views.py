"""The two modals in which a team adds a name or a spelling, and how what was filled in is read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.blocks.names import refusal_words
from bot.mrkdwn import shorten
from bot.words import say
from store.model import ENTITY_KINDS, Entity, EntityKind, Language, Use
from store.naming import NewName
from store.spelling import LONGEST, Refusal, clean, split_spellings
from store.text import has_chinese

ADD, ALIAS = "names.add", "names.alias"
"""The modals' callback ids."""

LIST_LIMIT = 3000
ERROR_LIMIT = 300

_COUNTS: dict[str, tuple[Use, bool]] = {"anywhere": ("both", False), "exact": ("both", True), "typed": ("typed", False)}
"""Where a name counts, as people choose it: its use in the store, and whether its case matters in stories."""

Block = dict[str, Any]
View = dict[str, Any]


def add_view(text: str, kind: EntityKind | None, language: Language) -> View:
    """Build the modal that adds a name, with what was typed filled in where it belongs."""
    name = clean(text)[:LONGEST]
    english, chinese = ("", name) if has_chinese(name) else (name, "")
    kinds: dict[str, str] = {one: say(f"kind.{one}", language).capitalize() for one in ENTITY_KINDS}
    return _view(
        ADD,
        "names.view.add",
        language,
        [
            _input("name", language, _line(english), hint=True, optional=True),
            _input("zh", language, _line(chinese), optional=True),
            _input("kind", language, _menu(kinds, kind or "company")),
            _input("spellings", language, _box(), hint=True, optional=True),
            _input("counts", language, _counts(language), hint=True),
            _input("phrases", language, _box(), hint=True, optional=True),
        ],
    )


def alias_view(text: str, near: Iterable[Entity], language: Language) -> View:
    """Build the modal that adds a spelling, with what was typed filled in and the nearest names shown."""
    names = say("list.comma", language).join(entity.name_in(language) for entity in near)
    entity = _input("entity", language, _line(""), hint=True)
    if names:
        entity["hint"] = _plain(shorten(say("names.field.entity.near", language, names=names), 2000))
    return _view(
        ALIAS,
        "names.view.alias",
        language,
        [
            _input("spelling", language, _line(clean(text)[:LONGEST])),
            entity,
            _input("counts", language, _counts(language), hint=True),
        ],
    )


def read_new_name(view: Mapping[str, Any]) -> NewName:
    """Read what was filled in to add a name."""
    use, is_cased = _COUNTS.get(_chosen(view, "counts"), _COUNTS["anywhere"])
    kind = next((one for one in ENTITY_KINDS if one == _chosen(view, "kind")), ENTITY_KINDS[0])
    spellings, phrases = (split_spellings(_typed(view, field)) for field in ("spellings", "phrases"))
    return NewName(kind, _typed(view, "name"), _typed(view, "zh"), spellings, phrases, use, is_cased)


def read_spelling(view: Mapping[str, Any]) -> tuple[str, str, Use, bool]:
    """Read what was filled in to add a spelling: it, whose it is, its use, and whether its case matters."""
    use, is_cased = _COUNTS.get(_chosen(view, "counts"), _COUNTS["anywhere"])
    return clean(_typed(view, "spelling")), clean(_typed(view, "entity")), use, is_cased


def errors_of(refusals: Iterable[Refusal], language: Language) -> dict[str, str]:
    """Say what is wrong, by the field that shows it."""
    by_field: dict[str, list[str]] = defaultdict(list)
    for refusal in refusals:
        by_field[refusal.field].append(refusal_words(refusal, language))
    space = "" if language == "zh" else " "
    return {field: shorten(space.join(dict.fromkeys(words)), ERROR_LIMIT) for field, words in by_field.items()}


def _view(callback_id: str, title: str, language: Language, blocks: list[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": _plain(say(title, language)),
        "submit": _plain(say("names.view.submit", language)),
        "close": _plain(say("button.cancel", language)),
        "blocks": blocks,
    }


def _input(
    field: str, language: Language, element: dict[str, Any], *, hint: bool = False, optional: bool = False
) -> Block:
    """Build one field; its block and its element carry the field's name."""
    block: Block = {
        "type": "input",
        "block_id": field,
        "label": _plain(say(f"names.field.{field}", language)),
        "element": element | {"action_id": field},
        "optional": optional,
    }
    return block | {"hint": _plain(say(f"names.field.{field}.hint", language))} if hint else block


def _line(text: str) -> dict[str, Any]:
    filled = {"initial_value": text} if text else {}
    return {"type": "plain_text_input", "max_length": LONGEST, **filled}


def _box() -> dict[str, Any]:
    return {"type": "plain_text_input", "multiline": True, "max_length": LIST_LIMIT}


def _menu(options: Mapping[str, str], chosen: str) -> dict[str, Any]:
    offered = {value: {"text": _plain(label), "value": value} for value, label in options.items()}
    return {"type": "static_select", "options": list(offered.values()), "initial_option": offered[chosen]}


def _counts(language: Language) -> dict[str, Any]:
    return _menu({name: say(f"names.counts.{name}", language) for name in _COUNTS}, "anywhere")


def _typed(view: Mapping[str, Any], field: str) -> str:
    return str(_state(view, field).get("value") or "")


def _chosen(view: Mapping[str, Any], field: str) -> str:
    return str((_state(view, field).get("selected_option") or {}).get("value") or "")


def _state(view: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    state: Mapping[str, Any] = view["state"]["values"].get(field, {}).get(field) or {}
    return state


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}
