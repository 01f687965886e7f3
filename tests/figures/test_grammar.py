"""Figures by example: how amounts are written in two languages, and what is no amount."""

from __future__ import annotations

import pytest

from store.figures import find_figures

ONE_AMOUNT = [
    # money before and behind, magnitudes in both systems
    ("$1.3B", "money", "USD", 1_300_000_000),
    ("$1.3 B", "money", "USD", 1_300_000_000),
    ("US$2.7 billion", "money", "USD", 2_700_000_000),
    ("30-billion-dollar", "money", "USD", 30_000_000_000),
    ("HK$140bn", "money", "HKD", 140_000_000_000),
    ("€5m", "money", "EUR", 5_000_000),
    ("1.7B€", "money", "EUR", 1_700_000_000),
    ("<b>€1.7</b> billion", "money", "EUR", 1_700_000_000),
    ("&euro;1.7&nbsp;bn", "money", "EUR", 1_700_000_000),
    ("<li>€17</li><li>billion</li>", "money", "EUR", 17),
    ("€<strong>17</strong>亿", "money", "EUR", 1_700_000_000),
    ("CHF 1'700'000", "money", "CHF", 1_700_000),
    ("₹1,23,456", "money", "INR", 123_456),
    ("$1½ billion", "money", "USD", 1_500_000_000),
    ("$17MM", "money", "USD", 17_000_000),
    ("壹佰贰拾叁万元", "money", "CNY", 1_230_000),
    ("USD30m", "money", "USD", 30_000_000),
    ("RMB 500 million", "money", "CNY", 500_000_000),
    ("Rs 400 crore", "money", "INR", 4_000_000_000),
    ("15 cents", "money", "USD", 0.15),
    ("half a billion dollars", "money", "USD", 500_000_000),
    ("two and a half million euros", "money", "EUR", 2_500_000),
    ("a million dollars", "money", "USD", 1_000_000),
    ("130亿美元", "money", "USD", 13_000_000_000),
    ("130 亿 美元", "money", "USD", 13_000_000_000),
    ("人民币十二亿元", "money", "CNY", 1_200_000_000),
    ("三千五百万港元", "money", "HKD", 35_000_000),
    ("1.2万亿韩元", "money", "KRW", 1_200_000_000_000),
    ("1亿2000万日元", "money", "JPY", 120_000_000),
    ("1000億日圓", "money", "JPY", 100_000_000_000),
    ("５００万元", "money", "CNY", 5_000_000),
    ("5个亿美元", "money", "USD", 500_000_000),
    # shares and multiples
    ("25 per cent", "percent", "%", 25),
    ("３.５％", "percent", "%", 3.5),
    ("百分之三点五", "percent", "%", 3.5),
    ("三成五", "percent", "%", 35),
    ("七五折", "percent", "%", 75),
    ("3 percentage points", "percent", "pp", 3),
    ("25个基点", "percent", "pp", 0.25),
    ("two-thirds", "percent", "%", 200 / 3),
    ("3 out of 4", "percent", "%", 75),
    ("千分之三", "percent", "%", 0.3),
    ("10×", "multiple", "1", 10),
    ("tenfold", "multiple", "1", 10),
    ("tripled", "multiple", "1", 3),
    ("翻两番", "multiple", "1", 4),
    ("增长一倍", "multiple", "1", 2),
    ("十倍", "multiple", "1", 10),
    # what machines need
    ("3.5GW", "power", "W", 3_500_000_000),
    ("3.5吉瓦", "power", "W", 3_500_000_000),
    ("30万千瓦", "power", "W", 300_000_000),
    ("400 MWh", "energy", "Wh", 400_000_000),
    ("20亿度电", "energy", "Wh", 2_000_000_000_000),
    ("1.1 exaFLOPS", "compute", "FLOPS", 1_100_000_000_000_000_000),
    ("5e25 FLOPs", "compute", "FLOP", 5 * 10**25),
    ("2.5 × 10^25 FLOPs", "compute", "FLOP", 25 * 10**24),
    ("3000P算力", "compute", "FLOPS", 3 * 10**18),
    ("31B params", "parameters", "1", 31_000_000_000),
    ("a 2-trillion-parameter model", "parameters", "1", 2_000_000_000_000),
    ("310亿参数", "parameters", "1", 31_000_000_000),
    ("万亿参数", "parameters", "1", 1_000_000_000_000),
    ("256K context", "tokens", "1", 256_000),
    ("25.6万上下文窗口", "tokens", "1", 256_000),
    # whom and what one can count
    ("165,000 jobs", "people", "1", 165_000),
    ("a 40-person team", "people", "1", 40),
    ("2.2万名工程师", "people", "1", 22_000),
    ("三萬五千名員工", "people", "1", 35_000),
    ("1 billion monthly active users", "users", "1", 1_000_000_000),
    ("300家企业客户", "customers", "1", 300),
    ("1,000 businesses now spend more", "customers", "1", 1_000),
    ("24K fake accounts", "count", "1", 24_000),
    ("18万GitHub星标", "count", "1", 180_000),
    ("a dozen labs", "count", "1", 12),
    ("13-page", "count", "1", 13),
    # time; a year is 365.25 days and a month a twelfth of it
    ("four-year", "duration", "s", 126_230_400),
    ("36个月", "duration", "s", 94_672_800),
    ("13 weeks", "duration", "s", 7_862_400),
    ("300 milliseconds", "duration", "s", 0.3),
    ("两年半", "duration", "s", 78_894_000),
    ("four more years", "duration", "s", 126_230_400),
]


