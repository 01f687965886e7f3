"""PDFs: lines from a child process that may fail in its own ways, each with its sentence."""

from __future__ import annotations

import pytest

from store.errors import UnreadableDocumentError
from store.model import Issue
from store.parse.documents import read_document
from store.parse.pdf import read_pdf
from tests.formats.pages import ENCRYPTED, HEADLINES, NEXT_ROWS, PAGE_ROWS, pdf


def test_a_newsletter_is_split_by_the_size_of_its_letters() -> None:
    """Headings, hyphenated words, running heads and page breaks are seen through."""
    issue = read_document(pdf(PAGE_ROWS, NEXT_ROWS, head="Quay Weekly, page"))
    assert isinstance(issue, Issue)
    assert issue.title == "Quay Weekly 12"
    assert [(item.section, item.headline) for item in issue.items] == [("Chips", headline) for headline in HEADLINES]
    told = "Suppliers were told to plan for two years of growth, in an unprecedented step."
    assert issue.items[0].summary == f"{told} The orders are worth $12 billion."
    assert "page" not in issue.text


BOMB = b"BT /F1 11 Tf 60 700 Td " + b"(Quay opens a plant) Tj " * 4_000_000 + b"ET"


@pytest.mark.parametrize(
    ("data", "limits", "words"),
    [
        (ENCRYPTED, {}, "password"),
        (pdf(PAGE_ROWS)[:300], {}, "damaged"),
        (b"%PDF-1.7 and nothing more", {}, "damaged"),
        (pdf([]), {}, "no text"),
        (pdf(PAGE_ROWS), {"seconds": 0}, "longer than"),
        (pdf([(1, 1, "")], content=BOMB), {"megabytes": 150, "seconds": 10}, "save it as text"),
    ],
    ids=["encrypted", "torn", "only its sign", "scanned", "too slow", "a bomb"],
)
def test_each_refusal_has_its_sentence(data: bytes, limits: dict[str, int], words: str) -> None:
    """What cannot be read says why, and what to do."""
    with pytest.raises(UnreadableDocumentError) as refused:
        read_pdf(data, **limits)
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")
