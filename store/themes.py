"""Group an edition's storylines by theme, for documents and roundups. Pure.

A theme is a section of their source where several storylines stand in it and its name is in the reader's language: an
editor made it. What is left goes by topic: the broad topic that most of it shares first, and so on while two share one.
What shares nothing is one group without a name. Themes come in the order of their best storyline, the nameless last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.model import Language, Slot
from store.text import collapse, language_of

MEANT = 2
"""So many storylines make a theme."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of storylines in order; `title` is null where they share nothing."""

    title: str | None
    slots: tuple[Slot, ...]


def group_by_theme(slots: Sequence[Slot], language: Language) -> list[Theme]:
    """Group slots, which come in order, by section and then by topic."""
    by_section, rest = _take_common(slots, lambda slot: _section_of(slot, language))
    by_topic, single = _take_common(rest, lambda slot: tuple(topic.name_in(language) for topic in slot.topics))
    themes = {**by_section}
    for title, found in by_topic.items():
        themes.setdefault(title, []).extend(found)
    places = {slot.lead.id: place for place, slot in enumerate(slots)}
    told = [Theme(title, tuple(found)) for title, found in themes.items()]
    told.sort(key=lambda theme: places[theme.slots[0].lead.id])
    return [*told, Theme(None, tuple(single))] if single else told


def _section_of(slot: Slot, language: Language) -> tuple[str, ...]:
    section = collapse(slot.lead.section or "")
    return (section,) if section and language_of(section) == language and slot.lead.kind != "quick_hit" else ()


def _take_common(
    slots: Sequence[Slot], names_of: Callable[[Slot], tuple[str, ...]]
) -> tuple[dict[str, list[Slot]], list[Slot]]:
    """Take out, under the name that most share, those that share it, and again until no name is shared by enough."""
    left, found = list(slots), dict[str, list[Slot]]()
    while left:
        counted = Counter(name for slot in left for name in names_of(slot))
        name, count = max(counted.items(), key=lambda each: each[1], default=("", 0))
        if count < MEANT:
            break
        found[name] = [slot for slot in left if name in names_of(slot)]
        left = [slot for slot in left if name not in names_of(slot)]
    return found, left
