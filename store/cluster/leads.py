"""Choose the report that represents a storyline: the fullest one that says who reported it. Pure.

In order: a report rather than a line that repeats one; an original rather than a translation; one with an outlet or a
link; the longer, up to `ENOUGH`; the earlier. Answers and editions choose by the reader's language first.
"""

from __future__ import annotations

from collections.abc import Iterable

from store.cluster.gates import Report

ENOUGH = 600
_RANK = {"story": 0, "analysis": 0, "quick_hit": 1, "watch": 2, "takeaway": 3, "summary": 4}


def choose_lead(reports: Iterable[Report]) -> int:
    """Give the row id of the report that leads a storyline."""
    return min(reports, key=_rank).id


def _rank(report: Report) -> tuple[int, bool, bool, int, int, str]:
    facts = report.facts
    return (
        _RANK[facts.kind],
        report.original is not None,
        not facts.is_credited,
        -min(facts.length, ENOUGH),
        facts.last_day,
        facts.key,
    )
