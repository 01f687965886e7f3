"""What a document says it is: by its title, and in the lines above its first story.

An issue is dated, calls itself a periodical ("Your daily briefing on harbours"), counts its stories as they are, or
lists their headlines in its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.parse.blocks import Block
from store.parse.dates import find_date, read_day
from store.parse.drafts import Draft
from store.parse.prose import width
from store.parse.vocabulary import fold
from store.text import headline_key

_BEGUN = 4
"""Characters of a part of a title that may be the beginning of a headline."""
_TITLE_PARTS = re.compile(r"[|｜丨;；,，、]|\s[-–—·]\s")
_MOTTO = re.compile(
    r"\b(?:daily|weekly|fortnightly|biweekly|monthly|morning|evening)(?: [\w&'’-]+){0,4}"
    r" (?:newsletter|digest|round-?up|brief|briefing|bulletin|rundown|summary)\b"
    r"|每[日天周月早晚][^。!?]{0,16}(?:[日周月早晚简快]报|资讯|要闻|快讯|速递|速览|新闻|精选|情报)",
    re.IGNORECASE,
)
"""What a newsletter says of itself beneath its name."""
_ASKS = re.compile(r"\b(?:sign up|subscribe|get|join|receive|inbox)\b|订阅|关注", re.IGNORECASE)
"""What an article says of the newsletter of its site."""
_MOTTO_WIDEST = 100
_COUNTED = re.compile(
    r"(?<![\d.,])(\d{1,3}) ?(?:stories|articles|items|headlines|条|篇|则|条资讯|条新闻)(?![\w])", re.I
)
_TOP = 5
"""Blocks among which a newsletter says what it is, at most."""


def is_dated(title: str) -> bool:
    """Tell a title with a date, or of which one part is a day without a year ("Harbour AM | 5 March")."""
    parts = _TITLE_PARTS.split(title)
    return find_date(title) is not None or (len(parts) > 1 and any(read_day(part.strip()) for part in parts))


def calls_itself_issue(drafts: Sequence[Draft], blocks: Sequence[Block]) -> bool:
    """Tell a document that a line above its first story calls a periodical, or that counts its stories."""
    stories = [draft for draft in drafts if draft.kind != "summary"]
    first = min((draft.start for draft in stories), default=0)
    above = [block for block in blocks[:_TOP] if block.start < first and block.kind != "item"]
    lines = [fold(block.text) for block in above if not block.links and width(block.text) <= _MOTTO_WIDEST]
    counts = [int(found[1]) for text in lines for found in _COUNTED.finditer(text)]
    return len(stories) in counts or any(_MOTTO.search(text) and not _ASKS.search(text) for text in lines)


def announces(title: str, stories: Sequence[Draft]) -> bool:
    """Tell a title of several parts, of which one is a story's headline, or two begin so."""
    parts = {key for part in _TITLE_PARTS.split(title) if (key := headline_key(part))}
    heads = [headline_key(draft.headline) for draft in stories if draft.headline]
    smaller = {
        key for part in re.split(r"[:：]|" + _TITLE_PARTS.pattern, title) if len(key := headline_key(part)) >= _BEGUN
    }
    begun = sum(any(part in head or head in part for head in heads) for part in smaller)
    return len(parts) > 1 and (begun > 1 or any(head in parts for head in heads))
