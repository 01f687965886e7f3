"""Find stories: read the typed text as names, words and filters, and list what the asker may see, newest first.

Names become entity filters, other words must all stand in the story. Where no story names all of several entities,
those that name any are given, and `Found.loosened` says so. Words are quoted phrases to SQLite, never its syntax.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from store.comparing import as_json as disagreements_json
from store.comparing import disagreements_in
from store.db import Store
from store.lookup import Filter, count_stories, list_stories, newest_id
from store.model import Asker, Disagreement, Entity, Language, Match, Story
from store.names import Names
from store.query import Query, read_query
from store.stories import stories_by_ids
from store.story_json import entity_json, story_json
from store.text import has_chinese, outlet_key, search_words

MAX_QUERY = 400
"""Characters of a typed search that are read, as many as `match` considers: a pasted page must answer at once."""

MAX_PHRASES = 24
"""Words of a search that are asked for, so that a pasted page is no denial of service."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of stories with how the text was read. `total` counts every story that fits, on all pages, and
    `storylines` the events they tell of.

    `newest_id` anchors further pages: passed back as `up_to`, stories that came in meanwhile do not shift them.
    """

    query: str
    entities: tuple[Entity, ...]
    words: tuple[str, ...]
    since: str | None
    until: str | None
    outlet: str | None
    language: Language | None
    total: int
    storylines: int
    stories: tuple[Story, ...]
    newest_id: int
    loosened: bool = False
    unread: tuple[str, ...] = ()
    """Filters whose value says nothing; they narrow nothing."""
    disagreements: tuple[Disagreement, ...] = ()
    """Those of the page's storylines."""


@dataclass(frozen=True, slots=True)
class _Reading:
    query: Query
    entities: tuple[Entity, ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def asks_something(self) -> bool:
        """Whether anything narrows the stories."""
        query = self.query
        return any((self.entities, self.phrases, query.outlet, query.since, query.until, query.language))


def find(
    store: Store,
    names: Names,
    text: str,
    *,
    asker: Asker,
    now: datetime,
    entity: Entity | None = None,
    limit: int = 10,
    offset: int = 0,
    up_to: int | None = None,
) -> Found:
    """Find stories by typed text, or with `entity` those that name it and fit the text as well.

    `now` carries the asker's zone where it matters (`since:today`). `limit` 1 to 100 stories from `offset` on.
    An empty text asks for everything; a text in which there is nothing to look for finds nothing.
    """
    reading = _read(names, _beginning(text), entity, now)
    newest = up_to if up_to is not None else newest_id(store.db)
    wanted = _filter(names, reading, asker, newest)
    total, storylines = count_stories(store.db, wanted) if reading.asks_something or not text.strip() else (0, 0)
    loosened = total == 0 and len(reading.entities) > 1 and entity is None
    if loosened:
        wanted = replace(wanted, named=1)
        total, storylines = count_stories(store.db, wanted)
    ids = list_stories(store.db, wanted, max(1, min(limit, 100)), max(0, offset)) if total else []
    stories = tuple(stories_by_ids(store.db, ids))
    told = dict.fromkeys(story.storyline for story in stories if story.storyline)
    return Found(
        query=text,
        entities=reading.entities,
        words=tuple(_joined(phrase) for phrase in reading.phrases),
        since=reading.query.since,
        until=reading.query.until,
        outlet=reading.query.outlet,
        language=reading.query.language,
        total=total,
        storylines=storylines,
        stories=stories,
        newest_id=newest,
        loosened=loosened and total > 0,
        unread=reading.query.unread,
        disagreements=disagreements_in(store.db, list(told)),
    )


def as_json(found: Found) -> dict[str, object]:
    """Write a find as the `find` document of the command line."""
    return {
        "query": found.query,
        "read_as": {
            "entities": [entity_json(entity) for entity in found.entities],
            "words": list(found.words),
            "since": found.since,
            "until": found.until,
            "outlet": found.outlet,
            "language": found.language,
            "loosened": found.loosened,
            "unread": list(found.unread),
        },
        "total": found.total,
        "stories": [story_json(story) for story in found.stories],
        "disagreements": disagreements_json(found.disagreements),
    }


def _beginning(text: str) -> str:
    """Give as much of a typed text as is read, whole words where there are any."""
    if len(text) <= MAX_QUERY:
        return text
    return (text[:MAX_QUERY].rsplit(maxsplit=1) or [""])[0] or text[:MAX_QUERY]


def _read(names: Names, text: str, entity: Entity | None, now: datetime) -> _Reading:
    query = read_query(text, now.date())
    entities: list[Entity] = [entity] if entity else []
    words: list[str] = []
    for kind, typed in query.names:
        entities, words = _add_name(names.resolve(typed, prefer=kind), entities, words)
    if query.words:
        entities, words = _add_name(names.resolve(query.words), entities, words)
    phrases = dict.fromkeys(tuple(phrase) for word in words for phrase in search_words(word))
    unique = {found.id: found for found in entities}
    return _Reading(query, tuple(unique.values()), tuple(phrases)[:MAX_PHRASES])


def _filter(names: Names, reading: _Reading, asker: Asker, newest: int) -> Filter:
    query = reading.query
    return Filter(
        asker=asker,
        newest=newest,
        match=_fts(reading.phrases),
        slugs=tuple(tuple(sorted(names.within(entity.id))) for entity in reading.entities),
        named=len(reading.entities),
        outlet_keys=_outlet_keys(names, query.outlet) if query.outlet else None,
        since=query.since,
        until=query.until,
        language=query.language,
    )


def _add_name(match: Match, entities: list[Entity], words: list[str]) -> tuple[list[Entity], list[str]]:
    """Add what a match names to the entities, and what it leaves over to the words."""
    if match.outcome == "match" and match.entity:
        return [*entities, match.entity], words
    if match.outcome == "ambiguous":
        return entities, [*words, match.query]
    named = [part.entity for part in match.parts if part.entity]
    unsure = [part.query for part in match.parts if not part.entity]
    rest = [match.rest] if match.rest else []
    return [*entities, *named], [*words, *unsure, *rest]


def _outlet_keys(names: Names, outlet: str) -> tuple[str, ...]:
    """Give the keys of an outlet's every spelling, so that `from:彭博社` finds what Bloomberg is credited with."""
    keys = {outlet_key(outlet)}
    match = names.resolve(outlet, prefer="company")
    if match.entity and (entity := names.entity(match.entity.id)):
        spellings = [spelling.text for spelling in entity.spellings]
        keys |= {outlet_key(name) for name in (entity.name_en, entity.name_zh, *spellings) if name}
    return tuple(sorted(keys - {""}))


def _joined(phrase: tuple[str, ...]) -> str:
    """Write overlapping pairs of characters as the run they came from, and the parts of a number as one."""
    if not has_chinese(phrase[0]):
        return ("," if all(len(part) == 3 for part in phrase[1:]) else ".").join(phrase)
    return phrase[0] + "".join(pair[-1] for pair in phrase[1:])


def _fts(phrases: tuple[tuple[str, ...], ...]) -> str:
    """Write phrases as an FTS5 query in which nothing typed is syntax.

    A lone Chinese character is a prefix: it is indexed as the first of a pair.
    """
    return " ".join(
        f'"{" ".join(phrase)}"' + ("*" if len(phrase) == 1 and len(phrase[0]) == 1 and has_chinese(phrase[0]) else "")
        for phrase in phrases
    )
