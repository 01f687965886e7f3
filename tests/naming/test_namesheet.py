"""Names written as TOML and read back: the catalogue's own shape, both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.catalogue import read_catalogue
from store.entities import all_entities
from store.model import Entity
from store.namesheet import NameSheetError, export, import_names
from store.naming import NewName, add_spelling
from tests.naming.conftest import NOW, Desk

HOSTILE = 'x" ]\\ \n[[company]] \x7f'


def fill(desk: Desk) -> None:
    """Add a bit of everything."""
    desk.add(NewName("product", "Quorvex", "阔维克斯", ("Quor-Vex", 'The "Q"')))
    desk.add(NewName("company", "Harvest", is_cased=True))
    desk.add(NewName("company", "Bounty", use="typed"))
    desk.add(NewName("topic", "Ports", phrases=("harbour", "码头")))
    desk.alias("acme", HOSTILE)
    add_spelling(desk.store, desk.names, "scale-ai", "Scale", use="text", is_cased=True, by=None, now=NOW)


def known(desk: Desk) -> dict[str, Entity]:
    return {entity.id: entity for entity in all_entities(desk.store.db)}


def same(one: Entity, other: Entity) -> bool:
    plain = (one.id, one.kind, one.name_en, one.name_zh) == (other.id, other.kind, other.name_en, other.name_zh)
    return plain and set(one.spellings) == set(other.spellings) and set(one.relations) == set(other.relations)


def test_what_a_team_added_goes_to_another_desk(desk: Desk, tmp_path: Path) -> None:
    """Exported and imported, every name and spelling is the same there, and imported again nothing is added."""
    fill(desk)
    sheet = export(desk.store)
    assert "Bo Stone" not in sheet
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    taken = import_names(other.store, other.names, sheet, by=None, now=NOW)
    assert (taken.entities, taken.refused) == (4, [])
    mine, theirs = known(desk), known(other)
    assert set(mine) == set(theirs)
    assert [slug for slug in mine if not same(mine[slug], theirs[slug])] == []
    assert export(other.store) == sheet
    again = import_names(other.store, other.names, sheet, by=None, now=NOW)
    assert (again.entities, again.spellings, again.refused) == (0, 0, [])
    other.store.close()


def test_everything_is_a_catalogue(desk: Desk, tmp_path: Path) -> None:
    """All names, shared ones too, are read back as a catalogue of the same names."""
    fill(desk)
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "all.toml").write_text(export(desk.store, everything=True), encoding="utf-8")
    read = {entity.id: entity for entity in read_catalogue(folder).entities}
    mine = known(desk)
    assert set(read) == set(mine)
    assert [slug for slug in mine if not same(mine[slug], read[slug])] == []


def test_the_shipped_catalogue_is_written_as_it_is_read(desk: Desk, tmp_path: Path) -> None:
    """Every entity of the bundled catalogue survives being exported."""
    from store.entities import load_catalogue

    load_catalogue(desk.store, NOW)
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "all.toml").write_text(export(desk.store, everything=True), encoding="utf-8")
    read = {entity.id: entity for entity in read_catalogue(folder).entities}
    assert [entity.id for entity in all_entities(desk.store.db) if not same(entity, read[entity.id])] == []


def test_a_sheet_keeps_what_is_fit_and_says_what_is_not(desk: Desk) -> None:
    """A spelling that is taken, by what is known or by the sheet itself, is refused; the rest is kept."""
    taken = import_names(
        desk.store,
        desk.names,
        """
        [[company]]
        id = "acme"
        en = "Acme"
        aliases = ["Acme Labs", "Acme Robotics", "Ada Stone"]
        [[product]]
        id = "quorvex"
        en = "Quorvex"
        aliases = ["market", "QVX"]
        made_by = ["acme", "nobody"]
        [[product]]
        id = "qvx"
        en = "QVX"
        [[company]]
        id = "chips"
        en = "Chips"
        """,
        by=None,
        now=NOW,
    )
    assert (taken.entities, taken.spellings, taken.known) == (1, 3, 2)
    assert [(what, refusal.reason) for what, refusal in taken.refused] == [
        ("Acme", "taken"), ("Chips", "taken"), ("Quorvex", "ordinary"), ("QVX", "taken"), ("Quorvex", "relation"),
    ]  # fmt: skip
    assert [desk.who(text) for text in ("acme robotics", "qvx", "chips")] == ["acme", "quorvex", "chips"]
    entity = desk.names.entity("quorvex")
    assert entity
    assert entity.relations == (("made_by", "acme"),)
    assert desk.audit() == [("names.import", "1 names, 3 spellings: acme, quorvex")]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("[[company]\n", "no TOML"),
        ("company = 3", "two brackets"),
        ("[company]\nid = 'x'", "two brackets"),
        ("[[companies]]\nid = 'x'", "not 'companies'"),
        ("[[company]]\nid = 'x'\nen = 3", "no text"),
        ("[[company]]\nid = 'x'\nen = 'X'\naliases = 'y'", "no list"),
        ("[[company]]\nid = 'x'\nen = 'X'\naliases = ['y', 3]", "no list"),
        ("[[company]]\nid = 'x y'\nen = 'X'", "ids are"),
        ("[[company]]\nid = 'x'", "has no name"),
        ("[[company]]\nid = 'x'\nen = 'X'\nceo = 'y'", "means nothing"),
    ],
)
def test_a_sheet_that_cannot_be_read_changes_nothing(desk: Desk, sheet: str, words: str) -> None:
    """It is told in a sentence where it is wrong."""
    with pytest.raises(NameSheetError, match=words) as refused:
        import_names(desk.store, desk.names, sheet, by=None, now=NOW)
    assert str(refused.value).endswith(".")
    assert export(desk.store) == ""
