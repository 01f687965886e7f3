"""Take a document in: parse it, decide what is new, changed or gone, and keep all of it in one transaction.

What makes a story the same story again, in plain English. Within its issue: the same link and headline; else the same
link, where only one story on each side has it; else the same headline; else the nearest text of the same kind in the
same section, if at least `NEAREST` of it is alike. Each stored story is met at most once. In another issue of the same
source only the very same text counts: two weeks' "Quick hits" must never overwrite each other, and what is missed here
is joined again by clustering.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

from rapidfuzz import fuzz
from sqlite_utils import Database

from store import sources, stories
from store.comparing import compare
from store.correction_rows import note_changes
from store.db import Store, as_utc
from store.disagreements.revisions import find_changes
from store.figure_rows import figures_of, set_figures
from store.model import Issue, Item, Language
from store.names import Names
from store.parse import parse
from store.storylining import Progress, settle
from store.text import headline_key, language_after, link_key

WORKSPACE_AUDIENCE = 1
AHEAD = timedelta(days=1)
"""How far ahead of now a story may be dated: where it is tomorrow already."""
NEAREST = 60.0
"""How alike (rapidfuzz `ratio`, 0–100) two texts of one section are at least, to be one story that was edited."""
NEAREST_PAIRS = 40_000
"""How many pairs of texts one section may ask to be compared; a larger section was rewritten, not edited."""

Stored = dict[str, object]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one document brought: the issue's row id and how many stories were new, changed, duplicate or gone."""

    issue_id: int
    issue: Issue
    new: int = 0
    changed: int = 0
    duplicate: int = 0
    vanished: int = 0
    story_ids: tuple[int, ...] = ()
    """The row id of the story that each item became, in their order."""


@dataclass(slots=True)
class _Decision:
    """Which stored story each item is again; items that are none are new, stories that are none are gone."""

    again: dict[int, Stored] = field(default_factory=dict)
    gone: list[Stored] = field(default_factory=list)


def take_in(
    store: Store,
    names: Names,
    text: str,
    *,
    now: datetime,
    name: str | None = None,
    audience_id: int = WORKSPACE_AUDIENCE,
) -> Taken:
    """Take one text in. Taking it in again changes nothing; a changed story is changed, never doubled.

    `name` is the document's file name, which tells its format. Raises: UnreadableDocumentError or NothingFoundError,
    and then nothing is saved.
    """
    issue = parse(text, name=name)
    with store.transaction() as db:
        taken = keep(db, names, issue, now=now, audience_id=audience_id)
    join_stories(store, now)
    return taken


def join_stories(store: Store, now: datetime, progress: Progress | None = None) -> None:
    """Give the stories that wait for it their storylines, and compare what these report.

    `progress` hears how many stories have theirs, and of how many. What a crash left waiting is joined too.
    """
    settle(store, now, progress)
    compare(store, now)


def keep(
    db: Database,
    names: Names,
    issue: Issue,
    *,
    now: datetime,
    audience_id: int = WORKSPACE_AUDIENCE,
    source_id: int | None = None,
    key: str | None = None,
    seen_at: Mapping[int, str] | None = None,
) -> Taken:
    """Keep an issue with all its stories, inside the caller's transaction; `join_stories` comes after it.

    Names are looked for inside the transaction, or one added meanwhile would be missed for good. Without `source_id`
    the source is the one that the issue names; `key` says which of its issues it is, where that is known otherwise
    than by link, title and day. `seen_at` says, by position, when stories were first seen that were seen before now.
    """
    at = as_utc(now)
    source_id = source_id or sources.note_source(db, issue, at)
    key = key or sources.issue_key(db, issue, source_id, audience_id)
    issue = _without_future(issue, as_utc(now + AHEAD))
    issue_id = sources.save_issue(db, issue, source_id, audience_id, at, key=key)
    decision = decide(issue.items, stories.stories_of_issue(db, issue_id))
    kept, counts = {}, {"new": 0, "changed": 0, "duplicate": 0}
    for item in (_with_outlet(item, names) for item in issue.items):
        old = decision.again.get(item.position) or stories.same_elsewhere(
            db, item, source_id=source_id, audience_id=audience_id, issue_id=issue_id
        )
        item = stories.as_known(item, old) if old else item
        first_seen = (seen_at or {}).get(item.position, at) if old is None else at
        story_id, what = _keep(db, item, old, issue, issue_id, audience_id, first_seen)
        counts[what] += 1
        kept[item.position] = story_id
        if what != "duplicate":
            tag(db, names, story_id, f"{item.headline}\n{item.summary}", at, is_change=what == "changed")
    for first, second in issue.translations:
        stories.set_translation(db, kept[second], kept[first])
    gone = [_id(old) for old in decision.gone if old["vanished_at"] is None]
    stories.mark_vanished(db, gone, at)
    return Taken(issue_id, issue, **counts, vanished=len(gone), story_ids=tuple(kept.values()))


def _with_outlet(item: Item, names: Names) -> Item:
    """Name the outlet of a story that is credited with a bare site, where we know it."""
    site = item.outlet or ""
    is_site = "." in site and " " not in site and site == site.lower()
    return replace(item, outlet=names.outlet_at(site, item.language) or site) if is_site else item


