"""Names that keep appearing in recent stories and that nobody has told us of, offered to be added."""

from __future__ import annotations

from datetime import datetime, timedelta

from store.additions import ignored_keys
from store.db import Store, as_utc
from store.lookup import list_texts
from store.match.keys import name_key
from store.model import Asker
from store.names import Names
from store.unknown import Text, Unknown, find_unknown

RECENT = timedelta(days=30)
_LOOSE = frozenset({"typo", "plural", "suffix", "pinyin", "first name"})


def offer(store: Store, names: Names, *, asker: Asker, now: datetime, limit: int = 10) -> list[Unknown]:
    """List unknown names of the last 30 days' stories that an asker sees, the most frequent first.

    Without those that an editor ignored, and those that are known when typed though not in running text.
    """
    texts = [Text(*row) for row in list_texts(store.db, asker, as_utc(now - RECENT))]
    ignored = ignored_keys(store.db)
    offered: list[Unknown] = []
    for unknown in find_unknown(texts, names.places_in):
        if len(offered) == limit:
            break
        if name_key(unknown.words) not in ignored and not _is_known(names, unknown.words):
            offered.append(unknown)
    return offered


def _is_known(names: Names, words: str) -> bool:
    match = names.resolve(words)
    return match.outcome != "none" and match.via not in _LOOSE
