"""Samples of what people type, drawn from the catalogue and from lists of names and words that are not in it.

Every sample is the same for the same seed. Slips are drawn from one half of the entities at a time: rules are tuned
on the half `tuned`, and `held` is only ever counted.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import opencc
from english_words import get_english_words_set
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from store.folding import is_chinese
from store.match import NameIndex
from store.match.keys import bare_keys, name_key, ticker_key
from store.model import Entity

Half = Literal["tuned", "held"]

SEED = 20260415
HERE = Path(__file__).parent
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDINGS = ("s", "ed", "ing", "ly", "er", "ness")
_SPELLINGS = ("name", "short", "alias", "former")


@dataclass(frozen=True, slots=True)
class Case:
    """What is typed, and the entities that may be meant; none where it names nobody we know."""

    typed: str
    slugs: frozenset[str] = frozenset()


def spellings(entities: Iterable[Entity]) -> list[Case]:
    """Every name, alias and former name that may be typed, as it is spelled."""
    return [
        Case(spelling.text, frozenset({entity.id}))
        for entity in entities
        for spelling in entity.spellings
        if spelling.how in _SPELLINGS and spelling.use != "text"
    ]


def slips(entities: Iterable[Entity], index: NameIndex, half: Half, edits: int, count: int) -> list[Case]:
    """Random slips in English names of five letters (two edits: seven) and more, lower case as people type."""
    dice = random.Random(SEED + edits)
    shortest = 5 if edits == 1 else 7
    names = [
        (entity.name_en.lower(), entity.id)
        for entity in entities
        if entity.name_en
        and entity.name_en.isascii()
        and half_of(entity) == half
        and name_key(entity.name_en) in index.names
    ]
    names = [(name, slug) for name, slug in names if len(name_key(name)) >= shortest]
    cases: list[Case] = []
    while len(cases) < count:
        name, slug = dice.choice(names)
        typed = name
        for _ in range(edits):
            typed = slip(typed, dice)
        if name_key(typed) != name_key(name) and not is_known(index, typed):
            cases.append(Case(typed, frozenset({slug})))
    return cases


def half_of(entity: Entity) -> Half:
    """Tell for which purpose an entity's slips are used; stable while the catalogue grows."""
    return "held" if hashlib.sha256(entity.id.encode()).digest()[0] % 2 else "tuned"


def slip(name: str, dice: random.Random) -> str:
    """Make one edit: a letter left out, put in, doubled, changed (half the time for its neighbour), or swapped.

    Digits stay: they would be another version.
    """
    while True:
        at = dice.randrange(len(name))
        typed = dice.choice(_EDITS)(name, at, dice)
        if _digits(typed) == _digits(name) and name_key(typed) != name_key(name):
            return typed


def _left_out(name: str, at: int, _: random.Random) -> str:
    return name[:at] + name[at + 1 :]


def _put_in(name: str, at: int, dice: random.Random) -> str:
    return name[:at] + dice.choice((dice.choice(_LETTERS), name[at])) + name[at:]


def _changed(name: str, at: int, dice: random.Random) -> str:
    return name[:at] + dice.choice((dice.choice(_LETTERS), dice.choice(_neighbours(name[at])))) + name[at + 1 :]


def _swapped(name: str, at: int, _: random.Random) -> str:
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


_EDITS: tuple[Callable[[str, int, random.Random], str], ...] = (_left_out, _put_in, _changed, _swapped)


@cache
def _neighbours(letter: str) -> str:
    """Give the letters beside, above and below a letter on a keyboard, or the letter itself if there are none."""
    for number, row in enumerate(_ROWS):
        if letter in row:
            at = row.index(letter)
            near = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            return near + "".join(
                other[at : at + 1] for other in _ROWS[max(0, number - 1) : number + 2] if other != row
            )
    return letter


def _digits(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]


