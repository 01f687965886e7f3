"""Tell which amounts are what something was before and is no more: from $9B to $30B, down from 700, 从50亿增至80亿.

Of a development the end that "from", 从, 由 or 自 leads to is the former one, wherever it stands; so is an amount that
is called previous, had been planned, or is set a year or quarter back, with nothing new said of it. A range ("prices
from $5 to $20") and an origin ("$30 million from 12 investors") are not: "from" alone tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from store.figures.amounts import Amount
from store.figures.outlooks import HAD_PLANNED
from store.figures.plain import Plain
from store.figures.tables import one_of

_BEFORE, _BETWEEN, _AFTER = 40, 60, 24
"""Characters that are looked at before an amount, up to what it became, and behind it."""
_ABOUT = r"(?: ?(?:about|around|roughly|just|over|nearly|almost|some|under|more than|less than|an?|the|its))*"
_DOWN_FROM = re.compile(
    rf"(?<![a-z])(?:up|down|higher|lower|(?:a|an) (?:rise|increase|jump|drop|fall|decline|decrease)),? from{_ABOUT} $"
)
_FROM = re.compile(
    rf"(?:(?<![a-z])from{_ABOUT} |[从由自][^，。；,;0-9]{{0,12}}(?:20[0-9]{{2}} ?年[^，。；,;0-9]{{0,8}})?)$"
)
_RANGING = re.compile(
    r"(?:rang(?:e|es|ed|ing)|anywhere|somewhere|var(?:y|ies|ying)|prices?|costs?|starts?|starting) from"
)
_TO = re.compile(rf"(?:(?<![a-z])to{_ABOUT} |[到至为成]了?(?:目前|现在|如今|今年|当前)?的?[约近超过]*) ?$")
_FROM_BETWEEN = re.compile(rf",? (?:up |down )?from{_ABOUT} ")
_PREVIOUS = re.compile(
    rf"(?:{one_of(HAD_PLANNED)}(?:(?: [a-z]+){{1,3}}|[^，。；,;0-9]{{0,6}})"
    r"|(?<![a-z])(?:previous(?:ly)?|formerly)(?: [a-z-]+){0,3}|(?:此前|之前|原先|原来|同期)的?[^，。；,;0-9]{0,6}) ?$"
)
_AGO = re.compile(
    r" (?:in the same (?:period|quarter|month) )?(?:a|one|two|three) (?:year|quarter|month)s? "
    r"(?:earlier|ago|before|prior)"
)


def find_former(plain: Plain, amounts: Sequence[Amount]) -> list[bool]:
    """Tell of each amount whether it is a former one. The amounts are in order."""
    befores, afters = [None, *amounts], amounts[1:]
    return [
        _is_called_former(plain, amount)
        or (last is not None and _is_led_back_to(plain, last, amount))
        or (later is not None and _is_led_away_from(plain, amount, later))
        for last, amount, later in zip_longest(befores[: len(amounts)], amounts, afters)
    ]


def _is_called_former(plain: Plain, amount: Amount) -> bool:
    start = max(plain.sentence(amount.start, amount.end)[0], amount.start - _BEFORE)
    before, after = plain.low[start : amount.start], plain.low[amount.end : amount.end + _AFTER]
    is_ago = _AGO.match(after) and amount.unit.kind not in ("percent", "multiple", "duration")
    return bool(_DOWN_FROM.search(before) or _PREVIOUS.search(before) or is_ago)


def _is_led_back_to(plain: Plain, last: Amount, amount: Amount) -> bool:
    """Tell whether an amount is what the one before it had been: to $500 million from $2 billion."""
    before = plain.low[max(0, last.start - _BEFORE) : last.start]
    is_from = _FROM_BETWEEN.fullmatch(plain.low, last.end, amount.start) is not None
    return is_from and last.unit.is_alike(amount.unit) and _TO.search(before) is not None


def _is_led_away_from(plain: Plain, amount: Amount, later: Amount) -> bool:
    """Tell whether an amount became the next one: from $9 billion at the end of 2025 to $30 billion."""
    if not amount.unit.is_alike(later.unit) or not 0 <= later.start - amount.end <= _BETWEEN:
        return False
    before = plain.low[max(0, amount.start - _BEFORE) : amount.start]
    is_from = _FROM.search(before) is not None and _RANGING.search(before) is None
    is_to = _TO.search(plain.low[amount.end : later.start]) is not None
    return is_from and is_to and plain.is_one_sentence(amount.end, later.start)
