"""Find where the reports of one event cannot all be right: pure rules, over figures that are read already.

A story and its translation are compared number by number (`translations`), other reports by what each figure is of
(`reports`). Precision comes first: what could be two things, a rounding, a bound or a development is no disagreement.
It reads no text but for its numbers, and stores nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.disagreements.reports import compare_reports, find_slips
from store.disagreements.terms import Finding, Report, Stated
from store.disagreements.translations import compare_translations, pairs_of

__all__ = ["Finding", "Report", "Stated", "find_disagreements"]


def find_disagreements(reports: Sequence[Report]) -> list[Finding]:
    """Find the figures that cannot both hold among the reports of one event."""
    findings = [finding for pair in pairs_of(reports) for finding in compare_translations(*pair)]
    for place, report in enumerate(reports):
        for other in reports[place + 1 :]:
            if report.original != other.original:
                findings += [*compare_reports(report, other), *find_slips(report, other)]
    return list(dict.fromkeys(findings))
