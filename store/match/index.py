"""Everything that a typed name is looked up in, built once for a set of entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.folding import fold
from store.match.keys import bare_keys, name_key, ticker_key
from store.mentions import Blocker, Finder, Pattern, has_plural
from store.model import Entity, Spelling

_BY_SOUND = ("pinyin", "sound")
_NOT_NAMES = ("ticker", "phrase", *_BY_SOUND)
_BEST_FIRST = {"name": 0, "short": 1, "alias": 2, "former": 3}


@dataclass(frozen=True, slots=True)
class Hit:
    """One spelling of one entity, met by a typed text."""

    entity: Entity
    spelling: Spelling


Hits = dict[str, tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The spellings that may be typed, by key; `bare` holds companies without their legal suffix.

    `by_letter` holds the keys that a misspelt name may be near to, by first character. Immutable.
    """

    entities: dict[str, Entity]
    names: Hits
    bare: Hits
    tickers: Hits
    pinyin: Hits
    by_letter: dict[str, tuple[str, ...]]
    finder: Finder
    only_typed: frozenset[str]
    """Keys that count only when typed, not in running text: ordinary words, which a longer text may hold by chance."""


def build_index(entities: Iterable[Entity], blockers: Iterable[Blocker] = ()) -> NameIndex:
    """Index every spelling that may be typed. A key that two entities share belongs to both: it is ambiguous."""
    known = {entity.id: entity for entity in entities}
    hits = [Hit(entity, spelling) for entity in known.values() for spelling in _typed(entity)]
    named = [hit for hit in hits if hit.spelling.how not in _NOT_NAMES]
    tickers = [hit for hit in hits if hit.spelling.how == "ticker"]
    names = _group((name_key(hit.spelling.text), hit) for hit in named)
    return NameIndex(
        entities=known,
        names=names,
        bare=_group(
            (key, hit) for hit in named if hit.entity.kind == "company" for key in bare_keys(hit.spelling.text)
        ),
        tickers=_group((ticker_key(hit.spelling.text) or hit.spelling.text, hit) for hit in tickers),
        pinyin=_group((name_key(hit.spelling.text), hit) for hit in hits if hit.spelling.how in _BY_SOUND),
        by_letter=_by_letter(names),
        finder=Finder(_patterns(hits), blockers),
        only_typed=frozenset(key for key, group in names.items() if all(hit.spelling.use == "typed" for hit in group)),
    )


def _typed(entity: Entity) -> Iterator[Spelling]:
    return (spelling for spelling in entity.spellings if spelling.use != "text")


def _group(pairs: Iterable[tuple[str, Hit]]) -> Hits:
    """Group hits by key, one for each entity: its name before its aliases."""
    groups: dict[str, dict[str, Hit]] = defaultdict(dict)
    for key, hit in sorted(pairs, key=lambda pair: _BEST_FIRST.get(pair[1].spelling.how, 4)):
        if key:
            groups[key].setdefault(hit.entity.id, hit)
    return {key: tuple(group.values()) for key, group in groups.items()}


def _by_letter(names: Hits) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key in names:
        groups[key[0]].append(key)
    return {letter: tuple(keys) for letter, keys in groups.items()}


def _patterns(hits: Iterable[Hit]) -> Iterator[Pattern]:
    """Look for typed spellings in any case, as people type; for tickers in capitals or after `$`."""
    for hit in hits:
        folded = fold(hit.spelling.text)
        if hit.spelling.how == "ticker":
            yield Pattern(folded.folded, hit.entity.id, folded.kept, has_plural=False)
            yield Pattern(f"${folded.folded}", hit.entity.id, None, has_plural=False)
        elif hit.spelling.how not in _BY_SOUND:
            yield Pattern(folded.folded, hit.entity.id, None, has_plural(hit.spelling))
