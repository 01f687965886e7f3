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


SET_IN = [
    (60, 740, 24, "Quay Weekly 12"),
    (60, 700, 11, "Three things happened in the harbour while the town was looking at the sky, and they are told"),
    (60, 686, 11, "here in the order in which the harbour master wrote them down for us, with a pencil and by hand."),
    (80, 650, 11, "Quay doubles its orders for packaging: suppliers were told to plan for two years of growth"),
    (80, 636, 11, "and more."),
    (80, 622, 11, "Marl wins three ministries in one week: the contracts run for three years, two hundred people"),
    (80, 608, 11, "begin in July."),
    (80, 594, 11, "Tern closes its office in Ohio: the company moves its sixty engineers to Texas in the autumn"),
    (80, 580, 11, "and sells the house."),
]


def test_a_list_whose_bullets_are_drawn_is_told_by_its_place() -> None:
    """Rows that are set in are entries, and what the page's edge broke goes on with the row above."""
    rows = "".join(f"BT /F1 {size} Tf {left} {top} Td ({words}) Tj ET\n" for left, top, size, words in SET_IN)
    issue = read_document(pdf([], content=rows.encode()))
    assert isinstance(issue, Issue)
    told = [(item.headline, item.summary) for item in issue.items if item.kind != "summary"]
    assert [headline for headline, _ in told] == HEADLINES
    assert [summary[-9:] for _, summary in told] == ["and more.", " in July.", "he house."]


def test_a_numbered_list_is_told_without_its_numbers() -> None:
    """A number before an entry's words is none of them."""
    numbered, n = [], 0
    for left, top, size, words in SET_IN:
        is_first = any(words.startswith(headline) for headline in HEADLINES)
        n += is_first
        numbered.append((left - 12 * is_first, top, size, f"{n}. {words}" if is_first else words))
    rows = "".join(f"BT /F1 {size} Tf {left} {top} Td ({words}) Tj ET\n" for left, top, size, words in numbered)
    lines = read_pdf(pdf([], content=rows.encode())).lines
    entries = [line for line in lines if line.number]
    assert [(line.mark, line.number, line.text.partition(":")[0]) for line in entries] == [
        ("item", str(n), headline) for n, headline in enumerate(HEADLINES, start=1)
    ]


def test_bold_words_are_told_beside_pictographs_and_by_their_outline() -> None:
    """Some programs have no bold letters and draw an outline; a pictograph counts as two letters to PDFium."""
    rows = []
    for n, headline in enumerate(HEADLINES):
        top = 700 - 60 * n
        rows.append(f"BT /F1 11 Tf 60 {top} Td (~ ) Tj 2 Tr ({headline}:) Tj 0 Tr ( the company said) Tj ET\n")
        rows.append(f"BT /F1 11 Tf 60 {top - 14} Td (on Monday that it would go on for now.) Tj ET\n")
    written = read_pdf(pdf([], content="".join(rows).encode()))
    assert written.text.count("\U0001f6a2") == len(HEADLINES)
    assert [line.lead.strip("\U0001f6a2 :") for line in written.lines if line.lead] == HEADLINES


def test_rows_whose_words_begin_at_the_same_places_are_a_table() -> None:
    """Their cells are told apart, and bold ones above them are their header; other wide spaces part nothing."""
    table = [("2 Tr", "Outlet", "Story", "Day")]
    table += [("0 Tr", name, headline, "May 3, 2026") for name, headline in zip("QMT", HEADLINES, strict=True)]
    rows = "".join(
        f"BT {mode} /F1 11 Tf {left} {700 - 20 * n} Td ({words}) Tj ET\n"
        for n, (mode, *cells) in enumerate(table)
        for left, words in zip((60, 120, 420), cells, strict=True)
    )
    rows += "BT 0 Tr /F1 11 Tf 60 560 Td (The harbour) Tj ET BT /F1 11 Tf 300 560 Td (was quiet on Sunday.) Tj ET\n"
    lines = read_pdf(pdf([], content=rows.encode())).lines
    assert [(line.level, line.cells) for line in lines if line.mark == "row"] == [
        (1, ("Outlet", "Story", "Day")),
        *((0, (name, headline, "May 3, 2026")) for name, headline in zip("QMT", HEADLINES, strict=True)),
    ]
    assert lines[-1].text == "The harbour was quiet on Sunday."


