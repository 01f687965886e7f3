"""A mail's text part has lost its markup; what is left of it tells the same stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model import Issue
from store.parse.documents import read_document
from tests.formats.text_mails import MAILS

FOLDER = Path(__file__).parent / "mails"
"""One issue as the text part of a mail, in the manners of mailers and of the programs that forward their mails."""
TOLD = [
    ("Quay doubles its orders for packaging", "https://quay.example/orders"),
    ("Marl wins three ministries in one week", "https://marl.example/three"),
    ("Tern closes its office in Ohio", "https://tern.example/ohio"),
]


def read(text: str) -> list[tuple[str, str | None]]:
    """Give headline and link of each story in a text."""
    issue = read_document(text.encode(), name="mail.txt")
    assert isinstance(issue, Issue)
    return [(item.headline, item.url) for item in issue.items if item.kind != "summary"]


@pytest.mark.parametrize("name", MAILS)
def test_a_text_part_gives_the_stories_of_its_mail(name: str) -> None:
    """Footnotes, rules, quotations, run-in heads and pictographs stand for links, headings and bold words."""
    text, told = MAILS[name]
    assert read(text) == told


@pytest.mark.parametrize("manner", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_manner_of_writing_a_text_part_gives_the_same_stories(manner: Path) -> None:
    """What mailers put around headlines, and what forwards and footers add, changes no story."""
    assert read(manner.read_text("utf-8")) == TOLD


def test_what_somebody_wrote_in_the_news_is_no_reply() -> None:
    """A line that says who wrote what follows cuts nothing off, unless it tells the time as programs do."""
    text = "\n\n".join(
        [
            "Tern asks for patience",
            "The company has closed its office in Ohio and sixty engineers wait for news of their own desks.",
            "On Tuesday 5 May 2026, Ida Quill wrote:",
            "We will tell each of you by the end of the month where you are to sit, and with whom. " * 6,
        ]
    )
    assert [headline for headline, _ in read(text)] == ["Tern asks for patience"]


def test_an_essay_with_short_sentences_has_no_run_in_heads() -> None:
    """Prose that opens a paragraph or two with a word stays one story."""
    essay = "\n\n".join(
        [
            "On waiting",
            "Patience. It is what the harbour taught me, long before I knew that there was a word for it.",
            "The boats came when they came, and those who asked when were told to ask the water instead.",
            "Maybe. But I have seen men wait for a whole winter on the wrong pier, and nobody told them.",
            "In the end we all went home, and the boats came in the night, as they always had before.",
        ]
    )
    assert [headline for headline, _ in read(essay)] == ["On waiting"]
