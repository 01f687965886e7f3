"""Give each story its storyline, as a step of its own after intake, which resumes where a crash left it.

What is compared of a story is read once and kept (`evidence`), with its vector of meaning where the encoder is
installed; then it is judged against the reports of its audience that lie within `REACH` days, by the gates of
`store.cluster`. Reading and judging take no lock. One short transaction keeps the judged pairs and parts anew all
that they may change: the new story's neighbours, and the storylines that these belong to. So the storylines are those
that the reports and pairs give, whatever order the stories came in. Hidden and vanished stories stand alone.

It must not be called from a listener: encoding takes 2 ms a text and a second to begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlite_utils import Database

from store import meaning, storylines
from store.catalogue import outlet_ids
from store.cluster.candidates import Window
from store.cluster.choice import choose_edges, reach_from
from store.cluster.facts import Facts, read_facts
from store.cluster.gates import FAR, Join, Report, block, judge, shared_figures
from store.cluster.heirs import find_heirs
from store.cluster.leads import choose_lead
from store.cluster.partition import Edge, part
from store.cluster.translations import translation_score
from store.db import Store, as_utc
from store.figure_rows import figures_of
from store.stories import set_translation
from store.storylines import Waiting

BATCH = 200
"""Stories settled in one transaction, so that a long catch-up never holds the write lock for long."""
Progress = Callable[[int, int], None]
REACH = FAR + 31
"""How many days apart the last days of two reports are at most that may meet: an undated one covers up to 31."""
_SPREAD = 31


def settle(store: Store, now: datetime, progress: Progress | None = None) -> int:
    """Give a storyline to every story that has none or was changed since. Gives how many were looked at.

    `progress` hears after each batch how many are done and of how many.
    """
    settling, done = _Settling(store, now), 0
    total = storylines.count_waiting(store.db) if progress else 0
    while batch := storylines.waiting(store.db, BATCH):
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
        self._window = Window()
        self._covers: tuple[object, ...] = ()

    def read(self, batch: list[Waiting]) -> list[tuple[Waiting, Facts | None]]:
        """Read and keep what is compared of each story that takes part."""
        db, present = self._store.db, [story for story in batch if story.takes_part]
        ids = [story.id for story in present]
        named, figures = storylines.named_in(db, ids, outlet_ids()), figures_of(db, ids)
        facts = {one.id: read_facts(one.text, named.get(one.id, ()), figures.get(one.id, ())) for one in present}
        vectors: list[bytes] | list[None] = [None] * len(present)
        if meaning.is_installed():
            vectors = meaning.encode([f"{story.text.headline}\n{story.text.summary}" for story in present])
        with self._store.transaction() as db:
            for story, vector in zip(present, vectors, strict=True):
                storylines.save_evidence(db, story, facts[story.id], vector)
            storylines.drop_evidence(db, [story.id for story in batch if not story.takes_part])
        return [(story, facts.get(story.id)) for story in batch]

    def settle(self, group: list[tuple[Waiting, Facts | None]]) -> None:
        """Judge stories that lie near each other in time, and keep what follows."""
        ids = [story.id for story, _ in group]
        edges: dict[tuple[int, int], Edge] = {}
        for audience in sorted({story.audience for story, facts in group if facts}):
            members = [story.id for story, facts in group if facts and story.audience == audience]
            days = [facts.last_day for story, facts in group if facts and story.audience == audience]
            self._load(audience, min(days) - REACH, max(days) + REACH, members)
            for edge in self._judge(members):
                edges[edge.one, edge.other] = edge
        with self._store.transaction() as db:
            before = storylines.joins_of(db, ids)
            edges |= {(edge.one, edge.other): edge for edge in before if _is_others(edge, ids)}
            storylines.replace_joins(db, ids, edges.values())
            paired = {end for edge in (*before, *edges.values()) for end in (edge.one, edge.other)}
            _part_anew(db, {*ids, *paired}, self._now)
            storylines.settled(db, ids)
        self._covers = (*self._covers[:3], _state(self._store.db)) if self._covers else ()

    def _load(self, audience: int, first: int, last: int, members: list[int]) -> None:
        """Have the window hold an audience's reports of some days, these members as they are now."""
        db = self._store.db
        if self._covers and self._is_covered(audience, first, last):
            for report, vector in storylines.evidence_of(db, members).values():
                self._window.add(report, None if vector is None else meaning.read_vector(vector))
            return
        self._window = Window()
        for report, vector in storylines.evidence_between(db, audience, first, last):
            self._window.add(report, None if vector is None else meaning.read_vector(vector))
        self._covers = (audience, first, last, _state(db))

    def _is_covered(self, audience: int, first: int, last: int) -> bool:
        held, lowest, highest, state = self._covers
        return held == audience and lowest <= first and last <= highest and state == _state(self._store.db)  # type: ignore[operator]

    def _judge(self, members: list[int]) -> Iterator[Edge]:
        for story_id in members:
            report = self._window.report(story_id)
            assert report is not None
            if report.original is not None:
                yield _edge(story_id, report.original, Join("translation", 4.5))
            for other, similarity in self._window.near(story_id):
                if other.id not in (report.original, story_id) and other.original != story_id and (
                    join := _judge(report, other, similarity)
                ):  # fmt: skip
                    yield _edge(story_id, other.id, join)


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


