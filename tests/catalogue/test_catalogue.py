"""The bundled catalogue is well formed, says nothing twice and knows the field in both languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from store.model import ENTITY_KINDS
from store.text import has_chinese, to_simplified

CATALOGUE = Path(__file__).parents[2] / "store" / "catalogue"
FILES = {"companies": "company", "people": "person", "products": "product", "topics": "topic"}
FLOORS = {"company": 150, "person": 60, "product": 90, "topic": 50}
SPELLINGS = ("aliases", "typed", "text", "cased", "former", "tickers", "pinyin", "phrases")
RELATIONS = {
    ("company", "owned_by"): "company",
    ("person", "works_at"): "company",
    ("product", "made_by"): "company",
    ("product", "broader"): "product",
    ("topic", "broader"): "topic",
}
FIELDS = {"id", "en", "zh", *SPELLINGS, *(relation for _, relation in RELATIONS)}


@dataclass(frozen=True)
class Row:
    """One table of the catalogue, as written."""

    kind: str
    fields: dict[str, str | list[str]]

    @property
    def id(self) -> str:
        """The slug, empty where it is missing."""
        return "".join(self.fields.get("id", ""))

    def values(self, field: str) -> list[str]:
        """A field's values; a plain string is a list of one."""
        value = self.fields.get(field, [])
        return [value] if isinstance(value, str) else value

    @property
    def spellings(self) -> Iterator[str]:
        """Every way to write the entity, its names first."""
        for field in ("en", "zh", *SPELLINGS):
            yield from self.values(field)


@cache
def rows() -> tuple[Row, ...]:
    """Read every entity of the catalogue."""
    found = []
    for name in FILES:
        tables = tomllib.loads((CATALOGUE / f"{name}.toml").read_text("utf-8"))
        found += [Row(kind, fields) for kind, entities in tables.items() for fields in entities]
    return tuple(found)


@cache
def shared() -> dict[str, list[str]]:
    """Read the spellings that belong to several entities, by key."""
    tables = tomllib.loads((CATALOGUE / "shared.toml").read_text("utf-8"))
    return {key(table["text"]): table["entities"] for table in tables["shared"]}


def key(spelling: str) -> str:
    """Reduce a spelling to what people cannot be expected to tell apart when they type it."""
    folded = to_simplified(unicodedata.normalize("NFKC", spelling)).casefold()
    return "".join(character for character in folded if character.isalnum())


@pytest.mark.parametrize(("name", "kind"), FILES.items())
def test_each_file_holds_its_own_kind(name: str, kind: str) -> None:
    """A file holds tables of one kind only."""
    assert set(tomllib.loads((CATALOGUE / f"{name}.toml").read_text("utf-8"))) == {kind}
    assert kind in ENTITY_KINDS


def test_every_id_is_a_slug_of_its_own() -> None:
    """Ids are lower-case slugs and unique over all kinds."""
    ids = [row.id for row in rows()]
    assert [slug for slug in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    assert [slug for slug, times in Counter(ids).items() if times > 1] == []


def test_every_row_has_a_name_and_only_known_fields() -> None:
    """A misspelled field is caught here, not silently left out."""
    assert [row.id for row in rows() if not row.values("en") + row.values("zh")] == []
    assert [(row.id, field) for row in rows() for field in row.fields.keys() - FIELDS] == []


def test_spellings_are_clean() -> None:
    """No spelling is empty, padded, without a letter or digit, or twice in one list."""
    assert [(row.id, text) for row in rows() for text in row.spellings if not key(text) or text != text.strip()] == []
    lists = [(row.id, field, row.values(field)) for row in rows() for field in SPELLINGS]
    assert [(slug, field) for slug, field, texts in lists if len(texts) != len(set(texts))] == []


def test_a_spelling_belongs_to_one_entity() -> None:
    """What two entities share is declared in shared.toml and nowhere else."""
    owners: dict[str, set[str]] = {}
    for row in rows():
        for text in row.spellings:
            owners.setdefault(key(text), set()).add(row.id)
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}
    assert shared().keys() & owners.keys() == set()


def test_shared_spellings_name_several_known_entities() -> None:
    """A shared spelling names at least two entities, all of them in the catalogue."""
    ids = {row.id for row in rows()}
    assert {text: named for text, named in shared().items() if len(set(named)) < 2 or not set(named) <= ids} == {}


def test_relations_lead_to_entities_of_the_right_kind() -> None:
    """A person works at a company, a product is made by one, a topic is part of a topic, and nothing of itself."""
    kinds = {row.id: row.kind for row in rows()}
    wrong = []
    for row in rows():
        for relation in ("made_by", "works_at", "owned_by", "broader"):
            wanted = RELATIONS.get((row.kind, relation))
            wrong += [
                (row.id, relation, other)
                for other in row.values(relation)
                if other == row.id or kinds.get(other) != wanted
            ]
    assert wrong == []


@pytest.mark.parametrize("relation", ["owned_by", "broader"])
def test_relations_run_in_no_circle(relation: str) -> None:
    """Going from owner to owner, or from topic to broader topic, comes to an end."""
    above = {row.id: row.values(relation) for row in rows()}
    for slug in above:
        seen, waiting = set(), above[slug]
        while waiting:
            seen.update(waiting)
            waiting = [other for middle in waiting for other in above[middle] if other not in seen]
        assert slug not in seen


def test_names_are_in_their_language() -> None:
    """English names and pinyin hold no Chinese; tickers are capitals or digits."""
    assert [row.id for row in rows() for text in row.values("en") if has_chinese(text)] == []
    assert [(row.id, text) for row in rows() for text in row.values("pinyin") if not re.fullmatch("[a-z]+", text)] == []
    bad = [(row.id, text) for row in rows() for text in row.values("tickers") if not re.fullmatch("[A-Z0-9.]+", text)]
    assert bad == []


def test_only_topics_have_phrases() -> None:
    """Phrases show a topic; an entity with a name of its own is found by its spellings."""
    assert [row.id for row in rows() if row.kind != "topic" and row.values("phrases")] == []


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_each_kind_is_well_covered(kind: str, floor: int) -> None:
    """No kind falls below what the field needs."""
    assert sum(row.kind == kind for row in rows()) >= floor


def test_most_companies_have_a_chinese_name() -> None:
    """Three companies in five have a name to show Chinese readers; the rest are written in Latin there too."""
    companies = [row for row in rows() if row.kind == "company"]
    assert sum(bool(row.values("zh")) for row in companies) >= 0.6 * len(companies)


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("open ai", "openai"),
        ("deep seek", "deepseek"),
        ("chat gpt", "chatgpt"),
        ("英伟达", "nvidia"),
        ("輝達", "nvidia"),
        ("yingweida", "nvidia"),
        ("NVDA", "nvidia"),
        ("facebook", "meta"),
        ("亞馬遜", "amazon"),
        ("台積電", "tsmc"),
        ("奥特曼", "sam-altman"),
        ("阿尔特曼", "sam-altman"),
        ("馬斯克", "elon-musk"),
        ("昇腾", "ascend"),
        ("星际之门", "stargate"),
        ("五角大楼", "us-department-of-defense"),
        ("彭博社", "bloomberg"),
        ("layoffs", "layoffs"),
        ("出口管制", "export-controls"),
        ("智能体", "agents"),
    ],
)
def test_what_people_type_is_there(spelling: str, slug: str) -> None:
    """Common spellings of both scripts lead to one entity."""
    assert [row.id for row in rows() if key(spelling) in map(key, row.spellings)] == [slug]
