"""Digests, and their editions with what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.model.documents import Language
from store.model.figures import Figure
from store.model.names import Entity
from store.model.stories import Disagreement, Story

Product = Literal["daily", "roundup", "personal", "alert", "manual"]
DigestProduct = Literal["daily", "roundup", "personal", "alert"]
SlotPart = Literal["top", "quick_hit", "watch", "rest"]
EmptyDay = Literal["line", "nothing"]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a channel, or a person in their direct messages, chose for one product.

    `channel` is Slack's id, `channel_id` our row's; `at` is `HH:MM` in `zone` (an IANA name); `weekdays` are ISO
    digits, Monday 1; `stories` is how many top slots. No edition is due at or before `set_at`. `person` is Slack's id
    of whoever set it up.

    `owed` is the period of an edition that was still to come when its hour was moved to one that was over already; it
    is due at `set_at`.

    Alerts come at most every `every_hours`, the last one was due at `last_at`.
    `favour` and `leave_out` are ids of entities, each standing for what is narrower too; `outlets_out` are outlets as
    written; `sources` are our rows' ids, all of them where it is empty. A personal edition and an alert tell of nothing
    but what is favoured.
    """

    id: int
    channel_id: int
    team: str
    channel: str
    at: str
    zone: str
    weekdays: str
    language: Language
    stories: int
    on_empty: EmptyDay
    sources: tuple[int, ...]
    set_by: int | None
    set_at: str
    paused_why: str | None = None
    product: DigestProduct = "daily"
    person: str | None = None
    favour: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    outlets_out: tuple[str, ...] = ()
    every_hours: int | None = None
    last_at: str | None = None
    owed: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What is new of a storyline that was told before: a figure, an outlet, or a development told by `story`.

    `outlet` is who says so, as credited.
    """

    how: Literal["figure", "outlet", "development"]
    story: int
    outlet: str | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A numbered place in an edition, filled by one storyline: its lead here, and every report of it that is new.

    `outlets` are as credited, each once, or the source where none is; `why` holds the parts of `score`; `figures` are
    the lead's, the most notable first. `update` says what is new where it was told before, `favoured` what it names
    that its reader favours, `topics` the broadest topics it names, and `repeats` are leads of other storylines that
    say the same.
    """

    n: int
    part: SlotPart
    lead: Story
    outlets: tuple[str, ...]
    stories: tuple[int, ...]
    score: float
    why: dict[str, float]
    figures: tuple[Figure, ...] = ()
    update: Update | None = None
    favoured: tuple[Entity, ...] = ()
    topics: tuple[Entity, ...] = ()
    repeats: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A figure worth knowing for itself: whose it is, where that is told, and the story that states it."""

    figure: Figure
    owner: Entity | None
    story: Story


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest for one channel, product and period. `channel` is Slack's id, null in a preview without one.

    `since_at` and `until_at` bound when its stories were seen. `uid` is the id that its messages carry. `at` and
    `weekdays` say when the digest comes, and are null where none is set up. `left_out` storylines found no slot.
    `disagreements` are those of its storylines, each two values once; `numbers` the figures of the day, the most
    notable first; `takeaways` what editors summed up of its storylines, in a roundup.
    """

    uid: str
    channel: str | None
    product: Product
    period: str
    due_at: str
    language: Language
    zone: str
    since_at: str
    until_at: str
    slots: tuple[Slot, ...]
    at: str | None = None
    weekdays: str | None = None
    left_out: int = 0
    disagreements: tuple[Disagreement, ...] = ()
    numbers: tuple[Number, ...] = ()
    takeaways: tuple[Story, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it is one person's, in their direct messages."""
        return self.product in ("personal", "alert")

    def part(self, part: SlotPart) -> tuple[Slot, ...]:
        """The slots of one part, in order."""
        return tuple(slot for slot in self.slots if slot.part == part)
