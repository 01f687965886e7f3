"""Read the numbers that a text writes: in digits, in words of English, in Chinese numerals, with their magnitudes.

A numeral is a value and its place, no more: what it counts, and whether it is an amount at all, is judged elsewhere.
Vague ones (dozens, several hundred, 数百, 十几) have no value and are no numerals.

Arithmetic is exact: a value has at most `_DIGITS` digits, and magnitudes are powers of ten, which add none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from typing import Literal

from store.figures.chinese import chinese_value, digits_value
from store.figures.plain import Plain, is_blank
from store.model import Bound

_DIGITS = 15
"""A longer number is an identifier; times any unit's factor, this many stay within a Decimal's 28."""

_SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15, "lakh": 5, "crore": 7,
    "cr": 7, "mn": 6, "mln": 6, "mio": 6, "mrd": 9, "bn": 9, "bln": 9, "tn": 12, "trn": 12,
}  # fmt: skip
_LETTERS = {"k": 3, "K": 3, "M": 6, "B": 9, "T": 12}
_SMALL_LETTERS = {"MM": 6, "m": 6, "b": 9, "t": 12}
"""Magnitudes only behind a currency's sign: otherwise 5m is five metres or minutes."""
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = (
    {word: Decimal(value) for value, word in enumerate(_SMALL)}
    | {word: Decimal(10 * tens) for tens, word in enumerate(_TENS, 2)}
    | {"a": Decimal(1), "an": Decimal(1), "half": Decimal("0.5")}
)

_SCALE = "(?:hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen)"
_WORD = f"(?:{'|'.join(sorted([*_SMALL, *_TENS], key=len, reverse=True))})"
_THOUSAND = "千(?![瓦米克卡焦兆赫])"  # otherwise it is kilo-
_TRILLION = (  # otherwise it is mega-
    "兆(?=[美欧日韩港]?元|台币|新台币|英镑|个?(?:token|词元|参数)| ?[0-9][0-9,.]{0,8} ?亿)"
)
_CHINESE = f"(?:[零〇一二两三四五六七八九十廿卅百万亿]|{_THOUSAND}|{_TRILLION})"
_CHINESE_SCALE = f"(?:[十百万亿]|{_THOUSAND}|{_TRILLION})"

