"""One folding of text for names: typed names, spellings and running text meet in the same form.

Folded away: case, full-width and compatibility forms (NFKC), accents on Latin letters, invisible characters, kinds of
dash and apostrophe, runs of white space, spaces beside Chinese, and traditional characters with Taiwan's words. Every
folded character knows the place it came from, so that what is found can be shown in the words that stood there.
A line break never joins two Chinese characters: a headline and its summary are two texts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from store.text import has_chinese, to_simplified

_INVISIBLE = {"Cf", "Mn", "Me"}
_SPACE = {"Zs", "Cc", "Cs", "Pd"}  # a hyphen parts words as a space does: GPT-5 is GPT 5
_BREAK = {"Zl", "Zp"}
_LATER_SCRIPTS = 0x2E80
"""The first code point of the East Asian scripts, whose words have no edges of their own."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `kept` with its case, `folded` without, and for each character the offset it came from."""

    text: str
    kept: str
    folded: str
    offsets: tuple[int, ...]

    def start(self, at: int) -> int:
        """Give the offset in the original text of a folded character."""
        return self.offsets[at]

    def end(self, at: int) -> int:
        """Give the offset in the original text just behind the folded character before `at`."""
        return self.offsets[at - 1] + 1

    def words(self, start: int, end: int) -> str:
        """Give the original words of a span of folded characters."""
        return self.text[self.start(start) : self.end(end)]


def fold(text: str) -> Folded:
    """Fold a text of any length; offsets count characters of the original."""
    if text.isascii() and text.isprintable() and "-" not in text and "  " not in text:
        return Folded(text, text, text.lower(), tuple(range(len(text))))
    characters = list(_spaced(_plain_characters(text)))
    kept = "".join(character for character, _ in characters)
    offsets = [offset for _, offset in characters]
    if has_chinese(kept) and to_simplified(kept) != kept:
        kept, offsets = _simplify(kept, offsets)
    kept = kept.replace("\n", " ")
    return Folded(text, kept, _without_case(kept), tuple(offsets))


def is_word_character(character: str) -> bool:
    """Tell whether a character belongs to a word that has edges: a letter or digit outside the East Asian scripts."""
    return ord(character) < _LATER_SCRIPTS and character.isalnum()


def is_chinese(character: str) -> bool:
    """Tell whether one character is Chinese."""
    return ord(character) >= _LATER_SCRIPTS and has_chinese(character)


def _plain_characters(text: str) -> Iterator[tuple[str, int]]:
    for offset, character in enumerate(text):
        for plain in _plain(character):
            yield plain, offset


@lru_cache(maxsize=16_384)
def _plain(character: str) -> str:
    """Give the plain form of one character: nothing, one character, or the several that it stands for."""
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    if category in _BREAK or character in "\r\n":
        return "\n"
    if category in _SPACE:
        return " "
    if character in "’‘ʼ＇`":
        return "'"
    compatible = unicodedata.normalize("NFKC", character)
    decomposed = unicodedata.normalize("NFD", compatible)
    if decomposed[:1].isascii():
        return "".join(piece for piece in decomposed if unicodedata.category(piece) not in _INVISIBLE)
    return compatible


def _spaced(characters: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Fold runs of white space into one, and away beside Chinese; a line break holds there."""
    before = "\n"
    gap: tuple[str, int] | None = None
    for character, offset in characters:
        if character in " \n":
            gap = ("\n", offset) if character == "\n" or (gap and gap[0] == "\n") else (" ", offset)
            continue
        if gap and before != "\n" and (gap[0] == "\n" or not (is_chinese(before) or is_chinese(character))):
            yield gap
        yield character, offset
        before, gap = character, None


def _simplify(kept: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Write traditional Chinese as simplified, run by run, so that each character keeps its place."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for chinese, group in groupby(kept, key=is_chinese):
        run = "".join(group)
        simple = to_simplified(run) if chinese else run
        pieces.append(simple)
        places += (offsets[at + place] for place in _places(run, simple))
        at += len(run)
    return "".join(pieces), places


def _places(run: str, simple: str) -> list[int]:
    """Give for each character of `simple` its place in `run`; Taiwan's words differ in length (執行長, 首席执行官)."""
    if run == simple:
        return list(range(len(run)))
    single = "".join(map(to_simplified, run))
    if len(single) != len(run):
        single = run
    places: list[int] = []
    for tag, low, high, start, end in SequenceMatcher(None, single, simple, autojunk=False).get_opcodes():
        last = max(low, high - 1)
        places += (low + i if tag == "equal" else min(low + i, last) for i in range(end - start))
        if tag == "replace":
            places[-1] = last
    return [min(place, len(run) - 1) for place in places]


def _without_case(kept: str) -> str:
    folded = kept.casefold()
    if len(folded) == len(kept):
        return folded
    return "".join(low if len(low := character.casefold()) == 1 else character for character in kept)
