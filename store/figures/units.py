"""Units: what may stand before and behind a number, and how much of which base unit it is.

Base units are ISO 4217 codes, W, Wh, FLOPS (operations a second), FLOP (operations), OPS, s, %, pp (percentage
points) and 1. A year is the Julian year of astronomers, 365.25 days, and a month a twelfth of it, so that 36 months
are three years. Money without a currency is XXX, the code that ISO 4217 keeps for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from store.figures.plain import Plain, is_latin
from store.model import FigureKind

NO_CURRENCY = "XXX"


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of quantity, its base unit, and how many of them one is."""

    kind: FigureKind
    base: str
    factor: Decimal = Decimal(1)

    def is_alike(self, other: Unit) -> bool:
        """Tell whether two units measure the same, whatever their sizes: millions and billions of dollars."""
        return (self.kind, self.base) == (other.kind, other.base)


YEAR = Unit("duration", "s", Decimal(31_557_600))
DAY = Unit("duration", "s", Decimal(86_400))
HOUR = Unit("duration", "s", Decimal(3_600))
MINUTE = Unit("duration", "s", Decimal(60))
GIGAWATT = Unit("power", "W", Decimal(10**9))
KILOWATT_HOUR = Unit("energy", "Wh", Decimal(1000))
FLOP = Unit("compute", "FLOP")
FLOPS = Unit("compute", "FLOPS")
PETAFLOPS = Unit("compute", "FLOPS", Decimal(10**15))
MULTIPLE = Unit("multiple", "1")
PERCENT = Unit("percent", "%")

_SIGNS = {
    "$": "USD", "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
    "CA$": "CAD", "NZ$": "NZD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "JP¥": "JPY",
    "₩": "KRW", "₹": "INR", "₽": "RUB", "₪": "ILS", "Rs": "INR", "Rs.": "INR", "RMB": "CNY", "Rmb": "CNY",
    "人民币": "CNY", "美元": "USD", "港币": "HKD", "港元": "HKD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY",
    "新台币": "TWD", "台币": "TWD",
}  # fmt: skip
_CODES = (
    "USD EUR GBP JPY CNY KRW HKD TWD INR SGD AUD CAD CHF AED SAR BRL RUB SEK NOK DKK ILS NZD THB MYR IDR VND "
    "PLN CZK HUF MXN ZAR QAR KWD PKR NGN EGP CLP".split()
)
BEFORE = {sign: Unit("money", code) for sign, code in [*_SIGNS.items(), *zip(_CODES, _CODES, strict=True)]}
"""Currencies by what stands before a number. ¥ is yen or yuan; `grammar` decides by the text."""
_WIDEST_GAP = 8
"""Spaces between a currency and its number: one, or what an entity of HTML leaves (&pound;5)."""
_LONGEST_SIGN = max(map(len, BEFORE))

