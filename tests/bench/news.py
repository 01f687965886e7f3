"""Made-up news that lies as near to each other as real ones do, for measuring how fast it is clustered.

Text out of one bag of words will not do: of such, half of all pairs lay above .45 in meaning, and everything joined
everything. Of real reports of the field within four days (1,248 of eight feeds and a daily, in one language) half of
all pairs lie above .18 to .24, one in twenty above .41 to .45, one in a hundred above .52 to .55. So here, as there:

- An event has words of its own, most of them of its beat; a report uses some of them, some of its beat's and some of no
  matter, in one of two wordings. Half of all pairs lie above .18, one in twenty above .37, one in a hundred above .52;
  two reports of one event .48 to .80 (of real ones, written independently, .41 to .72).
- How many tell of an event falls as its square (61 % have one report, one in a hundred more than twenty), each in
  another letter, over three days.
- Who it is about falls by rank (Zipf), the companies that we know most of first: as of real ones, every second report
  is about one of those.

They are all English: pairs across languages are fewer, and judged as quickly.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from english_words import get_english_words_set

LETTERS = 40
"""How many sources report, each an event once."""
_LATER = 3
"""Days within which an event is told of."""
_VOCABULARY = 3_000

_BEATS = (
    "wafer lithography foundry packaging yield transistor silicon chiplet substrate etching node fab tooling cleanroom",
    "lawsuit judge copyright plaintiff ruling appeal damages settlement testimony evidence injunction attorney filing",
    "hospital patients diagnosis radiology clinic trial doctors drug molecule protein cancer nurses therapy genome",
    "robot warehouse gripper humanoid actuator assembly forklift factory arm picking conveyor balance walking sensors",
    "investors valuation shares fund stake equity debt bond listing underwriters dividend earnings auditors margin",
    "classroom students teachers homework university exam tutoring lecture campus scholarship library curriculum",
    "ministry regulator parliament bill compliance hearing commissioner treaty election sanctions export licence",
    "turbine grid electricity nuclear reactor gas pipeline cooling water substation megawatt transmission solar",
    "singer film studio actors script orchestra album streaming voices dubbing animation musicians festival video",
    "malware phishing password intrusion ransomware vulnerability patch firewall attackers encryption breach identity",
    "developers compiler repository code debugging terminal library framework commits editor tests pipeline syntax",
    "satellite rocket orbit launchpad antenna spacecraft payload telescope lunar astronauts constellation booster",
    "farmers crops soil harvest irrigation tractor fertiliser weather drought orchard livestock seeds greenhouse",
    "cars driver steering highway taxi lidar battery charging passengers insurance crash braking dealership parking",
    "shoppers checkout advertising retailers brands coupons marketplace delivery returns loyalty stores packaging",
    "benchmark reasoning tokens attention weights pretraining distillation alignment mathematics inference dataset",
    "bank loans payments fraud deposits cards traders exchange clearing ledger mortgage branch accounts remittance",
    "workers union layoffs salaries managers hiring severance contractors strike recruiters pension offices shifts",
    "headset glasses phone display camera earbuds watch keyboard speaker touchscreen battery lens wearable gesture",
    "soldiers drones missile defence navy intelligence surveillance border command radar procurement pentagon troops",
)


_DEEDS = (
    ("{a} raises ${n}.{k} million for {w}", "Investors put ${n}.{k} million into the {w} of {a}"),
    ("{a} and {b} sign a {w} deal over {n} megawatts", "{n} megawatts of {w}: {b} turns to {a}"),
    ("{a} cuts the price of {w} by {k}%", "Cheaper {w}: {k}% off at {a}"),
    ("{a} sues {b} over {w}", "Court to hear what {b} did with {w}, says {a}"),
    ("{a} launches {w} for {v}", "New from {a}: {w} and {v}"),
    ("{a} lays off {n} people in {w}", "{n} jobs go in the {w} of {a}"),
    ("{a} opens a {w} centre in {p}", "{p} gets a place for {w} from {a}"),
    ("{a} hires {n} engineers for {w}", "Wanted by {a}: {n} who know {w}"),
    ("{b} buys {w} maker from {a}", "{a} parts with its {w}, {b} takes over"),
    ("{a} pauses {w} after complaints", "No more {w} at {a} for now"),
)
_PLACES = "Ohio Texas Norway Japan Paris Munich Seoul Taiwan Dublin Mumbai".split()
_GLUE = "the of to in and for with on by as at from after over its more than new into while that would has".split()


@dataclass(frozen=True, slots=True)
class Report:
    """What one letter tells, on a day counted from the first."""

    letter: int
    day: int
    headline: str
    summary: str


def reports(chance: random.Random, names: Sequence[str], count: int, days: int) -> list[Report]:
    """Make reports of some days, day by day. `names` are companies, those most spoken of first."""
    found = sorted(islice(_all_reports(chance, names, days), count), key=lambda _: chance.random())
    return sorted(found, key=lambda report: report.day)


def _all_reports(chance: random.Random, names: Sequence[str], days: int) -> Iterator[Report]:
    sizes = range(1, LETTERS + 1)
    by_size, by_rank = [size**-2 for size in sizes], [1 / rank for rank in range(3, len(names) + 3)]
    while True:
        tellings, beat = _event(chance, *chance.choices(names, by_rank, k=2)), chance.choice(_BEATS).split()
        words = [*chance.sample(beat, 8), *chance.sample(_words(), 2)]
        day, size = chance.randrange(days), chance.choices(sizes, by_size)[0]
        for letter in chance.sample(range(LETTERS), size):
            later = min(days - 1, day + chance.randrange(_LATER))
            yield Report(letter, later, *_tell(chance, chance.choice(tellings), words, beat))


def _event(chance: random.Random, name: str, other: str) -> list[str]:
    """Choose what happens, in two wordings that lack its words, each headed by whom it is about."""
    numbers = {"n": chance.randrange(10, 900), "k": chance.randrange(2, 60), "p": chance.choice(_PLACES)}
    return [f"{name}\n{deed.format(a=name, b=other, w='{w}', v='{v}', **numbers)}" for deed in chance.choice(_DEEDS)]


def _tell(chance: random.Random, telling: str, words: list[str], beat: list[str]) -> tuple[str, str]:
    """Give a headline and a summary."""
    name, headline = telling.split("\n")
    own = chance.sample(words, 4)
    body = [*own, *chance.sample(beat, 4), *chance.sample(_words(), 4), *chance.choices(_GLUE, k=16)]
    chance.shuffle(body)
    return headline.format(w=own[0], v=own[1]), f"{name} {' '.join(body)}."


@cache
def _words() -> list[str]:
    every = sorted(word for word in get_english_words_set(["gcide"], alpha=True, lower=True) if 4 <= len(word) <= 9)
    return random.Random(1).sample(every, _VOCABULARY)