def _edge(one: int, other: int, join: Join) -> Edge:
    return Edge(min(one, other), max(one, other), join)


def _is_others(edge: Edge, ids: Sequence[int]) -> bool:
    """Tell whether a pair of a document, of which only one story is judged anew, still holds."""
    return edge.join == Join("translation", 4.5) and not {edge.one, edge.other} <= set(ids)


def _judge(one: Report, other: Report, similarity: float | None) -> Join | None:
    """Judge two reports as one event, and as each other's translation."""
    join = judge(one, other, similarity)
    score = translation_score(one.facts, other.facts, similarity) if one.issue != other.issue else None
    if score is None or _blocked(one, other):
        return join
    base = join or Join("translation", 4.0, similarity=similarity)
    return Join(base.gate, base.strength, base.names, base.figures, base.similarity, score)


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
        found = storylines.joins_of(db, fresh)
        edges |= {(edge.one, edge.other): edge for edge in found}
        unknown = {*fresh, *(end for edge in found for end in (edge.one, edge.other))} - reports.keys()
        reports |= {story: report for story, (report, _) in storylines.evidence_of(db, unknown).items()}
        near = reach_from(reports, edges.values(), fresh)
        fresh = (near | set(storylines.members_of(db, storylines.storylines_of(db, fresh).values()))) - inside
    return inside, reports, list(edges.values())


def _keep_parts(db: Database, parts: list[list[int]], reports: dict[int, Report], edges: list[Edge], now: str) -> None:
    """Give every part its storyline, lead and translations; only what differs is written."""
    everyone = [story for members in parts for story in members]
    before = storylines.storylines_of(db, everyone)
    heirs = find_heirs(parts, before, storylines.leads_of(db, set(before.values())))
    translations = {(edge.one, edge.other) for edge in edges if edge.join.gate == "translation"}
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
    _note_translations(db, translations, reports)


def _note_translations(db: Database, pairs: set[tuple[int, int]], reports: dict[int, Report]) -> None:
    """Note of translations across documents which is the original: the earlier, of one day the English one."""
    for one, other in sorted(pairs):
        ours, theirs = reports[one], reports[other]
        if ours.issue != theirs.issue and other not in (ours.original, theirs.original) and one not in (
            ours.original, theirs.original
        ):  # fmt: skip
            original, version = sorted((ours, theirs), key=lambda r: (r.facts.last_day, r.facts.language, r.facts.key))
            set_translation(db, version.id, original.id)
