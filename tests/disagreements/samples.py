"""Pairs of true translations, written by hand (`pairs.txt`) and generated, and the slips that are sown into them.

A generated pair says one amount in both languages, as a translator would: $30B is 300亿美元, 22K 2.2万, half 一半,
30% 三成. Between them stand the numbers that are no amounts: versions, days, ranks and years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from store.disagreements import Finding, Report, Stated, find_disagreements
from store.figures import find_figures

SEED = 20260415
_SLOTS = (
    ("{name} raised {money} for its {model} models.", "{name}为其{model}模型融资{money}。", "money"),
    ("{name} is now valued at {money}.", "{name}目前估值{money}。", "money"),
    ("Revenue at {name} reached {money} in 2025.", "{name}在2025年的营收达到{money}。", "money"),
    ("{name} will spend {money} on 12 sites by 2028.", "到2028年，{name}将在12个园区投入{money}。", "money"),
    ("{name} cut {count} jobs on April 3.", "{name}于4月3日裁员{count}人。", "count"),
    ("{name} has {count} users, and ranks 4th.", "{name}拥有{count}用户，排名第4。", "count"),
    ("The site of {name} draws {power}.", "{name}的园区功率为{power}。", "power"),
    ("{model} has {parameters} parameters.", "{model}拥有{parameters}参数。", "parameters"),
    ("{name} lost {percent} of its market share.", "{name}失去了{percent}的市场份额。", "percent"),
)
_NAMES = ("Cobalt Labs", "Meridian", "Quorvex", "Helix AI", "Northlight")
_MODELS = ("GPT-5.4", "Gemini 3", "Opus 4.6", "Qwen3.5", "K2", "V3.2")
_AMOUNT = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?[亿万](?![亿])")
_PARTS = {"percent": (("half", "一半"), ("30%", "三成"), ("a third", "三分之一"), ("25%", "四分之一"))}
_LITERALS = (
    1.3,
    2,
    2.2,
    3.5,
    4.75,
    7,
    8.52,
    12,
    15,
    16.8,
    22,
    30,
    31,
    45,
    60,
    79,
    97,
    120,
    165,
    240,
    310,
    380,
    650,
    852,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in English and in Chinese."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A pair with one wrong amount in Chinese, and the cause that it was sown with."""

    pair: Pair
    cause: str


def written() -> list[Pair]:
    """Give the pairs that were written by hand."""
    lines = (Path(__file__).parent / "pairs.txt").read_text("utf-8").splitlines()
    return [Pair(*line.split(" | ")) for line in lines if line]


def generated(count: int) -> list[Pair]:
    """Give pairs of one amount each, always the same ones."""
    random = Random(SEED)
    return [_pair(random, number) for number in range(count)]


def combined(count: int) -> list[Pair]:
    """Give longer texts: four or five written pairs one after the other, always the same ones."""
    random, pairs = Random(SEED), written()
    chosen = [random.sample(pairs, random.choice((4, 5))) for _ in range(count)]
    return [Pair(" ".join(p.english for p in group), "".join(p.chinese for p in group)) for group in chosen]


def sown() -> list[Slip]:
    """Give slips of every cause, sown into sentences of one amount and ten-fold ones into longer texts."""
    random = Random(SEED)
    longer = [pair for pair in combined(300) if _AMOUNT.search(pair.chinese)]
    return [*_sow(random), *(Slip(Pair(pair.english, _tenfold(random, pair.chinese)), "magnitude") for pair in longer)]


def _tenfold(random: Random, chinese: str) -> str:
    """Make one of a text's amounts ten times as large, everywhere it stands."""
    amount = random.choice(_AMOUNT.findall(chinese))
    wrong = f"{float(amount[:-1]) * 10:g}{amount[-1]}"
    return re.sub(rf"(?<![0-9.]){re.escape(amount)}", wrong, chinese)


