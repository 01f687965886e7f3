"""Give each story its storyline, as a step of its own after intake, which resumes where a crash left it.

What is compared of a story is read once and kept (`evidence`), with its vector of meaning where the encoder is
installed; then it is judged against the reports of its audience that lie within `FAR` days, by the gates of
`store.cluster`. Reading and judging take no lock. One short transaction keeps the judged pairs and parts anew all
that they may change: the new story's neighbours, and the storylines that these belong to. So the storylines are those
that the reports and pairs give, whatever order the stories came in. Hidden and vanished stories stand alone.

It must not be called from a listener: encoding takes 2 ms a text and a second to begin with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from store import evidence_rows, meaning, storylines
from store.catalogue import outlet_ids
from store.cluster.blocks import block
from store.cluster.candidates import Window
from store.cluster.choice import choose_edges, reach_from
from store.cluster.facts import Facts, read_facts
from store.cluster.gates import FAR, Join, Report, judge, shared_figures
from store.cluster.heirs import find_heirs
from store.cluster.leads import choose_lead
from store.cluster.partition import Edge, part
from store.cluster.translations import fit, pair_issues
from store.db import Store, as_utc
from store.evidence_rows import Waiting
from store.figure_rows import figures_of

BATCH = 200
"""Stories settled in one transaction, so that a long catch-up never holds the write lock for long."""
Progress = Callable[[int, int], None]
_SPREAD = 7


def settle(store: Store, now: datetime, progress: Progress | None = None) -> int:
    """Give a storyline to every story that has none or was changed since. Gives how many were looked at.

    `progress` hears after each batch how many are done and of how many.
    """
    settling, done = _Settling(store, now), 0
    total = evidence_rows.count_waiting(store.db) if progress else 0
    while batch := evidence_rows.waiting(store.db, BATCH):
        for group in _by_days(settling.read(batch)):
            settling.settle(group)
        done += len(batch)
        if progress:
            progress(done, max(total, done))
    return done


class _Settling:
    """One run over what waits. It keeps the window between batches as long as nobody else writes."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._now = store, as_utc(now)
        self._sizes = evidence_rows.sizes(store.db)
        self._window = Window()
        self._covers: tuple[object, ...] = ()

    def read(self, batch: list[Waiting]) -> list[tuple[Waiting, Facts | None]]:
        """Read and keep what is compared of each story that takes part."""
        db, present = self._store.db, [story for story in batch if story.takes_part]
        ids = [story.id for story in present]
        named, figures = evidence_rows.named_in(db, ids, self._sizes, outlet_ids()), figures_of(db, ids)
        facts = {one.id: read_facts(one.text, named.get(one.id, ()), figures.get(one.id, ())) for one in present}
        vectors: list[bytes] | list[None] = [None] * len(present)
        if meaning.is_installed():
            vectors = meaning.encode([f"{story.text.headline}\n{story.text.summary}" for story in present])
        with self._store.transaction() as db:
            for story, vector in zip(present, vectors, strict=True):
                evidence_rows.save_evidence(db, story, facts[story.id], vector)
            evidence_rows.credit_outlets(db, ids)
            evidence_rows.drop_evidence(db, [story.id for story in batch if not story.takes_part])
        return [(story, facts.get(story.id)) for story in batch]

    def settle(self, group: list[tuple[Waiting, Facts | None]]) -> None:
        """Judge stories that lie near each other in time, and keep what follows."""
        ids = [story.id for story, _ in group]
        edges: dict[tuple[int, int], Edge] = {}
        for audience in sorted({story.audience for story, facts in group if facts}):
            members = [story.id for story, facts in group if facts and story.audience == audience]
            days = [day for story, facts in group if facts and story.audience == audience for day in facts.days]
            self._load(audience, min(days) - FAR, max(days) + FAR, members)
            for edge in self._judge(members):
                edges[edge.one, edge.other] = edge
        with self._store.transaction() as db:
            before = storylines.joins_of(db, ids)
            storylines.replace_joins(db, ids, edges.values())
            paired = {end for edge in (*before, *edges.values()) for end in (edge.one, edge.other)}
            paired.update(_pair_issues(db, {story.issue for story, _ in group}))
            _part_anew(db, {*ids, *paired}, self._now)
            evidence_rows.settled(db, ids)
        self._covers = (*self._covers[:3], _state(self._store.db)) if self._covers else ()

    def _load(self, audience: int, first: int, last: int, members: list[int]) -> None:
        """Have the window hold an audience's reports of some days, these members as they are now."""
        db = self._store.db
        if self._covers and self._is_covered(audience, first, last):
            for report, vector in evidence_rows.evidence_of(db, members).values():
                self._window.add(report, None if vector is None else meaning.read_vector(vector))
            return
        self._window = Window()
        for report, vector in evidence_rows.evidence_between(db, audience, first, last):
            self._window.add(report, None if vector is None else meaning.read_vector(vector))
        self._covers = (audience, first, last, _state(db))

    def _is_covered(self, audience: int, first: int, last: int) -> bool:
        held, lowest, highest, state = self._covers
        return held == audience and lowest <= first and last <= highest and state == _state(self._store.db)  # type: ignore[operator]

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
    fitting = fit(one.facts, other.facts, similarity) if one.issue != other.issue else None
    if fitting is None or (join is None and _blocked(one, other)):
        return join
    return replace(join or Join("translation", 0.0, similarity=similarity), translates=fitting)


