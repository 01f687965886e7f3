"""Give the value of a number written in Chinese: 三十亿, 一百二十, 3.5万亿, 1亿2000万, 三点五."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
_TENS = {"廿": "二十", "卅": "三十"}
_SPELT = re.compile("[零〇一二三四五六七八九]{3,}")
"""Digits read out one by one before a magnitude, as newspapers print them: 四五二三亿. Two may be vague (三五亿)."""
_PIECES = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")
_LONGEST = 24
"""Characters; no amount is written longer."""


def chinese_value(run: str) -> Decimal | None:
    """Give the value of digits and magnitudes, or None where they make no number (一二, 三五).

    A magnitude takes all that stands before it and is smaller: 1万亿 is 10,000 × 亿. Without anything before, it is
    itself: 百万. A last digit right behind a magnitude counts tenths of it: 两万三 is 23,000.
    """
    if len(run) > _LONGEST:
        return None
    for short, tens in _TENS.items():
        run = run.replace(short, tens)
    run = _SPELT.sub(lambda digits: str(digits_value(digits[0])), run)
    parts: list[tuple[Decimal, int]] = []  # values, and the powers of ten that they were multiplied with last
    number: Decimal | None = None
    unit = 0  # the power of ten of the magnitude written last: 12 of 万亿
    for piece in _PIECES.findall(run):
        if piece in _SCALES:
            power = _SCALES[piece]
            goes_on = number is not None and any(4 <= reached <= power for _, reached in parts)
            if number is not None and goes_on:
                if number.scaleb(power) >= Decimal(1).scaleb(unit):
                    return None  # 10亿5亿 are two
                parts = [*parts, (number.scaleb(power), power)]  # 1万亿5000亿
            else:
                parts = _raise(parts, number, power)
            unit, number = power if number is not None else unit + power, None
        elif number is not None and number != 0:
            return None
        elif (digits := str(_DIGITS.get(piece, piece)))[0] in "0123456789":
            number = Decimal(digits)
        else:
            return None
    total = sum((value for value, _ in parts), Decimal(0))
    if number is None:
        return total
    has_tenths = parts and parts[-1][1] >= 2 and run[-2] in _SCALES and number < 10
    return total + (number.scaleb(parts[-1][1] - 1) if has_tenths else number)


def _raise(parts: list[tuple[Decimal, int]], number: Decimal | None, power: int) -> list[tuple[Decimal, int]]:
    """Multiply what is smaller than a magnitude with it, and keep what is larger."""
    larger = [part for part in parts if part[1] > power]
    smaller = sum((value for value, _ in parts[len(larger) :]), number or Decimal(0))
    return [*larger, ((smaller or Decimal(1)).scaleb(power), power)]


def digits_value(run: str) -> Decimal | None:
    """Give the value of Chinese digits read out one by one, as years and decimals are (二〇二六), else None."""
    if all(piece in _DIGITS for piece in run):
        return Decimal("".join(str(_DIGITS[piece]) for piece in run))
    return None
