"""A new edition of the catalogue, after a team has added names of its own."""

from __future__ import annotations

from store.additions import list_additions
from store.naming import NewName
from tests.naming.conftest import CATALOGUE, Desk

ADOPTED = '\n[[product]]\nid = "quorvex"\nen = "Quorvex"\nzh = "阔威"\naliases = ["QVX"]\nmade_by = "acme"\n'


def test_what_a_team_added_outlives_every_edition(desk: Desk) -> None:
    """Names and spellings stay, also of an entity that the catalogue drops and brings again."""
    desk.add(NewName("company", "Quorvex", "阔维克斯"))
    desk.alias("ada-stone", "Lady Stone")
    desk.load(CATALOGUE.replace("Acme Labs", "Acme Works"))
    assert [desk.who(text) for text in ("quorvex", "阔维克斯", "kuoweikesi", "lady stone", "acme works")] == [
        "quorvex", "quorvex", "quorvex", "ada-stone", "acme",
    ]  # fmt: skip
    desk.load('[[company]]\nid = "acme"\nen = "Acme"\n')
    assert [desk.who(text) for text in ("quorvex", "lady stone")] == ["quorvex", None]
    desk.load(CATALOGUE)
    assert desk.who("lady stone") == "ada-stone"


def test_a_name_that_the_catalogue_brings_later_is_the_same_name(desk: Desk) -> None:
    """Same kind, same id: the catalogue's spellings join the team's, whose own names stay, and so do its mentions."""
    desk.add(NewName("product", "Quorvex", "阔维克斯"))
    desk.take_in()
    desk.load(CATALOGUE + ADOPTED)
    entity = desk.names.entity("quorvex")
    assert entity
    assert (entity.name_zh, entity.relations) == ("阔维克斯", (("made_by", "acme"),))
    assert {desk.who(text) for text in ("quorvex", "qvx", "阔维克斯", "阔威")} == {"quorvex"}
    assert desk.mentioned("quorvex") == ["Quorvex"]
    desk.load(CATALOGUE)
    assert [desk.who(text) for text in ("quorvex", "qvx")] == ["quorvex", None]


def test_it_takes_the_catalogues_id_where_a_name_is_the_same(desk: Desk) -> None:
    """The team knew only its Chinese name, so its id was another."""
    desk.add(NewName("product", "阔威"))
    desk.load(CATALOGUE + ADOPTED)
    assert {desk.who(text) for text in ("quorvex", "阔威", "kuowei")} == {"quorvex"}
    assert [one.slug for one in list_additions(desk.store.db)] == ["quorvex"]


def test_another_kind_under_the_same_id_is_something_else(desk: Desk) -> None:
    """Both stay, under ids of their own; the name that they share asks."""
    desk.add(NewName("company", "Quorvex", spellings=("Quorvex Shipping",)))
    desk.load(CATALOGUE + ADOPTED)
    match = desk.names.resolve("quorvex")
    assert match.outcome == "ambiguous"
    assert {(entity.id, entity.kind) for entity in match.suggestions} == {
        ("quorvex", "product"), ("quorvex-2", "company"),
    }  # fmt: skip
    assert desk.who("quorvex shipping") == "quorvex-2"
    assert desk.who("qvx") == "quorvex"


def test_loading_the_same_again_changes_nothing(desk: Desk) -> None:
    """However often it starts."""
    desk.add(NewName("company", "Quorvex"))
    for _ in range(3):
        desk.load(CATALOGUE + ADOPTED)
        desk.load(CATALOGUE + ADOPTED + "# again\n")
    assert {entity.id for entity in desk.names.entities() if "quorvex" in entity.id} == {"quorvex", "quorvex-2"}
