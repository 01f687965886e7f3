"""Is this an ordinary English word? An ordinary word is never taken for a misspelt name.

The words are those of english-words (Webster's Second and GCIDE, 250,000 of three letters and more). They are held as
one string for each first letter: 3 MB, and 0.2 ms to look one up, where a set holds 20 MB. Read on first use, in 0.2 s.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""))
_NEWER_WORDS = (
    "online offline website startup laptop metadata smartphone podcast blog codec pixel chatbot wifi login logout"
    " signup backup download upload workflow dataset firmware hardware malware crypto bitcoin fintech biotech"
)
"""Words of our field that are younger than both dictionaries."""
_NEWER = frozenset(_NEWER_WORDS.split())


def is_word(text: str) -> bool:
    """Tell whether a lower-case text of three letters or more is an English word, or a regular form of one."""
    if _is_listed(text):
        return True
    stems = (text.removesuffix(end) + base for end, base in _ENDINGS if text.endswith(end))
    return any(_is_listed(stem) for stem in stems if len(stem) >= 3)


def _is_listed(word: str) -> bool:
    return word in _NEWER or f"\n{word}\n" in _words().get(word[:1], "")


@cache
def _words() -> dict[str, str]:
    from english_words import get_english_words_set

    by_letter: dict[str, list[str]] = defaultdict(list)
    for source in ("web2", "gcide"):
        for word in get_english_words_set([source], lower=True):
            if len(word) >= 3 and word.isascii():
                by_letter[word[0]].append(word)
    return {letter: "\n" + "\n".join(words) + "\n" for letter, words in by_letter.items()}
