"""A figure and its translation are read alike: kind and unit, what it is of, whose, and as of when.

At the first look 81 % of the written pairs' figures were of the same in both languages. `python -m
tests.figures.test_alike` prints what differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from store.figures import find_figures
from store.model import Figure
from store.parse import parse
from tests.disagreements.samples import Pair, written

OF, TIME = 0.9, 0.97
REFERENCE = Path(__file__).parents[3] / "shared" / "reference"


def aligned(pairs: Iterable[tuple[str, str]]) -> tuple[list[tuple[Figure, Figure]], list[Figure]]:
    """Pair the figures of translations by kind, unit and value, and give the English ones that have no partner."""
    found: list[tuple[Figure, Figure]] = []
    alone: list[Figure] = []
    for english, chinese in pairs:
        left = find_figures(chinese)
        for figure in find_figures(english):
            alike = [other for other in left if _value(other) == _value(figure)]
            if alike:
                partner = min(alike, key=lambda other: (other.of != figure.of, other.start))
                left.remove(partner)
                found.append((figure, partner))
            elif figure.kind != "duration":
                alone.append(figure)
    return found, alone


def _value(figure: Figure) -> tuple[object, ...]:
    return (figure.kind, figure.unit, figure.low if figure.low is not None else figure.high)


def texts(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """Give pairs as texts."""
    return [(pair.english, pair.chinese) for pair in pairs]


def test_both_languages_read_alike() -> None:
    """Nearly every figure has its partner, of the same thing and as of the same time."""
    found, alone = aligned(texts(written()))
    assert len(alone) <= 0.05 * len(found), alone
    assert sum(one.of == other.of for one, other in found) / len(found) >= OF
    assert sum(one.as_of == other.as_of for one, other in found) / len(found) >= TIME


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Revenue fell 20%.", "营收下降20%。"),
        ("Revenue rose 20%.", "营收增长20%。"),
        ("Shares soared 109%.", "股价飙升109%。"),
        ("Prices slumped by a third.", "价格下跌三分之一。"),
        ("Its run rate doubled to $4 billion.", "其年化营收翻倍至40亿美元。"),
    ],
)
def test_a_rise_is_no_fall(english: str, chinese: str) -> None:
    """The direction of a rate is read in both languages, and is no other's."""
    [first, *_], [second, *_] = find_figures(english), find_figures(chinese)
    assert first.of == second.of == ("decline" if "fell" in english or "slump" in english else "growth")


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference documents are not here")
def test_the_reference_weekly_reads_alike() -> None:
    """The cards of the bilingual weekly: but for its slip, each figure has its partner."""
    [path] = REFERENCE.glob("003_*.txt")
    issue = parse(path.read_text("utf-8"), name=path.name)
    pairs = [(issue.items[one], issue.items[other]) for one, other in issue.translations]
    sides = [(a, b) if a.language == "en" else (b, a) for a, b in pairs]
    found, alone = aligned((f"{a.headline}\n{a.summary}", f"{b.headline}\n{b.summary}") for a, b in sides)
    assert [figure.low for figure in alone if figure.kind == "money"] in ([1.3e9], [1.3e9, 1.3e9])
    assert len(found) >= 25
    assert sum(one.of == other.of for one, other in found) / len(found) >= 0.75


def main() -> None:
    """Print what is not read alike."""
    found, alone = aligned(texts(written()))
    for one, other in found:
        if one.of != other.of or one.as_of != other.as_of:
            print(f"{one.words} ({one.of}, {one.as_of}) / {other.words} ({other.of}, {other.as_of})")
    print(f"{len(found)} pairs, {sum(a.of == b.of for a, b in found) / len(found):.1%} alike; alone: {len(alone)}")


if __name__ == "__main__":
    main()
