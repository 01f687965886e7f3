"""Stories, who may see them, and where two of them disagree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from store.model.documents import ItemKind, Language
from store.model.figures import Figure
from store.model.names import Entity

AudienceKind = Literal["workspace", "channel", "person"]
"""Who may see a story or source: everyone in the workspace, those in one channel, or one person."""
Cause = Literal["magnitude", "unit", "currency", "bound", "direction", "newer"]


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


@dataclass(frozen=True, slots=True)
class Correction:
    """What a story says as a person put it right; without an outlet or day it has none."""

    headline: str
    summary: str
    outlet: str | None
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A story that is hidden since `at`, by a person (Slack's id), or by the operator where that is null."""

    story: Story
    at: str
    by: str | None


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
