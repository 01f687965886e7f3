"""A store with a small catalogue and a few stories, in an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.db import Store
from store.entities import load_catalogue
from store.intake import take_in
from store.model import Mention
from store.names import Names
from store.naming import Change, NewName, add_name, add_spelling
from store.people import Person, note_person, person
from store.retags import Retag
from store.tagging import tag_batch

NOW = datetime(2026, 6, 8, 6, 0, tzinfo=UTC)

CATALOGUE = """
[[company]]
id = "acme"
en = "Acme"
zh = "艾可米"
aliases = ["Acme Labs"]
typed = ["the coyote"]
tickers = ["ACM"]

[[company]]
id = "scale-ai"
en = "Scale AI"
typed = ["scale"]

[[person]]
id = "ada-stone"
en = "Ada Stone"
zh = "石爱达"

[[person]]
id = "bo-stone"
en = "Bo Stone"

[[topic]]
id = "chips"
en = "Chips"
zh = "芯片"
phrases = ["wafer"]

[[shared]]
text = "Stone"
entities = ["ada-stone", "bo-stone"]
"""

ISSUE = """Quay Letter, number {number}

June {day}, 2026

Ports
Quorvex Opens a Second Yard · June {day} · Reuters
→ The yard belongs to Quorvex and to Acme Labs.
Crane Maker Sells Its Tugs · June {day} · Bloomberg
→ They say the buyer, Terafab Harbour, pays in wafers.
泰山智造完成融资 · 6月{day}日 · 路透社
→ 泰山智造将扩建码头，艾可米参与。
"""


class Desk:
    """A store, its names, and a member of the team."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "tidings.db")
        self.load(CATALOGUE)
        self.names = Names(self.store)
        with self.store.transaction() as db:
            self.member = note_person(db, "T1", "U1", "Mia", "en-US", "UTC", False, False, NOW)
            self.other = note_person(db, "T1", "U2", "Olga", "en-US", "UTC", False, False, NOW)
            self.editor = note_person(db, "T1", "U3", "Eda", "en-US", "UTC", False, True, NOW)

    def load(self, catalogue: str) -> None:
        """Put a catalogue in place of the last."""
        folder = self.folder / "catalogue"
        folder.mkdir(exist_ok=True)
        (folder / "names.toml").write_text(catalogue, encoding="utf-8")
        load_catalogue(self.store, NOW, folder)

    def take_in(self, issues: int = 1) -> None:
        """Take in issues that tell of the same."""
        for number in range(1, issues + 1):
            take_in(self.store, self.names, ISSUE.format(number=number, day=number), now=NOW)

    def add(self, new: NewName, by: int | None = None) -> Change:
        """Add a name."""
        return add_name(self.store, self.names, new, by=by, now=NOW)

    def alias(self, slug: str, text: str, by: int | None = None) -> Change:
        """Add a spelling that counts everywhere."""
        return add_spelling(self.store, self.names, slug, text, by=by, now=NOW)

    def tag(self) -> list[Retag]:
        """Look through all past stories that wait for it, and give how each batch left things."""
        return list(iter(lambda: tag_batch(self.store, self.names, NOW), None))

    def who(self, text: str) -> str | None:
        """Give the id of whom a typed text means for sure."""
        match = self.names.resolve(text)
        return match.entity.id if match.entity else None

    def mentioned(self, slug: str) -> list[str]:
        """Give the words by which stories mention an entity."""
        rows = self.store.db.execute(
            """
            SELECT m.words FROM mentions m JOIN entities e ON e.id = m.entity_id WHERE e.slug = :slug
            ORDER BY m.story_id
            """,
            {"slug": slug},
        )
        return [words for (words,) in rows]

    def found(self, text: str) -> list[Mention]:
        """Find the mentions in a text."""
        return self.names.mentions_in(text)

    def audit(self) -> list[tuple[str, str]]:
        """Give what was written down: the action and what it was about."""
        return self.store.db.execute("SELECT action, what FROM audit ORDER BY id").fetchall()

    def person(self, slack_id: str) -> Person:
        """Give a person of the team."""
        found = person(self.store.db, "T1", slack_id)
        assert found
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A small desk."""
    desk = Desk(tmp_path)
    yield desk
    desk.store.close()
