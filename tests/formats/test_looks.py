"""Headings that only their style makes: what is set larger or bolder than the text, ranked by how large."""

from __future__ import annotations

import time

import pytest

from store.model import Issue
from store.parse.documents import read_document
from store.parse.html import read_fragment

TEXT = "Quay opened a plant in Ohio on Monday, where it makes cooling units for data centres."


def ranks(markup: str) -> list[tuple[str, int]]:
    """Give the headings of a mail with their ranks, text of the usual size beneath them."""
    lines = read_fragment(f"{markup}<p style='font-size:16px'>{TEXT}</p><p>{TEXT} {TEXT}</p>").lines
    return [(line.text, line.level) for line in lines if line.mark == "heading"]


@pytest.mark.parametrize(
    "style",
    [
        "font-size:24px", "FONT-SIZE : 24.5PX !important", "font-size:18pt", "font-size:1.5em", "font-size:1.5rem",
        "font-size:150%", "font-size:x-large", "font-size:larger", "font:bold 24px/30px Arial, sans-serif",
        "font:italic 1.5em Georgia", "font-size:12px;font-size:24px",
    ],
)  # fmt: skip
def test_every_unit_of_size_makes_a_heading(style: str) -> None:
    """Absolute and relative sizes, keywords and the shorthand."""
    assert ranks(f"<div style='{style}'>Quay opens a plant</div>") == [("Quay opens a plant", 1)]


@pytest.mark.parametrize(
    "markup",
    [
        "<font size=5>Quay opens a plant</font><br>", "<font size='+2'>Quay opens a plant</font><br>",
        "<div style='font-size:24px'><div><span>Quay opens a plant</span></div></div>",
        "<div style='font-size:8px'><p style='font-size:300%'>Quay opens a plant</p></div>",
        "<style>td { color: red } .title, p.x {font-size:24px}</style><div class='a title'>Quay opens a plant</div>",
        "<style>/* .y{} */ big { font-size: 24px }</style><big>Quay opens a plant</big><br>",
    ],
)  # fmt: skip
def test_sizes_come_from_elements_ancestors_and_style_blocks(markup: str) -> None:
    """They are inherited, and relative ones are their parent's."""
    assert ranks(markup) == [("Quay opens a plant", 1)]


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='font-size:17px'>Quay opens a plant</div>",
        "<div style='font-size:calc(1px + 40px)'>Quay opens a plant</div>",
        "<div style='font-size:var(--large)'>Quay opens a plant</div>",
        "<div style='line-height:30px;font-family:\"Font 24px\"'>Quay opens a plant</div>",
        "<div style='font-size:24px'><a href='https://a.example'>Read more</a></div>",
        f"<div style='font-size:24px'>{TEXT}</div>",
        "<ul style='font-size:24px'><li>Quay opens a plant</ul>",
        "<div style='font-size:24px'><span style='font-size:14px'>Quay opens a plant</span></div>",
        "<style>@media print { .title { font-size: 24px } } .a .title {font-size:24px}</style>"
        "<div class=title>Quay opens a plant</div>",
        "<b style='font-weight:400'>Quay opens a plant</b><br>",
    ],
)  # fmt: skip
def test_what_is_hardly_larger_or_no_headline_is_no_heading(markup: str) -> None:
    """Nor is what only a style engine could compute."""
    assert ranks(markup) == []


def test_the_larger_ranks_higher_and_bold_before_plain() -> None:
    """Theme, headline and label, each by its own look; a bold line of the text's size ranks last."""
    markup = """<p style="font-size:24px">Ports</p><p>Today:</p>
    <div style="font-size:20px"><b>Quay opens a plant</b></div><p>Text.</p>
    <p style="font-size:20px">It hires</p><p>Text.</p><p><b>Background</b></p>"""
    assert ranks(markup) == [("Ports", 1), ("Quay opens a plant", 2), ("It hires", 3), ("Background", 7)]


