"""The title of a document, taken out of its outline.

It is the first short line, the one highest heading beneath some short lines, or a `title:` label, unless it is the
headline of a first story: linked among its like, or as long as headlines are and right above prose; a marked one where
all of its rank are so, with a link beneath each. Lines that repeat it go with it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from store.parse.blocks import BOLD_LEVEL, WIDEST_THEME, Block, Kind
from store.parse.credits import is_credit_line
from store.parse.dates import find_date
from store.parse.notices import is_greeting
from store.parse.prose import is_headline, width
from store.parse.sections import same_words
from store.parse.vocabulary import fold

_PERIODICAL = re.compile(
    r"[早晨日晚周]报|[日周月]刊|快报|简报|电子报|资讯|要闻|快讯|头条|速览|速递|新闻"
    r"|\b(?:newsletter(?! [a-z])|digest|round-?up|briefing|weekly|brief$|bulletin)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"#\s?\d{1,4}\b|\b(?:issue|no|vol|edition)\b\.? ?\d|第\s*\d+\s*[期周刊辑弹]|\d{1,4}$", re.IGNORECASE
)
_WIDEST_NAME = 12
"""Columns beside its day that an issue's name takes at most."""
_LINES: frozenset[Kind] = frozenset({"paragraph", "date", "label"})
_OTHERS = 2
"""Headlines beside its first, at least, of a text that begins with one."""
EDGES = " \t-–—|｜│·•:：,，、/()（）[]【】<>《》「」"
"""What may stand between a title, its day and its publisher."""
WITHIN = 12
"""Blocks from the start among which a title and what stands with it are looked for."""


def take_title(blocks: list[Block], stated: str | None) -> tuple[str | None, list[Block]]:
    """Find the title and give the other blocks. `stated` is what the document's format calls it.

    Where one is stated, what is not about it stays: the first line of a plain mail is its subject again, or the name of
    its first section; the first of several headings of a rank may be the first story. The stated one is the title where
    it names a periodical and its day.
    """
    title, rest = _found_title(blocks)
    if stated is None:
        return title, rest
    rest = [block for block in rest if block.kind != "heading" or not same_words(block.text, stated)]
    first = next((block for block in blocks if block.text == title), None)
    if title is not None and first is not None and not (first.explicit and not _has_siblings(first, blocks)):
        known, found = stated.casefold(), title.casefold()
        if not (found in known or known in found or _names_issue(title)):
            title, rest = None, blocks
    named = is_periodical(stated) and find_date(stated) is not None
    return (stated if named else title), rest


def _has_siblings(first: Block, blocks: list[Block]) -> bool:
    return sum(block.explicit and block.level == first.level for block in blocks) > 1


