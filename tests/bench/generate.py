"""Documents in quantity: card issues in two languages over the catalogue's names, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from store.model import Entity, Language

STORIES_PER_ISSUE = 50

_ENGLISH = (
    ("{a} raises ${n}M to challenge {b}", "The round values {a} at ${m} billion. It will spend the money on {w}."),
    ("{a} and {b} sign a {w} agreement", "The deal runs for {k} years and covers {n} megawatts of {w}."),
    (
        "{a} cuts prices of its {w} service by {k}%",
        "{b} is expected to follow. Customers had asked for it since spring.",
    ),
    ("Court hears {a} against {b} over {w}", "The judge asked both sides for papers on {w} within {k} weeks."),
)
_CHINESE = (
    ("{a}融资{n}万美元挑战{b}", "本轮融资后{a}估值达{m}亿美元，资金将用于{w}。"),
    ("{a}与{b}签署{w}协议", "协议为期{k}年，涉及{n}兆瓦的{w}。"),
    ("{a}将{w}服务降价{k}%", "预计{b}将会跟进，客户自春季以来一直要求降价。"),
    ("法院审理{a}诉{b}的{w}案", "法官要求双方在{k}周内提交关于{w}的文件。"),
)
_WORDS = {
    "en": [
        "storage",
        "inference",
        "robotics",
        "licensing",
        "memory",
        "tooling",
        "search",
        "translation",
        "safety",
        "procurement",
    ],
    "zh": ["存储", "推理", "机器人", "授权", "内存", "工具", "搜索", "翻译", "安全", "采购"],
}
_OUTLETS = ("The Harbour Post", "Chipwire", "Lakeside Journal", "北方科技报", "云上观察", "Morning Ledger")


def issues(entities: list[Entity], stories: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Give (file name, text) of card issues that hold this many stories together, alternating languages."""
    chance = random.Random(seed)
    companies = [entity for entity in entities if entity.kind == "company"]
    for number in range(max(1, stories // STORIES_PER_ISSUE)):
        day = date(2026, 10, 31) - timedelta(days=number % 60)
        language: Language = "zh" if number % 2 else "en"
        lines = _chinese_head(number, day) if language == "zh" else _english_head(number, day)
        written = f"{day.month}月{day.day}日" if language == "zh" else f"{day:%b} {day.day}"
        for n in range(number * STORIES_PER_ISSUE, (number + 1) * STORIES_PER_ISSUE):
            headline, body = _fill(chance, companies, language, n)
            lines += [f"{headline} · {written} · {chance.choice(_OUTLETS)}", f"→ {body}"]
        yield f"issue-{number}.txt", "\n".join(lines)


def _english_head(number: int, day: date) -> list[str]:
    return [f"Ledger number {number}", "", f"{day:%B} {day.day}, {day.year}", "", "What happened", ""]


def _chinese_head(number: int, day: date) -> list[str]:
    return [f"产业账本第{number}期", "", f"{day.year}年{day.month}月{day.day}日", "", "今日要事", ""]


def _fill(chance: random.Random, companies: list[Entity], language: Language, n: int) -> tuple[str, str]:
    first, second = chance.sample(companies, 2)
    values = {
        "a": first.name_in(language),
        "b": second.name_in(language),
        "w": chance.choice(_WORDS[language]),
        "n": n + 1,
        "m": chance.randint(2, 900),
        "k": chance.randint(2, 60),
    }
    headline, body = chance.choice(_CHINESE if language == "zh" else _ENGLISH)
    return f"{headline.format(**values)} #{n}", body.format(**values)
