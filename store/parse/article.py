"""A document that is one story: an article, a note, anything in which no repeating unit stands out.

Its headline is the document's title, else its first sentence; its summary what the author calls its description, else
its first sentences, for a story's summary is read in a digest and never the whole article. The short lines above these
that say who wrote it and when are left out: "By Jane Roe", 记者 王小明, a day, a name above a day.
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.errors import NothingFoundError
from store.model import Item
from store.parse.blocks import Block
from store.parse.credits import is_name
from store.parse.dates import find_date
from store.parse.drafts import Draft, first_link, to_item
from store.parse.lines import Link
from store.parse.masthead import Masthead
from store.parse.prose import is_finished, width
from store.parse.written import Written
from store.text import collapse, first_sentence, sentences

LAYOUT = "article"
_ENOUGH = 320
"""Columns of first sentences after which a summary has said enough."""
_FEW = 4
"""Paragraphs of a text that is kept whole where it says little more than enough."""
_LONGEST = 1200
"""Characters of a description or sentence that is kept: some feeds call the whole article its description."""
_BYLINES, _WIDEST = 3, 70
"""Lines above an article that say who wrote it and when, at most, and their columns."""
_BESIDE_DAY = 30
"""Columns beside a day at most, in a line that says when."""
_TO_READ = re.compile(r"\d{1,3}[ -]?(?:min(?:ute)?s?(?: read)?|分钟(?:阅读|读完)?)", re.IGNORECASE)
_BY = re.compile(r"(?:(?:written |words |story )?by|作者|记者|撰文|编辑|文)[\s:：/|｜]", re.IGNORECASE)


def read_article(written: Written, masthead: Masthead, blocks: list[Block]) -> Item:
    """Read a whole document as one story.

    Raises: NothingFoundError where it holds no readable word.
    """
    texts = [block.text for block in blocks if block.kind != "label" and any(sign.isalnum() for sign in block.text)]
    headline = collapse(written.title or masthead.title or (first_sentence(texts[0][:_LONGEST]) if texts else ""))
    if not any(sign.isalnum() for sign in headline):
        raise NothingFoundError("No readable text was found; check that the document is not empty.")
    summary = summary_of(written.description or "", headline) or _opening(texts, headline)
    story = Draft("story", None, 0, len(written.text), headline=headline, body=[summary] if summary else [])
    own = written.url or first_link(link for block in blocks if block.kind == "heading" for link in block.links)
    story.links = [Link(own, headline)] if own else []
    item = to_item(story, 0, written.text, masthead.around, frozenset())
    return replace(item, outlet=written.outlet, published_at=written.published_at or masthead.published_at)


def summary_of(description: str, headline: str) -> str:
    """Give a description as a summary: its first sentences, or nothing where it only repeats the headline."""
    return _opening([description], headline)


def _opening(texts: list[str], headline: str) -> str:
    """Give the first sentences of some paragraphs, without those that repeat the headline."""
    whole = sum(width(text) for text in texts[:_FEW]) <= 2 * _ENOUGH
    said: list[str] = []
    columns = 0
    told = (_behind_headline(text, headline) for text in texts)
    for text in _below_bylines([text for text in told if not _repeats(text, headline)]):
        for sentence in sentences(text[: 4 * _LONGEST]):
            if (columns >= _ENOUGH and not (whole and len(texts) <= _FEW)) or (
                said and columns + width(sentence) > _LONGEST
            ):
                return " ".join(said)
            if sentence.casefold() != headline.casefold():
                said.append(sentence[:_LONGEST])
                columns += width(sentence)
    return " ".join(said)


def _below_bylines(texts: list[str]) -> list[str]:
    """Leave out the lines at the top that say who wrote what stands beneath, and when."""
    place = 0
    while place < min(len(texts) - 1, _BYLINES) and _is_byline(texts[place], texts[place + 1]):
        place += 1
    return texts[place:]


def _is_byline(text: str, below: str) -> bool:
    if is_finished(text) or width(text) > _WIDEST:
        return False
    says_who = _BY.match(text) is not None or (is_name(text) and _is_dated(below))
    return says_who or _is_dated(text) or _TO_READ.fullmatch(text) is not None


def _is_dated(text: str) -> bool:
    """Tell a line of little more than a day."""
    found = find_date(text)
    return found is not None and width(text[: found.start] + text[found.end :]) <= _BESIDE_DAY


def _repeats(text: str, headline: str) -> bool:
    return len(text) <= len(headline) + 3 and collapse(text).casefold().startswith(headline.casefold())


def _behind_headline(text: str, headline: str) -> str:
    """Give a text without its headline in brackets, which wires of flashes say again before it."""
    again = next((sure for sure in (f"【{headline}】", f"〖{headline}〗") if text.startswith(sure)), "")
    return text.removeprefix(again).lstrip()
