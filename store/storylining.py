"""Give each story its storyline, as a step of its own after intake, which resumes where a crash left it.

What is compared of a story is read once and kept (`evidence`), with its vector of meaning where the encoder is
installed; then it is judged against the reports of its audience that lie within `FAR` days, by the gates of
`store.cluster`. Reading and judging take no lock. One short transaction keeps the judged pairs and parts anew all
that they may change: the new story's neighbours, and the storylines that these belong to. So the storylines are those
that the reports and pairs give, whatever order the stories came in, whoever else settles some of them at the same time,
and wherever a crash ended it. Hidden and vanished stories stand alone.

It must not be called from a listener: encoding takes 2 ms a text and a second to begin with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace
from sqlite_utils import Database

from store import evidence_rows, meaning, storylines
from store.catalogue import agency_ids, outlet_ids
from store.cluster.candidates import Window
from store.cluster.facts import Facts, read_facts
from store.cluster.gates import FAR, Join, Report, judge
from store.cluster.partition import Edge
from store.cluster.translations import fit, pair_issues
from store.db import Store, as_utc
from store.evidence_rows import Waiting
from store.figure_rows import figures_of
from store.parting import Web, blocked

BATCH = 500
"""Stories settled in one transaction. What they touch is parted anew for each batch, so a small one is slow; the write
lock is held for as long as that takes, half a second where six thousand reports lie in the window."""
Progress = Callable[[int, int], None]
_SPREAD = 7
"""Days over which stories are judged together, and for which more is held than the first of them need."""


def settle(store: Store, now: datetime, progress: Progress | None = None) -> int:
    """Give a storyline to every story that has none or was changed since. Gives how many were looked at.

    `progress` hears after each batch how many are done and of how many.
    """
    settling, done = _Settling(store, now), 0
    total = evidence_rows.count_waiting(store.db) if progress else 0
    while batch := _take(store):
        for group in _by_days(settling.read(batch)):
            settling.settle(group)
        done += len(batch)
        if progress:
            progress(done, max(total, done))
    return done


def are_waiting(store: Store) -> bool:
    """Tell whether stories wait for their storylines."""
    return bool(evidence_rows.waiting(store.db, 1))


def _take(store: Store) -> list[Waiting]:
    """Give the next stories that wait. Until they are settled they wait all the same, should this end by a crash."""
    if not are_waiting(store):
        return []
    with store.transaction() as db:
        batch = evidence_rows.waiting(db, BATCH)
        evidence_rows.note_read(db, [story.id for story in batch])
    return batch


class _Settling:
    """One run over what waits. It keeps the window between batches as long as nobody else writes."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._now = store, as_utc(now)
        self._sizes = evidence_rows.sizes(store.db, agency_ids())
        self._window, self._web = Window(), Web(store.db)
        self._covers: tuple[int, int, int] | None = None
        self._state = _state(store.db)

    def read(self, batch: list[Waiting]) -> list[tuple[Waiting, Facts | None]]:
        """Read and keep what is compared of each story; with one that takes no part stands None."""
        db, present = self._store.db, [story for story in batch if story.takes_part]
        ids = [story.id for story in present]
        named, figures = evidence_rows.named_in(db, ids, self._sizes, outlet_ids()), figures_of(db, ids)
        facts = {one.id: read_facts(one.text, named.get(one.id, ()), figures.get(one.id, ())) for one in present}
        vectors: list[bytes] | list[None] = [None] * len(present)
        if meaning.is_installed():
            vectors = meaning.encode([(story.text.headline, story.text.summary) for story in present])
        with self._store.transaction() as db:
            for story, vector in zip(present, vectors, strict=True):
                evidence_rows.save_evidence(db, story, facts[story.id], vector)
            evidence_rows.credit_outlets(db, ids)
            evidence_rows.drop_evidence(db, [story.id for story in batch if not story.takes_part])
            evidence_rows.note_evidence(db)
        return [(story, facts.get(story.id)) for story in batch]

    def settle(self, group: list[tuple[Waiting, Facts | None]]) -> None:
        """Judge stories that lie near each other in time, and keep what follows."""
        ids, version = [story.id for story, _ in group], evidence_rows.evidence_version(self._store.db)
        edges = self._find_edges(group)
        with self._store.transaction() as db:
            if evidence_rows.evidence_version(db) != version:  # another settles too, who may know of ours
                edges = self._find_edges(group)
            web = self._web if self._state == _state(db) else Web(db)
            web.read_again(ids)
            touched = {*ids, *web.replace_pairs(ids, edges)}
            translated = _pair_issues(db, {story.issue for story, _ in group})
            web.read_again(translated)
            web.part_anew({*touched, *translated}, self._now)
            evidence_rows.settled(db, ids)

    def _find_edges(self, group: list[tuple[Waiting, Facts | None]]) -> list[Edge]:
        """Judge stories against what lies near them in time."""
        edges: dict[tuple[int, int], Edge] = {}
        # For whom a story is may have changed since the group was read; then it waits to be looked at again.
        audiences = evidence_rows.audiences_of(self._store.db, [story.id for story, facts in group if facts])
        for audience in sorted(set(audiences.values())):
            members = [story for story, whose in audiences.items() if whose == audience]
            days = [
                day for story, facts in group if facts and audiences.get(story.id) == audience for day in facts.days
            ]
            self._load(audience, min(days) - FAR, max(days) + FAR, members)
            for edge in self._judge(members):
                edges[edge.one, edge.other] = edge
        return list(edges.values())

    def _load(self, audience: int, first: int, last: int, members: list[int]) -> None:
        """Have the window hold an audience's reports of some days, these members as they are now."""
        db = self._store.db
        if self._is_covered(audience, first, last):
            found: Iterable[tuple[Report, bytes | None]] = evidence_rows.evidence_of(db, members).values()
        else:
            self._window, self._web = Window(), Web(db)
            self._covers, self._state = (audience, first, last + _SPREAD), _state(db)
            found = evidence_rows.evidence_between(db, audience, first, last + _SPREAD)
        for report, vector in found:
            self._window.add(report, vector)
            self._web.hold(report)

    def _is_covered(self, audience: int, first: int, last: int) -> bool:
        if self._covers is None or self._state != _state(self._store.db):
            return False
        held, lowest, highest = self._covers
        return held == audience and lowest <= first and last <= highest

    def _judge(self, members: list[int]) -> Iterator[Edge]:
        for report, other, similarity in self._window.near(members):
            one, two = (report, other) if report.id < other.id else (other, report)
            if join := _judge(one, two, similarity):
                yield Edge(one.id, two.id, join)


