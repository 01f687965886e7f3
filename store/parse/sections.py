"""An outline cut into sections, each knowing its kind and the section above it.

A heading without a known name takes the role of the section above it where that section is furniture or a summary
(its "key developments:" belong to the summary), or where heading signs say that it lies within. What is called a
summary but has several headings beneath that say far more is none for them. Guessed headings do not end furniture: a
contact block is full of short lines. Where several sections of linked entries lie beneath a wide name ("Community"), it
is a theme. What is called further reading is the news where it lists nearly all of an issue's links and says more than
all the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from store.model import Language
from store.parse.blocks import WIDEST_THEME, Block, said
from store.parse.dates import read_day
from store.parse.lines import number_of
from store.parse.prose import is_finished, width
from store.parse.vocabulary import FURNITURE, PARTS, Role, fold, is_wide
from store.text import language_of

_INHERITED: frozenset[Role] = FURNITURE | {"summary", "abstract"}
_SUMMED: frozenset[Role | None] = frozenset({"summary", "abstract", "takeaways"})
_SEVERAL, _FAR_MORE = 2, 3
_MANY, _NEARLY_ALL = 4, 0.8
"""Linked entries of an issue of further reading, at least, and the share of them that stand beneath that name."""
_LINES: frozenset[Role | None] = frozenset({"summary", "abstract"})
_NEAR = 8
"""Characters at most between a name and the text that shares its line: a colon and what is bold."""
_BEFORE = re.compile(r"^(?:(?!(?<!\.)\.\w)[^\w\"“‘'「『《(\[（$€£¥#@<])+")
_COUNTED = re.compile(
    r"(?:主题|话题|议题|专题|要闻|新闻|头条|热点|看点)\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
    r"(?:\s?[:、|·]|\s?[-–—]{1,2}\s)\s*(?=\S)"
)
"""What counts a headline in words: `主题三 — …`."""
_AFTER = " \t:：】〗*#_"


_MOSTLY_LINKED = 0.6
"""Share of entries with a link from which they are news."""
_HARDLY = 5
"""One in so many of a document's words stands before its news, at most."""
_PROSE = 80
"""Columns from which a text above which a heading is guessed tells something."""


@dataclass(slots=True)
class Section:
    """A heading (None at the document's top) with the blocks under it, up to the next heading."""

    heading: Block | None
    role: Role | None
    above: Section | None = None
    rank: float = 0
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """The heading's words without number, emoji and closing colon; None for the top and for a language's part.

        A day dates its entries and names no section: they are filed under the section above.
        """
        if self.heading is None or self.role in PARTS:
            return None
        if read_day(self.heading.bare):
            return self.above.title if self.above else None
        return clean_heading(self.heading.bare) or None


def clean_heading(text: str) -> str:
    """Strip what decorates a heading: emoji, brackets or a count before, a colon behind; a theme in 【】 is part."""
    stripped = _BEFORE.sub("", text).rstrip(_AFTER)
    if stripped != text and (numbered := number_of(stripped)) and numbered[1]:
        stripped = stripped[numbered[2] :]  # behind a pictograph
    if found := _COUNTED.match(fold(stripped[:20])):
        stripped = stripped[found.end() :]
    if stripped.count("】") > stripped.count("【"):
        stripped = f"【{stripped}"
    return stripped or text.strip()


def cut_sections(blocks: list[Block], *, guesses: bool) -> list[Section]:
    """Cut an outline into sections in order. Without `guesses`, guessed headings stay text of their section."""
    blocks = _without_roles(blocks, {_main(blocks), *_linked_summaries(blocks)})
    ranks = _ranks(blocks)
    top = Section(None, None)
    sections, open_ones = [top], [top]
    untitled, broad, early = _untitled_parts(blocks), _broad(blocks), _early(blocks)
    for n, block in enumerate(blocks):
        if n in untitled:
            sections.append(Section(None, None))
            open_ones = [sections[-1]]
        if _ends_line(block, sections[-1]):
            sections.append(Section(None, None))
            open_ones = [sections[-1]]
        if _is_title_of_part(blocks, n, sections[-1]):
            continue
        if _sums_up_story(block, sections[-1]):
            block = replace(block, kind="paragraph", level=0, role=None, labelled=True)
        if block.kind != "heading" or not _opens(block, sections[-1], guesses=guesses, anew=n in early):
            sections[-1].blocks.append(block)
            continue
        while len(open_ones) > 1 and open_ones[-1].rank >= ranks[n]:
            open_ones.pop()
        section = Section(block, _role(block, open_ones[-1], broad), open_ones[-1], ranks[n])
        sections.append(section)
        open_ones.append(section)
    return sections


