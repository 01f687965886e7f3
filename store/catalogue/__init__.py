"""The names that Tidings comes with: data in TOML beside this file, and how it is read and checked. No database.

Each file holds tables of a kind, `[[company]]`, `[[person]]`, `[[product]]` or `[[topic]]`:

    id = "nvidia"             # a stable slug, unique over all kinds
    en = "Nvidia"             # the English name   } at least one of the two
    zh = "英伟达"              # the Chinese name   }
    aliases = ["輝達"]         # other spellings, typed and in text, in any case
    former = ["Facebook"]     # former names, likewise
    typed = ["stability"]     # spellings, a name among them, that count only when typed
    text = ["Blackwell GPUs"] # spellings that count only in text
    cased = ["Meta"]          # spellings that in text count in exactly this case only
    tickers = ["NVDA"]        # typed in capitals or after $
    pinyin = ["yingweida"]    # pinyin by hand, where a character has several readings
    phrases = ["半导体"]       # what shows a topic in text
    made_by, works_at, owned_by, broader = "slug" or ["slug", …]

`shared.toml` lists spellings of several entities, which ask when typed: `[[shared]]` with `text` and `entities`.
`blockers.toml` lists words that contain a name and name nobody: `[[blocker]]` with `texts` and `unless`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from store.match.keys import name_key, ticker_key
from store.model import ENTITY_KINDS, Entity, EntityKind, Spelling, Use
from store.patterns import Blocker, pattern_of

RELATIONS = ("made_by", "works_at", "owned_by", "broader")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = ("aliases", "former", "typed", "text", "cased", "tickers", "pinyin", "phrases")
_FIELDS = {"id", "en", "zh", *_LISTS, *RELATIONS}

Table = Mapping[str, Any]


class CatalogueError(ValueError):
    """The catalogue contradicts itself. It is our own data, so this is a bug and no message for a person."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entities with all their spellings, shared ones included, and the blockers.

    The pinyin of Chinese names is not among them unless it is given by hand: `match.index` computes it when it is
    needed, for that takes longer than all the rest.
    """

    entities: tuple[Entity, ...]
    blockers: tuple[Blocker, ...]


def fingerprint(folder: Traversable | None = None) -> str:
    """Give a digest of the catalogue's files and of this one that reads them; cheap, so that start-up can skip."""
    digest = hashlib.sha256()
    for file in _files(folder, (".toml", ".py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def read_catalogue(folder: Traversable | None = None) -> Catalogue:
    """Read and check the catalogue in a folder, by default our own.

    Raises: CatalogueError naming what contradicts what; tomllib.TOMLDecodeError.
    """
    tables = [tomllib.loads(file.read_text("utf-8")) for file in _files(folder, (".toml",))]
    entities = [_entity(kind, table) for kind in ENTITY_KINDS for content in tables for table in content.get(kind, ())]
    _check_ids(entities)
    shared = [table for content in tables for table in content.get("shared", ())]
    blockers = tuple(blocker for content in tables for blocker in _blockers(content))
    return Catalogue(tuple(_share(entities, shared)), blockers)


def read_entity(kind: EntityKind, table: Table) -> Entity:
    """Read one table of a kind; nothing is checked against other tables.

    Raises: CatalogueError for an id, a field or a name that cannot be.
    """
    return _entity(kind, table)


def read_blockers(folder: Traversable | None = None) -> tuple[Blocker, ...]:
    """Read the blockers alone, which are no rows of the database.

    Raises: tomllib.TOMLDecodeError; ValueError.
    """
    files = [file for file in _files(folder, (".toml",)) if file.name == "blockers.toml"]
    return tuple(blocker for file in files for blocker in _blockers(tomllib.loads(file.read_text("utf-8"))))


@cache
def outlet_ids() -> frozenset[str]:
    """Give the ids of the companies that report news: those of the file of outlets."""
    return _company_ids("companies-outlets.toml")


@cache
def agency_ids() -> frozenset[str]:
    """Give the ids of the agencies, governments and other bodies that act on everybody: those of their file."""
    return _company_ids("companies-agencies.toml")


def _company_ids(file: str) -> frozenset[str]:
    text = resources.files(__name__).joinpath(file).read_text("utf-8")
    return frozenset(table["id"] for table in tomllib.loads(text)["company"])


def _files(folder: Traversable | None, endings: tuple[str, ...]) -> list[Traversable]:
    folder = folder or resources.files(__name__)
    return sorted((file for file in folder.iterdir() if file.name.endswith(endings)), key=lambda file: file.name)


def _blockers(content: Table) -> Iterator[Blocker]:
    for table in content.get("blocker", ()):
        for text in table["texts"]:
            yield Blocker(text, tuple(longer for longer in table.get("unless", ()) if longer.startswith(text)))


def _entity(kind: EntityKind, table: Table) -> Entity:
    slug = str(table.get("id", ""))
    if not _SLUG.fullmatch(slug):
        raise CatalogueError(f"a {kind} has the id {slug!r}; ids are lower-case words joined by hyphens")
    if unknown := set(table) - _FIELDS:
        raise CatalogueError(f"{slug} has a field that means nothing: {', '.join(sorted(unknown))}")
    if not (table.get("en") or table.get("zh")):
        raise CatalogueError(f"{slug} has no name; give it `en` or `zh`")
    relations = tuple((relation, other) for relation in RELATIONS for other in _as_list(table.get(relation, ())))
    return Entity(slug, kind, table.get("en"), table.get("zh"), tuple(_spellings(table)), relations)


def _as_list(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _spellings(table: Table) -> Iterator[Spelling]:
    """List an entity's spellings, each text once: as a name, else former, else alias; then tickers and the rest."""
    names = [name for name in (table.get("en"), table.get("zh")) if name]
    hows = dict.fromkeys(names, "name")
    for text in table.get("former", ()):
        hows.setdefault(text, "former")
    keys = [name_key(name) for name in names]
    for field in ("aliases", "typed", "text", "cased"):
        for text in table.get(field, ()):
            if text not in hows:
                hows[text] = _how(text, keys)
    phrases = [text for text in table.get("phrases", ()) if text not in hows]
    for text, how in hows.items():
        yield Spelling(text, how, _use(text, table), text in table.get("cased", ()))
    yield from (Spelling(text, "ticker", "typed") for text in table.get("tickers", ()))
    yield from (Spelling(text, "pinyin", "typed") for text in table.get("pinyin", ()))
    yield from (Spelling(text, "phrase", "text", text in table.get("cased", ())) for text in dict.fromkeys(phrases))


def _how(text: str, wholes: Iterable[str]) -> str:
    """Tell a short form, which is a part of a name's key, from another spelling."""
    key = name_key(text)
    return "short" if any(key != whole and key in whole for whole in wholes) else "alias"


def _use(text: str, table: Table) -> Use:
    is_typed, is_text = (text in table.get(field, ()) for field in ("typed", "text"))
    if is_typed == is_text:
        return "both"
    return "typed" if is_typed else "text"


def _check_ids(entities: list[Entity]) -> None:
    ids: set[str] = set()
    for entity in entities:
        if entity.id in ids:
            raise CatalogueError(f"two entities have the id {entity.id}")
        ids.add(entity.id)
    for entity in entities:
        for relation, other in entity.relations:
            if other not in ids:
                raise CatalogueError(f"{entity.id} is {relation} {other}, which is not in the catalogue")


def _share(entities: list[Entity], tables: Iterable[Table]) -> list[Entity]:
    """Give shared spellings to each of their entities, and refuse a spelling that two have without its being shared."""
    known = {entity.id: entity for entity in entities}
    allowed: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        allowed[name_key(table["text"])].update(table["entities"])
        for slug in table["entities"]:
            if slug not in known:
                raise CatalogueError(f"{table['text']!r} is shared by {slug}, which is not in the catalogue")
            known[slug] = _with_shared(known[slug], table["text"])
    _check_typed(known.values(), allowed)
    _check_text(known.values())
    return list(known.values())


def _with_shared(entity: Entity, text: str) -> Entity:
    key = name_key(text)
    if any(name_key(spelling.text) == key and spelling.use != "text" for spelling in entity.spellings):
        return entity
    return replace(entity, spellings=(*entity.spellings, Spelling(text, "alias", "typed")))


def _check_typed(entities: Iterable[Entity], allowed: Mapping[str, set[str]]) -> None:
    owners: dict[tuple[bool, str], dict[str, str]] = defaultdict(dict)
    for entity in entities:
        for spelling in entity.spellings:
            if spelling.use != "text" and spelling.how not in ("pinyin", "sound"):
                owners[_typed_key(spelling)].setdefault(entity.id, spelling.text)
    for (is_ticker, key), by in owners.items():
        if len(by) > 1 and (is_ticker or not set(by) <= allowed.get(key, set())):
            raise CatalogueError(f"{_both(by)}; drop one, or list it in shared.toml")


def _typed_key(spelling: Spelling) -> tuple[bool, str]:
    if spelling.how == "ticker":
        return True, ticker_key(spelling.text) or spelling.text
    return False, name_key(spelling.text)


def _check_text(entities: Iterable[Entity]) -> None:
    """Refuse a spelling that names two entities in one place of a text."""
    owners: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for entity in entities:
        for spelling in entity.spellings:
            if spelling.use != "typed":
                pattern = pattern_of(entity.id, spelling)
                owners[pattern.folded].append((entity.id, spelling.text, pattern.cased))
    for group in owners.values():
        for slug, text, cased in group:
            for other, words, other_cased in group:
                if slug < other and (cased is None or other_cased is None or cased == other_cased):
                    raise CatalogueError(f"in text, {_both({slug: text, other: words})}; let one have it")


def _both(by: Mapping[str, str]) -> str:
    return " and ".join(f"{text!r} names {slug}" for slug, text in by.items())
