"""What is seen of each block of an outline that may tell whether a story begins there: its *signs*, all numbers.

They are of four scopes, and none is of what is told: the block itself, the *span* that it opens and how its words
hang together with others; all blocks written alike (`places`), by their means ("alike: …"); the heading above it
("above: …") and all headings written like that one; and the document. Lengths are columns, as shares of the length from
which on they tell nothing more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import fmean, pstdev

from store.parse.blocks import WIDEST_THEME, Block
from store.parse.cohesion import Cohesion
from store.parse.places import ENTRIES, Place, read_places
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section
from store.parse.vocabulary import LISTS, fold

_WIDE, _WIDEST_LEAD, _WIDEST_SPAN, _MOST_PROSE = 200, 80, 1500, 600
_MOST_LINKS, _MOST_BLOCKS, _MOST_SIBLINGS = 6, 10, 12
_DEEPEST = 6
_NARROWEST_HEADLINE, _WIDEST_HEADLINE = 34, 130
_WORD_COLUMNS = 14
_FIRST_WORDS = 12
_PICTOGRAPH = re.compile(r"[^\w\s\"“‘'「『《(\[（【$€£¥#@<*~-]")
_COMMA = re.compile("[,，、;；]")
_NAME = re.compile(r"(?<![.!?:：。] )(?<!^)\b[A-Z][A-Za-z0-9]+")
"""A capitalized word that begins no sentence."""
_GOES_ON = re.compile(
    r"(?:it|its|this|these|those|they|their|he|she|his|her|we|our|you|your|i|there|that|here|also|but|and|however"
    r"|meanwhile|additionally|moreover|according|if|to|for (?:example|instance)|in addition|as a result"
    r"|the (?:company|firm|startup|team|model|tool|move|deal|report|update))\b"
    r"|它|他|她|该|此外|另外|同时|但|不过|而|据|目前|其中|其|这|并|还|也|从|在此|对于|由于|因此|所以|例如|比如|我们|如果",
    re.IGNORECASE,
)
"""Words with which a text goes on about what it has named before."""
_MOST_NAMES, _MOST_COMMAS, _DEEPEST_PAGE = 6, 8, 5
_OPENING_SIGNS = 60
_MEANS = (
    "width", "a word or two", "short", "headline long", "linked", "link first", "leads", "lead", "counted", "finished",
    "one sentence", "digits", "capitals", "first", "same above", "text next", "list next", "nothing beneath", "span",
    "links", "one link", "no link", "text first", "parts", "credited", "pictograph", "same opening",
    "page again", "entries", "parts linked", "heading next", "words", "said beneath", "said next", "said last",
    "said above", "said before", "said behind", "said beside", "parts named", "parts of it", "parts together", "names",
    "goes on", "colon within", "commas", "capital letters", "linked words", "depth of page", "site again",
)  # fmt: skip
"""Signs of one block whose means over all blocks written alike are signs too."""
_ABOVE = ("width", "short", "headline long", "linked", "counted", "text first", "parts", "entries", "heads beneath",
          "parts linked", "parts named", "parts of it", "parts together", "words", "said beneath")  # fmt: skip
_ABOVE_MEANS = ("width", "short", "headline long", "linked", "one link", "links", "span", "text first", "parts",
                "parts linked", "parts named", "parts of it", "parts together", "words", "said beneath")  # fmt: skip


def read_signs(sections: Sequence[Section]) -> list[tuple[Place, dict[str, float]]]:
    """Give the places of sections' headings and blocks, in order, each with its signs."""
    places = read_places(sections)
    if not places:
        return []
    seen = _Seen(places)
    own = [seen.own(n) for n in range(len(places))]
    alike = _means(places, own)
    shared = _of_document(places)
    read = []
    for n, place in enumerate(places):
        signs = own[n] | alike[place.form] | shared
        if place.head >= 0:
            above = alike[places[place.head].form]
            signs |= {f"above: {name}": own[place.head][name] for name in _ABOVE}
            signs |= {f"above alike: {name}": above[f"alike: {name}"] for name in (*_ABOVE_MEANS, "count")}
        read.append((place, signs))
    return read