def _main(blocks: list[Block]) -> int | None:
    """Find the heading of further reading that lists nearly all linked entries and under which most is said."""
    linked = sum(map(_is_linked_entry, blocks))
    for n, block in enumerate(blocks):
        if block.kind != "heading" or block.role != "jobs" or linked < _MANY:
            continue
        last = next((m for m in range(n + 1, len(blocks)) if _is_beside(blocks[m], block)), len(blocks))
        beneath = blocks[n + 1 : last]
        most = sum(map(_is_linked_entry, beneath)) >= _NEARLY_ALL * linked
        if most and 2 * _said(beneath) > _said(blocks):
            return n
    return None


def _linked_summaries(blocks: list[Block]) -> set[int]:
    """Find the headings named as a summary that list entries of which most are linked: news, by whatever name."""
    found: set[int] = set()
    for n, block in enumerate(blocks):
        if block.kind == "heading" and block.role == "summary":
            last = next((m for m in range(n + 1, len(blocks)) if blocks[m].kind == "heading"), len(blocks))
            entries = [each for each in blocks[n + 1 : last] if each.kind in ("item", "card")]
            if len(entries) >= _SEVERAL and _MOSTLY_LINKED * len(entries) <= sum(bool(e.links) for e in entries):
                found.add(n)
    return found


def _is_linked_entry(block: Block) -> bool:
    return block.kind == "item" and bool(block.links)


def _without_roles(blocks: list[Block], places: set[int | None]) -> list[Block]:
    return [replace(block, role=None) if n in places else block for n, block in enumerate(blocks)]


def _ends_line(block: Block, current: Section) -> bool:
    """Tell what begins behind an abstract that shares its line with its name: it holds no more than that.

    Nor does what an issue begins with as its gist (TL;DR: …), once its sentence is finished.
    """
    heading, first = current.heading, current.blocks[0] if current.blocks else None
    if heading is None or heading.explicit or first is None:
        return False
    shared = not first.gap and first.start - heading.end < _NEAR
    if heading.role == "takeaways":
        is_gist = shared and current.above is not None and current.above.heading is None and is_finished(first.text)
        return is_gist and block.gap and block.kind != "item"
    is_line = shared and first.kind == "paragraph" and heading.role in _LINES
    return is_line and (block.kind in ("item", "card", "row") or (block.kind == "heading" and block.explicit))


def _sums_up_story(block: Block, current: Section) -> bool:
    """Tell a line such as "Key takeaways:" within the story of a linked headline: it sums up that, not the issue."""
    told = block.kind == "heading" and not block.explicit and block.role in _SUMMED
    return told and current.heading is not None and current.heading.explicit and bool(current.heading.links)


def _is_title_of_part(blocks: list[Block], n: int, current: Section) -> bool:
    """Tell whether a line is the title that a language's part repeats: its first, above prose or a date of its own."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    opens_part = current.role in PARTS and not current.blocks and block.kind == "heading" and not block.role
    return opens_part and after is not None and after.kind in ("paragraph", "date", "label")


def _untitled_parts(blocks: list[Block]) -> set[int]:
    """Find where a document begins again in its other language without saying so.

    That is prose (and dates) of one language right below text of the other and right above a heading of its own.
    """
    parts: set[int] = set()
    language: Language | None = None  # of the heading that the prose being read leads to
    for n in range(len(blocks) - 1, 0, -1):
        block, before = blocks[n], blocks[n - 1]
        if block.kind == "heading":
            language = language_of(block.text)
        elif block.kind != "date" and not _is_prose_in(block, language):
            language = None
        elif language and _ends_part(before) and language_of(before.text) != language:
            parts.add(n)
    return parts


def _ends_part(block: Block) -> bool:
    """Tell what may be a part's last words; a word or two in another language is a name or a command."""
    return block.kind in ("comment", "item", "card") and width(block.text) > WIDEST_THEME