def _by_days(batch: list[tuple[Waiting, Facts | None]]) -> Iterator[list[tuple[Waiting, Facts | None]]]:
    """Part a batch so that each part lies within `_SPREAD` days: an archive must not load years at once."""
    ordered = sorted(batch, key=lambda one: (one[1].last_day if one[1] else 0, one[0].id))
    group: list[tuple[Waiting, Facts | None]] = []
    for story, facts in ordered:
        first = next((held.last_day for _, held in group if held), None)
        if facts and first is not None and facts.last_day - first > _SPREAD:
            yield group
            group = []
        group.append((story, facts))
    if group:
        yield group


def _state(db: Database) -> object:
    """Give what changes whenever another connection has written."""
    return db.execute("PRAGMA data_version").fetchone()[0]


def _judge(one: Report, other: Report, similarity: float | None) -> Join | None:
    """Judge two reports as one event, and whether they fit as each other's translation."""
    join = judge(one, other, similarity)
    if one.facts.language == other.facts.language:
        return join
    fitting = fit(one.facts, other.facts, similarity) if one.issue != other.issue else None
    if fitting is None or (join is None and blocked(one, other)):
        return join
    return replace(join or Join("translation", 0.0, similarity=similarity), translates=fitting)


def _pair_issues(db: Database, issues: set[int]) -> list[int]:
    """Find which issues translate each other, and give the stories of which the translation changed.

    Looked at are issues of which a story was judged anew, those with which they have stories that fit, and, because an
    issue translates that which it shares most with, those with which these have.
    """
    near = {other for _, _, other, _, _ in storylines.fitting(db, issues)} | issues
    around = {other for _, _, other, _, _ in storylines.fitting(db, near)} | near
    scores: dict[tuple[int, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for issue, story, other, counterpart, score in storylines.fitting(db, around):
        if (other, issue) not in scores:
            scores[issue, other][story, counterpart] = score
    held = evidence_rows.evidence_in(db, {issue for pair in scores for issue in pair})
    counterparts = pair_issues(held, scores)
    reports = {report.id: report for inside in held.values() for report in inside}
    originals = {story: other for story, other in counterparts.items() if _age(reports[other]) < _age(reports[story])}
    return [story for issue in sorted(near) for story in storylines.note_translations(db, issue, originals)]


def _age(report: Report) -> tuple[int, str, str]:
    """Order reports so that the original comes first: the earlier, of one day the English one."""
    return report.facts.last_day, report.facts.language, report.facts.key
