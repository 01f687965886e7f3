"""What one page of an answer shows: the view that buttons carry, and storylines, each told by one of its stories.

Pure: no store, no Slack. A view is small enough to travel in a button's value and comes back from outside, so it is
checked when it does. Offsets count storylines, and `up_to` (a story id) holds the pages still while stories come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from bot.carried import as_carried, read_carried
from store.cluster.outlets import name_outlets
from store.model import Disagreement, Entity, EntityKind, Language, Story
from store.text import collapse

STORYLINES_A_PAGE = 5
MAX_OFFSET = 500
MAX_TEXT = 300
"""Characters of a question that are kept; escaped as JSON they stay under a button value's 2,000 (Slack's limit)."""

_RANK = {"story": 0, "analysis": 0, "quick_hit": 1, "watch": 2, "takeaway": 3, "summary": 4}


class View(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an answer shows: an entity's stories or a search's, from which storyline on, in which language."""

    entity: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,99}$")] | None = None
    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)] = ""
    offset: Annotated[int, msgspec.Meta(ge=0, le=MAX_OFFSET)] = 0
    up_to: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None
    language: Language | None = None


def as_value(view: View) -> str:
    """Write a view as a button's value, with no `<` in it: no part of a message looks like markup of Slack's."""
    return as_carried(view)


def read_value(value: object) -> View | None:
    """Read a view back from a button's value, or None for anything that is not one."""
    return read_carried(value, View)


def question_text(text: str) -> str:
    """Reduce a typed question to what is read of it: one line, nothing unprintable, at most `MAX_TEXT` characters."""
    return "".join(character for character in collapse(text) if character.isprintable())[:MAX_TEXT].strip()


@dataclass(frozen=True, slots=True)
class Shown:
    """One storyline as an answer shows it: the story that tells it, and its other stories."""

    story: Story
    others: tuple[Story, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who reported it, each once, the shown story's outlet first; its source where no outlet is credited."""
        return name_outlets((self.story, *self.others))

    def version_in(self, language: Language) -> Story | None:
        """Give another story of it in a language, if there is one."""
        return next((story for story in self.others if story.language == language), None)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its storylines, how many fit in all, whether there are more pages, and where reports disagree."""

    shown: tuple[Shown, ...]
    total: int
    has_more: bool
    disagreements: tuple[Disagreement, ...] = ()


def collapse_stories(stories: Iterable[Story], language: Language) -> list[Shown]:
    """Join the stories of one storyline, or of one translation, in the order of their first.

    The story that tells it is in the reader's language where there is one, a report rather than a line that sums one
    up, and of several the first given.
    """
    groups: dict[tuple[str, int], list[Story]] = {}
    for story in stories:
        groups.setdefault(_group_of(story), []).append(story)
    return [_shown(group, language) for group in groups.values()]


def most_named(stories: Iterable[Story], kinds: Sequence[EntityKind], limit: int, but: str = "") -> list[Entity]:
    """List the entities of some kinds that most of the stories name; of equals, the one named first."""
    named = [entity for story in stories for entity in story.entities if entity.kind in kinds and entity.id != but]
    counted = Counter(entity.id for entity in named)
    by_id = {entity.id: entity for entity in named}
    return [by_id[slug] for slug, _ in counted.most_common(limit)]


def _group_of(story: Story) -> tuple[str, int]:
    if story.storyline is not None:
        return ("storyline", story.storyline)
    return ("story", story.translation_of or story.id)


def _shown(group: list[Story], language: Language) -> Shown:
    teller = min(group, key=lambda story: (story.language != language, _RANK[story.kind]))
    return Shown(teller, tuple(story for story in group if story.id != teller.id))