def _blocked(one: Report, other: Report) -> bool:
    return block(one.facts, other.facts, list(shared_figures(one.facts, other.facts)))


def _part_anew(db: Database, story_ids: set[int], now: str) -> None:
    """Part all that a change of some stories, or of their pairs, may touch, and give each part its storyline."""
    inside, reports, edges = _component(db, story_ids)
    members = {story: reports[story] for story in inside if story in reports}
    held = [edge for edge in choose_edges(reports, edges) if edge.one in members and edge.other in members]
    alone = [[story] for story in sorted(inside - members.keys())]
    _keep_parts(db, [*part(members, held, _blocked), *alone], members, held, now)


def _component(db: Database, story_ids: set[int]) -> tuple[set[int], dict[int, Report], list[Edge]]:
    """Give the stories that are connected with some by pairs that may hold or by storylines as they are.

    With them the reports of these and of all that they are paired with, and the pairs.
    """
    inside: set[int] = set()
    fresh = set(story_ids)
    reports: dict[int, Report] = {}
    edges: dict[tuple[int, int], Edge] = {}
    while fresh:
        inside |= fresh
        found = [Edge(*pair, storylines.TRANSLATION) for pair in storylines.kin_of(db, fresh)]
        found += storylines.joins_of(db, fresh)
        edges |= {(min(edge.one, edge.other), max(edge.one, edge.other)): edge for edge in found}
        unknown = {*fresh, *(end for edge in found for end in (edge.one, edge.other))} - reports.keys()
        reports |= {story: report for story, (report, _) in evidence_rows.evidence_of(db, unknown).items()}
        near = reach_from(reports, found, fresh)
        fresh = (near | set(storylines.members_of(db, storylines.storylines_of(db, fresh).values()))) - inside
    return inside, reports, list(edges.values())


def _keep_parts(db: Database, parts: list[list[int]], reports: dict[int, Report], edges: list[Edge], now: str) -> None:
    """Give every part its storyline, lead and translations; only what differs is written."""
    everyone = [story for members in parts for story in members]
    before = storylines.storylines_of(db, everyone)
    heirs = find_heirs(parts, before, storylines.leads_of(db, set(before.values())))
    strongest: dict[int, Edge] = {}
    for edge in sorted(edges, key=lambda edge: edge.join.strength):
        strongest |= {edge.one: edge, edge.other: edge}
    for members, heir in zip(parts, heirs.of_part, strict=True):
        lead = choose_lead(reports[story] for story in members) if members[0] in reports else members[0]
        storyline = heir if heir is not None else storylines.add_storyline(db, lead, now)
        storylines.set_lead(db, storyline, lead)
        inside = set(members)
        for story in members:
            joined = strongest.get(story)
            is_held = joined is not None and {joined.one, joined.other} <= inside and story != lead
            storylines.place_story(db, story, storyline, joined.join.gate if joined and is_held else None)
    storylines.merge_storylines(db, heirs.merged)


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
    held = evidence_rows.evidence_in(db, {*near, *(issue for pair in scores for issue in pair)})
    counterparts = pair_issues(held, scores)
    reports = {report.id: report for inside in held.values() for report in inside}
    originals = {story: other for story, other in counterparts.items() if _age(reports[other]) < _age(reports[story])}
    return [story for issue in sorted(near) for story in storylines.note_translations(db, issue, originals)]


def _age(report: Report) -> tuple[int, str, str]:
    """Order reports so that the original comes first: the earlier, of one day the English one."""
    return report.facts.last_day, report.facts.language, report.facts.key
