"""Know names: resolve what people type and find whom a text names, with the names as they stand in the database now."""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from store.catalogue import read_blockers
from store.db import Store
from store.entities import all_entities, names_version, recent_mentions
from store.figures import find_figures
from store.match import NameIndex, build_index, match
from store.mentions import Finder, Place
from store.model import Entity, EntityKind, Figure, Language, Match, Mention
from store.patterns import Pattern
from store.story_json import entity_json
from store.text import outlet_key

_SHORTEST_SITE = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """What is built from one version of the names; immutable, so threads share it without locks."""

    version: int
    entities: dict[str, Entity]
    narrower: dict[str, set[str]]
    sites: dict[str, Entity]
    index: NameIndex
    finder: Finder


class Names:
    """The names that the store knows. Safe to share between threads; rebuilt when the names have changed.

    Each call reads the version of the names (10 µs), so that a name added by any process counts at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._known: _Known | None = None

    def resolve(self, text: str, prefer: EntityKind | None = None) -> Match:
        """Resolve a typed text. Any text is legal; `prefer` decides between entities that share a spelling."""
        return match(self._current().index, text, prefer)

    def warm_up(self) -> None:
        """Build whatever questions need, so that the first one need not wait. For a thread of its own at start.

        What is built stays for good, so the garbage collector is told to pass it over: looking through it again and
        again would hold up an answer or an edition now and then (0.12 s, measured).
        """
        with _without_collecting():
            self._current().index.warm_up()
        gc.freeze()

    def mentions_in(self, text: str) -> list[Mention]:
        """Find the entities that a text names, and those that they imply."""
        return self._current().finder.find(text)

    def figures_in(self, text: str) -> list[Figure]:
        """Find the figures that a text states, each with the company or product that it belongs to, where that is sure.

        A person's name is no owner but stands in the way of one; a topic's is neither.
        """
        known = self._current()
        places = [place for place in known.finder.places(text) if len(place.entity_ids) == 1]
        kinds = {slug: known.entities[slug].kind for place in places for slug in place.entity_ids}
        names = [Mention(place.entity_ids[0], place.words, place.start) for place in places]
        figures = find_figures(text, [name for name in names if kinds[name.entity_id] != "topic"])
        return [
            replace(figure, entity_id=None) if kinds.get(figure.entity_id or "") == "person" else figure
            for figure in figures
        ]

    def places_in(self, text: str) -> list[Place]:
        """Find every place in which a text names someone."""
        return self._current().finder.places(text)

    def patterns_of(self, text: str) -> list[Pattern]:
        """Give whom a text names where it is spelled so in a story."""
        return self._current().finder.patterns_of(text)

    def entity(self, slug: str) -> Entity | None:
        """Give an entity by its id, or None for one that is unknown or removed."""
        return self._current().entities.get(slug)

    def entities(self) -> tuple[Entity, ...]:
        """Give every entity, by id."""
        return tuple(self._current().entities.values())

    def outlet_at(self, site: str, language: Language) -> str | None:
        """Name the company whose site is called as it is ("theverge.com"); None where none is, or several."""
        sites, key = self._current().sites, outlet_key(site.split(".")[0])
        company = sites.get(key) or sites.get(f"the{key}")
        return company.name_in(language) if company else None

    def within(self, slug: str) -> frozenset[str]:
        """Give an entity's id with those of all that it is broader than: chips hold TPUs and lithography."""
        narrower = self._current().narrower
        found, waiting = {slug}, [slug]
        while waiting:
            new = narrower.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found)

    def _current(self) -> _Known:
        version = names_version(self._store.db)
        known = self._known
        if known is None or known.version != version:
            with self._lock:
                known = self._known
                if known is None or known.version != version:
                    known = self._known = self._build(version)
        return known

    def _build(self, version: int) -> _Known:
        """Build from the rows, which may be newer than `version`; then the next call builds again."""
        with _without_collecting():
            entities = all_entities(self._store.db)
            index = build_index(entities, read_blockers(), recent_mentions(self._store.db))
        return _Known(
            version, index.entities, _narrower(entities), _by_site(index.entities.values()), index, index.finder
        )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking through 100,000 new objects again and again, which doubles the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _narrower(entities: Iterable[Entity]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for relation, other in entity.relations:
            if relation == "broader":
                found[other].add(entity.id)
    return dict(found)


def _by_site(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Give each company by the key of every name that only it has, of `_SHORTEST_SITE` letters at least."""
    found: dict[str, set[str]] = defaultdict(set)
    companies = {entity.id: entity for entity in entities if entity.kind == "company"}
    for entity in companies.values():
        for spelling in entity.spellings:
            if spelling.how in ("name", "alias"):
                found[outlet_key(spelling.text)].add(entity.id)
    return {key: companies[min(ids)] for key, ids in found.items() if len(ids) == 1 and len(key) >= _SHORTEST_SITE}


def as_json(match: Match) -> dict[str, object]:
    """Write a match as the `who` document of the command line."""
    return {
        "query": match.query,
        "outcome": match.outcome,
        "entity": entity_json(match.entity) if match.entity else None,
        "via": match.via,
        "matched": match.matched,
        "suggestions": [entity_json(entity) for entity in match.suggestions],
        "parts": [as_json(part) for part in match.parts],
        "rest": match.rest,
    }
