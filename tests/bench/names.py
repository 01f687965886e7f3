"""How fast names are known: a typed name, a text, the start; over generated names in two languages."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from store.catalogue import read_catalogue
from store.match import build_index, match
from store.model import Entity, Spelling
from tests.bench.table import Timings, megabytes, time_each
from tests.names.samples import slip

_ENDS = ("a", "e", "i", "o", "an", "or", "ent", "us")
_SYLLABLES = tuple(start + end for start in "bcdfghjklmnprstvwz" for end in _ENDS)
_KINDS = ("Robotics", "Compute", "Health", "Works", "Dynamics", "Bio", "Vision", "Logic")
_CHARACTERS = (
    "云智星海天科创新光电网数联通达宇恒远明华瑞德安康博文思源力深芯图灵图未来国中大山河川雨风雷石木林松青白金银"
)
_PROSE = (
    "The company said on Tuesday that it would spend more on servers than it had planned, and that orders from "
    "customers in Europe were ahead of last year’s. “Nobody asked,” said an analyst; shares fell, then rose again. ",
    "该公司周二表示，今年在服务器上的支出将超过原计划，来自欧洲客户的订单也高于去年同期。两家银行的分析师对此表示怀疑，股价先跌后涨。",
)
_START = """
import time
start = time.perf_counter()
from datetime import UTC, datetime
from pathlib import Path
from store.db import Store
from store.entities import load_catalogue
from store.names import Names
imported = time.perf_counter()
store = Store(Path({path!r}))
load_catalogue(store, datetime.now(UTC))
names = Names(store)
names.entity("nvidia")
loaded = time.perf_counter()
names.warm_up()
print(imported - start, loaded - imported, time.perf_counter() - loaded)
"""


def measure_names(timings: Timings, folder: Path, size: str) -> None:
    """Measure a typed name and mentions at 10,000 and 100,000 names (small: 1,000), and what the start takes."""
    for count in (1_000,) if size == "small" else (10_000, 100_000):
        _measure_size(timings, count)
    for what in ("blank database", "known names"):
        _measure_start(timings, folder / "names.db", what)


def _measure_size(timings: Timings, count: int) -> None:
    dice = random.Random(3)
    entities = _entities(dice, count)
    start, before = time.perf_counter(), megabytes()
    index = build_index([*read_catalogue().entities, *entities])
    index.warm_up()
    timings.add(f"index of {count:,} names", [time.perf_counter() - start], f"+{megabytes() - before:.0f} MB")
    names = [entity.name for entity in dice.choices(entities, k=1_000)]
    timings.add("  match a name as it is spelled", time_each(lambda text: match(index, text), names))
    slips = [slip(name.lower(), dice) for name in names]
    timings.add("  match a name with a slip", time_each(lambda text: match(index, text), slips))
    asked = [f"what is new with {one.lower()} and {other.lower()}" for one, other in zip(slips, names, strict=True)]
    timings.add("  match a question with two names", time_each(lambda text: match(index, text), asked))
    for language, what in enumerate(("English", "Chinese")):
        own = [name for name in names if name.isascii() == (language == 0)]
        texts = [_text(dice, own, language) for _ in range(100)]
        size = sum(len(text.encode()) for text in texts) / 1e6
        runs = [time_each(index.finder.find, texts) for _ in range(7)]
        fastest = min(runs, key=sum)
        timings.add(f"  mentions in {what} texts of 5 kB", fastest, f"{size / sum(fastest):.0f} MB/s")


def _entities(dice: random.Random, count: int) -> list[Entity]:
    """Make companies with one name each, three in ten of them Chinese."""
    names: set[str] = set()
    while len(names) < count:
        if dice.random() < 0.3:
            names.add("".join(dice.choices(_CHARACTERS, k=dice.randint(3, 5))))
        else:
            word = "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize()
            names.add(f"{word} {dice.choice(_KINDS)}" if dice.random() < 0.7 else word)
    return [
        Entity(f"g{number}", "company", name, None, (Spelling(name, "name"),))
        for number, name in enumerate(sorted(names))
    ]


def _text(dice: random.Random, names: list[str], language: int) -> str:
    """Write about 5 kB of prose that names somebody in every second sentence."""
    pieces: list[str] = []
    while sum(map(len, pieces)) < (1_700 if language else 5_000):
        pieces += (dice.choice(names), (" bought a rival. ", "收购了对手。")[language], _PROSE[language])
    return "".join(pieces)


def _measure_start(timings: Timings, path: Path, what: str) -> None:
    command = [sys.executable, "-c", _START.format(path=str(path))]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    imports, loaded, warmed = map(float, printed.split())
    timings.add(f"catalogue at start, {what}", [loaded], f"imports {imports * 1000:.0f} ms")
    timings.add("  warm up, in the background", [warmed], "—")
