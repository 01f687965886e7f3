"""Any text at all is legal, a value reads the same however it is written, and time grows with length only."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.figures import find_figures
from store.model import Mention

FRAGMENTS = (
    "$ € ¥ 美元 元 亿 万 三十 百 十 2026 3.5 12,000 1.3B 22K - – ~ 至 到 to from and over 约 近 超过 + 以上 % 倍 成 折 "
    "GW 吉瓦 years 年 名 家 users 用户 参数 tokens × 10^26 ² run rate 估值 。 , . ( ) \n * \\ \ud800 \u200b 🎉 half "
    "one two million doubled 翻倍 三分之一 in 5 A b"
).split(" ")
ANY_TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*FRAGMENTS, " "]), max_size=14).map("".join))


@settings(max_examples=400)
@given(text=ANY_TEXT)
def test_any_text_is_legal(text: str) -> None:
    """Reading never raises; every figure stands where it says, after the last, with the ends of its bound."""
    end = 0
    for figure in find_figures(text, [Mention("acme", text[1:4], 1)] if len(text) > 4 else []):
        assert figure.words
        assert text.startswith(figure.words, figure.start)
        assert figure.start >= end
        end = figure.start + len(figure.words)
        match figure.bound:
            case "at_least":
                assert figure.low is not None
                assert figure.high is None
            case "at_most":
                assert figure.low is None
                assert figure.high is not None
            case "range":
                assert figure.low is not None
                assert figure.high is not None
                assert figure.low < figure.high
            case _:
                assert figure.low == figure.high is not None


LATIN = {
    "": 0,
    "K": 3,
    "M": 6,
    "B": 9,
    "T": 12,
    " thousand": 3,
    " million": 6,
    " billion": 9,
    " trillion": 12,
    " bn": 9,
}
CHINESE = {"": 0, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
DIGITS = "零一二三四五六七八九"


def in_latin(value: int) -> list[str]:
    """Write a value in every notation of English that holds it exactly."""
    return [f"{value:,}", *_with_magnitude(value, LATIN)]


def in_chinese(value: int) -> list[str]:
    """Write a value in every notation of Chinese that holds it exactly."""
    return [*_with_magnitude(value, CHINESE), spelled(value)]


def _with_magnitude(value: int, magnitudes: dict[str, int]) -> list[str]:
    written = []
    for word, power in magnitudes.items():
        number = Decimal(value).scaleb(-power).normalize()
        if number >= 1 and -number.as_tuple().exponent <= 2:  # type: ignore[operator]
            written.append(f"{number:f}{word}")
    return written


def spelled(value: int) -> str:
    """Write a value in Chinese numerals."""
    words = ""
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        section = value // 10**power % (10**4 if power < 8 else 10**8)
        if section:
            words += ("零" if words and section < 1000 else "") + _section(section) + unit
    return words


def _section(value: int) -> str:
    words, is_gap = "", False
    for power, unit in ((4, "万"), (3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = value // 10**power % 10
        words += ("零" if digit and is_gap and words else "") + (DIGITS[digit] + unit if digit else "")
        is_gap = not digit
    return words


@settings(max_examples=150)
@given(digits=st.integers(1, 999), power=st.integers(2, 10))
def test_a_value_reads_the_same_however_it_is_written(digits: int, power: int) -> None:
    """Digits, letters, words and Chinese numerals of one value all give that value, exactly."""
    value = digits * 10**power
    texts = [f"It raised ${words} today." for words in in_latin(value)]
    texts += [f"It raised {words} dollars." for words in in_latin(value)]
    texts += [f"公司融资{words}美元。" for words in in_chinese(value)]
    texts += [f"它已有{words}名用户" for words in in_chinese(value)]
    for text in texts:
        [figure] = find_figures(text)
        assert (figure.low, figure.high) == (value, value), text
        assert isinstance(figure.low, int)


HEADLINE = "Acme Hits $30B Run Rate, Passes Borealis, as over 1,200 employees left in 2025. "
CHINESE_LINE = "卵石工坊今年预期收入300亿美元,超过峡湾织坊,有1000多家客户每年付百万美元,雇着2.2万名工程师。"
PROSE = "The company said on Tuesday that its model is better than the others and that nobody should worry. "
MEGABYTE = 1_000_000


@pytest.mark.parametrize("line", [HEADLINE, CHINESE_LINE, PROSE], ids=["English", "Chinese", "prose"])
def test_a_megabyte_takes_seconds(line: str) -> None:
    """A megabyte of news, a figure in every forty characters, takes about two seconds of one processor."""
    text = line * (MEGABYTE // len(line.encode()))
    names = [Mention("acme", "Acme", at) for at in range(0, len(text), len(line))]
    started = time.process_time()
    find_figures(text, names)
    assert time.process_time() - started < 6  # twice over on a busy machine, and some


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 ",
        "$1 ",
        "亿",
        "三十",
        "1-",
        "5%",
        "2025年",
        "one ",
        "from 1 to ",
        "a",
        " ",
        "1e",
        "分之",
        "万个",
        "營收3億元，",
        "<b>",
        "&lt;",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    """Twenty times the text takes about twenty times as long: nothing is looked at again and again."""
    short, long = (_seconds(piece * (length // len(piece))) for length in (5_000, 100_000))
    assert long < max(60 * short, 0.5)


def _seconds(text: str) -> float:
    started = time.process_time()
    find_figures(text)
    return time.process_time() - started
