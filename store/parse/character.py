"""What a document is like as a whole, and how likely it is by that to be an issue of several stories.

The rules (`confidence`) know how issues of many kinds are built, and take an article that is built like one for one.
Its *character* tells more: signs, all numbers, of the title (a periodical's name, a day), of whether block after block
keeps to the title's words, as an article does to its subject, of how sure single blocks are to begin stories, of names
that come again, of headings and of code. None is of what is told.

The weights were fitted by logistic regression (`python -m tests.layouts.weighing`) on 360 real issues and 52 real
articles as they were read before any rule was made for them, on 412 pages of documentation, and on the project's own
imitations.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean

from store.parse.claims import calls_itself_issue, is_dated
from store.parse.cohesion import words_of
from store.parse.confidence import Evidence
from store.parse.prose import width
from store.parse.starts import Weighed
from store.parse.titles import is_periodical
from store.parse.vocabulary import FURNITURE

_SUREST = 3
"""Blocks at which a story begins most likely, whose chances are a sign."""
_SEVERAL = 2
"""Outlets, at least, that headlines name beneath them."""
_WIDEST_TITLE = 60
_BASE = -1.68
_WEIGHTS = {
    "periodical": 2.55,
    "dated": 1.75,
    "called": 3.20,
    "title": 1.37,
    "title said": -2.40,
    "title said most": -3.18,
    "sure": 2.70,
    "sure starts": 2.95,
    "headed": 1.86,
    "headings": -1.52,
    "chapters": -3.63,
    "code": -4.97,
    "labelled": 0.47,
    "link first": 0.73,
    "names": 1.84,
    "said behind": -2.68,
    "said beside": -2.33,
}
"""What each sign adds to the logarithm of the odds, and what they are before any is seen."""
_LIKELY = 0.4
"""How likely a document is to be an issue from which it is read as one.

By weights that had not seen them, 344 of these issues are told, 41 of the articles and 393 of the pages; by the rules
alone 336, 36 and 340. Of 16 more articles, which no weights or trees have seen, 14 are told, where it was 8."""


def is_issue(evidence: Evidence, weighed: Sequence[Weighed], *, seems: bool) -> bool:
    """Tell an issue of several stories from a single one.

    `weighed` are its blocks, none where they are very few; `seems` is what the rules take it for.
    """
    if not weighed:
        return seems
    if _are_reported(weighed):
        return True
    signs = read_character(evidence, weighed, seems=seems)
    odds = _BASE + sum(weight * signs[name] for name, weight in _WEIGHTS.items())
    return odds > math.log(_LIKELY / (1 - _LIKELY))


def _are_reported(weighed: Sequence[Weighed]) -> bool:
    """Tell a document in which several headlines say whose report each is, when it is from, and where it stands.

    However much stands around them that sums them up, no article has parts of several outlets, each with its day.
    """
    origins: set[str] = set()
    for place, _, odds in weighed:
        said = {block.label: block.text for block in place.section.blocks if block.kind == "label"}
        if place.order < 0 and odds > 0 and "origin" in said and len({"date", "link"} & set(said)) > 1:
            origins.add(said["origin"])
    return len(origins) >= _SEVERAL


def read_character(evidence: Evidence, weighed: Sequence[Weighed], *, seems: bool) -> dict[str, float]:
    """Give a document's signs. `weighed` are its blocks with their signs and odds, of which there is one at least.

    What the rules see as stories tells only where they take it for an issue (`seems`).
    """
    seen = evidence.drafts if seems else []
    begun = {draft.start for draft in seen if draft.kind != "summary"}
    starts = [each for each in weighed if each.place.block.start in begun and each.place.section.role not in FURNITURE]
    heads = [each for each in weighed if each.place.order < 0]
    told = [each for each in weighed if each.place.order >= 0 and each.place.section.role not in FURNITURE]
    chances = [0.0 if each.place.section.role in FURNITURE else each.chance for each in weighed]
    return {
        **_of_title(evidence, weighed),
        "sure": fmean(sorted(chances, reverse=True)[:_SUREST]),
        "sure starts": _mean(starts, lambda each: each.chance),
        "headed": _mean(starts, lambda each: float(each.place.order < 0)),
        "headings": len(heads) / len(weighed),
        "chapters": _mean(heads, lambda each: float(each.place.section.role == "chapter")),
        "code": min(1.0, evidence.code / len(weighed)),
        "labelled": float(evidence.labelled),
        "link first": _mean(starts, lambda each: each.signs["link first"]),
        "names": _mean(starts, lambda each: each.signs["names"]),
        "said behind": _mean(told, lambda each: each.signs["said behind"]),
        "said beside": _mean(starts, lambda each: each.signs["said beside"]),
    }


def _of_title(evidence: Evidence, weighed: Sequence[Weighed]) -> dict[str, float]:
    title = evidence.title
    words = words_of(title)
    held = [words & words_of(each.place.block.text) for each in weighed]
    often = Counter(word for found in held for word in found)
    return {
        "periodical": float(is_periodical(title)),
        "dated": float(is_dated(title)),
        "called": float(calls_itself_issue(evidence.drafts, evidence.blocks)),
        "title": min(1.0, width(title) / _WIDEST_TITLE),
        "title said": fmean(map(bool, held)),
        "title said most": max(often.values(), default=0) / len(weighed),
    }


def _mean(weighed: Sequence[Weighed], sign: Callable[[Weighed], float]) -> float:
    return fmean(map(sign, weighed)) if weighed else 0.0
