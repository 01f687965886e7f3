"""Amounts and times in words, short as a newsroom writes them: $30B+, 300亿美元以上, end 2025, 2025年底. Pure."""

from __future__ import annotations

from bot.blocks.parts import MONTHS
from bot.words import say
from bot.words.figures import MONEY
from store.model import Bound, Figure, FigureKind, Language

_ENGLISH = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
_LEAST = 10_000
"""Below it a number is written out: 9,870."""
_CHINESE = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_PREFIXES = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_PREFIXED = ("power", "energy", "compute")

Number = int | float | None


def figure_words(figure: Figure, language: Language) -> str:
    """Write what a figure says in a language, whatever its own words are."""
    return amount_words(figure.kind, figure.unit, figure.low, figure.high, figure.bound, language)


def of_words(figure: Figure, language: Language) -> str:
    """Write what a figure is of, and that it is only expected where it is; empty where it is not known."""
    of = say(f"of.{figure.of}", language) if figure.of else ""
    return say("of.expected", language, of=of).strip() if figure.is_expected else of


def amount_words(kind: FigureKind, unit: str, low: Number, high: Number, bound: Bound, language: Language) -> str:
    """Write an amount in base units with its bound."""
    value = low if low is not None else high
    amount = _amount(kind, unit, value or 0, language)
    if bound == "range" and high is not None:
        return say("bound.range", language, low=amount, high=_amount(kind, unit, high, language))
    return amount if bound in ("exact", "range") else say(f"bound.{bound}", language, amount=amount)


def _amount(kind: FigureKind, unit: str, value: float, language: Language) -> str:
    if kind == "money":
        amount = short_number(value, language)
        if unit in MONEY:
            return say(f"money.{unit}", language, amount=amount)
        return say("money.code", language, code=unit, amount=amount)
    if kind in _PREFIXED:
        size, prefix = next(((size, prefix) for size, prefix in _PREFIXES if value >= size), (1, ""))
        return f"{_digits(value / size)} {prefix}{unit}"
    if kind == "percent":
        return f"{_digits(value)}%" if unit == "%" else say("unit.pp", language, amount=_digits(value))
    return f"{_digits(value)}×" if kind == "multiple" else short_number(value, language)


def short_number(value: float, language: Language) -> str:
    """Write a number with the magnitude of a language: 30B, 300亿; Chinese parts no thousands."""
    size, word = scale_of("count", value, language) if value >= _LEAST else (1, "")
    digits = _digits(value / size)
    return f"{digits.replace(',', '') if language == 'zh' else digits}{word}"


def scale_of(kind: FigureKind, value: float, language: Language) -> tuple[float, str]:
    """Choose the magnitude to write a chart's values in: its size and its word, such as 1e9 and B."""
    scales = _PREFIXES if kind in _PREFIXED else _CHINESE if language == "zh" else _ENGLISH
    return next(((size, word) for size, word in scales if value >= size), (1, ""))


def _digits(value: float) -> str:
    """Write a number with at most four digits that say something, thousands parted."""
    rounded = float(f"{value:.4g}")
    return f"{rounded:,.0f}" if rounded.is_integer() else f"{rounded:,.10g}"


def time_words(time: str, language: Language) -> str:
    """Write a time as a figure has it: a year, a quarter, a month or a day, the day as its month."""
    year, _, rest = time.partition("-")
    if not rest:
        return say("time.year", language, year=year)
    if rest.startswith("Q"):
        return say("time.quarter", language, year=year, quarter=rest[1:])
    month = int(rest[:2])
    if month == 12 and len(rest) == 2:
        return say("time.end", language, year=year)
    return say("time.month", language, year=year, month=month if language == "zh" else MONTHS[month - 1])
