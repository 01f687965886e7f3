"""What menus offer while somebody types: names by the matcher that reads every typed name, outlets as credited, and
sources.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from store.db import Store
from store.lookup import outlets_like
from store.model import Asker, Entity
from store.names import Names
from store.sources import sources_seen
from store.text import outlet_key

RECENT = timedelta(days=30)
"""How far back outlets are offered: what no newsletter credits any more is no choice to be made."""

OFFERED = 20


def suggest_entities(names: Names, typed: str, limit: int = OFFERED) -> list[Entity]:
    """Give up to `limit` entities that a text may mean: what it names, what begins with it, then what is near it."""
    match = names.resolve(typed)
    begun = _beginning_with(names, typed)
    sure = [match.entity] if match.entity else [part.entity for part in match.parts if part.entity]
    unsure = [*match.suggestions]
    first = unsure if match.outcome == "ambiguous" else []
    found = dict.fromkeys(entity.id for entity in (*sure, *first, *begun, *unsure))
    return [entity for slug in list(found)[:limit] if (entity := names.entity(slug))]


def suggest_outlets(store: Store, typed: str, asker: Asker, now: datetime, limit: int = OFFERED) -> list[str]:
    """Give up to `limit` outlets whose name begins with a typed text, those with most stories of late first."""
    return outlets_like(store.db, outlet_key(typed) if typed.strip() else "", asker, now - RECENT, limit)


def suggest_sources(store: Store, typed: str, asker: Asker, limit: int = OFFERED) -> dict[int, str]:
    """Give up to `limit` names of sources, by row id, in which a typed text stands."""
    return sources_seen(store.db, asker, limit, text=typed)


def _beginning_with(names: Names, typed: str) -> list[Entity]:
    """Give the entities of which a spelling begins with a text, the shortest names first."""
    start = typed.strip().casefold()
    if not start:
        return []
    found = [
        entity
        for entity in names.entities()
        if any(spelling.text.casefold().startswith(start) for spelling in entity.spellings)
        or any(name.casefold().startswith(start) for name in (entity.name_en, entity.name_zh) if name)
    ]
    return sorted(found, key=lambda entity: (len(entity.name), entity.id))
