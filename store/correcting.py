"""Tell a posted edition's thread, once, what was found wrong in it since: one short reply for all that is new.

The reply is a last message of the edition in the ledger, so that it is posted as surely, and as surely once, as the
others. What is told is kept by its values: a slip in a report and in the line that sums it up is one. News reaches the
editions of the last two weeks; nobody looks at older ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from store.comparing import disagreements_in, values_of
from store.correction_rows import Change, add_reply, changes_since, claimed_at, disagreed_since, language_of, untold
from store.db import Store
from store.due import GRACE
from store.editions import Message
from store.figures import find_figures
from store.model import Disagreement, Language, Story
from store.stories import stories_by_ids

REACH = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an edition is told: a disagreement, or a figure's words before and now with the story that states it."""

    story: Story
    disagreement: Disagreement | None = None
    old: str = ""
    new: str = ""


Render = Callable[[Sequence[Correction], Language], Message]
"""Writes the reply. Must be pure: it runs inside the claim's transaction."""


def claim_corrections(store: Store, team: str, now: datetime, render: Render) -> int:
    """Add a reply to every edition of a workspace that has news of this kind. Gives how many have."""
    since = now - REACH
    if not disagreed_since(store.db, team, since) and not changes_since(store.db, team, since):
        return 0  # what nearly always is: no lock is taken for it
    with store.transaction() as db:
        disagreed, changed = disagreed_since(db, team, since), changes_since(db, team, since)
        editions = sorted(disagreed.keys() | changed.keys())
        return sum(_claim(db, each, disagreed.get(each, []), changed.get(each, []), now, render) for each in editions)


def _claim(
    db: Database, edition: int, storylines: list[int], changes: list[Change], now: datetime, render: Render
) -> bool:
    news = _disagreements(db, edition, storylines) | _changes(db, changes)
    fresh = untold(db, edition, news)
    if not fresh:
        return False
    language: Language = "zh" if language_of(db, edition) == "zh" else "en"
    message = render([correction for what, correction in news.items() if what in fresh], language)
    add_reply(db, edition, fresh, message, now, now + GRACE)
    return True


def _disagreements(db: Database, edition: int, storylines: list[int]) -> dict[str, Correction]:
    told, since = disagreements_in(db, storylines), claimed_at(db, edition)
    return {values_of(each): Correction(each.story, each) for each in told if each.found_at >= since}


def _changes(db: Database, changes: list[Change]) -> dict[str, Correction]:
    """Give the figures that were changed, once where several reports of a storyline changed the same."""
    stories = {story.id: story for story in stories_by_ids(db, sorted({change.story for change in changes}))}
    news: dict[str, Correction] = {}
    for change in changes:
        story = stories[change.story]
        what = f"change {story.storyline} {_value(change.old)} {_value(change.new)}"
        news.setdefault(what, Correction(story, old=change.old, new=change.new))
    return news


def _value(words: str) -> str:
    """Give what a figure's words amount to in any language; the words themselves where they are not read alone."""
    figure = next(iter(find_figures(words)), None)
    return f"{figure.kind} {figure.unit} {figure.low} {figure.high}" if figure else words