_MONEY = {
    "USD": "dollar dollars us-dollar us-dollars u.s.-dollars 美元 美金",
    "CNY": "yuan renminbi rmb 元 块钱 人民币 元人民币",
    "EUR": "euro euros 欧元",
    "GBP": "pounds pounds-sterling 英镑",
    "JPY": "yen 日元",
    "KRW": "won 韩元",
    "HKD": "hong-kong-dollars 港元 港币",
    "TWD": "taiwan-dollars new-taiwan-dollars 新台币 台币 元新台币 元台币",
    "INR": "rupee rupees 卢比 印度卢比",
    "SGD": "singapore-dollars 新加坡元 新元",
    "AUD": "australian-dollars 澳元",
    "CAD": "canadian-dollars 加元",
    "CHF": "francs swiss-francs 瑞士法郎 瑞郎",
    "AED": "dirham dirhams 迪拉姆",
    "SAR": "riyal riyals 里亚尔",
    "BRL": "reais 雷亚尔",
    "THB": "baht 泰铢",
    "MYR": "ringgit 林吉特",
    "IDR": "rupiah 印尼盾",
    "VND": "越南盾",
    "SEK": "瑞典克朗",
    "ILS": "shekels 谢克尔",
    "NZD": "新西兰元",
    "RUB": "roubles rubles 卢布",
    "PLN": "zloty zlotys 兹罗提",
    "ZAR": "rand 兰特",
    "TRY": "lira liras 里拉 土耳其里拉",
}
_CENTS = {"USD": "cent cents us-cents 美分", "GBP": "pence"}
_POINTS = "percentage-point percentage-points pp ppt ppts 个百分点 百分点"
_HUNDREDTHS = "basis-point basis-points bp bps 个基点 基点 个bp"
_YEAR = YEAR.factor
_TIMES = {
    Decimal("0.000001"): "microsecond microseconds 微秒",
    Decimal("0.001"): "millisecond milliseconds 毫秒",
    Decimal(1): "second seconds sec secs 秒 秒钟",
    Decimal(60): "minute minutes min mins 分钟",
    Decimal(3_600): "hour hours hr hrs 小时 个小时 个钟头",
    Decimal(86_400): "day days 天 个工作日 个交易日",
    Decimal(604_800): "week weeks 周 个星期 星期 个礼拜",
    _YEAR / 12: "month months 个月",
    _YEAR / 4: "quarter quarters 个季度",
    _YEAR: "year years yr yrs 年",
    _YEAR * 10: "decade decades",
    _YEAR * 100: "century centuries 个世纪",
}
_NO_UNITS = (
    "元宇宙 元年 元老 元素 元器件 元件 元旦 元月 元首 元组 元帅 元凶 元气 年代 年级 年龄 年报 年会 年度 年初 年底 "
    "年末 年中 "
    "年年 年春 年夏 年秋 年冬 年上 年下 年第 年全年 年全国 年q 年h 周年 "
    "周岁 周边 周报 周刊 周活 天津 天河 天文 天然 天猫 天才 "
    "秒杀 倍增 "
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天"
).split()
"""Words that begin as a unit and are none."""
_PREFIXES = {"": 0, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "Z": 21}
_PREFIX_WORDS = {"": 0, "kilo": 3, "mega": 6, "giga": 9, "tera": 12, "peta": 15, "exa": 18, "zetta": 21}
_PREFIX_CHINESE = {"": 0, "千": 3, "兆": 6, "吉": 9, "太": 12}


def _named(units: dict[str, str], kind: FigureKind, factor: str = "1") -> dict[str, Unit]:
    return {word: Unit(kind, base, Decimal(factor)) for base, words in units.items() for word in words.split()}


def _prefixed(prefixes: dict[str, int], words: str, kind: FigureKind, base: str) -> dict[str, Unit]:
    return {
        f"{prefix}{word}": Unit(kind, base, Decimal(1).scaleb(power))
        for prefix, power in prefixes.items()
        for word in words.split()
    }


WORDS: dict[str, Unit | None] = {
    **dict.fromkeys(_NO_UNITS),
    **_named(_MONEY, "money"),
    **_named(_CENTS, "money", "0.01"),
    **_named({code: code.lower() for code in _CODES}, "money"),
    **{word: Unit("duration", "s", factor) for factor, words in _TIMES.items() for word in words.split()},
    **_named({"%": "% percent per-cent pct", "pp": _POINTS}, "percent"),
    **_named({"pp": _HUNDREDTHS}, "percent", "0.01"),
    **_named({"1": "x × fold 倍"}, "multiple"),
    **_prefixed(_PREFIX_WORDS, "watt watts", "power", "W"),
    **_prefixed(_PREFIX_WORDS, "watt-hour watt-hours", "energy", "Wh"),
    **_prefixed(_PREFIX_WORDS, "flop/s flops", "compute", "FLOPS"),
    **_prefixed(_PREFIX_CHINESE, "瓦 瓦特", "power", "W"),
    **_prefixed(_PREFIX_CHINESE, "瓦时 瓦小时", "energy", "Wh"),
    **{sign: BEFORE[sign] for sign in ("€", "£", "₩", "₹")},
    **_prefixed({"k": 3, "g": 9}, "w", "power", "W"),
    **_prefixed({"k": 3, "g": 9, "t": 12}, "wh", "energy", "Wh"),
    "度电": KILOWATT_HOUR,
    "次浮点运算": FLOP,
    "p算力": Unit("compute", "FLOPS", Decimal(1).scaleb(15)),
    "p的算力": Unit("compute", "FLOPS", Decimal(1).scaleb(15)),
}
"""Units by the words behind a number, in small letters; a hyphen stands for one or for a space."""

