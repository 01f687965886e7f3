"""Compose an edition from what its window holds: choose the slots, then read the stories that fill them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from store.cluster.outlets import name_outlets
from store.comparing import disagreements_in
from store.db import as_utc
from store.figure_rows import figures_of
from store.model import Digest, Edition, Language, Product, Slot, Story
from store.rank import Candidate, Group, Known, Pick, Row, Saying, Wishes, choose_slots, shortlist
from store.rank.leanings import learn
from store.rank.news import find_update
from store.rank.numbers import choose_numbers
from store.rank.pieces import DAILY_HALF_LIFE, WEEKLY_HALF_LIFE, id_of, storyline_of
from store.rank.sizes import notability
from store.rank.statements import count_repeats, find_subjects
from store.readings import (
    broader_entities,
    entities_by_slugs,
    reports_of,
    sayings_of,
    statements_about,
    stories_naming,
    with_narrower,
)
from store.stories import stories_by_ids
from store.votes import votes_in
from store.window import Window, told_storylines

MOST_UPDATES = 300
"""How many storylines that were told before are looked at for what is new; the newest."""

MOST_TAKEAWAYS = 6


def compose(
    db: Database,
    digest: Digest,
    candidates: Sequence[Row],
    window: Window,
    *,
    product: Product,
    period: str,
    due_at: datetime,
    now: datetime,
) -> Edition:
    """Compose an edition by a digest's settings. A digest without row id is none: the edition says no next time."""
    wishes = _wishes(db, digest, now)
    told = told_storylines(db, digest)
    moved = _updates(db, candidates, told, window)
    dropped = (told - moved.keys()) | _naming(db, wishes.leave_out, candidates, in_headline=True)
    chosen = _choose(db, candidates, dropped, moved, wishes, now)
    slots = _slots(db, chosen, wishes.favour)
    disputed = disagreements_in(db, [pick.storyline for pick in chosen.picks])
    is_new = frozenset().union(*(said.new_figures for said in chosen.sayings.values()))
    return Edition(
        uid=uuid.uuid4().hex,
        channel=digest.channel or None,
        product=product,
        period=period,
        due_at=as_utc(due_at),
        language=digest.language,
        zone=digest.zone,
        since_at=window.since_at,
        until_at=window.until_at,
        slots=slots,
        at=digest.at if digest.id else None,
        weekdays=digest.weekdays if digest.id else None,
        left_out=_left_out(chosen, wishes),
        disagreements=disputed,
        numbers=choose_numbers(slots, is_new, disputed),
        takeaways=_takeaways(db, chosen, digest.language) if digest.product == "roundup" else (),
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen from `fresh` storylines, of which those `listed` were read."""

    fresh: int
    picks: list[Pick]
    listed: list[Group]
    sayings: dict[int, Saying]


def _wishes(db: Database, digest: Digest, now: datetime) -> Wishes:
    broader = broader_entities(db)
    return Wishes(
        language=digest.language,
        top=digest.stories,
        favour=with_narrower(digest.favour, broader),
        leave_out=with_narrower(digest.leave_out, broader),
        leanings=learn(votes_in(db, digest.channel_id, now), now),
        only_favoured=digest.product in ("personal", "alert"),
        half_life=WEEKLY_HALF_LIFE if digest.product == "roundup" else DAILY_HALF_LIFE,
    )


def _updates(db: Database, candidates: Sequence[Row], told: set[int], window: Window) -> dict[int, Known]:
    """Say what is new of the storylines that were told before; one of which nothing is new is left out."""
    again = sorted(told.intersection(map(storyline_of, candidates)))[-MOST_UPDATES:]
    if not again or window.since_story is None:
        return {}
    fresh = set(map(id_of, candidates))
    found = {
        storyline: find_update(before, [report for report in later if report.story in fresh])
        for storyline, (before, later) in reports_of(db, again, window.since_story).items()
    }
    return {storyline: Known(update=update) for storyline, update in found.items() if update}


def _naming(db: Database, slugs: frozenset[str], candidates: Sequence[Row], *, in_headline: bool = False) -> set[int]:
    """Give the storylines of which a report, or its headline, names any of some entities."""
    if not slugs or not candidates:
        return set()
    stories = stories_naming(db, slugs, min(map(id_of, candidates)), in_headline=in_headline)
    return {storyline_of(row) for row in candidates if id_of(row) in stories}


def _choose(
    db: Database, candidates: Sequence[Row], dropped: set[int], moved: dict[int, Known], wishes: Wishes, now: datetime
) -> _Chosen:
    """Read what the best by columns alone say, and choose from these."""
    welcome = _naming(db, wishes.favour, candidates)
    fresh = [row for row in candidates if storyline_of(row) not in dropped]
    storylines = set(map(storyline_of, fresh))
    unasked = storylines - welcome if wishes.only_favoured else set()
    listed = shortlist(candidates, wishes, now, dropped=dropped | unasked, welcome=welcome)
    sayings = sayings_of(
        db, [report.id for report in _reports(listed)], broader_entities(db), floor=min(map(id_of, fresh), default=0)
    )
    known = _known(db, listed, sayings, moved)
    picks = choose_slots(listed, wishes=wishes, sayings=sayings, known=known)
    return _Chosen(len(storylines), picks, listed, sayings)


def _takeaways(db: Database, chosen: _Chosen, language: Language) -> tuple[Story, ...]:
    """Give what editors summed up of the storylines chosen, in their order, one of each at most."""
    statements, headlines = statements_about(db, _reports(chosen.listed), chosen.sayings)
    spoken = [each for each in statements if each.language == language and each.takeaway]
    about: dict[int, int] = {}
    for statement, storyline in find_subjects(spoken, headlines):
        about.setdefault(storyline, statement.takeaway or 0)
    ids = [about[pick.storyline] for pick in chosen.picks if pick.storyline in about]
    return tuple(stories_by_ids(db, ids[:MOST_TAKEAWAYS]))


def _known(
    db: Database, listed: Sequence[Group], sayings: dict[int, Saying], moved: dict[int, Known]
) -> dict[int, Known]:
    repeats = count_repeats(*statements_about(db, _reports(listed), sayings))
    return {
        group.storyline: Known(
            repeats[group.storyline], moved[group.storyline].update if group.storyline in moved else None
        )
        for group in listed
    }


def _reports(groups: Iterable[Group]) -> Iterator[Candidate]:
    return (report for group in groups for report in group.reports)


def _left_out(chosen: _Chosen, wishes: Wishes) -> int:
    """Count the storylines that found no slot and were not unwelcome; who wants only what they follow misses none."""
    told = len(chosen.picks) + sum(len(pick.repeats) for pick in chosen.picks)
    unwelcome = sum(
        any(chosen.sayings[report.id].subjects & wishes.leave_out for report in group.reports)
        for group in chosen.listed
    )
    return 0 if wishes.only_favoured else max(0, chosen.fresh - told - unwelcome)


def _slots(db: Database, chosen: _Chosen, favour: Collection[str]) -> tuple[Slot, ...]:
    picks = chosen.picks
    figures = figures_of(db, [pick.lead for pick in picks])
    told = {story.id: story for story in stories_by_ids(db, [story for pick in picks for story in pick.stories])}
    roots = {slug for pick in picks for slug in chosen.sayings[pick.lead].topics}
    topics = entities_by_slugs(db, roots)
    slots = []
    for pick in picks:
        reports = [told[story_id] for story_id in pick.stories]
        named = {entity.id: entity for report in reports for entity in report.entities if entity.id in favour}
        found = sorted(figures.get(pick.lead, ()), key=lambda figure: -notability(figure))
        slots.append(
            Slot(
                n=pick.n,
                part=pick.part,
                lead=reports[0],
                outlets=name_outlets(reports),
                stories=pick.stories,
                score=pick.score,
                why=pick.why,
                figures=tuple(found),
                update=pick.update,
                favoured=tuple(named.values()),
                topics=tuple(topics[slug] for slug in sorted(chosen.sayings[pick.lead].topics) if slug in topics),
                repeats=pick.repeats,
            )
        )
    return tuple(slots)
