"""The nouns of the project as frozen values. No rules, no SQL, no wording.

Days are `YYYY-MM-DD`; times are ISO 8601 in UTC ending in `Z`. A source that gives only a day keeps
the day. `None` is "not known", never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "zh"]
ItemKind = Literal["story", "takeaway", "quick_hit", "watch", "analysis", "summary"]
EntityKind = Literal["company", "person", "product", "topic"]
Use = Literal["typed", "text", "both"]
Outcome = Literal["match", "ambiguous", "none"]
AudienceKind = Literal["workspace", "channel", "person"]
"""Who may see a story or source: everyone in the workspace, those in one channel, or one person."""

ENTITY_KINDS: tuple[EntityKind, ...] = ("company", "person", "product", "topic")


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


FigureKind = Literal[
    "money", "percent", "multiple", "power", "compute", "energy", "parameters", "tokens", "people", "customers",
    "users", "count", "duration",
]  # fmt: skip
Bound = Literal["exact", "at_least", "at_most", "about", "range"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a story says as a person put it right; without an outlet or day it has none."""

    headline: str
    summary: str
    outlet: str | None
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: its words, where they start (characters), and what they say in base units.

    `unit` is an ISO 4217 code, W, Wh, FLOPS, FLOP, OPS, s, %, pp (percentage points) or 1. Without an upper end `high`
    is None (at_least), without a lower one `low` (at_most); exact and about have both alike. `of` is what it measures,
    in English (`valuation`), `entity_id` whose it is and `as_of` a year, quarter or month (2026, 2026-Q4, 2026-04),
    each None unless the words say so.
    """

    words: str
    start: int
    kind: FigureKind
    unit: str
    low: int | float | None
    high: int | float | None
    bound: Bound
    of: str | None = None
    entity_id: str | None = None
    as_of: str | None = None


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


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as Slack names them. The default sees what the whole workspace may see."""

    team: str | None = None
    person: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An accepted item, as answers and editions need it.

    `effective_at` orders stories: `published_at`, else the issue's first day, else `seen_at`. `issue_days` are the
    first and last day that its issue covers, which is all that is known of an undated story's date.
    """

    id: int
    kind: ItemKind
    section: str | None
    headline: str
    summary: str
    url: str | None
    outlet: str | None
    published_at: str | None
    language: Language
    position: int
    source: str
    seen_at: str
    effective_at: str
    storyline: int | None
    translation_of: int | None = None
    issue_days: tuple[str, str] | None = None
    entities: tuple[Entity, ...] = field(default=())
    credit_key: str | None = None
    """The outlet that it credits, where the catalogue knows it, whatever it is called there."""


Cause = Literal["magnitude", "unit", "currency", "bound", "direction", "newer"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two figures of one storyline that cannot both hold, each with the story that states it, and the likely cause.

    `found_at` is when we saw it. The first is the earlier report's, or the original's.
    """

    id: int
    storyline: int
    figure: Figure
    story: Story
    other: Figure
    other_story: Story
    cause: Cause | None
    found_at: str


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

    Alerts come at most every `every_hours`, the last one was due at `last_at`.
    `favour` and `leave_out` are ids of entities, each standing for what is narrower too; `outlets_out` are outlets as
    written. A personal edition and an alert tell of nothing but what is favoured.
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

    def part(self, part: SlotPart) -> tuple[Slot, ...]:
        """The slots of one part, in order."""
        return tuple(slot for slot in self.slots if slot.part == part)
