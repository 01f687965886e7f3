"""What is seen of each block of an outline that may tell whether a story begins there: its *signs*, all numbers.

They are of four scopes, and none is of what the words say: the block itself and the *span* that it opens, which reaches
up to the next block written alike or the next heading that is no lower; all blocks written alike, by their means
("alike: …"); the heading above it ("above: …") and all headings written like that one; and the document. Blocks are
*written alike* that are headings of one rank, or entries of one depth or paragraphs that all open with a lead or all do
not. Lengths are columns, as shares of the length from which on they tell nothing more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from store.parse.blocks import WIDEST_THEME, Block
from store.parse.openers import is_opener
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section
from store.parse.vocabulary import LISTS, fold
from store.text import link_key

_SILENT = ("label", "date")
"""Kinds of blocks that begin nothing; what they link to belongs to the block above."""
_ENTRIES = ("item", "row", "card")
_WIDE, _WIDEST_LEAD, _WIDEST_SPAN, _MOST_PROSE = 200, 80, 1500, 600
_MOST_LINKS, _MOST_BLOCKS, _MOST_SIBLINGS = 6, 10, 12
_DEEPEST = 6
_NARROWEST_HEADLINE, _WIDEST_HEADLINE = 34, 130
_WORD_COLUMNS = 14
_FIRST_WORDS = 12
_PICTOGRAPH = re.compile(r"[^\w\s\"“‘'「『《(\[（【$€£¥#@<*~-]")
_MEANS = (
    "width", "a word or two", "short", "headline long", "linked", "link first", "leads", "lead", "counted", "finished",
    "one sentence", "digits", "capitals", "first", "same above", "text next", "list next", "nothing beneath", "span",
    "links", "one link", "no link", "text first", "parts", "credited", "pictograph", "same opening",
    "page again", "entries",
)  # fmt: skip
"""Signs of one block whose means over all blocks written alike are signs too."""
_ABOVE = ("width", "short", "headline long", "linked", "counted", "text first", "parts", "entries", "heads beneath")
_ABOVE_MEANS = ("width", "short", "headline long", "linked", "one link", "links", "span", "text first", "parts")


@dataclass(slots=True, eq=False)
class Place:
    """A block in its section, `order`th there (-1 the heading); `span` is the place behind the last that it opens."""

    block: Block
    section: Section
    order: int
    form: tuple[object, ...]
    width: int
    links: set[str]
    leads: bool
    span: int = 0
    labels: int = 0


def read_signs(sections: Sequence[Section]) -> list[tuple[Place, dict[str, float]]]:
    """Give the places of sections' headings and blocks, in order, each with its signs."""
    places = list(_places(sections))
    if not places:
        return []
    _measure_spans(places)
    seen = _Seen(places)
    own = [seen.own(n) for n in range(len(places))]
    alike = _means(places, own)
    heads = {id(place.section): n for n, place in enumerate(places) if place.order < 0}
    shared = _of_document(places)
    read = []
    for n, place in enumerate(places):
        outer = place.section if place.order >= 0 else place.section.above
        head = heads.get(id(outer)) if outer else None
        signs = own[n] | alike[place.form] | shared
        if head is not None:
            signs |= {f"above: {name}": own[head][name] for name in _ABOVE}
            signs |= {f"above alike: {name}": alike[places[head].form][f"alike: {name}"] for name in _ABOVE_MEANS}
            signs["above alike: count"] = alike[places[head].form]["alike: count"]
        read.append((place, signs))
    return read


def _places(sections: Iterable[Section]) -> Iterable[Place]:
    for section in sections:
        last = None
        if section.heading is not None:
            yield (last := _place(section.heading, section, -1))
        order = 0
        for block in section.blocks:
            if block.kind not in _SILENT:
                yield (last := _place(block, section, order))
                order += 1
            elif last is not None:
                last.links |= _links(block)
                last.labels += 1


def _place(block: Block, section: Section, order: int) -> Place:
    leads = is_opener(block)
    return Place(block, section, order, _form(block, section, leads), width(block.text), _links(block), leads)


