"""Whether a document seems an issue of several stories or one story, by how it is built, in plain English.

It is an issue where a unit repeats and something says that each stands for itself. Cards, quick hits and things to
watch say so alone. Other signs for it, each with a weight:

- entries that are table rows, flashes, or begin with a lead, or that say more than the prose around them (2, 3 where
  they say most of it);
- every headline leads to a page of its own (3); else half of the stories have a link that is theirs by its place: on
  the headline, or asking to read on (2); or three in four have any, in short texts (2), or half of them (1, in briefs
  2), but for links in passing beneath short headings, where nothing else names or credits news;
- half of the stories are credited with an outlet, a day or a time to read (2);
- themes with entries, two ranks of headings (1); numbered headlines (1, "Story 2:" 2); takeaways or a summary (1);
- stories under headings that are built alike (1, of four and more 2);
- labels that repeat from story to story (2); headlines as long as headlines are (1);
- a title with a date or number, or a periodical's name, or a line beneath it that calls it one ("Your daily briefing
  on harbours") or counts the stories as they are (2), or a title that lists the headlines (2);
- a sponsor, poll or notice of a mail around the news (1).

Against it: headings such as "Introduction" or "Fixed" (2 each, 6 at most), questions and answers under no periodical's
name, or speakers that take turns (3), versions of a changelog (4), a title that calls it one (8), a piece of code to
every third story (3), an author's line (1), text that opens with place and day (4), leads that say four times as much
as the entries beneath them (5), headings and entries side by side of which a quarter is not linked, where nothing
names, credits or times the news (3), and that nothing is linked, credited, timed or named as in an issue, if it is more
than a list (2). An issue needs two stories and a sum of 2, or of 3 where its stories are headed sections, for essays
have headings and links too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from store.parse.blocks import Block
from store.parse.claims import announces, calls_itself_issue, is_dated
from store.parse.drafts import Draft
from store.parse.joining import ends_in_link
from store.parse.lines import COUNTED
from store.parse.openers import is_opener
from store.parse.paragraphs import links_at_once
from store.parse.prose import reads_in, width
from store.parse.sections import Section
from store.parse.titles import is_periodical
from store.parse.vocabulary import fold, is_inner_label
from store.text import link_key

NEEDED, NEEDED_HEADED = 2, 3
_PLAIN, _LISTED = 2, 3
"""What speaks against a document whose stories neither link nor are credited, and that is not named as an issue,
unless it is hardly more than a list."""
_BUILT = 3
"""What the likeness of stories counts from which they need neither links nor credits."""
_MIXED = 3
"""What speaks against headings and entries alike as stories, where nothing names an issue and a quarter does not
link."""
_SHORT_STORY = 700
"""Columns that the text of a headed story takes at most, to be a newsletter's rather than an essay's."""
_BRIEF_STORY = 300
"""Columns that a brief takes at most: with a link in half of them, they are news."""
_CALL = 60
"""Columns of a line that does no more than lead on."""
_HEADLINE = 22
"""Columns from which headings look like headlines."""
_LONGEST_PART = 40
"""Columns that the heading of an essay's part takes at most."""
_CODE = 3
_MOST_CHAPTERS = 3
_PAIRS = 5
"""Headlines right above their text from which a document without a link is a list of reports."""
_ALIKE, _NEARLY_ALL = 3, 0.8
"""Stories under headings that are built alike, at least, and the share of all that they are."""
_RELEASED = 8
_SPEAKS = 2
"""Times that each of two speakers says something, at least, in a conversation."""
_QUESTION = re.compile(r"(?:q|a|question|answer|问|答|记者|主持人)\s?\d{0,2}\s*[:.、]|.{2,120}\?$", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:[Bb]y|[Ww]ords by|[Ww]ritten by) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}$"
    r"|(?:作者|文|撰文|采访|编译)\s*[:/|]\s*\S{2,20}$"
)
_VERSION = re.compile(r"\[?(?:v(?:ersion)? ?)?\d{1,4}\.\d{1,4}(?:\.\d{1,5}){0,2}\b", re.IGNORECASE)
_RELEASE = re.compile(
    r"\brelease notes\b|\bchange ?log\b|^release v?\d|\bv?\d{1,3}\.\d{1,3}(?:\.\d{1,4})* release\b"
    r"|更新日志|更新说明|版本说明|发布说明|更新记录",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’]+[ ,]{1,2}){1,5}(?:[(/–—-] ?)*(?:[A-Z]\w+\.? \d{1,2}|\d{1,2} [A-Z]\w+),? \d{4}\b.{0,40}?[–—-]"
    r"|[(（]?[\u3400-\u9fff]{2,6}[,，、 ]{1,2}\d{4}年\d{1,2}月\d{1,2}日(?:[)）]|[ ]?[-–—/电讯])"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an issue: the stories as read, the outline they were read from, and the document's title."""

    drafts: list[Draft]
    sections: list[Section]
    blocks: list[Block]
    title: str
    trimmed: int
    """How many blocks around the news were dropped."""
    labelled: bool = False
    """Whether labels repeat from story to story ("Why it matters:")."""
    covers: bool = False
    """Whether the document says which days it covers, as only a periodical does."""
    code: int = 0
    """How many pieces of code stand among the text."""


def seems_issue(evidence: Evidence) -> bool:
    """Tell an issue of several stories from a single one."""
    stories = [draft for draft in evidence.drafts if draft.kind != "summary"]
    if any(draft.role in ("quick_hits", "watch") for draft in stories):
        return True
    if any(block.kind == "card" for block in evidence.blocks) and stories:
        return True
    return len(stories) > 1 and _is_enough(evidence, stories)


def _is_enough(evidence: Evidence, stories: list[Draft]) -> bool:
    headed = {section.heading.start: section for section in evidence.sections if section.heading and not section.role}
    own = [headed[draft.start] for draft in stories if draft.start in headed]
    entries = len(stories) - len(own)
    listed, linked = _for_entries(evidence, entries, len(own)), _for_links(stories, own)
    news = _for_news(evidence, stories)
    linked = 0 if news == 0 and entries < len(own) and _mentions(own) else linked
    built = _for_build(own) if evidence.title else 2 * _for_build(own)  # headlines from its first line on
    signs = listed + linked + news + built + _for_stories(evidence, stories)
    chapters = {section.heading.start for section in evidence.sections if section.heading and section.role == "chapter"}
    told = [draft for draft in stories if draft.start not in chapters]
    mixed = 0 < entries < len(stories) and 4 * sum(bool(draft.links) for draft in told) < 3 * len(told)
    against = (
        _PLAIN * (listed < _LISTED and linked + news == 0 and built < _BUILT)
        + _MIXED * (mixed and news == 0)
        + _against(evidence, list(headed.values()))
    )
    return signs - against >= (NEEDED if entries >= len(own) else NEEDED_HEADED)


def _for_entries(evidence: Evidence, entries: int, by_heading: int) -> int:
    if entries < by_heading or entries < 2:
        numbered = sum(bool(block.number) for block in evidence.blocks if block.kind == "heading")
        return int(numbered > 1 and numbered * 2 >= by_heading)
    items = [block for block in evidence.blocks if block.kind in ("item", "row", "paragraph")]
    opening = sum(is_opener(block) for block in items)
    told = [block.kind != "paragraph" or block.indent > 0 or is_opener(block) for block in items]  # by an entry
    prose, listed = (
        sum(width(b.text) for b, by in zip(items, told, strict=True) if by is each) for each in (False, True)
    )
    return 2 * (opening * 2 >= entries or listed > prose) + (listed > 2 * prose)


def _for_links(stories: list[Draft], own: list[Section]) -> int:
    placed = sum(_has_placed_link(section) for section in own)
    linked = sum(bool(draft.links) for draft in stories)
    led_to = {link_key(section.heading.links[0].url) for section in own if section.heading and section.heading.links}
    if own and len(led_to - {None}) == len(own) == len(stories):  # an essay's own anchors all lead to itself
        return 3
    if 2 * len(own) < len(stories) or 2 * placed >= len(own):
        return 2 * (2 * linked >= len(stories))
    said = median(sum(width(block.text) for block in section.blocks) for section in own)
    if said <= _SHORT_STORY and 4 * linked >= 3 * len(stories):
        return 2
    return (2 * linked >= len(stories)) * (2 if said <= _BRIEF_STORY else 1)


def _mentions(own: list[Section]) -> bool:
    """Tell parts of an essay, which link in passing: none at once, and beneath short headings without a link."""
    blocks = [block for section in own for block in section.blocks if block.links]
    heads = [section.heading for section in own if section.heading]
    plain = not any(head.links or width(head.bare) > _LONGEST_PART for head in heads)
    ends = any(ends_in_link(block) for block in blocks)  # where it was an address beneath its text
    return plain and not ends and not any(links_at_once(block) or block.kind != "paragraph" for block in blocks)


def _has_placed_link(section: Section) -> bool:
    """Tell a link that is a story's by its place: on the headline, alone in its line, or behind a label."""
    if section.heading and section.heading.links:
        return True
    return any(
        block.links and (block.kind == "label" or (len(block.links) == 1 and width(block.text) <= _CALL))
        for block in section.blocks
    )


def _for_news(evidence: Evidence, stories: list[Draft]) -> int:
    timed = {block.start for block in evidence.blocks if reads_in(block.text)}
    credited = 2 * sum(bool(draft.outlet or draft.day or draft.start in timed) for draft in stories) >= len(stories)
    title = evidence.title
    called = calls_itself_issue(evidence.drafts, evidence.blocks)
    named = is_dated(title) or is_periodical(title) or evidence.covers or called
    clocked = any(block.timed for block in evidence.blocks)
    counted = any(block.delimiter == COUNTED for block in evidence.blocks)
    texts = (block.text[:_CALL] for block in evidence.blocks if block.kind != "heading")
    told = sum(is_inner_label(fold(text).partition(":")[0]) for text in texts) > 1
    topped = sum(_tops_text(section) for section in evidence.sections)
    paired = topped >= _PAIRS and 5 * topped >= 4 * len(stories)
    return 2 * (credited + named + paired + announces(title, stories)) + clocked + told + counted


def _for_stories(evidence: Evidence, stories: list[Draft]) -> int:
    ranks = {bool(section.above and section.above.heading) for section in evidence.sections if section.heading}
    heads = [width(draft.headline) for draft in stories if draft.headline]
    summed = any(draft.role is not None for draft in evidence.drafts)
    long_heads = bool(heads) and median(heads) >= _HEADLINE
    signs = (len(ranks) > 1, long_heads, summed, evidence.trimmed > 0)
    return evidence.labelled + sum(signs)


def _for_build(own: list[Section]) -> int:
    """Weigh that the stories under headings are built alike, block for block, as an essay's parts seldom are."""
    builds = Counter(tuple(block.kind for block in section.blocks) for section in own if section.blocks)
    alike = max(builds.values(), default=0)
    heads = [width(section.heading.bare) for section in own if section.heading]
    if alike < _ALIKE or alike < _NEARLY_ALL * len(own) or median(heads) < _HEADLINE:
        return 0
    return 2 if alike > _ALIKE else 1


def _tops_text(section: Section) -> bool:
    """Tell a headline right above its text, without a blank line, as in a list of reports."""
    guessed = section.heading is not None and not section.heading.explicit and section.heading.gap
    return guessed and bool(section.blocks) and not section.blocks[0].gap


def _against(evidence: Evidence, headed: list[Section]) -> int:
    chapters = min(_MOST_CHAPTERS, _chapters(evidence))
    heads = [section.heading.bare for section in headed if section.heading]
    heads += [block.lead or block.text[:60] for block in evidence.blocks if block.kind == "paragraph"]
    asked = sum(_QUESTION.match(fold(head.strip())) is not None for head in heads if head)
    byline = any(_BYLINE.match(block.text.strip()) or block.label == "author" for block in evidence.blocks[:4])
    spoken = Counter(block.lead for block in evidence.blocks if fold(block.lead[-1:]) == ":")
    speakers = sum(times >= _SPEAKS for times in spoken.values()) > 1
    versions = sum(_VERSION.match(section.heading.text) is not None for section in headed if section.heading)
    names = [evidence.title, *heads[:1]]
    release = any(_RELEASE.search(fold(name)) for name in names)
    dateline = any(_DATELINE.match(block.text) for block in evidence.blocks[:4] if block.kind == "paragraph")
    around = 5 * (_said(evidence.drafts, leads=True) > 4 * _said(evidence.drafts, leads=False))
    return (
        around
        + 2 * chapters
        + 4 * (versions > 1)
        + _RELEASED * release
        + 3 * (evidence.code >= _CODE and 3 * evidence.code >= len(evidence.drafts))
        + 3 * (asked >= 3 and asked * 3 >= len(headed) and not is_periodical(evidence.title))
        + byline
        + 3 * speakers
        + 4 * dateline
    )


def _chapters(evidence: Evidence) -> int:
    """Count the chapters: headings that are called so, empty ones too, or the sections beneath them."""
    named = sum(block.kind == "heading" and block.role == "chapter" for block in evidence.blocks)
    return max(named, sum(section.role == "chapter" for section in evidence.sections))


def _said(drafts: list[Draft], *, leads: bool) -> int:
    """Measure (columns) what the leads of a document say, or all that is no lead."""
    chosen = [draft for draft in drafts if (draft.kind == "summary" and draft.role is None) == leads]
    return sum(width(draft.headline) + sum(map(width, draft.body)) for draft in chosen)
