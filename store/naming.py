"""Names that a team adds, and takes away again: judged against all that is known, kept, written down, and applied.

A spelling that names somebody else already is refused, as is one that is no fit name (`spelling`). A change counts at
once for what is typed and for new stories; past stories are queued for `tagging` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from store import additions, retags
from store.additions import Addition
from store.catalogue import read_entity
from store.db import Store
from store.entities import entity_ids, note_change
from store.folding import fold
from store.match.keys import name_key
from store.model import Entity, EntityKind, Spelling, Use
from store.names import Names
from store.people import Person, record_audit
from store.spelling import MOST, Field, NameRefusedError, Refusal, fault_of, slug_of, unique
from store.text import has_chinese

_LOOSE = frozenset({"typo", "plural"})
"""Ways of matching that leave a spelling free for somebody else."""
_LOOSE_QUESTIONS = frozenset({"typo", "plural", "pinyin", "ticker", "first name"})


@dataclass(frozen=True, slots=True)
class NewName:
    """A name as a person gives it. `use` and `is_cased` say where its names and spellings count."""

    kind: EntityKind
    en: str | None = None
    zh: str | None = None
    spellings: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    use: Use = "both"
    is_cased: bool = False

    def tidied(self) -> NewName:
        """Clean every text; Chinese given as the English name moves to where it belongs."""
        en, zh = (next(iter(unique([text or ""])), None) for text in (self.en, self.zh))
        spellings = unique(self.spellings)
        if en and has_chinese(en):
            spellings = unique((en, *spellings))
            en, zh = None, zh or en
        others = tuple(text for text in spellings if text not in (en, zh))
        return replace(self, en=en, zh=zh, spellings=others, phrases=unique(self.phrases))


@dataclass(frozen=True, slots=True)
class Change:
    """What came of a change: whom it is about, and the row of past stories to look through, if there are any."""

    entity: Entity
    retag_id: int | None
    text: str | None = None
    """The spelling that was added or removed, null for the whole entity."""


def check_name(names: Names, new: NewName) -> tuple[Refusal, ...]:
    """Say everything that is wrong with a new name, field by field."""
    new = new.tidied()
    if not (new.en or new.zh):
        return (Refusal("name", "empty"),)
    lists: tuple[tuple[Field, tuple[str, ...]], ...] = (("spellings", new.spellings), ("phrases", new.phrases))
    wrong = [Refusal(field, "many") for field, texts in lists if len(texts) > MOST]
    if new.phrases and new.kind != "topic":
        wrong.append(Refusal("phrases", "not_topic"))
    if wrong:
        return tuple(wrong)
    entity = replace(_as_entity(new), id="")  # it is nobody yet, though somebody may have its id
    judged = (judge(names, entity, spelling, _field_of(new, spelling)) for spelling in entity.spellings)
    return tuple(refusal for refusal in judged if refusal)


def add_name(store: Store, names: Names, new: NewName, *, by: int | None, now: datetime) -> Change:
    """Add an entity with all its spellings. Raises: NameRefusedError with every reason."""
    new = new.tidied()
    with store.transaction() as db:
        _refuse(check_name(names, new))
        entity = save_new(db, _as_entity(new), by, now)
        record_audit(db, by, "names.add", f"{entity.id} ({entity.kind}): {_listed(entity.spellings)}", now)
        note_change(db)
        return Change(entity, queue(db, entity.id, entity.spellings, by, now))


def check_spelling(names: Names, entity: Entity, text: str, *, use: Use, is_cased: bool) -> Refusal | None:
    """Say what is wrong with another spelling of an entity, or None."""
    text = next(iter(unique([text])), "")
    if not text:
        return Refusal("spelling", "unspoken", text)
    spelling = Spelling(text, "alias", use, is_cased)
    if any(is_same(spelling, other) for other in entity.spellings):
        return Refusal("spelling", "known", text, (entity,))
    return judge(names, entity, spelling, "spelling")


def add_spelling(
    store: Store,
    names: Names,
    slug: str,
    text: str,
    *,
    use: Use = "both",
    is_cased: bool = False,
    by: int | None,
    now: datetime,
) -> Change:
    """Add a spelling to an entity. Raises: NameRefusedError."""
    text = next(iter(unique([text])), "")
    with store.transaction() as db:
        entity = names.entity(slug)
        if entity is None:
            raise NameRefusedError(Refusal("entity", "unknown", slug))
        refusal = check_spelling(names, entity, text, use=use, is_cased=is_cased)
        _refuse([refusal] if refusal else [])
        spellings = spellings_of(entity, [text], use=use, is_cased=is_cased)
        if not additions.save_spellings(db, slug, spellings, by, now):
            raise NameRefusedError(Refusal("spelling", "known", text, (entity,)))
        record_audit(db, by, "names.alias", f"{slug}: {_listed(spellings)}", now)
        note_change(db)
        return Change(entity, queue(db, slug, spellings, by, now), text)


def find_entity(names: Names, text: str) -> Entity:
    """Give the entity that a person means by an id or a name. Raises: NameRefusedError that asks."""
    if known := names.entity(text.strip()):
        return known
    match = names.resolve(text)
    if match.entity and match.via != "typo":
        return match.entity
    likely = (match.entity,) if match.entity else match.suggestions
    raise NameRefusedError(Refusal("entity", "unsure" if likely else "unknown", text.strip(), likely))


def find_removable(names: Names, text: str) -> tuple[Entity, str | None]:
    """Give what a person wants to remove: an entity by its id or name, or another spelling of one.

    Raises: NameRefusedError where that is unsure.
    """
    entity = find_entity(names, text) if names.entity(text) or not names.patterns_of(text) else None
    if entity is None:
        owners = {pattern.entity_id: names.entity(pattern.entity_id) for pattern in names.patterns_of(text)}
        known = tuple(owner for owner in owners.values() if owner)
        if len(known) != 1:
            raise NameRefusedError(Refusal("entity", "unsure", text, known))
        [entity] = known
    key = name_key(text)
    if text == entity.id or key in {name_key(name) for name in (entity.name_en, entity.name_zh) if name}:
        return entity, None
    spelled = [one.text for one in entity.spellings if name_key(one.text) == key and one.how != "name"]
    if not spelled:
        raise NameRefusedError(Refusal("entity", "unsure", text, (entity,)))
    return entity, spelled[0]


def remove(store: Store, names: Names, slug: str, text: str | None, *, person: Person | None, now: datetime) -> Change:
    """Remove an entity, or with `text` one spelling of it; `person` is null for the command line, which may do it.

    Raises: NameRefusedError where it is unknown, or where they may not: members remove what they added themselves.
    """
    by = person.id if person else None
    with store.transaction() as db:
        entity = names.entity(slug)
        spelled = [one for one in entity.spellings if one.text == text] if entity else []
        if entity is None or (text is not None and not spelled):
            raise NameRefusedError(Refusal("entity", "unknown", text or slug))
        if person and not may_remove(additions.list_additions(db), slug, text, person, additions.is_own(db, slug)):
            raise NameRefusedError(Refusal("entity", "not_yours", text or entity.name))
        if text is None:
            additions.remove_entity(db, slug, by, now)
            retag_id: int | None = retags.queue(db, slug, [], None, now)
        else:
            additions.remove_spelling(db, slug, text, by, now)
            in_text = any(one.use != "typed" for one in spelled)
            retag_id = retags.queue(db, slug, [text], None, now) if in_text else None
        note_change(db)
        record_audit(db, by, "names.remove", f"{slug}: {text}" if text else slug, now)
        return Change(entity, retag_id, text)


def may_remove(added: Sequence[Addition], slug: str, text: str | None, person: Person, is_own: bool) -> bool:
    """Tell whether a person may remove an entity of the team's own, or a spelling: editors may, and who added it."""
    if person.may_edit or person.is_guest:
        return not person.is_guest
    of_it = [one for one in added if one.slug == slug and text in (None, one.text)]
    return (is_own or text is not None) and bool(of_it) and all(one.person_id == person.id for one in of_it)