def _form(block: Block, section: Section, leads: bool) -> tuple[object, ...]:
    if block.kind == "heading":
        return block.kind, section.rank
    if block.kind == "item":
        return block.kind, min(block.indent // 2, 2), leads
    return (block.kind, leads) if block.kind == "paragraph" else (block.kind,)


def _opening(block: Block) -> str:
    return fold(block.text[len(block.number) : 40]).casefold().strip(" .、:")[:6]


def _links(block: Block) -> set[str]:
    return {key for link in block.links if (key := link_key(link.url))}


def _measure_spans(places: list[Place]) -> None:
    for n, place in enumerate(places):
        end = n + 1
        while end < len(places) and not _ends(place, places[end]):
            end += 1
        place.span = end


def _ends(place: Place, other: Place) -> bool:
    """Tell whether a block ends the span of one above it."""
    if other.order < 0:
        return place.order >= 0 or other.section.rank <= place.section.rank
    if place.order < 0:
        return False
    deeper = place.block.kind == other.block.kind == "item" and other.block.indent <= place.block.indent
    return deeper or other.form[:2] == place.form[:2]


class _Seen:
    """What is seen of single places among all."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self._widths = [0]
        for place in places:
            self._widths.append(self._widths[-1] + place.width)
        self._beside: dict[object, int] = defaultdict(int)
        for place in places:
            self._beside[self._outer(place)] += 1
        self._prose: dict[int, int] = defaultdict(int)
        self._openings = Counter((place.form, _opening(place.block)) for place in places)
        self._texts = Counter(fold(place.block.text).casefold() for place in places)
        self._pages = Counter(page for place in places for page in place.links)

    def _outer(self, place: Place) -> object:
        return id(place.section if place.order >= 0 else place.section.above), place.form

    def own(self, n: int) -> dict[str, float]:
        """Give the signs of one block and its span. Call in order, because prose above is counted."""
        place = self.places[n]
        block, beneath = place.block, self.places[n + 1 : place.span]
        under = beneath[0] if beneath else None
        above = self.places[n - 1] if n else None
        signs = {
            **_of_words(block, place),
            "leads": float(place.leads),
            "first": float(place.order == 0),
            "same above": float(above is not None and above.form == place.form),
            "beside": _share(self._beside[self._outer(place)], _MOST_SIBLINGS),
            "prose above": _share(self._prose[id(place.section)], _MOST_PROSE),
            "text next": float(under is not None and under.block.kind == "paragraph"),
            "list next": float(under is not None and under.block.kind in _ENTRIES),
            "lead next": float(under is not None and under.leads),
            "width next": _share(under.width, _WIDE) if under else 0.0,
            "nothing beneath": float(not beneath),
            "place": n / len(self.places),
            "same opening": float(self._openings[place.form, _opening(block)] > 1),
            "said again": float(self._texts[fold(block.text).casefold()] > 1),
            "page again": float(any(self._pages[page] > 1 for page in place.links)),
            **self._of_span(n, beneath),
            **_of_parts(place, beneath),
        }
        if block.kind == "paragraph" and not place.leads:
            self._prose[id(place.section)] += place.width
        return signs

    def _of_span(self, n: int, beneath: list[Place]) -> dict[str, float]:
        links = len(self.places[n].links.union(*(each.links for each in beneath)))
        return {
            "span": _share(self._widths[self.places[n].span] - self._widths[n], _WIDEST_SPAN),
            "blocks": _share(len(beneath), _MOST_BLOCKS),
            "links": _share(links, _MOST_LINKS),
            "one link": float(links == 1),
            "no link": float(not links),
        }


def _of_words(block: Block, place: Place) -> dict[str, float]:
    words = block.text.split()[1:_FIRST_WORDS]
    opening = block.text.lstrip(" “\"‘'[【")
    return {
        "heading": float(block.kind == "heading"),
        "paragraph": float(block.kind == "paragraph"),
        "entry": float(block.kind in _ENTRIES),
        "width": _share(place.width, _WIDE),
        "a word or two": float(place.width <= _WORD_COLUMNS),
        "short": float(place.width <= WIDEST_THEME),
        "headline long": float(_NARROWEST_HEADLINE <= place.width <= _WIDEST_HEADLINE),
        "lead": _share(width(block.lead), _WIDEST_LEAD),
        "linked": float(bool(place.links)),
        "credited": float(place.labels > 0),
        "pictograph": float(bool(_PICTOGRAPH.match(block.text))),
        "question": float(fold(block.text.rstrip()[-1:]) == "?"),
        "link first": float(any(opening.startswith(link.words[:12]) for link in block.links if link.words)),
        "counted": float(block.number.isdigit()),
        "finished": float(is_finished(block.text)),
        "one sentence": float(is_headline(block.text)),
        "colon": float(fold(block.text.rstrip()[-1:]) == ":"),
        "digits": float(any(sign.isdigit() for sign in block.text[len(block.number) : 120])),
        "capitals": fmean(word[:1].isupper() for word in words) if words else 0.0,
        "depth": _share(block.indent, _DEEPEST),
        "marked": float(block.explicit),
        "apart": float(block.gap),
        "labelled": float(block.labelled),
        "quoted": float(block.quoted),
        "a known part": float(place.section.role is not None),
        "a known list": float(place.section.role in LISTS),
    }


def _of_parts(place: Place, beneath: list[Place]) -> dict[str, float]:
    """Give what stands beneath a heading: text first, entries that lead or link, and headings."""
    entries = [each for each in beneath if each.block.kind in _ENTRIES and each.block.indent <= 1]
    inner = [each for each in beneath if each.order < 0] if place.order < 0 else []
    first = beneath[0] if beneath and place.order < 0 else None
    return {
        "text first": float(first is not None and first.block.kind == "paragraph" and not first.leads),
        "parts": _share(len(inner), _MOST_LINKS),
        "heads beneath": _share(fmean(each.width for each in inner), _WIDE) if inner else 0.0,
        "entries": _share(len(entries), _MOST_LINKS),
        "entries that lead": fmean(each.leads for each in entries) if entries else 0.0,
        "entries that link": fmean(bool(each.links) for each in entries) if entries else 0.0,
        "wide entries": _share(fmean(each.width for each in entries), _WIDE) if entries else 0.0,
    }


def _means(places: list[Place], own: list[dict[str, float]]) -> dict[tuple[object, ...], dict[str, float]]:
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, place in enumerate(places):
        groups[place.form].append(n)
    every = set().union(*(place.links for place in places))
    total = sum(place.width for place in places) + 1
    return {form: _of_group([places[n] for n in group], [own[n] for n in group], total, len(every) + 1)
            for form, group in groups.items()}  # fmt: skip


def _of_group(places: list[Place], own: list[dict[str, float]], total: int, links: int) -> dict[str, float]:
    spans = [signs["span"] for signs in own]
    outer = {id(place.section if place.order >= 0 else place.section.above) for place in places}
    return {
        **{f"alike: {name}": fmean(signs[name] for signs in own) for name in _MEANS},
        "alike: count": math.log(len(places)),
        "alike: in a section": _share(len(places) / len(outer), _MOST_SIBLINGS),
        "alike: share of words": min(1.0, sum(spans) * _WIDEST_SPAN / total),
        "alike: share of links": min(1.0, sum(signs["links"] for signs in own) * _MOST_LINKS / links),
        "alike: evenness": pstdev(spans) / (fmean(spans) + 0.01),
    }


def _of_document(places: list[Place]) -> dict[str, float]:
    links = len(set().union(*(place.links for place in places)))
    total = sum(place.width for place in places) + 1
    return {
        "document: headings": math.log(sum(place.order < 0 for place in places) + 1),
        "document: links": math.log(links + 1),
        "document: links by words": min(1.5, links * _WIDE / total),
        "document: entries": fmean(place.block.kind == "item" for place in places),
        "document: blocks": math.log(len(places)),
    }


def _share(value: float, most: float) -> float:
    return min(value, most) / most
