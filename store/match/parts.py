"""Names inside a longer text, and the words that are left over.

First every typed spelling that stands there as it is written; then, in what is left, names in pinyin; then one to three
words that come near a name as a whole typed name would. Ordinary English words are neither, nor is a word beside one
that may be part of a longer name that we do not know: `zhejiang sanhua`. What is left after all three, without the
words with which people ask, is the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from store.folding import fold_name, is_chinese
from store.match.dictionary import is_word, is_wordlike
from store.match.index import NameIndex
from store.match.keys import name_key, ticker_key
from store.match.outcomes import settle
from store.match.stopwords import is_stopword, without_stopwords
from store.match.typos import is_ordinary, misspelt, nearest
from store.mentions import Place
from store.model import Entity, EntityKind, Match

MOST_WORDS = 16
"""How many words of a text are looked at for misspelt names."""
LONG_NUMBER = 6
"""Digits from which a ticker that is a number counts inside a text without `$` or its exchange."""
LONG_SOUND = 9
"""Letters from which a name in pinyin counts beside a word that we do not know."""
_WIDEST = 3
_WIDEST_SOUND = 5
"""How many words a name in pinyin may be written in: `chang xin cun chu`."""
_SHORTEST = 5

_WORD = re.compile(r"[^\W_]+(?:[.&+][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, characters `start` to `end`, and what it resolves to."""

    start: int
    end: int
    match: Match


def find_parts(index: NameIndex, text: str, prefer: EntityKind | None) -> list[Part]:
    """Find the names in a longer text, in order: as they are spelled, then misspelt ones between them."""
    exact = [part for place in index.typed_finder.places(text) if (part := _part(index, text, place, prefer))]
    sure = [part for part in exact if name_key(part.match.query) not in index.only_typed]
    if len(sure) < len(exact) and not _stands_by_chance(text, exact):
        sure = exact
    heard = [part for gap in _gaps(text, sure) for part in _sounded(index, text, gap, prefer)]
    known = sorted([*sure, *heard], key=lambda part: part.start)
    parts = [*known, *(part for gap in _gaps(text, known) for part in _misspelt(index, text, gap, prefer))]
    named = [part.match.entity for part in parts if part.match.entity]
    free = (one for one in exact if all(one.end <= other.start or other.end <= one.start for other in parts))
    meant = [part for part in free if part.match.entity and _is_meant(part.match.entity, named)]
    return sorted([*parts, *meant], key=lambda part: part.start)


def rest_of(text: str, parts: list[Part]) -> str:
    """Give the words that name nothing and do not merely ask."""
    return " ".join(word for start, end in _gaps(text, parts) for word in without_stopwords(text[start:end]))


def _part(index: NameIndex, text: str, place: Place, prefer: EntityKind | None) -> Part | None:
    """Resolve one place; a ticker that is a word or a number needs its `$` in a longer text, and arms are not Arm."""
    key = name_key(place.words)
    hits = index.names.get(key) or index.tickers.get(ticker_key(place.words) or place.words.upper(), ())
    is_loose = key not in index.names and not place.words.startswith("$")
    if not hits or (is_loose and (len(key) < 3 or is_word(key) or (key.isdigit() and len(key) < LONG_NUMBER))):
        return None
    whole = fold_name(text[place.start : place.end]).folded
    if whole == f"{key}s" and all(hit.spelling.case_sensitive for hit in hits) and is_word(whole):
        return None
    return Part(place.start, place.end, settle(index, place.words, hits, prefer))


def _stands_by_chance(text: str, parts: list[Part]) -> bool:
    """Tell whether ordinary words among the names merely happen to be spelled as one, and are not what is asked about.

    They are asked about when nothing is left over and they do not lean on another name: "stability and nvidia", but
    neither "financial stability" nor "character education".
    """
    leaning = any(not text[one.end : other.start].strip() for one, other in pairwise(parts))
    return leaning or bool(rest_of(text, parts))


def _is_meant(entity: Entity, named: list[Entity]) -> bool:
    """Tell whether an ordinary word is meant beside names that are sure: it is a topic, or one belongs to the other."""
    ids = {one.id for one in named}
    is_kin = any(other in ids for _, other in entity.relations) or any(
        other == entity.id for one in named for _, other in one.relations
    )
    return is_kin or (entity.kind == "topic" and bool(named))


def _gaps(text: str, parts: list[Part]) -> Iterator[tuple[int, int]]:
    at = 0
    for part in parts:
        yield at, part.start
        at = part.end
    yield at, len(text)


