"""Whom and what we know, the ways to write them, and what a text or a typed name says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.model.documents import Language

EntityKind = Literal["company", "person", "product", "topic"]
Use = Literal["typed", "text", "both"]
Outcome = Literal["match", "ambiguous", "none"]

ENTITY_KINDS: tuple[EntityKind, ...] = ("company", "person", "product", "topic")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an entity's name. `how`: name, alias, former, short, ticker, pinyin, sound, phrase."""

    text: str
    how: str = "alias"
    use: Use = "both"
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, person, product or topic that we know. `id` is a stable slug such as `nvidia`."""

    id: str
    kind: EntityKind
    name_en: str | None
    name_zh: str | None
    spellings: tuple[Spelling, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    """(relation, id of the other entity): made_by, works_at, owned_by, broader."""

    @property
    def name(self) -> str:
        """The name to show where no language is asked for."""
        return self.name_en or self.name_zh or self.id

    def name_in(self, language: Language) -> str:
        """The name in a language, or else the one there is."""
        return (self.name_zh if language == "zh" else self.name_en) or self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity found in a text: the words that named it and where they start (characters).

    `how` is `named`, or `implied` (a product names its company).
    """

    entity_id: str
    words: str
    start: int
    how: Literal["named", "implied"] = "named"


@dataclass(frozen=True, slots=True)
class Match:
    """Typed text resolved: `match` with an entity, `ambiguous` with suggestions, or `none`.

    `via` says how (name, alias, ticker, pinyin, typo…) and `matched` which spelling was met. `parts` holds
    one match for each name found inside a longer text, `rest` the remaining words.
    """

    query: str
    outcome: Outcome
    entity: Entity | None = None
    via: str | None = None
    matched: str | None = None
    suggestions: tuple[Entity, ...] = ()
    parts: tuple[Match, ...] = ()
    rest: str = ""
