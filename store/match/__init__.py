"""Resolve what people type to an entity, to a question, or to an honest "no match".

A wrong confident answer is the worst outcome: whatever is unsure asks, and what merely contains names is no match
with its parts. Pure: no database, clock or network. Finding names in running text is `store.mentions`.
"""

from store.match.index import NameIndex, build_index
from store.match.whole import match

__all__ = ["NameIndex", "build_index", "match"]