def _sounded(index: NameIndex, text: str, gap: tuple[int, int], prefer: EntityKind | None) -> Iterator[Part]:
    """Find the names in pinyin, in each run of words between those that merely ask."""
    words = list(_WORD.finditer(text, *gap))[:MOST_WORDS]
    for is_asking, run in groupby(words, lambda word: is_stopword(word.group())):
        if not is_asking:
            yield from _sounded_in(index, text, list(run), prefer)


def _sounded_in(index: NameIndex, text: str, words: list[re.Match[str]], prefer: EntityKind | None) -> Iterator[Part]:
    """Find names in pinyin: all that the words say, or words by themselves that cannot belong to a longer name."""
    keys = [name_key(word.group()) for word in words]
    names = _spelled_out(index, keys) or [(at, at + 1) for at in range(len(keys)) if _is_sound(index, keys[at])]
    named = {at for first, end in names for at in range(first, end)}
    for first, end in names:
        beside = [words[at].group() for at in (first - 1, end) if 0 <= at < len(words) and at not in named]
        key = "".join(keys[first:end])
        if not any(_leans(words[first].group(), key, other) for other in beside):
            start, stop = words[first].start(), words[end - 1].end()
            yield Part(start, stop, settle(index, text[start:stop], index.pinyin[key], prefer, "pinyin"))


def _leans(word: str, key: str, other: str) -> bool:
    """Tell whether a name in pinyin is rather part of another name, together with the word beside it."""
    return (word[0].isupper() and other[0].isupper()) or (
        len(key) < LONG_SOUND and not is_ordinary([fold_name(other).folded])
    )


def _is_sound(index: NameIndex, key: str) -> bool:
    return key in index.pinyin and not is_word(key)


def _spelled_out(index: NameIndex, keys: list[str]) -> list[tuple[int, int]]:
    """Part words into as few names in pinyin as they make, where they make nothing else: gu ge, xin pian.

    None where all are ordinary words: syllables are short, and many of them are English as well.
    """
    best: dict[int, list[tuple[int, int]]] = {len(keys): []}
    for first in reversed(range(len(keys))):
        ends = range(first + 1, min(first + _WIDEST_SOUND, len(keys)) + 1)
        made = [[(first, end), *best[end]] for end in ends if end in best and "".join(keys[first:end]) in index.pinyin]
        if made:
            best[first] = min(made, key=len)
    return [] if is_ordinary(keys) else best.get(0, [])


def _misspelt(index: NameIndex, text: str, gap: tuple[int, int], prefer: EntityKind | None) -> Iterator[Part]:
    words = list(_WORD.finditer(text, *gap))[:MOST_WORDS]
    at = 0
    while at < len(words):
        width, match = _widest(index, text, words[at : at + _WIDEST], prefer)
        beside = [*words[max(0, at - 1) : at], *words[at + width : at + width + 1]]
        if match and not _is_longer_name(words[at].group(), [word.group() for word in beside]):
            yield Part(words[at].start(), words[at + width - 1].end(), match)
        at += width


def _is_longer_name(word: str, beside: list[str]) -> bool:
    """Tell whether what comes near a name is rather part of another, longer one: Nissin Foods, nitto denko."""
    return any(
        not is_stopword(other)
        and ((word[0].isupper() and other[0].isupper()) or _could_be_name(fold_name(other).folded))
        for other in beside
    )


def _could_be_name(word: str) -> bool:
    return is_wordlike(word) and not is_ordinary([word])


def _widest(
    index: NameIndex, text: str, words: list[re.Match[str]], prefer: EntityKind | None
) -> tuple[int, Match | None]:
    """Read as many words as make a name, at most those given; else one word that names nothing."""
    for width in range(len(words), 0, -1):
        first, last = words[0], words[width - 1]
        if is_stopword(first.group()) or is_stopword(last.group()):
            continue
        match = _near_name(index, text[first.start() : last.end()], prefer)
        if match:
            return width, match
    return 1, None


def _near_name(index: NameIndex, text: str, prefer: EntityKind | None) -> Match | None:
    key = name_key(text)
    if key in index.names:
        return None if key in index.only_typed else settle(index, text, index.names[key], prefer)
    if len(key) < _SHORTEST or any(map(is_chinese, key)) or is_ordinary(fold_name(text).folded.split()):
        return None
    near = nearest(index, text, prefer, same_letter=True)
    return misspelt(index, text, near, farthest=1) if near else None
