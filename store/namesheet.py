"""Names as TOML in the catalogue's own shape: what a team added written out, and such a sheet read in.

A sheet is read as a whole in one transaction. An entity that is known already gets the spellings that it lacks; what is
refused is told with its reason, and the rest is kept. What a team took away of the catalogue is in no sheet.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from store import additions
from store.catalogue import RELATIONS, CatalogueError, read_entity
from store.db import Store
from store.entities import all_entities, note_change
from store.errors import TidingsError
from store.folding import fold
from store.match.keys import name_key
from store.model import ENTITY_KINDS, Entity, EntityKind, Spelling
from store.names import Names
from store.naming import is_same, judge, queue, save_new
from store.people import record_audit
from store.spelling import Refusal, clean, unique

_LISTS = ("aliases", "former", "typed", "text", "cased", "tickers", "pinyin", "phrases")
_LIST_OF = {"former": "former", "ticker": "tickers", "pinyin": "pinyin", "phrase": "phrases"}
_NOT_SHARED = ("ticker", "phrase", "pinyin")
_OTHER_TABLES = ("shared", "blocker")
"""Tables of the catalogue that are nothing a team adds; a sheet may hold them."""


class NameSheetError(TidingsError):
    """A sheet of names that cannot be read."""


@dataclass(slots=True)
class Taken:
    """What a sheet brought: how many entities and spellings were added or known, and what was refused, and why."""

    entities: int = 0
    spellings: int = 0
    known: int = 0
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    retags: list[int] = field(default_factory=list)


def export(store: Store, *, everything: bool = False) -> str:
    """Write what the team added as TOML, or with `everything` all names that are known."""
    entities = all_entities(store.db)
    if everything:
        shared = list(_shared(entities))
        keys = {name_key(str(table["text"])) for _, table in shared}
        return _written([*(_table(_without_shared(entity, keys)) for entity in entities), *shared])
    spellings, relations = additions.team_rows(store.db)
    added = [
        replace(
            entity,
            spellings=tuple(one for one in entity.spellings if (entity.id, one.text, one.how) in spellings),
            relations=tuple(one for one in entity.relations if (entity.id, *one) in relations),
        )
        for entity in entities
    ]
    return _written([_table(entity) for entity in added if entity.spellings or entity.relations])


def import_names(store: Store, names: Names, text: str, *, by: int | None, now: datetime) -> Taken:
    """Add the names of a sheet. Raises: NameSheetError, and then nothing is added."""
    entities = read_sheet(text)
    with store.transaction() as db:
        sheet = _Sheet(db, names, by, now)
        for entity in entities:
            sheet.take(entity)
        for entity in entities:
            sheet.relate(entity)
        if sheet.taken.entities or sheet.taken.spellings:
            what = f"{sheet.taken.entities} names, {sheet.taken.spellings} spellings: {', '.join(sheet.ids)}"
            record_audit(db, by, "names.import", what[:2000], now)
            note_change(db)  # last: until then everything is judged by the names as they were
        return sheet.taken


def read_sheet(text: str) -> list[Entity]:
    """Read the entities of a sheet. Raises: NameSheetError saying where it is wrong."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NameSheetError(f"That is no TOML ({error}).") from error
    if unknown := set(content) - {*ENTITY_KINDS, *_OTHER_TABLES}:
        raise NameSheetError(f"A sheet holds [[company]], [[person]], [[product]] and [[topic]], not {min(unknown)!r}.")
    tables = [(kind, _checked(kind, table)) for kind in ENTITY_KINDS for table in _tables(kind, content)]
    try:
        return [read_entity(kind, table) for kind, table in tables]
    except CatalogueError as error:
        raise NameSheetError(f"The sheet is wrong: {error}.") from error


