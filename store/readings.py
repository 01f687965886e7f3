"""Rows: what stories say, as choosing needs it: names, figures and whether they are new, and what sums them up.

It reads for a few hundred stories at a time, never for a whole window.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlite_utils import Database

from store.db import from_utc
from store.figure_rows import figures_of
from store.model import Entity, Figure, Language
from store.rank.news import Report
from store.rank.pieces import Candidate, Saying
from store.rank.statements import Headline, Statement
from store.text import sentences

WELL_KNOWN = 5
"""So many credits before make an outlet one that we know well; so does an entry in the catalogue."""

Broader = Mapping[str, frozenset[str]]
"""For each entity, those directly broader."""


def broader_entities(db: Database) -> Broader:
    """Give what is directly broader than each entity that has anything broader."""
    found: dict[str, set[str]] = defaultdict(set)
    for slug, other in db.execute(
        """
        SELECT e.slug, o.slug FROM relations r
        JOIN entities e ON e.id = r.entity_id JOIN entities o ON o.id = r.other_id WHERE r.relation = 'broader'
        """
    ):
        found[slug].add(other)
    return {slug: frozenset(others) for slug, others in found.items()}


def with_narrower(slugs: Collection[str], broader: Broader) -> frozenset[str]:
    """Give entities with all that is narrower than they are."""
    found = set(slugs)
    while more := {slug for slug, others in broader.items() if others & found} - found:
        found |= more
    return frozenset(found)


def roots_of(slug: str, broader: Broader) -> frozenset[str]:
    """Give the broadest entities above one, itself where there is none."""
    roots, seen, waiting = set(), set(), [slug]
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        waiting.extend(broader.get(each, ()))
        if not broader.get(each):
            roots.add(each)
    return frozenset(roots)


def entities_by_slugs(db: Database, slugs: Collection[str]) -> dict[str, Entity]:
    """Give entities by their slugs, with their names."""
    rows = db.execute(
        "SELECT slug, kind, name_en, name_zh FROM entities WHERE slug IN (SELECT value FROM json_each(:slugs))",
        {"slugs": json.dumps(sorted(slugs))},
    )
    return {slug: Entity(slug, kind, name_en, name_zh) for slug, kind, name_en, name_zh in rows.fetchall()}


def stories_naming(db: Database, slugs: Collection[str], floor: int, *, in_headline: bool = False) -> frozenset[int]:
    """Give the stories from an id on that name any of some entities, anywhere or in their headline."""
    rows = db.execute(
        """
        SELECT m.story_id FROM json_each(:slugs) wanted
        CROSS JOIN entities e ON e.slug = wanted.value
        CROSS JOIN mentions m ON m.entity_id = e.id
        WHERE m.story_id >= :floor
          AND (NOT :in_headline OR m.start < (SELECT length(headline) FROM stories WHERE id = m.story_id))
        """,
        {"slugs": json.dumps(sorted(slugs)), "floor": floor, "in_headline": in_headline},
    )
    return frozenset(row[0] for row in rows.fetchall())


def sayings_of(db: Database, story_ids: Sequence[int], broader: Broader, floor: int) -> dict[int, Saying]:
    """Give what stories say, by story. A figure is new where no story below `floor` said it of the same owner."""
    marks = json.dumps(list(story_ids))
    named = _mentions(db, marks)
    figures = figures_of(db, story_ids)
    old = _said_before(db, marks, floor)
    rows = db.execute(
        "SELECT id, headline, language FROM stories WHERE id IN (SELECT value FROM json_each(:ids))", {"ids": marks}
    )
    return {
        story: _saying(headline, language, named.get(story, []), figures.get(story, ()), old.get(story, set()), broader)
        for story, headline, language in rows.fetchall()
    }


def _mentions(db: Database, marks: str) -> dict[int, list[tuple[str, str, int]]]:
    """Give the slug, kind and place of each name in stories, in their order."""
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for story, slug, kind, start in db.execute(
        """
        SELECT m.story_id, e.slug, e.kind, m.start FROM json_each(:ids) wanted
        CROSS JOIN mentions m ON m.story_id = wanted.value JOIN entities e ON e.id = m.entity_id
        ORDER BY m.story_id, m.start, m.how DESC, e.slug
        """,
        {"ids": marks},
    ):
        found[story].append((slug, kind, start))
    return found


def _said_before(db: Database, marks: str, floor: int) -> dict[int, set[tuple[str, int]]]:
    """Give the figures of stories (words and start) that an older story said of the same owner, by story.

    What it only expected is not said for one that has come.
    """
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for story, words, start in db.execute(
        """
        SELECT f.story_id, f.words, f.start FROM json_each(:ids) wanted
        CROSS JOIN figures f ON f.story_id = wanted.value
        WHERE EXISTS (
          SELECT 1 FROM figures o WHERE o.entity_id = f.entity_id AND o.kind = f.kind AND o.low IS f.low
            AND o.high IS f.high AND o.unit = f.unit AND o.story_id < :floor
            AND o.is_expected <= f.is_expected)
        """,
        {"ids": marks, "floor": floor},
    ):
        found[story].add((words, start))
    return found


def _saying(
    headline: str,
    language: Language,
    named: list[tuple[str, str, int]],
    figures: tuple[Figure, ...],
    old: set[tuple[str, int]],
    broader: Broader,
) -> Saying:
    in_headline = [(slug, kind) for slug, kind, start in named if start < len(headline)]
    subjects = in_headline or [(slug, kind) for slug, kind, _ in named[:1]]
    topics = [slug for slug, kind in in_headline if kind == "topic"]
    topics = topics or [slug for slug, kind, _ in named if kind == "topic"][:1]
    return Saying(
        headline=headline,
        language=language,
        subjects=frozenset(slug for slug, _ in subjects),
        names=frozenset(slug for slug, kind in subjects if kind != "topic"),
        entities=frozenset(slug for slug, _, _ in named),
        topics=frozenset().union(*(roots_of(topic, broader) for topic in topics)),
        figures=figures,
        new_figures=frozenset(figure for figure in figures if (figure.words, figure.start) not in old),
    )


def statements_about(
    db: Database, candidates: Iterable[Candidate], sayings: Mapping[int, Saying]
) -> tuple[list[Statement], list[Headline]]:
    """Give the takeaways and summary sentences of the candidates' issues, and the headlines they may be about."""
    headlines = [
        Headline(each.storyline, each.issue, each.language, sayings[each.id].headline)
        for each in candidates
        if each.id in sayings
    ]
    rows = db.execute(
        """
        SELECT s.id, s.issue_id, s.language, s.kind, s.headline, s.summary FROM json_each(:issues) wanted
        CROSS JOIN stories s ON s.issue_id = wanted.value
        WHERE s.kind IN ('takeaway', 'summary') AND s.hidden_at IS NULL AND s.vanished_at IS NULL
        """,
        {"issues": json.dumps(sorted({headline.issue for headline in headlines}))},
    )
    statements = [
        Statement(issue, language, text, story if kind == "takeaway" else None)
        for story, issue, language, kind, headline, summary in rows.fetchall()
        for text in ([f"{headline} {summary}"] if kind == "takeaway" else [headline, *sentences(summary)])
    ]
    return statements, headlines


