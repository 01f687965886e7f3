"""Which spellings of names are looked for: in running text, and in what people type, where they count in any case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from store.folding import fold_name, is_word_character
from store.model import Entity, Spelling

_SHORTEST_PLURAL = 3
_BY_SOUND = ("pinyin", "sound")
_SHARE_NUMBER = 6
"""Digits of a share in Shanghai, Shenzhen or Seoul, with or without its exchange."""
_LONG_TICKER = 4
"""Letters from which a ticker is looked for in small letters too; `match` judges whether it is a word."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Words that contain a name and name nobody, unless one of the longer texts in `unless` begins there.

    苹果树 is no company, but 苹果树立 begins "Apple sets up…".
    """

    text: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A spelling to look for, and whom it names.

    `cased` holds the only case in which it counts; `has_plural` says that an added s leaves it the same name.
    """

    folded: str
    entity_id: str
    cased: str | None
    has_plural: bool


def text_patterns(entities: Iterable[Entity]) -> Iterator[Pattern]:
    """Look for the spellings of entities in running text: neither what is only typed nor what only sounds alike."""
    for entity in entities:
        for spelling in entity.spellings:
            if spelling.use != "typed" and spelling.how not in _BY_SOUND:
                yield pattern_of(entity.id, spelling)


def typed_patterns(entities: Iterable[Entity]) -> Iterator[Pattern]:
    """Look for the spellings of entities in what people type."""
    for entity in entities:
        for spelling in entity.spellings:
            if spelling.use != "text" and spelling.how not in _BY_SOUND:
                yield from _as_typed(pattern_of(entity.id, spelling), spelling)


def _as_typed(pattern: Pattern, spelling: Spelling) -> Iterator[Pattern]:
    """Look for a spelling as it may be typed: in any case, but a short ticker in capitals or with $."""
    if spelling.how != "ticker":
        yield replace(pattern, cased=None)
        return
    is_long = len(spelling.text) >= _LONG_TICKER and spelling.text.isalpha()
    yield replace(pattern, cased=None if is_long else spelling.text, has_plural=False)
    yield replace(pattern, folded=f"${pattern.folded}", has_plural=False)
    if len(spelling.text) == _SHARE_NUMBER and spelling.text.isdigit():
        for exchange in ("sh", "ss", "sz", "ks"):
            yield replace(pattern, folded=f"{pattern.folded}.{exchange}", has_plural=False)


def pattern_of(entity_id: str, spelling: Spelling) -> Pattern:
    """Fold a spelling into what is looked for in folded text."""
    folded = fold_name(spelling.text)
    cased = folded.kept if spelling.case_sensitive else None
    return Pattern(folded.folded, entity_id, cased, has_plural(spelling))


def has_plural(spelling: Spelling) -> bool:
    """Tell whether an added s leaves a spelling the same name: GPUs and chips, but not Arms, which is a word."""
    text = spelling.text
    is_ordinary = spelling.use == "typed" or (spelling.case_sensitive and not text.isupper())
    return len(text) >= _SHORTEST_PLURAL and not is_ordinary and is_word_character(text[-1])
