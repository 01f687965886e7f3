"""Labelled sentences: what each says, in a line of its own, written before the grammar that reads them.

A line is `SENTENCE | LABEL; LABEL`, or `SENTENCE | -` for one without a figure. A label is `KIND [UNIT] VALUE [@OF]`:
`3e9` is exact, `>=3e9` at least, `<=3e9` at most, `~3e9` about, `3e9..5e9` a range; the unit is 1 where none is given.

What counts: every amount that the words give a value. Not: vague ones (dozens, 数百), one and 一 before a noun, what a
price is per, how long ago, and versions, ranks, ordinals, names and dates. A minus has no value of its own: a profit of
-$8m is a loss of 8e6. Half the sentences, chosen by a hash of
their words, were held apart while the grammar was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

SEED = "20260415"


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a reader would write it down; `of` is None where the sentence was not judged for it."""

    kind: str
    unit: str
    low: float | None
    high: float | None
    bound: str
    of: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the figures it holds, in order. `held` tells whether it was kept apart."""

    text: str
    labels: tuple[Label, ...]
    held: bool


def read_labels(language: str) -> list[Sentence]:
    """Read the labelled sentences of a language (`english` or `chinese`)."""
    lines = (Path(__file__).parent / f"{language}.txt").read_text("utf-8").splitlines()
    return [_sentence(line) for line in lines if line]


def _sentence(line: str) -> Sentence:
    text, labels = line.rsplit(" | ", 1)
    found = () if labels == "-" else tuple(_label(label) for label in labels.split("; "))
    return Sentence(text, found, sha256(f"{SEED}{text}".encode()).digest()[0] % 2 == 0)


def _label(label: str) -> Label:
    words, _, of = label.partition(" @")
    kind, *unit, value = words.split(" ")
    low, high, bound = _value(value)
    return Label(kind, unit[0] if unit else "1", low, high, bound, of or None)


def _value(value: str) -> tuple[float | None, float | None, str]:
    low, dots, high = value.partition("..")
    if dots:
        return _number(low), _number(high), "range"
    number = _number(value.lstrip("<>=~"))
    match value[:2]:
        case ">=":
            return number, None, "at_least"
        case "<=":
            return None, number, "at_most"
    return number, number, "about" if value.startswith("~") else "exact"


def _number(digits: str) -> float:
    return float(Fraction(digits))
