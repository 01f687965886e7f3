"""One folding of text for names: typed names, spellings and running text meet in the same form.

Folded away: case, full-width and compatibility forms (NFKC), accents on Latin letters, invisible characters, kinds of
dash and apostrophe, runs of white space, spaces beside Chinese, and traditional characters with Taiwan's words. Every
folded character knows the place it came from, so that what is found can be shown in the words that stood there.
A line break never joins two Chinese characters: a headline and its summary are two texts.

Nearly every character folds to itself. So a text is searched for those that do not, and a place is noted only where
the length changes: 30 to 100 MB a second, where character by character it was 2.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from store.text import has_chinese, to_simplified, traditional_runs

_INVISIBLE = {"Cf", "Mn", "Me"}
_SPACE = {"Zs", "Cc", "Cs", "Pd"}  # a hyphen parts words as a space does: GPT-5 is GPT 5
_BREAK = {"Zl", "Zp"}
_LATER_SCRIPTS = 0x2E80
"""The first code point of the East Asian scripts, whose words have no edges of their own."""
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_SINGLE = {"-": " ", "“": '"', "”": '"', "’": "'", "‘": "'", "–": " ", "—": " ", "，": ",", "：": ":", "；": ";",
           "！": "!", "？": "?", "（": "(", "）": ")", "\u00a0": " ", "\u3000": " ", "\t": " "}  # fmt: skip
"""The commonest characters that fold to one other; each is replaced in one sweep."""
_ODD = re.compile("[^\n -,./0-9:-_a-~·、。〈-】\u3041-\u3093\u30a1-\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
"""Characters that may fold to something else than themselves."""
_ASCII = dict.fromkeys((*range(32), 127, ord("-")), " ") | {ord("`"): "'", ord("\n"): "\n", ord("\r"): "\n"}
"""What folds in text of ASCII alone, character by character."""
_SHORT = 64
_WIDE_GAP = re.compile("[ \n]{2,}")
_CHINESE_GAP = re.compile(f" (?:(?=[{_CHINESE}])|(?<=[{_CHINESE}].))", re.DOTALL)


@dataclass(slots=True)
class _Places:
    """Where the characters of a rewritten text stood before: from place `at[i]` on, `shift[i]` characters further."""

    at: list[int] = field(default_factory=list)
    shift: list[int] = field(default_factory=list)

    def before(self, place: int) -> int:
        """Give the place that a character had."""
        near = bisect_right(self.at, place) - 1
        return place + self.shift[near] if near >= 0 else place

    def note(self, place: int, before: int) -> None:
        """Note that the characters from `place` on stood at `before` and behind it."""
        if before - place != (self.shift[-1] if self.shift else 0):
            self.at.append(place)
            self.shift.append(before - place)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `kept` with its case, `folded` without; of equal length. Places count characters."""

    text: str
    kept: str
    folded: str
    steps: tuple[_Places, ...] = ()

    def start(self, at: int) -> int:
        """Give the offset in the original text of a folded character."""
        for step in reversed(self.steps):
            at = step.before(at)
        return at

    def end(self, at: int) -> int:
        """Give the offset in the original text just behind the folded character before `at`."""
        return self.start(at - 1) + 1

    def words(self, start: int, end: int) -> str:
        """Give the original words of a span of folded characters."""
        return self.text[self.start(start) : self.end(end)]


def fold_name(text: str) -> Folded:
    """Fold a name or a typed text, which is folded again for every rule that looks at it; the last are remembered.

    All names are folded again whenever one of them changes.
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold_long(text)


def fold(text: str) -> Folded:
    """Fold a text of any length."""
    kept, steps = _without_common(text), []
    rewrites = [_without_odd, _without_gaps, _without_breaks]
    if has_chinese(text):
        rewrites[2:] = [_without_chinese_gaps, _without_breaks, _without_traditional]
    for rewrite in rewrites:
        kept, places = rewrite(kept)
        if places.at:
            steps.append(places)
    return Folded(text, kept, _without_case(kept), tuple(steps))


@lru_cache(maxsize=65_536)
def _fold_short(text: str) -> Folded:
    return fold(text)


@lru_cache(maxsize=64)
def _fold_long(text: str) -> Folded:
    return fold(text)


def is_word_character(character: str) -> bool:
    """Tell whether a character belongs to a word that has edges: a letter or digit outside the East Asian scripts."""
    return ord(character) < _LATER_SCRIPTS and character.isalnum()


def is_chinese(character: str) -> bool:
    """Tell whether one character is Chinese."""
    return ord(character) >= _LATER_SCRIPTS and has_chinese(character)


def _without_common(text: str) -> str:
    """Write the commonest odd characters in their plain form, each of which is one character."""
    for odd, plain in _SINGLE.items():
        if odd in text:
            text = text.replace(odd, plain)
    return text


def _without_odd(text: str) -> tuple[str, _Places]:
    """Write every character in its plain form."""
    if text.isascii():
        return text.translate(_ASCII), _Places()
    return _rewrite(text, ((*found.span(), _plain(found.group())) for found in _ODD.finditer(text)))


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


def _without_gaps(text: str) -> tuple[str, _Places]:
    """Fold runs of white space into one space, or into a line break that they hold."""
    if "  " not in text and "\n" not in text:
        return text, _Places()
    runs = ((*run.span(), "\n" if "\n" in run.group() else " ") for run in _WIDE_GAP.finditer(text))
    return _rewrite(text, runs)


def _without_chinese_gaps(text: str) -> tuple[str, _Places]:
    """Leave out single spaces beside Chinese."""
    pieces = _CHINESE_GAP.split(text)
    places = _Places([*accumulate(map(len, pieces[:-1]))], [*range(1, len(pieces))])
    return "".join(pieces), places


def _without_breaks(text: str) -> tuple[str, _Places]:
    """Write a line break, which by now parts what it must, as a space."""
    return text.replace("\n", " "), _Places()


def _without_traditional(text: str) -> tuple[str, _Places]:
    """Write traditional Chinese as simplified, run by run, so that each character keeps its place."""
    return _rewrite(text, ((*run, to_simplified(text[slice(*run)])) for run in traditional_runs(text)), _places)


def _rewrite(
    text: str, edits: Iterable[tuple[int, int, str]], align: Callable[[str, str], list[int]] | None = None
) -> tuple[str, _Places]:
    """Replace what stands from start to end, edit by edit; `align` gives for each new character its place in the old.

    Without it, they all stand at its first.
    """
    pieces: list[str] = []
    places, length, behind = _Places(), 0, 0
    for start, end, new in edits:
        pieces += (text[behind:start], new)
        length += start - behind
        behind = end
        if len(new) != end - start:
            olds = align(text[start:end], new) if align else [0] * len(new)
            for number, old in enumerate(olds[1:], start=1):
                places.note(length + number, start + old)
            places.note(length + len(new), end)
        length += len(new)
    return ("".join((*pieces, text[behind:])), places) if pieces else (text, places)


def _places(run: str, simple: str) -> list[int]:
    """Give for each character of `simple` its place in `run`; Taiwan's words differ in length (執行長, 首席执行官)."""
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
