"""Is this an ordinary English word? An ordinary word is never taken for a misspelt name.

The words are those of english-words (Webster's Second and GCIDE, 300,000), and they are held as their sorted hashes:
2.5 MB, and as much again for those that are no mere proper names. A word is looked up in a microsecond, where the set
would hold 25 MB. Read on first use, in 0.3 s.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""))
_NEWER_WORDS = (
    "online offline website startup laptop metadata smartphone podcast blog codec pixel chatbot wifi login logout"
    " signup backup download upload workflow dataset firmware hardware malware crypto bitcoin fintech biotech"
)
"""Words of our field that are younger than both dictionaries."""
_NEWER = frozenset(_NEWER_WORDS.split())
_SAMPLED = 7
"""The length of the words from which is learned which letters follow one another: 27,000 words, in 60 ms."""
USUAL = 4
"""How many of them hold three letters in a row that are usual."""


def is_word(text: str) -> bool:
    """Tell whether a lower-case text of three letters or more is an English word, or a regular form of one."""
    if _is_listed(text):
        return True
    stems = (text.removesuffix(end) + base for end, base in _ENDINGS if text.endswith(end))
    return any(_is_listed(stem) for stem in stems if len(stem) >= 3)


def is_wordlike(text: str, usual: int = USUAL) -> bool:
    """Tell whether every three letters in a row of a lower-case word are usual in English, as in a name; not `nvidja`.

    `usual` is how many of the words sampled hold them. Of real names near to ours two in three are, of random slips of
    two edits one in eight (measured).
    """
    marked = f"^{text}$"
    trigrams = _dictionary().trigrams
    return all(trigrams[marked[at : at + 3]] >= usual for at in range(len(marked) - 2))


def is_common(word: str) -> bool:
    """Tell whether a lower-case word is in the dictionary and no mere proper name: mark, but not satya."""
    return _holds(_dictionary().common, word)


def _is_listed(word: str) -> bool:
    return word in _NEWER or _holds(_dictionary().hashes, word)


def _holds(hashes: array[int], word: str) -> bool:
    wanted = hash(word)
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


@dataclass(frozen=True, slots=True)
class _Dictionary:
    hashes: array[int]
    common: array[int]
    trigrams: Counter[str]


@cache
def _dictionary() -> _Dictionary:
    from english_words import get_english_words_set

    written: set[str] = get_english_words_set(["web2", "gcide"])
    words = {word.lower() for word in written}
    joined = "$^".join(word for word in words if len(word) == _SAMPLED)
    return _Dictionary(
        hashes=array("q", sorted(map(hash, words))),
        common=array("q", sorted(map(hash, words & written))),
        trigrams=Counter(map("".join, zip(joined, joined[1:], joined[2:], strict=False))),
    )
