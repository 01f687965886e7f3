"""HTML as lines: what a reader sees, in the order of reading, with its links, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from store.model import Issue
from store.parse import parse
from store.parse.documents import read_document
from store.parse.html import read_fragment
from store.parse.page import read_page
from tests.formats.pages import HEADLINES, LETTER


def marks(markup: str) -> list[tuple[str, str]]:
    """Give each line's mark and words."""
    return [(line.mark, line.text) for line in read_fragment(markup).lines]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<h2>Chips</h2><p>Quay  opens\n a plant.</p>", [("heading", "Chips"), ("", "Quay opens a plant.")]),
        ("<ul><li>One thing<li>Another <b>thing</b></ul>", [("item", "One thing"), ("item", "Another thing")]),
        ("<ol start=3><li>One<ol><li>Inner</ol></ol>", [("item", "One"), ("item", "Inner")]),
        ("<p>• One thing<br>• Another</p>", [("item", "One thing"), ("item", "Another")]),
        ("<p>Quay buys Marl · Apr 7 · Tern<br>→ It pays in cash.</p>",
         [("", "Quay buys Marl · Apr 7 · Tern"), ("comment", "It pays in cash.")]),
        ("<p><strong>Chips</strong></p><p>Text.</p>", [("heading", "Chips"), ("", "Text.")]),
        ("<p><strong>It was over.</strong></p>", [("", "It was over.")]),
        ("<td style='font-weight:700'>Chips</td>", [("heading", "Chips")]),
        ("<table><tr><td>&bull;</td><td>One thing</td></tr><tr><td>2.</td><td>Another</td></tr></table><p>Text.</p>",
         [("item", "One thing"), ("item", "Another"), ("", "Text.")]),
        ("<table><tr><td>•<td>One<table><tr><td>•<td>Inner</table></tr><tr><td>•<td>Two</table>",
         [("item", "One"), ("item", "Inner"), ("item", "Two")]),
        ("<p><b><a href='https://a.example'>阅读全文</a></b></p>", [("", "阅读全文")]),
        ("<dl><dt>Chips<dd>Quay opens a plant.</dl>", [("heading", "Chips"), ("", "Quay opens a plant.")]),
        ("<h4>TODAY</h4><h6>CHIPS</h6><h2>Quay opens</h2><p>Text.</p><h6>Inner</h6><p>Text.</p>",
         [("heading", "Quay opens"), ("", "Text."), ("heading", "Inner"), ("", "Text.")]),
        ("<blockquote><p>Said she.</p></blockquote>", [("", "Said she.")]),
        ("Caf&eacute; &amp; caf&#233;s&nbsp;here<br>below", [("", "Café & cafés here"), ("", "below")]),
        ("<p>un&shy;break&#8203;able</p>", [("", "unbreakable")]),
        ("<pre><code>x = 1</code></pre><p>Text.</p>", [("", "Text.")]),
        ("<p>open <b>bold <i>italic</p><p>next", [("", "open bold italic"), ("", "next")]),
        ("plain words, 1 < 2", [("", "plain words, 1 < 2")]),
        ("<title>T</title><link rel=me href=/><main><p>Text.</p></main><p>More.</p>", [("", "Text."), ("", "More.")]),
        ("<style>p { color: red }</style><article><p>Text.</article>", [("", "Text.")]),
    ],
)  # fmt: skip
def test_elements_are_read_as_what_they_mean(markup: str, lines: list[tuple[str, str]]) -> None:
    """Headings, paragraphs, items, cards and entities, closed or not."""
    assert marks(markup) == lines


UNSEEN = [
    "<script>alert('x')</script>", "<style>p {}</style>", "<template>x</template>", "<noscript>x</noscript>",
    "<iframe src='https://x.example'>x</iframe>", "<object>x</object>", "<svg><text>x</text></svg>",
    "<nav><a href='/'>Home</a></nav>", "<aside>Most read</aside>", "<footer>All rights reserved</footer>",
    "<div role='navigation'>Home</div>", "<div role='contentinfo'>Imprint</div>", "<header><p>The site</p></header>",
    "<div hidden>x</div>", "<div aria-hidden='true'>x</div>", "<p style='display: none'>x</p>",
    "<p style='opacity:0;'>x</p>", "<div style='max-height:0px;overflow:hidden'>x</div>",
    "<span style='mso-hide:all'>x</span>", "<span class='preheader'>x</span>", "<span class='sr-only'>x</span>",
    "<form><input name=q><label>Your address</label><button>Subscribe</button></form>", "<select><option>x</select>",
    "<img src='https://t.example/p.gif' width=1 height=1 alt=x>", "<!-- x -->", "<?php echo 'x' ?>",
    "<figure><figcaption>A photograph</figcaption></figure>", "<textarea>x</textarea>",
]  # fmt: skip


