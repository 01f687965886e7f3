"""Reports that several outlets wrote of one event, as they are compared, and ten-fold slips sown into them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from store.disagreements import Report, Stated
from store.disagreements.values import digits_of, says_same
from store.figures import numbers_in
from store.model import Figure
from store.names import Names
from tests.cluster.events import Written, read_events

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def read_reports(names: Names) -> dict[str, list[Report]]:
    """Give the reports of the table of events by event, figures and owners read."""
    written = read_events()
    ids = {report.id: place for place, report in enumerate(written, 1)}
    events: dict[str, list[Report]] = defaultdict(list)
    for report in written:
        events[report.event].append(_report(names, report, ids))
    return events


def independent_pairs(events: dict[str, list[Report]]) -> Iterator[tuple[Report, Report]]:
    """Pair the reports of each event that are no translations of each other."""
    for reports in events.values():
        for one, other in combinations(reports, 2):
            if one.original != other.original:
                yield one, other


def sow(names: Names, one: Report, other: Report) -> Iterator[Report]:
    """Write one of two reports anew, with an amount of money of several digits that both tell ten times as large."""
    seen: set[float] = set()
    for stated in one.figures:
        figure = stated.figure
        is_told = any(_is_same(figure, two.figure) for two in other.figures)
        wrong = _tenfold(figure.words)
        if is_told and wrong and digits_of(figure) > 1 and (figure.low or 0) not in seen:
            seen.add(figure.low or 0)
            text = one.text
            for words in {each.figure.words for each in one.figures if _is_same(each.figure, figure)}:
                text = text.replace(words, _tenfold(words) or words)
            if not numbers_in(figure.words) & numbers_in(text):
                yield Report(one.story, one.original, one.language, text, one.day, _stated(names, one.story, text))


def _report(names: Names, written: Written, ids: dict[str, int]) -> Report:
    story, text = ids[written.id], f"{written.headline}\n{written.summary}"
    original = ids[written.translates] if written.translates else story
    return Report(story, original, written.language, text, written.day, _stated(names, story, text))


def _stated(names: Names, story: int, text: str) -> tuple[Stated, ...]:
    return tuple(Stated(story * 100 + n, figure) for n, figure in enumerate(names.figures_in(text)))


def _is_same(figure: Figure, other: Figure) -> bool:
    is_money = figure.kind == other.kind == "money" and figure.unit == other.unit
    return is_money and says_same(figure, other)


def _tenfold(words: str) -> str | None:
    found = _NUMBER.search(words)
    if not found:
        return None
    value = float(found[0].replace(",", "")) * 10
    return f"{words[: found.start()]}{value:g}{words[found.end() :]}" if value < 1e6 else None