SYMBOLS: dict[str, Unit] = {
    "ms": Unit("duration", "s", Decimal("0.001")),
    "s": Unit("duration", "s"),
    "h": Unit("duration", "s", Decimal(3_600)),
    **_prefixed(_PREFIXES, "W", "power", "W"),
    **_prefixed(_PREFIXES, "Wh WH", "energy", "Wh"),
    **_prefixed(_PREFIXES, "OPS", "compute", "OPS"),
    **_prefixed(_PREFIXES, "FLOPS FLOPs Flops FLOP/s", "compute", "FLOPS"),
    **_named({"FLOP": "FLOP FLOPs Flop"}, "compute"),
}
"""Units whose case matters: mW is no MW (mw may be either, so it is none), and FLOPs are
operations where FLOPS are operations a second."""
_FULL = frozenset(
    "more additional extra full whole straight consecutive long short business working calendar trading".split()
)
"""Words that may stand between a number and its unit of time: four more years."""
_PRODUCT = re.compile("[x×] ?(?:GB|RTX|TPU|MI|[HABGVL])[ -]?[0-9]{2,4}")
"""8×H100 are eight of them, no multiple."""
_ATTACHED_ONLY = {"s", "h", "x", "×"}

_LATIN = re.compile(r" {0,24}-?([A-Za-z%×][A-Za-z/.]*)(?:[ -]([A-Za-z]+))?")
_SPACES = re.compile(" {0,24}")
"""As many as the closing tags of pasted HTML leave."""
_LONGEST_CHINESE = 6


def currency_before(plain: Plain, at: int) -> tuple[int, Unit] | None:
    """Find the currency that stands right before a number: where it starts, and which."""
    end = at
    while end and at - end < _WIDEST_GAP and plain.text[end - 1] == " ":
        end -= 1
    for length in range(min(_LONGEST_SIGN, end), 0, -1):
        sign = plain.text[end - length : end]
        if sign in BEFORE and not (sign[0].isalpha() and is_latin(plain.text, end - length - 1)):
            return end - length, BEFORE[sign]
    return None


def unit_after(plain: Plain, at: int) -> tuple[int, Unit] | None:
    """Find the unit that stands behind a number: where it ends, and which."""
    return None if _PRODUCT.match(plain.text, at) else _latin_unit(plain, at) or _chinese_unit(plain, at)


def _latin_unit(plain: Plain, at: int) -> tuple[int, Unit] | None:
    found = _LATIN.match(plain.text, at)
    if not found:
        return None
    if found[2] and (unit := WORDS.get(f"{found[1]}-{found[2]}".lower())):
        return found.end(), unit
    if found[2] and found[1].lower() in _FULL:
        unit = WORDS.get(found[2].lower())
        return (found.end(), unit) if unit and unit.kind == "duration" else None
    word = found[1].rstrip("./")
    end = found.start(1) + len(word)
    if (word in _ATTACHED_ONLY and found.start(1) != at) or is_latin(plain.text, end):
        return None
    unit = SYMBOLS.get(word) or WORDS.get(word.lower())
    return (end, unit) if unit else None


def _chinese_unit(plain: Plain, at: int) -> tuple[int, Unit] | None:
    spaces = _SPACES.match(plain.low, at)
    start = spaces.end() if spaces else at
    for length in range(_LONGEST_CHINESE, 0, -1):
        word = plain.low[start : start + length]
        if word and word in WORDS and not word[-1].isascii():
            unit = WORDS[word]
            return (start + len(word), unit) if unit else None
    return None