@pytest.mark.parametrize("markup", UNSEEN)
def test_what_a_reader_does_not_see_is_left_out(markup: str) -> None:
    """Nor does it part or join the words around it, or leave anything active."""
    assert [words for _, words in marks(f"<p>Before.</p>{markup}<p>After.</p>")] == ["Before.", "After."]


def test_what_a_style_hides_is_read_where_it_is_most_of_the_page() -> None:
    """A script shows it when it has loaded, as on the pages of WeChat's accounts; a preheader stays unseen."""
    page = "<h1>Quay opens</h1><p style='opacity:0'>In this mail: a plant.</p><div style='visibility: hidden;'>{}</div>"
    words = "Quay opens a plant in Leiden. " * 8
    assert marks(page.format(f"<p>{words}</p>")) == [("heading", "Quay opens"), ("", words.strip())]


def test_a_page_inside_a_form_is_read() -> None:
    """Some sites put a whole page into one form."""
    assert len(marks(f"<form><p>{'Quay opens a plant. ' * 60}</p><input></form>")) == 1


def test_links_keep_their_words_and_only_safe_addresses() -> None:
    """Relative addresses are resolved; scripts, mail and pictures are no links."""
    markup = (
        "<p><a href='/plant'>Quay <b>opens</b></a> a <a href='javascript:alert(1)'>plant</a>"
        "<a href='mailto:a@b.example'>mail</a><a href='https://i.example'><img></a></p>"
    )
    (line,) = read_fragment(markup, base="https://quay.example/news/").lines
    assert [(link.url, link.words) for link in line.links] == [("https://quay.example/plant", "Quay opens")]


def test_an_anchor_around_blocks_links_each() -> None:
    """A card that is one link gives its address to headline and text."""
    written = read_fragment("<a href='https://a.example/1'><h3>Quay opens</h3><p>It did.</p></a><p>Else.</p>")
    assert [[link.url for link in line.links] for line in written.lines] == [["https://a.example/1"]] * 2 + [[]]


def test_a_data_table_gives_rows_and_a_layout_table_its_cells() -> None:
    """Header cells, or several rows of short cells, make a table data."""
    data = read_fragment("<table><tr><th>Model<th>Price<tr><td><a href='https://a.example'>A1</a><td>$5</table>")
    assert [(line.mark, line.level, line.cells) for line in data.lines] == [
        ("row", 1, ("Model", "Price")), ("row", 0, ("A1", "$5")),
    ]  # fmt: skip
    for cell in ("td", "th"):
        layout = read_fragment(f"<table><tr><{cell}><p>Left.</p></{cell}><{cell}><p>Right.</p></{cell}></tr></table>")
        assert [line.text for line in layout.lines] == ["Left.", "Right."]


def test_every_line_stands_in_the_text() -> None:
    """Offsets are those of the plain words, as the layouts expect."""
    written = read_fragment(LETTER)
    assert all(written.text[line.start : line.end] == line.text for line in written.lines)


HEAD = """<html lang="zh-CN"><head><title>Quay opens a plant | The Tern</title>
<link rel="canonical" href="https://tern.example/plant?utm_source=x"><meta property="og:site_name" content="The Tern">
<meta name="description" content="A plant in Ohio."><meta property="article:published_time" content="{time}">
<script type="application/ld+json">{ld}</script></head><body><main><h1>Quay opens a plant</h1><p>{text}</p></main>
<div class="related"><h2>More</h2></div></body></html>"""
TEXT = "Quay opened a plant in Ohio on Monday, where it makes cooling units for data centres. " * 5


@pytest.mark.parametrize(
    ("time", "ld", "published_at"),
    [
        ("2026-05-06T08:30:00+08:00", "", "2026-05-06T00:30:00Z"),
        ("2026-05-06", '{"@graph": [{"datePublished": "2026-05-05T10:00:00Z"}]}', "2026-05-05T10:00:00Z"),
        ("6 May 2026", '{"datePublished": 7}', "2026-05-06"),
        ("soon", "{ broken", None),
        ("", "[" * 5000, None),
    ],
)
def test_a_page_says_what_its_head_says(time: str, ld: str, published_at: str | None) -> None:
    """Title, link, site, description, language and time are what the page states."""
    page = read_page(HEAD.format(time=time, ld=ld, text=TEXT), url="https://tern.example/x")
    assert (page.title, page.source, page.description) == ("Quay opens a plant", "The Tern", "A plant in Ohio.")
    assert (page.url, page.language, page.published_at) == ("https://tern.example/plant", "zh", published_at)


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://tern.example/6">',
        '<meta property="og:url" content="https://tern.example/6">',
    ],
)
def test_links_of_a_page_saved_from_a_browser_start_where_it_says_it_stood(head: str) -> None:
    """Nobody else knows where it came from; a page that was fetched is asked about no host but its own."""
    page = f"<html><head>{head}</head><body><p><a href='/plant'>Quay opens a plant</a> in Ohio.</p></body></html>"
    saved, fetched = read_page(page), read_page(page, url="https://gull.example/x/1")
    assert (saved.url, saved.lines[0].links[0].url) == ("https://tern.example/6", "https://tern.example/plant")
    assert (fetched.url, fetched.lines[0].links[0].url) == ("https://gull.example/x/1", "https://gull.example/plant")


