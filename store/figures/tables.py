"""Write a table of phrases as one pattern. Latin words are whole words; Chinese has no edges."""

from __future__ import annotations

import re

_CHINESE = re.compile("[\u4e00-\u9fff]")
_GAP = " (?:[^,]{1,60}? )?"


def one_of(phrases: str) -> str:
    """Give the pattern that finds any phrase of a table, the longest first.

    Phrases are parted by ", "; "a/b" stands for either word, " … " for up to 60 characters without a comma.
    """
    table = sorted(phrases.split(", "), key=len, reverse=True)
    latin = [_pattern(phrase, " ") for phrase in table if not _CHINESE.search(phrase)]
    chinese = [_pattern(phrase, "") for phrase in table if _CHINESE.search(phrase)]
    whole = [rf"(?<![a-z-])(?:{'|'.join(latin)})(?![a-z-])"] if latin else []
    return f"(?:{'|'.join(whole + chinese)})"


def _pattern(phrase: str, space: str) -> str:
    words = (f"(?:{'|'.join(map(re.escape, word.split('/')))})" for word in phrase.split())
    return space.join(words).replace(" (?:…) ", _GAP)
