"""A document of any format in its common form: plain words, and lines that point into them.

Each format gives one (`outline` for text and Markdown, `html`, `mail`, `pdf`, `feed`); everything after it reads
nothing else. What a format states of the whole document beside its words (a mail's Date, a page's canonical link)
stands here too, each None where it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.model import Language
from store.parse.lines import Line


@dataclass(frozen=True, slots=True)
class Written:
    """A document's words (`text`) and its lines, whose `start` and `end` are characters of that text.

    `published_at` is a day or a time in UTC, `description` a summary in the author's words, `source` who publishes it,
    `outlet` who is credited with it where that is someone else or a single article's own site. `heads` are the
    characters of the text at which a mail program has drawn the head of what it forwards.
    """

    text: str
    lines: tuple[Line, ...]
    title: str | None = None
    url: str | None = None
    published_at: str | None = None
    source: str | None = None
    outlet: str | None = None
    language: Language | None = None
    description: str | None = None
    heads: tuple[int, ...] = ()
