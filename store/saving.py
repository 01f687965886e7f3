"""What people shared and we understood becomes stories: saved for whom they say, and corrected.

The same link saved twice is the same story: where whoever would see it has it already, nothing is added. An issue of
several stories goes the way of intake. Of a mail all issues are saved, or none of them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from store import stories
from store.audiences import audience_key
from store.channels import ChannelKind, note_channel
from store.db import Store, as_utc
from store.errors import TidingsError
from store.hidden_rows import is_meant_for
from store.intake import join_stories, keep, tag
from store.model import Asker, AudienceKind, Correction, Issue, Story
from store.names import Names
from store.people import Person, record_audit
from store.proposals import Proposal, add_proposal, decide_proposal, proposal
from store.saved_rows import correct_story, has_saved, known_by_link, mark_corrected, remember_saved
from store.text import collapse, language_after, link_key
from store.understanding import Understood, is_article, is_future, only_article

LONGEST_HEADLINE, LONGEST_SUMMARY, LONGEST_OUTLET = 300, 2_000, 80

Reason = Literal["guest", "not_yours", "hidden", "gone", "headline", "date"]

SENTENCES: dict[Reason, str] = {
    "guest": "Guests read only; ask a member of your team to save it.",
    "not_yours": "Only whoever shared it, or an editor, can do this.",
    "hidden": "An editor has hidden this story.",
    "gone": "This is too old; share it again.",
    "headline": "Give a headline.",
    "date": "This day lies in the future.",
}


class SavingRefusedError(TidingsError):
    """Something that cannot be saved or corrected, for a `reason`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the stories that it is now, and how many of them are new or changed."""

    stories: tuple[Story, ...]
    new: int
    changed: int


def propose(
    store: Store, understood: Understood, *, team: str, channel: str, kind: ChannelKind, by: Person, now: datetime
) -> int:
    """Keep what was understood until `by` saves or discards it. Gives the proposal's row id.

    Raises: SavingRefusedError for guests.
    """
    if by.is_guest:
        raise SavingRefusedError("guest")
    with store.transaction() as db:
        channel_id = note_channel(db, team, channel, kind=kind)
        return add_proposal(db, understood.issues, person_id=by.id, channel_id=channel_id, now=now)


def waiting(store: Store, proposal_id: int, by: Person) -> Proposal:
    """Give a proposal that `by` may decide on, decided already or not. Raises: SavingRefusedError."""
    found = proposal(store.db, proposal_id)
    if found is None:
        raise SavingRefusedError("gone")
    if by.is_guest:
        raise SavingRefusedError("guest")
    if found.person_id != by.id and not by.may_edit:
        raise SavingRefusedError("not_yours")
    return found


def save(
    store: Store,
    names: Names,
    proposal_id: int,
    *,
    audience: AudienceKind,
    by: Person,
    now: datetime,
    correction: Correction | None = None,
) -> Saved | None:
    """Save what was proposed, for the workspace, its channel or `by` alone. None where it was decided on before.

    A correction is put in first, of an article alone. Raises: SavingRefusedError, and then nothing is saved.
    """
    with store.transaction() as db:
        found = waiting(store, proposal_id, by)
        if not found.issues:
            return None
        article = only_article(found.issues)
        issues = (_corrected(article, correction, now),) if article else found.issues
        # A person's own is of whoever shared it, also where an editor presses the button.
        audience_id = audience_key(db, audience, channel_id=found.channel_id, person_id=found.person_id)
        kept, new, changed = _keep_all(db, names, issues, audience_id, now)
        story_id = kept[0] if article else None
        decide_proposal(db, proposal_id, "saved", story_id)
        if story_id:
            remember_saved(db, by.id, story_id, now)
        if story_id and new and correction:
            mark_corrected(db, story_id, now)
        for issue in issues:
            what = f"{audience}: {issue.url or issue.title}"
            record_audit(db, by.id, "stories.save", what, now, channel_id=found.channel_id)
    join_stories(store, now)
    return Saved(tuple(stories.stories_by_ids(store.db, kept)), new, changed)


def discard(store: Store, proposal_id: int, *, by: Person) -> bool:
    """Drop what was proposed; False where it was decided on before. Raises: SavingRefusedError."""
    with store.transaction() as db:
        waiting(store, proposal_id, by)
        return decide_proposal(db, proposal_id, "discarded")


def correct(store: Store, names: Names, story_id: int, correction: Correction, *, by: Person, now: datetime) -> Story:
    """Put a story right, keeping what it said as a revision. Editors may, and whoever saved it.

    Raises: SavingRefusedError, and then nothing is changed.
    """
    with store.transaction() as db:
        check_correction(correction, now)
        check_may_correct(store, story_id, by)
        if correct_story(db, story_id, _tidied(correction), now):
            tag(db, names, story_id, f"{correction.headline}\n{correction.summary}", as_utc(now), is_change=True)
            record_audit(db, by.id, "stories.correct", f"{story_id}: {correction.headline}", now)
    join_stories(store, now)
    return story_of(store, story_id)


def story_of(store: Store, story_id: int) -> Story:
    """Give a story that was saved. Raises: SavingRefusedError where it is no more."""
    found = stories.stories_by_ids(store.db, [story_id])
    if not found:
        raise SavingRefusedError("gone")
    return found[0]


def check_may_correct(store: Store, story_id: int, by: Person, asker: Asker | None = None) -> None:
    """Check that a person may put a story right: an editor, or who saved it; with `asker`, one that they may see.

    Raises: SavingRefusedError.
    """
    if asker is not None and not is_meant_for(store.db, story_id, asker):
        raise SavingRefusedError("gone")
    if by.is_guest:
        raise SavingRefusedError("guest")
    if not (by.may_edit or has_saved(store.db, by.id, story_id)):
        raise SavingRefusedError("not_yours")


def check_correction(correction: Correction, now: datetime) -> None:
    """Check what was typed. Raises: SavingRefusedError with the field's name as its reason."""
    if not any(sign.isalnum() for sign in correction.headline):
        raise SavingRefusedError("headline")
    if correction.published_at and is_future(correction.published_at, now):
        raise SavingRefusedError("date")


