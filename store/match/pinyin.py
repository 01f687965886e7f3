"""The sound of a Chinese name, without tones: 英伟达 is `yingweida`.

pypinyin takes 150 ms to import and is imported on first use only. Names whose characters have several readings carry
pinyin by hand in the catalogue.
"""

from __future__ import annotations

from functools import lru_cache

from store.folding import is_chinese


def pinyin_key(chinese: str) -> str:
    """Give the pinyin of a Chinese text, letters only; other characters stand for themselves."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(chinese)).lower()


@lru_cache(maxsize=32_768)
def pinyin_of(name: str) -> str | None:
    """Give the pinyin under which a name may be typed, or None for one that is not wholly Chinese or too short.

    Up to three letters would meet too much (`ali`); such pinyin is listed by hand where it is meant.
    """
    if len(name) < 2 or not all(is_chinese(character) for character in name):
        return None
    key = pinyin_key(name)
    return key if len(key) > 3 and key.isascii() else None


def is_chinese_word(text: str) -> bool:
    """Tell whether a Chinese text is a word of pypinyin's dictionary of 47,000."""
    from pypinyin.constants import PHRASES_DICT

    return text in PHRASES_DICT
