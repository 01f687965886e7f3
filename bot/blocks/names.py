"""The names that a team added, and what keeps appearing, as blocks. Modals are in `name_views`.

A page of the list has at most eight additions and five offers, so it stays far within a message's 50 blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from bot.blocks.answers import plain_answer
from bot.blocks.parts import actions, button, clip, context, day_words, header, listed, quoted, section, spoken_lines
from bot.blocks.questions import choice_buttons
from bot.carried import as_carried, read_carried
from bot.message import Answer, Block
from bot.mrkdwn import escape
from bot.pages import MAX_TEXT, question_text
from bot.words import say
from store.model import Entity, EntityKind, Language
from store.spelling import Refusal
from store.unknown import Unknown

if TYPE_CHECKING:
    from store.additions import Addition
    from store.retags import Retag

ROWS_A_PAGE, OFFERS = 8, 5
_SHOWN_SPELLINGS = 12
_NAME_LIMIT = 80


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a button of this module is about: typed words, an entity or one spelling of it, or a page of the list."""

    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    kind: EntityKind | None = None
    entity: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,99}$")] | None = None
    offset: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0


def as_target_value(target: Target) -> str:
    """Write a target as a button's value, with no `<` in it."""
    return as_carried(target)


def read_target(value: object) -> Target | None:
    """Read a target back from a button's value, or None for anything that is not one."""
    return read_carried(value, Target)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: an entity of the team's own with all that was added to it, or one spelling of another.

    `clash` are the entities that have come to share its name since.
    """

    additions: tuple[Addition, ...]
    may_remove: bool = False
    clash: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, what is still under way, and what keeps appearing (null for who is no editor)."""

    rows: tuple[Row, ...]
    total: int
    offset: int
    under_way: tuple[Retag, ...] = ()
    offers: tuple[Unknown, ...] | None = None
    note: str = ""
    """A line of mrkdwn at the head, such as what was removed just now."""


def names_answer(listing: Listing, language: Language, zone: str, *, may_add: bool) -> Answer:
    """Build the list of what a team added, with what keeps appearing and the buttons to add."""
    blocks = [header(say("names.title", language))]
    blocks += [section(listing.note)] if listing.note else []
    blocks.append(section(_count(listing, language)))
    blocks += [context(_progress(job, language)) for job in listing.under_way[:3]]
    blocks += [_row_block(n, row, listing.offset, language, zone) for n, row in enumerate(listing.rows)]
    blocks += offer_blocks(listing.offers, language) if listing.offers else []
    blocks += actions("names", _list_buttons(listing, language, may_add=may_add))
    blocks.append(context(say("names.usage", language)))
    return Answer(spoken_of(blocks), blocks)


def offers_answer(offers: Sequence[Unknown], language: Language, note: str = "") -> Answer:
    """Build the list of what keeps appearing, by itself."""
    body = offer_blocks(offers, language) if offers else [section(say("names.offers.none", language))]
    blocks = [*([section(note)] if note else []), *body]
    return Answer(spoken_of(blocks), blocks)


def offer_blocks(offers: Sequence[Unknown], language: Language) -> list[Block]:
    """Build the offers to track what keeps appearing, each with its two buttons."""
    blocks = [section(say("names.offers", language))]
    for n, offer in enumerate(offers[:OFFERS]):
        target = as_target_value(Target(text=question_text(offer.words), kind=offer.kind))
        blocks.append(section(_offer_words(offer, language)))
        buttons = [
            button(f"names.track.{n}", say("names.button.track", language), target),
            button(f"names.ignore.{n}", say("names.button.ignore", language), target),
        ]
        blocks += actions(f"offer.{n}", buttons)
    return blocks


def adding_buttons(text: str, kind: EntityKind | None, language: Language) -> list[dict[str, Any]]:
    """Build the buttons that open the two modals with what was typed."""
    target = as_target_value(Target(text=question_text(text), kind=kind))
    return [
        button("names.alias", say("names.button.alias", language), target),
        button("names.add", say("names.button.add", language), target),
    ]


def add_answer(text: str, language: Language) -> Answer:
    """Build the offer to add what was typed, as a name or as a spelling of one."""
    words = say("names.ask.add", language, words=quoted(text, language)) if text else say("names.usage", language)
    return Answer(words, [section(words), *actions("names", adding_buttons(text, None, language)[::-1])])


def removal_answer(entity: Entity, text: str | None, language: Language) -> Answer:
    """Build the question whether an entity, or one spelling of it, is to be removed."""
    words = _removal("names.ask.remove", entity, text, language)
    target = as_target_value(Target(entity=entity.id, text=question_text(text or "")))
    remove = button("names.remove.0", say("names.button.remove", language), target) | {"style": "danger"}
    return Answer(words, [section(words), *actions("names", [remove])])


def removed_words(entity: Entity, text: str | None, language: Language) -> str:
    """Say what was removed."""
    return _removal("names.removed", entity, text, language)


def refusal_words(refusal: Refusal, language: Language) -> str:
    """Say why something cannot be added or removed, as plain text."""
    owners = [
        say("ask.option", language, name=owner.name_in(language), kind=say(f"kind.{owner.kind}", language))
        for owner in refusal.owners[:OFFERS]
    ]
    words = clip(refusal.words, _NAME_LIMIT)
    return say(f"names.refused.{refusal.reason}", language, words=words, owners=say("names.or", language).join(owners))