def _found_title(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Find the title that the blocks give, and give the others without the lines that repeat it."""
    blocks = _without_path(blocks)
    labelled = next((block.text for block in blocks if block.label == "title"), None)
    at = title_place(blocks)
    title = _title_at(blocks, at, labelled) if at is not None else None
    if title is None or at is None:
        return labelled, [block for block in blocks if labelled is None or not _repeats(block, labelled)]
    eponym = next((block for block in blocks[at + 1 :] if _is_eponym(block, blocks[at], blocks)), None)
    rest = blocks[:at] + [b for b in blocks[at + 1 :] if b is eponym or not _names_again(b, blocks[at])]
    return title, [b for b in rest if b.kind == "card" or b is eponym or not _repeats(b, title)]


def title_place(blocks: list[Block]) -> int | None:
    """Find where a title may stand: at the first line, or at the one highest heading beneath some short lines."""
    first = next((n for n, block in enumerate(blocks[:WITHIN]) if block.kind != "label"), None)
    marked = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.explicit]
    if first is None or not marked or marked[0] >= WITHIN:
        return first
    at, level = marked[0], blocks[marked[0]].level
    highest = all(blocks[n].level > level for n in marked[1:])
    return at if highest and all(block.is_short and block.kind in _LINES for block in blocks[first:at]) else first


def _title_at(blocks: list[Block], at: int, labelled: str | None) -> str | None:
    first = blocks[at]
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if first.kind == "card" and first.card and not (after and after.kind == "comment"):
        # `Name · 3 June 2025` atop a document credits no story.
        return first.text if first.card.outlet is None or find_date(first.text) else None
    siblings = sum(block.explicit and block.level <= first.level for block in blocks)
    may_be = is_headline(first.text) or (first.explicit and siblings == 1)
    if first.role or first.kind not in ("heading", "paragraph") or not may_be:
        return None
    if first.explicit:
        if _is_first_story(first, after, siblings) and not _names_issue(first.text):
            return None
        if _is_one_of_headlines(first, blocks[at:]):
            return None
        return first.text if siblings == 1 or not labelled or find_date(first.text) else None
    if _is_first_headline(first, after, blocks[at + 1 :]):
        return None
    opens_theme = first.kind == "heading" and after is not None and after.kind in ("card", "item")
    return None if opens_theme and labelled else first.text


def _is_first_story(first: Block, after: Block | None, siblings: int) -> bool:
    """Tell a document that begins with a story: a linked heading, or a bold line above prose, among its like."""
    told = after is not None and (
        after.kind == "label" or (after.kind == "paragraph" and (not after.is_short or is_credit_line(after.text)))
    )
    is_bold_line = first.level >= BOLD_LEVEL and told
    return siblings > 1 and (bool(first.links) or (is_bold_line and find_date(first.text) is None))


def _is_first_headline(first: Block, after: Block | None, rest: list[Block]) -> bool:
    """Tell a text that begins with a story: a line as long as headlines are, right above prose, as others below."""
    heads = [block for block in rest if block.kind == "heading" and not block.sure and block.level == first.level]
    if first.kind != "heading" or first.sure or len(heads) < _OTHERS or any(block.role for block in heads):
        return False
    told = after is not None and after.kind == "paragraph" and not after.is_short and not is_greeting(after.text)
    plain = find_date(first.text) is None and not is_periodical(first.text)
    return told and plain and min(width(first.text), median(width(head.text) for head in heads)) > WIDEST_THEME


def _is_one_of_headlines(first: Block, blocks: list[Block]) -> bool:
    """Tell the first of several headings of one rank that are all as long as headlines, above prose, and sourced."""
    beside = [n for n, block in enumerate(blocks) if block.explicit and block.level == first.level]
    parts = [blocks[start:end] for start, end in pairwise([*beside, len(blocks)])]
    if first.level >= BOLD_LEVEL or len(parts) <= _OTHERS or beside[0] != 0 or not all(map(_is_sourced, parts)):
        return False
    wide = min(width(first.text), median(width(part[0].text) for part in parts)) > WIDEST_THEME
    return wide and find_date(first.text) is None and not is_periodical(first.text)


def _is_sourced(part: list[Block]) -> bool:
    """Tell a heading right above prose of its own, with a link beneath: chapters of an essay seldom have one each."""
    told = len(part) > 1 and part[1].kind == "paragraph" and not part[1].is_short and not is_greeting(part[1].text)
    return told and part[0].role is None and any(block.links for block in part[1:])


def _without_path(blocks: list[Block]) -> list[Block]:
    """Leave out the list that leads to a page through its site, and ends with the name that stands beneath it."""
    end = next((n for n, block in enumerate(blocks[:WITHIN]) if block.kind != "item"), 0)
    is_path = (
        end > 0 and all(block.is_short for block in blocks[:end]) and same_words(blocks[end - 1].text, blocks[end].text)
    )
    return blocks[end:] if is_path else blocks


def _repeats(block: Block, title: str) -> bool:
    return block.kind in ("paragraph", "heading") and same_words(block.text, title)


def _names_again(block: Block, title: Block) -> bool:
    """Tell a heading that names the issue again: by its day, at the title's rank, or by the title with its day."""
    if block.kind != "heading" or title.kind != "heading":
        return False
    dated = find_date(block.text)
    named = (block.text[: dated.start] + block.text[dated.end :]).strip(EDGES) if dated else ""
    return (block.level <= title.level and _names_issue(block.text)) or same_words(named, title.text)


def _is_eponym(block: Block, title: Block, blocks: list[Block]) -> bool:
    """Tell the story that an issue is named after: its headline leads to it, as others of its rank lead to theirs."""
    if block.kind != "heading" or not (block.explicit and title.explicit and block.links and block.level > title.level):
        return False
    beside = sum(bool(other.links) for other in blocks if other.explicit and other.level == block.level)
    return beside > 1 and any(same_words(link.words, title.text) for link in block.links)


def _names_issue(text: str) -> bool:
    """Tell words that name one issue of a periodical: a full day, and next to nothing else ("2026-03-29 日报")."""
    found = find_date(text)
    return found is not None and width(text[: found.start] + text[found.end :]) <= _WIDEST_NAME


def is_periodical(text: str) -> bool:
    """Tell words that name a periodical ("… Weekly", 日报), or count its issues."""
    text = fold(text)
    return _NUMBERED.search(text) is not None or _PERIODICAL.search(text) is not None