@pytest.mark.parametrize(("text", "kind", "unit", "value"), ONE_AMOUNT, ids=[row[0] for row in ONE_AMOUNT])
def test_an_amount_is_read_in_base_units(text: str, kind: str, unit: str, value: float) -> None:
    """One amount, exact, whatever way it is written; the sentence around it changes nothing."""
    for sentence in (text, f"({text})"):
        [figure] = find_figures(sentence)
        assert [figure.kind, figure.unit, figure.bound] == [kind, unit, "exact"]
        assert figure.low == figure.high == pytest.approx(value)


BOUNDS = [
    ("over $20 billion", 20e9, None, "at_least"),
    ("$20B+", 20e9, None, "at_least"),
    ("$20 billion or more", 20e9, None, "at_least"),
    ("upwards of $2 billion", 2e9, None, "at_least"),
    ("a $100-million-plus package", 1e8, None, "at_least"),
    ("超过300亿美元", 3e10, None, "at_least"),
    ("300亿美元以上", 3e10, None, "at_least"),
    ("300多亿美元", 3e10, None, "at_least"),
    ("逾百亿美元", 1e10, None, "at_least"),
    ("5999元起", 5999, None, "at_least"),
    ("up to $3 million", None, 3e6, "at_most"),
    ("no more than $3 million", None, 3e6, "at_most"),
    ("不超过3000万元", None, 3e7, "at_most"),
    ("高达2亿美元", None, 2e8, "at_most"),
    ("最多可获5亿英镑", None, 5e8, "at_most"),
    ("nearly $9B", 9e9, 9e9, "about"),
    ("~$9B", 9e9, 9e9, "about"),
    ("约90亿美元", 9e9, 9e9, "about"),
    ("90亿美元左右", 9e9, 9e9, "about"),
    ("$79–97 billion", 79e9, 97e9, "range"),
    ("$3 billion to $4 billion", 3e9, 4e9, "range"),
    ("between $3B and $4B", 3e9, 4e9, "range"),
    ("790-970亿美元", 79e9, 97e9, "range"),
    ("3.5 至 5 亿元", 3.5e8, 5e8, "range"),
    ("介于8亿美元和10亿美元之间", 8e8, 1e9, "range"),
    ("签约30亿元", 3e9, 3e9, "exact"),
    ("高于15亿美元的目标", 1.5e9, 1.5e9, "exact"),
]


