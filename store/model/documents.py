"""What a document holds, as parsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "zh"]
ItemKind = Literal["story", "takeaway", "quick_hit", "watch", "analysis", "summary"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One numbered entry of a document's reference list."""

    n: int
    outlet: str | None
    published_at: str | None
    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One raw entry of an issue as parsed, not yet accepted.

    `position` is its index among the issue's items; `text` the exact words it came from, line breaks included; `links`
    are the addresses that it gives beside its own (`url`).
    """

    kind: ItemKind
    section: str | None
    headline: str
    summary: str
    url: str | None
    outlet: str | None
    published_at: str | None
    language: Language
    position: int
    text: str
    references: tuple[int, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One dated number of a source, holding items.

    `period` is the first and last day that it covers; `layout` names the layout rule that read it;
    `translations` are pairs of item positions that say the same in two languages; `text` is the whole document's words.
    """

    title: str
    source: str | None
    url: str | None
    language: Language
    published_at: str | None
    period: tuple[str, str] | None
    layout: str
    items: tuple[Item, ...]
    references: tuple[Reference, ...]
    translations: tuple[tuple[int, int], ...]
    text: str = field(default="", repr=False)
