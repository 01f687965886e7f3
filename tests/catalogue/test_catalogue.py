"""The bundled catalogue contradicts itself nowhere and knows the field in both languages.

What the reader itself refuses (ids, fields, unknown targets, a spelling of two entities) is not checked twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pytest

from store.catalogue import read_catalogue
from store.match import NameIndex, build_index, match
from store.mentions import Finder, build_finder
from store.model import Entity
from store.text import has_chinese

FLOORS = {"company": 600, "person": 300, "product": 400, "topic": 120}
RELATIONS = {
    ("company", "owned_by"): {"company"},
    ("person", "works_at"): {"company"},
    ("product", "made_by"): {"company"},
    ("product", "broader"): {"product", "topic"},
    ("topic", "broader"): {"topic"},
}


@cache
def entities() -> tuple[Entity, ...]:
    """Read the catalogue, which fails where it contradicts itself."""
    return read_catalogue().entities


@cache
def index() -> NameIndex:
    """Index the names for typed text."""
    return build_index(entities(), read_catalogue().blockers)


@cache
def finder() -> Finder:
    """Ready the names for running text."""
    return build_finder(entities(), read_catalogue().blockers)


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_each_kind_is_well_covered(kind: str, floor: int) -> None:
    """No kind falls below what the field needs."""
    assert sum(entity.kind == kind for entity in entities()) >= floor


def test_most_companies_have_a_chinese_name() -> None:
    """Three companies in five have a name to show Chinese readers; the rest are written in Latin there too."""
    companies = [entity for entity in entities() if entity.kind == "company"]
    assert sum(bool(company.name_zh) for company in companies) >= 0.6 * len(companies)


def test_names_are_in_their_language() -> None:
    """No English name holds Chinese."""
    assert [entity.id for entity in entities() if has_chinese(entity.name_en or "")] == []


def test_spellings_are_clean() -> None:
    """No spelling is empty or padded; pinyin is letters, a ticker capitals and digits."""
    shapes = defaultdict(lambda: r"\S(?:.*\S)?", pinyin=r"[a-z0-9]+", ticker=r"[A-Z0-9.]+")
    spellings = [(entity.id, spelling) for entity in entities() for spelling in entity.spellings]
    assert [(slug, one.text) for slug, one in spellings if not re.fullmatch(shapes[one.how], one.text)] == []


def test_only_topics_have_phrases() -> None:
    """Phrases show a topic; an entity with a name of its own is found by its spellings."""
    with_phrases = {entity.kind for entity in entities() for spelling in entity.spellings if spelling.how == "phrase"}
    assert with_phrases == {"topic"}


def test_relations_lead_to_entities_of_the_right_kind() -> None:
    """A person works at a company, a product is made by one and may be of a topic, and nothing is part of itself."""
    kinds = {entity.id: entity.kind for entity in entities()}
    wrong = [
        (entity.id, relation, other)
        for entity in entities()
        for relation, other in entity.relations
        if other == entity.id or kinds[other] not in RELATIONS.get((entity.kind, relation), set())
    ]
    assert wrong == []


@pytest.mark.parametrize("relation", ["owned_by", "broader"])
def test_relations_run_in_no_circle(relation: str) -> None:
    """Going from owner to owner, or from topic to broader topic, comes to an end."""
    above = {entity.id: {other for name, other in entity.relations if name == relation} for entity in entities()}
    for slug in above:
        seen: set[str] = set()
        waiting = above[slug]
        while waiting:
            seen |= waiting
            waiting = {other for middle in waiting for other in above[middle]} - seen
        assert slug not in seen


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("open ai", "openai"),
        ("antropic", "anthropic"),
        ("deep seek", "deepseek"),
        ("chat gpt", "chatgpt"),
        ("英伟达", "nvidia"),
        ("輝達", "nvidia"),
        ("yingweida", "nvidia"),
        ("NVDA", "nvidia"),
        ("$TSLA", "tesla"),
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
        ("stability", "stability-ai"),
        ("layoffs", "layoffs"),
        ("出口管制", "export-controls"),
        ("智能体", "agents"),
    ],
)
def test_what_people_type_is_known(typed: str, slug: str) -> None:
    """Common spellings of both scripts lead to one entity."""
    found = match(index(), typed)
    assert found.entity is not None
    assert found.entity.id == slug


@pytest.mark.parametrize("typed", ["Amodei", "阿莫迪", "copilot", "红杉", "Patel"])
def test_a_shared_name_asks(typed: str) -> None:
    """A name of several entities is a question, never a guess."""
    found = match(index(), typed)
    assert found.outcome == "ambiguous"
    assert len(found.suggestions) > 1


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Meta will meta-analyse what Apple sells", {"meta", "apple"}),
        ("an apple a day, and a wiz with a cursor and a llama", set()),
        ("Prices scale together; the character has stability and a strong arm.", set()),
        ("To scale AI is to bring together AI and people.", set()),
        ("Wiz joins Google Cloud", {"wiz", "google-cloud"}),
        ("核心能力与核心能源", {"energy"}),
        ("阿里和字节跳动都在用昇腾", {"alibaba", "bytedance", "ascend", "huawei"}),
        ("Claude Code leaked, says The Guardian", {"claude-code", "the-guardian", "anthropic"}),
        ("OpenAI非营利机构与Musk的诉讼", {"openai", "elon-musk", "lawsuits"}),
        ("苹果树下,苹果树立新标杆", {"apple"}),
        ("高通胀时期的智能体验与金融资产,其中美国城市值得关注", set()),
        ("阿里山与三星堆,北京东城区可灵活安排", set()),
        ("Foundry raises $1.3B in a Series A", {"funding"}),
    ],
)
def test_what_a_text_names_is_found(text: str, slugs: set[str]) -> None:
    """Ordinary words name nobody; names do, and products imply who makes them."""
    assert {mention.entity_id for mention in finder().find(text)} == slugs
