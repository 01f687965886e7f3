"""Where nearly all of an issue's stories carry a link, what carries none at its edges or above others speaks of itself.

An editor's word before the first story, a note, a legend or a farewell behind the last, the introduction of a theme
whose stories stand beneath it: they are kept as the issue's own words (`summary`), not as news. What names an outlet or
a day is a story all the same, and so is all that stands between linked stories, unless these are counted through the
whole issue and it is not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from store.parse.blocks import Block
from store.parse.drafts import Draft, first_link
from store.parse.sections import Section

_FEWEST = 3
"""Linked stories from which they show how the issue is written."""
_NEARLY_ALL = 0.7


def set_apart(drafts: list[Draft], sections: list[Section]) -> list[Draft]:
    """Give the drafts, in order, with what the issue says of itself as its own words."""
    stories = [n for n, each in enumerate(drafts) if each.kind == "story" and each.role is None]
    counted = _counted(sections)
    of_count = [n for n in stories if drafts[n].start in counted]
    whole = of_count if len(of_count) >= _FEWEST else stories
    linked = [n for n in whole if first_link(drafts[n].links)]
    if len(linked) < _FEWEST or len(linked) < _NEARLY_ALL * len(whole):
        return drafts
    above = {section.above.heading.start for section in sections if section.above and section.above.heading}
    apart = {
        n
        for n in stories
        if not first_link(drafts[n].links)
        and (whole is of_count or not linked[0] < n < linked[-1] or drafts[n].start in above)
    }
    return [
        replace(each, kind="summary") if n in apart.difference(of_count) and not each.outlet and not each.day else each
        for n, each in enumerate(drafts)
    ]


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
