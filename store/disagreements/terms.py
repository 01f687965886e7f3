"""What is compared, and what is found: reports, the figures they state, and findings."""

from __future__ import annotations

from dataclasses import dataclass

from store.model import Cause, Figure, Language


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a report states it, with its row's id."""

    id: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Report:
    """A story as it is compared: its text as its figures count it, and the day it is from (`YYYY-MM-DD`).

    `original` is the story that it translates, or its own id.
    """

    story: int
    original: int
    language: Language
    text: str
    day: str
    figures: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two figures, by their rows' ids, that cannot both hold, and why that likely is."""

    figure: int
    other: int
    cause: Cause | None
