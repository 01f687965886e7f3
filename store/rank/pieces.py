"""What choosing works with: the reports it may choose from, what is known of their storylines, and what a reader wants.

Values only. Whatever stands here was read from rows by the caller; nothing here reads any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from store.model import Figure, ItemKind, Language, SlotPart, Update

RANKED: tuple[ItemKind, ...] = ("story", "analysis")
"""Reports told in full. Takeaways and summaries say what other items say, so they fill no slot."""

FULLNESS: dict[ItemKind, int] = {**dict.fromkeys(RANKED, 0), "quick_hit": 1, "watch": 2}
"""How fully those kinds tell that may fill a slot: 0 in full."""


DAILY_HALF_LIFE = timedelta(days=2)
WEEKLY_HALF_LIFE = timedelta(days=7)
"""How long what is told in a day, or in a week, stays half as new as it was."""


@lru_cache(maxsize=4096)
def moment_of(dated: str) -> datetime:
    """Read a stored day or time, of which thousands share one."""
    moment = datetime.fromisoformat(dated)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Candidate(NamedTuple):
    """What choosing needs of each story.

    `dated` is when it is from as stored, a day or a time in UTC; `is_lead` whether its storyline names it as the lead.
    """

    id: int
    storyline: int
    issue: int
    kind: ItemKind
    language: Language
    position: int
    in_section: bool
    outlet_key: str | None
    dated: str
    is_translation: bool
    is_lead: bool

    @property
    def fullness(self) -> int:
        """How fully it tells: 0 a report, then quick hit and watch item."""
        return FULLNESS[self.kind]

    @property
    def effective_at(self) -> datetime:
        """When it is from; a bare day is its first moment in UTC."""
        return moment_of(self.dated)


Row = tuple[int, int, int, ItemKind, Language, int, bool, str | None, str, bool, bool]
"""A candidate as it is read, in the order of `Candidate`, which it becomes if it is among the best.

Of a window's twenty thousand all but a few hundred are never more than this: a tuple of plain values costs a quarter of
a named one to make, and the garbage collector passes over it.
"""

id_of: Callable[[Row], int] = itemgetter(0)
storyline_of: Callable[[Row], int] = itemgetter(1)
position_of: Callable[[Row], int] = itemgetter(5)

COLUMNS = ("outlets", "prominence", "section", "freshness", "language")


class Group(NamedTuple):
    """A storyline's candidates with the parts of its score that their columns tell, in the order of `COLUMNS`."""

    reports: list[Candidate]
    parts: tuple[float, ...]

    @property
    def storyline(self) -> int:
        """Its storyline."""
        return self.reports[0].storyline


@dataclass(frozen=True, slots=True)
class Saying:
    """What one report says: its headline, what it names, and its figures.

    `subjects` are the entities that its headline names (where it names none, the first that its text does), topics
    among them, and `names` those that are none; `entities` are all it names or implies, `topics` the broadest of them.
    `new_figures` are those of `figures` that were never said of their owner before.
    """

    headline: str = ""
    language: Language = "en"
    subjects: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    figures: tuple[Figure, ...] = ()
    new_figures: frozenset[Figure] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a storyline beside its reports in the window.

    `repeats` is how many takeaways or summary sentences of its issues say it again; `update` what is new of it where it
    was told before, null where it never was.
    """

    repeats: int = 0
    update: Update | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader wants: a language, how many top slots, and entities by how welcome they are.

    `favour` and `leave_out` hold what is narrower too; `leanings` are from -1 to 1, learned from what people there said
    was useful. With `only_favoured`, what names nothing favoured is not told. `half_life` is how fast news grows old.
    """

    language: Language = "en"
    top: int = 5
    favour: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()
    leanings: Mapping[str, float] = field(default_factory=dict)
    only_favoured: bool = False
    half_life: timedelta = DAILY_HALF_LIFE


@dataclass(frozen=True, slots=True)
class Pick:
    """A slot as chosen: the lead's id, and the ids of all its storyline's candidates, lead first.

    `repeats` are leads of other storylines that say the same again, told by this slot as well; `stories` holds theirs.
    """

    n: int
    part: SlotPart
    storyline: int
    lead: int
    stories: tuple[int, ...]
    score: float
    why: dict[str, float]
    update: Update | None = None
    repeats: tuple[int, ...] = ()
