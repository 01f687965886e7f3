"""The nouns of the project as frozen values. No rules, no SQL, no wording.

Days are `YYYY-MM-DD`; times are ISO 8601 in UTC ending in `Z`. A source that gives only a day keeps
the day. `None` is "not known", never a guess.
"""

from __future__ import annotations

from store.model.digests import Digest, DigestProduct, Edition, EmptyDay, Number, Product, Slot, SlotPart, Update
from store.model.documents import Issue, Item, ItemKind, Language, Reference
from store.model.figures import Bound, Figure, FigureKind
from store.model.names import ENTITY_KINDS, Entity, EntityKind, Match, Mention, Outcome, Spelling, Use
from store.model.stories import Asker, AudienceKind, Cause, Correction, Disagreement, Hidden, Story

__all__ = [
    "ENTITY_KINDS",
    "Asker",
    "AudienceKind",
    "Bound",
    "Cause",
    "Correction",
    "Digest",
    "DigestProduct",
    "Disagreement",
    "Edition",
    "EmptyDay",
    "Entity",
    "EntityKind",
    "Figure",
    "FigureKind",
    "Hidden",
    "Issue",
    "Item",
    "ItemKind",
    "Language",
    "Match",
    "Mention",
    "Number",
    "Outcome",
    "Product",
    "Reference",
    "Slot",
    "SlotPart",
    "Spelling",
    "Story",
    "Update",
    "Use",
]
