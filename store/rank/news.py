"""Say what is new of a storyline that a channel was told of before, if anything is. Pure.

A later report moves a storyline on, in this order, when it brings

- a new figure: one notable by its size (`NOTABLE`) that no report told before holds, an actual
  one that was only expected before included;
- a new outlet of weight: one that nobody credited before, and that we know well (`Report.has_weight`);
- a development: its headline says something else than all those told before in its language, word for word
  (rapidfuzz token_set below `SAME_TOPIC`), and it is the later one.

A translation, and another newsletter's line on the same outlet's report, are nothing new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.model import Figure, Language, Update
from store.rank.repeats import print_of
from store.rank.sizes import notability

NOTABLE = 0.15
SAME_TOPIC = 70


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a storyline. `has_weight` is whether its outlet is one that we know well."""

    story: int
    headline: str
    language: Language
    outlet: str | None
    outlet_key: str | None
    effective_at: datetime
    is_translation: bool
    has_weight: bool
    figures: tuple[Figure, ...]


def find_update(told: Sequence[Report], later: Sequence[Report]) -> Update | None:
    """Find what the later reports of a storyline bring, or None. What was told comes from before, all of it."""
    fresh = [report for report in later if not report.is_translation]
    return _figure(told, fresh) or _outlet(told, fresh) or _development(told, fresh)


def _figure(told: Sequence[Report], fresh: Sequence[Report]) -> Update | None:
    before = {_value(figure) for report in told for figure in report.figures}
    found = [
        (notability(figure), Update("figure", report.story, report.outlet, figure))
        for report in fresh
        for figure in report.figures
        if not figure.is_former and (_value(figure) not in before or _has_come(figure, report, told))
    ]
    size, update = max(found, key=lambda each: each[0], default=(0.0, None))
    return update if size >= NOTABLE else None


def _has_come(figure: Figure, report: Report, told: Sequence[Report]) -> bool:
    """Tell whether what all the reports told before only expected is told as actual now."""
    before = [each for other in told for each in other.figures if _value(each) == _value(figure)]
    is_awaited = any(each.of == figure.of for each in before) and all(each.is_expected for each in before)
    here = [each for each in report.figures if _value(each) == _value(figure)]
    return figure.of is not None and is_awaited and not any(each.is_expected for each in here)


def _value(figure: Figure) -> tuple[object, ...]:
    return (figure.kind, figure.unit, figure.low, figure.high)


def _outlet(told: Sequence[Report], fresh: Sequence[Report]) -> Update | None:
    before = {report.outlet_key for report in told}
    new = (r for r in fresh if r.has_weight and r.outlet_key and r.outlet_key not in before)
    return next((Update("outlet", report.story, report.outlet) for report in new), None)


def _development(told: Sequence[Report], fresh: Sequence[Report]) -> Update | None:
    for report in fresh:
        before = [each for each in told if each.language == report.language]
        is_later = all(report.effective_at > each.effective_at for each in before)
        if before and is_later and not any(_alike(report.headline, each.headline, report.language) for each in before):
            return Update("development", report.story, report.outlet)
    return None


def _alike(one: str, other: str, language: Language) -> bool:
    return one == other or print_of(one, language).is_like(print_of(other, language), SAME_TOPIC)