@pytest.mark.parametrize(("to", "stories"), [("/plant/{}", 3), ("#part-{}", 1)])
@pytest.mark.parametrize("url", ["https://quay.example/week", None])
def test_headlines_that_lead_to_pages_of_their_own_are_stories(url: str | None, to: str, stories: int) -> None:
    """However short they are; an essay's headings lead to themselves."""
    host = "https://quay.example" if to.startswith("/") else ""
    parts = "".join(
        f'<h2><a href="{host}{to.format(n)}">{head}</a></h2><p>{head}, as the harbour master wrote to all.</p>'
        for n, head in enumerate(("Tugs", "Cranes are oiled", "Buoys"))
    )
    page = f"<html><body><h1>The week at the quay</h1>{parts}</body></html>"
    issue = read_document(page.encode(), url=url, name="quay.html")
    assert isinstance(issue, Issue)
    assert len(issue.items) == stories


@pytest.mark.parametrize(
    "above",
    [
        "<p>By Jane Roe</p>", "<p>By Jane Roe, Staff Writer | May 5, 2026</p>", "<p>Jane Roe</p><p>May 5, 2026</p>",
        "<p>May 5, 2026</p><p>2 min read</p>", "<p>记者 王小明</p>", "",
    ],
)  # fmt: skip
def test_a_byline_is_no_part_of_a_short_article(above: str) -> None:
    """Who wrote it and when stands above its text, which alone is the summary; so in Markdown."""
    page = f"<html><body><article><h1>Quay hires a chief</h1>{above}<p>It did.</p></article></body></html>"
    text = page.replace("<h1>", "# ").replace("</h1>", "\n\n").replace("<p>", "").replace("</p>", "\n\n")
    for document in (page, re.sub("<.*?>", "", text)):
        issue = read_document(document.encode())
        assert isinstance(issue, Issue)
        assert (issue.items[0].headline, issue.items[0].summary) == ("Quay hires a chief", "It did.")


@pytest.mark.parametrize("line", ["By 2027 it doubles its output.", "Faster ships", "Open until Friday"])
def test_what_is_no_byline_is_said(line: str) -> None:
    """A sentence that begins with "By" and other short lines are the article's own."""
    issue = parse(f"# Quay's plan\n\n{line}\n\nIt is large.\n", name="a.md")
    assert issue.items[0].summary == f"{line} It is large."


def test_an_article_is_one_story() -> None:
    """An ordinary page is one story with its site as outlet, and its layout says so."""
    issue = read_document(HEAD.format(time="2026-05-06", ld="", text=TEXT).encode())
    assert isinstance(issue, Issue)
    (story,) = issue.items
    assert (issue.layout, story.headline, story.summary) == ("article", "Quay opens a plant", "A plant in Ohio.")
    assert (story.url, story.outlet, story.published_at) == ("https://tern.example/plant", "The Tern", "2026-05-06")


PROSE = [
    "The company said on Tuesday that it would build the plant in Ohio, where it employs four hundred people already.",
    "It expects to open the site by the end of next year, and to double its output of cooling units by then.",
    "The mayor called it the largest investment in the county since the railway came, and said roads would follow.",
]
MENU = "<div class=menu><a href=/n>News</a> <a href=/w>Weather</a> <a href=/s>Shop</a></div>"
SIDE = "<div class=side><h4>Most read</h4><ul><li><a href=/1>Of eels</a><li><a href=/2>And owls</a></ul></div>"
COOKIES = "<div class=banner><p>We use cookies to improve your experience and to show you advertising.</p></div>"
COMMENTS = (
    "<div id=comments><h3>Comments</h3><div class=comment><p>First! This is rubbish, and I said so.</p></div></div>"
)


@pytest.mark.parametrize(
    "page",
    [
        f"{MENU}<div><h1>Quay opens</h1>{{}}</div>{SIDE}{COOKIES}{COMMENTS}",
        f"<nav>{MENU}</nav><article><h1>Quay opens</h1>{{}}</article><aside>{SIDE}</aside>{COOKIES}",
        f"{MENU}<main><h1>Quay opens</h1>{{}}{SIDE}</main><footer>{COOKIES}</footer>",
        f"<table><tr><td>{MENU}</td></tr><tr><td>{SIDE}</td><td><h1>Quay opens</h1>{{}}</td></tr></table>",
    ],
    ids=["without landmarks", "with landmarks", "with main", "in tables"],
)
def test_an_article_s_text_is_all_of_it_and_no_more(page: str) -> None:
    """Menus, side bars, banners and comments around an article are no part of it, with landmarks or without."""
    paragraphs = "".join(f"<p>{words}</p>" for words in PROSE)
    issue = read_document(f"<html><body>{page.format(paragraphs)}</body></html>".encode())
    assert isinstance(issue, Issue)
    assert issue.layout == "article"
    assert all(words in issue.text for words in PROSE)
    assert not [words for words in ("Weather", "Most read", "cookies", "First!") if words in issue.text]


