"""How the catalogue's files are read, and what they may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.catalogue import Catalogue, CatalogueError, fingerprint, read_blockers, read_catalogue
from store.match import build_index, match
from store.model import Spelling
from tests.names.conftest import Write

ACME = """
[[company]]
id = "acme"
en = "Acme"
zh = "艾可米"
aliases = ["Acme Labs", "艾可"]
former = ["Ajax"]
typed = ["the anvil people"]
text = ["Acme Corp's"]
cased = ["ACM"]
tickers = ["ACME"]
pinyin = ["aikemi"]

[[product]]
id = "anvil"
en = "Anvil"
made_by = "acme"
"""


def spelled(catalogue: Catalogue, slug: str) -> dict[str, Spelling]:
    """Give an entity's spellings by their text."""
    (entity,) = (entity for entity in catalogue.entities if entity.id == slug)
    return {f"{spelling.how}:{spelling.text}": spelling for spelling in entity.spellings}


def test_each_field_becomes_spellings_of_its_kind(write: Write) -> None:
    """Names, aliases, former names, tickers and pinyin keep what they are and where they count."""
    acme = spelled(read_catalogue(write(a=ACME)), "acme")
    assert acme == {
        "name:Acme": Spelling("Acme", "name"),
        "name:艾可米": Spelling("艾可米", "name"),
        "former:Ajax": Spelling("Ajax", "former"),
        "alias:Acme Labs": Spelling("Acme Labs", "alias"),
        "short:艾可": Spelling("艾可", "short"),
        "alias:the anvil people": Spelling("the anvil people", "alias", "typed"),
        "alias:Acme Corp's": Spelling("Acme Corp's", "alias", "text"),
        "short:ACM": Spelling("ACM", "short", "both", True),
        "ticker:ACME": Spelling("ACME", "ticker", "typed"),
        "pinyin:aikemi": Spelling("aikemi", "pinyin", "typed"),
    }


def test_a_name_may_be_for_typing_or_for_one_case(write: Write) -> None:
    """A name listed in `typed` or `cased` takes that use."""
    folder = write(a='[[topic]]\nid = "chips"\nen = "Chips"\nzh = "Chips"\ntyped = ["Chips"]\nphrases = ["GPU"]')
    assert spelled(read_catalogue(folder), "chips") == {
        "name:Chips": Spelling("Chips", "name", "typed"),
        "phrase:GPU": Spelling("GPU", "phrase", "text"),
    }


def test_a_shared_spelling_belongs_to_all_and_asks(write: Write) -> None:
    """Typed, it is ambiguous, unless one of them is of the kind that is preferred."""
    shared = '[[shared]]\ntext = "Big A"\nentities = ["acme", "anvil"]'
    catalogue = read_catalogue(write(a=ACME, shared=shared))
    index = build_index(catalogue.entities)
    assert match(index, "big a").outcome == "ambiguous"
    preferred = match(index, "big a", "company")
    assert (preferred.outcome, preferred.entity and preferred.entity.id) == ("match", "acme")
    ordered = match(index, "big a", "topic").suggestions
    assert {entity.id for entity in ordered} == {"acme", "anvil"}


def test_blockers_are_read_with_their_exceptions(write: Write) -> None:
    """An exception belongs to the blocker that begins it."""
    folder = write(blockers='[[blocker]]\ntexts = ["苹果树", "苹果汁"]\nunless = ["苹果树立"]')
    assert [(one.text, one.unless) for one in read_blockers(folder)] == [("苹果树", ("苹果树立",)), ("苹果汁", ())]
    assert read_catalogue(folder).blockers == read_blockers(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[company]]\nid = "acme"\nen = "Other"', ["two entities", "acme"]),
        ('[[company]]\nid = "Big Acme"\nen = "B"', ["Big Acme", "lower-case"]),
        ('[[company]]\nid = "b"', ["b has no name"]),
        ('[[company]]\nid = "b"\nen = "Bee"\nnick = ["x"]', ["b", "nick"]),
        ('[[person]]\nid = "b"\nen = "Bee"\nworks_at = "ghost"', ["b", "works_at", "ghost"]),
        ('[[company]]\nid = "b"\nen = "Bee"\naliases = ["acme-labs"]', ["acme", "b", "shared.toml"]),
        ('[[company]]\nid = "b"\nen = "Bee"\naliases = ["艾可米"]', ["acme", "b", "艾可米"]),
        ('[[company]]\nid = "b"\nen = "Bee"\ntickers = ["ACME"]', ["acme", "b", "ACME"]),
        ('[[topic]]\nid = "b"\nen = "Bee"\nphrases = ["Acme Corp\'s"]', ["in text", "acme", "b"]),
        ('[[shared]]\ntext = "x"\nentities = ["acme", "ghost"]', ["x", "ghost"]),
    ],
)
def test_a_contradiction_is_refused_by_name(write: Write, text: str, words: list[str]) -> None:
    """The error names what contradicts what."""
    with pytest.raises(CatalogueError) as error:
        read_catalogue(write(a=ACME, b=text))
    assert all(word in str(error.value) for word in words)


def test_cases_of_one_word_may_name_two(write: Write) -> None:
    """In text, ACM and Acm are different spellings; typed, they would need to be shared."""
    other = '[[company]]\nid = "b"\nen = "Bee"\ncased = ["Acm"]'
    shared = '[[shared]]\ntext = "acm"\nentities = ["acme", "b"]'
    catalogue = read_catalogue(write(a=ACME, b=other, shared=shared))
    assert len(catalogue.entities) == 3


def test_the_fingerprint_changes_with_the_files(write: Write) -> None:
    """Equal files give an equal fingerprint, a changed file another."""
    folder = write(a=ACME)
    before = fingerprint(folder)
    assert before == fingerprint(folder)
    (Path(folder) / "a.toml").write_text(ACME.replace("Ajax", "Ajaxx"), encoding="utf-8")
    assert fingerprint(folder) != before