def _is_prose_in(block: Block, language: Language | None) -> bool:
    plain = block.kind == "paragraph" and not block.is_short and not block.indent and not block.quoted
    return plain and language_of(block.text) == language


def _ranks(blocks: list[Block]) -> dict[int, float]:
    """Rank the headings (1 is highest); one right above another of its level is a theme and half a rank higher.

    A theme's name is short and carries no link; what stands beneath it has text of its own.
    """
    ranks: dict[int, float] = {}
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else None
        if block.kind == "heading":
            over = after is not None and after.kind == "heading" and after.level == block.level and not after.role
            theme = over and not block.role and not block.links and width(block.bare) <= WIDEST_THEME
            ranks[n] = block.level - 0.5 if theme else block.level
    return ranks


def _opens(block: Block, current: Section, *, guesses: bool, anew: bool) -> bool:
    if block.sure:
        return True
    return guesses and (current.role not in FURNITURE or anew)


def _early(blocks: list[Block]) -> set[int]:
    """Find the guessed headings above prose that stand so early that the news have hardly begun: they begin there."""
    whole, told = said(blocks), 0
    early: set[int] = set()
    for n, (block, under) in enumerate(pairwise(blocks)):
        told += width(block.text)
        if told * _HARDLY > whole:
            break
        if block.kind == "heading" and not block.sure and block.gap and under.kind == "paragraph":
            early |= {n} if width(under.text) >= _PROSE else set()
    return early


def _broad(blocks: list[Block]) -> set[int]:
    """Find (by their starts) the headings named as a summary that stand above more than one: nearly all the issue.

    Several marked headings lie beneath them, and under these far more is said than right beneath the summary's own. So
    it is with a wide name, where most of what is listed beneath is linked.
    """
    broad: set[int] = set()
    for n, block in enumerate(blocks):
        wide = block.role in FURNITURE and is_wide(block.bare)
        if block.kind != "heading" or not block.explicit or not (block.role in _SUMMED or wide):
            continue
        last = next((m for m in range(n + 1, len(blocks)) if _is_beside(blocks[m], block)), len(blocks))
        beneath = blocks[n + 1 : last]
        first = next((m for m, each in enumerate(beneath) if each.kind == "heading" and each.explicit), len(beneath))
        headings = sum(each.kind == "heading" and each.explicit for each in beneath)
        if wide and not _are_linked(beneath):
            continue
        if headings >= _SEVERAL and _said(beneath[first:]) > _FAR_MORE * _said(beneath[:first]):
            broad.add(block.start)
    return broad


def _are_linked(blocks: list[Block]) -> bool:
    """Tell blocks among which most entries of lists are linked."""
    entries = [block for block in blocks if block.kind == "item"]
    return len(entries) < 2 * sum(bool(block.links) for block in entries)


def _is_beside(block: Block, heading: Block) -> bool:
    return block.kind == "heading" and block.level <= heading.level


def _said(blocks: list[Block]) -> int:
    return sum(width(block.text) for block in blocks if block.kind != "heading")


def _role(block: Block, above: Section, broad: set[int]) -> Role | None:
    if above.heading is not None and above.heading.start in broad:
        return block.role
    if block.role or above.role in (None, "about") or above.role in PARTS:
        return block.role
    beside = above.heading is not None and block.level <= above.heading.level and above.role == "takeaways"
    return above.role if (block.explicit and not beside) or above.role in _INHERITED else None


def same_words(first: str, second: str) -> bool:
    """Tell whether two lines say the same, spacing and width of characters aside."""
    return "".join(fold(first).split()).casefold() == "".join(fold(second).split()).casefold()