def _opening(block: Block) -> str:
    return fold(block.text[len(block.number) : 40]).casefold().strip(" .、:")[:6]


class _Seen:
    """What is seen of single places among all."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self._widths = [0]
        for place in places:
            self._widths.append(self._widths[-1] + place.width)
        self._beside: dict[object, int] = defaultdict(int)
        for place in places:
            self._beside[id(place.outer), place.form] += 1
        self._prose: dict[int, int] = defaultdict(int)
        self._openings = Counter((place.form, _opening(place.block)) for place in places)
        self._texts = Counter(fold(place.block.text).casefold() for place in places)
        self._pages = Counter(page for place in places for page in place.links)
        self._sites = Counter(site for place in places for site in _sites(place))
        self._cohesion = Cohesion(places)

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
            "beside": _share(self._beside[id(place.outer), place.form], _MOST_SIBLINGS),
            "prose above": _share(self._prose[id(place.section)], _MOST_PROSE),
            "text next": float(under is not None and under.block.kind == "paragraph"),
            "list next": float(under is not None and under.block.kind in ENTRIES),
            "lead next": float(under is not None and under.leads),
            "width next": _share(under.width, _WIDE) if under else 0.0,
            "nothing beneath": float(not beneath),
            "place": n / len(self.places),
            "same opening": float(self._openings[place.form, _opening(block)] > 1),
            "said again": float(self._texts[fold(block.text).casefold()] > 1),
            "page again": float(any(self._pages[page] > 1 for page in place.links)),
            "heading next": float(n + 1 < len(self.places) and self.places[n + 1].order < 0),
            **self._of_links(place),
            **self._cohesion.signs(n),
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

    def _of_links(self, place: Place) -> dict[str, float]:
        linked = sum(len(link.words) for link in place.block.links)
        depths = [page.partition("?")[0].count("/") for page in place.links]
        return {
            "linked words": min(1.0, linked / (len(place.block.text) + 1)),
            "depth of page": _share(max(depths, default=0), _DEEPEST_PAGE),
            "site again": max((self._sites[site] for site in _sites(place)), default=0) / (self._sites.total() + 1),
        }


def _sites(place: Place) -> set[str]:
    return {page.partition("/")[0] for page in place.links}


def _of_words(block: Block, place: Place) -> dict[str, float]:
    words = block.text.split()[1:_FIRST_WORDS]
    opening = block.text.lstrip(" “\"‘'[【")
    return {
        "heading": float(block.kind == "heading"),
        "paragraph": float(block.kind == "paragraph"),
        "entry": float(block.kind in ENTRIES),
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
        "goes on": float(bool(_GOES_ON.match(opening))),
        "names": _share(len(set(_NAME.findall(block.text))), _MOST_NAMES),
        "colon within": float(":" in fold(block.text[:_OPENING_SIGNS])),
        "commas": _share(len(_COMMA.findall(block.text)), _MOST_COMMAS),
        "capital letters": sum(sign.isupper() for sign in block.text) / (len(block.text) + 1),
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
    entries = [each for each in beneath if each.block.kind in ENTRIES and each.block.indent <= 1]
    own = [each for each in beneath if each.outer is place.section and each.order >= 0] if place.order < 0 else []
    inner = [each for each in beneath if each.order < 0] if place.order < 0 else []
    first = beneath[0] if beneath and place.order < 0 else None
    return {
        "text first": float(first is not None and first.block.kind == "paragraph" and not first.leads),
        "parts": _share(len(inner), _MOST_LINKS),
        "heads beneath": _share(fmean(each.width for each in inner), _WIDE) if inner else 0.0,
        "entries": _share(len(entries), _MOST_LINKS),
        "entries that lead": fmean(each.leads for each in entries) if entries else 0.0,
        "entries that link": fmean(bool(each.links) for each in entries) if entries else 0.0,
        "parts linked": fmean(bool(each.links) for each in own) if own else 0.0,
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
    outer = {id(place.outer) for place in places}
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