def _keep_all(
    db: Database, names: Names, issues: tuple[Issue, ...], audience_id: int, now: datetime
) -> tuple[list[int], int, int]:
    """Keep issues, but for hidden articles; gives their stories, each once, and how many of them are new and changed.

    Raises: SavingRefusedError where there is nothing else.
    """
    known = [_known(db, issue, audience_id) for issue in issues]
    kept = [
        ([known[0]], 0, 0) if known else _keep(db, names, issue, audience_id, now)
        for issue, known in zip(issues, known, strict=True)
        if not (known and known[1])
    ]
    if not kept:
        raise SavingRefusedError("hidden")
    ids = dict.fromkeys(story for stories_kept, _, _ in kept for story in stories_kept)
    return list(ids), sum(new for _, new, _ in kept), sum(changed for _, _, changed in kept)


def _known(db: Database, issue: Issue, audience_id: int) -> tuple[int, bool] | None:
    """Find the story that an article is already for whoever would see it, and whether it is hidden."""
    key = link_key(issue.items[0].url or "") if is_article(issue) else None
    return known_by_link(db, key, audience_id) if key else None


def _keep(db: Database, names: Names, issue: Issue, audience_id: int, now: datetime) -> tuple[list[int], int, int]:
    taken = keep(db, names, issue, now=now, audience_id=audience_id)
    return list(taken.story_ids), taken.new, taken.changed


def _corrected(issue: Issue, correction: Correction | None, now: datetime) -> Issue:
    if correction is None:
        return issue
    check_correction(correction, now)
    put = _tidied(correction)
    was = issue.items[0]
    before, after = (f"{words.headline} {words.summary}" for words in (was, put))
    item = replace(was, **asdict(put), language=language_after(before, after, was.language))
    return replace(issue, title=item.headline, published_at=item.published_at, language=item.language, items=(item,))


def _tidied(typed: Correction) -> Correction:
    """Fold what was typed into lines of no more than they may hold."""
    return Correction(
        headline=collapse(typed.headline)[:LONGEST_HEADLINE],
        summary=collapse(typed.summary)[:LONGEST_SUMMARY],
        outlet=collapse(typed.outlet or "")[:LONGEST_OUTLET] or None,
        published_at=typed.published_at or None,
    )