def ignore(store: Store, words: str, *, by: int | None, now: datetime) -> None:
    """Offer a name found in stories no more."""
    with store.transaction() as db:
        additions.ignore_name(db, name_key(words), words, by, now)
        record_audit(db, by, "names.ignore", words, now)


def spellings_of(entity: Entity, texts: Iterable[str], *, use: Use, is_cased: bool) -> list[Spelling]:
    """Make spellings for an entity of texts, with how each is to its names."""
    new = NewName(entity.kind, entity.name_en, entity.name_zh, tuple(texts), use=use, is_cased=is_cased)
    known = {(one.text, one.how) for one in entity.spellings}
    made = _as_entity(new).spellings
    return [one for one in made if one.how != "name" and (one.text, one.how) not in known]


def save_new(db: Database, entity: Entity, by: int | None, now: datetime) -> Entity:
    """Keep a new entity under a free id, or put back the same one that was withdrawn. Gives it with its id."""
    taken = entity_ids(db)
    if not additions.save_entity(db, entity, by, now) and not additions.put_back(db, entity.id, entity.kind):
        entity = replace(entity, id=additions.free_slug(entity.id, set(taken)))
        additions.save_entity(db, entity, by, now)
    additions.save_spellings(db, entity.id, entity.spellings, by, now)
    return entity