def test_heading_elements_come_before_looks() -> None:
    """Where they give a document its order; one alone is its title, and what is large beneath it ranks lower."""
    large = "<p style='font-size:24px'>Quay opens a plant</p>"
    assert ranks(f"<h1>Letter</h1>{large}") == [("Letter", 1), ("Quay opens a plant", 2)]
    assert ranks(f"<h1>Letter</h1><h2>Ports</h2><p>Text.</p>{large}") == [("Letter", 1), ("Ports", 2)]


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='white-space:pre-wrap'>{}</div>",
        "<style>.copy{{color:red;white-space: pre-line}}</style><div class=copy>{}</div>",
        "<div class='mt-4 whitespace-pre-line text-sm'><span>{}</span></div>",
        "<div style='white-space:break-spaces'><b>Today</b>\n{}</div>",
    ],
)
def test_line_breaks_that_a_style_shows_begin_lines(markup: str) -> None:
    """A text that a page shows as it was typed has its entries and its blank lines."""
    lines = read_fragment(markup.format(f"Quay opens a plant\n\n• Marl buys tugs\n• Tern hires\n{TEXT}\n")).lines
    assert [(line.text, line.mark, line.gap) for line in lines[-4:]] == [
        ("Quay opens a plant", "", lines[0].text != "Today"), ("Marl buys tugs", "item", True),
        ("Tern hires", "item", False), (TEXT, "", False),
    ]  # fmt: skip


@pytest.mark.parametrize("style", ["", "white-space:normal", "white-space:nowrap", "content:'white-spaces:pre'"])
def test_line_breaks_of_the_source_are_spaces(style: str) -> None:
    """Where no style shows them, or one within takes that back."""
    markup = f"<div style='white-space:pre'><p style='{style or 'white-space:normal'}'>Quay opens\na plant</p></div>"
    plain = f'<p style="{style}">Quay opens\na plant</p>'
    assert [line.text for each in (markup, plain) for line in read_fragment(each).lines][-1] == "Quay opens a plant"


STORIES = [
    ("Ports", [("Quay opens a second plant in Ohio", "plant"), ("Marl buys a fleet of slow tugs", "tugs")]),
    (
        "Schools",
        [("Tern teaches fractions to ferry crews", "fractions"), ("A lighthouse becomes a library", "library")],
    ),
]


def test_a_mail_of_styled_cells_is_read_as_its_stories() -> None:
    """Themes and headlines are told apart by size alone, and each story is whole."""
    rows = []
    for theme, stories in STORIES:
        rows.append(f"<tr><td class='theme' style='font-weight:bold'>{theme}</td></tr>")
        for headline, name in stories:
            rows.append(f"<tr><td style='font:bold 20px/26px Arial'>{headline}</td></tr>")
            rows.append(f"<tr><td>{TEXT}<br><b>Why it matters</b><br>It was needed for {name}.</td></tr>")
            rows.append(f"<tr><td><a href='https://quay.example/{name}'>Read more</a></td></tr>")
    style = "<style>.theme{font-size:26px}</style>"
    markup = (
        f"<html><head><title>Harbour Letter</title>{style}</head><body><table>{''.join(rows)}</table></body></html>"
    )
    issue = read_document(markup.encode(), name="letter.html")
    assert isinstance(issue, Issue)
    assert [(item.section, item.headline, item.url) for item in issue.items] == [
        (theme, headline, f"https://quay.example/{name}") for theme, stories in STORIES for headline, name in stories
    ]
    assert [item.summary.split()[-1] for item in issue.items] == ["plant.", "tugs.", "fractions.", "library."]


def test_styles_made_to_take_long_do_not() -> None:
    """Long sheets, many rules and classes, and open comments are read in bounded time."""
    sheets = [
        "/*" * 90_000,
        ".a{" * 60_000,
        ".a,b.c" * 30_000 + "{font-size:2em}",
        "}{" * 90_000,
        "font-size:" * 18_000,
    ]
    sheets.append("".join(f".k{n}{{font-size:{n % 40}px;font:bold {'1' * 50}}}" for n in range(3000)))
    classes = " ".join(f"k{n}" for n in range(900))
    nested = "<div style='font-size:900%'>" * 150
    spent = time.process_time()
    markup = "".join(f"<style>{sheet}</style>" for sheet in sheets) + nested + f"<p class='{classes}'>Words</p>" * 300
    assert read_fragment(markup).lines
    assert time.process_time() - spent < 5