def told_answer(done: Retag, entity: Entity | None, language: Language) -> Answer:
    """Build what whoever added a name reads once past stories are tagged, with a button to their stories."""
    name = (done.name_zh if language == "zh" else done.name_en) or done.name_en or done.name_zh or ""
    spelling = done.texts[0] if len(done.texts) == 1 and done.texts[0] not in (done.name_en, done.name_zh) else None
    key = "none" if not done.tagged else "one" if done.tagged == 1 else ""
    tagged = say(f"names.tagged{f'.{key}' if key else ''}", language, n=done.tagged)
    words = _known_words(name, spelling, language)
    buttons = actions("question", choice_buttons([entity], language)) if entity and done.tagged else []
    text = f"{words} {tagged}" if language == "en" else f"{words}{tagged}"
    return Answer(text, [section(text), *buttons])


def typed_only_answer(entity: Entity, spelling: str | None, language: Language) -> Answer:
    """Build what whoever added a name reads that tags no story."""
    words = _known_words(entity.name_in(language), spelling, language)
    typed = say("names.told.typed", language)
    return plain_answer(f"{words} {typed}" if language == "en" else f"{words}{typed}")


def _count(listing: Listing, language: Language) -> str:
    if not listing.total:
        return say("names.none", language)
    words = say("names.count.one" if listing.total == 1 else "names.count", language, n=listing.total)
    if listing.offset:
        words += say("list.comma", language) + say("names.page", language, first=listing.offset + 1)
    return words


def _progress(job: Retag, language: Language) -> str:
    name = (job.name_zh if language == "zh" else job.name_en) or job.name_en or job.name_zh or ""
    return say("names.under_way", language, name=_name(name), looked=job.looked, total=max(job.total, job.looked))


def _row_block(n: int, row: Row, offset: int, language: Language, zone: str) -> Block:
    block = section("\n".join(_row_lines(row, language, zone)))
    if row.may_remove:
        block["accessory"] = _remove_button(n, row.additions[0], offset, language)
    return block


def _row_lines(row: Row, language: Language, zone: str) -> list[str]:
    first = row.additions[0]
    kind = say(f"kind.{first.kind}", language)
    if first.is_name:
        head = say("names.row", language, name=_name(first.name), kind=kind)
    else:
        head = say(
            "names.row.spelling", language, words=quoted(first.text, language), name=_name(first.name), kind=kind
        )
    who = f"<@{first.added_by}>" if first.added_by else say("names.row.operator", language)
    by = say("names.row.by", language, who=who, day=day_words(first.added_at, zone, language))
    lines = [head, *_also(row.additions[1:], language), " · ".join([*_uses(first, language), by])]
    if row.clash:
        owners = say("names.or", language).join(escape(one.name_in(language)) for one in row.clash)
        lines.append(say("names.row.clash", language, owners=owners))
    return lines


def _also(additions: Sequence[Addition], language: Language) -> list[str]:
    lines = []
    for key, texts in (
        ("names.row.also", [one.text for one in additions if not one.is_phrase]),
        ("names.row.phrases", [one.text for one in additions if one.is_phrase]),
    ):
        if texts:
            shown = [quoted(text, language, 40) for text in texts[:_SHOWN_SPELLINGS]]
            shown += ["…"] if len(texts) > _SHOWN_SPELLINGS else []
            lines.append(say(key, language, spellings=listed(shown, language)))
    return lines


def _uses(addition: Addition, language: Language) -> list[str]:
    uses = [f"names.row.{addition.use}"] if addition.use != "both" else []
    return [say(key, language) for key in [*uses, *(["names.row.cased"] if addition.is_cased else [])]]


def _remove_button(n: int, first: Addition, offset: int, language: Language) -> dict[str, Any]:
    text = "" if first.is_name else question_text(first.text)
    target = as_target_value(Target(entity=first.slug, text=text, offset=offset))
    label = say("names.button.remove", language)
    confirm = {
        "title": _plain(say("names.confirm.title", language)),
        "text": _plain(say("names.confirm.text", language)),
        "confirm": _plain(label),
        "deny": _plain(say("names.confirm.no", language)),
        "style": "danger",
    }
    return button(f"names.remove.{n}", label, target) | {"confirm": confirm}


def _list_buttons(listing: Listing, language: Language, *, may_add: bool) -> list[dict[str, Any]]:
    buttons = adding_buttons("", None, language)[::-1] if may_add else []
    if listing.offset:
        newer = Target(offset=max(0, listing.offset - ROWS_A_PAGE))
        buttons.append(button("names.newer", say("button.newer", language), as_target_value(newer)))
    if listing.offset + len(listing.rows) < listing.total:
        older = Target(offset=listing.offset + ROWS_A_PAGE)
        buttons.append(button("names.more", say("button.more", language), as_target_value(older)))
    return buttons


def _offer_words(offer: Unknown, language: Language) -> str:
    return say("names.offer", language, words=_name(offer.words), stories=offer.stories, issues=offer.issues)


def _removal(key: str, entity: Entity, text: str | None, language: Language) -> str:
    name, kind = _name(entity.name_in(language)), say(f"kind.{entity.kind}", language)
    if text:
        return say(f"{key}.spelling", language, words=quoted(text, language), name=name)
    return say(key, language, name=name, kind=kind)


def _known_words(name: str, spelling: str | None, language: Language) -> str:
    if spelling:
        return say("names.told.spelling", language, words=quoted(spelling, language), name=_name(name))
    return say("names.told", language, name=_name(name))


def _name(name: str) -> str:
    return escape(clip(name, _NAME_LIMIT))


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def spoken_of(blocks: Sequence[Block]) -> str:
    """Say what blocks show, for a screen reader."""
    heads = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    return "\n".join([*heads, *(line for block in blocks for line in spoken_lines(block))])