def traditional(entities: Iterable[Entity]) -> list[Case]:
    """Every Chinese name as Taiwan and Hong Kong write it, where that differs, and the spellings given by hand."""
    to_taiwan, to_hong_kong, to_mainland = (opencc.OpenCC(config).convert for config in ("s2twp", "s2hk", "t2s"))
    cases = []
    for entity in entities:
        typed = [one.text for one in entity.spellings if one.how in _SPELLINGS and one.use != "text"]
        forms = {convert(entity.name_zh) for convert in (to_taiwan, to_hong_kong) if entity.name_zh}
        by_hand = {text for text in typed if to_mainland(text) != text}
        cases += [Case(text, frozenset({entity.id})) for text in sorted({*forms, *by_hand} - {entity.name_zh or ""})]
    return cases


def sounds(entities: Iterable[Entity]) -> list[Case]:
    """The pinyin of every wholly Chinese name: joined, spaced and with tones; and what is given by hand."""
    cases = []
    for entity in entities:
        slugs = frozenset({entity.id})
        by_hand = [one.text for one in entity.spellings if one.how == "pinyin"]
        cases += [Case(text, slugs) for text in by_hand]
        name = entity.name_zh or ""
        if len(name) > 1 and all(map(is_chinese, name)) and not by_hand:
            syllables = lazy_pinyin(name)
            toned = "".join(lazy_pinyin(name, style=Style.TONE))
            cases += [Case(text, slugs) for text in ("".join(syllables), " ".join(syllables), toned)]
    return cases


def tickers(entities: Iterable[Entity]) -> list[Case]:
    """Every ticker in capitals and after a dollar sign."""
    written = [(one.text, entity.id) for entity in entities for one in entity.spellings if one.how == "ticker"]
    return [Case(text, frozenset({slug})) for ticker, slug in written for text in (ticker, f"${ticker.lower()}")]


def plain_tickers(entities: Iterable[Entity]) -> list[Case]:
    """Tickers of four letters and more in lower case."""
    return [Case(case.typed.lower(), case.slugs) for case in tickers(entities) if case.typed.isalpha()
            and len(case.typed) >= 4]  # fmt: skip


def words(index: NameIndex, count: int = 5_000) -> list[Case]:
    """Dictionary words, and a quarter as many inflected ones."""
    listed = sorted(word for word in get_english_words_set(["web2", "gcide"], lower=True) if word.isalpha())
    dice = random.Random(SEED)
    plain = dice.sample(listed, count)
    inflected = [word + dice.choice(_ENDINGS) for word in dice.sample(listed, count // 4)]
    return _elsewhere(index, [*plain, *inflected])


def chinese_words(index: NameIndex) -> list[Case]:
    """Common Chinese words, and as many less common ones of two and three characters."""
    listed = sorted(phrase for phrase in PHRASES_DICT if 2 <= len(phrase) <= 3)
    return _elsewhere(index, [*lines(HERE / "words_zh.txt"), *random.Random(SEED).sample(listed, 2_000)])


def elsewhere(index: NameIndex, file: str) -> list[Case]:
    """The names in a list of what the catalogue does not hold."""
    return _elsewhere(index, lines(HERE / f"{file}.txt"))


def listed_elsewhere(index: NameIndex) -> list[Case]:
    """The names of others that are shipped: companies, given names and surnames, cities and countries."""
    return _elsewhere(index, lines(resources.files("store.match").joinpath("elsewhere.txt")))


def lines(file: Traversable) -> list[str]:
    """Read a list, one entry a line."""
    return [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _elsewhere(index: NameIndex, texts: Iterable[str]) -> list[Case]:
    return [Case(text) for text in texts if not is_known(index, text)]


def is_known(index: NameIndex, typed: str) -> bool:
    """Tell whether a text is a spelling of an entity after all, so that it proves nothing about slips."""
    return any(key in index.names or key in index.pinyin for key in (name_key(typed), *bare_keys(typed))) or bool(
        index.tickers.get(ticker_key(typed) or "") or index.tickers.get(typed.upper())
    )


def compounds() -> Iterator[tuple[str, list[str], str]]:
    """Longer texts with the entities they name, in order, and the words left over."""
    for line in lines(HERE / "compounds.txt"):
        typed, slugs, rest = (field.strip() for field in f"{line} | |".split("|")[:3])
        yield typed, [slug for slug in slugs.split(", ") if slug], rest
