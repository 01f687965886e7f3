"""The two modals in which a team adds a name or a spelling, and how what was filled in is read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.blocks.fields import chosen, input_field, menu, modal, plain, typed
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
            _input("kind", language, menu(kinds, kind or "company")),
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
        entity["hint"] = plain(shorten(say("names.field.entity.near", language, names=names), 2000))
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
    use, is_cased = _COUNTS.get(chosen(view, "counts"), _COUNTS["anywhere"])
    kind = next((one for one in ENTITY_KINDS if one == chosen(view, "kind")), ENTITY_KINDS[0])
    spellings, phrases = (split_spellings(typed(view, name)) for name in ("spellings", "phrases"))
    return NewName(kind, typed(view, "name"), typed(view, "zh"), spellings, phrases, use, is_cased)


def read_spelling(view: Mapping[str, Any]) -> tuple[str, str, Use, bool]:
    """Read what was filled in to add a spelling: it, whose it is, its use, and whether its case matters."""
    use, is_cased = _COUNTS.get(chosen(view, "counts"), _COUNTS["anywhere"])
    return clean(typed(view, "spelling")), clean(typed(view, "entity")), use, is_cased


def errors_of(refusals: Iterable[Refusal], language: Language) -> dict[str, str]:
    """Say what is wrong, by the field that shows it."""
    by_field: dict[str, list[str]] = defaultdict(list)
    for refusal in refusals:
        by_field[refusal.field].append(refusal_words(refusal, language))
    space = "" if language == "zh" else " "
    return {field: shorten(space.join(dict.fromkeys(words)), ERROR_LIMIT) for field, words in by_field.items()}


def _view(callback_id: str, title: str, language: Language, blocks: list[Block]) -> View:
    return modal(callback_id, title, language, blocks, submit="names.view.submit")


def _input(
    name: str, language: Language, element: dict[str, Any], *, hint: bool = False, optional: bool = False
) -> Block:
    return input_field(f"names.field.{name}", name, language, element, hint=hint, optional=optional)


def _line(text: str) -> dict[str, Any]:
    filled = {"initial_value": text} if text else {}
    return {"type": "plain_text_input", "max_length": LONGEST, **filled}


def _box() -> dict[str, Any]:
    return {"type": "plain_text_input", "multiline": True, "max_length": LIST_LIMIT}


def _counts(language: Language) -> dict[str, Any]:
    return menu({name: say(f"names.counts.{name}", language) for name in _COUNTS}, "anywhere")
