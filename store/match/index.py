"""Everything that a typed name is looked up in, built once for a set of entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from store.match.dictionary import is_common, is_word
from store.match.elsewhere import is_elsewhere
from store.match.keys import bare_keys, bare_number, name_key, ticker_key
from store.match.near import Neighbours
from store.match.pinyin import pinyin_of
from store.mentions import Finder, build_finder, build_typed_finder
from store.model import Entity, Spelling
from store.patterns import Blocker
from store.text import has_chinese, regional_forms

_BY_SOUND = ("pinyin", "sound")
_NOT_NAMES = ("ticker", "phrase", *_BY_SOUND)
_SHORTEST_FIRST = 3
_BEST_FIRST = {"name": 0, "short": 1, "alias": 2, "former": 3, "pinyin": 4, "sound": 5}


@dataclass(frozen=True, slots=True)
class Hit:
    """One spelling of one entity, met by a typed text."""

    entity: Entity
    spelling: Spelling


Hits = dict[str, tuple[Hit, ...]]


@dataclass(frozen=True)
class NameIndex:
    """The spellings that may be typed, by key; `bare` holds companies without their legal suffix. Immutable.

    What only few texts need is built when the first of them comes.
    """

    entities: dict[str, Entity]
    names: Hits
    bare: Hits
    tickers: Hits
    finder: Finder
    blockers: tuple[Blocker, ...]
    stories: Mapping[str, int]
    """In how many recent stories an entity is mentioned, by id: what decides the order of what else is equal."""
    belonging: Counter[str]
    """How many other entities belong to an entity, by id."""
    only_typed: frozenset[str]
    """Keys that count only when typed, not in running text: ordinary words, which a longer text may hold by chance."""

    @cached_property
    def neighbours(self) -> Neighbours:
        """The keys that a misspelt name may be near to."""
        return Neighbours(self.names)

    @cached_property
    def typed_finder(self) -> Finder:
        """What finds names inside a longer text that was typed."""
        return build_typed_finder(self.entities.values(), self.blockers)

    @cached_property
    def pinyin(self) -> Hits:
        """The names by their sound, as given by hand or else as computed; `lv` is also written `lu` and `lyu`."""
        hits = [Hit(entity, spelling) for entity in self.entities.values() for spelling in _sounds(entity)]
        pairs = [(name_key(hit.spelling.text), hit) for hit in hits]
        return _group([*pairs, *((key.replace("v", u), hit) for key, hit in pairs if "v" in key for u in ("u", "yu"))])

    @cached_property
    def first_names(self) -> Hits:
        """People by the first word of their English name, but for those that are words too: will, mark."""
        people = ((one, one.name_en) for one in self.entities.values() if one.kind == "person" and one.name_en)
        pairs = (
            (name_key(name.split(" ")[0]), Hit(one, Spelling(name, "name"))) for one, name in people if " " in name
        )
        return _group(pair for pair in pairs if len(pair[0]) >= _SHORTEST_FIRST and not is_common(pair[0]))

    @cached_property
    def namesakes(self) -> Hits:
        """Companies of several words by the first, when that is how a person is called too: Andreessen, Goldman."""
        surnames = {key for key, group in self.names.items() for hit in group if hit.entity.kind == "person"}
        companies = (hit for group in self.names.values() for hit in group if hit.entity.kind == "company")
        pairs = ((name_key(hit.spelling.text.split(" ")[0]), hit) for hit in companies if " " in hit.spelling.text)
        return _group(pair for pair in pairs if pair[0] in surnames)

    @cached_property
    def regional(self) -> Hits:
        """Chinese names as Taiwan and Hong Kong write them, by the keys that are not those of the name itself."""
        hits = {hit for group in self.names.values() for hit in group if has_chinese(hit.spelling.text)}
        pairs = ((key, hit) for hit in hits for key in _regional_keys(hit.spelling.text))
        return _group(pair for pair in pairs if pair[0] not in self.names)

    def warm_up(self) -> None:
        """Build now what is otherwise built when it is first needed, which takes half a second."""
        self.neighbours.near("warmth")
        for build in (
            lambda: self.typed_finder,
            lambda: self.pinyin,
            lambda: self.regional,
            lambda: self.namesakes,
            lambda: self.first_names,
            lambda: is_word("warmth"),
            lambda: is_elsewhere(""),
        ):
            build()


def build_index(
    entities: Iterable[Entity], blockers: Iterable[Blocker] = (), stories: Mapping[str, int] | None = None
) -> NameIndex:
    """Index every spelling that may be typed. A key that two entities share belongs to both: it is ambiguous.

    `stories` counts the recent stories of each entity, by id; it decides nothing but the order of questions.
    """
    known = {entity.id: entity for entity in entities}
    hits = [Hit(entity, spelling) for entity in known.values() for spelling in _typed(entity)]
    named = [hit for hit in hits if hit.spelling.how not in _NOT_NAMES]
    names = _group((name_key(hit.spelling.text), hit) for hit in named)
    return NameIndex(
        entities=known,
        names=names,
        bare=_group(
            (key, hit) for hit in named if hit.entity.kind == "company" for key in bare_keys(hit.spelling.text)
        ),
        tickers=_group((key, hit) for hit in hits if hit.spelling.how == "ticker" for key in _ticker_keys(hit)),
        finder=build_finder(known.values(), blockers),
        blockers=tuple(blockers),
        stories=stories or {},
        belonging=Counter(other for entity in known.values() for _, other in entity.relations),
        only_typed=frozenset(key for key, group in names.items() if all(hit.spelling.use == "typed" for hit in group)),
    )


def _typed(entity: Entity) -> Iterator[Spelling]:
    return (spelling for spelling in entity.spellings if spelling.use != "text")


def _ticker_keys(hit: Hit) -> Iterator[str]:
    """Give the keys of a ticker; a number is also known without its exchange, after a dollar sign."""
    key = ticker_key(hit.spelling.text) or hit.spelling.text
    yield key
    number = bare_number(key)
    if number:
        yield f"${number}"


def _sounds(entity: Entity) -> Iterator[Spelling]:
    """Give the pinyin of an entity's Chinese names: by hand, and as it is computed."""
    yield from (spelling for spelling in entity.spellings if spelling.how in _BY_SOUND)
    for spelling in _typed(entity):
        if (
            spelling.how not in _NOT_NAMES
            and not spelling.text.isascii()
            and (key := pinyin_of(name_key(spelling.text)))
        ):
            yield Spelling(key, "sound", "typed")


@lru_cache(maxsize=32_768)
def _regional_keys(text: str) -> frozenset[str]:
    return frozenset(map(name_key, regional_forms(text)))


def _group(pairs: Iterable[tuple[str, Hit]]) -> Hits:
    """Group hits by key, one for each entity: its name before its aliases."""
    groups: dict[str, dict[str, Hit]] = defaultdict(dict)
    for key, hit in sorted(pairs, key=lambda pair: _BEST_FIRST.get(pair[1].spelling.how, 6)):
        if key:
            groups[key].setdefault(hit.entity.id, hit)
    return {key: tuple(group.values()) for key, group in groups.items()}