def test_a_page_that_names_no_site_is_its_host_s() -> None:
    """The source of a page is its site, else its host: never its own headline."""
    issue = read_document(
        f"<html><body><h1>Quay opens</h1><p>{TEXT}</p></body></html>".encode(), url="https://www.a.example/x"
    )
    assert isinstance(issue, Issue)
    assert (issue.source, issue.url) == ("a.example", "https://www.a.example/x")


def test_a_newsletter_s_page_is_split() -> None:
    """Its stories have their headlines, summaries and links."""
    issue = read_document(LETTER.encode(), name="letter.html")
    assert isinstance(issue, Issue)
    assert [story.headline for story in issue.items] == HEADLINES
    assert [story.url for story in issue.items] == [f"https://a.example/{n}" for n in (1, 2, 3)]
    assert (issue.title, issue.published_at) == ("Quay Weekly 12", "2026-05-06")


def test_a_number_set_above_a_headline_is_its_number() -> None:
    """`01` by itself in a line above each headline numbers the headlines, and is no heading."""
    lines = read_fragment("<p><b>01</b></p><p><b>Quay opens</b></p><p>Text.</p><h3>02.</h3><h3>Marl closes</h3>").lines
    assert [(line.mark, line.number, line.text) for line in lines] == [
        ("heading", "1", "Quay opens"), ("", "", "Text."), ("heading", "2", "Marl closes"),
    ]  # fmt: skip


def test_a_page_that_begins_with_its_first_story_loses_none() -> None:
    """A linked heading among its like is a story, not the page's title."""
    cards = "".join(
        f"<div><a href='https://a.example/{n}'><img src=x><h3>{headline}</h3></a><p>They said so on Tuesday.</p></div>"
        for n, headline in enumerate(HEADLINES)
    )
    issue = read_document(f"<html><body>{cards}</body></html>".encode())
    assert isinstance(issue, Issue)
    assert [story.headline for story in issue.items] == HEADLINES


def test_a_document_gives_the_same_stories_as_markdown_and_as_html() -> None:
    """Layouts read the outline, not the format."""
    text = (Path(__file__).parents[1] / "documents" / "daily.md").read_text("utf-8")
    markup = MarkdownIt("js-default", {"html": True}).render(text.partition("\n---\n")[2] or text)
    as_page = read_document(f"<html><body>{markup}</body></html>".encode())
    as_text = read_document(text.encode(), name="daily.md")
    assert isinstance(as_page, Issue)
    assert isinstance(as_text, Issue)
    told = [
        [(it.kind, it.section, it.headline, it.summary, it.url) for it in issue.items] for issue in (as_page, as_text)
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 3


def test_hostile_markup_ends() -> None:
    """Depth, entities and half a megabyte of tags are read or refused, and nothing is fetched."""
    for markup in ("<div>" * 50_000 + "x", "&lol;" * 50_000, "<table><tr><td>" * 20_000, "<a href=//[>x</a>" * 9000):
        read_fragment(markup, base="https://quay.example/")


@pytest.mark.parametrize("button", ["<p><b>{}</b></p>", "<h3>{}</h3>", "<table><tr><td><p>{}</p></td></tr></table>"])
@pytest.mark.parametrize("words", ["Share", "Subscribe", "分享"])
def test_a_button_between_stories_drops_only_itself(button: str, words: str) -> None:
    """Its words may name a section elsewhere; what stands beneath it is none of that."""
    names = ["A school opens on a ferry", "Marl buys slow tugs", "Crane drivers strike", "Tern teaches fractions"]
    first, second = (
        "".join(
            f"<li><a href='https://q.example/{name[0]}'>{name}</a>: It was said on {name[-4:]}.</li>" for name in part
        )
        for part in (names[:2], names[2:])
    )
    asks = button.format(f"<a href='https://q.example/s'>{words}</a>")
    markup = f"<h1>Letter</h1><p>Good morning.</p><h2>Ports</h2><ul>{first}</ul>{asks}<ul>{second}</ul>"
    issue = read_document(markup.encode(), name="letter.html")
    assert isinstance(issue, Issue)
    assert [(item.section, item.headline) for item in issue.items] == [("Ports", name) for name in names]