class _Sheet:
    """One sheet being taken in, with what it has added so far: the names know of that only afterwards."""

    def __init__(self, db: Database, names: Names, by: int | None, now: datetime) -> None:
        self._db, self._names, self._by, self._now = db, names, by, now
        self._owners: dict[tuple[str, str], Entity] = {}
        self.ids: dict[str, str] = {}
        self.taken = Taken()

    def take(self, entity: Entity) -> None:
        """Add an entity, or to a known one the spellings that it lacks."""
        known = self._names.entity(entity.id)
        target = known if known and known.kind == entity.kind else None
        wanted = entity.spellings
        lacking = [one for one in wanted if not (target and any(is_same(one, other) for other in target.spellings))]
        self.taken.known += len(wanted) - len(lacking)
        fit = [one for one in lacking if self._is_fit(target or replace(entity, id=""), one)]
        names = [one for one in wanted if one.how == "name"]
        if target is None and not all(name in fit for name in names):
            return
        self._save(entity, target, fit)

    def relate(self, entity: Entity) -> None:
        """Add an entity's relations to what is known or in the sheet."""
        for relation, other in entity.relations if entity.id in self.ids else ():
            if other in self.ids or self._names.entity(other):
                additions.save_relation(self._db, self.ids[entity.id], relation, self.ids.get(other, other))
            else:
                self.taken.refused.append((entity.name, Refusal("entity", "relation", other)))

    def _save(self, entity: Entity, target: Entity | None, spellings: list[Spelling]) -> None:
        if target is None:
            saved = save_new(self._db, replace(entity, spellings=tuple(spellings)), self._by, self._now)
            self.taken.entities += 1
        else:
            saved = target
            additions.save_spellings(self._db, target.id, spellings, self._by, self._now)
        self.ids[entity.id] = saved.id
        self.taken.spellings += len(spellings)
        for one in spellings:
            self._owners |= dict.fromkeys(_keys(one), saved)
        if spellings and (retag := queue(self._db, saved.id, spellings, self._by, self._now)):
            self.taken.retags.append(retag)

    def _is_fit(self, entity: Entity, spelling: Spelling) -> bool:
        owner = next((self._owners[key] for key in _keys(spelling) if key in self._owners), None)
        taken = Refusal("spelling", "taken", spelling.text, (owner,)) if owner and owner.id != entity.id else None
        refusal = taken or judge(self._names, entity, spelling, "spelling")
        if refusal:
            self.taken.refused.append((entity.name, refusal))
        return refusal is None


def _keys(spelling: Spelling) -> list[tuple[str, str]]:
    typed = [("typed", name_key(spelling.text))] if spelling.use != "text" else []
    return [*typed, ("text", fold(spelling.text).folded)] if spelling.use != "typed" else typed


def _tables(kind: str, content: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    tables = content.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise NameSheetError(f"Write [[{kind}]], with two brackets, above each {kind}.")
    return tables


def _checked(kind: EntityKind, table: Mapping[str, Any]) -> dict[str, Any]:
    """Clean the texts of a table. Raises: NameSheetError for a value of the wrong type."""
    checked: dict[str, Any] = {}
    for key, value in table.items():
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if key in _LISTS and not is_list:
            raise NameSheetError(f"`{key}` of {kind} {table.get('id')!r} is no list of texts.")
        if not is_list and not isinstance(value, str):
            raise NameSheetError(f"`{key}` of {kind} {table.get('id')!r} is no text.")
        checked[key] = list(unique(value)) if isinstance(value, list) else clean(value)
    return {key: value for key, value in checked.items() if value or key == "id"}


_Table = tuple[str, dict[str, str | list[str]]]


def _table(entity: Entity) -> _Table:
    """Write an entity as a table of its kind, from which it is read back the same."""
    names = {"id": entity.id, "en": entity.name_en, "zh": entity.name_zh}
    lists: dict[str, list[str]] = defaultdict(list)
    for one in entity.spellings:
        _file(one, lists)
    for relation, other in entity.relations:
        lists[relation].append(other)
    kept = {key: lists[key] for key in (*_LISTS, *RELATIONS) if lists[key]}
    return entity.kind, {**{key: name for key, name in names.items() if name}, **kept}


def _file(spelling: Spelling, lists: dict[str, list[str]]) -> None:
    """Put a spelling into the lists of a table that say how it is used."""
    how, text = spelling.how, spelling.text
    if how in _LIST_OF:
        lists[_LIST_OF[how]].append(text)
    elif how != "name" and spelling.use == "both" and not spelling.case_sensitive:
        lists["aliases"].append(text)
    if spelling.use != "both" and how not in _NOT_SHARED:
        lists[spelling.use].append(text)
    if spelling.case_sensitive:
        lists["cased"].append(text)


def _shared(entities: Iterable[Entity]) -> Iterator[_Table]:
    """Write the spellings that several entities have, which ask when they are typed."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for entity in entities:
        for one in entity.spellings:
            if one.use != "text" and one.how not in _NOT_SHARED:
                owners[name_key(one.text)].setdefault(entity.id, one.text)
    for by in owners.values():
        if len(by) > 1:
            yield "shared", {"text": min(by.values()), "entities": sorted(by)}


def _without_shared(entity: Entity, keys: set[str]) -> Entity:
    """Leave out the spellings that an entity only has because they are listed as shared."""
    own = [
        one for one in entity.spellings if (one.how, one.use) != ("alias", "typed") or name_key(one.text) not in keys
    ]
    return replace(entity, spellings=tuple(own))


def _written(tables: Iterable[_Table]) -> str:
    return "\n".join("\n".join([f"[[{kind}]]", *_lines(table), ""]) for kind, table in tables)


def _lines(table: Mapping[str, str | list[str]]) -> Iterator[str]:
    for key, value in table.items():
        written = f"[{', '.join(map(_quoted, value))}]" if isinstance(value, list) else _quoted(value)
        yield f"{key} = {written}"


def _quoted(text: str) -> str:
    """Write a TOML string; its escapes are JSON's, and it allows no delete character either."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