_DIGIT_RUN = re.compile(r"[0-9]+(?:(?:[.,]|'(?=[0-9]{3}(?![0-9])))[0-9]+)*")
_NUMBER = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?"
)
"""Thousands are parted by commas, in Switzerland by apostrophes; India parts hundreds above them (1,23,456)."""
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TEN_TO = re.compile(r"\^\{?([0-9]{1,2})|([⁰¹²³⁴-⁹]{1,2})|的([0-9]{1,2})次方")
_TIMES_TEN_TO = re.compile(r" ?[×x·] ?10(?=[\^⁰¹²³⁴-⁹的])")
_EXPONENT = re.compile(r"[eE]\+?([0-9]{1,2})(?![0-9A-Za-z.])")
_ENGLISH_SCALE = re.compile(
    rf"(?:(?:[ -]| {{1,24}})(?:{_SCALE}|cr)(?![a-z]))+| {{0,24}}(?:mn|mln|mio|mrd|bn|bln|tn|trn|cr)(?![a-z0-9])"
)
_LETTER = re.compile(r" ?(?:MM|[KMBT])(?![A-Za-z0-9'])|[kmbt](?![A-Za-z0-9'])")
_CHINESE_TAIL = re.compile(
    rf" {{0,24}}(?:个亿|{_CHINESE_SCALE}{{1,24}})"
    rf"(?: ?(?:[0-9]{{1,4}}|[0-9],[0-9]{{3}})(?:\.[0-9]{{1,24}})? ?{_CHINESE_SCALE}{{1,24}}){{0,12}}"
)
"""As long as makes a number (`chinese_value`), and longer than that, so that 10亿10亿… is none however often said."""
_PARTING = str.maketrans("", "", " ,")
_CURRENCY_BEFORE = re.compile("(?:[$€£¥₩₹]|[A-Z]{3}|RMB|Rmb) {0,8}$")
_CURRENCY_AFTER = re.compile(" ?(?:USD|EUR|GBP|JPY|CNY|RMB|HKD|SGD|AUD|CAD|CHF|dollars|euros|pounds|yuan)(?![A-Za-z])")
_CHINESE_RUN = re.compile(f"{_CHINESE}+(?:点[零〇一二三四五六七八九]+{_CHINESE_SCALE}*)?")
_CLASSED = "个家名位人万亿项种次台辆款年天张条座部件国所处篇支枚颗块套只"
"""What stands behind 多 where a space parts it from its number: 200 多个, but Qwen 3 多模态."""
_MORE = re.compile(
    rf"(?:(?= {{1,2}}[多余几][{_CLASSED}]) +)?([多余几])([万亿]*)|(?:\+(?![0-9])|-plus(?= [a-z]))"
    "|(?P<about>-odd)(?= [a-z])"
)
_VAGUE_BEFORE = re.compile("(?<![参指人次总户倍函系基级负整分])数$|[几多成干]$|(?<!以)上$")
_ENGLISH_RUN = re.compile(
    rf"(?:{_WORD}|half(?=[ -](?:an? )?{_SCALE})|an?(?= (?:half )?{_SCALE}(?![a-z]))|dozen)"
    rf"(?:[ -](?:and )?(?:{_WORD}|{_SCALE}|half(?= {_SCALE})"
    rf"|an?(?= {_SCALE})))*(?: and a half(?: {_SCALE})?)?(?!(?!fold)[a-z])"
)
_OPENING = ("", " ", "(", '"', "“", "'", "\n")
_BARE_SCALE = re.compile(r"(?:million|billion|trillion)(?=-(?!plus))")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: characters `start` to `end`, its value, and how it is written.

    `literal` is its value before the magnitude, `letter` the magnitude where it is one letter (31B); `bound` is what
    the number itself says (120+, 900-plus, 三百多, 500-odd), `grouped` tells that its thousands are parted (12,000).
    """

    start: int
    end: int
    value: Decimal
    literal: Decimal
    form: Literal["digits", "words", "chinese"]
    letter: str = ""
    bound: Bound = "exact"
    grouped: bool = False

    @property
    def is_scaled(self) -> bool:
        """Whether a magnitude is written."""
        return self.value != self.literal

    @property
    def is_large(self) -> bool:
        """Whether it is written as large numbers are, so that it is an amount even without a noun."""
        return self.is_scaled or self.grouped


def find_numerals(plain: Plain) -> list[Numeral]:
    """Find every numeral, in order, none overlapping."""
    found = sorted([*_in_digits(plain), *_in_chinese(plain), *_in_words(plain)], key=lambda numeral: numeral.start)
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _in_digits(plain: Plain) -> Iterator[Numeral]:
    for run in _DIGIT_RUN.finditer(plain.text):
        digits = run.group()
        if len(digits) > _DIGITS + 5 or not _NUMBER.fullmatch(digits):
            continue
        literal, end = Decimal(digits.replace(",", "").replace("'", "")), run.end()
        if part := _VULGAR.get(plain.text[end : end + 1]):
            literal, end = literal + part, end + 1
        if len(literal.as_tuple().digits) <= _DIGITS:
            is_grouped = "," in digits or "'" in digits
            bare = Numeral(run.start(), end, literal, literal, "digits", grouped=is_grouped)
            yield from _with_more(plain, _with_magnitude(plain, bare))


def _with_magnitude(plain: Plain, bare: Numeral) -> Numeral:
    """Read the magnitude that follows digits, in either language, as a letter or as a power of ten."""
    end = bare.end
    if powered := _power(plain.text, bare):
        return powered
    if words := _ENGLISH_SCALE.match(plain.low, end):
        scales = words.group().replace("-", " ").split()
        return replace(bare, end=words.end(), value=_scale_by_words(bare.literal, scales))
    if found := _LETTER.match(plain.text, end):
        letter = found.group().strip()
        power = _LETTERS.get(letter) or (
            _SMALL_LETTERS[letter] if _is_money(plain.text, bare.start, found.end()) else 0
        )
        if power:
            return replace(bare, end=found.end(), value=bare.literal.scaleb(power), letter=letter)
    tail = _CHINESE_TAIL.match(plain.text, end)
    if tail and not is_blank(plain, end, end + len(tail.group()) - len(tail.group().lstrip())):
        said = tail.group().translate(_PARTING).removeprefix("个")
        value = chinese_value(f"{bare.literal}{said}")
        return replace(bare, end=tail.end(), value=value) if value else bare
    return bare


def _is_money(text: str, start: int, end: int) -> bool:
    """Tell whether a currency stands right before digits or right behind their letter."""
    return bool(_CURRENCY_BEFORE.search(text[max(0, start - 12) : start]) or _CURRENCY_AFTER.match(text, end))


def _power(text: str, bare: Numeral) -> Numeral | None:
    """Read 5e25, 10^26, 10²⁶, 10的26次方 and 2.5 × 10^25."""
    if found := _EXPONENT.match(text, bare.end):
        return replace(bare, end=found.end(), value=bare.literal.scaleb(int(found[1])))
    times = _TIMES_TEN_TO.match(text, bare.end)
    if not times and bare.literal != 10:
        return None
    found = _TEN_TO.match(text, times.end() if times else bare.end)
    if not found:
        return None
    exponent = int(next(filter(None, found.groups())).translate(_SUPERSCRIPTS))
    base = bare.literal if times else Decimal(1)
    return replace(bare, end=found.end(), value=base.scaleb(exponent))


def _scale_by_words(value: Decimal, words: list[str]) -> Decimal:
    for word in words:
        value = value * 12 if word == "dozen" else value.scaleb(_SCALES[word])
    return value


def _with_more(plain: Plain, numeral: Numeral) -> Iterator[Numeral]:
    """Read a plus, 多 or 余 behind a number, with the magnitude that may follow; 几 makes it vague: no numeral."""
    found = _MORE.match(plain.text, numeral.end)
    if not found:
        yield numeral
    elif found[1] != "几":
        value = chinese_value(f"{numeral.value:f}{found[2]}") if found[2] else numeral.value
        bound: Bound = "about" if found["about"] else "at_least"
        yield replace(numeral, end=found.end(), value=value or numeral.value, bound=bound)


def _in_chinese(plain: Plain) -> Iterator[Numeral]:
    for run in _CHINESE_RUN.finditer(plain.text):
        whole, _, decimals = run.group().partition("点")
        digits = decimals.rstrip("十百千万亿兆")
        value = chinese_value(whole) if len(whole) < 3 or not digits_value(whole) else digits_value(whole)
        before = plain.text[max(0, run.start() - 2) : run.start()]
        if not value or before[-1:].isdigit() or (whole[0] in "十百千万亿" and _VAGUE_BEFORE.search(before)):
            continue
        if digits:
            tenths = digits_value(digits) or Decimal(0)
            value = chinese_value(f"{value + tenths.scaleb(-len(digits))}{decimals[len(digits) :]}") or value
        literal = chinese_value(run.group().partition("点")[0].rstrip("百千万亿兆")) if not digits else None
        yield from _with_more(plain, Numeral(run.start(), run.end(), value, literal or value, "chinese"))


def _in_words(plain: Plain) -> Iterator[Numeral]:
    for run in _ENGLISH_RUN.finditer(plain.low):
        if plain.low[run.start() - 1 : run.start()].isalpha():
            continue
        whole, half, scale = run.group().partition(" and a half")
        words = whole.replace("-", " ").split()
        value = _words_value(words)
        if value and half:
            value = _scale_by_words(value + Decimal("0.5"), scale.split())
        if value:
            scales = takewhile(_SCALES.__contains__, reversed([*words, *scale.split()]))
            literal = value.scaleb(-sum(_SCALES[word] for word in scales))
            yield from _with_more(plain, Numeral(run.start(), run.end(), value, literal, "words"))
    for bare in _BARE_SCALE.finditer(plain.low):
        if plain.low[bare.start() - 1 : bare.start()] in _OPENING:
            value = _scale_by_words(Decimal(1), [bare.group()])
            yield Numeral(bare.start(), bare.end(), value, Decimal(1), "words")


def _words_value(words: list[str]) -> Decimal | None:
    """Give the value of English words (two hundred and fifty thousand, half a million), or None for no number."""
    total, section = Decimal(0), None
    for word in words:
        if word == "and" or (word in ("a", "an") and section is not None):
            continue
        if word in _WORDS:
            if section is not None and not _may_follow(section, _WORDS[word]):
                return None
            section = (section or 0) + _WORDS[word]
        elif word in ("hundred", "dozen"):
            section = _scale_by_words(section or Decimal(1), [word])
        else:
            total, section = total + _scale_by_words(section or Decimal(1), [word]), None
    return total + (section or 0)


def _may_follow(section: Decimal, word: Decimal) -> bool:
    """Tell whether a word adds to what stands before it: five to twenty, twenty to a hundred."""
    return section % 100 == 0 or (section % 10 == 0 and section >= 20 and 0 < word < 10)
