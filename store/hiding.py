"""Hide a story and show it again: an editor's choice, or the operator's.

A hidden story leaves every answer, edition, export and storyline, and its translation with it, for the two are one
report. It stays hidden when its source tells it again. What was posted before is left as it is. Storylines and
disagreements are parted anew by `intake.join_stories`, which comes after either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from store.db import Store
from store.errors import TidingsError
from store.hidden_rows import hidden_stories, is_meant_for, set_hidden, set_shown
from store.model import Asker, Hidden, Story
from store.people import Person, record_audit
from store.stories import stories_by_ids
from store.storylines import kin_of

Reason = Literal["editors", "gone"]

SENTENCES: dict[Reason, str] = {
    "editors": "Only editors hide stories and show them again.",
    "gone": "There is no story {story}.",
}


class HidingRefusedError(TidingsError):
    """A story that is not hidden or shown, for a `reason`."""

    def __init__(self, reason: Reason, story: int | None = None) -> None:
        super().__init__(SENTENCES[reason].format(story=story))
        self.reason = reason


def hide(store: Store, story_ids: Iterable[int], *, asker: Asker, by: Person | None, now: datetime) -> list[Story]:
    """Hide stories that an asker may see; one that is hidden already stays so. `by` is null for the operator.

    Gives the stories, those that were named first. Raises: HidingRefusedError, and then none is hidden.
    """

    def _hide(db: Database, story_id: int) -> bool:
        return set_hidden(db, story_id, by.id if by else None, now)

    return _change(store, story_ids, _hide, "stories.hide", asker=asker, by=by, now=now)


def show_again(
    store: Store, story_ids: Iterable[int], *, asker: Asker, by: Person | None, now: datetime
) -> list[Story]:
    """Show hidden stories again. `by` is null for the operator.

    Gives the stories, those that were named first. Raises: HidingRefusedError, and then none is shown.
    """
    return _change(store, story_ids, set_shown, "stories.show", asker=asker, by=by, now=now)


def hidden(store: Store, *, asker: Asker, by: Person | None, limit: int, offset: int = 0) -> tuple[list[Hidden], int]:
    """Give what is hidden, the last one first, and how many there are in all. Raises: HidingRefusedError."""
    _check(by)
    return hidden_stories(store.db, asker, limit, offset)


def _change(
    store: Store,
    story_ids: Iterable[int],
    change: Callable[[Database, int], bool],
    action: str,
    *,
    asker: Asker,
    by: Person | None,
    now: datetime,
) -> list[Story]:
    """Change stories and their translations, and write down who did. Gives all of them, those that were named first."""
    _check(by)
    ids = list(dict.fromkeys(story_ids))
    with store.transaction() as db:
        if strangers := [story_id for story_id in ids if not is_meant_for(db, story_id, asker)]:
            raise HidingRefusedError("gone", strangers[0])
        kin = (end for pair in kin_of(db, ids) for end in pair)
        stories = stories_by_ids(db, list(dict.fromkeys([*ids, *kin])))
        for story in stories:
            if change(db, story.id):
                record_audit(db, by.id if by else None, action, f"{story.id}: {story.headline}", now)
    return stories


def _check(by: Person | None) -> None:
    if by is not None and not by.may_edit:
        raise HidingRefusedError("editors")