def tag(db: Database, names: Names, story_id: int, text: str, at: str, *, is_change: bool) -> None:
    """Keep whom a story's words name and which figures they state; of a change, note what it says of figures now."""
    figures = names.figures_in(text)
    stories.set_mentions(db, story_id, names.mentions_in(text))
    if is_change:
        note_changes(db, story_id, find_changes(figures_of(db, [story_id]).get(story_id, ()), figures), at)
    set_figures(db, story_id, figures)


def _without_future(issue: Issue, latest: str) -> Issue:
    """Take days from stories that lie ahead: a slip or an announcement, and it would stand above all news till then."""
    items = tuple(
        replace(item, published_at=None) if item.published_at and item.published_at > latest else item
        for item in issue.items
    )
    is_ahead = issue.published_at is not None and issue.published_at > latest
    return replace(issue, items=items, published_at=None if is_ahead else issue.published_at)


def _keep(
    db: Database, item: Item, old: Stored | None, issue: Issue, issue_id: int, audience_id: int, now: str
) -> tuple[int, str]:
    if old is None:
        return stories.add_story(db, item, issue, issue_id=issue_id, audience_id=audience_id, now=now), "new"
    if stories.is_changed(old, item):
        stories.change_story(db, old, item, issue, now)
        return _id(old), "changed"
    stories.move_story(db, _id(old), item.position)
    return _id(old), "duplicate"


def decide(items: Iterable[Item], stored: list[Stored]) -> _Decision:
    """Decide which stored story of the same issue each item is again (see the module's text). Pure."""
    left = {_id(old): old for old in stored}
    waiting = list(items)
    decision = _Decision()
    for match in (_match_by_link_and_headline, _match_by_link, _match_by_headline, _match_nearest):
        for item, old in match(waiting, list(left.values())):
            decision.again[item.position] = old
            del left[_id(old)]
        waiting = [item for item in waiting if item.position not in decision.again]
    decision.gone = list(left.values())
    return decision


_Pairs = Iterator[tuple[Item, Stored]]


def _match_by_link_and_headline(items: list[Item], left: list[Stored]) -> _Pairs:
    return _match_by(items, left, lambda it: it.link and (it.kind, it.language, it.link, it.headline))


def _match_by_link(items: list[Item], left: list[Stored]) -> _Pairs:
    return _match_by(items, left, lambda it: it.link and (it.kind, it.language, it.link), only_single=True)


def _match_by_headline(items: list[Item], left: list[Stored]) -> _Pairs:
    return _match_by(items, left, lambda it: (it.kind, it.language, it.headline))


@dataclass(frozen=True, slots=True)
class _Traits:
    kind: object
    language: object
    link: object
    headline: object


def _traits_of_item(item: Item) -> _Traits:
    link = link_key(item.url) if item.url else None
    return _Traits(item.kind, item.language, link, headline_key(item.headline))


def _traits_of_stored(old: Stored) -> _Traits:
    return _Traits(old["kind"], _told_in(old), old["link_key"], old["headline_key"])


def _told_in(old: Stored) -> Language:
    """Give the language in which a story's source tells it: a person may have put it right in the other one."""
    language = cast(Language, old["language"])
    if old["corrected_at"] is None:
        return language
    return language_after(f"{old['headline']} {old['summary']}", str(old["text"]), language)


def _match_by(
    items: list[Item], left: list[Stored], key: Callable[[_Traits], object], *, only_single: bool = False
) -> _Pairs:
    """Pair what has a key in common, in order, where both sides hold as many (with `only_single`, one) of it."""
    wanted, held = defaultdict(list), defaultdict(list)
    for item in items:
        wanted[key(_traits_of_item(item))].append(item)
    for old in left:
        held[key(_traits_of_stored(old))].append(old)
    for found, group in wanted.items():
        if found and len(group) == len(held[found]) and (len(group) == 1 or not only_single):
            yield from zip(group, held[found], strict=True)


def _match_nearest(items: list[Item], left: list[Stored]) -> _Pairs:
    wanted, held = defaultdict(list), defaultdict(list)
    for item in items:
        wanted[(item.kind, item.language, item.section)].append(item)
    for old in left:
        held[(old["kind"], _told_in(old), old["section"])].append(old)
    for place, group in wanted.items():
        if len(group) * len(held[place]) <= NEAREST_PAIRS:
            yield from _nearest_pairs(group, held[place])


def _nearest_pairs(items: list[Item], left: list[Stored]) -> _Pairs:
    """Pair the most alike texts first, each text once."""
    alike = [
        (fuzz.ratio(item.text, str(old["text"]), score_cutoff=NEAREST), item.position, _id(old))
        for item in items
        for old in left
    ]
    by_position = {item.position: item for item in items}
    by_id = {_id(old): old for old in left}
    for score, position, story_id in sorted(alike, reverse=True):
        if score and position in by_position and story_id in by_id:
            yield by_position.pop(position), by_id.pop(story_id)


def _id(old: Stored) -> int:
    return int(str(old["id"]))
