"""Where nearly all of an issue's stories carry a link, what carries none at its edges or above others speaks of itself.

An editor's word before the first story, a note, a legend or a farewell behind the last, the introduction of a theme
whose stories stand beneath it: they are kept as the issue's own words (`summary`), not as news. What names an outlet or
a day is a story all the same, and so is all that stands between linked stories, unless these are counted through the
whole issue and it is not. So is, in any issue, what leads nowhere and is written as no other story of it. What several
paragraphs tell under a headline is a story wherever it stands, and so is a headline with text that alone fills a theme.
The first entries, where they lead to one page and each of the others to its own, say who made the issue.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise, takewhile

from store.parse.blocks import Block
from store.parse.drafts import Draft, first_link
from store.parse.headings import is_story_heading, is_theme_heading
from store.parse.sections import Section

_FEWEST = 3
"""Linked stories from which they show how the issue is written."""
_NEARLY_ALL = 0.7
_SEVERAL = 6
"""Stories from which one unlike all others is told."""


def set_apart(drafts: list[Draft], sections: list[Section]) -> list[Draft]:
    """Give the drafts, in order, with what the issue says of itself as its own words."""
    stories = [n for n, each in enumerate(drafts) if each.kind == "story" and each.role is None]
    apart = _around(drafts, stories, sections) | _unlike(drafts, stories, sections) | _led_as_one(drafts, stories)
    apart |= _last_of_them(drafts, stories, apart)
    apart -= _headlines(drafts, sections)
    apart = {n for n in apart if not (drafts[n].outlet or drafts[n].day) or _is_at_top(drafts, n)}
    return [replace(each, kind="summary") if n in apart else each for n, each in enumerate(drafts)]


def _last_of_them(drafts: list[Draft], stories: list[int], apart: set[int]) -> set[int]:
    """Find the last story, where the others of its section are the issue's own words: a foot's link may follow it."""
    beside = [n for n in stories if drafts[n].section == drafts[stories[-1]].section] if stories else []
    return set(beside[-1:]) if len(beside) >= _FEWEST and apart.issuperset(beside[:-1]) else set()


def _is_at_top(drafts: list[Draft], n: int) -> bool:
    """Tell a bare line above the first heading: with a day, it says when the issue is from."""
    return n == 0 and drafts[n].section is None and not drafts[n].body and not drafts[n].links


def _headlines(drafts: list[Draft], sections: list[Section]) -> set[int]:
    """Find what a heading as long as a headline opens, where several paragraphs tell it or its theme says so.

    A theme does where it holds nothing else, or where linked stories stand beside it.
    """
    heads = {
        section.heading.start: section
        for section in sections
        if section.heading and section.heading.explicit and is_story_heading(section.heading)
    }
    beneath = Counter(id(section.above) for section in sections)
    linked = Counter(id(heads[each.start].above) for each in drafts if each.start in heads and first_link(each.links))
    found = {n: heads[each.start] for n, each in enumerate(drafts) if each.start in heads and each.body}
    return {
        n
        for n, section in found.items()
        if len(drafts[n].body) >= _FEWEST
        or (_is_theme(section.above) and (beneath[id(section.above)] == 1 or linked[id(section.above)] >= _FEWEST))
    }


def _is_theme(section: Section | None) -> bool:
    """Tell a theme's name with nothing beneath but headings."""
    heading = section.heading if section else None
    plain = section is not None and not section.blocks
    return plain and heading is not None and heading.explicit and is_theme_heading(heading)


def _led_as_one(drafts: list[Draft], stories: list[int]) -> set[int]:
    """Find the first stories that all lead to one page, where each of the several others leads to one of its own."""
    pages = [first_link(drafts[n].links) for n in stories]
    first = len(list(takewhile(lambda page: page == pages[0], pages)))
    others = pages[first:]
    own = len(others) >= _SEVERAL and None not in others and len(set(others)) == len(others)
    return set(stories[:first]) if own and first > 1 else set()


def _unlike(drafts: list[Draft], stories: list[int], sections: list[Section]) -> set[int]:
    """Find the unlinked story that alone begins as it does: with a heading of its rank, an entry of its depth."""
    if len(stories) < _SEVERAL:
        return set()
    blocks = {block.start: block for section in sections for block in section.blocks}
    blocks |= {section.heading.start: section.heading for section in sections if section.heading}
    looks = {n: _look(blocks.get(drafts[n].start)) for n in stories}
    counts = Counter(looks.values())
    return {n for n, look in looks.items() if counts[look] == 1 and not first_link(drafts[n].links)}


def _look(block: Block | None) -> tuple[str, int, bool]:
    if block is None:
        return "", 0, False
    return block.kind, block.level or block.indent // 2, bool(block.lead) and block.kind != "heading"


def _around(drafts: list[Draft], stories: list[int], sections: list[Section]) -> set[int]:
    """Find what stands around or above linked stories, or outside their count."""
    counted = _counted(sections)
    of_count = [n for n in stories if drafts[n].start in counted]
    whole = of_count if len(of_count) >= _FEWEST else stories
    linked = [n for n in whole if first_link(drafts[n].links)]
    if len(linked) < _FEWEST or len(linked) < _NEARLY_ALL * len(whole):
        return set()
    above = {section.above.heading.start for section in sections if section.above and section.above.heading}
    return {
        n
        for n in stories
        if not first_link(drafts[n].links)
        and n not in of_count
        and (whole is of_count or not linked[0] < n < linked[-1] or drafts[n].start in above)
    }


def _counted(sections: list[Section]) -> set[int]:
    """Find where the headings of one rank stand that are counted from 1 through the whole issue, each once."""
    ranks: dict[int, list[Block]] = {}
    for section in sections:
        heading = section.heading
        if heading is not None and heading.explicit and heading.number.isdigit():
            ranks.setdefault(heading.level, []).append(heading)
    heads = max(ranks.values(), key=len, default=[])
    numbers = [int(head.number) for head in heads]
    is_count = numbers[:1] == [1] and all(first < second for first, second in pairwise(numbers))
    return {head.start for head in heads} if is_count else set()