def queue(db: Database, slug: str, spellings: Iterable[Spelling], by: int | None, now: datetime) -> int | None:
    """Queue the past stories that hold one of some spellings. Gives that row's id, or None where none can."""
    texts = [spelling.text for spelling in spellings if spelling.use != "typed"]
    return retags.queue(db, slug, texts, by, now) if texts else None


def owners_of(names: Names, spelling: Spelling) -> tuple[Entity, ...]:
    """Give whom a spelling names already, wherever it would count."""
    found: dict[str, Entity] = {}
    if spelling.use != "text":
        match = names.resolve(spelling.text)
        if match.entity and match.via not in _LOOSE:
            found[match.entity.id] = match.entity
        elif match.outcome == "ambiguous" and match.via not in _LOOSE_QUESTIONS:
            found |= {entity.id: entity for entity in match.suggestions}
    if spelling.use != "typed":
        kept = fold(spelling.text).kept
        for pattern in names.patterns_of(spelling.text):
            meets = pattern.cased is None or not spelling.case_sensitive or pattern.cased == kept
            if meets and (entity := names.entity(pattern.entity_id)):
                found[entity.id] = entity
    return tuple(found.values())


def judge(names: Names, entity: Entity, spelling: Spelling, field: Field) -> Refusal | None:
    """Say why an entity cannot have a spelling: it is not fit for one, or somebody else has it. None where it can."""
    fault = fault_of(spelling.text, entity.kind, spelling.use, is_cased=spelling.case_sensitive)
    if fault not in ("long", "unspoken"):
        others = tuple(owner for owner in owners_of(names, spelling) if owner.id != entity.id)
        if others:
            return Refusal(field, "taken", spelling.text, others)
    return Refusal(field, fault, spelling.text) if fault else None


def _as_entity(new: NewName) -> Entity:
    """Read a new name as the catalogue reads its tables."""
    texts = [text for text in (new.en, new.zh, *new.spellings) if text]
    table = {
        "id": slug_of(new.en or new.zh or ""),
        "en": new.en,
        "zh": new.zh,
        "aliases": list(new.spellings),
        "phrases": list(new.phrases),
        "typed": texts if new.use == "typed" else [],
        "text": texts if new.use == "text" else [],
        "cased": texts if new.is_cased else [],
    }
    return read_entity(new.kind, table)


def _field_of(new: NewName, spelling: Spelling) -> Field:
    if spelling.how == "phrase":
        return "phrases"
    return "name" if spelling.text == new.en else "zh" if spelling.text == new.zh else "spellings"


def is_same(new: Spelling, other: Spelling) -> bool:
    """Tell whether a new spelling says nothing that another does not say already."""
    covers = other.use in ("both", new.use) and (not other.case_sensitive or other.text == new.text)
    return name_key(new.text) == name_key(other.text) and other.how != "ticker" and covers


def _refuse(refusals: Sequence[Refusal]) -> None:
    if refusals:
        raise NameRefusedError(*refusals)


def _listed(spellings: Iterable[Spelling]) -> str:
    return ", ".join(f"{one.text} ({one.use})" for one in spellings)
