"""Pages built of elements without a meaning of their own: those of one class play one role."""

from __future__ import annotations

from store.model import Issue
from store.parse.documents import read_document

HEADS = ("Chips", "Labs")
STORIES = (
    (
        "Quay doubles its orders for packaging",
        "https://quay.example/orders",
        "Suppliers were told to plan for two years.",
    ),
    ("Marl wins three ministries in one week", "https://marl.example/three", "The contracts run for three years."),
    ("Tern closes its office in Ohio", "https://tern.example/ohio", "The company moves its sixty engineers to Texas."),
    ("A model of tides that fits a watch", "https://watch.example/tides", "It is right to ten centimetres, they say."),
)


def page(body: str) -> bytes:
    """Give a page of this body, with a bar above and a line beneath it."""
    bar = "<div class='k1'><div class='k2'><a href='/'>Home</a></div><div class='k2'><a href='/all'>All</a></div></div>"
    foot = "<div class='z1'><div>© 2026 Tidewater Press</div></div>"
    return f"<html><head><title>Tidewater Notes 41</title></head><body>{bar}{body}{foot}</body></html>".encode()


def read(body: str) -> list[tuple[str | None, str, str | None]]:
    """Give section, headline and link of each story of a page."""
    issue = read_document(page(body), name="page.html")
    assert isinstance(issue, Issue)
    return [(item.section, item.headline, item.url) for item in issue.items if item.kind != "summary"]


def test_lines_of_one_class_above_text_are_headings() -> None:
    """Themes and headlines rank by which stands above which; what the classes are called says nothing."""
    told = [
        f"<div class='c9 x'><a href='{url}'>{headline}</a></div><div class='p4'>{text} {text}</div>"
        for headline, url, text in STORIES
    ]
    body = f"<div class='t7'>Chips</div>{told[0]}{told[1]}<div class='t7'>Labs</div>{told[2]}{told[3]}"
    assert read(f"<div class='m0'>{body}</div>") == [
        (HEADS[n // 2], headline, url) for n, (headline, url, _) in enumerate(STORIES)
    ]


def test_days_and_credits_beneath_headlines_are_none() -> None:
    """A line that comes with each headline and names outlet and day heads nothing."""
    body = "".join(
        f"<div class='c9'>{headline}</div><div class='c8'>The Gannet · 4 May 2026</div>"
        f"<div class='p4'>{text} {text}</div>"
        f"<div class='b2'><a href='{url}'>Read more</a></div>"
        for headline, url, text in STORIES
    )
    assert [headline for _, headline, _ in read(f"<div class='m0'>{body}</div>")] == [story[0] for story in STORIES]


def test_elements_among_their_like_are_entries() -> None:
    """Links that stand in an element with nothing but their like are a list, a line break within them is none."""
    entries = "".join(
        f"<div class='e5'><a href='{url}'>{headline}</a><br>{text}</div>" for headline, url, text in STORIES
    )
    body = f"<div class='m0'><div class='p4'>What moved this week.</div><div class='l3'>{entries}</div></div>"
    assert [(headline, url) for _, headline, url in read(body)] == [(story[0], story[1]) for story in STORIES]


def test_paragraphs_of_one_class_are_one_story() -> None:
    """An article's paragraphs are alike too, and stay its text."""
    text = "The harbour was quiet that spring. Nobody knew how long the quiet would last, and nobody asked. "
    body = "".join(f"<div class='p4'>{text * 3}</div>" for _ in range(8))
    assert len(read(f"<div class='h1'>On waiting</div><div class='m0'>{body}</div>")) == 1
