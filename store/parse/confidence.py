"""Whether a document is an issue of several stories or one story, in plain English.

It is an issue where a unit repeats and something says that each stands for itself. Signs for it, each with a weight:

- entries that are cards, table rows, or begin with a lead (2), or known sections such as quick hits (2);
- half of the stories carry a link of their own (2), or are credited with an outlet or a day (1);
- themes with entries, two ranks of headings (1); numbered headlines (1);
- headlines as long as headlines are (1);
- a title with a date or number, a sponsor, a poll or a notice of a mail around the news (1 each, 2 at most).

Against it: headings such as "Introduction" or "Conclusion" (2), questions and answers (3), versions of a changelog (4),
an author's line (1), leads that say four times as much as the
entries beneath them (5). An issue needs two stories and a sum of 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from store.parse.blocks import Block
from store.parse.dates import find_date
from store.parse.drafts import Draft
from store.parse.prose import width
from store.parse.sections import Section
from store.parse.trim import is_opener
from store.parse.vocabulary import LISTS, fold

NEEDED = 2
_HEADLINE = 22
"""Columns from which headings look like headlines."""
_QUESTION = re.compile(r"(?:q|a|question|answer|问|答|记者|主持人)\s?\d{0,2}\s*[:.、]|.{2,120}\?$", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by|words by|written by) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}$|(?:作者|文|撰文|采访|编译)\s*[:/|]\s*\S{2,20}$"
)
_VERSION = re.compile(r"\[?(?:v(?:ersion)? ?)?\d{1,4}\.\d{1,4}(?:\.\d{1,5}){0,2}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"#\s?\d|\b(?:issue|no|vol|edition)\b\.? ?\d|第\s*\d+\s*期|\d{1,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an issue: the stories as read, the outline they were read from, and the document's title."""

    drafts: list[Draft]
    sections: list[Section]
    blocks: list[Block]
    title: str
    trimmed: int
    """How many blocks around the news were dropped."""


def is_issue(evidence: Evidence) -> bool:
    """Tell an issue of several stories from a single one."""
    stories = [draft for draft in evidence.drafts if draft.kind != "summary" or draft.role is not None]
    if any(draft.role in LISTS or draft.role in ("summary", "abstract") for draft in stories):
        return True
    if any(block.kind == "card" for block in evidence.blocks) and stories:
        return True
    if len(stories) < 2:
        return _one_entry(evidence, stories)
    return _weigh(evidence, stories) >= NEEDED


def _one_entry(evidence: Evidence, stories: list[Draft]) -> bool:
    """Tell a short issue of a single list entry from an article with a list of one."""
    items = [block for block in evidence.blocks if block.kind in ("item", "row")]
    prose = sum(width(block.text) for block in evidence.blocks if block.kind == "paragraph")
    return len(stories) == 1 and len(items) == 1 and width(items[0].text) > prose


def _weigh(evidence: Evidence, stories: list[Draft]) -> int:
    headed = [section for section in evidence.sections if section.heading is not None and section.role is None]
    by_heading = sum(any(s.heading and s.heading.start == draft.start for s in headed) for draft in stories)
    entries = len(stories) - by_heading
    return _for_entries(evidence, entries, by_heading) + _for_stories(evidence, stories) - _against(evidence, headed)


def _for_entries(evidence: Evidence, entries: int, by_heading: int) -> int:
    if entries < by_heading or entries < 2:
        numbered = sum(bool(block.number) for block in evidence.blocks if block.kind == "heading")
        return int(numbered > 1 and numbered * 2 >= by_heading)
    items = [block for block in evidence.blocks if block.kind in ("item", "row", "paragraph")]
    opening = sum(is_opener(block) for block in items)
    prose = sum(width(block.text) for block in items if block.kind == "paragraph" and not is_opener(block))
    listed = sum(width(block.text) for block in items if block.kind != "paragraph" or is_opener(block))
    return 2 * (opening * 2 >= entries or listed > prose) + (listed > 2 * prose)


def _for_stories(evidence: Evidence, stories: list[Draft]) -> int:
    half = len(stories) / 2
    linked = sum(bool(draft.links) for draft in stories) >= half
    credited = sum(bool(draft.outlet or draft.day) for draft in stories) >= half
    ranks = {
        section.above is not None and section.above.heading is not None
        for section in evidence.sections
        if section.heading
    }
    heads = [width(draft.headline) for draft in stories if draft.headline]
    around = (evidence.trimmed > 0) + bool(find_date(evidence.title) or _NUMBERED.search(evidence.title))
    dated = any(block.kind == "date" for block in evidence.blocks[:6])
    return (
        2 * linked + credited + (len(ranks) > 1) + (bool(heads) and median(heads) >= _HEADLINE) + min(2, around + dated)
    )


def _against(evidence: Evidence, headed: list[Section]) -> int:
    chapters = any(section.role == "chapter" for section in evidence.sections)
    heads = [section.heading.bare for section in headed if section.heading]
    heads += [block.lead or block.text[:60] for block in evidence.blocks if block.kind == "paragraph"]
    asked = sum(_QUESTION.match(fold(head.strip())) is not None for head in heads if head)
    byline = any(_BYLINE.match(block.text.strip()) or block.label == "author" for block in evidence.blocks[:4])
    versions = sum(_VERSION.match(section.heading.text) is not None for section in headed if section.heading)
    around = 5 * (_said(evidence.drafts, leads=True) > 4 * _said(evidence.drafts, leads=False))
    return around + 2 * chapters + 4 * (versions > 1) + 3 * (asked >= 3 and asked * 3 >= len(headed)) + byline


def _said(drafts: list[Draft], *, leads: bool) -> int:
    """Measure (columns) what the leads of a document say, or all that is no lead."""
    chosen = [draft for draft in drafts if (draft.kind == "summary" and draft.role is None) == leads]
    return sum(width(draft.headline) + sum(map(width, draft.body)) for draft in chosen)
