"""Parts are those that joining the two nearest, one pair at a time, gives, in whatever order reports and pairs come."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from random import Random
from statistics import fmean
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cluster.facts import Facts, Text, read_facts
from store.cluster.gates import ORDER, UNLIKELY, Join, Report
from store.cluster.partition import CONTRARY, LONGEST, Edge, part
from store.cluster.weighing import ENOUGH

Pair = frozenset[int]
Part = frozenset[int]

WORTHS = tuple(ENOUGH + more for more in (-0.3, -0.2, -0.1, 0.04, 0.04, 0.2, 0.35, 0.6, 0.9))
"""Few, so that many parts are equally near."""


def facts(number: int, day: int) -> Facts:
    """Give what is compared of a report without a name."""
    date = f"2026-05-{day:02}"
    return read_facts(
        Text("story", "en", f"Report {number}", "", None, date, None, date, "post", number, False), (), ()
    )


def join_one_by_one(
    reports: Mapping[int, Report], worths: Mapping[Pair, float], apart: set[Pair], most: int
) -> set[Part]:
    """Join the two nearest parts of all as long as that is enough, looking at all parts each time."""

    def nearness(one: Part, other: Part) -> float:
        days = [reports[member].facts.last_day for member in one | other]
        pairs = [frozenset({x, y}) for x in one for y in other]
        if len(days) > most or max(days) - min(days) > LONGEST:
            return 0.0
        return mean(pairs)

    def mean(pairs: list[Pair]) -> float:
        return round(fmean(worths.get(pair, UNLIKELY) - CONTRARY * (pair in apart) for pair in pairs), 9)

    def least(one: Part) -> float:
        if len(one) < 5:
            return ENOUGH
        return ENOUGH + max(0.0, mean([frozenset(pair) for pair in combinations(one, 2)]) - ENOUGH) / 10

    def contents(one: Part) -> str:
        return min(reports[member].facts.key for member in one)

    parts = {frozenset({report}) for report in reports}
    while True:
        means = [(-nearness(*two), sorted(map(contents, two)), two) for two in combinations(parts, 2)]
        enough = [found for found in means if -found[0] >= max(map(least, found[2]))]
        if not enough:
            return parts
        _, _, two = min(enough, key=lambda found: found[:2])
        parts = parts.difference(two) | {two[0] | two[1]}


@given(st.randoms(use_true_random=False), st.integers(2, 14), st.sampled_from((3, 20)), st.sampled_from((4, 60)))
@settings(max_examples=80, deadline=None)
def test_the_nearest_are_joined_first(random: Random, count: int, days: int, most: int) -> None:
    """Whatever pairs count, are apart or lie days apart, and however many are too many, no nearer parts are left."""
    reports = {n: Report(n, n, n, 0, facts(n, random.randint(1, days))) for n in range(count)}
    pairs = [frozenset(pair) for pair in combinations(reports, 2)]
    worths = {pair: random.choice(WORTHS) for pair in pairs if random.random() < 0.6}
    apart = set(random.sample(pairs, len(pairs) // 8))
    edges = [Edge(min(p), max(p), Join("meaning", ORDER["meaning"] + worth / 100)) for p, worth in worths.items()]
    random.shuffle(edges)
    mixed = dict(random.sample(sorted(reports.items()), count))
    with patch("store.cluster.partition.MOST", most):
        found = part(mixed, edges, lambda one, other: frozenset({one.id, other.id}) in apart)
    assert set(map(frozenset, found)) == join_one_by_one(reports, worths, apart, most)


def test_what_only_follows_a_large_storyline_stays_apart() -> None:
    """What is near enough to join one report, or four, is not near enough for five that are far nearer each other."""
    for size, parts in ((1, 1), (4, 1), (5, 2)):
        reports = {n: Report(n, n, n, 0, facts(n, 4)) for n in range(size + 1)}
        worths = {pair: 1.3 if size not in pair else ENOUGH + 0.05 for pair in combinations(reports, 2)}
        edges = [Edge(*pair, Join("meaning", ORDER["meaning"] + worth / 100)) for pair, worth in worths.items()]
        assert len(part(reports, edges, lambda one, other: False)) == parts


def test_what_links_to_one_page_is_one_report() -> None:
    """A report that is near one of two copies joins both, though nothing is noted between it and the other."""
    reports = {n: Report(n, n, n, 0, facts(n, 4)) for n in range(3)}
    near = Edge(1, 2, Join("meaning", ORDER["meaning"] + (ENOUGH + 0.01) / 100))
    link = Edge(0, 1, Join("link", ORDER["link"] + 0.01))
    assert len(part(reports, [link, near], lambda one, other: False)) == 1
    loose = Edge(0, 1, Join("meaning", ORDER["meaning"] + (ENOUGH + 0.02) / 100))
    assert len(part(reports, [loose, near], lambda one, other: False)) == 2