def reports_of(db: Database, storylines: Collection[int], after: int) -> dict[int, tuple[list[Report], list[Report]]]:
    """Give the reports of storylines up to the story `after`, and those that came later, by storyline."""
    rows = db.execute(
        """
        SELECT s.id, s.headline, s.language, s.outlet, s.outlet_key, s.effective_at, s.translation_of IS NOT NULL,
               s.storyline_id
        FROM json_each(:storylines) wanted CROSS JOIN stories s ON s.storyline_id = wanted.value
        WHERE s.hidden_at IS NULL AND s.vanished_at IS NULL AND s.kind NOT IN ('takeaway', 'summary')
        ORDER BY s.id
        """,
        {"storylines": json.dumps(sorted(storylines))},
    ).fetchall()
    figures = figures_of(db, [row[0] for row in rows])
    weighty = _weighty_outlets(db, {row[3]: row[4] for row in rows if row[3] and row[0] > after}, after)
    found: dict[int, tuple[list[Report], list[Report]]] = defaultdict(lambda: ([], []))
    for story, headline, language, outlet, key, effective_at, is_translation, storyline in rows:
        report = Report(
            *(story, headline, language, outlet, key, from_utc(effective_at)),
            *(bool(is_translation), key in weighty, figures.get(story, ())),
        )
        found[storyline][story > after].append(report)
    return found


def _weighty_outlets(db: Database, keys: Mapping[str, str], before: int) -> set[str]:
    """Give the keys of the outlets that are in the catalogue, or were credited often enough before."""
    in_catalogue = db.execute(
        "SELECT DISTINCT lower(text) FROM aliases WHERE lower(text) IN (SELECT lower(value) FROM json_each(:names))",
        {"names": json.dumps(sorted(keys))},
    ).fetchall()
    known = {key for name, key in keys.items() if (name.lower(),) in in_catalogue}
    credited = db.execute(
        """
        SELECT value FROM json_each(:keys) WHERE :least <= (
          SELECT count(*) FROM (SELECT 1 FROM stories WHERE outlet_key = value AND id <= :before LIMIT :least))
        """,
        {"keys": json.dumps(sorted(set(keys.values()))), "least": WELL_KNOWN, "before": before},
    )
    return known | {key for (key,) in credited.fetchall()}
