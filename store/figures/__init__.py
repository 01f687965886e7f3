"""Read the figures of a text in English, Chinese or both: a grammar of our own, in plain rules.

How, in plain English. The text is folded character for character (`plain`), its numbers are read (`numerals`), and
each is measured by the currency before it and the unit or noun behind it, or refused as part of a name, a date or a
rank (`measures`, `refusals`). Neighbours make ranges and developments (`joints`); words such as doubled, 三成 and
三分之一 are amounts of their own (`phrases`); words around give bounds (`bounds`). What an amount is of, whose it is
and as of when are read from its sentence (`of_what`, `owners`, `dates`), that it is past (`former`) or only
expected (`expected`), each only where the words say so.

What is vague has no value and is no figure: dozens, 数百, single digits, "one" or 一 before a noun. It compares
nothing; whether two figures can both hold is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from store.figures.amounts import find_amounts
from store.figures.dates import find_dates
from store.figures.expected import find_expected
from store.figures.former import find_former
from store.figures.numerals import find_numerals
from store.figures.of_what import find_of
from store.figures.owners import find_owners
from store.figures.plain import to_plain
from store.model import Figure, Mention

__all__ = ["as_json", "find_figures", "numbers_in"]


def find_figures(text: str, mentions: Sequence[Mention] = ()) -> list[Figure]:
    """Find the figures of any text, in order, none overlapping, in time linear in its length.

    `mentions` are the names in the text that may own a figure, at every place where they stand.
    """
    plain = to_plain(text)
    amounts = find_amounts(plain)
    owners, dates = find_owners(plain, amounts, mentions), find_dates(plain, amounts)
    former, expected = find_former(plain, amounts), find_expected(plain, amounts)
    read = zip(amounts, find_of(plain, amounts), owners, dates, former, expected, strict=True)
    return [
        Figure(
            words=text[amount.start : amount.end],
            start=amount.start,
            kind=amount.unit.kind,
            unit=amount.unit.base,
            low=_number(amount.low),
            high=_number(amount.high),
            bound=amount.bound,
            of=of,
            entity_id=owner,
            as_of=as_of,
            is_former=is_former,
            is_expected=is_expected,
        )
        for amount, of, owner, as_of, is_former, is_expected in read
    ]


def numbers_in(text: str) -> frozenset[float]:
    """Give every number that a text writes, magnitudes included, whatever it is of: amount, version, day or rank."""
    return frozenset(float(numeral.value) for numeral in find_numerals(to_plain(text)))


def _number(value: Decimal | None) -> int | float | None:
    """Give a value as a whole number where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(figure: Figure) -> dict[str, object]:
    """Write a figure as the command line's documents hold it."""
    return {
        "text": figure.words,
        "start": figure.start,
        "kind": figure.kind,
        "unit": figure.unit,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "of": figure.of,
        "entity": figure.entity_id,
        "as_of": figure.as_of,
        "former": figure.is_former,
        "expected": figure.is_expected,
    }
