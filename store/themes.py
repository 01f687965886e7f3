"""Group an edition's storylines by theme, for documents and roundups. Pure.

A theme is a section of their source where several storylines stand in it and its name is in the reader's language: an
editor made it. A report's chapter, a storyline itself, is a theme with its parts. What is left goes by topic: the broad
topic that most of it shares first, and so on while two share one. What shares nothing is one group without a name, but
a single one goes by its own section. Themes come in the order of their best storyline, the nameless last.
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
    """A group of storylines in order; `title` is null where they share nothing.

    `opening` is the storyline whose headline the title is, where it is a chapter; it is not among `slots`.
    """

    title: str | None
    slots: tuple[Slot, ...]
    opening: Slot | None = None


def group_by_theme(slots: Sequence[Slot], language: Language) -> list[Theme]:
    """Group slots, which come in order, by section and then by topic."""
    chapters = {collapse(slot.lead.headline) for slot in slots} & {section_of(slot) for slot in slots}

    def _titles(slot: Slot) -> tuple[str, ...]:
        own = collapse(slot.lead.headline)
        title = own if own in chapters else section_of(slot)
        return (title,) if title and (title in chapters or language_of(title) == language) else ()

    themes, rest = _take_common(slots, _titles)
    by_topic, single = _take_common(rest, lambda slot: tuple(topic.name_in(language) for topic in slot.topics))
    for title, found in by_topic.items():
        themes.setdefault(title, []).extend(found)
    if len(single) == 1 and _titles(single[0]):
        themes.setdefault(_titles(single[0])[0], []).append(single.pop())
    places = {slot.lead.id: place for place, slot in enumerate(slots)}
    told = sorted(themes.items(), key=lambda theme: min(places[slot.lead.id] for slot in theme[1]))
    named = [_theme(title, found) for title, found in told]
    return [*named, Theme(None, tuple(single))] if single else named


def section_of(slot: Slot) -> str:
    """Give the section that a storyline's lead stands in, or nothing."""
    return collapse(slot.lead.section or "")


def _theme(title: str, slots: Sequence[Slot]) -> Theme:
    opening = next((slot for slot in slots if collapse(slot.lead.headline) == title), None)
    parts = tuple(slot for slot in slots if slot is not opening)
    return Theme(title, parts, opening) if parts else Theme(title, tuple(slots))


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