def test_a_drawn_mark_begins_an_entry_and_other_rows_go_on() -> None:
    """Where bullets are drawn, a row that has none is text of the entry above, though it begins a line of its own."""
    rows = []
    for n, headline in enumerate(HEADLINES):
        top = 700 - 30 * n
        rows.append(f"70 {top + 3} 3 3 re f BT /F1 11 Tf 80 {top} Td ({headline}) Tj ET\n")
        rows.append(f"BT /F1 11 Tf 80 {top - 14} Td (The company said so on Monday. It will go on for now.) Tj ET\n")
    rows.append("BT /F1 11 Tf 60 730 Td (The harbour was quiet.) Tj ET\n")
    written = read_pdf(pdf([], content="".join(rows).encode()))
    assert [line.text for line in written.lines if line.mark == "item"] == HEADLINES
    assert sum(line.text.startswith("The company") for line in written.lines) == len(HEADLINES)


def test_lines_drawn_between_cells_make_a_table_of_broken_words() -> None:
    """Words that a cell's width broke are joined; the row above, which only names the columns, is the header."""
    drawn = []
    for n in range(len(HEADLINES) + 1):
        top, bottom = 700 - 40 * n, 660 - 40 * n
        drawn += [f"{left} {bottom} 0.75 40 re f\n" for left in (60, 120, 300)]
        drawn += [f"60 {edge} 240 0.75 re f\n" for edge in (top, bottom)]
    words = ["BT /F1 11 Tf 65 680 Td (Outlet) Tj ET BT /F1 11 Tf 125 680 Td (Story) Tj ET\n"]
    for n, headline in enumerate(HEADLINES, start=1):
        first, rest = headline.rsplit(" ", 2)[0], " ".join(headline.rsplit(" ", 2)[1:])
        top = 685 - 40 * n
        words.append(f"BT /F1 11 Tf 65 {top} Td ({'QMT'[n - 1]}) Tj ET BT /F1 11 Tf 125 {top} Td ({first}) Tj ET\n")
        words.append(f"BT /F1 11 Tf 125 {top - 14} Td ({rest}) Tj ET\n")
    lines = read_pdf(pdf([], content="".join(drawn + words).encode())).lines
    assert [(line.mark, line.level, line.cells) for line in lines] == [
        ("row", 1, ("Outlet", "Story")),
        *(("row", 0, (name, headline)) for name, headline in zip("QMT", HEADLINES, strict=True)),
    ]


def test_a_page_full_of_lines_is_read_as_words() -> None:
    """A chart of thousands of lines is no table, and costs no more than its page may."""
    drawn = "".join(f"{60 + n % 400} {60 + n % 600} 0.5 {20 + n % 300} re f\n" for n in range(9000))
    written = read_pdf(pdf([], content=(drawn + "BT /F1 11 Tf 60 730 Td (The harbour was quiet.) Tj ET\n").encode()))
    assert [line.text for line in written.lines] == ["The harbour was quiet."]


def test_bold_letters_of_a_font_without_a_name_are_told_by_how_dark_they_are() -> None:
    """What browsers print in Chinese has no font's name; the first of these lines is bold, the second begins so."""
    rows = ("bbbbbbbb", "bbbbbb" + "a" * 14, "a" * 20, "a" * 20)
    content = "".join(f"BT /F1 11 Tf 60 {700 - 40 * n} Td ({words}) Tj ET\n" for n, words in enumerate(rows))
    lines = read_pdf(pdf([], content=content.encode(), nameless=True)).lines
    assert [len(line.lead) for line in lines] == [8, 6, 0, 0]


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    """Its day, title and address at the edges are none of the text, on a single page too, and readers' replies none."""
    rows = [
        (800, 8, "11/22/26, 6:27 PM Tidewater Notes 41"),
        *PAGE_ROWS,
        (300, 14, "Discussion about this post"),
        (280, 11, "Thank you for the part on packaging, it was what I was looking for."),
        (20, 8, "https://tidewater.example/p/41 1/1"),
    ]
    text = read_pdf(pdf(rows)).text
    assert all(words in text for words in HEADLINES[:2])
    assert not any(words in text for words in ("6:27", "Discussion", "looking for", "1/1"))
