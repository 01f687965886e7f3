"""How hits become a match or a question."""

from __future__ import annotations

from collections.abc import Sequence

from store.match.index import Hit, NameIndex
from store.model import EntityKind, Match

MOST = 5
"""How many names are suggested."""


def settle(
    index: NameIndex, query: str, hits: Sequence[Hit], prefer: EntityKind | None, via: str | None = None
) -> Match:
    """Make the hits of one key a match, or a question that a preferred kind may decide, the most in the news first."""
    preferred = [hit for hit in hits if hit.entity.kind == prefer]
    chosen = hits if len(hits) == 1 else preferred if len(preferred) == 1 else ()
    if not chosen:
        ordered = sorted(hits, key=lambda hit: (-index.stories.get(hit.entity.id, 0), hit.entity.name.casefold()))
        return ask(query, ordered, via or hits[0].spelling.how, prefer)
    hit = chosen[0]
    return Match(query, "match", hit.entity, via or hit.spelling.how, hit.spelling.text)


def best_known(index: NameIndex, hits: Sequence[Hit]) -> list[Hit]:
    """Order people who share a first name: the most in the news first, then whose company has most names of its own."""

    def _rank(hit: Hit) -> tuple[int, int, str]:
        theirs = max((index.belonging[other] for _, other in hit.entity.relations), default=0)
        return -index.stories.get(hit.entity.id, 0), -theirs, hit.entity.name.casefold()

    return sorted(hits, key=_rank)


def ask(query: str, hits: Sequence[Hit], via: str, prefer: EntityKind | None = None) -> Match:
    """Make hits, at least one and best first, a question; the preferred kind comes first."""
    ordered = sorted(hits, key=lambda hit: prefer is not None and hit.entity.kind != prefer)
    return Match(query, "ambiguous", None, via, ordered[0].spelling.text, tuple(hit.entity for hit in ordered)[:MOST])
