"""What parsing made of a document, held against what was put into it.

A story is *found* where an item carries its headline; its boundaries are *right* where that item's headline is no
more than the headline, and its text holds every sentence of the story and none of another's nor of the furniture.
An item that is no story of the document is *false*; leads (kind `summary`) are none of either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from markdown_it import MarkdownIt

from store.errors import NothingFoundError
from store.model import Issue, Item
from store.parse.documents import read_document
from store.text import clean_link, headline_key
from tests.layouts.families import Family
from tests.layouts.invented import Document, Language, Told
from tests.layouts.making import Maker

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(slots=True)
class Score:
    """Counts of stories; of what was found, how many have everything else right too."""

    documents: int = 0
    stories: int = 0
    found: int = 0
    bounded: int = 0
    false: int = 0
    urls: int = 0
    outlets: int = 0
    dates: int = 0
    sections: int = 0

    def __iadd__(self, other: Score) -> Score:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        return self


def documents(family: Family, seeds: Iterable[int], *, kept: bool) -> list[Document]:
    """Make a family's documents, one a seed and language."""
    return [family(Maker(family.__name__, seed, language, kept)) for seed in seeds for language in LANGUAGES]


def as_page(document: Document) -> Document:
    """Give a Markdown document as the HTML page that it would be; any other as it is."""
    if not document.name.endswith(".md"):
        return document
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(document.text)
    return replace(document, text=f"<html><body>{body}</body></html>", name="issue.html")


def judge(document: Document) -> tuple[Score, list[str]]:
    """Parse a document and count; also say what went wrong, a line each."""
    score, faults = Score(documents=1, stories=len(document.stories)), []
    try:
        issue = read_document(document.text.encode(), name=document.name)
    except NothingFoundError as refused:
        return score, [f"refused: {refused}"]
    assert isinstance(issue, Issue)
    if document.is_article:
        return _judge_article(document, issue, score)
    items = [item for item in issue.items if item.kind != "summary"]
    if issue.layout == "article":
        faults.append("read as an article")
    for told in document.stories:
        item = next((item for item in items if _same(item.headline, told.headline)), None)
        if item is None:
            faults.append(f"missed: {told.headline}")
            continue
        items.remove(item)
        _compare(document, told, item, score, faults)
    score.false += len(items)
    faults += [f"false: {item.kind} {item.headline!r} ({item.section})" for item in items]
    return score, faults


def _judge_article(document: Document, issue: Issue, score: Score) -> tuple[Score, list[str]]:
    right = issue.layout == "article" and len(issue.items) == 1
    score.false += 0 if right else len(issue.items)
    if not right:
        return score, [f"an article read as {issue.layout} with {len(issue.items)} items"]
    score.found = 1
    score.bounded = int(_same(issue.items[0].headline, document.stories[0].headline))
    score.urls = score.outlets = score.dates = score.sections = 1
    return score, [] if score.bounded else [f"headline: {issue.items[0].headline!r}"]


def _same(first: str, second: str) -> bool:
    one, two = headline_key(first), headline_key(second)
    return one == two or (two in one and len(one) <= 1.8 * len(two)) or (one in two and len(one) >= 0.7 * len(two))


def _compare(document: Document, told: Told, item: Item, score: Score, faults: list[str]) -> None:
    score.found += 1
    text = headline_key(f"{item.headline} {item.summary}")
    own = {headline_key(sentence) for sentence in (*told.body, told.headline)}
    others = [s for other in document.stories if other is not told for s in (*other.body, other.headline)]
    strange = [s for s in (*others, *document.noise) if headline_key(s) in text and headline_key(s) not in own]
    lost = [sentence for sentence in told.body if headline_key(sentence) not in text]
    exact = headline_key(item.headline) == headline_key(told.headline)
    score.bounded += exact and not strange and not lost
    section = told.section or item.section or ""
    outlet = told.outlet if told.credited else told.site if told.url else None
    checks = {
        "headline": (exact, item.headline, told.headline),
        "strange": (not strange, strange, ""),
        "lost": (not lost, lost, ""),
        "url": (item.url == (clean_link(told.url) if told.url else None), item.url, told.url),
        "outlet": (item.outlet == outlet, item.outlet, outlet),
        "date": (item.published_at == told.published_at, item.published_at, told.published_at),
        "section": ((item.section or "").casefold() == section.casefold(), item.section, told.section),
    }  # fmt: skip
    score.urls += checks["url"][0]
    score.outlets += checks["outlet"][0]
    score.dates += checks["date"][0]
    score.sections += checks["section"][0]
    faults += [f"{name}: {got!r} for {want!r}" for name, (right, got, want) in checks.items() if not right]