def findings(pair: Pair) -> list[Finding]:
    """Compare a pair as a story and its translation."""
    return find_disagreements([_report(1, "en", pair.english), _report(2, "zh", pair.chinese)])


def _report(story: int, language: str, sentence: str) -> Report:
    text = f"{sentence}\n"
    stated = tuple(Stated(story * 100 + place, figure) for place, figure in enumerate(find_figures(text)))
    return Report(story, 1, "zh" if language == "zh" else "en", text, "2026-04-15", stated)


def _pair(random: Random, number: int) -> Pair:
    english, chinese, kind = _SLOTS[number % len(_SLOTS)]
    words = {"name": random.choice(_NAMES), "model": random.choice(_MODELS)}
    first, second = _amounts(random, kind)
    return Pair(english.format(**words, **{kind: first}), chinese.format(**words, **{kind: second}))


def _amounts(random: Random, kind: str) -> tuple[str, str]:
    if kind == "percent":
        return random.choice(_PARTS[kind])
    literal = random.choice(_LITERALS)
    match kind:
        case "money":
            billions, sign = random.random() < 0.6, random.choice((("$", "美元"), ("€", "欧元"), ("£", "英镑")))
            value = literal * (1e9 if billions else 1e6)
            letter = "B" if billions else "M"
            english = random.choice((f"{sign[0]}{literal:g}{letter}", _long(sign[0], literal, billions=billions)))
            return english, f"{chinese_number(value)}{sign[1]}"
        case "power":
            return random.choice(
                (
                    (f"{literal:g} GW", f"{literal:g}吉瓦"),
                    (f"{literal:g} GW", f"{chinese_number(literal * 1e6)}千瓦"),
                    (f"{literal:g} MW", f"{literal:g}兆瓦"),
                    (f"{literal:g} megawatts", f"{chinese_number(literal * 1e3)}千瓦"),
                )
            )
        case "parameters":
            return f"{literal:g}B", chinese_number(literal * 1e9)
    return random.choice(
        ((f"{literal:g}K", chinese_number(literal * 1e3)), (f"{literal:g} million", chinese_number(literal * 1e6)))
    )


def _long(sign: str, literal: float, *, billions: bool) -> str:
    return f"{sign}{literal:g} {'billion' if billions else 'million'}"


def chinese_number(value: float) -> str:
    """Write a number as Chinese newspapers do: 300亿, 2.2万, 8500."""
    for size, word in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:.12g}{word}"
    return f"{value:.12g}"


def _sow(random: Random) -> Iterator[Slip]:
    for literal in _LITERALS:
        name = random.choice(_NAMES)
        for factor in (10, 0.1, 100):
            wrong = chinese_number(literal * 1e9 * factor)
            yield Slip(Pair(f"{name} raised ${literal:g}B.", f"{name}融资{wrong}美元。"), "magnitude")
        people = chinese_number(literal * 1e4)
        yield Slip(Pair(f"{name} cut {literal:g}K jobs.", f"{name}裁员{people}人。"), "magnitude")
        yield Slip(Pair(f"{name} builds a {literal:g} GW site.", f"{name}建设{literal:g}兆瓦园区。"), "unit")
        yield Slip(Pair(f"It stores {literal:g} GWh.", f"它可储能{literal:g}吉瓦。"), "unit")
        money = chinese_number(literal * 1e9)
        yield Slip(Pair(f"{name} raised ${literal:g}B.", f"{name}融资{money}元人民币。"), "currency")
        yield Slip(Pair(f"{name} raised €{literal:g}B.", f"{name}融资{money}美元。"), "currency")
        yield Slip(Pair(f"{name} will spend up to ${literal:g}B.", f"{name}将投入超过{money}美元。"), "bound")
        yield Slip(Pair(f"Revenue at {name} fell {literal:g}%.", f"{name}的营收增长{literal:g}%。"), "direction")
        yield Slip(Pair(f"{name} lost over ${literal:g}B.", f"{name}亏损不到{money}美元。"), "bound")