@pytest.mark.parametrize(("text", "low", "high", "bound"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_a_bound_opens_an_end(text: str, low: float | None, high: float | None, bound: str) -> None:
    """At least has no upper end, at most no lower one; about and exact have both alike; a range has two."""
    [figure] = find_figures(text)
    assert (figure.low, figure.high, figure.bound) == (low, high, bound)


TWO_AMOUNTS = [
    ("from $9B to $30B", [9e9, 30e9]),
    ("由90亿一路升至300亿美元", [9e9, 30e9]),
    ("from 20 to 45 percent", [20, 45]),
    ("from 900 to 1.2 million users", [900, 1.2e6]),
    ("rose 5% to 8%", [5, 8]),
    ("8B and 14B parameters", [8e9, 14e9]),
    ("100亿和300亿美元", [1e10, 3e10]),
    ("About 50 of its 400 engineers", [50, 400]),
]


@pytest.mark.parametrize(("text", "values"), TWO_AMOUNTS, ids=[row[0] for row in TWO_AMOUNTS])
def test_a_development_or_a_list_is_no_range(text: str, values: list[float]) -> None:
    """What something was and what it became are two figures, which lend each other magnitude and unit."""
    figures = find_figures(text)
    assert [figure.low for figure in figures] == values
    assert len({(figure.kind, figure.unit) for figure in figures}) == 1


NO_AMOUNTS = [
    "CVSS 10.0", "GPT-5.4", "Gemma 4", "Claude Opus 4.6 models", "the H100", "Ascend 950PR silicon", "Llama 3.1 405B",
    "Qwen3-235B", "Lex Fridman #491", "Q4 2026", "April 7", "April 3 – 9, 2026", "2026-07-28", "2026年4月", "第481期",
    "No. 1", "top 10", "3nm", "Apache 2.0", "9:30 a.m.", "five years ago", "五年前", "a 30-year-old founder",
    "in his 20s", "the '90s", "the 1990s", "二十世纪九十年代", "the S&P 500", "Fortune 500 firms", "Windows 11 users",
    "Python 3.13 wheels", "80GB", "60,000-square-foot", "5G and 4K video", "24/7", "2:1", "the 20th time", "1.0.0",
    "06-01", "007 agents", "10-K",
    "thousands of workers", "dozens", "several hundred people", "a few million dollars", "single digits", "数百名员工",
    "数千亿美元", "几十家", "十几个", "上千人", "两三年", "one lab", "一家公司", "这两家公司", "these two labs",
    "前三季度", "大陆个人", "1867 年", "HB 4471 fails", "No. 1,026", "7×24", "24x7",
    "周三", "通义千问", "百川智能", "百度", "三星电子", "四川", "万一", "十分", "doubled down", "三折叠",
    "per 1,000 pages", "每百万token", "OpenAI Five won", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_left_alone(text: str) -> None:
    """Versions, ranks, names, dates, ages, vague words and denominators are no figures."""
    assert find_figures(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("罚款¥50亿", "CNY"),
        ("¥50 billion of bonds for the Tokyo listing", "JPY"),
        ("Alibaba will spend ¥380 billion in China", "CNY"),
    ],
)
def test_yen_and_yuan_share_a_sign(text: str, unit: str) -> None:
    """¥ is yuan in Chinese and where China is spoken of, else yen."""
    assert find_figures(text)[0].unit == unit


@pytest.mark.parametrize("text", ["300亿营收里程碑", "8520亿的估值"])
def test_money_without_a_currency_is_no_dollar(text: str) -> None:
    """Where no word says which currency, none is guessed."""
    [figure] = find_figures(text)
    assert (figure.kind, figure.unit) == ("money", "XXX")


@pytest.mark.parametrize(("english", "chinese"), [("$30B", "300亿美元"), ("22K engineers", "2.2万名工程师")])
def test_both_languages_meet_in_one_value(english: str, chinese: str) -> None:
    """A figure and its translation have one kind, unit and value."""
    [one], [other] = find_figures(english), find_figures(chinese)
    assert (one.kind, one.unit, one.low, one.high) == (other.kind, other.unit, other.low, other.high)


def test_billions_and_yi_are_not_mixed_up() -> None:
    """The slip that a translation makes stays to be seen: 1.3 billion is no 130亿."""
    [one], [other] = find_figures("$1.3B"), find_figures("130亿美元")
    assert other.low is not None
    assert one.low is not None
    assert other.low == 10 * one.low
