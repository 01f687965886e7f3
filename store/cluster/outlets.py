"""Name the outlets that reported a storyline independently of one another, each once. Pure.

A report counts for the outlet that it credits, so two newsletters that credit one are one. A translation adds none to
its original, and a line that repeats its issue's report, a takeaway or one of a summary, none to that. Spellings of one
outlet that the catalogue knows (彭博社, Bloomberg) are one, named as the first report writes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.model import Story
from store.text import outlet_key

_REPEATS = ("takeaway", "summary")


def name_outlets(reports: Sequence[Story]) -> tuple[str, ...]:
    """Name each independent outlet of some reports, in their order; where none is credited, the first one's source."""
    told: set[int] = set()
    names: dict[str, str] = {}
    full = [report for report in reports if report.kind not in _REPEATS] or reports
    for report in full:
        original = report.translation_of or report.id
        if original not in told and report.outlet:
            names.setdefault(report.credit_key or outlet_key(report.outlet), report.outlet)
        told.add(original)
    return tuple(names.values()) or (reports[0].source,)
