"""Storylines of the documents that the project was created from, and of a daily in two languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import meaning
from store.intake import take_in
from store.model import Asker
from store.reasons import explain
from tests.cluster.conftest import NOW, Desk

SHARED = Path(__file__).parents[2].parent / "shared"
REFERENCE, DAILY = SHARED / "reference", SHARED / "corpus" / "insight-daily"


def take_in_files(desk: Desk, files: list[Path]) -> None:
    """Take files in, in their order."""
    for file in files:
        take_in(desk.store, desk.names, file.read_text("utf-8"), now=NOW, name=file.name)


def story(desk: Desk, language: str, *words: str) -> int:
    """Give the one full story or section of which headline and text hold some words."""
    rows = desk.store.db.execute(
        "SELECT id, headline || summary FROM stories WHERE kind IN ('story', 'analysis') AND language = :language",
        {"language": language},
    )
    found = [story for story, text in rows if all(word in text for word in words)]
    assert len(found) == 1
    return int(found[0])


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="../shared/reference is not there")
@pytest.mark.parametrize("by_meaning", [True, False])
def test_the_reference_documents(desk: Desk, monkeypatch: pytest.MonkeyPatch, by_meaning: bool) -> None:
    """The daily's section on revenue and the weekly's story are one event; two data centres of one name are not."""
    if not by_meaning:
        monkeypatch.setattr("store.meaning.is_installed", lambda: False)
    take_in_files(desk, sorted(REFERENCE.glob("*.txt")))
    section, weekly = story(desk, "zh", "ARR", "1000"), story(desk, "en", "$9B", "$30B")
    assert desk.are_joined(section, weekly)
    assert explain(desk.store, section, asker=Asker()).reasons[0].gate == "figures"
    assert not desk.are_joined(story(desk, "zh", "Stargate UK"), story(desk, "en", "Abu Dhabi", "$30B"))


@pytest.mark.skipif(not DAILY.is_dir(), reason="../shared/corpus/insight-daily is not there")
def test_a_daily_in_two_languages(desk: Desk) -> None:
    """Its items pair in their order, nearly all of them."""
    take_in_files(desk, sorted(DAILY.glob("*/*.md")))
    pairs = desk.store.db.execute(
        "SELECT s.position, o.position FROM stories s JOIN stories o ON o.id = s.translation_of"
    ).fetchall()
    assert all(ours == theirs for ours, theirs in pairs)
    assert len(pairs) >= (80 if meaning.is_installed() else 75)
