"""Names in the database: loading the catalogue again and again, what a team added, and who sees a change."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.catalogue import CatalogueError, read_catalogue
from store.db import Store
from store.entities import all_entities, entity_ids, load_catalogue, names_version, note_change
from store.names import Names, as_json
from tests.names.conftest import Write

NOW = datetime(2026, 4, 15, 6, 30, tzinfo=UTC)
ACME = '[[company]]\nid = "acme"\nen = "Acme"\nzh = "艾可米"\naliases = ["Acme Labs"]\n'
ANVIL = '[[product]]\nid = "anvil"\nen = "Anvil"\nmade_by = "acme"\n'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    store = Store(tmp_path / "tidings.db")
    yield store
    store.close()


def add_alias(store: Store, slug: str, text: str) -> None:
    """Add a spelling as a team does."""
    with store.transaction() as db:
        db.execute(
            "INSERT INTO aliases (entity_id, text, how, origin, added_at)"
            " SELECT id, :text, 'alias', 'team', '2026-04-15T00:00:00Z' FROM entities WHERE slug = :slug",
            {"slug": slug, "text": text},
        )
        note_change(db)


def test_the_shipped_catalogue_comes_back_as_it_was_read(store: Store) -> None:
    """Every entity, spelling and relation survives the database."""
    load_catalogue(store, NOW)
    stored = {entity.id: entity for entity in all_entities(store.db)}
    read = read_catalogue().entities
    assert set(stored) == {entity.id for entity in read}
    for entity in read:
        twin = stored[entity.id]
        assert (twin.kind, twin.name_en, twin.name_zh) == (entity.kind, entity.name_en, entity.name_zh)
        assert set(twin.spellings) == set(entity.spellings)
        assert set(twin.relations) == set(entity.relations)


def test_loading_twice_changes_nothing(store: Store, write: Write) -> None:
    """The second load finds the same files, and a load of files that say the same changes no row."""
    folder = write(a=ACME, b=ANVIL)
    assert load_catalogue(store, NOW, folder) > 0
    version = names_version(store.db)
    assert load_catalogue(store, NOW, folder) == 0
    (folder / "a.toml").write_text(f"# a comment\n{ACME}", encoding="utf-8")
    assert load_catalogue(store, NOW, folder) == 0
    assert names_version(store.db) == version


def test_a_change_is_brought_in_and_what_is_gone_is_removed(store: Store, write: Write) -> None:
    """An alias that is gone is deleted, an entity that is gone is marked, and one that is back is back."""
    load_catalogue(store, NOW, write(a=ACME, b=ANVIL))
    version = names_version(store.db)
    changed = ACME.replace("Acme Labs", "Acme Works")
    load_catalogue(store, NOW, write(a=changed, b=""))
    (acme,) = all_entities(store.db)
    assert "Acme Labs" not in {spelling.text for spelling in acme.spellings}
    assert names_version(store.db) == version + 1
    assert set(entity_ids(store.db)) == {"acme", "anvil"}
    load_catalogue(store, NOW, write(a=ACME, b=ANVIL))
    assert [entity.relations for entity in all_entities(store.db)] == [(), (("made_by", "acme"),)]


def test_what_a_team_added_stays(store: Store, write: Write) -> None:
    """A team's spelling outlives a new catalogue, even one that drops the entity's own."""
    load_catalogue(store, NOW, write(a=ACME))
    add_alias(store, "acme", "the coyote's shop")
    load_catalogue(store, NOW, write(a=ACME.replace('aliases = ["Acme Labs"]', "")))
    (acme,) = all_entities(store.db)
    assert "the coyote's shop" in {spelling.text for spelling in acme.spellings}


def test_a_contradiction_saves_nothing(store: Store, write: Write) -> None:
    """A catalogue that is refused leaves the stored names as they were."""
    load_catalogue(store, NOW, write(a=ACME))
    with pytest.raises(CatalogueError):
        load_catalogue(store, NOW, write(b=ANVIL.replace("acme", "ghost")))
    assert [entity.id for entity in all_entities(store.db)] == ["acme"]


def test_names_know_a_change_at_once(store: Store, write: Write) -> None:
    """A spelling that is added counts for the next question and the next text."""
    load_catalogue(store, NOW, write(a=ACME))
    names = Names(store)
    assert names.resolve("roadrunner").outcome == "none"
    add_alias(store, "acme", "roadrunner")
    found = names.resolve("roadrunner")
    assert (found.outcome, found.entity and found.entity.id) == ("match", "acme")
    assert [mention.entity_id for mention in names.mentions_in("A Roadrunner ran")] == ["acme"]


def test_a_team_spelling_of_another_entity_asks(store: Store, write: Write) -> None:
    """A spelling that a team gave to a second entity is ambiguous, never a guess."""
    load_catalogue(store, NOW, write(a=ACME, b=ANVIL))
    add_alias(store, "anvil", "Acme")
    assert Names(store).resolve("acme").outcome == "ambiguous"


def test_entities_are_found_by_id(store: Store, write: Write) -> None:
    """An unknown id gives None."""
    load_catalogue(store, NOW, write(a=ACME))
    names = Names(store)
    acme = names.entity("acme")
    assert acme
    assert names.entities() == (acme,)
    assert names.entity("ghost") is None


def test_names_are_shared_between_threads(store: Store, write: Write) -> None:
    """Many threads that ask while names change all get an answer."""
    load_catalogue(store, NOW, write(a=ACME))
    names = Names(store)
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(names.resolve, "acme") for _ in range(100)]
        for number in range(5):
            add_alias(store, "acme", f"acme number {number}")
        answers += [pool.submit(names.resolve, "acme number 4") for _ in range(100)]
        assert {answer.result().outcome for answer in answers} == {"match"}


def test_the_who_document_has_the_keys_of_its_contract(store: Store, write: Write) -> None:
    """A match, a question and a longer text are written with the same keys."""
    load_catalogue(store, NOW, write(a=ACME))
    names = Names(store)
    acme = {"id": "acme", "kind": "company", "name": "Acme", "names": {"en": "Acme", "zh": "艾可米"}}
    part = {
        "query": "acme",
        "outcome": "match",
        "entity": acme,
        "via": "name",
        "matched": "Acme",
        "suggestions": [],
        "parts": [],
        "rest": "",
    }
    assert as_json(names.resolve("acme")) == part
    assert as_json(names.resolve("acme rockets")) == {
        "query": "acme rockets",
        "outcome": "none",
        "entity": None,
        "via": None,
        "matched": None,
        "suggestions": [],
        "parts": [part],
        "rest": "rockets",
    }
