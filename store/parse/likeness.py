"""What the elements of a page are that has no headings or lists: those of one class (or style) play one role.

Sites that programs build from `div`s alone still name what is alike. Read are the lines of one class together:

- *Headings* are short, each said once, and have longer text of another class beneath most of them, seldom each other.
  One class that stands right above another, and never beneath it, ranks higher. Of two that always come as a pair the
  longer is the headline; days, credits and calls head nothing.
- *Entries* stand in an element that holds nothing but its like, and most begin with bold words or a link, or are short;
  the first line of each is one.

Used only where a document has no such elements, and no sizes that tell. A class is no name to go by: what it is called
says nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from store.parse.blocks import BOLD_LEVEL
from store.parse.bylines import names_and_dates
from store.parse.credits import is_credit_line
from store.parse.dates import read_day
from store.parse.leads import has_lead
from store.parse.lines import Line
from store.parse.prose import is_headline, width
from store.parse.vocabulary import is_call, label_of
from store.text import first_sentence

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEWEST = 2
"""Lines of a class, at least, that may be headings, and entries of a list."""
_MOST = 0.75
_LONGER = 1.6
"""How much longer than headings what stands beneath them is."""
_TEXT = 3
"""Lines beneath a heading that are measured."""
_SHORT = 160
"""Columns of entries that need no lead."""
_HIGHEST, _LOWEST = 2, 6
_LONGEST = 400
_PICTOGRAPH = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_PARTED = re.compile(r"\s[|｜·•]\s")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: the class of its element, which element that is, how many it stands among that are all
    its like (0 where others stand there too), and how deep within them.
    """

    role: str = ""
    element: int = 0
    alike: int = 0
    depth: int = 0


class Places:
    """Follows the block elements of one document as they are opened and closed."""

    def __init__(self) -> None:
        self._open: list[tuple[_Element, Place]] = []
        self._alike: dict[_Element, int] = {}
        self._depths: Counter[str] = Counter()
        self._count = 0

    def open(self, element: _Element, tag: str) -> None:
        """Note a block element that begins."""
        name = " ".join((element.get("class") or element.get("style") or "").split())[:_LONGEST]
        self._count += 1
        role = f"{tag} {name}" if name else ""
        self._depths[role] += 1
        alike = self._among_alike(element) if name else 0
        self._open.append((element, Place(role, self._count, alike, self._depths[role])))

    def close(self, element: _Element) -> None:
        """Note that a block element ends."""
        if self._open and self._open[-1][0] is element:
            self._depths[self._open.pop()[1].role] -= 1

    @property
    def here(self) -> Place:
        """The place of the words that come next."""
        return self._open[-1][1] if self._open else Place()

    def _among_alike(self, element: _Element) -> int:
        """Count the elements that an element stands among, if they are alike and other things stand beside them."""
        parent = element.getparent()
        if parent is None:
            return 0
        if parent not in self._alike:
            kinds = {(child.tag, child.get("class") or child.get("style")) for child in parent}
            beside = parent.getnext() is not None or parent.getprevious() is not None
            self._alike[parent] = len(parent) if len(kinds) == 1 and beside else 0
        return self._alike[parent]


def mark_alike(lines: list[Line], places: list[Place], *, has_lists: bool) -> list[Line]:
    """Give the lines of a document without headings, or lists, with those of one class marked as such."""
    groups: dict[str, list[int]] = {}
    for n, place in enumerate(places):
        if place.role:
            groups.setdefault(place.role, []).append(n)
    entries = _entries(lines, places, groups) if not has_lists else set[int]()
    marked = [
        replace(line, mark="item", indent=(places[n].depth - 1) * 4) if n in entries else line
        for n, line in enumerate(lines)
    ]
    if sum(line.mark == "heading" and line.level < BOLD_LEVEL for line in lines) > 1:
        return marked
    ranks = _ranks(lines, places, {role: at for role, at in groups.items() if not entries & set(at)})
    return [
        replace(line, mark="heading", level=ranks[place.role], lead="") if place.role in ranks else line
        for line, place in zip(marked, places, strict=True)
    ]


def _entries(lines: list[Line], places: list[Place], groups: dict[str, list[int]]) -> set[int]:
    """Find the first lines of the entries of lists."""
    found: set[int] = set()
    for at in groups.values():
        first = [n for n in at if n == 0 or places[n - 1].element != places[n].element]
        first = list({places[n].element: n for n in reversed(first)}.values())
        listed = [n for n in first if places[n].alike]
        several = any(places[n].alike >= _FEWEST for n in listed)
        if not several or len(listed) < _MOST * len(first):
            continue
        if sum(_may_be_entry(lines[n]) for n in listed) >= _MOST * len(listed):
            found |= {n for n in first if not lines[n].mark}
    return found


def _may_be_entry(line: Line) -> bool:
    """Tell a line that may be a list's entry: it links or begins with a lead, or is one sentence that is not long."""
    if line.links or has_lead(line.text, line.lead, line.links):
        return True
    return width(line.text) <= _SHORT and first_sentence(line.text) == line.text


def _ranks(lines: list[Line], places: list[Place], groups: dict[str, list[int]]) -> dict[str, int]:
    """Rank the classes whose lines are headings."""
    heads = {role: at for role, at in groups.items() if _are_headings(lines, places, at)}
    above = Counter(
        (places[n].role, places[n + 1].role)
        for n in range(len(lines) - 1)
        if places[n].role in heads and places[n + 1].role in heads and places[n].role != places[n + 1].role
    )
    for (first, second), times in above.items():
        if times == len(heads.get(first, ())) == len(heads.get(second, ())):
            longer = max((first, second), key=lambda role: _length(lines, groups[role]))
            heads.pop(second if longer == first else first, None)
    higher = {role: sum(above[role, other] > above[other, role] for other in heads) for role in heads}
    order = sorted(set(higher.values()), reverse=True)
    return {role: min(_HIGHEST + order.index(higher[role]), _LOWEST) for role in heads}


def _are_headings(lines: list[Line], places: list[Place], at: list[int]) -> bool:
    """Tell lines of one class that head what stands beneath them."""
    texts = [lines[n].text for n in at]
    if len(at) < _FEWEST or len(set(texts)) < len(at) or len({places[n].element for n in at}) < len(at):
        return False
    if any(lines[n].mark not in ("", "heading") or not is_headline(lines[n].text) for n in at):
        return False
    if sum(_is_aside(text) for text in texts) * 2 > len(at):
        return False
    beneath = [n + 1 for n in at if n + 1 < len(lines) and places[n + 1].role != places[n].role]
    of_role = set(at)
    said = sum(width(lines[m].text) for n in beneath for m in range(n, min(n + _TEXT, len(lines))) if m not in of_role)
    longer = said >= _LONGER * sum(map(width, texts))
    return len(beneath) >= _MOST * len(at) and (longer or _stand_above(lines, beneath))


def _stand_above(lines: list[Line], beneath: list[int]) -> bool:
    """Tell whether what stands beneath the lines is mostly other headings or entries rather than text."""
    return all(is_headline(lines[n].text) or lines[n].links for n in beneath)


def _is_aside(text: str) -> bool:
    """Tell what may stand beneath a headline and heads nothing: a day, a credit, a label, several things in a row."""
    named = read_day(text) is not None or is_credit_line(text) or label_of(text) is not None
    named = named or names_and_dates(text) or len(_PICTOGRAPH.findall(text)) > 1
    return named or is_call(text) or _PARTED.search(text) is not None or not any(map(str.isalpha, text))


def _length(lines: list[Line], at: list[int]) -> float:
    return median(width(lines[n].text) for n in at)
